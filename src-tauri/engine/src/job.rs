//! An import that runs: what others may know of it while it does.

use crate::import::{ImportProgress, Imported};
use crate::{CancelToken, EngineError};
use analysis::Findings;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// Shared between the import and those who wait for its pictures.
pub struct ImportJob {
    path: PathBuf,
    file_name: String,
    pub cancel: CancelToken,
    state: Mutex<JobState>,
    changed: Condvar,
}

#[derive(Default)]
struct JobState {
    progress: ImportProgress,
    /// The file being written, once there is a picture in it.
    showable: Option<PathBuf>,
    findings: Arc<Findings>,
    result: Option<Result<Imported, EngineError>>,
}

/// What a waiter got.
pub enum Ready {
    /// There is a picture; the import goes on.
    Showable(PathBuf),
    Finished(Box<Result<Imported, EngineError>>),
}

impl ImportJob {
    pub fn new(path: &Path) -> ImportJob {
        let file_name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        ImportJob {
            path: path.to_owned(),
            file_name,
            cancel: CancelToken::default(),
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    pub fn progress(&self) -> ImportProgress {
        self.lock().progress
    }

    /// None while it runs.
    pub fn result(&self) -> Option<Result<Imported, EngineError>> {
        self.lock().result.clone()
    }

    pub fn findings(&self) -> Arc<Findings> {
        self.lock().findings.clone()
    }

    /// Waits until there is something to show, or the import is over.
    pub fn wait_for_picture(&self) -> Ready {
        let mut state = self.lock();
        loop {
            if let Some(result) = &state.result {
                return Ready::Finished(Box::new(result.clone()));
            }
            if let Some(path) = &state.showable {
                return Ready::Showable(path.clone());
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Waits for the end.
    pub fn wait(&self) -> Result<Imported, EngineError> {
        let mut state = self.lock();
        loop {
            if let Some(result) = &state.result {
                return result.clone();
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    pub(crate) fn set_progress(&self, progress: ImportProgress) {
        self.lock().progress = progress;
    }

    pub(crate) fn set_showable(&self, path: &Path, findings: Findings) {
        let mut state = self.lock();
        state.showable = Some(path.to_owned());
        state.findings = Arc::new(findings);
        self.changed.notify_all();
    }

    pub(crate) fn finish(&self, result: Result<Imported, EngineError>) {
        self.lock().result = Some(result);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, JobState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
