//! An engine with a library of its own, gone with the test.

use engine::{Engine, ImportReport, Session};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

pub struct Workbench {
    pub engine: Engine,
    dir: TempDir,
}

impl Default for Workbench {
    fn default() -> Workbench {
        Workbench::new()
    }
}

impl Workbench {
    pub fn new() -> Workbench {
        let dir = tempfile::tempdir().unwrap();
        Workbench { engine: Engine::open(&dir.path().join("library")).unwrap(), dir }
    }

    /// Puts a file beside the library.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn import(&self, path: &Path) -> ImportReport {
        self.engine.import(path)
    }

    /// Imports a file that can be imported, and opens it.
    pub fn open(&self, path: &Path) -> Arc<Session> {
        let summary = self.import(path).outcome.unwrap_or_else(|error| panic!("{error}"));
        Arc::new(self.engine.open_recording(summary.id).unwrap())
    }

    pub fn open_bytes(&self, name: &str, bytes: impl AsRef<[u8]>) -> Arc<Session> {
        let path = self.file(name, bytes);
        self.open(&path)
    }

    pub fn library(&self) -> PathBuf {
        self.dir.path().join("library")
    }

    /// Closes the library and opens it again.
    pub fn reopened(self) -> Workbench {
        self.reopened_after(|| ())
    }

    /// The same, with something done to it while it is closed.
    pub fn reopened_after(self, meanwhile: impl FnOnce()) -> Workbench {
        let Workbench { engine, dir } = self;
        drop(engine);
        meanwhile();
        Workbench { engine: Engine::open(&dir.path().join("library")).unwrap(), dir }
    }
}
