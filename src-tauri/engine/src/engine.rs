//! The engine: one library, its imports and its open recordings.

use crate::import::{Imported, import};
use crate::job::{ImportJob, ImportNews, Ready};
use crate::own::KnownGroups;
use crate::readers::Readers;
use crate::session::Session;
use crate::source_maps::SourceMaps;
use crate::sources::{Content, ImportSource};
use crate::watch::Watching;
use crate::{EngineError, LibraryPaths, LibraryPolicy, derived};
use events::{Diagnostics, RecordingId, Timestamp, WallClock};
use library::{Library, Recording, SearchHit, query};
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

/// A search hit opens this long before what it found: the seconds before an error are what one came for.
pub const LEAD_US: i64 = 2_000_000;

/// One file's fate.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportReport {
    pub path: PathBuf,
    pub outcome: Result<ImportedSummary, EngineError>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ImportedSummary {
    pub id: RecordingId,
    pub already_there: bool,
    pub diagnostics: Diagnostics,
    pub events: u64,
    pub duration: Timestamp,
}

/// Called while an import runs, and once at its end.
pub type OnNews = Arc<dyn Fn(&ImportJob, ImportNews) + Send + Sync>;

pub struct Engine {
    paths: LibraryPaths,
    library: Arc<Mutex<Library>>,
    runtime: Runtime,
    /// Imports run beside each other up to the number of cores.
    slots: Arc<Semaphore>,
    temporaries: AtomicU64,
    /// Imports that may still be running.
    jobs: Mutex<Vec<Weak<ImportJob>>>,
    pub(crate) watching: Watching,
    pub(crate) readers: Readers,
    pub(crate) maps: Arc<SourceMaps>,
    pub(crate) groups: KnownGroups,
}

impl Engine {
    /// Opens the library in `dir`, making it where there is none, and clears what a killed import left.
    pub fn open(dir: &Path) -> Result<Engine, EngineError> {
        let paths = LibraryPaths::new(dir).followed();
        let recordings = paths.recordings();
        std::fs::create_dir_all(&recordings)
            .map_err(|error| EngineError::cannot_write(&recordings, &error))?;
        store::sweep_temporaries(&recordings)?;
        let library = open_catalogue(&paths)?;
        let readers = Readers::of(&paths.catalogue());
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .build()
            .map_err(|error| EngineError::cannot_write(dir, &error))?;
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let engine = Engine {
            paths,
            library: Arc::new(Mutex::new(library)),
            runtime,
            slots: Arc::new(Semaphore::new(cores)),
            temporaries: AtomicU64::new(0),
            jobs: Mutex::default(),
            watching: Watching::default(),
            readers,
            maps: Arc::default(),
            groups: KnownGroups::default(),
        };
        engine.finish_forgetting()?;
        if engine.library().is_unchecked()? {
            engine.readers.check_beside();
        }
        if engine.needs_reindex()? {
            // Files that cannot be read are told of when somebody asks for it.
            engine.reindex(&|_| ())?;
        }
        Ok(engine)
    }

    pub fn paths(&self) -> &LibraryPaths {
        &self.paths
    }

    /// Starts importing one file in the background.
    pub fn start_import(&self, path: &Path, on_news: OnNews) -> Arc<ImportJob> {
        self.start(ImportSource::file(path), on_news)
    }

    /// Starts importing in the background.
    pub fn start(&self, source: ImportSource, on_news: OnNews) -> Arc<ImportJob> {
        let job = Arc::new(ImportJob::new(&source.path));
        self.note(&job);
        let task = ImportTask {
            job: job.clone(),
            content: source.content,
            paths: self.paths.clone(),
            temporary: self.next_temporary(),
            scratch: self.next_temporary(),
            library: self.library.clone(),
            maps: self.maps.clone(),
            on_news,
        };
        let slots = self.slots.clone();
        self.runtime.spawn(async move {
            // The semaphore is never closed, so a permit always comes.
            let _permit = slots.acquire_owned().await;
            let finished = tokio::task::spawn_blocking(move || task.run()).await;
            drop(finished);
        });
        job
    }

    /// The name of a file that is swept if this process dies.
    pub(crate) fn next_temporary(&self) -> PathBuf {
        self.paths.temporary(self.temporaries.fetch_add(1, Ordering::Relaxed))
    }

    /// Asks the imports of this file to stop, or all that run or wait; what they have written goes away. True if there
    /// was one.
    pub fn cancel_imports(&self, of: Option<&Path>) -> bool {
        let jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        let running = jobs.iter().filter_map(Weak::upgrade).filter(|job| job.result().is_none());
        let asked =
            running.filter(|job| of.is_none_or(|path| job.path() == path)).map(|job| job.cancel.cancel());
        asked.count() > 0
    }

    fn note(&self, job: &Arc<ImportJob>) {
        let mut jobs = self.jobs.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.retain(|job| job.strong_count() > 0);
        jobs.push(Arc::downgrade(job));
    }

    /// What imports mask.
    pub fn policy(&self) -> Result<LibraryPolicy, EngineError> {
        LibraryPolicy::read(&self.library())
    }

    /// Of imports from now on; what is here stays as it was masked.
    pub fn set_policy(&self, policy: &LibraryPolicy) -> Result<(), EngineError> {
        policy.write(&mut self.library())
    }

    /// Imports one file and waits for it.
    pub fn import(&self, path: &Path) -> ImportReport {
        let job = self.start_import(path, Arc::new(|_, _| ()));
        report(path, job.wait())
    }

    /// Opens a recording of the library.
    pub fn open_recording(&self, id: RecordingId) -> Result<Session, EngineError> {
        let file_name = self.recording(id)?.file_name;
        let path = self.paths.recording(id);
        if !path.exists() {
            return Err(EngineError::not_found("file for this recording").at(&path));
        }
        Session::open(&path, id, &file_name)
    }

