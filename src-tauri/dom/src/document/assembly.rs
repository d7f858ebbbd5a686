//! Building a document node by node, from nothing or over another whose pages it goes on sharing: for keyframes.

use super::{Document, PageState};
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

impl Default for Assembly {
    fn default() -> Assembly {
        Assembly::new()
    }
}
