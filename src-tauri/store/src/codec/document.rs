//! Keyframes: whole documents, as they are read. `document_encoder` writes them.
//!
//! Nodes stand in the order of a walk and say how they hang on the one before, so that no link is written and none can be
//! wrong: whatever the bytes, what is decoded is a tree.

use crate::StoreError;
use crate::codec::reader::{Decoder, cut_short, unzigzag};
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

/// Where a node of a keyframe stands, by numbers of nodes in the order of the walk from 1; 0 where there is none.
#[derive(Clone, Copy, Default)]
struct Shape {
    parent: u32,
    prev: u32,
    next: u32,
    first_child: u32,
    last_child: u32,
    shadow: u32,
    content: u32,
    tag: u8,
}

/// The nodes of a keyframe before they have content. Both begin with one that is none.
struct Shapes {
    keys: Vec<Option<NodeKey>>,
    shapes: Vec<Shape>,
}

impl Decoder<'_> {
    pub fn document(&mut self) -> Decoded<Document> {
        let state = self.state()?;
        let count = self.count()?;
        let root = self.option(Decoder::key)?;
        let Shapes { keys, shapes } = self.shapes(count)?;
        if root.is_some() && root != keys.get(1).copied().flatten() {
            return Err(damaged("a page does not begin with its document"));
        }
        let key_of = |number: u32| keys.get(number as usize).copied().flatten();
        let mut assembly = Assembly::new();
        let mut elements = Vec::new();
        let mut nodes = keys.iter().zip(&shapes).filter_map(|(key, shape)| Some(((*key)?, shape))).peekable();
        // Nodes that follow each other mostly stand in one page.
        while let Some(&(key, _)) = nodes.peek() {
            let mut page = assembly.page_of(key).ok_or_else(impossible_key)?;
            while let Some((key, shape)) = nodes.next_if(|(key, _)| page.holds(*key)) {
                // The content is put in its place and not moved there.
                let node = page.put(
                    key,
                    Node {
                        parent: key_of(shape.parent),
                        prev: key_of(shape.prev),
                        next: key_of(shape.next),
                        first_child: key_of(shape.first_child),
                        last_child: key_of(shape.last_child),
                        shadow: key_of(shape.shadow),
                        content: key_of(shape.content),
                        data: NodeData::Cdata,
                        live: None,
                    },
                );
                let node = node.ok_or_else(|| damaged("two nodes have one key"))?;
                self.data(shape.tag & KIND, &mut elements, &mut node.data)?;
                if shape.tag & HAS_LIVE != 0 {
                    node.live = Some(Arc::new(self.live()?));
                }
            }
        }
        Ok(assembly.finish(root, state))
    }

    fn shapes(&mut self, count: usize) -> Decoded<Shapes> {
        let tags = self.tag_run(count)?;
        let nodes = u32::try_from(count).map_err(|_| cut_short())?;
        let mut keys: Vec<Option<NodeKey>> = Vec::with_capacity(count + 1);
        let mut shapes: Vec<Shape> = Vec::with_capacity(count + 1);
        keys.push(None);
        shapes.push(Shape::default());
        let mut path: Vec<u32> = Vec::with_capacity(64);
        let mut last_key = 0_u64;
        for (number, &tag) in (1..=nodes).zip(tags) {
            let up = match tag >> UP_SHIFT {
                UP_MANY => usize::try_from(self.number()?).unwrap_or(usize::MAX),
                few => usize::from(few),
            };
            let place = tag >> PLACE_SHIFT & PLACE;
            let mut shape = Shape { tag, ..Shape::default() };
            path.truncate(if place == ALONE { 0 } else { path.len().saturating_sub(up) });
            if place != ALONE {
                shape.parent = path.last().copied().unwrap_or_default();
                shape.prev = hang(&mut shapes, shape.parent, number, place)?;
            }
            let told = self.number()?;
            let host = keys.get(shape.parent as usize).copied().flatten();
            let key = match host.filter(|_| place == SHADOW) {
                Some(host) => host.shadow_root().raw() ^ told,
                None => {
                    last_key = last_key.wrapping_add(1).wrapping_add(unzigzag(told) as u64);
                    last_key
                }
            };
            keys.push(Some(NodeKey::from_raw(key).ok_or_else(impossible_key)?));
            shapes.push(shape);
            path.push(number);
        }
        Ok(Shapes { keys, shapes })
    }

    /// Puts the content in its place instead of giving it back: a copy less for each node.
    #[inline(always)]
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

/// Links a new node with its parent and the sibling before it, which it returns.
#[inline]
fn hang(shapes: &mut [Shape], parent: u32, new: u32, place: u8) -> Decoded<u32> {
    let above = shapes.get_mut(parent as usize).filter(|_| parent > 0);
    let above = above.ok_or_else(|| damaged("a node has no parent"))?;
    let taken = match place {
        SHADOW => &mut above.shadow,
        CONTENT => &mut above.content,
        _ => {
            if above.first_child == 0 {
                above.first_child = new;
            }
            let prev = std::mem::replace(&mut above.last_child, new);
            if let Some(prev) = shapes.get_mut(prev as usize) {
                // Of the node that is none it says nothing.
                prev.next = new;
            }
            return Ok(prev);
        }
    };
    if std::mem::replace(taken, new) == 0 { Ok(0) } else { Err(damaged("two trees hang in one place")) }
}

#[cold]
fn impossible_key() -> Box<StoreError> {
    damaged("a node has an impossible key")
}

/// parent, prev, next, first child, last child, shadow root, frame document.
pub(crate) fn links(node: &Node) -> [Option<NodeKey>; 7] {
    [node.parent, node.prev, node.next, node.first_child, node.last_child, node.shadow, node.content]
}

pub(crate) fn set_links(node: &mut Node, links: [Option<NodeKey>; 7]) {
    [node.parent, node.prev, node.next, node.first_child, node.last_child, node.shadow, node.content] = links;
}
