//! The document as a value: pages of nodes, shared until written to.

mod assembly;
mod delta;
mod journal;
mod pages;

pub use assembly::{Assembly, AssemblyPage};
pub use delta::DocumentDelta;
use journal::Journal;
pub use journal::Touched;
pub use pages::PageNumber;
pub(crate) use pages::{Page, Pages};

use crate::{Node, NodeData, NodeKey, Sheet};
use events::{Font, Interaction, PointerSample, SelectionRange, StyleId, Text, Timestamp};
use hashbrown::HashMap;
use std::sync::Arc;

/// Everything recorded that is true at one moment.
/// Cloning copies a short table only; writing copies the page that is written to.
/// Invariant: every key reachable by a link has a node, and links agree in both directions (`integrity`).
#[derive(Clone, Debug, Default)]
pub struct Document {
    pages: Pages,
    root: Option<NodeKey>,
    node_count: usize,
    journal: Journal,
    pub(crate) state: PageState,
}

/// The part of a document that is not in its nodes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct PageState {
    /// Rises at every new page: keys of different epochs have nothing to do with each other.
    pub epoch: u32,
    pub viewport: Option<(f64, f64)>,
    pub href: Text,
    /// Constructed sheets by id.
    pub constructed: Arc<HashMap<StyleId, Arc<Sheet>>>,
    pub fonts: Arc<Vec<Font>>,
    pub selection: Arc<[SelectionRange]>,
    pub focused: Option<NodeKey>,
    pub hidden: HiddenState,
}

/// State that no stage shows by itself but that later events, overlays or keyframes need.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct HiddenState {
    /// How many nodes without an id were met: the next one's number.
    pub nameless: u64,
    /// Whether a full snapshot was applied.
    pub has_base: bool,
    /// The address when the last full snapshot was taken.
    pub base_href: Text,
    /// Another page was announced since the last full snapshot: the next one begins a new epoch.
    pub navigated: bool,
    /// The page's content has loaded and its load event has not come yet: the next one is not another page's.
    pub awaits_load: bool,
    /// Frame documents that arrived before their frame, by the frame's id.
    pub parked: Arc<Vec<(NodeKey, Arc<events::SnapshotTree>)>>,
    /// Nodes whose place old recorders left open, with the siblings they named.
    pub waiting: Arc<Vec<Waiting>>,
    /// The newest last: where the pointer is and was.
    pub trail: Arc<Vec<(Timestamp, PointerSample)>>,
    /// The newest last: what was pressed.
    pub presses: Arc<Vec<(Timestamp, Interaction)>>,
}

/// (node, previous, next): stands last until a later node names it as its neighbour.
pub type Waiting = (NodeKey, Option<NodeKey>, Option<NodeKey>);

/// A document taken apart, for keyframes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct DocumentParts {
    /// Sorted by key.
    pub nodes: Vec<(NodeKey, Node)>,
    pub root: Option<NodeKey>,
    pub state: PageState,
}

impl Document {
    pub fn new() -> Document {
        Document::default()
    }

    /// The top document's node.
    pub fn root(&self) -> Option<NodeKey> {
        self.root
    }

    pub fn node_count(&self) -> usize {
        self.node_count
    }

    pub fn state(&self) -> &PageState {
        &self.state
    }

    #[inline]
    pub fn node(&self, key: NodeKey) -> Option<&Node> {
        let (page, slot) = place(key);
        self.pages.get(page)?.get(slot)?.as_ref()
    }

