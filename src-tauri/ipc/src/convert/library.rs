//! The catalogue, imports, search and errors.

use super::session::diagnostics;
use crate::dto::error::*;
use crate::dto::library::*;
use engine::{EngineError, ErrorCode, HitKind, ImportReport, Recording, SearchHit, lead_in, site_of};
use events::{Code, Diagnostics, WallClock};

pub fn recording_row(recording: &Recording) -> RecordingRowDto {
    let known = |text: &String| (!text.is_empty()).then(|| text.clone());
    let buckets = u32::try_from(recording.activity.len().min(64)).unwrap_or(0);
    RecordingRowDto {
        id: recording.id.to_string(),
        file_name: recording.file_name.clone(),
        site: site_of(&recording.href).to_owned(),
        href: recording.href.clone(),
        title: known(&recording.title),
        person: known(&recording.person),
        browser: known(&recording.browser),
        os: known(&recording.os),
        start_wall: recording.start.0,
        duration: recording.duration.0,
        events: recording.events,
        errors: recording.errors,
        console_lines: recording.console_lines,
        pages: recording.pages,
        requests: recording.requests,
        failed_requests: recording.failed_requests,
        masked: recording.masked,
        imported_wall: recording.imported.0,
        bytes: recording.bytes,
        source_path: recording.source_path.clone(),
        activity: recording.activity.clone(),
        error_buckets: (0..buckets).filter(|bucket| recording.error_buckets >> bucket & 1 == 1).collect(),
        tags: recording.tags.clone(),
        why: None,
        why_more: 0,
    }
}

pub fn search_hit(hit: &SearchHit) -> SearchHitDto {
    SearchHitDto {
        recording: hit.recording.to_string(),
        file_name: hit.file_name.clone(),
        site: site_of(&hit.href).to_owned(),
        at: hit.time.0,
        open_at: lead_in(hit.time).0,
        kind: match hit.kind {
            HitKind::Error => SearchKindDto::Error,
            HitKind::Friction => SearchKindDto::Friction,
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
        events: imported.map(|imported| imported.events),
        dropped: imported.map(|imported| lost_events(&imported.diagnostics)),
        error: report.outcome.as_ref().err().map(error),
        diagnostics: imported
            .map(|imported| diagnostics(&imported.diagnostics, WallClock::default()))
            .unwrap_or_default(),
    }
}

/// Events of the archive that could not be read.
fn lost_events(diagnostics: &Diagnostics) -> u64 {
    let codes = [Code::InvalidJson, Code::InvalidEvent, Code::PackedEventUnreadable];
    codes.into_iter().map(|code| diagnostics.count(code)).sum()
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

fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
