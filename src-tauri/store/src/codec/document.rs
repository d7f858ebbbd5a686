//! Keyframes: whole documents.
//!
//! Nodes stand in the order of a walk and say how they hang on the one before, so that no link is written and none can be
//! wrong: whatever the bytes, what is decoded is a tree.

use crate::codec::reader::Decoder;
use crate::codec::tree::{namespace, namespace_number};
use crate::codec::writer::Encoder;
use crate::codec::{Decoded, damaged};
use dom::{Document, DocumentParts, Element, Node, NodeData, NodeKey};
use hashbrown::HashMap;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

// The low three bits of a node's tag.
const DOCUMENT: u8 = 0;
const QUIRKS_DOCUMENT: u8 = 1;
const SHADOW_ROOT: u8 = 2;
const DOCTYPE: u8 = 3;
const ELEMENT: u8 = 4;
const TEXT: u8 = 5;
const COMMENT: u8 = 6;
const CDATA: u8 = 7;
const KIND: u8 = 7;
const HAS_LIVE: u8 = 1 << 3;

// The next two bits: how it hangs on its parent.
const PLACE_SHIFT: u8 = 4;
const PLACE: u8 = 3;
const CHILD: u8 = 0;
const SHADOW: u8 = 1;
const CONTENT: u8 = 2;
/// A tree of its own: the top document, or nodes that wait for a parent.
const ALONE: u8 = 3;

/// How many levels to go up from the node before to reach the parent: 0 (its child), 1 (its sibling), or in a number.
const UP_SHIFT: u8 = 6;
const UP_MANY: u8 = 2;

impl Encoder<'_> {
    pub fn document(&mut self, document: &Document) {
        self.state(document.state());
        self.count(document.node_count());
        self.option(document.root(), Encoder::key);
        let mut elements = HashMap::new();
        let mut last_key = 0;
        let mut path = Vec::new();
        let apart =
            document.nodes().filter(|(key, node)| node.parent.is_none() && Some(*key) != document.root());
        let mut roots: Vec<NodeKey> = apart.map(|(key, _)| key).collect();
        roots.sort_unstable();
        for root in document.root().into_iter().chain(roots) {
            path.clear();
            for key in document.walk(root) {
                if let Some(node) = document.node(key) {
                    self.node(document, key, node, &mut path, &mut elements, &mut last_key);
                }
            }
        }
    }

    fn node<'d>(
        &mut self,
        document: &'d Document,
        key: NodeKey,
        node: &'d Node,
        path: &mut Vec<NodeKey>,
        elements: &mut HashMap<Shared<'d>, u64>,
        last_key: &mut u64,
    ) {
        let before = path.len();
        while path.last().is_some_and(|last| Some(*last) != node.parent) {
            path.pop();
        }
        let up = before - path.len();
        let parent = node.parent.and_then(|parent| document.node(parent));
        let place = match parent {
            None => ALONE,
            Some(parent) if parent.shadow == Some(key) => SHADOW,
            Some(parent) if parent.content == Some(key) => CONTENT,
            Some(_) => CHILD,
        };
        let kind = match &node.data {
            NodeData::Document { quirks: false } => DOCUMENT,
            NodeData::Document { quirks: true } => QUIRKS_DOCUMENT,
            NodeData::ShadowRoot => SHADOW_ROOT,
            NodeData::Doctype { .. } => DOCTYPE,
            NodeData::Element(_) => ELEMENT,
            NodeData::Text(_) => TEXT,
            NodeData::Comment(_) => COMMENT,
            NodeData::Cdata => CDATA,
        };
        let live = if node.live.is_some() { HAS_LIVE } else { 0 };
        let short_up = up.min(usize::from(UP_MANY)) as u8;
        self.tag(kind | live | place << PLACE_SHIFT | short_up << UP_SHIFT);
        if short_up == UP_MANY {
            self.count(up);
        }
        path.push(key);
        // A shadow root's key follows from its host's; it would break the row of rising keys.
        match path.iter().rev().nth(1) {
            Some(host) if place == SHADOW => self.number(host.shadow_root().raw() ^ key.raw()),
            _ => {
                self.key_after(*last_key, key);
                *last_key = key.raw();
            }
        }
        match &node.data {
            NodeData::Document { .. } | NodeData::ShadowRoot | NodeData::Cdata => {}
            NodeData::Doctype { name, public_id, system_id } => {
                self.text(name);
                self.text(public_id);
                self.text(system_id);
            }
            NodeData::Element(element) => self.element(element, elements),
            NodeData::Text(text) | NodeData::Comment(text) => self.text(text),
        }
        if let Some(live) = &node.live {
            self.live(live);
        }
    }

    /// Equal elements are written once: a table's cells are one.
    fn element<'d>(&mut self, element: &'d Arc<Element>, elements: &mut HashMap<Shared<'d>, u64>) {
        let next = elements.len() as u64 + 1;
        let place = *elements.entry(Shared(element)).or_insert(next);
        if place != next {
            self.number(place);
            return;
        }
        self.number(0);
        let Element { tag, namespace, custom, attributes } = &**element;
        self.tag(namespace_number(*namespace) << 1 | u8::from(*custom));
        self.text(tag);
        self.attributes(attributes);
    }

    fn key_after(&mut self, last: u64, key: NodeKey) {
        // The next key is mostly one more, which is written as 0.
        let delta = key.raw().wrapping_sub(last).wrapping_sub(1) as i64;
        self.signed(delta);
    }
}

