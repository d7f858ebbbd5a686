//! Building a document node by node, from nothing or over another whose pages it goes on sharing: for keyframes.

use super::{Document, Page, PageNumber, PageState, place};
use crate::{Node, NodeKey};

/// Links are taken as they are: the caller vouches for them or checks the document afterwards.
pub struct Assembly {
    document: Document,
}

impl Assembly {
    pub fn new() -> Assembly {
        Assembly::over(Document::default())
    }

    pub fn over(base: Document) -> Assembly {
        Assembly { document: base }
    }

    #[inline]
    /// False where a node of this key was there and was replaced.
    pub fn put(&mut self, key: NodeKey, node: Node) -> bool {
        let before = self.document.node_count;
        self.document.put(key, node);
        self.document.node_count > before
    }

    /// Where the node of this key goes, and its neighbours by number: to put many without looking for the place each time.
    /// None for no number that a key can have.
    #[inline]
    pub fn page_of(&mut self, key: NodeKey) -> Option<AssemblyPage<'_>> {
        let (number, _) = place(key);
        let page = self.document.pages.get_or_make(number)?;
        Some(AssemblyPage { number, page, node_count: &mut self.document.node_count })
    }

    /// False where no node has this key.
    pub fn remove(&mut self, key: NodeKey) -> bool {
        self.document.take(key).is_some()
    }

    pub fn finish(mut self, root: Option<NodeKey>, state: PageState) -> Document {
        self.document.root = root;
        self.document.state = state;
        self.document
    }
}

/// A page of the document that is being built.
pub struct AssemblyPage<'a> {
    number: PageNumber,
    page: &'a mut Page,
    node_count: &'a mut usize,
}

impl AssemblyPage<'_> {
    #[inline]
    pub fn holds(&self, key: NodeKey) -> bool {
        place(key).0 == self.number
    }

    /// Only for a key that this page holds. None where a node of this key is there already.
    #[inline]
    pub fn put(&mut self, key: NodeKey, node: Node) -> Option<&mut Node> {
        let slot = self.page.get_mut(place(key).1).filter(|slot| slot.is_none())?;
        *self.node_count += 1;
        Some(slot.insert(node))
    }
}

impl Default for Assembly {
    fn default() -> Assembly {
        Assembly::new()
    }
}
