//! Requests, errors, events and notes.

use crate::dto::panels::*;
use engine::{EventPage, EventPageRequest, Note, RequestDetails, RequestRow, SessionError, stack_frame};
use events::{EventSeq, Timestamp};

pub fn sequence(number: u64) -> EventSeq {
    EventSeq(number)
}

pub fn moment(at: i64) -> Timestamp {
    Timestamp(at)
}

pub fn request_row(row: &RequestRow) -> RequestDto {
    let record = &row.record;
    RequestDto {
        at: record.time.0,
        until: record.until.0,
        tab: record.tab.0,
        seq: record.seq.0,
        method: record.method.to_string(),
        href: record.href.to_string(),
        status: record.status,
        initiator: record.initiator.to_string(),
        mime: row.mime.clone(),
        size: row.size,
        failed: record.is_failed(),
    }
}

pub fn request_details(details: &RequestDetails) -> RequestDetailsDto {
    let parts = &details.parts;
    RequestDetailsDto {
        request_headers: parts.request_headers.clone(),
        response_headers: parts.response_headers.clone(),
        request_body: parts.request_body.clone(),
        response_body: parts.response_body.clone(),
        raw: details.raw.to_string(),
    }
}

pub fn session_error(found: &SessionError) -> SessionErrorDto {
    let error = &found.error;
    let frame = |(place, line): (usize, &events::Text)| {
        let frame = stack_frame(line).unwrap_or_default();
        ErrorFrameDto {
            text: line.trim().to_owned(),
            recorded: found.recorded.get(place).cloned().flatten(),
            function: frame.function.to_string(),
            file: frame.file.to_string(),
            line: frame.line,
            column: frame.column,
            in_app: frame.in_app,
        }
    };
    let group = found.group.as_ref();
    SessionErrorDto {
        at: error.time.0,
        tab: error.tab.0,
        kind: error.kind.name().to_owned(),
        name: error.name.to_string(),
        message: error.message.to_string(),
        stack: error.stack.iter().enumerate().map(frame).collect(),
        group: group.and_then(|group| group.fingerprints.first()).map(|first| format!("{first:016x}")),
        group_sessions: group.map_or(0, |group| group.recordings),
        group_count: group.map_or(0, |group| group.count),
    }
}

pub fn event_page_request(request: EventPageRequestDto) -> EventPageRequest {
    EventPageRequest {
        kinds: request.kinds,
        first: request.first as usize,
        count: request.count as usize,
        at: Timestamp(request.at),
    }
}

pub fn event_page(page: &EventPage) -> EventPageDto {
    let short = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let kind =
        |&(name, count): &(&'static str, usize)| EventKindDto { name: name.to_owned(), count: short(count) };
    let row = |row: &engine::EventRow| EventRowDto {
        at: row.time.0,
        seq: row.seq.0,
        tab: row.tab.0,
        kind: row.kind.to_owned(),
        summary: row.summary.clone(),
    };
    EventPageDto {
        kinds: page.kinds.iter().map(kind).collect(),
        total: short(page.total),
        until: short(page.until),
        rows: page.rows.iter().map(row).collect(),
    }
}

pub fn note(note: &Note) -> NoteDto {
    NoteDto {
        id: note.id,
        at: note.time.0,
        until: note.until.0,
        text: note.text.clone(),
        written: note.written.0,
    }
}
