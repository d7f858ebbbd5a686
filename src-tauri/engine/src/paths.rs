//! Where a library keeps its files.

use events::RecordingId;
use std::path::{Path, PathBuf};

/// ```text
/// <dir>/library.db               the catalogue
/// <dir>/recordings/<id>.playhead one file per recording
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LibraryPaths {
    dir: PathBuf,
}

impl LibraryPaths {
    pub fn new(dir: &Path) -> LibraryPaths {
        LibraryPaths { dir: dir.to_owned() }
    }

    /// The platform's place for a user's data: `$XDG_DATA_HOME/playhead` and its kin. None where there is no home.
    pub fn platform_default() -> Option<PathBuf> {
        let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let data = if cfg!(windows) {
            variable("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            variable("HOME").map(|home| home.join("Library/Application Support"))
        } else {
            variable("XDG_DATA_HOME").or_else(|| variable("HOME").map(|home| home.join(".local/share")))
        };
        data.map(|data| data.join("playhead"))
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Where the library was moved to, if a library was here once.
    pub(crate) fn moved(&self) -> PathBuf {
        self.dir.join("moved-to")
    }

    /// Held while the catalogue is made or upgraded, so that two programs that start at once do not do it both.
    pub(crate) fn lock(&self) -> PathBuf {
        self.dir.join("library.lock")
    }

    /// Of the library that was moved away from here, if it was; a library that was begun here since comes first.
    pub(crate) fn followed(self) -> LibraryPaths {
        let moved = || std::fs::read_to_string(self.moved()).ok().map(PathBuf::from);
        match moved().filter(|to| !self.catalogue().exists() && to.is_absolute()) {
            Some(to) => LibraryPaths::new(&to),
            None => self,
        }
    }

    pub fn catalogue(&self) -> PathBuf {
        self.dir.join("library.db")
    }

    /// What is being removed, an id a line: where it is broken off, the next start does the rest.
    pub(crate) fn forgetting(&self) -> PathBuf {
        self.dir.join("forgetting")
    }

    pub fn recordings(&self) -> PathBuf {
        self.dir.join("recordings")
    }

    pub fn recording(&self, id: RecordingId) -> PathBuf {
        self.recordings().join(format!("{id}.playhead"))
    }

    /// A name that the store's sweep recognises as unfinished if this process dies.
    pub fn temporary(&self, number: u64) -> PathBuf {
        self.recordings().join(format!(".import-{}-{number}.tmp", std::process::id()))
    }
}
