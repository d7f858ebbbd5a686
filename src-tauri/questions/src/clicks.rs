//! What each click met, and how long the page took to change after it.

use crate::facts::label;
use crate::words::text_of;
use crate::{Selector, Step, Watcher};
use dom::{Document, FormValue, Node, NodeKey};
use events::{Event, EventKind, InteractionKind, Timestamp};

/// How much of what was clicked is told, in characters.
const TEXT_CHARS: usize = 80;

/// Controls named as obstacles of one click, at most.
const MAX_OBSTACLES: usize = 5;

#[derive(Clone, PartialEq, Debug)]
pub struct Click {
    pub at: Timestamp,
    pub page: u32,
    /// The innermost element that got it, as recorded; None where the recording does not say.
    pub key: Option<NodeKey>,
    pub label: String,
    /// Its text, cut short.
    pub text: String,
    /// The control that it belongs to: a link, a button, a field around what was hit.
    pub control: Option<(NodeKey, String)>,
    /// CSS pixels in the frame of its document.
    pub position: Option<(f64, f64)>,
    /// What may have kept it from doing anything.
    pub obstacles: Vec<Obstacle>,
    /// When the page changed next, up to the next click in this tab.
    pub first_change: Option<Timestamp>,
    /// What changed then.
    pub changed: String,
}

impl Click {
    /// From the click to the first change.
    pub fn feedback_us(&self) -> Option<i64> {
        self.first_change.map(|change| change.0 - self.at.0)
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Obstacle {
    pub kind: ObstacleKind,
    pub key: NodeKey,
    pub label: String,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ObstacleKind {
    /// What was clicked, or the control around it, is disabled.
    Disabled,
    /// A disabled control stands in what was clicked: a click on it goes to what is around it.
    DisabledInside,
    /// It says so to assistive technology only.
    AriaDisabled,
    Inert,
    /// Its style attribute lets clicks through to what is below.
    PointerEvents,
    /// A modal dialog was open, and this is not in it.
    BehindModal,
    /// Nothing that a click is for: no link, button or field.
    NoControl,
}

impl ObstacleKind {
    /// A stable name for the command line: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            ObstacleKind::Disabled => "disabled",
            ObstacleKind::DisabledInside => "disabled-inside",
            ObstacleKind::AriaDisabled => "aria-disabled",
            ObstacleKind::Inert => "inert",
            ObstacleKind::PointerEvents => "pointer-events",
            ObstacleKind::BehindModal => "behind-modal",
            ObstacleKind::NoControl => "no-control",
        }
    }
}

/// What is asked of elements.
struct Questions {
    disabled: Selector,
    control: Selector,
    modal: Selector,
    inert: Selector,
    aria_disabled: Selector,
}

impl Questions {
    fn new() -> Option<Questions> {
        let read = |text| Selector::parse(text).ok();
        Some(Questions {
            disabled: read(":disabled")?,
            control: read(
                "a[href], area[href], button, input, select, textarea, option, label, summary, [contenteditable], \
                 [role=button], [role=link], [role=menuitem], [role=tab], [role=checkbox], [role=radio], \
                 [role=switch], [role=option], [onclick], [tabindex]",
            )?,
            modal: read("dialog:modal")?,
            inert: read("[inert]")?,
            aria_disabled: read("[aria-disabled=true i]")?,
        })
    }
}

/// Follows one tab.
pub struct Clicks {
    questions: Option<Questions>,
    clicks: Vec<Click>,
    /// The last click still waits for a change.
    waits: bool,
}

impl Default for Clicks {
    fn default() -> Clicks {
        Clicks { questions: Questions::new(), clicks: Vec::new(), waits: false }
    }
}

impl Clicks {
    pub fn new() -> Clicks {
        Clicks::default()
    }

    pub fn finish(self) -> Vec<Click> {
        self.clicks
    }

    fn click(&self, event: &Event, document: &Document) -> Option<Click> {
        let EventKind::Interaction(interaction) = &event.kind else { return None };
        if interaction.kind != InteractionKind::Click {
            return None;
        }
        let key = interaction.target.map(NodeKey::from_source);
        // A text node can be named; its element got the click.
        let key = key.and_then(|key| match document.node(key) {
            Some(node) if node.element().is_none() => node.parent,
            _ => Some(key),
        });
        let element = key.and_then(|key| document.node(key)).and_then(Node::element);
        let (control, obstacles) = match (key, &self.questions) {
            (Some(key), Some(questions)) if element.is_some() => met(document, key, questions),
            _ => (None, Vec::new()),
        };
        let text = key.map(|key| text_of(document, key)).unwrap_or_default();
        Some(Click {
            at: event.time,
            page: document.state().epoch,
            key: key.filter(|_| element.is_some()),
            label: element.map(label).unwrap_or_default(),
            text: text.chars().take(TEXT_CHARS).collect(),
            control,
            position: interaction.position,
            obstacles,
            first_change: None,
            changed: String::new(),
        })
    }
}

impl Watcher for Clicks {
    fn event(&mut self, event: &Event, document: &Document) {
        if let Some(click) = self.click(event, document) {
            self.clicks.push(click);
            self.waits = true;
        } else if self.waits
            && let Some(changed) = changed(event, document)
            && let Some(click) = self.clicks.last_mut()
        {
            click.first_change = Some(event.time);
            click.changed = changed;
            self.waits = false;
        }
    }

