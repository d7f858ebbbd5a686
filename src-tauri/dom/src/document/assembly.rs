//! Building a document node by node, from nothing or over another whose pages it goes on sharing: for keyframes.

use super::{Document, PAGE_NODES, Page, PageNumber, PageState, place};
use crate::{Node, NodeKey};
use std::sync::Arc;

/// Links are taken as they are: the caller vouches for them or checks the document afterwards.
pub struct Assembly {
    document: Document,
    /// The page last written to, taken out of the table: nodes come in the order of their keys, mostly.
    open: Option<(PageNumber, Arc<Page>)>,
}

impl Assembly {
    pub fn new() -> Assembly {
        Assembly::over(Document::default())
    }

    pub fn over(base: Document) -> Assembly {
        Assembly { document: base, open: None }
    }

    #[inline]
    /// False where a node of this key was there and was replaced.
    pub fn put(&mut self, key: NodeKey, node: Node) -> bool {
        let (number, slot) = place(key);
        let Some(slot) = self.page(number).get_mut(slot) else { return false };
        let is_new = slot.replace(node).is_none();
        self.document.node_count += usize::from(is_new);
        is_new
    }

    /// False where no node has this key.
    pub fn remove(&mut self, key: NodeKey) -> bool {
        self.close();
        self.document.take(key).is_some()
    }

    fn page(&mut self, number: PageNumber) -> &mut Page {
        if self.open.as_ref().is_none_or(|(open, _)| *open != number) {
            self.close();
        }
        let pages = &mut self.document.pages;
        let (_, page) = self.open.get_or_insert_with(|| {
            let page = pages.remove(&number).unwrap_or_else(|| Arc::new([const { None }; PAGE_NODES]));
            (number, page)
        });
        Arc::make_mut(page)
    }

    fn close(&mut self) {
        if let Some((number, page)) = self.open.take() {
            self.document.pages.insert(number, page);
        }
    }

    pub fn finish(mut self, root: Option<NodeKey>, state: PageState) -> Document {
        self.close();
        self.document.root = root;
        self.document.state = state;
        self.document
    }
}

impl Default for Assembly {
    fn default() -> Assembly {
        Assembly::new()
    }
}
