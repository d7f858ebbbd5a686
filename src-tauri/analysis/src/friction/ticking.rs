//! Where a page changes by itself: a clock, a ticker, a spinner.

use dom::{Document, NodeKey};
use events::{Mutation, SourceNodeId, TabId, Timestamp};
use std::collections::{HashMap, VecDeque};

/// A place that changed twice within this time before a click, not by anything that was done, changes by itself.
const LOOK_BACK: i64 = 5_000_000;
/// What comes within this time after an act may be its answer.
const ANSWER: i64 = 500_000;
/// Places of one mutation that are looked at: where more change, it is more than a clock.
const PLACES: usize = 32;
/// Nodes of one mutation that are looked at.
const NODES: usize = 256;
/// Changes that are kept.
const KEPT: usize = 1024;

#[derive(Clone, Debug, Default)]
pub struct Ticking {
    tabs: HashMap<TabId, Places>,
}

#[derive(Clone, Debug, Default)]
struct Places {
    /// Changes that no act was just before, in order of time.
    changes: VecDeque<(Timestamp, NodeKey)>,
    last_act: Option<Timestamp>,
    /// Those that change by themselves, as of the last click.
    by_themselves: Vec<NodeKey>,
}

impl Ticking {
    /// What is done is answered soon after.
    pub fn act(&mut self, tab: TabId, at: Timestamp) {
        self.tabs.entry(tab).or_default().last_act = Some(at);
    }

    /// A click asks what changes after it that does not anyhow.
    pub fn click(&mut self, tab: TabId, at: Timestamp) {
        let places = self.tabs.entry(tab).or_default();
        while places.changes.front().is_some_and(|(time, _)| at - *time > LOOK_BACK) {
            places.changes.pop_front();
        }
        let mut keys: Vec<NodeKey> = places.changes.iter().map(|(_, key)| *key).collect();
        keys.sort_unstable();
        let twice = |pair: &[NodeKey]| match pair {
            [a, b] if a == b => Some(*a),
            _ => None,
        };
        let mut twice: Vec<NodeKey> = keys.windows(2).filter_map(twice).collect();
        twice.dedup();
        places.by_themselves = twice;
        places.last_act = Some(at);
    }

    /// Whether a mutation changed anything else than what changes by itself.
    pub fn is_answer(&mut self, tab: TabId, at: Timestamp, mutation: &Mutation, document: &Document) -> bool {
        places_of(mutation, document).is_none_or(|changed| self.is_answer_at(tab, at, changed))
    }

    /// The same of a change at one place: a canvas, a style.
    pub fn is_answer_of(&mut self, tab: TabId, at: Timestamp, place: SourceNodeId) -> bool {
        self.is_answer_at(tab, at, vec![NodeKey::from_source(place)])
    }

    fn is_answer_at(&mut self, tab: TabId, at: Timestamp, changed: Vec<NodeKey>) -> bool {
        let places = self.tabs.entry(tab).or_default();
        let is_answer = changed.iter().any(|key| places.by_themselves.binary_search(key).is_err());
        if places.last_act.is_none_or(|act| at - act > ANSWER) {
            for key in changed {
                if places.changes.len() == KEPT {
                    places.changes.pop_front();
                }
                places.changes.push_back((at, key));
            }
        }
        is_answer
    }
}

/// The elements whose children, text or attributes changed. None where they are many.
fn places_of(mutation: &Mutation, document: &Document) -> Option<Vec<NodeKey>> {
    let parent = |key: NodeKey| document.node(key).and_then(|node| node.parent).unwrap_or(key);
    let removed = mutation.removes.iter().filter_map(|it| it.parent).map(NodeKey::from_source);
    // What comes in several pieces comes where the outermost of them comes.
    let new: Vec<_> =
        mutation.adds.iter().flat_map(|it| &it.tree.nodes).take(NODES).filter_map(|node| node.id).collect();
    let added = mutation
        .adds
        .iter()
        .map(|it| it.parent)
        .filter(|parent| !new.contains(parent))
        .map(NodeKey::from_source);
    let texts = mutation.texts.iter().map(|it| parent(NodeKey::from_source(it.id)));
    let attributes = mutation.attributes.iter().map(|it| NodeKey::from_source(it.id));
    let mut places: Vec<NodeKey> =
        removed.chain(added).chain(texts).chain(attributes).take(4 * PLACES).collect();
    places.sort_unstable();
    places.dedup();
    (places.len() <= PLACES).then_some(places)
}
