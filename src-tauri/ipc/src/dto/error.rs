//! Errors at the boundary: the window switches on the code and shows the sentences.

use serde::Serialize;
use ts_rs::TS;

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ErrorDto {
    pub code: ErrorCodeDto,
    /// What happened.
    pub happened: String,
    /// What to do.
    pub advice: String,
    /// Of a search: from which character, counted from 1, and how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<(u32, u32)>,
    /// The file it is about, on a line of its own.
    pub path: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ErrorCodeDto {
    /// The file cannot be read from disk.
    FileUnreadable,
    /// The file is not a recording, or of a kind that is not read yet.
    NotARecording,
    /// The recording or session is not there (any more).
    NotFound,
    /// The library or a recording file is damaged.
    Damaged,
    /// The disk refused to write.
    CannotWrite,
    Cancelled,
    /// Not possible now; a notice, not an error.
    NotNow,
    /// A search that cannot be read.
    Query,
}
