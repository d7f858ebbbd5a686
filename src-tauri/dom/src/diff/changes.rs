//! Which nodes differ between two documents, found page by page.

use crate::{Document, Node, NodeData, NodeKey};
use std::sync::Arc;

/// Keys of the nodes that differ, each list sorted, so that equal inputs give equal patches.
#[derive(Default, Debug)]
pub(crate) struct Changes {
    /// In `to` only.
    pub added: Vec<NodeKey>,
    /// In `from` only.
    pub removed: Vec<NodeKey>,
    /// In both, but as another kind of node or another tag: no edit leads from one to the other.
    pub replaced: Vec<NodeKey>,
    /// In both and of one kind, with another parent or another neighbour.
    pub relinked: Vec<NodeKey>,
    /// In both and of one kind, with other data or other live state.
    pub edited: Vec<NodeKey>,
}

pub(crate) fn compare(from: &Document, to: &Document) -> Changes {
    let mut changes = Changes::default();
    for (number, new, old) in to.pages().apart_from(from.pages()) {
        let length = new.or(old).map_or(0, |page| page.len());
        for slot in 0..length {
            let Some(key) = NodeKey::from_raw(number * length as u64 + slot as u64) else { continue };
            let [new, old] = [new, old].map(|page| page?.get(slot)?.as_ref());
            changes.note(key, old, new);
        }
    }
    for list in [
        &mut changes.added,
        &mut changes.removed,
        &mut changes.replaced,
        &mut changes.relinked,
        &mut changes.edited,
    ] {
        list.sort_unstable();
    }
    changes
}

impl Changes {
    fn note(&mut self, key: NodeKey, old: Option<&Node>, new: Option<&Node>) {
        let (old, new) = match (old, new) {
            (None, None) => return,
            (None, Some(_)) => return self.added.push(key),
            (Some(_), None) => return self.removed.push(key),
            (Some(old), Some(new)) => (old, new),
        };
        if !same_kind(&old.data, &new.data) {
            return self.replaced.push(key);
        }
        if (old.parent, old.prev, old.next) != (new.parent, new.prev, new.next) {
            self.relinked.push(key);
        }
        if old.data != new.data || !same_live(old, new) {
            self.edited.push(key);
        }
    }
}

/// Whether an edit in place leads from one to the other. The stage creates an element once, with its tag, namespace and
/// registry, so those are part of the kind.
fn same_kind(old: &NodeData, new: &NodeData) -> bool {
    match (old, new) {
        (NodeData::Element(old), NodeData::Element(new)) => {
            old.tag == new.tag && old.namespace == new.namespace && old.custom == new.custom
        }
        _ => std::mem::discriminant(old) == std::mem::discriminant(new),
    }
}

fn same_live(old: &Node, new: &Node) -> bool {
    match (&old.live, &new.live) {
        (Some(old), Some(new)) => Arc::ptr_eq(old, new) || old == new,
        (old, new) => old.is_none() && new.is_none(),
    }
}
