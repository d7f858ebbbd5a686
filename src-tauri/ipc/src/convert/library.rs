//! The catalogue, imports, search and errors.

use super::session::diagnostics;
use crate::dto::error::*;
use crate::dto::library::*;
use engine::{EngineError, ErrorCode, HitKind, ImportReport, Recording, SearchHit, lead_in};
use events::WallClock;

pub fn recording_row(recording: &Recording) -> RecordingRowDto {
    RecordingRowDto {
        id: recording.id.to_string(),
        file_name: recording.file_name.clone(),
        site: site(&recording.href),
        href: recording.href.clone(),
        title: (!recording.title.is_empty()).then(|| recording.title.clone()),
        start_wall: recording.start.0,
        duration: recording.duration.0,
        events: recording.events,
        errors: recording.errors,
        console_lines: recording.console_lines,
        pages: recording.pages,
        imported_wall: recording.imported.0,
        bytes: recording.bytes,
    }
}

pub fn search_hit(hit: &SearchHit) -> SearchHitDto {
    SearchHitDto {
        recording: hit.recording.to_string(),
        file_name: hit.file_name.clone(),
        site: site(&hit.href),
        at: hit.time.0,
        open_at: lead_in(hit.time).0,
        kind: match hit.kind {
            HitKind::Error => SearchKindDto::Error,
            HitKind::Console => SearchKindDto::Console,
            HitKind::Request => SearchKindDto::Request,
            HitKind::Page => SearchKindDto::Page,
            HitKind::Click => SearchKindDto::Click,
            HitKind::Recording => SearchKindDto::Recording,
        },
        text: hit.text.clone(),
    }
}

pub fn import_report(report: &ImportReport) -> ImportReportDto {
    let imported = report.outcome.as_ref().ok();
    ImportReportDto {
        path: report.path.display().to_string(),
        recording: imported.map(|imported| imported.id.to_string()),
        already_there: imported.is_some_and(|imported| imported.already_there),
        error: report.outcome.as_ref().err().map(error),
        diagnostics: imported
            .map(|imported| diagnostics(&imported.diagnostics, WallClock::default()))
            .unwrap_or_default(),
    }
}

pub fn error(error: &EngineError) -> ErrorDto {
    ErrorDto {
        code: match error.code {
            ErrorCode::FileUnreadable => ErrorCodeDto::FileUnreadable,
            ErrorCode::NotARecording => ErrorCodeDto::NotARecording,
            ErrorCode::NotFound => ErrorCodeDto::NotFound,
            ErrorCode::Damaged => ErrorCodeDto::Damaged,
            ErrorCode::CannotWrite => ErrorCodeDto::CannotWrite,
            ErrorCode::Cancelled => ErrorCodeDto::Cancelled,
            ErrorCode::NotNow | ErrorCode::Usage => ErrorCodeDto::NotNow,
            ErrorCode::Query { .. } => ErrorCodeDto::Query,
        },
        happened: error.happened.clone(),
        advice: error.advice.clone(),
        column: match error.code {
            ErrorCode::Query { column, length } => Some((short(column), short(length))),
            _ => None,
        },
        path: error.path.as_ref().map(|path| path.display().to_string()),
    }
}

/// The host of an address, as a person names a site; the address itself where it has none.
fn site(href: &str) -> String {
    let after_scheme = href.split_once("://").map_or(href, |(_, rest)| rest);
    let authority = after_scheme.split(['/', '?', '#']).next().unwrap_or(after_scheme);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    if host.is_empty() { href.to_owned() } else { host.to_owned() }
}

fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
