//! Groups of errors, where they happened, and what was found for an exception from outside.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ErrorGroupDto {
    /// Names it from one time to the next: 16 hexadecimal digits.
    pub id: String,
    pub title: String,
    /// The innermost frame; null where no stack was recorded.
    pub place: Option<String>,
    #[ts(type = "number")]
    pub count: u64,
    pub sessions: u32,
    /// Microseconds since the Unix epoch.
    #[ts(type = "number")]
    pub first_wall: i64,
    #[ts(type = "number")]
    pub last_wall: i64,
    /// Occurrences in equal parts of the time between the first and the last error of all groups.
    pub buckets: Vec<u32>,
    /// Made by a rule of the person's.
    pub by_rule: bool,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OccurrenceDto {
    pub recording: String,
    pub file_name: String,
    pub person: Option<String>,
    /// When it happened, in microseconds from the recording's start.
    #[ts(type = "number")]
    pub at: i64,
    /// Where opening lands: two seconds before it.
    #[ts(type = "number")]
    pub open_at: i64,
    #[ts(type = "number")]
    pub wall: i64,
    /// How it came to be known: uncaught, rejection, console, reported.
    pub kind: String,
    /// Type and message, then the stack, a frame a line.
    pub text: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FindingDto {
    pub recording: String,
    pub file_name: String,
    pub href: String,
    #[ts(type = "number")]
    pub at: i64,
    #[ts(type = "number")]
    pub open_at: i64,
    /// Type and message; null where no error was recorded there.
    pub text: Option<String>,
    /// What speaks for it, the most telling first: "session id", "same stack", "same message", "at that time".
    pub why: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct OccurrencesRequestDto {
    /// `ErrorGroupDto::id`.
    pub group: String,
    pub limit: u32,
}

/// Pasted text, or the path of an error's report.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct FindErrorDto {
    pub text: Option<String>,
    pub path: Option<String>,
    pub limit: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct DroppedDto {
    pub paths: Vec<String>,
}

/// What was dropped, told apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DropKindsDto {
    pub recordings: Vec<String>,
    /// Folders and source maps: nothing to open by itself.
    pub to_import: Vec<String>,
    /// Errors as a monitor has them: they find recordings and are none.
    pub error_reports: Vec<String>,
}
