//! What happened in a recording and can be found.

use crate::recordings::RecordingFindings;
use crate::texts::{TextKind, beginning};
use events::derived::{ErrorRecord, MarkKind};
use events::{ConsoleLevel, TabId, Timestamp};
use std::borrow::Cow;

/// In the order of their gravity.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum HitKind {
    Error,
    /// Where somebody suffered: a rage click, a dead end, …
    Friction,
    Console,
    Request,
    Page,
    Click,
    /// The recording itself, by what stands in its row.
    Recording,
}

impl HitKind {
    pub(crate) const ALL: [HitKind; 7] = [
        HitKind::Error,
        HitKind::Console,
        HitKind::Request,
        HitKind::Page,
        HitKind::Click,
        HitKind::Friction,
        HitKind::Recording,
    ];

    /// A stable name for the command line: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            HitKind::Error => "error",
            HitKind::Friction => "friction",
            HitKind::Console => "console",
            HitKind::Request => "request",
            HitKind::Page => "page",
            HitKind::Click => "click",
            HitKind::Recording => "recording",
        }
    }

    /// As stored. The schema names those of requests and friction.
    pub(crate) fn code(self) -> i64 {
        match self {
            HitKind::Error => 0,
            HitKind::Console => 1,
            HitKind::Request => 2,
            HitKind::Page => 3,
            HitKind::Click => 4,
            HitKind::Recording => 5,
            HitKind::Friction => 6,
        }
    }

    pub(crate) fn from_code(code: i64) -> HitKind {
        HitKind::ALL.into_iter().find(|kind| kind.code() == code).unwrap_or(HitKind::Recording)
    }

    pub(crate) fn text_kind(self) -> TextKind {
        match self {
            HitKind::Error => TextKind::Error,
            HitKind::Console => TextKind::Console,
            HitKind::Request | HitKind::Page => TextKind::Address,
            HitKind::Click | HitKind::Friction => TextKind::Label,
            HitKind::Recording => TextKind::About,
        }
    }
}

pub(crate) struct MomentRow<'a> {
    pub time: Timestamp,
    pub tab: TabId,
    pub kind: HitKind,
    /// The first line is what a list shows.
    pub text: Cow<'a, str>,
    pub detail: i64,
    pub error: Option<&'a ErrorRecord>,
}

/// What friction there is, by the names that `has:` takes. The order is that of the stored numbers: more come at the end.
pub const FRICTION: &[&str] =
    &["rage", "dead", "slow", "error-click", "thrash", "quick-back", "dead-end", "abandoned", "scroll"];

pub(crate) fn friction_code(name: &str) -> Option<i64> {
    FRICTION.iter().position(|known| *known == name).and_then(|place| i64::try_from(place).ok())
}

/// Of a request whose status was not recorded.
pub(crate) const NO_STATUS: i64 = -1;

/// In order of time. `about` is what the recording itself is found by.
pub(crate) fn moments_of<'a>(about: &'a str, findings: RecordingFindings<'a>) -> Vec<MomentRow<'a>> {
    let mut rows = vec![MomentRow {
        time: Timestamp::ZERO,
        tab: TabId(0),
        kind: HitKind::Recording,
        text: Cow::Borrowed(about),
        detail: 0,
        error: None,
    }];
    for found in findings.errors {
        rows.push(MomentRow {
            time: found.time,
            tab: found.tab,
            kind: HitKind::Error,
            text: Cow::Owned(error_text(found)),
            detail: 0,
            error: Some(found),
        });
    }
    for found in findings.console {
        // An error's line is found as the error it is.
        if found.level != ConsoleLevel::Error {
            rows.push(MomentRow {
                time: found.time,
                tab: found.tab,
                kind: HitKind::Console,
                text: Cow::Borrowed(found.text.as_str()),
                detail: found.level as i64,
                error: None,
            });
        }
    }
    for found in findings.requests {
        rows.push(MomentRow {
            time: found.time,
            tab: found.tab,
            kind: HitKind::Request,
            text: Cow::Owned(format!("{} {}", found.method, found.href).trim_start().to_owned()),
            detail: found.status.map_or(NO_STATUS, i64::from),
            error: None,
        });
    }
    for found in findings.visits {
        rows.push(MomentRow {
            time: found.time,
            tab: found.tab,
            kind: HitKind::Page,
            text: Cow::Owned(format!("{} {}", found.href, found.title).trim_end().to_owned()),
            detail: 0,
            error: None,
        });
    }
    let is_click = |kind| {
        matches!(kind, MarkKind::Click | MarkKind::DoubleClick | MarkKind::ContextMenu | MarkKind::Touch)
    };
    for found in findings.marks.iter().filter(|mark| is_click(mark.kind)) {
        rows.push(MomentRow {
            time: found.time,
            tab: found.tab,
            kind: HitKind::Click,
            text: Cow::Borrowed(&found.label),
            detail: 0,
            error: None,
        });
    }
    for found in findings.friction {
        let Some(code) = friction_code(found.kind) else { continue };
        rows.push(MomentRow {
            time: found.time,
            tab: found.tab,
            kind: HitKind::Friction,
            text: Cow::Borrowed(found.label),
            detail: code,
            error: None,
        });
    }
    rows.sort_by_key(|row| (row.time, row.kind));
    rows
}

/// An error as it is listed and found: `TypeError: x is undefined`, and its stack below.
pub fn error_text(error: &ErrorRecord) -> String {
    let separator = if error.name.is_empty() { "" } else { ": " };
    let mut text = format!("{}{separator}{}", error.name, error.message);
    for frame in &error.stack {
        text.push('\n');
        text.push_str(frame);
    }
    text.truncate(beginning(&text).len());
    text
}
