//! The thread that hears of files and imports them.

use super::folder::{FolderId, folder_id, is_finished_name, places};
use super::ripening::{Ripe, Ripening};
use super::{OnWatch, Told, WatchNews};
use crate::files::files_in;
use crate::sources::ImportSource;
use crate::{Engine, EngineError, ImportNews};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant, UNIX_EPOCH};

/// Files of one folder that are looked into for segments of a session.
const MOST_BESIDE: usize = 300;
/// How often folders are looked at of which the system tells nothing (it ran out of watches, or cannot).
const LOOK_EVERY: Duration = Duration::from_secs(1);

struct Watch {
    engine: Weak<Engine>,
    on_news: OnWatch,
    system: RecommendedWatcher,
    /// The list, with what was found there last.
    folders: BTreeMap<PathBuf, Option<FolderId>>,
    /// Those of which it was said that they are gone.
    gone: BTreeSet<PathBuf>,
    /// What the system was asked about.
    places: BTreeMap<PathBuf, bool>,
    /// The system does not tell of every place.
    is_deaf: bool,
    files: Ripening,
}

pub(super) fn start(
    engine: &Arc<Engine>,
    on_news: OnWatch,
    tell: Sender<Told>,
    told: Receiver<Told>,
) -> Result<(), EngineError> {
    // Nobody listens any more once the thread has ended.
    let hear = move |event| drop(tell.send(Told::System(event)));
    let cannot = |_| {
        EngineError::not_now(
            "The system cannot watch folders now",
            "Close programs that watch many files, or import the folder by hand",
        )
    };
    let system = RecommendedWatcher::new(hear, notify::Config::default()).map_err(cannot)?;
    let mut watch = Watch {
        engine: Arc::downgrade(engine),
        on_news,
        system,
        folders: BTreeMap::new(),
        gone: BTreeSet::new(),
        places: BTreeMap::new(),
        is_deaf: false,
        files: Ripening::default(),
    };
    watch.read_list();
    std::thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || watch.run(&told))
        .map_err(|error| EngineError::cannot_write(engine.paths().dir(), &error))?;
    Ok(())
}

impl Watch {
    fn run(mut self, told: &Receiver<Told>) {
        loop {
            let ripe = self.files.next().map(|due| due.saturating_duration_since(Instant::now()));
            let wait =
                if self.is_deaf { Some(ripe.map_or(LOOK_EVERY, |due| due.min(LOOK_EVERY))) } else { ripe };
            let heard = match wait {
                Some(wait) => told.recv_timeout(wait.max(Duration::from_millis(1))),
                None => told.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match heard {
                Ok(Told::System(event)) => self.hear(event),
                Ok(Told::List) => self.read_list(),
                Ok(Told::End) | Err(RecvTimeoutError::Disconnected) => return,
                Err(RecvTimeoutError::Timeout) => {
                    if self.is_deaf {
                        self.settle();
                        self.look_at_all();
                    }
                }
            }
            // Of segments that ripen together each is in the import of the first.
            let mut taken = HashSet::new();
            for ripe in self.files.take(Instant::now()) {
                match ripe {
                    Ripe::File(path) => self.import(&path, &mut taken),
                    Ripe::Folder(path) => self.look_at(&path, &HashMap::new()),
                }
            }
        }
    }

    fn hear(&mut self, event: notify::Result<Event>) {
        let Ok(event) = event else { return self.settle() };
        if event.need_rescan() {
            self.settle();
            return self.look_at_all();
        }
        let is_closed = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
            EventKind::Access(_) => return,
            // A file that comes by another name was finished under the old one.
            EventKind::Modify(ModifyKind::Name(RenameMode::To | RenameMode::Both)) => true,
            _ => false,
        };
        let mut is_another = false;
        for path in &event.paths {
            is_another |= self.folders.keys().any(|folder| folder.starts_with(path));
            let Some(folder) = self.folders.keys().find(|folder| path.starts_with(folder) && *folder != path)
            else {
                continue;
            };
            if matches!(event.kind, EventKind::Remove(_)) {
                self.files.forget(path);
            } else if is_finished_name(path, folder) {
                self.files.hear(path, is_closed, Instant::now());
            }
        }
        if is_another {
            self.settle();
        }
    }

    fn read_list(&mut self) {
        let Some(engine) = self.engine.upgrade() else { return };
        // What cannot be read now stays as it was; the next change of the list asks again.
        let Ok(list) = engine.library().watched_folders() else { return };
        let known = std::mem::take(&mut self.folders);
        for path in list.into_iter().map(PathBuf::from) {
            let before = known.get(&path).copied();
            if before.is_none() && !path.is_dir() && self.gone.insert(path.clone()) {
                (self.on_news)(WatchNews::Gone(path.clone()));
            }
            self.folders.insert(path, before.unwrap_or_default());
        }
        self.settle();
    }

