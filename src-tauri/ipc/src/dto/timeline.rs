//! What is drawn along the time axis, and the console.

use serde::Serialize;
use ts_rs::TS;

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TimelineDto {
    #[ts(type = "number")]
    pub duration: i64,
    #[ts(type = "number")]
    pub watermark: i64,
    /// Ordered by time.
    pub marks: Vec<MarkDto>,
    pub activity: ActivityDto,
    #[ts(type = "Array<[number, number]>")]
    pub idle: Vec<(i64, i64)>,
    pub visits: Vec<PageVisitDto>,
    /// Stretches without a picture.
    #[ts(type = "Array<[number, number]>")]
    pub missing: Vec<(i64, i64)>,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MarkDto {
    #[ts(type = "number")]
    pub at: i64,
    /// Where it lasts (typing, scrolling): its end, else equal to `at`.
    #[ts(type = "number")]
    pub until: i64,
    pub tab: u32,
    pub kind: MarkKindDto,
    /// One sentence fragment: "clicked button “Add to cart”".
    pub label: String,
    #[ts(type = "number | null")]
    pub target: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum MarkKindDto {
    Click,
    Touch,
    Input,
    Scroll,
    Navigation,
    Viewport,
    Console,
    Warning,
    Error,
    /// Rage clicks.
    Rage,
    /// Dead and slow clicks.
    Dead,
    /// Other places where somebody suffered: an abandoned form, a dead end, …
    Friction,
    Request,
    FailedRequest,
    /// What a person wrote about a moment or a range.
    Note,
    Other,
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ActivityDto {
    /// Width of one bin.
    #[ts(type = "number")]
    pub bin: i64,
    /// Mutation records in each bin.
    pub counts: Vec<u32>,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PageVisitDto {
    #[ts(type = "number")]
    pub at: i64,
    pub tab: u32,
    pub href: String,
    pub title: Option<String>,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConsoleLineDto {
    #[ts(type = "number")]
    pub at: i64,
    pub tab: u32,
    pub level: ConsoleLevelDto,
    /// The console method as recorded.
    pub method: String,
    pub text: String,
    /// Arguments as JSON text.
    pub args: Vec<String>,
    /// Stack lines, innermost first.
    pub trace: Vec<String>,
    pub uncaught: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum ConsoleLevelDto {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}