    fn step(&mut self, _: &Step<'_>) {}
}

fn called(document: &Document, key: NodeKey) -> String {
    document.node(key).and_then(Node::element).map(label).unwrap_or_default()
}

/// The control that a click belongs to, and what may keep it from working.
fn met(
    document: &Document,
    key: NodeKey,
    questions: &Questions,
) -> (Option<(NodeKey, String)>, Vec<Obstacle>) {
    let mut obstacles = Vec::new();
    let mut put = |kind, key| obstacles.push(Obstacle { kind, key, label: called(document, key) });
    let mut way = Vec::new();
    let mut at = Some(key);
    while let Some(key) = at {
        way.push(key);
        at = document.node(key).and_then(|node| node.parent);
    }
    let first = |selector: &Selector| way.iter().copied().find(|&key| selector.finds(document, key));
    let control = first(&questions.control);
    if let Some(disabled) = first(&questions.disabled) {
        put(ObstacleKind::Disabled, disabled);
    }
    if let Some(disabled) = first(&questions.aria_disabled) {
        put(ObstacleKind::AriaDisabled, disabled);
    }
    if let Some(inert) = first(&questions.inert) {
        put(ObstacleKind::Inert, inert);
    }
    if let Some(through) = way.iter().copied().find(|&key| lets_through(document, key)) {
        put(ObstacleKind::PointerEvents, through);
    }
    let modal = questions.modal.find(document).into_iter().last();
    if let Some(modal) = modal.filter(|modal| !way.contains(modal)) {
        put(ObstacleKind::BehindModal, modal);
    }
    if control.is_none() {
        let below = document.walk(key).skip(1);
        let inside = below.filter(|&key| questions.disabled.finds(document, key)).take(MAX_OBSTACLES);
        inside.for_each(|key| put(ObstacleKind::DisabledInside, key));
        let below = document.walk(key).skip(1);
        below.filter(|&key| lets_through(document, key)).take(MAX_OBSTACLES).for_each(|key| {
            put(ObstacleKind::PointerEvents, key);
        });
        put(ObstacleKind::NoControl, key);
    }
    (control.map(|key| (key, called(document, key))), obstacles)
}

fn lets_through(document: &Document, key: NodeKey) -> bool {
    let style = document.node(key).and_then(Node::element).and_then(|element| element.attribute("style"));
    style.is_some_and(|style| {
        style.split(';').filter_map(|declaration| declaration.split_once(':')).any(|(name, value)| {
            name.trim().eq_ignore_ascii_case("pointer-events")
                && value.trim().trim_end_matches("!important").trim().eq_ignore_ascii_case("none")
        })
    })
}

/// What an event is about to change about the page, in words; None where a person did it or nothing is to be seen.
fn changed(event: &Event, document: &Document) -> Option<String> {
    match &event.kind {
        EventKind::FullSnapshot(_) => Some("the page".to_owned()),
        EventKind::StyleRule(_) | EventKind::StyleDeclaration(_) | EventKind::AdoptedSheets(_) => {
            Some("a style sheet".to_owned())
        }
        EventKind::Input { target, .. } => {
            let key = NodeKey::from_source(*target);
            // What is typed is no answer to a click; a box that is ticked is.
            let is_typed = matches!(document.form_value(key), None | Some(FormValue::Value(_)));
            (!is_typed).then(|| format!("the value of {}", called(document, key)))
        }
        EventKind::Mutation(mutation) if mutation.records() > 0 => {
            let adds = mutation.adds.iter().map(|add| add.parent);
            let removes = mutation.removes.iter().filter_map(|remove| remove.parent);
            let texts = mutation.texts.iter().map(|change| change.id);
            let attributes = mutation.attributes.iter().map(|change| change.id);
            let mut ids = attributes.chain(adds).chain(removes).chain(texts);
            let element = ids.find_map(|id| {
                let key = NodeKey::from_source(id);
                let node = document.node(key)?;
                let key = if node.element().is_some() { key } else { node.parent? };
                Some(called(document, key)).filter(|label| !label.is_empty())
            });
            Some(element.unwrap_or_else(|| "the page".to_owned()))
        }
        _ => None,
    }
}
