//! The library as a list: ordered once, then read page by page.

use super::error::ErrorDto;
use super::library::RecordingRowDto;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LibraryViewRequestDto {
    /// In the search language; empty for all.
    pub query: String,
    pub sort: LibrarySortDto,
    pub descending: bool,
    pub group: LibraryGroupDto,
    /// Recordings that are left out: a deletion that can still be undone.
    pub hidden: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LibrarySortDto {
    Imported,
    Start,
    Duration,
    Errors,
    Site,
    Person,
    Browser,
    Events,
    Bytes,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum LibraryGroupDto {
    None,
    Site,
    Person,
    Error,
}

/// The order as it was when it was asked for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LibraryViewDto {
    /// Names it in requests for pages.
    pub view: u32,
    /// Recordings that match.
    pub recordings: u32,
    /// Recordings in the library, without hidden ones.
    pub all: u32,
    /// Rows: grouped by error, a recording stands under each of its groups.
    pub entries: u32,
    /// One behind the other; empty where nothing is grouped.
    pub groups: Vec<ViewGroupDto>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ViewGroupDto {
    pub label: String,
    /// Its first row.
    pub first: u32,
    pub count: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct PageRequestDto {
    pub view: u32,
    pub first: u32,
    pub count: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct RecordingRefs {
    pub ids: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct TagRequestDto {
    pub ids: Vec<String>,
    pub tag: String,
    /// False takes it away.
    pub on: bool,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct RecordingDetailsDto {
    pub row: RecordingRowDto,
    pub pages: Vec<DetailsPageDto>,
    pub errors: Vec<DetailsErrorDto>,
    /// Names that others have for it.
    pub aliases: Vec<AliasDto>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DetailsPageDto {
    #[ts(type = "number")]
    pub at: i64,
    pub href: String,
    pub title: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DetailsErrorDto {
    #[ts(type = "number")]
    pub at: i64,
    #[ts(type = "number")]
    pub open_at: i64,
    /// Type and message, then the stack, a frame a line.
    pub text: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct AliasDto {
    /// What it names: session, replay, event.
    pub kind: String,
    pub name: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct ExportRequestDto {
    pub ids: Vec<String>,
    pub folder: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ExportReportDto {
    /// Paths of the files.
    pub written: Vec<String>,
    pub failed: Vec<ErrorDto>,
}
