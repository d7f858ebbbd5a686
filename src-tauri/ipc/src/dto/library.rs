//! The catalogue, imports and search.

use super::session::DiagnosticDto;
use serde::Serialize;
use ts_rs::TS;

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordingRowDto {
    pub id: String,
    pub file_name: String,
    pub site: String,
    pub href: String,
    pub title: Option<String>,
    /// Who was recorded, as far as the recording tells.
    pub person: Option<String>,
    /// With its version.
    pub browser: Option<String>,
    pub os: Option<String>,
    /// Microseconds since the Unix epoch.
    #[ts(type = "number")]
    pub start_wall: i64,
    #[ts(type = "number")]
    pub duration: i64,
    #[ts(type = "number")]
    pub events: u64,
    pub errors: u32,
    pub console_lines: u32,
    pub pages: u32,
    pub requests: u32,
    pub failed_requests: u32,
    /// Texts and fields that the recorder masked.
    pub masked: u32,
    #[ts(type = "number")]
    pub imported_wall: i64,
    #[ts(type = "number")]
    pub bytes: u64,
    /// Where it was imported from.
    pub source_path: String,
    /// What happened when, in equal parts of its length: 255 is the busiest. Empty where nothing is known.
    pub activity: Vec<u8>,
    /// Parts of `activity` that an error falls into.
    pub error_buckets: Vec<u32>,
    /// Given by a person.
    pub tags: Vec<String>,
    /// The gravest moment that the view's query found in it; null without a query, and where only the recording itself
    /// fulfils it.
    pub why: Option<SearchHitDto>,
    /// Further moments that it found.
    pub why_more: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SearchHitDto {
    pub recording: String,
    pub file_name: String,
    pub site: String,
    /// When it happened.
    #[ts(type = "number")]
    pub at: i64,
    /// Where opening lands: two seconds before it.
    #[ts(type = "number")]
    pub open_at: i64,
    pub kind: SearchKindDto,
    /// The line with the matches marked by U+0002 and U+0003 around them.
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SearchKindDto {
    Error,
    Friction,
    Console,
    Request,
    Page,
    Click,
    Recording,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ImportReportDto {
    pub path: String,
    /// Null where nothing could be imported.
    pub recording: Option<String>,
    /// The same content was there before.
    pub already_there: bool,
    #[ts(type = "number | null")]
    pub events: Option<u64>,
    /// Events that could not be read.
    #[ts(type = "number | null")]
    pub dropped: Option<u64>,
    pub error: Option<super::error::ErrorDto>,
    pub diagnostics: Vec<DiagnosticDto>,
}

/// What the engine tells without being asked.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(tag = "event", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum AppEventDto {
    /// An import was accepted: it waits, or starts. `path` names it in all its news and in `cancel_import`.
    ImportQueued {
        path: String,
        file_name: String,
    },
    ImportProgress {
        path: String,
        #[ts(type = "number")]
        bytes: u64,
        #[ts(type = "number")]
        total_bytes: u64,
        #[ts(type = "number")]
        events: u64,
        /// Until the file is read, in microseconds, if it goes on like this; null while nothing can be said.
        #[ts(type = "number | null")]
        left: Option<i64>,
    },
    ImportFinished {
        report: ImportReportDto,
    },
    LibraryChanged,
    /// Of a watched folder.
    WatchNews {
        folder: String,
        sentence: String,
        is_problem: bool,
    },
    /// What came of source maps that were among what was imported.
    MapNews {
        sentence: String,
        is_problem: bool,
    },
    /// A part of what was asked with `ask`. `over` comes with the last one; a question that fails has none.
    Answer {
        question: u32,
        rows: super::questions::AnswerRowsDto,
        over: bool,
        /// There were more than a list can show: these are the first.
        is_cut: bool,
    },
    /// More of a growing session can be shown; ask for info and timeline again. `complete` ends the growing.
    SessionGrew {
        session: u32,
        complete: bool,
    },
    /// The import that this session was watching has failed or was cancelled: there is nothing behind it any more. What
    /// happened came with `ImportFinished`.
    SessionLost {
        session: u32,
    },
    /// Another start of the program, a drop or the file manager asks to open this.
    OpenFile {
        path: String,
        #[ts(type = "number | null")]
        at: Option<i64>,
    },
    /// Files hover over the window (paths), or no longer (empty).
    DropHover {
        paths: Vec<String>,
    },
}
