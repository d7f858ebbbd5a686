//! Changes of the tree: removes, then adds to a fixpoint, then texts and attributes, each entry on its own.

use super::Writer;
use super::grow::Taken;
use super::order::{order, sibling};
use crate::document::Waiting;
use crate::fault::{self, Fault};
use crate::{Node, NodeData, NodeKey};
use events::limits::MAX_DOM_DEPTH;
use events::{Add, Code, Mutation, Remove, Sibling, TextChange, TreeNodeKind};
use hashbrown::HashSet;
use std::sync::Arc;

/// Nodes that wait for a neighbour at one time. The recorders that left places open left a handful.
const MAX_WAITING: usize = 256;

/// So few that comparing each with each other costs less than a table of them.
const FEW: usize = 8;

impl Writer<'_> {
    pub(super) fn mutation(&mut self, mutation: &Mutation) -> usize {
        for remove in &mutation.removes {
            self.remove(remove);
        }
        self.unfocus_if_gone();
        for index in order(&mutation.adds) {
            let is_dropped =
                fault::active(Fault::DropLastAdd) && index > 0 && index + 1 == mutation.adds.len();
            if let Some(add) = mutation.adds.get(index).filter(|_| !is_dropped) {
                self.add(add);
            }
        }
        self.texts(&mutation.texts);
        for change in &mutation.attributes {
            self.attributes(change);
        }
        self.settle();
        self.unfocus_if_gone();
        mutation.records()
    }

    /// Frame documents wait for their frame; nothing else can wait for a page that is not there.
    pub(super) fn mutation_before_base(&mut self, mutation: &Mutation) -> usize {
        let mut is_lost =
            !(mutation.removes.is_empty() && mutation.texts.is_empty() && mutation.attributes.is_empty());
        for add in &mutation.adds {
            match add.tree.nodes.first().map(|root| &root.kind) {
                Some(TreeNodeKind::Document { .. }) => self.park(NodeKey::from_source(add.parent), &add.tree),
                _ => is_lost = true,
            }
        }
        if is_lost {
            self.before_base("mutation");
        }
        mutation.records()
    }

    fn remove(&mut self, remove: &Remove) {
        let Some(key) = self.resolve(remove.id, "remove") else { return };
        if self.document.root() == Some(key) {
            self.warn(Code::InvalidTree, "A record removes the whole document, which was kept");
            return;
        }
        let actual = self.document.node(key).and_then(|node| node.parent);
        let recorded = remove.parent.map(NodeKey::from_source);
        let stands_there = match actual {
            Some(actual) if actual.is_shadow_root() => recorded.map(NodeKey::shadow_root) == Some(actual),
            _ => recorded == actual,
        };
        if !stands_there && recorded.is_some() {
            self.note(
                Code::ParentMismatch,
                format!("Node {key:?} was removed from another parent than recorded"),
            );
        }
        self.purge(key);
    }

    /// Removes a node with everything below it, and remembers what a re-add in the same event may need.
    pub(super) fn purge(&mut self, key: NodeKey) {
        if let Some(parent) = self.document.node(key).and_then(|node| node.parent) {
            let is_text = matches!(self.document.node(key).map(|node| &node.data), Some(NodeData::Text(_)));
            self.children_will_change(parent, is_text);
        }
        self.scratch.depths.clear();
        self.document.unlink(key);
        let doomed = if fault::active(Fault::KeepPurgedIds) { vec![key] } else { self.document.below(key) };
        let adopted = &mut self.scratch.adopted;
        self.document.take_all(&doomed, |key, node| {
            if let Some(list) = node.live.as_ref().and_then(|live| live.adopted.clone())
                && !fault::active(Fault::ForgetAdoptionOnMove)
            {
                adopted.insert(key, list);
            }
        });
        let gone = &mut self.scratch.gone;
        gone.put(doomed);
        if !self.document.state.hidden.waiting.is_empty() {
            Arc::make_mut(&mut self.document.state.hidden.waiting)
                .retain(|(waiting, ..)| !gone.contains(*waiting));
        }
    }

    fn unfocus_if_gone(&mut self) {
        if self.document.state.focused.is_some_and(|key| self.document.node(key).is_none()) {
            self.document.state.focused = None;
        }
    }

    fn add(&mut self, add: &Add) {
        let Some(root) = add.tree.nodes.first() else { return };
        let parent = NodeKey::from_source(add.parent);
        let is_document = matches!(root.kind, TreeNodeKind::Document { .. });
        if self.document.node(parent).is_none() {
            if is_document {
                self.park(parent, &add.tree);
            } else {
                let sentence = format!("A node was added to node {}, which is not on the page", add.parent.0);
                self.warn(Code::DroppedAdd, sentence);
            }
            return;
        }
        if is_document {
            self.attach(parent, &add.tree);
            return;
        }
        if self.is_full() || self.depth_of(parent, 1) + 1 > MAX_DOM_DEPTH {
            self.limit();
            return;
        }
        let Some(container) = self.container(parent, root) else { return };
        if root.id.map(NodeKey::from_source) == Some(parent) {
            self.inside_itself(parent);
            return;
        }
        let known = root.id.map(NodeKey::from_source).filter(|&key| self.same_kind(key, root));
        let key = match known {
            Some(key) if self.is_inside(container, key) => {
                self.inside_itself(key);
                return;
            }
            Some(key) => {
                self.refresh(key, root);
                key
            }
            None => {
                let (key, _) = self.claim(root.id);
                let node = self.node_from(root);
                self.document.put(key, node);
                self.built(key, root);
                key
            }
        };
        let before = self.position(add, container, key);
        self.link_new(key, root, container, before);
        if let NodeData::Element(_) = root_data(self.document.node(key)) {
            self.grow_below(&add.tree, key, Taken::Move);
        }
        self.legacy_siblings(add, key, container);
    }

    pub(super) fn inside_itself(&mut self, key: NodeKey) {
        let sentence = format!("Node {key:?} was put inside itself and was left where it is");
        self.warn(Code::InvalidTree, sentence);
    }

    /// Whether a node is one of the children; the document of a frame is not, though the frame is its parent.
    fn is_child(&self, key: NodeKey, container: NodeKey) -> bool {
        self.document.node(key).is_some_and(|node| node.parent == Some(container) && !node.data.is_document())
    }

    /// The sibling to stand before; None for the last place.
    fn position(&mut self, add: &Add, container: NodeKey, key: NodeKey) -> Option<NodeKey> {
        let waits =
            |key: &NodeKey| self.document.state.hidden.waiting.iter().any(|(waiting, ..)| waiting == key);
        let previous = sibling(add.previous).map(NodeKey::from_source).filter(|key| !waits(key));
        let next = sibling(add.next).map(NodeKey::from_source).filter(|key| !waits(key));
        let stands_here = |sibling: &NodeKey| self.is_child(*sibling, container);
        if let Some(previous) = previous.filter(|&previous| previous != key).filter(stands_here)
            && let Some(behind) = self.document.node(previous).and_then(|node| node.next)
        {
            return Some(behind);
        }
        let next = next.filter(|_| !fault::active(Fault::IgnoreNextSibling))?;
        if next != key && stands_here(&next) {
            return Some(next);
        }
        self.note(
            Code::MissingSibling,
            format!(
                "Node {key:?} was to stand before node {next:?}, which is not there, and stands last instead"
            ),
        );
        None
    }

    /// Old recorders named siblings that had no id yet by a placeholder. Such a node stands last until a neighbour names it.
    fn legacy_siblings(&mut self, add: &Add, key: NodeKey, container: NodeKey) {
        if add.previous == Sibling::Unknown || add.next == Sibling::Unknown {
            let neighbours = (
                key,
                sibling(add.previous).map(NodeKey::from_source),
                sibling(add.next).map(NodeKey::from_source),
            );
            let waiting = Arc::make_mut(&mut self.document.state.hidden.waiting);
            if waiting.len() >= MAX_WAITING {
                waiting.remove(0);
            }
            waiting.push(neighbours);
            return;
        }
        let mut at = (key, sibling(add.previous), sibling(add.next));
        // Each turn takes one entry out of the waiting list, so this ends.
        loop {
            let (key, previous, next) = at;
            if self.document.state.hidden.waiting.is_empty() {
                return;
            }
            let previous = previous.map(NodeKey::from_source).and_then(|key| self.stop_waiting(key));
            let next = next.map(NodeKey::from_source).and_then(|key| self.stop_waiting(key));
            if let Some((waiting, ..)) = previous {
                self.relink(waiting, container, Some(key));
            }
            if let Some((waiting, ..)) = next {
                let behind = self.document.node(key).and_then(|node| node.next);
                if behind != Some(waiting) {
                    self.relink(waiting, container, behind);
                }
            }
            let Some((waiting, before, behind)) = previous.or(next) else { return };
            at = (waiting, before.and_then(NodeKey::source), behind.and_then(NodeKey::source));
        }
    }

    fn stop_waiting(&mut self, key: NodeKey) -> Option<Waiting> {
        let waiting = &mut self.document.state.hidden.waiting;
        let index = waiting.iter().position(|(waiting, ..)| *waiting == key)?;
        Some(Arc::make_mut(waiting).remove(index))
    }

    fn relink(&mut self, key: NodeKey, container: NodeKey, before: Option<NodeKey>) {
        // What stands directly in a document has an order of its own.
        let in_document = self.document.node(container).is_some_and(|node| node.data.is_document());
        if self.is_child(key, container) && !in_document && before != Some(key) {
            self.document.unlink(key);
            self.document.link(key, container, before);
        }
    }

    /// The last value of each id counts.
    fn texts(&mut self, texts: &[TextChange]) {
        if fault::active(Fault::FirstTextCounts) {
            texts.iter().rev().for_each(|change| self.text(change));
            return;
        }
        if texts.len() <= FEW {
            for (index, change) in texts.iter().enumerate() {
                if texts.iter().skip(index + 1).all(|later| later.id != change.id) {
                    self.text(change);
                }
            }
            return;
        }
        let mut seen = HashSet::new();
        let mut last: Vec<&TextChange> = texts.iter().rev().filter(|change| seen.insert(change.id)).collect();
        last.reverse();
        for change in last {
            self.text(change);
        }
    }

    fn text(&mut self, change: &TextChange) {
        let Some(key) = self.resolve(change.id, "text") else { return };
        let parent = self.document.node(key).and_then(|node| node.parent);
        if let Some(parent) = parent {
            let is_text = matches!(self.document.node(key).map(|node| &node.data), Some(NodeData::Text(_)));
            self.children_will_change(parent, is_text);
        }
        match self.document.node_mut(key).map(|node| &mut node.data) {
            Some(NodeData::Text(text) | NodeData::Comment(text)) => *text = change.value.clone(),
            Some(NodeData::Element(_)) => {
                let children: Vec<NodeKey> = self.document.children(key).collect();
                for child in children {
                    self.purge(child);
                }
                let text = self.nameless();
                self.document.put(text, Node::new(NodeData::Text(change.value.clone())));
                self.children_will_change(key, true);
                self.document.link(text, key, None);
            }
            // Cdata is always recorded as empty, and the others have no text.
            _ => {}
        }
    }
}

fn root_data(node: Option<&Node>) -> &NodeData {
    node.map_or(&NodeData::Cdata, |node| &node.data)
}