/// An element by its content.
struct Shared<'a>(&'a Element);

impl PartialEq for Shared<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0) || self.0 == other.0
    }
}

impl Eq for Shared<'_> {}

impl Hash for Shared<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.tag.hash(state);
        self.0.attributes.hash(state);
    }
}

/// A node on the path to the newest one, by index, and its last child so far.
struct Step {
    node: usize,
    last_child: Option<usize>,
}

/// A document while its nodes come in.
#[derive(Default)]
struct Growth {
    nodes: Vec<(NodeKey, Node)>,
    /// The last node and the nodes above it.
    path: Vec<Step>,
    elements: Vec<Arc<Element>>,
    last_key: u64,
}

impl Decoder<'_> {
    pub fn document(&mut self) -> Decoded<Document> {
        let state = self.state()?;
        let count = self.count()?;
        let root = self.option(Decoder::key)?;
        let mut growth = Growth { nodes: Vec::with_capacity(count.min(1 << 16)), ..Growth::default() };
        for _ in 0..count {
            self.node(&mut growth)?;
        }
        if root != growth.nodes.first().map(|(key, _)| *key).filter(|_| root.is_some()) {
            return Err(damaged("a page does not begin with its document"));
        }
        let document = Document::from_parts(DocumentParts { nodes: growth.nodes, root, state });
        if document.node_count() != count {
            return Err(damaged("two nodes have one key"));
        }
        Ok(document)
    }

    fn node(&mut self, growth: &mut Growth) -> Decoded<()> {
        let tag = self.tag()?;
        let up = match tag >> UP_SHIFT {
            UP_MANY => usize::try_from(self.number()?).unwrap_or(usize::MAX),
            few => usize::from(few),
        };
        growth.path.truncate(growth.path.len().saturating_sub(up));
        let place = tag >> PLACE_SHIFT & PLACE;
        let host =
            growth.path.last().filter(|_| place == SHADOW).and_then(|host| growth.nodes.get(host.node));
        let key = match host {
            Some((host, _)) => host.shadow_root().raw() ^ self.number()?,
            None => {
                growth.last_key = growth.last_key.wrapping_add(1).wrapping_add(self.signed()? as u64);
                growth.last_key
            }
        };
        let key = NodeKey::from_raw(key).ok_or_else(|| damaged("a node has an impossible key"))?;
        let mut node = Node::new(self.data(tag & KIND, &mut growth.elements)?);
        if tag & HAS_LIVE != 0 {
            node.live = Some(Arc::new(self.live()?));
        }
        growth.hang(key, node, place)
    }

    fn data(&mut self, kind: u8, elements: &mut Vec<Arc<Element>>) -> Decoded<NodeData> {
        Ok(match kind {
            DOCUMENT => NodeData::Document { quirks: false },
            QUIRKS_DOCUMENT => NodeData::Document { quirks: true },
            SHADOW_ROOT => NodeData::ShadowRoot,
            DOCTYPE => {
                NodeData::Doctype { name: self.text()?, public_id: self.text()?, system_id: self.text()? }
            }
            ELEMENT => NodeData::Element(self.element(elements)?),
            TEXT => NodeData::Text(self.text()?),
            COMMENT => NodeData::Comment(self.text()?),
            _ => NodeData::Cdata,
        })
    }

    fn element(&mut self, elements: &mut Vec<Arc<Element>>) -> Decoded<Arc<Element>> {
        if let Some(before) = self.number()?.checked_sub(1) {
            let element = usize::try_from(before).ok().and_then(|before| elements.get(before));
            return element.cloned().ok_or_else(|| damaged("an element is missing"));
        }
        let flags = self.tag()?;
        let element = Arc::new(Element {
            namespace: namespace(flags >> 1)?,
            custom: flags & 1 != 0,
            tag: self.text()?,
            attributes: self.attributes()?,
        });
        elements.push(element.clone());
        Ok(element)
    }
}

impl Growth {
    /// Puts a node at the end of the walk, under the last node of the path.
    fn hang(&mut self, key: NodeKey, mut node: Node, place: u8) -> Decoded<()> {
        let index = self.nodes.len();
        if place == ALONE {
            self.path.clear();
        } else {
            let step = self.path.last_mut().ok_or_else(|| damaged("a node has no parent"))?;
            let (parent_key, parent) =
                self.nodes.get_mut(step.node).ok_or_else(|| damaged("a node has no parent"))?;
            node.parent = Some(*parent_key);
            let taken = match place {
                SHADOW => parent.shadow.replace(key).is_some(),
                CONTENT => parent.content.replace(key).is_some(),
                _ => {
                    node.prev = parent.last_child.replace(key);
                    parent.first_child.get_or_insert(key);
                    let prev = step.last_child.replace(index).and_then(|prev| self.nodes.get_mut(prev));
                    if let Some((_, prev)) = prev {
                        prev.next = Some(key);
                    }
                    false
                }
            };
            if taken {
                return Err(damaged("two trees hang in one place"));
            }
        }
        self.nodes.push((key, node));
        self.path.push(Step { node: index, last_child: None });
        Ok(())
    }
}
