//! One node of the document: its place, what was recorded of it, and its live state.

use crate::{Live, NodeKey};
use events::{Namespace, Text};
use std::sync::Arc;

/// Links are keys, not addresses, so that a document can be shared page by page and compared node by node.
#[derive(Clone, PartialEq, Debug)]
pub struct Node {
    /// For a shadow root its host, for a frame's document the frame element; None for the top document only.
    pub parent: Option<NodeKey>,
    pub prev: Option<NodeKey>,
    pub next: Option<NodeKey>,
    pub first_child: Option<NodeKey>,
    pub last_child: Option<NodeKey>,
    /// The shadow root of this element (a node of its own, not among the children).
    pub shadow: Option<NodeKey>,
    /// The document of this frame element (a node of its own, not among the children).
    pub content: Option<NodeKey>,
    pub data: NodeData,
    /// Live state beside the recorded attributes; None while there is none.
    pub live: Option<Arc<Live>>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum NodeData {
    Document {
        quirks: bool,
    },
    ShadowRoot,
    /// Shared: a document has one, and every node would be as large as it.
    Doctype(Arc<Doctype>),
    Element(Arc<Element>),
    Text(Text),
    Comment(Text),
    Cdata,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Doctype {
    pub name: Text,
    pub public_id: Text,
    pub system_id: Text,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Element {
    pub tag: Text,
    pub namespace: Namespace,
    pub custom: bool,
    /// As recorded, in source order. Invariant: names are unique.
    pub attributes: Vec<(Text, Text)>,
}

impl NodeData {
    pub fn doctype(name: Text, public_id: Text, system_id: Text) -> NodeData {
        NodeData::Doctype(Arc::new(Doctype { name, public_id, system_id }))
    }
}

impl Element {
    pub fn attribute(&self, name: &str) -> Option<&Text> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    pub fn is_html(&self, tag: &str) -> bool {
        self.namespace == Namespace::Html && self.tag == tag
    }
}

impl Node {
    pub fn new(data: NodeData) -> Node {
        Node {
            parent: None,
            prev: None,
            next: None,
            first_child: None,
            last_child: None,
            shadow: None,
            content: None,
            data,
            live: None,
        }
    }

    pub fn element(&self) -> Option<&Element> {
        match &self.data {
            NodeData::Element(element) => Some(element),
            _ => None,
        }
    }

    /// The text of a text or comment node.
    pub fn text(&self) -> Option<&Text> {
        match &self.data {
            NodeData::Text(text) | NodeData::Comment(text) => Some(text),
            _ => None,
        }
    }

    /// Live state, empty where there is none.
    pub fn live(&self) -> &Live {
        self.live.as_deref().unwrap_or(&Live::NONE)
    }

    /// Edits the live state, dropping it when it became empty, so that equal states are equal nodes.
    pub fn edit_live<R>(&mut self, edit: impl FnOnce(&mut Live) -> R) -> R {
        let live = Arc::make_mut(self.live.get_or_insert_with(Arc::default));
        let result = edit(live);
        if *live == Live::NONE {
            self.live = None;
        }
        result
    }
}
