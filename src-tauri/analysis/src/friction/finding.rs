//! What is found, with what says so.

use dom::NodeKey;
use events::{TabId, Timestamp};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FrictionKind {
    RageClick,
    DeadClick,
    SlowClick,
    ErrorClick,
    ThrashedCursor,
    QuickBack,
    DeadEnd,
    AbandonedForm,
    ExcessiveScroll,
}

impl FrictionKind {
    pub const ALL: [FrictionKind; 9] = [
        FrictionKind::RageClick,
        FrictionKind::DeadClick,
        FrictionKind::SlowClick,
        FrictionKind::ErrorClick,
        FrictionKind::ThrashedCursor,
        FrictionKind::QuickBack,
        FrictionKind::DeadEnd,
        FrictionKind::AbandonedForm,
        FrictionKind::ExcessiveScroll,
    ];

    /// A stable name for the command line, the search and filters: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            FrictionKind::RageClick => "rage",
            FrictionKind::DeadClick => "dead",
            FrictionKind::SlowClick => "slow",
            FrictionKind::ErrorClick => "error-click",
            FrictionKind::ThrashedCursor => "thrash",
            FrictionKind::QuickBack => "quick-back",
            FrictionKind::DeadEnd => "dead-end",
            FrictionKind::AbandonedForm => "abandoned",
            FrictionKind::ExcessiveScroll => "scroll",
        }
    }

    pub fn named(name: &str) -> Option<FrictionKind> {
        FrictionKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// One place where somebody suffered, with what says so.
#[derive(Clone, PartialEq, Debug)]
pub struct Friction {
    pub kind: FrictionKind,
    pub time: Timestamp,
    pub until: Timestamp,
    pub tab: TabId,
    pub target: Option<NodeKey>,
    /// CSS pixels from the top left of the viewport.
    pub position: Option<(f64, f64)>,
    /// The page it happened on.
    pub href: String,
    /// What a row says: `4 clicks on button “Pay” within 0.9 s`.
    pub label: String,
    /// What it is about, by its name alone: `button “Pay”`.
    pub element: String,
    /// The product whose rule it is; empty for rules of our own.
    pub rule: &'static str,
    pub evidence: Evidence,
}

/// What a person checks a finding by.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Evidence {
    pub clicks: Vec<ClickEvidence>,
    /// After the first click, in microseconds: when the page changed first, but for what changes by itself.
    pub first_reaction: Option<i64>,
    /// What the page said: an error, a validation text.
    pub said: String,
    /// Of a form, in the order of their use; the last one used is named by `target`.
    pub fields: Vec<FieldEvidence>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ClickEvidence {
    pub time: Timestamp,
    pub position: Option<(f64, f64)>,
    /// Since the click before, in microseconds.
    pub gap: Option<i64>,
    /// From the click before, in CSS pixels.
    pub distance: Option<f64>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct FieldEvidence {
    pub label: String,
    /// Between its first and its last change, in microseconds.
    pub spent: i64,
    pub corrections: u32,
}
