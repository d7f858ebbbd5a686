//! Carries out the commands of the window.

use crate::arguments::Arguments;
use crate::outbox::Outbox;
use crate::session_worker::SessionWorker;
use engine::{Engine, EngineError, ImportJob, ImportNews, MomentText, OnNews, RecordingId};
use ipc::commands::*;
use ipc::convert;
use ipc::dto::elements::{ElementDetailsDto, ElementRowsDto};
use ipc::dto::error::ErrorDto;
use ipc::dto::library::{AppEventDto, RecordingRowDto, SearchHitDto};
use ipc::dto::session::{OpenRequestDto, SessionDto};
use ipc::dto::timeline::{ConsoleLineDto, TimelineDto};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Answer<T> = Result<T, ErrorDto>;

pub struct Host {
    engine: Engine,
    pub outbox: Arc<Outbox>,
    sessions: Arc<Mutex<HashMap<u32, Arc<SessionWorker>>>>,
    next_session: AtomicU32,
    open: Vec<PathBuf>,
    at: Option<MomentText>,
    sample: Option<PathBuf>,
}

impl Host {
    pub fn new(engine: Engine, arguments: &Arguments) -> Host {
        let cwd = std::env::current_dir().unwrap_or_default();
        Host {
            engine,
            outbox: Arc::default(),
            sessions: Arc::default(),
            next_session: AtomicU32::new(1),
            open: arguments.absolute_files(&cwd),
            at: arguments.at,
            sample: sample(),
        }
    }

    pub fn app_info(&self, _: Nothing) -> Answer<AppInfoDto> {
        Ok(AppInfoDto {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            library_dir: self.engine.paths().dir().display().to_string(),
            open: self.open.iter().map(|path| path.display().to_string()).collect(),
            at: match self.at {
                Some(MomentText::Offset(at)) => Some(at.0),
                _ => None,
            },
            sample: self.sample.as_ref().map(|path| path.display().to_string()),
        })
    }

    pub fn library_list(&self, _: Nothing) -> Answer<Vec<RecordingRowDto>> {
        let recordings = answer(self.engine.recordings())?;
        Ok(recordings.iter().map(convert::recording_row).collect())
    }

    pub fn library_remove(&self, request: RecordingRef) -> Answer<Nothing> {
        answer(recording_id(&request.id).and_then(|id| self.engine.remove(id)))?;
        self.outbox.event(AppEventDto::LibraryChanged);
        Ok(Nothing {})
    }

    pub fn import_files(&self, request: ImportFilesDto) -> Answer<Nothing> {
        for source in self.engine.sources(request.paths.iter().map(Path::new)) {
            self.engine.start(source, self.tell_import());
        }
        Ok(Nothing {})
    }

    /// What the import has written goes away. One that came to its end meanwhile stays.
    pub fn cancel_import(&self, request: CancelImportDto) -> Answer<Nothing> {
        self.engine.cancel_imports(request.path.as_deref().map(Path::new));
        Ok(Nothing {})
    }

    pub fn open_recording(&self, request: OpenRequestDto) -> Answer<SessionDto> {
        let number = self.next_session.fetch_add(1, Ordering::Relaxed);
        let session = answer(match request {
            OpenRequestDto::Library { id } => recording_id(&id).and_then(|id| self.engine.open_recording(id)),
            OpenRequestDto::File { path } => self.open_named(Path::new(&path), number),
        })?;
        let mut dto = answer(convert::session(number, &session))?;
        // A moment by the wall clock can be resolved only now that the start is known.
        if let Some(at @ MomentText::Wall(_)) = self.at
            && let Ok(info) = session.info()
        {
            dto.open_at = at.resolve(info.start).0;
        }
        let worker = Arc::new(SessionWorker::start(number, session, self.outbox.clone()));
        self.sessions().insert(number, worker);
        // The import may have ended between the opening and the entry in the table.
        refresh(&self.sessions, &self.engine, &self.outbox, number);
        Ok(dto)
    }

    /// A file; or, on the command line, the id of a recording of the library.
    fn open_named(&self, path: &Path, number: u32) -> Result<engine::Session, EngineError> {
        let id = path.file_name().and_then(|name| RecordingId::parse(name.to_str()?));
        match id {
            Some(id) if !path.exists() => self.engine.open_recording(id),
            _ => self.engine.open_file(path, self.tell_session(number)),
        }
    }

    pub fn session_info(&self, request: SessionRef) -> Answer<SessionDto> {
        let worker = self.worker(request.session)?;
        refresh(&self.sessions, &self.engine, &self.outbox, request.session);
        answer(convert::session(request.session, &worker.session))
    }

    pub fn close_session(&self, request: SessionRef) -> Answer<Nothing> {
        self.sessions().remove(&request.session);
        Ok(Nothing {})
    }

