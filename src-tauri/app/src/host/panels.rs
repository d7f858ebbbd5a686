//! What stands in the panels of an open recording besides its console: requests, errors, events, notes.

use super::{Answer, Host, answer, recording_id};
use ipc::commands::*;
use ipc::convert;
use ipc::dto::panels::*;

impl Host {
    pub fn requests(&self, request: SessionRef) -> Answer<Vec<RequestDto>> {
        let rows = answer(self.worker(request.session)?.session.requests())?;
        Ok(rows.iter().map(convert::request_row).collect())
    }

    pub fn request_details(&self, request: RequestRefDto) -> Answer<Option<RequestDetailsDto>> {
        let session = &self.worker(request.session)?.session;
        let details = answer(session.request_details(convert::sequence(request.seq), &request.href))?;
        Ok(details.as_ref().map(convert::request_details))
    }

    pub fn session_errors(&self, request: SessionRef) -> Answer<Vec<SessionErrorDto>> {
        let errors = answer(self.engine.session_errors(&self.worker(request.session)?.session))?;
        Ok(errors.iter().map(convert::session_error).collect())
    }

    pub fn event_page(&self, request: EventPageRequestDto) -> Answer<EventPageDto> {
        let session = self.worker(request.session)?;
        let page = answer(session.session.event_page(&convert::event_page_request(request)))?;
        Ok(convert::event_page(&page))
    }

    pub fn event_raw(&self, request: EventRefDto) -> Answer<Option<String>> {
        answer(self.worker(request.session)?.session.event_raw(convert::sequence(request.seq)))
    }

    pub fn notes(&self, request: RecordingRef) -> Answer<Vec<NoteDto>> {
        let notes = answer(recording_id(&request.id).and_then(|id| self.engine.notes(id)))?;
        Ok(notes.iter().map(convert::note).collect())
    }

    pub fn note_add(&self, request: NewNoteDto) -> Answer<Nothing> {
        let (at, until) = (convert::moment(request.at), convert::moment(request.until));
        answer(recording_id(&request.id).and_then(|id| self.engine.add_note(id, at, until, &request.text)))?;
        self.changes.tell();
        Ok(Nothing {})
    }

    pub fn note_remove(&self, request: NoteRef) -> Answer<Nothing> {
        answer(self.engine.remove_note(request.id))?;
        self.changes.tell();
        Ok(Nothing {})
    }
}
