//! Keyframes: whole documents, as they are read. `document_encoder` writes them.
//!
//! Nodes stand in the order of a walk and say how they hang on the one before, so that no link is written and none can be
//! wrong: whatever the bytes, what is decoded is a tree.

use crate::codec::reader::Decoder;
use crate::codec::tree::namespace;
use crate::codec::{Decoded, damaged};
use dom::{Assembly, Document, Element, Node, NodeData, NodeKey};
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
pub(crate) const KIND: u8 = 7;
pub(super) const HAS_LIVE: u8 = 1 << 3;

// The next two bits: how it hangs on its parent.
pub(super) const PLACE_SHIFT: u8 = 4;
const PLACE: u8 = 3;
pub(super) const CHILD: u8 = 0;
pub(super) const SHADOW: u8 = 1;
pub(super) const CONTENT: u8 = 2;
/// A tree of its own: the top document, or nodes that wait for a parent.
pub(super) const ALONE: u8 = 3;

/// How many levels to go up from the node before to reach the parent: 0 (its child), 1 (its sibling), or in a number.
pub(super) const UP_SHIFT: u8 = 6;
pub(super) const UP_MANY: u8 = 2;

/// The low three bits of a node's tag.
pub(crate) fn kind_of(data: &NodeData) -> u8 {
    match data {
        NodeData::Document { quirks: false } => DOCUMENT,
        NodeData::Document { quirks: true } => QUIRKS_DOCUMENT,
        NodeData::ShadowRoot => SHADOW_ROOT,
        NodeData::Doctype(_) => DOCTYPE,
        NodeData::Element(_) => ELEMENT,
        NodeData::Text(_) => TEXT,
        NodeData::Comment(_) => COMMENT,
        NodeData::Cdata => CDATA,
    }
}

/// A node of a keyframe before it has content.
struct Shape {
    key: NodeKey,
    /// parent, prev, next, first child, last child, shadow root, frame document.
    links: [Option<NodeKey>; 7],
    tag: u8,
}

const PARENT: usize = 0;
const PREV: usize = 1;
const NEXT: usize = 2;

/// A node on the path to the newest one, by index, and its last child so far.
struct Step {
    node: usize,
    last_child: Option<usize>,
}

impl Decoder<'_> {
    pub fn document(&mut self) -> Decoded<Document> {
        let state = self.state()?;
        let count = self.count()?;
        let root = self.option(Decoder::key)?;
        let shapes = self.shapes(count)?;
        if root.is_some() && root != shapes.first().map(|shape| shape.key) {
            return Err(damaged("a page does not begin with its document"));
        }
        let mut assembly = Assembly::new();
        let mut elements = Vec::new();
        // Nodes that follow each other mostly stand in one page.
        let mut shapes = shapes.into_iter().peekable();
        while let Some(shape) = shapes.peek() {
            let page = assembly.page_of(shape.key);
            let mut page = page.ok_or_else(|| damaged("a node has an impossible key"))?;
            while let Some(shape) = shapes.next_if(|shape| page.holds(shape.key)) {
                let mut node = Node::new(NodeData::Cdata);
                self.data(shape.tag & KIND, &mut elements, &mut node.data)?;
                set_links(&mut node, shape.links);
                if shape.tag & HAS_LIVE != 0 {
                    node.live = Some(Arc::new(self.live()?));
                }
                if !page.put(shape.key, node) {
                    return Err(damaged("two nodes have one key"));
                }
            }
        }
        Ok(assembly.finish(root, state))
    }

    fn shapes(&mut self, count: usize) -> Decoded<Vec<Shape>> {
        let mut shapes: Vec<Shape> = Vec::with_capacity(count.min(1 << 16));
        let mut path: Vec<Step> = Vec::new();
        let mut last_key = 0_u64;
        for index in 0..count {
            let tag = self.tag()?;
            let up = match tag >> UP_SHIFT {
                UP_MANY => usize::try_from(self.number()?).unwrap_or(usize::MAX),
                few => usize::from(few),
            };
            let place = tag >> PLACE_SHIFT & PLACE;
            path.truncate(if place == ALONE { 0 } else { path.len().saturating_sub(up) });
            let host = path.last().filter(|_| place == SHADOW).and_then(|step| shapes.get(step.node));
            let key = match host {
                Some(host) => host.key.shadow_root().raw() ^ self.number()?,
                None => {
                    last_key = last_key.wrapping_add(1).wrapping_add(self.signed()? as u64);
                    last_key
                }
            };
            let key = NodeKey::from_raw(key).ok_or_else(|| damaged("a node has an impossible key"))?;
            let mut shape = Shape { key, links: [None; 7], tag };
            if place != ALONE {
                let step = path.last_mut().ok_or_else(|| damaged("a node has no parent"))?;
                hang(&mut shapes, step, &mut shape, place)?;
                if place == CHILD {
                    step.last_child = Some(index);
                }
            }
            shapes.push(shape);
            path.push(Step { node: index, last_child: None });
        }
        Ok(shapes)
    }

    /// Puts the content in its place instead of giving it back: a copy less for each node.
    #[inline]
    pub fn data(&mut self, kind: u8, elements: &mut Vec<Arc<Element>>, data: &mut NodeData) -> Decoded<()> {
        *data = match kind {
            DOCUMENT => NodeData::Document { quirks: false },
            QUIRKS_DOCUMENT => NodeData::Document { quirks: true },
            SHADOW_ROOT => NodeData::ShadowRoot,
            DOCTYPE => NodeData::doctype(self.text()?, self.text()?, self.text()?),
            ELEMENT => NodeData::Element(self.element(elements)?),
            TEXT => NodeData::Text(self.text()?),
            COMMENT => NodeData::Comment(self.text()?),
            _ => NodeData::Cdata,
        };
        Ok(())
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

/// Links a new node with its parent and the sibling before it.
fn hang(shapes: &mut [Shape], step: &Step, new: &mut Shape, place: u8) -> Decoded<()> {
    let parent = shapes.get_mut(step.node).ok_or_else(|| damaged("a node has no parent"))?;
    let [_, _, _, first_child, last_child, shadow, content] = &mut parent.links;
    new.links[PARENT] = Some(parent.key);
    let is_taken = match place {
        SHADOW => shadow.replace(new.key).is_some(),
        CONTENT => content.replace(new.key).is_some(),
        _ => {
            first_child.get_or_insert(new.key);
            new.links[PREV] = last_child.replace(new.key);
            if let Some(prev) = step.last_child.and_then(|prev| shapes.get_mut(prev)) {
                prev.links[NEXT] = Some(new.key);
            }
            false
        }
    };
    if is_taken { Err(damaged("two trees hang in one place")) } else { Ok(()) }
}

/// parent, prev, next, first child, last child, shadow root, frame document.
pub(crate) fn links(node: &Node) -> [Option<NodeKey>; 7] {
    [node.parent, node.prev, node.next, node.first_child, node.last_child, node.shadow, node.content]
}

pub(crate) fn set_links(node: &mut Node, links: [Option<NodeKey>; 7]) {
    [node.parent, node.prev, node.next, node.first_child, node.last_child, node.shadow, node.content] = links;
}
