//! Renaming a node: two nodes claimed one id, and the earlier one stays in the tree under another key.

use crate::{Document, NodeKey};
use std::sync::Arc;

impl Document {
    /// Gives the node `from` the key `to`, which is free, and mends every link to it. Its shadow root, whose key follows
    /// from the host's, is renamed with it.
    pub(crate) fn rekey(&mut self, from: NodeKey, to: NodeKey) {
        let shadow = self.node(from).and_then(|node| node.shadow);
        self.rekey_one(from, to);
        if let Some(shadow) = shadow {
            self.rekey_one(shadow, to.shadow_root());
        }
    }

    fn rekey_one(&mut self, from: NodeKey, to: NodeKey) {
        let Some(node) = self.take(from) else { return };
        let below: Vec<NodeKey> = self.children_from(node.first_child).collect();
        for child in below.into_iter().chain(node.shadow).chain(node.content) {
            if let Some(child) = self.node_mut(child) {
                child.parent = Some(to);
            }
        }
        if let Some(prev) = node.prev.and_then(|prev| self.node_mut(prev)) {
            prev.next = Some(to);
        }
        if let Some(next) = node.next.and_then(|next| self.node_mut(next)) {
            next.prev = Some(to);
        }
        if let Some(parent) = node.parent.and_then(|parent| self.node_mut(parent)) {
            for link in
                [&mut parent.first_child, &mut parent.last_child, &mut parent.shadow, &mut parent.content]
            {
                if *link == Some(from) {
                    *link = Some(to);
                }
            }
        }
        if self.root() == Some(from) {
            self.set_root(Some(to));
        }
        if self.state.focused == Some(from) {
            self.state.focused = Some(to);
        }
        let waits = |key: NodeKey| self.state.hidden.waiting.iter().any(|(waiting, ..)| *waiting == key);
        if waits(from) {
            let waiting = Arc::make_mut(&mut self.state.hidden.waiting);
            waiting
                .iter_mut()
                .filter(|(waiting, ..)| *waiting == from)
                .for_each(|(waiting, ..)| *waiting = to);
        }
        self.put(to, node);
    }
}
