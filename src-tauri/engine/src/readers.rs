//! Reading the catalogue beside those who write to it, and checking it.

use crate::EngineError;
use library::{Library, LibraryError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Two connections, opened when they are needed: a page of the list never waits for a search.
pub(crate) struct Readers {
    catalogue: PathBuf,
    questions: Mutex<Option<Library>>,
    looks: Mutex<Option<Library>>,
    /// What the check found.
    damage: Arc<OnceLock<EngineError>>,
}

impl Readers {
    pub(crate) fn of(catalogue: &Path) -> Readers {
        Readers {
            catalogue: catalogue.to_owned(),
            questions: Mutex::default(),
            looks: Mutex::default(),
            damage: Arc::default(),
        }
    }

    /// For what may take a while: searches, orders, groups.
    pub(crate) fn ask<T>(
        &self,
        act: impl FnOnce(&Library) -> Result<T, LibraryError>,
    ) -> Result<T, EngineError> {
        self.with(&self.questions, act)
    }

    /// For what is a few rows.
    pub(crate) fn look<T>(
        &self,
        act: impl FnOnce(&Library) -> Result<T, LibraryError>,
    ) -> Result<T, EngineError> {
        self.with(&self.looks, act)
    }

    fn with<T>(
        &self,
        reader: &Mutex<Option<Library>>,
        act: impl FnOnce(&Library) -> Result<T, LibraryError>,
    ) -> Result<T, EngineError> {
        if let Some(damage) = self.damage.get() {
            return Err(damage.clone());
        }
        let mut reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
        let library = match reader.take() {
            Some(library) => library,
            None => Library::reader(&self.catalogue)?,
        };
        Ok(act(reader.insert(library))?)
    }

    /// Lets the file go. The next question opens it again.
    pub(crate) fn close(&self) {
        for reader in [&self.questions, &self.looks] {
            *reader.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
    }

    /// Reads the whole catalogue on a thread of its own. Where it is damaged, whoever asks from then on is told.
    pub(crate) fn check_beside(&self) {
        let (path, damage) = (self.catalogue.clone(), self.damage.clone());
        let check = move || {
            if let Err(error @ LibraryError::Damaged(_)) = Library::reader(&path).and_then(|l| l.check()) {
                // Only this thread sets it.
                let _ = damage.set(EngineError::from(error).at(&path));
            }
        };
        // Without a thread there is no check; a damaged page is met when it is read.
        let _ = std::thread::Builder::new().name("check".to_owned()).spawn(check);
    }
}
