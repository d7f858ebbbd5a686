//! A page that is easy to edit: children are lists, and links are made when a document is asked for.

use crate::dice::Dice;
use dom::{Document, DocumentParts, Element, Live, Node, NodeData, NodeKey, PageState};
use events::{Namespace, SourceNodeId, Text};
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(Clone)]
pub struct Draft {
    pub nodes: BTreeMap<NodeKey, DraftNode>,
    pub root: NodeKey,
    pub state: PageState,
    next: u64,
}

#[derive(Clone)]
pub struct DraftNode {
    pub parent: Option<NodeKey>,
    pub children: Vec<NodeKey>,
    pub shadow: Option<NodeKey>,
    pub content: Option<NodeKey>,
    pub data: NodeData,
    pub live: Live,
}

pub fn key(id: u64) -> NodeKey {
    NodeKey::from_source(SourceNodeId(id))
}

pub fn element(tag: &str, namespace: Namespace) -> NodeData {
    let attributes = Vec::new();
    NodeData::Element(Arc::new(Element { tag: Text::from(tag), namespace, custom: false, attributes }))
}

pub fn html(tag: &str) -> NodeData {
    element(tag, Namespace::Html)
}

impl Draft {
    /// doctype, html, head, body.
    pub fn new() -> Draft {
        let mut draft = Draft { nodes: BTreeMap::new(), root: key(1), state: PageState::default(), next: 1 };
        draft.page();
        draft
    }

    /// A new document with a body; returns the document and its body.
    pub fn page(&mut self) -> (NodeKey, NodeKey) {
        let document = self.create(NodeData::Document { quirks: false });
        let doctype = NodeData::doctype("html".into(), "".into(), "".into());
        self.append(doctype, document);
        let root = self.append(html("html"), document);
        self.append(html("head"), root);
        let body = self.append(html("body"), root);
        (document, body)
    }

    pub fn create(&mut self, data: NodeData) -> NodeKey {
        let new = key(self.next);
        self.next += 1;
        self.create_as(new, data);
        new
    }

    pub fn create_as(&mut self, key: NodeKey, data: NodeData) {
        let (children, live) = (Vec::new(), Live::default());
        let node = DraftNode { parent: None, children, shadow: None, content: None, data, live };
        assert!(self.nodes.insert(key, node).is_none());
    }

    pub fn append(&mut self, data: NodeData, parent: NodeKey) -> NodeKey {
        let key = self.create(data);
        self.attach(key, parent, usize::MAX);
        key
    }

    pub fn get(&mut self, key: NodeKey) -> &mut DraftNode {
        self.nodes.get_mut(&key).unwrap()
    }

    pub fn attach(&mut self, key: NodeKey, parent: NodeKey, at: usize) {
        self.get(key).parent = Some(parent);
        let is_document = self.nodes[&key].data.is_document();
        let parent = self.get(parent);
        if key.is_shadow_root() {
            parent.shadow = Some(key);
        } else if is_document {
            parent.content = Some(key);
        } else {
            let at = at.min(parent.children.len());
            parent.children.insert(at, key);
        }
    }

    /// Returns where it was: its parent and its place there.
    pub fn detach(&mut self, key: NodeKey) -> (NodeKey, usize) {
        let parent = self.get(key).parent.take().unwrap();
        let node = self.get(parent);
        let at = node.children.iter().position(|&child| child == key).unwrap_or_default();
        node.children.retain(|&child| child != key);
        node.shadow = node.shadow.filter(|&shadow| shadow != key);
        node.content = node.content.filter(|&content| content != key);
        (parent, at)
    }

    pub fn delete(&mut self, key: NodeKey) {
        self.detach(key);
        for key in self.below(key) {
            self.nodes.remove(&key);
        }
    }

    /// The node and everything below it.
    pub fn below(&self, key: NodeKey) -> Vec<NodeKey> {
        let mut found = vec![key];
        let mut at = 0;
        while let Some(key) = found.get(at) {
            let node = &self.nodes[key];
            found.extend(node.shadow.iter().chain(&node.children).chain(&node.content));
            at += 1;
        }
        found
    }

    pub fn is_below(&self, key: NodeKey, above: NodeKey) -> bool {
        let mut at = Some(key);
        while let Some(key) = at {
            if key == above {
                return true;
            }
            at = self.nodes[&key].parent;
        }
        false
    }

    pub fn tag(&self, key: NodeKey) -> &str {
        match &self.nodes[&key].data {
            NodeData::Element(element) => &element.tag,
            _ => "",
        }
    }

    /// Elements and shadow roots: what may get children.
    pub fn parents(&self) -> Vec<NodeKey> {
        let can = |node: &DraftNode| matches!(node.data, NodeData::Element(_) | NodeData::ShadowRoot);
        self.nodes.iter().filter(|(_, node)| can(node)).map(|(&key, _)| key).collect()
    }

    /// Nodes that may be anywhere: not documents, shadow roots, doctypes or root elements.
    pub fn movables(&self) -> Vec<NodeKey> {
        let is_root = |node: &DraftNode| {
            matches!(node.data, NodeData::Document { .. } | NodeData::ShadowRoot | NodeData::Doctype(_))
                || node.parent.is_none_or(|parent| self.nodes[&parent].data.is_document())
        };
        self.nodes.iter().filter(|(_, node)| !is_root(node)).map(|(&key, _)| key).collect()
    }

    pub fn elements(&self) -> Vec<NodeKey> {
        self.parents().into_iter().filter(|key| !key.is_shadow_root()).collect()
    }

    pub fn tagged(&self, tags: &[&str]) -> Vec<NodeKey> {
        self.elements().into_iter().filter(|&key| tags.contains(&self.tag(key))).collect()
    }

    pub fn pick_movable(&self, dice: &mut Dice) -> Option<NodeKey> {
        dice.pick(&self.movables())
    }

    pub fn document(&self) -> Document {
        let mut nodes: BTreeMap<NodeKey, Node> = BTreeMap::new();
        for (&key, draft) in &self.nodes {
            let mut node = Node::new(draft.data.clone());
            node.parent = draft.parent;
            node.first_child = draft.children.first().copied();
            node.last_child = draft.children.last().copied();
            node.shadow = draft.shadow;
            node.content = draft.content;
            node.live = (draft.live != Live::NONE).then(|| Arc::new(draft.live.clone()));
            nodes.insert(key, node);
        }
        for draft in self.nodes.values() {
            for pair in draft.children.windows(2) {
                nodes.get_mut(&pair[0]).unwrap().next = Some(pair[1]);
                nodes.get_mut(&pair[1]).unwrap().prev = Some(pair[0]);
            }
        }
        let nodes = nodes.into_iter().collect();
        Document::from_parts(DocumentParts { nodes, root: Some(self.root), state: self.state.clone() })
    }
}
