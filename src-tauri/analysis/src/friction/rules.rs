//! Rules that products have published, with their numbers; a person chooses one, and may move every number.

use super::facts::Signal;

/// How close in time clicks follow each other.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Pace {
    /// Each comes less than this after the one before it.
    Gap(i64),
    /// All of them within this time.
    Total(i64),
}

/// How close in place.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Nearness {
    Anywhere,
    /// The sum of both distances to the click before is less than this.
    Manhattan(f64),
    /// The sum of both distances to the click before is at most this.
    ManhattanUpTo(f64),
    /// The distance to the click before is less than this.
    Straight(f64),
    /// The distance to the click before is at most this.
    StraightUpTo(f64),
    /// All of them fit into a square of this width.
    Square(f64),
    /// All of them are at most this far from the first.
    Radius(f64),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Same {
    Anything,
    Node,
    /// The control that the node stands in, or the node.
    Control,
    /// What it is called.
    Label,
}

#[derive(Clone, PartialEq, Debug)]
pub struct RageRule {
    pub name: &'static str,
    pub clicks: usize,
    pub pace: Pace,
    pub nearness: Nearness,
    pub same: Same,
    /// Selecting text between two clicks makes them no chain; so does scrolling.
    pub selection_ends: bool,
    pub scroll_ends: bool,
    /// Buttons that people press several times, by their text.
    pub not_texts: &'static [&'static str],
    pub not_in_text: bool,
    /// Only where the first click is dead or slow by the rule of the same product.
    pub on_dead: bool,
}

/// Buttons that lead to the next of many.
const PAGING: &[&str] = &["next", "previous", "prev", ">", "<", "+", "−", "-"];

const RAGE: RageRule = RageRule {
    name: "",
    clicks: 3,
    pace: Pace::Gap(1_000_000),
    nearness: Nearness::Anywhere,
    same: Same::Anything,
    selection_ends: false,
    scroll_ends: false,
    not_texts: &[],
    not_in_text: false,
    on_dead: false,
};

pub(super) const POSTHOG_RAGE: RageRule = RageRule {
    name: "PostHog",
    nearness: Nearness::Manhattan(30.0),
    not_texts: PAGING,
    not_in_text: true,
    ..RAGE
};

/// The first is the default.
pub const RAGE_RULES: &[RageRule] = &[
    POSTHOG_RAGE,
    RageRule {
        name: "Sentry",
        clicks: 5,
        pace: Pace::Total(7_000_000),
        same: Same::Node,
        on_dead: true,
        ..RAGE
    },
    RageRule {
        name: "Datadog",
        pace: Pace::Total(1_000_000),
        nearness: Nearness::StraightUpTo(100.0),
        same: Same::Node,
        selection_ends: true,
        scroll_ends: true,
        ..RAGE
    },
    RageRule { name: "OpenReplay", pace: Pace::Gap(300_000), same: Same::Label, ..RAGE },
    RageRule {
        name: "Highlight",
        clicks: 5,
        pace: Pace::Total(5_000_000),
        nearness: Nearness::Radius(8.0),
        ..RAGE
    },
    RageRule {
        name: "Amplitude",
        clicks: 4,
        pace: Pace::Total(1_000_000),
        nearness: Nearness::Square(50.0),
        same: Same::Control,
        selection_ends: true,
        ..RAGE
    },
    RageRule { name: "Mixpanel", clicks: 4, nearness: Nearness::Straight(30.0), ..RAGE },
    RageRule { name: "New Relic", clicks: 4, pace: Pace::Total(1_000_000), same: Same::Node, ..RAGE },
    RageRule { name: "Splunk", clicks: 4, pace: Pace::Total(1_000_000), same: Same::Node, ..RAGE },
    RageRule { name: "Statsig", nearness: Nearness::ManhattanUpTo(30.0), ..RAGE },
];

/// Which clicks are judged.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Judged {
    /// Those of PostHog but for fields, which show a caret that nobody records.
    Playhead,
    /// All but those on links, and those that come at the same node within a second.
    PostHog,
    /// The same, and none on controls.
    Statsig,
    /// On links and buttons that stay here.
    LinksAndButtons,
    /// On buttons, and links that stay here, for who counts roles too.
    Interactive,
    /// All but those on fields of text, lists, canvases and links.
    NoFields,
    /// All but those on inputs.
    NoInputs,
}

#[derive(Clone, PartialEq, Debug)]
pub struct DeadRule {
    pub name: &'static str,
    pub judged: Judged,
    /// Nothing of these within its time after the click, in microseconds, and it is dead.
    pub life: &'static [(Signal, i64)],
    /// The same shortly before the click.
    pub life_before: &'static [(Signal, i64)],
    /// What comes after the next click elsewhere is no sign of life; so much time before that is enough to judge.
    pub at_least: Option<i64>,
    /// A first change later than this is slow.
    pub slow: Option<i64>,
}

const ANY_CHANGE: &[Signal] =
    &[Signal::Mutation, Signal::Style, Signal::Canvas, Signal::Selection, Signal::Media, Signal::Navigation];

impl DeadRule {
    /// The first sign that something on the page changed.
    pub fn reaction_signals() -> &'static [Signal] {
        ANY_CHANGE
    }
}

