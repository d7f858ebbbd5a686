//! Documents to keyframes.

use crate::codec::document::{
    ALONE, CHILD, CONTENT, HAS_LIVE, PLACE_SHIFT, SHADOW, UP_MANY, UP_SHIFT, kind_of,
};
use crate::codec::tree::namespace_number;
use crate::codec::writer::Encoder;
use dom::{Document, Element, Node, NodeData, NodeKey};
use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::{BuildHasher, Hasher};

impl Encoder<'_> {
    pub fn document(&mut self, document: &Document) {
        self.state(document.state());
        self.count(document.node_count());
        self.option(document.root(), Encoder::key);
        let nodes = self.shape(document);
        let mut elements = ElementTable::default();
        for node in nodes {
            self.data(&node.data, &mut elements);
            if let Some(live) = &node.live {
                self.live(live);
            }
        }
    }

    /// Writes the tags and keys of all nodes. Returns the nodes in the order of the walk.
    fn shape<'d>(&mut self, document: &'d Document) -> Vec<&'d Node> {
        let mut nodes = Vec::with_capacity(document.node_count());
        let mut last_key = 0;
        if let Some(root) = document.root() {
            self.shape_of_tree(document, root, &mut last_key, &mut nodes);
        }
        if nodes.len() < document.node_count() {
            let apart =
                document.nodes().filter(|(key, node)| node.parent.is_none() && Some(*key) != document.root());
            let mut roots: Vec<NodeKey> = apart.map(|(key, _)| key).collect();
            roots.sort_unstable();
            roots.into_iter().for_each(|root| self.shape_of_tree(document, root, &mut last_key, &mut nodes));
        }
        nodes
    }

    /// In the order of `Document::walk`, with one look at each node.
    fn shape_of_tree<'d>(
        &mut self,
        document: &'d Document,
        root: NodeKey,
        last_key: &mut u64,
        nodes: &mut Vec<&'d Node>,
    ) {
        // What comes after the newest node, the next one last: keys, places, and how deep they hang.
        let mut ahead = vec![(root, ALONE, 0)];
        // How deep the newest node hangs, and one more.
        let mut path = 0;
        while let Some((key, place, depth)) = ahead.pop() {
            let Some(node) = document.node(key) else { continue };
            if place == CHILD {
                ahead.extend(node.next.map(|next| (next, CHILD, depth)));
            }
            ahead.extend(node.content.map(|content| (content, CONTENT, depth + 1)));
            ahead.extend(node.first_child.map(|child| (child, CHILD, depth + 1)));
            ahead.extend(node.shadow.map(|shadow| (shadow, SHADOW, depth + 1)));
            let up: usize = path - depth;
            path = depth + 1;
            let live = if node.live.is_some() { HAS_LIVE } else { 0 };
            let short_up = up.min(usize::from(UP_MANY)) as u8;
            self.tag(kind_of(&node.data) | live | place << PLACE_SHIFT | short_up << UP_SHIFT);
            if short_up == UP_MANY {
                self.count(up);
            }
            // A shadow root's key follows from its host's; it would break the row of rising keys.
            match node.parent {
                Some(host) if place == SHADOW => self.number(host.shadow_root().raw() ^ key.raw()),
                _ => {
                    self.key_after(*last_key, key);
                    *last_key = key.raw();
                }
            }
            nodes.push(node);
        }
    }

    /// Without the kind, which is in the tag.
    #[inline]
    pub fn data<'d>(&mut self, data: &'d NodeData, elements: &mut ElementTable<'d>) {
        match data {
            NodeData::Document { .. } | NodeData::ShadowRoot | NodeData::Cdata => {}
            NodeData::Doctype(doctype) => {
                self.text(&doctype.name);
                self.text(&doctype.public_id);
                self.text(&doctype.system_id);
            }
            NodeData::Element(element) => self.element(element, elements),
            NodeData::Text(text) | NodeData::Comment(text) => self.text(text),
        }
    }

    /// Equal elements are written once: a table's cells are one.
    fn element<'d>(&mut self, element: &'d Element, elements: &mut ElementTable<'d>) {
        if let Some(number) = elements.number(element) {
            self.number(number);
            return;
        }
        self.number(0);
        let Element { tag, namespace, custom, attributes } = element;
        self.tag(namespace_number(*namespace) << 1 | u8::from(*custom));
        self.text(tag);
        self.attributes(attributes);
    }

    #[inline]
    pub fn key_after(&mut self, last: u64, key: NodeKey) {
        // The next key is mostly one more, which is written as 0.
        let delta = key.raw().wrapping_sub(last).wrapping_sub(1) as i64;
        self.signed(delta);
    }
}

/// The elements that were written, by their content.
#[derive(Default)]
pub(crate) struct ElementTable<'d> {
    /// Hashes, elements and their numbers.
    written: HashTable<(u64, &'d Element, u64)>,
    hasher: DefaultHashBuilder,
}

impl<'d> ElementTable<'d> {
    /// The number from 1 of an equal element; where there is none, this one gets the next.
    fn number(&mut self, element: &'d Element) -> Option<u64> {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(element.tag.as_bytes());
        for (name, value) in &element.attributes {
            hasher.write(name.as_bytes());
            hasher.write(value.as_bytes());
        }
        let hash = hasher.finish();
        let is_it = |&(known, other, _): &(u64, &Element, u64)| {
            known == hash && (std::ptr::eq(other, element) || other == element)
        };
        if let Some(&(_, _, number)) = self.written.find(hash, is_it) {
            return Some(number);
        }
        let next = self.written.len() as u64 + 1;
        self.written.insert_unique(hash, (hash, element, next), |&(hash, ..)| hash);
        None
    }
}
