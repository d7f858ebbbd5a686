//! An open recording.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, PartialEq, Debug, Deserialize, TS)]
#[serde(tag = "from", rename_all = "camelCase")]
pub enum OpenRequestDto {
    /// A recording of the library, by id.
    Library { id: String },
    /// A file on disk: imported (or found in the library by its content) and shown as soon as there is a picture. Also a
    /// link, `playhead://session/ID?t=83.4`.
    File { path: String },
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SessionDto {
    pub session: u32,
    /// Null until the import has finished.
    pub recording: Option<String>,
    pub file_name: String,
    pub info: RecordingInfoDto,
    /// What changes the picture most comes first.
    pub lacks: Vec<LackDto>,
    /// In the order in which they appear.
    pub tabs: Vec<TabDto>,
    /// The import is still running: `info` and the timeline grow, `AppEventDto::SessionGrew` tells when.
    pub growing: bool,
    /// Where to stand first unless a moment was asked for: the moment of the link it was opened by, or the first picture.
    /// Before that there is no page.
    #[ts(type = "number")]
    pub open_at: i64,
}

/// Something that the recording does not hold, so that something else is shown, or nothing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LackDto {
    /// Kebab-case: `pictures`, `masked-texts`, …
    pub kind: String,
    #[ts(type = "number")]
    pub count: u64,
    /// Of how many, where that says something.
    #[ts(type = "number | null")]
    pub of: Option<u64>,
    /// When it is met first.
    #[ts(type = "number | null")]
    pub first: Option<i64>,
    /// The address of the first, where there is one.
    pub example: Option<String>,
    /// What is lacking.
    pub sentence: String,
    /// What is therefore shown.
    pub effect: String,
    /// The recorder left it out on purpose, or there was nothing to record.
    pub by_design: bool,
}

/// One window or tab of the browser, as far as it was recorded.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TabDto {
    pub tab: u32,
    /// What the recording calls it; empty where it does not.
    pub name: String,
    /// Of its first event.
    #[ts(type = "number")]
    pub first: i64,
    /// Of its last event.
    #[ts(type = "number")]
    pub last: i64,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecordingInfoDto {
    #[ts(type = "number")]
    pub duration: i64,
    /// Microseconds since the Unix epoch.
    #[ts(type = "number")]
    pub start_wall: i64,
    /// First address of the recorded page.
    pub href: String,
    pub title: Option<String>,
    /// How the file was wrapped, for people: "zip › gzip › JSON array".
    pub container: String,
    /// What was masked when it was imported, for people.
    pub policy: String,
    #[ts(type = "number")]
    pub events: u64,
    #[ts(type = "number")]
    pub records: u64,
    pub segments: u32,
    pub tabs: Vec<String>,
    pub diagnostics: Vec<DiagnosticDto>,
    /// The highest time that can be shown now.
    #[ts(type = "number")]
    pub watermark: i64,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosticDto {
    pub code: String,
    pub severity: SeverityDto,
    pub sentence: String,
    #[ts(type = "number")]
    pub count: u64,
    /// Of the first one.
    #[ts(type = "number | null")]
    pub at: Option<i64>,
    #[ts(type = "number | null")]
    pub event: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum SeverityDto {
    Note,
    Warning,
    Error,
}
