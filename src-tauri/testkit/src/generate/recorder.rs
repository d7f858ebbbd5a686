//! The recorder: gathers the changes of one event and writes them as net removes and adds, as rrweb does.

use super::dice::Dice;
use super::page::{Page, Place};
use super::script::{Act, Counts, Form};
use crate::wire;
use events::{
    Add, AttributeChange, AttributeValue, EventKind, Mutation, PointerSample, Remove, Sibling, SnapshotTree,
    SourceNodeId, Text, TextChange, TreeNodeKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// One event of the file.
#[derive(Clone, Debug)]
pub struct Record {
    pub wall_ms: f64,
    pub json: String,
    /// What it should decode to, each part with its time; None where that is not said here.
    pub says: Option<Vec<(f64, EventKind)>>,
    /// Where it stands in the file.
    place: f64,
}

/// A recording as it lies in a file.
#[derive(Clone, Debug)]
pub struct Generated {
    /// In the order of the file.
    pub records: Vec<Record>,
    pub file: String,
    pub counts: Counts,
}

/// Changes that one event will tell of.
#[derive(Default)]
pub(super) struct Pending {
    pub removes: Vec<Remove>,
    /// Nodes that were on the page before this event and left their place.
    moved: BTreeSet<u64>,
    born: BTreeSet<u64>,
    texts: BTreeMap<u64, Text>,
    attributes: Vec<(u64, Vec<(Text, AttributeValue)>)>,
    /// Entries that no sound recorder writes, put behind the others.
    pub odd: Mutation,
    changes: usize,
}

pub(super) struct Recorder {
    pub tabs: Vec<Page>,
    pub tab: usize,
    pub dice: Dice,
    pub pending: Pending,
    pub counts: Counts,
    pub records: Vec<Record>,
    pub clock_ms: f64,
    has_tabs: bool,
}

impl Recorder {
    pub fn new(seed: u64, has_tabs: bool) -> Recorder {
        Recorder {
            tabs: Vec::new(),
            tab: 0,
            dice: Dice::new(seed),
            pending: Pending::default(),
            counts: Counts::default(),
            records: Vec::new(),
            clock_ms: wire::EPOCH_MS,
            has_tabs,
        }
    }

    pub fn begin(&mut self, seed: u64) {
        self.dice = Dice::new(seed);
    }

    pub fn page(&mut self) -> &mut Page {
        &mut self.tabs[self.tab]
    }

    pub fn pick(&mut self, from: &[u64]) -> Option<u64> {
        self.dice.pick(from)
    }

    fn tab_name(&self) -> Option<String> {
        self.has_tabs.then(|| format!("w{}", self.tab))
    }

    // -- Changes of the page, for the next mutation event -----------------------------------------------------------

    /// A new node was put into the page.
    pub fn born(&mut self, id: u64) {
        self.pending.born.insert(id);
        self.pending.changes += 1;
    }

    /// A node is about to leave its place, for another or for good.
    pub fn leaves(&mut self, id: u64) {
        self.pending.changes += 1;
        if self.pending.born.contains(&id) || self.pending.moved.contains(&id) {
            return;
        }
        let Some((parent, place)) = self.page().get(id).and_then(|node| Some((node.parent?, node.place)))
        else {
            return;
        };
        self.pending.moved.insert(id);
        let shadow = place == Place::ShadowChild;
        self.pending.removes.push(Remove { parent: SourceNodeId::new(parent), id: SourceNodeId(id), shadow });
    }

    pub fn remove(&mut self, id: u64) {
        self.leaves(id);
        self.page().delete(id);
    }

    pub fn put(&mut self, id: u64, parent: u64, place: Place, index: usize) {
        self.leaves(id);
        self.page().detach(id);
        self.page().insert(id, parent, place, index);
    }

    pub fn text_changed(&mut self, id: u64, value: Text) {
        self.pending.changes += 1;
        self.pending.texts.insert(id, value);
    }

    pub fn attribute_changed(&mut self, id: u64, name: &str, value: AttributeValue) {
        self.pending.changes += 1;
        let index = self.pending.attributes.iter().position(|(known, _)| *known == id).unwrap_or_else(|| {
            self.pending.attributes.push((id, Vec::new()));
            self.pending.attributes.len() - 1
        });
        let entries = &mut self.pending.attributes[index].1;
        entries.retain(|(known, _)| known != name);
        entries.push((name.into(), value));
    }

    /// Whether the event being gathered says nothing about the place of this node or of one above it. Recorders name the
    /// neighbours of a node; adds that leave its place open under a parent that moves too have no defined order.
    pub fn is_quiet(&mut self, id: u64) -> bool {
        let mut noisy: BTreeSet<u64> = self.pending.born.union(&self.pending.moved).copied().collect();
        let odd = self.pending.odd.adds.iter().flat_map(|add| &add.tree.nodes);
        noisy.extend(odd.filter_map(|node| node.id).map(|id| id.0));
        let page = self.page();
        let mut at = Some(id);
        while let Some(id) = at {
            if noisy.contains(&id) {
                return false;
            }
            at = page.get(id).and_then(|node| node.parent);
        }
        true
    }

    pub fn has_odd(&self) -> bool {
        self.pending.odd != Mutation::default()
    }

    pub fn odd(&mut self, change: impl FnOnce(&mut Mutation)) {
        self.pending.changes += 1;
        change(&mut self.pending.odd);
    }

    /// Writes the changes so far as one event.
    pub fn flush(&mut self) {
        let pending = std::mem::take(&mut self.pending);
        if pending.changes == 0 {
            return;
        }
        if pending.changes > 1 {
            self.counts.shape("several changes in one event");
        }
        let listed = self.listed(&pending);
        let adds = self.adds(&listed, &pending);
        let page = &self.tabs[self.tab];
        let is_told = |id: &u64| page.get(*id).is_some() && !listed.contains(id);
        let texts = pending.texts.into_iter().filter(|(id, _)| is_told(id));
        let attributes = pending.attributes.into_iter().filter(|(id, _)| is_told(id));
        let mut mutation = Mutation {
            removes: pending.removes,
            adds,
            texts: texts.map(|(id, value)| TextChange { id: SourceNodeId(id), value }).collect(),
            attributes: attributes
                .map(|(id, entries)| AttributeChange { id: SourceNodeId(id), entries })
                .collect(),
            attaches_frame: false,
        };
        mutation.removes.extend(pending.odd.removes);
        mutation.adds.extend(pending.odd.adds);
        mutation.texts.extend(pending.odd.texts);
        mutation.attributes.extend(pending.odd.attributes);
        if mutation != Mutation::default() {
            self.emit(EventKind::Mutation(Box::new(mutation)));
        }
    }

    /// Every node that stands at a new place, with all below it. Frames among them have lost their documents.
    fn listed(&mut self, pending: &Pending) -> Vec<u64> {
        let root = self.page().root;
        let mut listed: Vec<u64> = Vec::new();
        let mut inside: BTreeSet<u64> = BTreeSet::new();
        let mut levels = 0;
        for id in self.page().subtree(root) {
            let Some(node) = self.page().get(id) else { continue };
            let with_parent = node.parent.is_some_and(|parent| inside.contains(&parent));
            let is_lost = with_parent && node.place == Place::FrameDocument;
            if is_lost {
                self.page().delete(id);
                continue;
            }
            if with_parent || pending.born.contains(&id) || pending.moved.contains(&id) {
                let was_there = !pending.born.contains(&id);
                levels += usize::from(with_parent && was_there);
                inside.insert(id);
                listed.push(id);
            }
        }
        if levels > 2 {
            self.counts.shape("moves: of a subtree of several levels");
        }
        listed
    }

    fn adds(&mut self, listed: &[u64], pending: &Pending) -> Vec<Add> {
        let mut order = match self.dice.below(6) {
            0 => {
                self.counts.shape("adds: in document order");
                listed.to_vec()
            }
            1 => {
                self.counts.shape("adds: in any order");
                let mut order = listed.to_vec();
                for index in (1..order.len()).rev() {
                    let other = self.dice.below(index + 1);
                    order.swap(index, other);
                }
                order
            }
            _ => {
                self.counts.shape("adds: parents first, siblings last to first");
                self.the_last_of(listed)
            }
        };
        order.retain(|id| self.tabs[self.tab].get(*id).is_some());
        let was_there = |id: &u64| !pending.born.contains(id);
        if order.iter().any(|id| was_there(id) && !self.tabs[self.tab].nodes[id].shadow.is_empty()) {
            self.counts.shape("moves: with a shadow tree");
        }
        order.iter().filter_map(|id| self.add(*id)).collect()
    }

    /// Parents before their children, and siblings from the last to the first.
    fn the_last_of(&mut self, listed: &[u64]) -> Vec<u64> {
        let is_listed: BTreeSet<u64> = listed.iter().copied().collect();
        let page = &self.tabs[self.tab];
        let mut order = Vec::new();
        let mut stack = vec![page.root];
        while let Some(id) = stack.pop() {
            if is_listed.contains(&id) {
                order.push(id);
            }
            let Some(node) = page.get(id) else { continue };
            // The stack is popped from its end, so the last sibling comes out first.
            stack.extend(node.content);
            stack.extend(&node.shadow);
            stack.extend(&node.children);
        }
        order
    }

    /// The record of one node at its place.
    pub fn add(&self, id: u64) -> Option<Add> {
        let page = &self.tabs[self.tab];
        let parent = page.get(id)?.parent?;
        let next = page.next_sibling(id).map_or(Sibling::None, |next| Sibling::Node(SourceNodeId(next)));
        let mut tree = page.tree(id, false);
        without_scroll(&mut tree);
        Some(Add { parent: SourceNodeId(parent), next, previous: Sibling::None, tree })
    }

    // -- Events -----------------------------------------------------------------------------------------------------

    pub fn emit(&mut self, kind: EventKind) {
        let json = wire::record(&kind, self.clock_ms, self.tab_name().as_deref());
        self.push(json, Some(vec![(self.clock_ms, kind)]));
    }

    /// Changes that are waiting are told first.
    pub fn tell(&mut self, kind: EventKind) -> Option<()> {
        self.flush();
        self.emit(kind);
        Some(())
    }

    /// Samples with their ages in milliseconds.
    pub fn tell_pointer(&mut self, samples: &[(f64, PointerSample)]) -> Option<()> {
        self.flush();
        let samples: Vec<(f64, PointerSample)> =
            samples.iter().map(|(age, sample)| (self.clock_ms - age, *sample)).collect();
        let json = wire::pointer_batch(&samples, self.clock_ms, self.tab_name().as_deref());
        let says = samples.into_iter().map(|(taken, sample)| (taken, EventKind::PointerMove(sample)));
        self.push(json, Some(says.collect()));
        Some(())
    }

    /// An event that only its JSON describes.
    pub fn tell_raw(&mut self, kind: u32, data: serde_json::Value) -> Option<()> {
        self.flush();
        let json = wire::envelope(kind, data, self.clock_ms, self.tab_name().as_deref());
        self.push(json, None);
        Some(())
    }

    fn push(&mut self, json: String, says: Option<Vec<(f64, EventKind)>>) {
        let place = self.records.len() as f64;
        self.records.push(Record { wall_ms: self.clock_ms, json, says, place });
        self.clock_ms += match self.dice.below(12) {
            0 | 1 => {
                self.counts.shape("equal times");
                0.0
            }
            2 => {
                self.counts.shape("fractional times");
                0.5
            }
            3 if self.dice.one_in(6) => {
                self.counts.shape("idle spans");
                3_000.0 + self.dice.below(7_000) as f64
            }
            _ => 1.0 + self.dice.below(60) as f64,
        };
    }

    /// What happens to the file rather than to the page.
    pub fn file_act(&mut self, act: Act) -> Option<()> {
        self.flush();
        let count = self.records.len();
        let last = self.records.last()?.clone();
        match act {
            Act::LateLittle => self.records[count - 1].place += 2.5,
            Act::LateMuch => {
                // Behind what came three seconds after it: more than the order of a stream repairs by itself.
                self.records[count - 1].place = f64::INFINITY;
                self.clock_ms += 3_500.0;
            }
            Act::SameTime => self.clock_ms = last.wall_ms,
            Act::Repeat => self.records.push(Record { place: count as f64, says: None, ..last }),
            _ => return None,
        }
        Some(())
    }

    pub fn finish(mut self, form: Form) -> Generated {
        self.flush();
        self.records.sort_by(|a, b| a.place.total_cmp(&b.place));
        let texts: Vec<&str> = self.records.iter().map(|record| record.json.as_str()).collect();
        let file = match form {
            Form::Array => format!("[{}]", texts.join(",\n")),
            Form::Lines => texts.join("\n"),
            Form::Object => format!("{{\"events\": [{}]}}", texts.join(", ")),
        };
        Generated { file, records: self.records, counts: self.counts }
    }
}

/// Recorders leave scroll offsets out of adds.
fn without_scroll(tree: &mut SnapshotTree) {
    for node in &mut tree.nodes {
        let TreeNodeKind::Element(element) = &mut node.kind else { continue };
        if let Some(extra) = &mut element.extra {
            extra.scroll = None;
            if **extra == events::ElementExtra::default() {
                element.extra = None;
            }
        }
    }
}
