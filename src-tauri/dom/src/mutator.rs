//! The single writer: applies recorded events to a document.

mod attach;
mod attributes;
mod grow;
mod interaction;
mod mutation;
mod order;
mod recorded;
mod settle;
mod sheets;
mod snapshot;

use crate::{Document, NodeKey};
use events::{
    Code, Diagnostics, Event, EventKind, EventSeq, Severity, SourceNodeId, StyleId, Text, Timestamp,
};
use hashbrown::{HashMap, HashSet};
use std::sync::Arc;

impl Document {
    /// Applies one event. What cannot be applied as recorded is reported and the rest of the event still applies.
    /// Returns the number of mutation records applied (1 for events that are not mutations).
    pub fn apply(&mut self, event: &Event, issues: &mut Diagnostics) -> usize {
        let mut writer =
            Writer { document: self, issues, seq: event.seq, time: event.time, scratch: Scratch::default() };
        writer.apply(&event.kind)
    }
}

/// One event being applied: the document, where problems go, and what must be remembered until the event is over.
struct Writer<'a> {
    document: &'a mut Document,
    issues: &'a mut Diagnostics,
    seq: EventSeq,
    time: Timestamp,
    scratch: Scratch,
}

/// Notes that live as long as one event. Empty collections do not allocate, so most events pay nothing for them.
#[derive(Default)]
struct Scratch {
    gone: Gone,
    /// Adoption lists of removed shadow roots: a moved host keeps its root in the recorded page, and they are not sent again.
    adopted: HashMap<NodeKey, Arc<[StyleId]>>,
    /// Style elements whose recorded sheet may have to be dealt out to their text children; `true` for new elements.
    sheets: Vec<(NodeKey, bool)>,
    /// Frame elements that were built, for parked documents.
    frames: Vec<NodeKey>,
    /// Selects whose options came or went.
    selects: Vec<NodeKey>,
    /// Options that were built as selected.
    chosen: Vec<NodeKey>,
    /// Selects with the value the recorder saw, in case none of their options says that it is selected.
    valued: Vec<(NodeKey, Text)>,
    /// Depths known so far, so that a chain of adds is not walked up again for each of its nodes.
    depths: HashMap<NodeKey, usize>,
}

/// Nodes that this event removed, for telling 'went with an ancestor' from 'was never there'.
#[derive(Default)]
struct Gone {
    keys: Vec<NodeKey>,
    /// The first `counted` of them, for whoever asks, which is seldom.
    set: HashSet<NodeKey>,
    counted: usize,
}

impl Gone {
    fn put(&mut self, mut keys: Vec<NodeKey>) {
        if self.keys.is_empty() {
            self.keys = keys;
        } else {
            self.keys.append(&mut keys);
        }
    }

    fn count(&self) -> usize {
        self.keys.len()
    }

    /// Those that came after the first ones.
    fn behind(&self, first: usize) -> &[NodeKey] {
        self.keys.get(first..).unwrap_or_default()
    }

    fn contains(&mut self, key: NodeKey) -> bool {
        self.set.extend(self.keys.get(self.counted..).unwrap_or_default());
        self.counted = self.keys.len();
        self.set.contains(&key)
    }
}

impl Writer<'_> {
    fn apply(&mut self, kind: &EventKind) -> usize {
        let based = self.document.state.hidden.has_base;
        match kind {
            EventKind::FullSnapshot(snapshot) => self.full_snapshot(snapshot),
            EventKind::DomContentLoaded => self.content_loaded(),
            EventKind::Load => self.loaded(),
            EventKind::Meta { href, width, height } => self.meta(href, (*width, *height)),
            EventKind::Viewport { width, height } => self.viewport((*width, *height)),
            EventKind::PointerMove(sample) => self.pointer(*sample),
            EventKind::Font(font) => self.font(font),
            EventKind::Mutation(mutation) if based => return self.mutation(mutation),
            EventKind::Mutation(mutation) => return self.mutation_before_base(mutation),
            EventKind::Interaction(interaction) => self.interaction(*interaction),
            EventKind::Scroll { .. }
            | EventKind::Input { .. }
            | EventKind::Media { .. }
            | EventKind::StyleRule(_)
            | EventKind::StyleDeclaration(_)
            | EventKind::AdoptedSheets(_)
            | EventKind::Canvas(_)
            | EventKind::Selection(_)
                if !based =>
            {
                self.before_base(kind.name());
            }
            EventKind::Scroll { target, x, y } => self.scroll(*target, (*x, *y)),
            EventKind::Input { target, value, checked, .. } => self.input(*target, value, *checked),
            EventKind::Media { target, action, state } => self.media(*target, *action, state),
            EventKind::StyleRule(rule) => self.style_rule(rule),
            EventKind::StyleDeclaration(declaration) => self.style_declaration(declaration),
            EventKind::AdoptedSheets(adopted) => self.adopted_sheets(adopted),
            EventKind::Canvas(canvas) => self.canvas(canvas),
            EventKind::Selection(ranges) => self.document.state.selection = Arc::from(ranges.as_slice()),
            // These say something about the session and nothing about the document.
            EventKind::CustomElement { .. }
            | EventKind::Console(_)
            | EventKind::Network(_)
            | EventKind::Exception(_)
            | EventKind::Custom { .. }
            | EventKind::Plugin { .. }
            | EventKind::Opaque { .. } => {}
        }
        1
    }

    fn warn(&mut self, code: Code, sentence: impl Into<String>) {
        self.issues.report(Severity::Warning, code, self.seq, sentence);
    }

    fn note(&mut self, code: Code, sentence: impl Into<String>) {
        self.issues.report(Severity::Note, code, self.seq, sentence);
    }

    fn before_base(&mut self, what: &str) {
        self.warn(
            Code::BeforeFirstSnapshot,
            format!("A record ({what}) came before the first picture of the page and was left out"),
        );
    }

    /// The key of a node that is in the document; reports the id otherwise.
    fn resolve(&mut self, id: SourceNodeId, what: &str) -> Option<NodeKey> {
        let key = NodeKey::from_source(id);
        if self.document.node(key).is_some() {
            return Some(key);
        }
        if !self.scratch.gone.contains(key) {
            self.warn(
                Code::UnresolvedId,
                format!("A record ({what}) names node {}, which is not on the page", id.0),
            );
        }
        None
    }
}