const POSTHOG_DEAD: DeadRule = DeadRule {
    name: "PostHog",
    judged: Judged::PostHog,
    life: &[
        (Signal::Mutation, 2_500_000),
        (Signal::Navigation, 2_500_000),
        (Signal::Scroll, 100_000),
        (Signal::Selection, 100_000),
    ],
    life_before: &[],
    at_least: None,
    slow: None,
};

/// With PostHog's numbers, but a clock that goes on is no answer, and neither is what the next click does.
pub(super) const PLAYHEAD_DEAD: DeadRule = DeadRule {
    name: "Playhead",
    judged: Judged::Playhead,
    life: &[
        (Signal::Answer, 2_500_000),
        (Signal::Style, 2_500_000),
        (Signal::Media, 2_500_000),
        (Signal::Input, 2_500_000),
        (Signal::Request, 2_500_000),
        (Signal::Navigation, 2_500_000),
        (Signal::Scroll, 100_000),
        (Signal::Selection, 100_000),
    ],
    life_before: &[],
    at_least: Some(1_000_000),
    slow: None,
};

/// The first is the default.
pub const DEAD_RULES: &[DeadRule] = &[
    PLAYHEAD_DEAD,
    POSTHOG_DEAD,
    DeadRule {
        name: "Sentry",
        judged: Judged::LinksAndButtons,
        life: &[
            (Signal::Mutation, 7_000_000),
            (Signal::Style, 7_000_000),
            (Signal::Canvas, 7_000_000),
            (Signal::Selection, 7_000_000),
            (Signal::Media, 7_000_000),
            (Signal::Navigation, 7_000_000),
            (Signal::Scroll, 300_000),
        ],
        life_before: &[],
        at_least: None,
        slow: Some(3_000_000),
    },
    DeadRule {
        name: "Datadog",
        judged: Judged::NoFields,
        life: &[
            (Signal::Mutation, 100_000),
            (Signal::Request, 100_000),
            (Signal::Input, 100_000),
            (Signal::Scroll, 100_000),
            (Signal::Navigation, 100_000),
        ],
        life_before: &[],
        at_least: None,
        slow: None,
    },
    DeadRule {
        name: "OpenReplay",
        judged: Judged::NoInputs,
        life: &[
            (Signal::Mutation, 1_234_000),
            (Signal::Input, 1_234_000),
            (Signal::Style, 1_234_000),
            (Signal::Focus, 1_234_000),
            (Signal::Navigation, 1_234_000),
        ],
        life_before: &[],
        at_least: None,
        slow: None,
    },
    DeadRule {
        name: "Amplitude",
        judged: Judged::Interactive,
        life: &[(Signal::Mutation, 3_000_000), (Signal::Navigation, 3_000_000)],
        life_before: &[],
        at_least: None,
        slow: None,
    },
    DeadRule {
        name: "Mixpanel",
        judged: Judged::Interactive,
        life: &[
            (Signal::Mutation, 500_000),
            (Signal::Input, 500_000),
            (Signal::Selection, 500_000),
            (Signal::Scroll, 500_000),
            (Signal::Navigation, 500_000),
        ],
        life_before: &[(Signal::Mutation, 100_000)],
        at_least: None,
        slow: None,
    },
    DeadRule {
        name: "New Relic",
        judged: Judged::LinksAndButtons,
        life: &[(Signal::Mutation, 2_000_000), (Signal::Navigation, 2_000_000)],
        life_before: &[],
        at_least: None,
        slow: None,
    },
    DeadRule {
        name: "Splunk",
        judged: Judged::Interactive,
        life: &[(Signal::Mutation, 1_000_000), (Signal::Request, 1_000_000), (Signal::Navigation, 1_000_000)],
        life_before: &[(Signal::Request, 100_000)],
        at_least: None,
        slow: None,
    },
    DeadRule {
        name: "Statsig",
        judged: Judged::Statsig,
        life: &[
            (Signal::Mutation, 2_500_000),
            (Signal::Navigation, 2_500_000),
            (Signal::Scroll, 100_000),
            (Signal::Selection, 100_000),
        ],
        life_before: &[],
        at_least: None,
        slow: None,
    },
];

/// An error that a click has caused, by the time that lies between them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ErrorClickRule {
    pub name: &'static str,
    /// None: as long as the page is busy with the click.
    pub within: Option<i64>,
}

pub const ERROR_CLICK_RULES: &[ErrorClickRule] = &[
    ErrorClickRule { name: "Amplitude", within: Some(2_000_000) },
    ErrorClickRule { name: "Datadog", within: None },
    ErrorClickRule { name: "New Relic", within: Some(2_000_000) },
    ErrorClickRule { name: "Splunk", within: Some(1_000_000) },
];

/// A pointer that goes to and fro.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum ThrashRule {
    /// So many changes of direction on one axis within the time.
    Turns { name: &'static str, turns: usize, within: i64 },
    /// A score of direction, speed and confinement within the time.
    Score { name: &'static str, within: i64, least: f64 },
}

impl ThrashRule {
    pub fn name(self) -> &'static str {
        match self {
            ThrashRule::Turns { name, .. } | ThrashRule::Score { name, .. } => name,
        }
    }
}

pub const THRASH_RULES: &[ThrashRule] = &[
    ThrashRule::Score { name: "Splunk", within: 2_000_000, least: 0.65 },
    ThrashRule::Turns { name: "Amplitude", turns: 20, within: 2_000_000 },
];