    /// Opens a file: as soon as there is a picture of it, while the import goes on.
    pub fn open_file(&self, path: &Path, on_news: OnNews) -> Result<Session, EngineError> {
        // The first session of several is the one to look at.
        let mut sources = ImportSource::of_file(path).into_iter();
        let first = sources.next().unwrap_or_else(|| ImportSource::file(path));
        let job = self.start(first, on_news);
        sources.for_each(|other| drop(self.start(other, Arc::new(|_, _| ()))));
        match job.wait_for_picture() {
            Ready::Showable(temporary) => match Session::open_growing(job.clone(), &temporary) {
                Ok(session) => Ok(session),
                // It was finished, and renamed, between the news and the opening.
                Err(_) => self.open_imported(&job, job.wait()),
            },
            Ready::Finished(result) => self.open_imported(&job, *result),
        }
    }

    fn open_imported(
        &self,
        job: &ImportJob,
        result: Result<Imported, EngineError>,
    ) -> Result<Session, EngineError> {
        let imported = result?;
        Session::open(&self.paths.recording(imported.id), imported.id, job.file_name())
    }

    /// Newest import first.
    pub fn recordings(&self) -> Result<Vec<Recording>, EngineError> {
        self.readers.ask(Library::list)
    }

    /// Takes a recording out of the library and its file off the disk. The source it was imported from stays.
    pub fn remove(&self, id: RecordingId) -> Result<(), EngineError> {
        match self.forget(&[id])? {
            0 => Err(EngineError::not_found("such recording")),
            _ => Ok(()),
        }
    }

    /// A number that changes with every change of the library, by this program or another one; cheap enough to be asked
    /// several times a second.
    pub fn changes(&self) -> Result<u64, EngineError> {
        Ok(self.library().version()?)
    }

    /// In the search language (`library::query`).
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<SearchHit>, EngineError> {
        let query = query::parse(text, query::TERMS, today()).map_err(EngineError::query)?;
        // Everything is what the list shows; a search asks for something.
        if query == query::Expr::All(Vec::new()) {
            return Ok(Vec::new());
        }
        self.readers.ask(|library| library.search(&query, limit))
    }

    pub(crate) fn library(&self) -> MutexGuard<'_, Library> {
        self.library.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where opening a hit lands.
pub fn lead_in(at: Timestamp) -> Timestamp {
    (at + -LEAD_US).max(Timestamp::ZERO)
}

pub fn report(path: &Path, result: Result<Imported, EngineError>) -> ImportReport {
    let outcome = result.map(|imported| ImportedSummary {
        id: imported.id,
        already_there: imported.already_there,
        diagnostics: imported.info.diagnostics,
        events: imported.info.events,
        duration: imported.info.duration,
    });
    ImportReport { path: path.to_owned(), outcome }
}

struct ImportTask {
    job: Arc<ImportJob>,
    content: Content,
    paths: LibraryPaths,
    temporary: PathBuf,
    /// For a session out of an archive.
    scratch: PathBuf,
    library: Arc<Mutex<Library>>,
    maps: Arc<SourceMaps>,
    on_news: OnNews,
}

impl ImportTask {
    fn run(self) {
        let on_news = |news| (self.on_news)(&self.job, news);
        // Whatever happens, those who wait for the import must learn of it.
        let imported = std::panic::catch_unwind(AssertUnwindSafe(|| {
            self.content
                .prepare(&self.job, &self.scratch)
                .and_then(|()| self.policy())
                .and_then(|policy| import(&self.job, &self.paths, &self.temporary, &policy, &on_news))
                .and_then(|imported| self.catalogue(&imported).map(|()| imported))
        }));
        let result = imported.unwrap_or_else(|_| {
            // Where nothing was written yet, there is nothing to remove.
            let _ = std::fs::remove_file(&self.temporary);
            Err(EngineError::broken_off().at(self.job.path()))
        });
        self.content.clear(&self.scratch);
        self.job.finish(result);
        on_news(ImportNews::Over);
    }

    fn policy(&self) -> Result<LibraryPolicy, EngineError> {
        LibraryPolicy::read(&self.library.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn catalogue(&self, imported: &Imported) -> Result<(), EngineError> {
        let mut library = self.library.lock().unwrap_or_else(PoisonError::into_inner);
        if imported.already_there && library.get(imported.id)?.is_some() {
            return Ok(());
        }
        // A recording file without its row (the catalogue was lost, or the last run died between the two) gets it again.
        let read;
        let findings = if imported.already_there {
            read = derived::read(&store::RecordingReader::open(&self.paths.recording(imported.id))?)?;
            &read
        } else {
            &imported.findings
        };
        self.maps.look(library.source_maps()?);
        let findings = self.maps.applied(findings);
        Ok(derived::catalogue(&mut library, imported.id, &imported.info, &imported.origin, &findings)?)
    }
}

/// One program at a time: a new catalogue is made once.
fn open_catalogue(paths: &LibraryPaths) -> Result<Library, EngineError> {
    let cannot = |error| EngineError::cannot_write(&paths.lock(), &error);
    let lock = std::fs::File::create(paths.lock()).map_err(cannot)?;
    lock.lock().map_err(cannot)?;
    Ok(Library::open(&paths.catalogue())?)
}

/// Days begin at midnight where the program runs.
pub(crate) fn today() -> query::Today {
    let offset = jiff::Zoned::now().offset().seconds();
    query::Today { now: now().0, offset }
}

pub(crate) fn now() -> WallClock {
    wall_clock(Some(SystemTime::now()))
}

pub(crate) fn wall_clock(time: Option<SystemTime>) -> WallClock {
    let since = time.and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    WallClock(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}
