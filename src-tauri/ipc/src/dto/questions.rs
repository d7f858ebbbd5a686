//! Questions over a recording's time, and their answers. Answers come in parts, as `AppEventDto::Answer`.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct AskDto {
    pub session: u32,
    /// Chosen by the window; names the question in its answers and in `ask_stop`.
    pub question: u32,
    pub what: QuestionDto,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct QuestionRef {
    pub question: u32,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(tag = "ask", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum QuestionDto {
    /// Every interval in which something was so. Answered by `when` rows.
    When { when: WhenDto },
    /// Everything that changed about an element of a page. Answered by `history` rows.
    History {
        tab: u32,
        page: u32,
        #[ts(type = "number")]
        key: u64,
        /// What stands in it, too.
        subtree: bool,
    },
    /// Every text that ever stood there and has all the words. Answered by `text` rows.
    Text {
        words: Vec<String>,
        /// Only what stood there for less than so many microseconds.
        #[ts(type = "number | null")]
        shorter: Option<i64>,
    },
    /// Every click, with what it met. Answered by `click` rows.
    Clicks,
    /// What looks private in everything the recording ever held. Answered by `private` rows.
    Audit {
        /// Values that hold one of these are left out.
        allow: Vec<String>,
    },
    /// What differs between two moments of a tab. Answered by `difference` rows.
    Diff {
        tab: u32,
        #[ts(type = "number")]
        from: i64,
        #[ts(type = "number")]
        to: i64,
    },
}

/// What must be so of enough elements at once. Null: whatever it is.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct WhenDto {
    pub selector: String,
    /// Words that their text has.
    pub text: Option<String>,
    /// What the control holds.
    pub value: Option<String>,
    /// `name` or `name=value`.
    pub attribute: Option<String>,
    /// At least so many elements; 0 is 1.
    pub count: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(tag = "of", content = "rows", rename_all = "camelCase")]
pub enum AnswerRowsDto {
    When(Vec<WhenSpanDto>),
    History(Vec<PastDto>),
    Text(Vec<TextRunDto>),
    Click(Vec<ClickedDto>),
    Difference(Vec<DifferenceDto>),
    Private(Vec<PrivateDto>),
}

/// A value that looks private, wherever it stood.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PrivateDto {
    /// `password`, `one-time-code`, `card`, `iban`, `national-id`, `token`, `email`, `phone`, `name`, `address`,
    /// `position`.
    pub kind: String,
    /// Else it may be something else.
    pub certain: bool,
    /// With its middle hidden.
    pub excerpt: String,
    /// Where it stood first, for people.
    pub place: String,
    pub tab: u32,
    #[ts(type = "number")]
    pub first: i64,
    #[ts(type = "number")]
    pub last: i64,
    /// How often it was met.
    #[ts(type = "number")]
    pub count: u64,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct WhenSpanDto {
    pub tab: u32,
    #[ts(type = "number")]
    pub from: i64,
    /// Null where it was still so at the end.
    #[ts(type = "number | null")]
    pub until: Option<i64>,
    /// The most elements at once.
    pub most: u32,
    pub page: u32,
    /// One of them when it began.
    #[ts(type = "number")]
    pub key: u64,
    pub label: String,
}

/// One change of an element.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PastDto {
    #[ts(type = "number")]
    pub at: i64,
    pub tab: u32,
    pub page: u32,
    #[ts(type = "number")]
    pub key: u64,
    pub label: String,
    pub change: ChangeDto,
    /// What the user did last before it.
    pub act: Option<CauseDto>,
    /// What a server answered last before it.
    pub answer: Option<CauseDto>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ChangeDto {
    /// `created`, `removed`, `moved`, `attribute`, `text`, `value`, `checked`, `selected`, `scroll`, `dialog`, `media`,
    /// `child-added`, `child-removed`, `order`.
    pub kind: String,
    /// Of an attribute its name.
    pub name: String,
    /// Null where there was nothing.
    pub old: Option<String>,
    pub new: Option<String>,
    /// The parent, the child, or the element that took this one with it.
    #[ts(type = "number | null")]
    pub other: Option<u64>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct CauseDto {
    #[ts(type = "number")]
    pub at: i64,
    pub kind: String,
    pub label: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TextRunDto {
    pub tab: u32,
    pub page: u32,
    /// The node where it stood first.
    #[ts(type = "number")]
    pub key: u64,
    pub text: String,
    /// A control held it.
    pub typed: bool,
    /// The first intervals; null where it stood to the end.
    #[ts(type = "Array<[number, number | null]>")]
    pub spans: Vec<(i64, Option<i64>)>,
    /// Intervals in all.
    pub count: u32,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ClickedDto {
    /// From 1, by time.
    pub number: u32,
    #[ts(type = "number")]
    pub at: i64,
    pub tab: u32,
    pub page: u32,
    /// Null where the recording does not say what was hit.
    #[ts(type = "number | null")]
    pub key: Option<u64>,
    pub label: String,
    pub text: String,
    /// The link, button or field that it belongs to.
    pub control: Option<NamedNodeDto>,
    pub position: Option<(f64, f64)>,
    pub obstacles: Vec<ObstacleDto>,
    /// Of the page, up to the next click.
    #[ts(type = "number | null")]
    pub first_change: Option<i64>,
    pub changed: String,
    pub requests: Vec<ClickRequestDto>,
    pub errors: Vec<ClickErrorDto>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct NamedNodeDto {
    #[ts(type = "number")]
    pub key: u64,
    pub label: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ObstacleDto {
    /// `disabled`, `disabled-inside`, `aria-disabled`, `inert`, `pointer-events`, `behind-modal`, `no-control`.
    pub kind: String,
    #[ts(type = "number")]
    pub key: u64,
    pub label: String,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ClickRequestDto {
    #[ts(type = "number")]
    pub at: i64,
    #[ts(type = "number")]
    pub until: i64,
    pub method: String,
    pub href: String,
    pub status: Option<u16>,
}

#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ClickErrorDto {
    #[ts(type = "number")]
    pub at: i64,
    pub name: String,
    pub message: String,
}

/// An element of which something differs between two moments.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DifferenceDto {
    #[ts(type = "number")]
    pub key: u64,
    pub label: String,
    /// Of what came or went, how many elements stand in it.
    pub below: u32,
    pub changes: Vec<ChangeDto>,
    /// What it stands in, outermost first.
    pub path: Vec<NamedNodeDto>,
    /// The moments are on two pages: everything went and everything came.
    pub other_page: bool,
}

/// A picture of another moment than the player's.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct FrameAtDto {
    pub session: u32,
    pub tab: u32,
    #[ts(type = "number")]
    pub at: i64,
}

#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
pub struct WatchValuesRequestDto {
    pub session: u32,
    pub watches: Vec<WhenDto>,
}

/// What a watch finds in the page that is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct WatchValueDto {
    /// Elements; 0 where it is not so.
    pub count: u32,
    /// Of the first of them: what it holds, or its text.
    pub value: String,
    #[ts(type = "number | null")]
    pub key: Option<u64>,
}
