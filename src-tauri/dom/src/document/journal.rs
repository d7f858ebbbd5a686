//! What is written to, while somebody watches: each node as it was before its first change.

use crate::{Node, NodeKey};
use hashbrown::HashMap;

/// Nodes that were written to, as they were before; None where there was none. A node that was written to may be the
/// same again.
pub type Touched = HashMap<NodeKey, Option<Node>>;

/// Off unless somebody watches. A copy of a document is not watched.
#[derive(Debug, Default)]
pub(crate) struct Journal(Option<Box<Touched>>);

impl Clone for Journal {
    fn clone(&self) -> Journal {
        Journal::default()
    }
}

impl Journal {
    pub fn begin(&mut self) {
        self.0.get_or_insert_default();
    }

    #[inline]
    pub fn is_on(&self) -> bool {
        self.0.is_some()
    }

    /// Must be told before the node changes.
    #[inline]
    pub fn note(&mut self, key: NodeKey, before: Option<&Node>) {
        if let Some(touched) = &mut self.0 {
            touched.entry(key).or_insert_with(|| before.cloned());
        }
    }

    /// Hands over what was noted and goes on with `empty`.
    pub fn exchange(&mut self, empty: Touched) -> Touched {
        match &mut self.0 {
            Some(touched) => std::mem::replace(touched, empty),
            None => empty,
        }
    }
}
