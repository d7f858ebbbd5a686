//! Open recordings.

use super::imports::tell_import;
use super::{Answer, Host, answer, recording_id};
use crate::outbox::Outbox;
use crate::session_worker::SessionWorker;
use engine::{Engine, EngineError, ImportJob, ImportNews, MomentText, OnNews, RecordingId, SessionLink};
use ipc::commands::*;
use ipc::convert;
use ipc::dto::elements::{ElementDetailsDto, ElementRowsDto, FoundElementsDto};
use ipc::dto::library::AppEventDto;
use ipc::dto::session::{OpenRequestDto, SessionDto};
use ipc::dto::timeline::{ConsoleLineDto, TimelineDto};
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

type Open = Mutex<HashMap<u32, Arc<SessionWorker>>>;

#[derive(Default)]
pub struct Sessions {
    open: Arc<Open>,
    opened: AtomicU32,
}

impl Host {
    pub fn open_recording(&self, request: OpenRequestDto) -> Answer<SessionDto> {
        let number = self.sessions.opened.fetch_add(1, Ordering::Relaxed) + 1;
        let mut linked = None;
        let session = answer(match request {
            OpenRequestDto::Library { id } => recording_id(&id).and_then(|id| self.engine.open_recording(id)),
            OpenRequestDto::File { path } if SessionLink::is_link(&path) => SessionLink::parse(&path)
                .and_then(|link| {
                    linked = link.at;
                    self.engine.open_recording(self.engine.linked(&link)?.id)
                }),
            OpenRequestDto::File { path } => self.open_named(Path::new(&path), number),
        })?;
        let mut dto = answer(convert::session(number, &session))?;
        if let Some(at) = linked {
            dto.open_at = at.0;
        }
        // A moment by the wall clock can be resolved only now that the start is known.
        if let Some(at @ MomentText::Wall(_)) = self.at
            && let Ok(info) = session.info()
        {
            dto.open_at = at.resolve(info.start).0;
        }
        let worker = Arc::new(SessionWorker::start(number, session, self.outbox.clone()));
        self.sessions().insert(number, worker);
        // The import may have ended between the opening and the entry in the table.
        refresh(&self.sessions.open, &self.engine, &self.outbox, number);
        Ok(dto)
    }

    /// A file; or, on the command line, the id of a recording of the library.
    fn open_named(&self, path: &Path, number: u32) -> Result<engine::Session, EngineError> {
        let id = path.file_name().and_then(|name| RecordingId::parse(name.to_str()?));
        match id {
            Some(id) if !path.exists() => self.engine.open_recording(id),
            _ => {
                self.tell_queued(path);
                self.engine.open_file(path, self.tell_session(number))
            }
        }
    }

    pub fn session_info(&self, request: SessionRef) -> Answer<SessionDto> {
        let worker = self.worker(request.session)?;
        refresh(&self.sessions.open, &self.engine, &self.outbox, request.session);
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
        let session = &self.worker(request.session)?.session;
        let timeline = answer(session.timeline())?;
        let notes = session.recording().map_or_else(|| Ok(Vec::new()), |id| self.engine.notes(id));
        Ok(convert::timeline(&timeline, &answer(notes)?))
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

    pub fn element_search(&self, request: ElementSearchDto) -> Answer<FoundElementsDto> {
        let frame = self.frame(request.session)?;
        let (by, keys) = answer(engine::find_elements(&frame.document, &request.text))?;
        let keys = keys.into_iter().map(|key| key.raw()).collect();
        Ok(FoundElementsDto { by: by.name().to_owned(), keys })
    }

    pub fn element_details(&self, request: ElementRefDto) -> Answer<Option<ElementDetailsDto>> {
        let frame = self.frame(request.session)?;
        let details = convert::key(request.key).and_then(|key| engine::element_details(&frame.document, key));
        Ok(details.as_ref().map(convert::element_details))
    }

    pub(super) fn frame(&self, session: u32) -> Answer<engine::Frame> {
        let nothing_yet = || EngineError::not_now("The page is still being read", "Try again in a moment");
        answer(self.worker(session)?.latest().ok_or_else(nothing_yet))
    }

    pub(super) fn worker(&self, session: u32) -> Answer<Arc<SessionWorker>> {
        let closed = || EngineError::not_now("This recording was closed", "Open it again from the library");
        answer(self.sessions().get(&session).cloned().ok_or_else(closed))
    }

    fn sessions(&self) -> MutexGuard<'_, HashMap<u32, Arc<SessionWorker>>> {
        self.sessions.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the window how an import goes on whose recording is already open.
    fn tell_session(&self, number: u32) -> OnNews {
        let (outbox, sessions) = (self.outbox.clone(), self.sessions.open.clone());
        let changes = self.changes.clone();
        Arc::new(move |job: &ImportJob, news| {
            tell_import(&outbox, &changes, job);
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
fn refresh(sessions: &Open, engine: &Engine, outbox: &Outbox, number: u32) {
    let worker = sessions.lock().unwrap_or_else(PoisonError::into_inner).get(&number).cloned();
    let Some(worker) = worker.filter(|worker| worker.session.is_growing()) else { return };
    if let Ok(true) = worker.session.refresh(engine.paths()) {
        outbox.event(AppEventDto::SessionGrew { session: number, complete: true });
    } else if worker.session.is_lost() {
        sessions.lock().unwrap_or_else(PoisonError::into_inner).remove(&number);
        outbox.event(AppEventDto::SessionLost { session: number });
    }
}
