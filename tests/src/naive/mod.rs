//! A second, slow and simple reading of the recorder's contract: every event from the first one on, applied to a plain
//! tree. It shares nothing with the crate `dom` but the events it reads, so that an error has to be made twice to stay
//! unseen. Where recordings are odd, the rules are those listed in ARCHITECTURE.md.

pub mod css;
mod forms;
mod mutation;
mod nodes;
mod sheets;
mod snapshot;
mod state;

use events::{Event, EventKind, TreeNodeKind};
use nodes::{Handle, Node};
use std::collections::{BTreeMap, HashMap, HashSet};

pub use nodes::{Content, Element, Place, Sheet};

/// One tab of a recording, at the moment of the last event it was given.
#[derive(Clone, Default, Debug)]
pub struct Replay {
    nodes: Vec<Node>,
    ids: HashMap<u64, Handle>,
    root: Option<Handle>,
    pub(crate) page: PageFacts,
    event: EventNotes,
    /// Microseconds since the start of the recording.
    now: i64,
}

/// What is true of the page as a whole.
#[derive(Clone, Default, Debug)]
pub(crate) struct PageFacts {
    pub viewport: Option<(f64, f64)>,
    pub href: String,
    pub fonts: Vec<String>,
    /// (start, offset, end, offset)
    pub selection: Vec<(u64, u32, u64, u32)>,
    pub focused: Option<Handle>,
    pub constructed: BTreeMap<u64, Vec<css::Rule>>,
    has_base: bool,
    base_href: String,
    another_page: bool,
    awaits_load: bool,
    /// Documents that came before their frame, by the frame's id.
    parked: Vec<(u64, events::SnapshotTree)>,
    /// Nodes whose old recorder did not know their siblings: (node, previous, next).
    waiting: Vec<(Handle, Option<u64>, Option<u64>)>,
}

/// What must be remembered until the event is over.
#[derive(Clone, Default, Debug)]
struct EventNotes {
    fresh_sheets: HashSet<Handle>,
    changed_sheets: HashSet<Handle>,
    chosen: Vec<Handle>,
    selects: HashSet<Handle>,
    /// Sheets that removed shadow roots had adopted, by their host's id.
    adopted: HashMap<u64, Vec<u64>>,
    /// The node that had the focus and was told again rather than removed.
    focused: Option<u64>,
}

impl Replay {
    pub fn new() -> Replay {
        Replay::default()
    }

    /// All events up to and including a time. They must be in order and of one tab.
    pub fn until<'a>(events: impl IntoIterator<Item = &'a Event>, micros: i64) -> Replay {
        let mut replay = Replay::new();
        events.into_iter().take_while(|event| event.time.0 <= micros).for_each(|event| replay.apply(event));
        replay
    }

    pub fn apply(&mut self, event: &Event) {
        self.now = event.time.0;
        self.event = EventNotes::default();
        let kind = &event.kind;
        match kind {
            EventKind::DomContentLoaded => {
                self.page.another_page = true;
                self.page.awaits_load = true;
            }
            // The load event of a page whose content has loaded says nothing new.
            EventKind::Load => match std::mem::take(&mut self.page.awaits_load) {
                true => {}
                false => self.page.another_page = true,
            },
            EventKind::Meta { href, width, height } => {
                self.page.href = href.to_string();
                self.resize(*width, *height);
            }
            EventKind::Viewport { width, height } => self.resize(*width, *height),
            EventKind::FullSnapshot(snapshot) => self.full_snapshot(snapshot),
            EventKind::Mutation(mutation) if self.page.has_base => self.mutation(mutation),
            EventKind::Mutation(mutation) => {
                for add in &mutation.adds {
                    self.park(add.parent.0, &add.tree);
                }
            }
            EventKind::Font(font) => {
                let family = format!("{font:?}");
                if !self.page.fonts.contains(&family) {
                    self.page.fonts.push(family);
                }
            }
            EventKind::Interaction(interaction) => self.interaction(interaction),
            _ if !self.page.has_base => {}
            EventKind::Scroll { target, x, y } => self.scroll(target.0, (*x, *y)),
            EventKind::Input { target, value, checked, .. } => self.input(target.0, value, *checked),
            EventKind::Media { target, action, state } => self.media(target.0, *action, state),
            EventKind::Canvas(canvas) => self.canvas(canvas),
            EventKind::StyleRule(rule) => self.style_rule(rule),
            EventKind::StyleDeclaration(declaration) => self.style_declaration(declaration),
            EventKind::AdoptedSheets(adopted) => self.adopted_sheets(adopted),
            EventKind::Selection(ranges) => {
                let plain = |range: &events::SelectionRange| {
                    (range.start.0, range.start_offset, range.end.0, range.end_offset)
                };
                self.page.selection = ranges.iter().map(plain).collect();
            }
            _ => {}
        }
    }

    fn resize(&mut self, width: f64, height: f64) {
        if width > 0.0 && height > 0.0 && width.is_finite() && height.is_finite() {
            self.page.viewport = Some((width, height));
        }
    }

    fn park(&mut self, frame: u64, tree: &events::SnapshotTree) {
        let is_document =
            tree.nodes.first().is_some_and(|root| matches!(root.kind, TreeNodeKind::Document { .. }));
        if is_document {
            self.page.parked.retain(|(known, _)| *known != frame);
            self.page.parked.push((frame, tree.clone()));
        }
    }
}
