//! Whether a document's links, keys and live state agree: run on every document that passes through tests.

use crate::{Document, Live, Node, NodeData, NodeKey};
use events::limits::MAX_DOM_DEPTH;
use hashbrown::HashSet;

/// One sentence for each violation; empty for a sound document.
pub fn check_integrity(document: &Document) -> Vec<String> {
    let mut check = Check { document, problems: Vec::new(), seen: HashSet::new(), stack: Vec::new() };
    match document.root() {
        Some(root) => check.everything_below(root),
        None if document.node_count() > 0 => check.problem("There are nodes but no root"),
        None => {}
    }
    if check.seen.len() != document.node_count() || document.nodes().count() != document.node_count() {
        let (reached, counted, stored) = (check.seen.len(), document.node_count(), document.nodes().count());
        check.problem(format!("{reached} nodes are reached, {counted} counted, {stored} stored"));
    }
    if let Some(focused) = document.state().focused.filter(|&key| document.node(key).is_none()) {
        check.problem(format!("The focused node {focused:?} does not exist"));
    }
    check.problems
}

struct Check<'a> {
    document: &'a Document,
    problems: Vec<String>,
    seen: HashSet<NodeKey>,
    /// Nodes still to be looked at, and their depth.
    stack: Vec<(NodeKey, usize)>,
}

impl Check<'_> {
    fn problem(&mut self, sentence: impl Into<String>) {
        self.problems.push(sentence.into());
    }

    fn everything_below(&mut self, root: NodeKey) {
        match self.document.node(root) {
            None => self.problem(format!("The root {root:?} does not exist")),
            Some(node) => {
                if !node.data.is_document() {
                    self.problem(format!("The root {root:?} is not a document"));
                }
                if node.parent.is_some() || node.prev.is_some() || node.next.is_some() {
                    self.problem(format!("The root {root:?} stands below or beside something"));
                }
                self.seen.insert(root);
                self.stack.push((root, 0));
            }
        }
        while let Some((key, depth)) = self.stack.pop() {
            if let Some(node) = self.document.node(key) {
                self.node(key, node, depth);
            }
        }
    }

    fn node(&mut self, key: NodeKey, node: &Node, depth: usize) {
        if depth > MAX_DOM_DEPTH + 1 {
            self.problem(format!("{key:?} stands at depth {depth}"));
        }
        if key.is_shadow_root() != matches!(node.data, NodeData::ShadowRoot) {
            self.problem(format!("{key:?} has the key of another kind of node"));
        }
        if NodeKey::from_raw(key.raw()) != Some(key) {
            self.problem(format!("{key:?} is out of the range of keys"));
        }
        self.live(key, node);
        self.children(key, node, depth);
        for (link, is_shadow) in [(node.shadow, true), (node.content, false)] {
            let Some(below) = link else { continue };
            let Some(child) = self.document.node(below) else {
                self.problem(format!("{below:?}, attached to {key:?}, does not exist"));
                continue;
            };
            if is_shadow && (below != key.shadow_root() || !matches!(child.data, NodeData::ShadowRoot)) {
                self.problem(format!("{below:?} is not the shadow root of {key:?}"));
            }
            if !is_shadow && !child.data.is_document() {
                self.problem(format!("{below:?}, the content of {key:?}, is not a document"));
            }
            if child.prev.is_some() || child.next.is_some() {
                self.problem(format!("{below:?}, attached to {key:?}, has siblings"));
            }
            self.enter(below, child, key, depth);
        }
        let can_have_children =
            matches!(node.data, NodeData::Document { .. } | NodeData::ShadowRoot | NodeData::Element(_));
        if !can_have_children && node.first_child.is_some() {
            self.problem(format!("{key:?} has children and is of a kind that has none"));
        }
        if node.element().is_none() && (node.shadow.is_some() || node.content.is_some()) {
            self.problem(format!("{key:?} is no element and has a shadow root or a document"));
        }
    }

    fn enter(&mut self, key: NodeKey, node: &Node, parent: NodeKey, depth: usize) -> bool {
        if node.parent != Some(parent) {
            self.problem(format!("{key:?} stands below {parent:?} and says {:?}", node.parent));
        }
        if !self.seen.insert(key) {
            self.problem(format!("{key:?} stands in two places"));
            return false;
        }
        self.stack.push((key, depth + 1));
        true
    }

    fn children(&mut self, key: NodeKey, node: &Node, depth: usize) {
        let (mut before, mut at) = (None, node.first_child);
        let (mut roots, mut doctypes) = (0, 0);
        while let Some(child) = at {
            let Some(below) = self.document.node(child) else {
                self.problem(format!("{child:?}, a child of {key:?}, does not exist"));
                return;
            };
            if below.prev != before {
                self.problem(format!("{child:?} stands behind {before:?} and says {:?}", below.prev));
            }
            match below.data {
                NodeData::Document { .. } | NodeData::ShadowRoot => {
                    self.problem(format!("{child:?} is a root and stands among the children of {key:?}"));
                }
                NodeData::Element(_) => roots += 1,
                NodeData::Doctype(_) if roots > 0 && node.data.is_document() => {
                    self.problem(format!("The doctype {child:?} stands behind the root element"));
                }
                NodeData::Doctype(_) => doctypes += 1,
                _ => {}
            }
            if !self.enter(child, below, key, depth) {
                return;
            }
            before = Some(child);
            at = below.next;
        }
        if node.last_child != before {
            self.problem(format!("{key:?} ends with {before:?} and says {:?}", node.last_child));
        }
        if node.data.is_document() && (roots > 1 || doctypes > 1) {
            self.problem(format!("The document {key:?} has {roots} root elements and {doctypes} doctypes"));
        }
    }

    fn live(&mut self, key: NodeKey, node: &Node) {
        if node.live.as_deref() == Some(&Live::NONE) {
            self.problem(format!("{key:?} keeps an empty live state"));
        }
        let adopts = matches!(node.data, NodeData::Document { .. } | NodeData::ShadowRoot);
        if node.live().adopted.is_some() && !adopts {
            self.problem(format!("{key:?} adopts sheets and is neither document nor shadow root"));
        }
        let Some(element) = node.element() else { return };
        let mut names = HashSet::new();
        if let Some((name, _)) = element.attributes.iter().find(|(name, _)| !names.insert(name)) {
            self.problem(format!("{key:?} has two attributes named {name}"));
        }
    }
}