    /// Asks the system about the places that are there now, and says what came and went.
    fn settle(&mut self) {
        let mut come = Vec::new();
        for (folder, id) in &mut self.folders {
            let now = folder_id(folder);
            if now == *id {
                continue;
            }
            // Another folder of the same name: what was asked about the first one says nothing about it.
            if id.is_some() {
                let _ = self.system.unwatch(folder);
                self.places.remove(folder);
                self.files.forget(folder);
            }
            match now {
                None => {
                    self.gone.insert(folder.clone());
                    (self.on_news)(WatchNews::Gone(folder.clone()));
                }
                Some(_) => come.push(folder.clone()),
            }
            *id = now;
        }
        let wanted = places(self.folders.keys().map(PathBuf::as_path));
        let stale: Vec<PathBuf> = self
            .places
            .iter()
            .filter(|(place, below)| wanted.get(*place) != Some(*below))
            .map(|(p, _)| p.clone())
            .collect();
        for place in stale {
            // Its folder may be gone, and with it the watch.
            let _ = self.system.unwatch(&place);
            self.places.remove(&place);
        }
        self.is_deaf = false;
        for (place, below) in wanted {
            if self.places.contains_key(&place) {
                continue;
            }
            let mode = if below { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
            match self.system.watch(&place, mode) {
                Ok(()) => drop(self.places.insert(place, below)),
                Err(_) => self.is_deaf = true,
            }
        }
        if !come.is_empty() {
            let known = self.known();
            for folder in come {
                if self.gone.remove(&folder) {
                    (self.on_news)(WatchNews::Back(folder.clone()));
                }
                self.look_at(&folder, &known);
            }
        }
    }

    fn look_at_all(&mut self) {
        let known = self.known();
        for folder in self.folders.keys().cloned().collect::<Vec<_>>() {
            self.look_at(&folder, &known);
        }
    }

    /// Takes up what is there, but for files that stand in the library as they are.
    fn look_at(&mut self, at: &Path, known: &HashMap<String, (u64, i64)>) {
        let Some(engine) = self.engine.upgrade() else { return };
        let Some(folder) = self.folders.keys().find(|folder| at.starts_with(folder)) else { return };
        let now = Instant::now();
        for file in files_in([at], engine.paths().dir()) {
            let is_known =
                known.get(file.to_string_lossy().as_ref()).is_some_and(|of| is_as_imported(&file, *of));
            if !is_known && is_finished_name(&file, folder) {
                self.files.find(&file, now);
            }
        }
    }

    /// Size and time of import of the library's recordings, by where they came from.
    fn known(&self) -> HashMap<String, (u64, i64)> {
        let recordings =
            self.engine.upgrade().and_then(|engine| engine.recordings().ok()).unwrap_or_default();
        let known = recordings.into_iter().map(|row| (row.source_path, (row.bytes, row.imported.0)));
        known.collect()
    }

    fn import(&self, path: &Path, taken: &mut HashSet<PathBuf>) {
        if taken.contains(path) {
            return;
        }
        let Some(engine) = self.engine.upgrade() else { return };
        let Some(folder) = self.folders.keys().find(|folder| path.starts_with(folder)) else { return };
        for source in ImportSource::of_file_among(path, &beside(path, folder)) {
            let (on_news, folder) = (self.on_news.clone(), folder.clone());
            let parts = source.parts().to_vec();
            taken.extend(parts.iter().cloned());
            let weak = self.engine.clone();
            let listener = move |job: &crate::ImportJob, news| {
                if let (ImportNews::Over, Some(result)) = (news, job.result()) {
                    if let (Some(engine), Ok(imported)) = (weak.upgrade(), &result) {
                        // What cannot be taken away stays beside it.
                        let _ = match parts.as_slice() {
                            [] => engine.replace_beginnings(job.path(), imported.id),
                            parts => engine.replace_parts(parts, imported.id),
                        };
                    }
                    let (folder, report) = (folder.clone(), crate::report(job.path(), result));
                    on_news(WatchNews::Imported { folder, report });
                }
            };
            engine.start(source, Arc::new(listener));
        }
    }
}

/// Files of its folder that may be segments of the same session, itself among them. None where they are too many to look
/// into all of them whenever one comes.
fn beside(path: &Path, folder: &Path) -> Vec<PathBuf> {
    let Some(entries) = path.parent().and_then(|parent| std::fs::read_dir(parent).ok()) else {
        return Vec::new();
    };
    let files = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    let is_one = |file: &PathBuf| is_finished_name(file, folder) && file.is_file();
    let mut files: Vec<PathBuf> = files.filter(is_one).take(MOST_BESIDE + 1).collect();
    if files.len() > MOST_BESIDE {
        return Vec::new();
    }
    files.sort();
    files
}

fn is_as_imported(file: &Path, (bytes, imported): (u64, i64)) -> bool {
    let Ok(metadata) = std::fs::metadata(file) else { return false };
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let modified = modified.and_then(|since| i64::try_from(since.as_micros()).ok());
    metadata.len() == bytes && modified.is_some_and(|modified| modified < imported)
}
