//! What rules about friction ask of a recording: each click with what came after it, how the pointer went, which fields of
//! which forms were used. Facts are no judgement, and they are small: another rule needs no second pass.

use dom::NodeKey;
use events::{TabId, Timestamp};

/// What may follow a click; signs of life, and errors.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Signal {
    /// Nodes came, went, or changed their text or attributes.
    Mutation,
    /// A rule or a whole sheet of style.
    Style,
    Canvas,
    Media,
    /// A value of a form field.
    Input,
    Scroll,
    Selection,
    Focus,
    Request,
    /// Another page.
    Navigation,
    Error,
    /// A mutation, or something drawn, elsewhere than where the page changes by itself, as a clock or a ticker does.
    Answer,
}

pub const SIGNALS: usize = 12;

/// How far after a click signals are looked for.
pub const LOOK_AHEAD: i64 = 10_000_000;
/// And how far before it.
pub const LOOK_BACK: i64 = 1_000_000;

/// When something came next after a click, or last before it; in microseconds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Delays(pub(super) [Option<i64>; SIGNALS]);

impl Delays {
    pub fn get(&self, signal: Signal) -> Option<i64> {
        self.0.get(signal as usize).copied().flatten()
    }

    pub(super) fn set(&mut self, signal: Signal, delay: i64) {
        if let Some(place) = self.0.get_mut(signal as usize) {
            *place = Some(delay);
        }
    }

    pub(super) fn set_first(&mut self, signal: Signal, delay: i64) {
        if self.get(signal).is_none() {
            self.set(signal, delay);
        }
    }

    /// The earliest of these.
    pub fn first_of(&self, signals: &[Signal]) -> Option<i64> {
        signals.iter().filter_map(|&signal| self.get(signal)).min()
    }
}

/// What stands under a click, or the control that it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Control {
    Link,
    /// Opens another window, or a download.
    LinkElsewhere,
    /// A `button`, or an input that is one.
    Button,
    TextField,
    /// A list, a checkbox, a radio button, a slider, …
    Choice,
    Canvas,
    Media,
    /// Something with the role of a control.
    Role,
    #[default]
    None,
}

impl Control {
    /// In the order in which they are numbered.
    pub const ALL: [Control; 9] = [
        Control::Link,
        Control::LinkElsewhere,
        Control::Button,
        Control::TextField,
        Control::Choice,
        Control::Canvas,
        Control::Media,
        Control::Role,
        Control::None,
    ];
}

#[derive(Clone, PartialEq, Debug)]
pub struct ClickFact {
    pub time: Timestamp,
    pub tab: TabId,
    /// The node, and the control that it stands in.
    pub target: Option<NodeKey>,
    pub control: Option<NodeKey>,
    pub control_kind: Control,
    /// `button “Pay now”`.
    pub label: String,
    /// The control's text, in lower case.
    pub text: String,
    pub position: Option<(f64, f64)>,
    /// The page itself, not something on it.
    pub on_page: bool,
    /// The site asked not to be judged here.
    pub is_excluded: bool,
    pub after: Delays,
    pub before: Delays,
    /// Text was selected, or the page scrolled, since the click before it in this tab.
    pub selected_since: bool,
    pub scrolled_since: bool,
    /// Until when the page was busy after it without a pause of 100 ms; its own time where it was not.
    pub busy_until: Timestamp,
    /// When an error happened while it was busy.
    pub error_while_busy: Option<Timestamp>,
}

/// Where the pointer was.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PointerFact {
    pub time: Timestamp,
    pub tab: TabId,
    pub x: f64,
    pub y: f64,
}

/// A stay on a page.
#[derive(Clone, PartialEq, Debug)]
pub struct VisitFact {
    pub tab: TabId,
    pub href: String,
    pub from: Timestamp,
    pub until: Timestamp,
    /// Clicks, typing, scrolling.
    pub acts: u32,
    pub last_act: Option<Timestamp>,
    pub last_error: Option<Timestamp>,
    /// What the last error said.
    pub error: String,
    /// The last of the recording in its tab.
    pub is_last: bool,
    /// Screens that were scrolled up and down, and how often the direction changed.
    pub screens: f64,
    pub turns: u32,
}

/// A form in which somebody wrote.
#[derive(Clone, PartialEq, Debug)]
pub struct FormFact {
    pub tab: TabId,
    pub from: Timestamp,
    /// The last act in it.
    pub last: Timestamp,
    /// When the page that it stood on went away, or the recording ended.
    pub until: Timestamp,
    /// Not an element of that name, but fields that stand together.
    pub is_cluster: bool,
    pub label: String,
    /// In the order of their first use.
    pub fields: Vec<FieldFact>,
    /// By running number, the field that was used last.
    pub last_field: usize,
    /// Its button was clicked.
    pub sent: Option<Timestamp>,
    /// It went away, or the page did, after that.
    pub succeeded: bool,
    /// What the form said last about what was wrong.
    pub complaint: String,
}

#[derive(Clone, PartialEq, Debug)]
pub struct FieldFact {
    pub target: NodeKey,
    pub label: String,
    pub first: Timestamp,
    pub last: Timestamp,
    /// How often what stood there became less.
    pub corrections: u32,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Facts {
    pub clicks: Vec<ClickFact>,
    pub pointer: Vec<PointerFact>,
    pub visits: Vec<VisitFact>,
    pub forms: Vec<FormFact>,
    /// Of the recording: what comes after it nobody knows.
    pub end: Timestamp,
}
