//! An import that runs: what others may know of it while it does.

use crate::import::{ImportProgress, Imported};
use crate::{CancelToken, EngineError};
use analysis::Findings;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};
use store::RecordingInfo;

/// Before so much time has passed nothing can be said about the rest.
const FIRST_GUESS: Duration = Duration::from_millis(500);

/// Why those who follow an import are called.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportNews {
    /// It has read on.
    Progress,
    /// There is more to be seen.
    Committed,
    /// `ImportJob::result` is there.
    Over,
}

/// Shared between the import and those who wait for its pictures.
pub struct ImportJob {
    path: PathBuf,
    file_name: String,
    /// What is read, where that is another file than the one at `path`.
    content: OnceLock<PathBuf>,
    pub cancel: CancelToken,
    state: Mutex<JobState>,
    changed: Condvar,
}

#[derive(Default)]
struct JobState {
    progress: ImportProgress,
    /// When the first event was read.
    began: Option<Instant>,
    /// The file being written, once there is a picture in it.
    showable: Option<PathBuf>,
    findings: Arc<Findings>,
    info: RecordingInfo,
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
            content: OnceLock::new(),
            cancel: CancelToken::default(),
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn content(&self) -> &Path {
        self.content.get().unwrap_or(&self.path)
    }

    /// Before anything is read.
    pub(crate) fn set_content(&self, path: &Path) {
        self.content.get_or_init(|| path.to_owned());
    }

    pub fn file_name(&self) -> &str {
        &self.file_name
    }

    pub fn progress(&self) -> ImportProgress {
        self.lock().progress
    }

    /// How long the rest of the file will take if it goes on like this. None while nothing can be said.
    pub fn time_left(&self) -> Option<Duration> {
        let state = self.lock();
        let passed = state.began?.elapsed();
        let ImportProgress { bytes, total_bytes, .. } = state.progress;
        let left = total_bytes.checked_sub(bytes)?;
        (passed >= FIRST_GUESS && bytes > 0 && left > 0).then(|| passed.mul_f64(left as f64 / bytes as f64))
    }

    /// None while it runs.
    pub fn result(&self) -> Option<Result<Imported, EngineError>> {
        self.lock().result.clone()
    }

    pub fn findings(&self) -> Arc<Findings> {
        self.lock().findings.clone()
    }

    /// What the recording says about itself, as far as it was read.
    pub fn info(&self) -> RecordingInfo {
        self.lock().info.clone()
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
        let mut state = self.lock();
        state.began.get_or_insert_with(Instant::now);
        state.progress = progress;
    }

    /// The error where somebody wants it to stop.
    pub(crate) fn check(&self) -> Result<(), EngineError> {
        if self.cancel.is_cancelled() { Err(EngineError::cancelled()) } else { Ok(()) }
    }

    pub(crate) fn set_showable(&self, path: &Path, findings: Findings, info: RecordingInfo) {
        let mut state = self.lock();
        state.showable = Some(path.to_owned());
        state.findings = Arc::new(findings);
        state.info = info;
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
