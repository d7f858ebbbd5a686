//! Keyframes that lean on an earlier one: only what is different. A large page changes little between two keyframes, and
//! what it shares with the earlier one is neither stored nor decoded nor held twice.

use crate::codec::document::{KIND, kind_of, links, set_links};
use crate::codec::document_encoder::ElementTable;
use crate::codec::reader::Decoder;
use crate::codec::writer::Encoder;
use crate::codec::{Decoded, damaged};
use dom::{Document, DocumentDelta, Node, NodeData, NodeKey};
use std::sync::Arc;

// The upper bits of a node's tag: what is as in the base and not written.
const SAME_DATA: u8 = 1 << 3;
const SAME_LIVE: u8 = 1 << 4;
const SAME_LINKS: u8 = 1 << 5;
const HAS_LIVE: u8 = 1 << 6;

impl Encoder<'_> {
    pub fn delta(&mut self, delta: &DocumentDelta, base: &Document) {
        let DocumentDelta { changed, removed, root, state } = delta;
        self.state(state);
        self.option(*root, Encoder::key);
        self.keys(removed.iter().copied());
        self.keys(changed.iter().map(|(key, _)| *key));
        let mut elements = ElementTable::default();
        for (key, node) in changed {
            let before = base.node(*key);
            let same = |test: &dyn Fn(&Node) -> bool| before.is_some_and(test);
            let same_data = same(&|before| before.data == node.data);
            let same_live = same(&|before| before.live == node.live);
            let same_links = same(&|before| links(before) == links(node));
            let mut tag = kind_of(&node.data);
            for (flag, set) in [
                (SAME_DATA, same_data),
                (SAME_LIVE, same_live),
                (SAME_LINKS, same_links),
                (HAS_LIVE, node.live.is_some()),
            ] {
                tag |= if set { flag } else { 0 };
            }
            self.tag(tag);
            if !same_links {
                self.links(*key, node);
            }
            if !same_data {
                self.data(&node.data, &mut elements);
            }
            if let Some(live) = node.live.as_ref().filter(|_| !same_live) {
                self.live(live);
            }
        }
    }

    fn keys(&mut self, keys: impl ExactSizeIterator<Item = NodeKey>) {
        self.count(keys.len());
        let mut last = 0;
        for key in keys {
            self.key_after(last, key);
            last = key.raw();
        }
    }

    fn links(&mut self, key: NodeKey, node: &Node) {
        let links = links(node);
        let mask = links.iter().rev().fold(0, |mask, link| mask << 1 | u8::from(link.is_some()));
        self.tag(mask);
        for link in links.into_iter().flatten() {
            self.signed(link.raw().wrapping_sub(key.raw()) as i64);
        }
    }
}

impl Decoder<'_> {
    pub fn delta(&mut self, base: &Document) -> Decoded<Document> {
        let state = self.state()?;
        let root = self.option(Decoder::key)?;
        let removed = self.keys()?;
        let keys = self.keys()?;
        let mut elements = Vec::new();
        let mut changed = Vec::with_capacity(keys.len());
        for key in keys {
            let tag = self.tag()?;
            let before = base.node(key);
            let kept = || before.ok_or_else(|| damaged("a node is missing in the keyframe before"));
            let linked = if tag & SAME_LINKS != 0 { None } else { Some(self.links(key)?) };
            let mut data = NodeData::Cdata;
            match tag & SAME_DATA {
                0 => self.data(tag & KIND, &mut elements, &mut data)?,
                _ => data = kept()?.data.clone(),
            }
            let live = match (tag & SAME_LIVE, tag & HAS_LIVE) {
                (0, 0) => None,
                (0, _) => Some(Arc::new(self.live()?)),
                _ => kept()?.live.clone(),
            };
            let mut node = Node { live, ..Node::new(data) };
            set_links(
                &mut node,
                match linked {
                    Some(linked) => linked,
                    None => links(kept()?),
                },
            );
            changed.push((key, node));
        }
        let document = base.with_delta(DocumentDelta { changed, removed, root, state });
        document.ok_or_else(|| damaged("a keyframe does not fit the one before"))
    }

    fn keys(&mut self) -> Decoded<Vec<NodeKey>> {
        let mut last = 0_u64;
        self.list(|d| {
            last = last.wrapping_add(1).wrapping_add(d.signed()? as u64);
            NodeKey::from_raw(last).ok_or_else(|| damaged("a node has an impossible key"))
        })
    }

    fn links(&mut self, key: NodeKey) -> Decoded<[Option<NodeKey>; 7]> {
        let mask = self.tag()?;
        let mut links = [None; 7];
        for (place, link) in links.iter_mut().enumerate() {
            if mask >> place & 1 != 0 {
                let raw = key.raw().wrapping_add(self.signed()? as u64);
                let key = NodeKey::from_raw(raw).ok_or_else(|| damaged("a node has an impossible key"))?;
                *link = Some(key);
            }
        }
        Ok(links)
    }
}