    /// Children in order, without the shadow root and the frame document.
    pub fn children(&self, key: NodeKey) -> Children<'_> {
        self.children_from(self.node(key).and_then(|node| node.first_child))
    }

    /// A child and the siblings behind it.
    pub(crate) fn children_from(&self, first: Option<NodeKey>) -> Children<'_> {
        Children { document: self, next: first }
    }

    /// The node and everything below it in document order: a node, its shadow root, its children, its frame document.
    pub fn walk(&self, from: NodeKey) -> Walk<'_> {
        Walk { document: self, stack: vec![from] }
    }

    /// The same in another order: level by level.
    pub(crate) fn below(&self, from: NodeKey) -> Vec<NodeKey> {
        let mut keys = vec![from];
        let mut index = 0;
        while let Some(&key) = keys.get(index) {
            index += 1;
            if let Some(node) = self.node(key) {
                keys.extend(node.shadow);
                keys.extend(self.children_from(node.first_child));
                keys.extend(node.content);
            }
        }
        keys
    }

    pub(crate) fn pages(&self) -> &Pages {
        &self.pages
    }

    /// From now on every node that is written to is remembered as it was. Taking a document apart or together again
    /// writes to nothing.
    pub fn watch(&mut self) {
        self.journal.begin();
    }

    /// What was written to since it was watched, or since the last call. `used` is an old answer whose memory is used
    /// again.
    pub fn take_touched(&mut self, mut used: Touched) -> Touched {
        used.clear();
        self.journal.exchange(used)
    }

    /// All nodes, in no order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeKey, &Node)> {
        self.pages.nodes()
    }

    pub fn to_parts(&self) -> DocumentParts {
        let mut nodes: Vec<_> = self.nodes().map(|(key, node)| (key, node.clone())).collect();
        nodes.sort_unstable_by_key(|(key, _)| *key);
        DocumentParts { nodes, root: self.root, state: self.state.clone() }
    }

    /// The inverse of `to_parts`. Links are taken as they are: the caller vouches for them or runs `check_integrity`.
    pub fn from_parts(parts: DocumentParts) -> Document {
        let mut document = Document { state: parts.state, root: parts.root, ..Document::default() };
        for (key, node) in parts.nodes {
            document.put(key, node);
        }
        document
    }

    // -- The single writer: `mutator.rs` and `apply.rs` of this crate, nobody else. ---------------------------------

    pub(crate) fn node_mut(&mut self, key: NodeKey) -> Option<&mut Node> {
        let (page, slot) = place(key);
        let node = self.pages.get_mut(page)?.get_mut(slot)?.as_mut();
        if self.journal.is_on() {
            self.journal.note(key, node.as_deref());
        }
        node
    }

    pub(crate) fn set_root(&mut self, root: Option<NodeKey>) {
        self.root = root;
    }

    pub(crate) fn put(&mut self, key: NodeKey, node: Node) {
        let (page, slot) = place(key);
        if let Some(slot) = self.pages.get_or_make(page).and_then(|page| page.get_mut(slot)) {
            self.journal.note(key, slot.as_ref());
            if slot.replace(node).is_none() {
                self.node_count += 1;
            }
        }
    }

    /// Forgets one node; its links are the caller's care.
    pub(crate) fn take(&mut self, key: NodeKey) -> Option<Node> {
        let (number, slot) = place(key);
        let page = self.pages.get_mut(number)?;
        let node = page.get_mut(slot)?.take()?;
        self.journal.note(key, Some(&node));
        self.node_count -= 1;
        if page.iter().all(Option::is_none) {
            self.pages.remove(number);
        }
        Some(node)
    }

    /// The same for many; neighbours by number are quicker.
    pub(crate) fn take_all(&mut self, keys: &[NodeKey], mut each: impl FnMut(NodeKey, Node)) {
        let mut keys = keys.iter().copied().peekable();
        while let Some((number, _)) = keys.peek().copied().map(place) {
            let mut page = self.pages.get_mut(number);
            while let Some(key) = keys.next_if(|&key| place(key).0 == number) {
                let slot = page.as_mut().and_then(|page| page.get_mut(place(key).1));
                if let Some(node) = slot.and_then(Option::take) {
                    self.node_count -= 1;
                    self.journal.note(key, Some(&node));
                    each(key, node);
                }
            }
            if page.is_some_and(|page| page.iter().all(Option::is_none)) {
                self.pages.remove(number);
            }
        }
    }

    pub(crate) fn clear_nodes(&mut self) {
        if self.journal.is_on() {
            for (key, node) in self.pages.nodes() {
                self.journal.note(key, Some(node));
            }
        }
        self.pages.clear();
        self.root = None;
        self.node_count = 0;
    }

    /// Takes a node out of its parent's children (or its host's shadow, or its frame's content). The subtree stays.
    pub(crate) fn unlink(&mut self, key: NodeKey) {
        let Some(node) = self.node_mut(key) else { return };
        let (parent, prev, next) = (node.parent.take(), node.prev.take(), node.next.take());
        if let Some(prev) = prev.and_then(|prev| self.node_mut(prev)) {
            prev.next = next;
        }
        if let Some(next) = next.and_then(|next| self.node_mut(next)) {
            next.prev = prev;
        }
        if let Some(parent) = parent.and_then(|parent| self.node_mut(parent)) {
            if parent.first_child == Some(key) {
                parent.first_child = next;
            }
            if parent.last_child == Some(key) {
                parent.last_child = prev;
            }
            if parent.shadow == Some(key) {
                parent.shadow = None;
            }
            if parent.content == Some(key) {
                parent.content = None;
            }
        }
    }

    /// Puts an unlinked node among `parent`'s children before `before`, or last.
    /// The caller has made sure that `before` is a child of `parent` and that `parent` is not inside `key`.
    pub(crate) fn link(&mut self, key: NodeKey, parent: NodeKey, before: Option<NodeKey>) {
        let prev = match before {
            Some(before) => self.node(before).and_then(|node| node.prev),
            None => self.node(parent).and_then(|node| node.last_child),
        };
        if let Some(node) = self.node_mut(key) {
            node.parent = Some(parent);
            node.prev = prev;
            node.next = before;
        }
        match prev.and_then(|prev| self.node_mut(prev)) {
            Some(prev) => prev.next = Some(key),
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.first_child = Some(key);
                }
            }
        }
        match before.and_then(|before| self.node_mut(before)) {
            Some(before) => before.prev = Some(key),
            None => {
                if let Some(parent) = self.node_mut(parent) {
                    parent.last_child = Some(key);
                }
            }
        }
    }

    /// Attaches an unlinked shadow root to its host.
    pub(crate) fn link_shadow(&mut self, root: NodeKey, host: NodeKey) {
        if let Some(node) = self.node_mut(root) {
            node.parent = Some(host);
        }
        if let Some(host) = self.node_mut(host) {
            host.shadow = Some(root);
        }
    }

    /// Attaches an unlinked document to its frame element.
    pub(crate) fn link_content(&mut self, content: NodeKey, frame: NodeKey) {
        if let Some(node) = self.node_mut(content) {
            node.parent = Some(frame);
        }
        if let Some(frame) = self.node_mut(frame) {
            frame.content = Some(content);
        }
    }

    /// Unlinks a node and forgets it with everything below it.
    pub(crate) fn purge(&mut self, key: NodeKey) {
        self.unlink(key);
        let doomed = self.below(key);
        self.take_all(&doomed, |_, _| {});
    }
}

