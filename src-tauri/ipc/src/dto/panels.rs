//! The panels of an open recording: requests, errors, all events, notes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestDto {
    #[ts(type = "number")]
    pub at: i64,
    /// When the answer was there; equal to `at` where that was not recorded.
    #[ts(type = "number")]
    pub until: i64,
    pub tab: u32,
    /// Of the event that told of it.
    #[ts(type = "number")]
    pub seq: u64,
    /// Upper case; empty where none was recorded.
    pub method: String,
    pub href: String,
    /// 0: no answer came. Null: not recorded.
    pub status: Option<u16>,
    /// What asked for it (`fetch`, `img`, …); empty where not recorded.
    pub initiator: String,
    /// Of the answer, without parameters; empty where not recorded.
    pub mime: String,
    /// Bytes of the answer.
    #[ts(type = "number | null")]
    pub size: Option<u64>,
    /// Refused, broken or never answered.
    pub failed: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct RequestRefDto {
    pub session: u32,
    #[ts(type = "number")]
    pub seq: u64,
    pub href: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RequestDetailsDto {
    pub request_headers: Vec<(String, String)>,
    pub response_headers: Vec<(String, String)>,
    /// Null where not recorded.
    pub request_body: Option<String>,
    pub response_body: Option<String>,
    /// The record itself, as JSON text.
    pub raw: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionErrorDto {
    #[ts(type = "number")]
    pub at: i64,
    pub tab: u32,
    /// How it came to be known: uncaught, rejection, console, reported, request.
    pub kind: String,
    /// The exception's type; empty where none was recorded.
    pub name: String,
    pub message: String,
    /// Innermost first.
    pub stack: Vec<ErrorFrameDto>,
    /// The group in the library (`ErrorGroupDto::id`); null while the recording is not in it.
    pub group: Option<String>,
    /// Recordings in which errors of the group are.
    pub group_sessions: u32,
    #[ts(type = "number")]
    pub group_count: u64,
}

/// A line of a stack.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ErrorFrameDto {
    /// As the source has it where a map is known, else as recorded.
    pub text: String,
    /// As recorded, where that is another.
    pub recorded: Option<String>,
    pub function: String,
    /// Empty where it names no place.
    pub file: String,
    pub line: Option<u32>,
    pub column: Option<u32>,
    /// Of the page itself rather than of a library, the browser or an extension.
    pub in_app: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct EventPageRequestDto {
    pub session: u32,
    /// Empty for all.
    pub kinds: Vec<String>,
    pub first: u32,
    /// At most 500.
    pub count: u32,
    /// The moment up to which `until` counts.
    #[ts(type = "number")]
    pub at: i64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EventPageDto {
    /// The most frequent first.
    pub kinds: Vec<EventKindDto>,
    /// Events of the kinds that were asked for.
    pub total: u32,
    /// So many of them are at or before the moment.
    pub until: u32,
    pub rows: Vec<EventRowDto>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct EventKindDto {
    pub name: String,
    pub count: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct EventRowDto {
    #[ts(type = "number")]
    pub at: i64,
    #[ts(type = "number")]
    pub seq: u64,
    pub tab: u32,
    pub kind: String,
    pub summary: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct EventRefDto {
    pub session: u32,
    #[ts(type = "number")]
    pub seq: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct NoteDto {
    #[ts(type = "number")]
    pub id: i64,
    #[ts(type = "number")]
    pub at: i64,
    /// Equal to `at` at a moment.
    #[ts(type = "number")]
    pub until: i64,
    pub text: String,
    /// When it was written, in microseconds since the Unix epoch.
    #[ts(type = "number")]
    pub written: i64,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct NewNoteDto {
    /// The recording.
    pub id: String,
    #[ts(type = "number")]
    pub at: i64,
    #[ts(type = "number")]
    pub until: i64,
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct NoteRef {
    #[ts(type = "number")]
    pub id: i64,
}
