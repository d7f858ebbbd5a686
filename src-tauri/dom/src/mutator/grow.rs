//! Recorded trees become nodes of the document: their keys, their places, and the limits on them.

use super::Writer;
use super::recorded::{is_frame, is_same_kind};
use crate::fault::{self, Fault};
use crate::scrolling::scrolls_window;
use crate::{Node, NodeData, NodeKey};
use events::limits::{MAX_DOM_DEPTH, MAX_NODES};
use events::{Code, SnapshotTree, SourceNodeId, TreeNode, TreeNodeKind};
use hashbrown::HashMap;
use std::sync::Arc;

/// What an id means that is already taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Taken {
    /// Another node: the new one owns the id from now on, the old one stays in the tree without a name.
    Displace,
    /// The same node at a new place.
    Move,
}

/// Levels that are sooner walked up again than remembered.
const SHORT_WALK: usize = 32;

impl Writer<'_> {
    /// Builds everything below the root of `tree`, which stands in the document as `root` already.
    pub(super) fn grow_below(&mut self, tree: &SnapshotTree, root: NodeKey, taken: Taken) {
        if tree.nodes.len() < 2 {
            return;
        }
        let mut depths = Vec::with_capacity(tree.nodes.len());
        depths.push(self.depth_of(root, tree.nodes.len()));
        // What goes while the tree is being built: its keys may be claimed again by later nodes of the tree.
        let mut gone = self.scratch.gone.count();
        let mut grown = Grown { keys: vec![Some(root)], owners: None };
        for node in tree.nodes.iter().skip(1) {
            let index = node.parent.unwrap_or(0) as usize;
            let depth = depths.get(index).copied().unwrap_or(0) + 1 + usize::from(node.shadow);
            let parent = grown.keys.get(index).copied().flatten();
            let key = parent.and_then(|parent| self.grow_child(node, parent, depth, taken, &mut grown));
            for &key in self.scratch.gone.behind(gone) {
                grown.forget(key);
            }
            gone = self.scratch.gone.count();
            if let (Some(owners), Some(key)) = (&mut grown.owners, key) {
                owners.insert(key, grown.keys.len());
            }
            grown.keys.push(key);
            depths.push(depth);
        }
    }

    fn grow_child(
        &mut self,
        node: &TreeNode,
        parent: NodeKey,
        depth: usize,
        taken: Taken,
        grown: &mut Grown,
    ) -> Option<NodeKey> {
        let container = self.container(parent, node)?;
        if depth > MAX_DOM_DEPTH || self.is_full() {
            self.limit();
            return None;
        }
        let key = match node.id.map(NodeKey::from_source) {
            Some(key) if taken == Taken::Move && self.same_kind(key, node) => {
                if key == parent || self.is_inside(container, key) {
                    self.inside_itself(key);
                    return None;
                }
                self.refresh(key, node);
                key
            }
            _ => {
                let (key, displaced) = self.claim(node.id);
                if let Some(nameless) = displaced {
                    grown.renamed(key, nameless);
                }
                let data = self.node_from(node);
                self.document.put(key, data);
                self.built(key, node);
                key
            }
        };
        // A displaced ancestor has another key by now.
        let parent = node.parent.and_then(|index| grown.keys.get(index as usize).copied().flatten())?;
        let container = self.container(parent, node)?;
        if !self.link_new(key, node, container, None) {
            self.document.purge(key);
            return None;
        }
        Some(key)
    }

    /// Where children of this kind stand: the node itself, its shadow root, or nowhere (reported).
    pub(super) fn container(&mut self, parent: NodeKey, child: &TreeNode) -> Option<NodeKey> {
        let is_document = matches!(child.kind, TreeNodeKind::Document { .. });
        let problem = match self.document.node(parent).map(|node| &node.data) {
            Some(NodeData::Element(element)) if is_document => {
                if is_frame(element) {
                    return Some(parent);
                }
                "A document was put into an element that is not a frame and was left out"
            }
            Some(NodeData::Element(_)) if child.shadow && !fault::active(Fault::ShadowAsLight) => {
                return Some(self.ensure_shadow(parent));
            }
            Some(NodeData::Element(_) | NodeData::ShadowRoot) if !is_document => return Some(parent),
            Some(NodeData::Document { .. }) => match child.kind {
                TreeNodeKind::Element(_) | TreeNodeKind::Doctype { .. } | TreeNodeKind::Comment(_) => {
                    return Some(parent);
                }
                _ => "A node stood directly in a document that cannot stand there and was left out",
            },
            _ => "A node was put into a node that has no children and was left out",
        };
        self.warn(Code::InvalidTree, problem);
        None
    }

    /// Links a node that stands nowhere yet. A document becomes the content of its frame. Says whether it was possible.
    pub(super) fn link_new(
        &mut self,
        key: NodeKey,
        node: &TreeNode,
        container: NodeKey,
        before: Option<NodeKey>,
    ) -> bool {
        if let TreeNodeKind::Document { .. } = node.kind {
            if let Some(old) = self.document.node(container).and_then(|frame| frame.content) {
                self.purge(old);
            }
            self.document.link_content(key, container);
            return self.document.node(key).is_some();
        }
        let in_document = self.document.node(container).is_some_and(|node| node.data.is_document());
        let before = if in_document { self.make_room(key, node, container, before) } else { before };
        self.children_will_change(container, matches!(node.kind, TreeNodeKind::Text(_)));
        self.document.link(key, container, before);
        self.hand_scroll_to_window(key);
        true
    }

    /// A window has one pair of offsets, whether they were recorded on its document or on the element that scrolls it.
    fn hand_scroll_to_window(&mut self, key: NodeKey) {
        let scroll = self.document.node(key).and_then(|node| node.live.as_ref()).and_then(|live| live.scroll);
        let Some(scroll) = scroll else { return };
        let Some(window) = scrolls_window(self.document, key) else { return };
        if let Some(node) = self.document.node_mut(key) {
            node.edit_live(|live| live.scroll = None);
        }
        if let Some(window) = self.document.node_mut(window)
            && window.live().scroll.is_none()
        {
            window.edit_live(|live| live.scroll = Some(scroll));
        }
    }

    /// A document has one doctype, one root element, and the doctype stands first: what was there before is replaced.
    fn make_room(
        &mut self,
        key: NodeKey,
        node: &TreeNode,
        document: NodeKey,
        before: Option<NodeKey>,
    ) -> Option<NodeKey> {
        let is_doctype = matches!(node.kind, TreeNodeKind::Doctype { .. });
        let is_element = matches!(node.kind, TreeNodeKind::Element(_));
        if !is_doctype && !is_element {
            return before;
        }
        let replaced = self.document.children(document).find(|&child| {
            child != key
                && match self.document.node(child).map(|child| &child.data) {
                    Some(NodeData::Doctype(_)) => is_doctype,
                    Some(NodeData::Element(_)) => is_element,
                    _ => false,
                }
        });
        let mut before = before;
        if let Some(replaced) = replaced {
            self.note(Code::InvalidTree, "A document got a second root or doctype, which replaced the first");
            if before == Some(replaced) {
                before = self.document.node(replaced).and_then(|node| node.next);
            }
            self.purge(replaced);
        }
        let kind_of = |child: NodeKey| self.document.node(child).map(|child| &child.data);
        let is_other = |child: &NodeKey| match kind_of(*child) {
            Some(NodeData::Element(_)) => is_doctype,
            Some(NodeData::Doctype(_)) => is_element,
            _ => false,
        };
        let Some(other) = self.document.children(document).find(is_other) else { return before };
        let stands_before_other = before.is_some_and(|before| {
            before == other
                || self
                    .document
                    .children(document)
                    .take_while(|&child| child != other)
                    .any(|child| child == before)
        });
        if is_doctype && !stands_before_other {
            return Some(other);
        }
        if is_element && stands_before_other {
            return self.document.node(other).and_then(|node| node.next);
        }
        before
    }

    /// The shadow root of a host, made where it is missing.
    pub(super) fn ensure_shadow(&mut self, host: NodeKey) -> NodeKey {
        let root = host.shadow_root();
        if self.document.node(host).is_none_or(|node| node.shadow.is_some()) {
            return root;
        }
        let mut node = Node::new(NodeData::ShadowRoot);
        if let Some(adopted) = self.scratch.adopted.remove(&root) {
            node.edit_live(|live| live.adopted = Some(adopted));
        }
        self.document.put(root, node);
        self.document.link_shadow(root, host);
        root
    }

    /// The key for a node with this id; where the id is taken, its holder gets a nameless key, which is returned too.
    pub(super) fn claim(&mut self, id: Option<SourceNodeId>) -> (NodeKey, Option<NodeKey>) {
        let Some(key) = id.map(NodeKey::from_source) else { return (self.nameless(), None) };
        if self.document.node(key).is_none() {
            return (key, None);
        }
        if self.document.root() == Some(key) {
            self.warn(Code::DuplicateId, "A node has the id of the page's document and goes without a name");
            return (self.nameless(), None);
        }
        if fault::active(Fault::EarlierKeepsId) {
            return (self.nameless(), None);
        }
        self.warn(Code::DuplicateId, format!("Two nodes have the id {}; the later one keeps it", key.raw()));
        let nameless = self.nameless();
        self.document.rekey(key, nameless);
        (key, Some(nameless))
    }

    pub(super) fn nameless(&mut self) -> NodeKey {
        let hidden = &mut self.document.state.hidden;
        hidden.nameless += 1;
        NodeKey::nameless(hidden.nameless)
    }

    /// Whether the document has a node with this key that can be `node` at another time: of the same kind and tag.
    pub(super) fn same_kind(&self, key: NodeKey, node: &TreeNode) -> bool {
        self.document.node(key).is_some_and(|known| is_same_kind(&known.data, &node.kind))
    }

    /// Takes a node out of its place and gives it the data recorded now. Its children and its shadow tree stay with it;
    /// its scroll offsets do not, as in the recorded page.
    pub(super) fn refresh(&mut self, key: NodeKey, node: &TreeNode) {
        if let Some(parent) = self.document.node(key).and_then(|node| node.parent) {
            let is_text = matches!(node.kind, TreeNodeKind::Text(_));
            self.children_will_change(parent, is_text);
        }
        self.document.unlink(key);
        self.scratch.depths.clear();
        let fresh = self.node_from(node);
        if let Some(known) = self.document.node_mut(key) {
            let canvas = known.live.as_ref().and_then(|live| live.canvas.clone());
            if known.data != fresh.data {
                known.data = fresh.data;
            }
            known.live = fresh.live;
            if known.live().picture.is_none() && canvas.is_some() {
                known.edit_live(|live| live.canvas = canvas);
            }
        }
        self.built(key, node);
    }

    /// What a new or refreshed node means for the rest of the event.
    pub(super) fn built(&mut self, key: NodeKey, node: &TreeNode) {
        let TreeNodeKind::Element(element) = &node.kind else { return };
        let extra = element.extra.as_deref();
        if element.shadow_host {
            self.ensure_shadow(key);
        }
        if let Some(adopted) = extra.and_then(|extra| extra.adopted.as_ref()).filter(|list| !list.is_empty())
        {
            let root = self.ensure_shadow(key);
            if let Some(root) = self.document.node_mut(root) {
                root.edit_live(|live| live.adopted = Some(Arc::from(adopted.as_slice())));
            }
        }
        match &*element.tag {
            "style" if extra.is_some_and(|extra| extra.sheet.is_some()) => {
                self.scratch.sheets.push((key, true))
            }
            "iframe" | "frame" => self.scratch.frames.push(key),
            "option" if extra.is_some_and(|extra| extra.selected == Some(true)) => {
                self.scratch.chosen.push(key)
            }
            "select" => {
                if let Some(value) = extra.and_then(|extra| extra.value.clone()) {
                    self.scratch.valued.push((key, value));
                }
            }
            _ => {}
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.document.node_count() >= MAX_NODES
    }

    pub(super) fn limit(&mut self) {
        self.warn(
            Code::LimitReached,
            "The page is deeper or larger than the limits allow; a node was left out",
        );
    }

    /// Levels above a node. Where there are fewer nodes than levels allowed, the coming ones included, it cannot be too
    /// deep and is 0.
    pub(super) fn depth_of(&mut self, key: NodeKey, coming: usize) -> usize {
        // A host and its shadow root are two levels and may be counted as one node.
        if self.document.node_count() + 2 * coming < MAX_DOM_DEPTH {
            return 0;
        }
        let (mut steps, mut walked) = (0, 0);
        let mut at = Some(key);
        while let Some(next) = at {
            if !self.scratch.depths.is_empty()
                && let Some(known) = self.scratch.depths.get(&next)
            {
                steps += known;
                break;
            }
            at = self.document.node(next).and_then(|node| node.parent);
            steps += usize::from(at.is_some());
            walked += 1;
        }
        if walked > SHORT_WALK {
            self.scratch.depths.insert(key, steps);
        }
        steps
    }

    /// Whether `key` is `ancestor` or stands somewhere below it.
    pub(super) fn is_inside(&self, key: NodeKey, ancestor: NodeKey) -> bool {
        let mut at = Some(key);
        while let Some(next) = at {
            if next == ancestor {
                return true;
            }
            at = self.document.node(next).and_then(|node| node.parent);
        }
        false
    }
}

/// The keys of a tree's nodes while it is being built.
struct Grown {
    keys: Vec<Option<NodeKey>>,
    /// Made at the first id that occurs twice or node that goes again, because most trees have none.
    owners: Option<HashMap<NodeKey, usize>>,
}

impl Grown {
    fn renamed(&mut self, from: NodeKey, to: NodeKey) {
        if let Some(index) = self.replace(from, Some(to)) {
            self.owners.get_or_insert_default().insert(to, index);
        }
    }

    /// A node of this tree was replaced by another one of it; what was to stand below it goes with it.
    fn forget(&mut self, key: NodeKey) {
        self.replace(key, None);
    }

    fn replace(&mut self, from: NodeKey, to: Option<NodeKey>) -> Option<usize> {
        let keys = &mut self.keys;
        let owners = self.owners.get_or_insert_with(|| {
            keys.iter().enumerate().filter_map(|(index, key)| key.map(|key| (key, index))).collect()
        });
        let index = owners.remove(&from)?;
        *keys.get_mut(index)? = to;
        Some(index)
    }
}
