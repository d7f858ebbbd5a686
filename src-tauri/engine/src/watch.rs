//! Folders whose recordings are imported by themselves.
//!
//! ```text
//! the system's word about files ──► Watch, on a thread of its own: waits until a file has come to rest ──► Engine::start
//! ```

mod folder;
mod ripening;
mod thread;

use crate::{Engine, EngineError, ImportReport};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};

/// A folder that is watched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WatchedFolder {
    pub path: PathBuf,
    /// It is there. One that has vanished is taken up again when it is back.
    pub is_there: bool,
}

/// What happened in watched folders.
#[derive(Clone, PartialEq, Debug)]
pub enum WatchNews {
    /// A file came and was imported, or could not be.
    Imported {
        folder: PathBuf,
        report: ImportReport,
    },
    Gone(PathBuf),
    Back(PathBuf),
}

pub type OnWatch = Arc<dyn Fn(WatchNews) + Send + Sync>;

/// What the thread is told.
enum Told {
    System(notify::Result<notify::Event>),
    /// The list of folders is another one.
    List,
    End,
}

/// The thread, as long as it is wanted.
#[derive(Default)]
pub(crate) struct Watching(Mutex<Option<Sender<Told>>>);

impl Watching {
    fn tell(&self, told: Told) {
        if let Some(sender) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // A thread that is gone needs no word.
            let _ = sender.send(told);
        }
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        self.tell(Told::End);
    }
}

impl Engine {
    /// Watches the folders of the list, now and whenever the list changes, as long as the engine lives. What is in them
    /// already is imported too. A second call does nothing.
    pub fn start_watching(self: &Arc<Engine>, on_news: OnWatch) -> Result<(), EngineError> {
        let mut running = self.watching.0.lock().unwrap_or_else(PoisonError::into_inner);
        if running.is_some() {
            return Ok(());
        }
        let (sender, told) = channel();
        thread::start(self, on_news, sender.clone(), told)?;
        *running = Some(sender);
        Ok(())
    }

    /// Puts a folder on the list.
    pub fn watch(&self, folder: &Path) -> Result<PathBuf, EngineError> {
        let real = folder.canonicalize().map_err(|error| EngineError::unreadable(folder, &error))?;
        let own = self.paths().dir().canonicalize().unwrap_or_default();
        if !real.is_dir() || real.starts_with(&own) {
            let why =
                if real.is_dir() { "The library's own folder cannot be watched" } else { "This is a file" };
            return Err(EngineError::not_now(why, "Name a folder that recordings are put into").at(folder));
        }
        self.library().watch_folder(&real.to_string_lossy())?;
        self.watching.tell(Told::List);
        Ok(real)
    }

    /// Takes a folder off the list; what was imported from it stays. Whether it was on it.
    pub fn unwatch(&self, folder: &Path) -> Result<bool, EngineError> {
        // One that has vanished has no other name than the one on the list.
        let real = folder.canonicalize().or_else(|_| std::path::absolute(folder));
        let real = real.unwrap_or_else(|_| folder.to_owned());
        let was = self.library().unwatch_folder(&real.to_string_lossy())?;
        self.watching.tell(Told::List);
        Ok(was)
    }

    pub fn watched_folders(&self) -> Result<Vec<WatchedFolder>, EngineError> {
        let paths = self.library().watched_folders()?.into_iter().map(PathBuf::from);
        Ok(paths.map(|path| WatchedFolder { is_there: path.is_dir(), path }).collect())
    }
}