    pub fn player(&self, request: PlayerRequestDto) -> Answer<Nothing> {
        let worker = self.worker(request.session)?;
        worker.command(request.commands.iter().map(convert::player_command).collect());
        Ok(Nothing {})
    }

    pub fn timeline(&self, request: SessionRef) -> Answer<TimelineDto> {
        let timeline = answer(self.worker(request.session)?.session.timeline())?;
        Ok(convert::timeline(&timeline))
    }

    pub fn console_lines(&self, request: SessionRef) -> Answer<Vec<ConsoleLineDto>> {
        let lines = answer(self.worker(request.session)?.session.console())?;
        Ok(lines.iter().map(convert::console_line).collect())
    }

    pub fn element_rows(&self, request: ElementRowsRequestDto) -> Answer<ElementRowsDto> {
        let frame = self.frame(request.session)?;
        let rows = engine::element_rows(&frame.document, &convert::rows_request(&request));
        Ok(convert::element_rows(&rows, &frame))
    }

    pub fn element_details(&self, request: ElementRefDto) -> Answer<Option<ElementDetailsDto>> {
        let frame = self.frame(request.session)?;
        let details = convert::key(request.key).and_then(|key| engine::element_details(&frame.document, key));
        Ok(details.as_ref().map(convert::element_details))
    }

    pub fn search(&self, request: SearchRequestDto) -> Answer<Vec<SearchHitDto>> {
        let hits = answer(self.engine.search(&request.text, request.limit as usize))?;
        Ok(hits.iter().map(convert::search_hit).collect())
    }

    fn frame(&self, session: u32) -> Answer<engine::Frame> {
        let nothing_yet = || EngineError::not_now("The page is still being read", "Try again in a moment");
        answer(self.worker(session)?.latest().ok_or_else(nothing_yet))
    }

    fn worker(&self, session: u32) -> Answer<Arc<SessionWorker>> {
        let closed = || EngineError::not_now("This recording was closed", "Open it again from the library");
        answer(self.sessions().get(&session).cloned().ok_or_else(closed))
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<u32, Arc<SessionWorker>>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the window how an import goes on.
    fn tell_import(&self) -> OnNews {
        let outbox = self.outbox.clone();
        Arc::new(move |job: &ImportJob, _| tell_import(&outbox, job))
    }

    /// The same, for an import whose recording is already open.
    fn tell_session(&self, number: u32) -> OnNews {
        let (outbox, sessions) = (self.outbox.clone(), self.sessions.clone());
        Arc::new(move |job: &ImportJob, news| {
            tell_import(&outbox, job);
            let mut sessions = sessions.lock().unwrap_or_else(PoisonError::into_inner);
            if news == ImportNews::Progress || !sessions.contains_key(&number) {
                return;
            }
            if let Some(Err(_)) = job.result() {
                sessions.remove(&number);
                outbox.event(AppEventDto::SessionLost { session: number });
            } else {
                let complete = news == ImportNews::Over;
                outbox.event(AppEventDto::SessionGrew { session: number, complete });
            }
        })
    }
}

/// Lets an open recording see what the import has written since.
fn refresh(
    sessions: &Mutex<HashMap<u32, Arc<SessionWorker>>>,
    engine: &Engine,
    outbox: &Outbox,
    number: u32,
) {
    let worker = sessions.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned();
    let Some(worker) = worker.filter(|worker| worker.session.is_growing()) else { return };
    if let Ok(true) = worker.session.refresh(engine.paths()) {
        outbox.event(AppEventDto::SessionGrew { session: number, complete: true });
    } else if worker.session.is_lost() {
        sessions.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        outbox.event(AppEventDto::SessionLost { session: number });
    }
}

fn tell_import(outbox: &Outbox, job: &ImportJob) {
    let path = job.path().display().to_string();
    match job.result() {
        None => {
            let progress = job.progress();
            outbox.event(AppEventDto::ImportProgress {
                path,
                bytes: progress.bytes,
                total_bytes: progress.total_bytes,
                events: progress.events,
                left: job.time_left().and_then(|left| i64::try_from(left.as_micros()).ok()),
            });
        }
        Some(result) => {
            let report = convert::import_report(&engine::report(job.path(), result));
            outbox.event(AppEventDto::ImportFinished { report });
            outbox.event(AppEventDto::LibraryChanged);
        }
    }
}

fn answer<T>(result: Result<T, EngineError>) -> Answer<T> {
    result.map_err(|error| convert::error(&error))
}

fn recording_id(text: &str) -> Result<RecordingId, EngineError> {
    RecordingId::parse(text).ok_or_else(|| {
        EngineError::not_now("This is no recording's id", "Choose a recording from the library")
    })
}

/// The recording that comes with the program: beside the executable when installed, in the sources when built there.
fn sample() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok()?.parent()?.join("../share/playhead/sample/shop.json");
    let in_sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample/shop.json");
    [beside, in_sources].into_iter().find(|path| path.is_file())
}