/// Two documents are equal when every node and all state are, however their pages are shared.
impl PartialEq for Document {
    fn eq(&self, other: &Document) -> bool {
        self.root == other.root
            && self.state == other.state
            && self.node_count == other.node_count
            && self.pages.apart_from(&other.pages).all(|(_, ours, theirs)| ours == theirs)
    }
}

pub struct Children<'a> {
    document: &'a Document,
    next: Option<NodeKey>,
}

impl Iterator for Children<'_> {
    type Item = NodeKey;
    fn next(&mut self) -> Option<NodeKey> {
        let key = self.next?;
        self.next = self.document.node(key).and_then(|node| node.next);
        Some(key)
    }
}

pub struct Walk<'a> {
    document: &'a Document,
    stack: Vec<NodeKey>,
}

impl Iterator for Walk<'_> {
    type Item = NodeKey;
    fn next(&mut self) -> Option<NodeKey> {
        let key = self.stack.pop()?;
        if let Some(node) = self.document.node(key) {
            self.stack.extend(node.content);
            let mut child = node.last_child;
            while let Some(key) = child {
                self.stack.push(key);
                child = self.document.node(key).and_then(|node| node.prev);
            }
            self.stack.extend(node.shadow);
        }
        Some(key)
    }
}

#[inline]
fn place(key: NodeKey) -> (PageNumber, usize) {
    let size = pages::PAGE_NODES as u64;
    (key.raw() / size, (key.raw() % size) as usize)
}

pub(crate) fn page_nodes(number: PageNumber, page: &Page) -> impl Iterator<Item = (NodeKey, &Node)> {
    page.iter().enumerate().filter_map(move |(slot, node)| {
        let key = NodeKey::from_raw(number * pages::PAGE_NODES as u64 + slot as u64)?;
        node.as_ref().map(|node| (key, node))
    })
}

impl NodeData {
    pub fn is_document(&self) -> bool {
        matches!(self, NodeData::Document { .. })
    }
}
