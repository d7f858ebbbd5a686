//! Full snapshots: the page is rebuilt, and stays the page it was or becomes another (the epoch).

use super::Writer;
use super::grow::Taken;
use super::recorded::is_same_kind;
use crate::fault::{self, Fault};
use crate::{NodeData, NodeKey};
use events::{FullSnapshot, Text, TreeNode, TreeNodeKind};
use hashbrown::HashSet;
use std::sync::Arc;

impl Writer<'_> {
    pub(super) fn content_loaded(&mut self) {
        let hidden = &mut self.document.state.hidden;
        hidden.navigated = true;
        hidden.awaits_load = true;
    }

    /// A load event belongs to the page whose content has loaded before it, or else to a page we have not seen yet.
    pub(super) fn loaded(&mut self) {
        let hidden = &mut self.document.state.hidden;
        if !std::mem::take(&mut hidden.awaits_load) {
            hidden.navigated = true;
        }
    }

    /// Never resets anything: an address can change without a new page, and a snapshot can come without an address.
    pub(super) fn meta(&mut self, href: &Text, size: (f64, f64)) {
        self.viewport(size);
        self.document.state.href = href.clone();
    }

    pub(super) fn viewport(&mut self, (width, height): (f64, f64)) {
        if width.is_finite() && height.is_finite() && width > 0.0 && height > 0.0 {
            self.document.state.viewport = Some((width, height));
        }
    }

    pub(super) fn full_snapshot(&mut self, snapshot: &FullSnapshot) {
        let Some(root) = snapshot.tree.nodes.first() else { return };
        let is_same_page = self.is_same_page(&snapshot.tree.nodes);
        let state = &mut self.document.state;
        let focused = state.focused.take();
        if !fault::active(Fault::SnapshotKeepsSheets) {
            state.constructed = Arc::default();
        }
        state.hidden.waiting = Arc::default();
        state.hidden.has_base = true;
        state.hidden.navigated = false;
        state.hidden.base_href = state.href.clone();
        if !is_same_page {
            state.epoch += 1;
            state.selection = Arc::default();
            state.fonts = Arc::default();
            state.hidden.nameless = 0;
            self.forget_targets();
        }
        self.keep_parked(&snapshot.tree.nodes);
        self.document.clear_nodes();

        let key = self.top(root);
        if let (Some(scroll), Some(node)) = (snapshot.scroll, self.document.node_mut(key)) {
            node.edit_live(|live| live.scroll = Some(scroll));
        }
        self.grow_below(&snapshot.tree, key, Taken::Displace);
        self.settle();
        if is_same_page {
            self.document.state.focused = focused.filter(|&key| self.document.node(key).is_some());
        }
    }

    /// The top document; one is made around a snapshot that begins with something else.
    fn top(&mut self, root: &TreeNode) -> NodeKey {
        if let TreeNodeKind::Document { .. } = root.kind {
            let (key, _) = self.claim(root.id);
            let node = self.node_from(root);
            self.document.put(key, node);
            self.document.set_root(Some(key));
            return key;
        }
        let key = self.nameless();
        self.document.put(key, crate::Node::new(NodeData::Document { quirks: false }));
        self.document.set_root(Some(key));
        let (child, _) = self.claim(root.id);
        let node = self.node_from(root);
        self.document.put(child, node);
        self.built(child, root);
        self.document.link(child, key, None);
        child
    }

    /// Whether a snapshot shows the page that is in the document already. Ids count from 1 on every page, so a page load
    /// or an id that is another kind of node says no. Another address alone says neither: a page can change its address
    /// without loading, and then the snapshot repeats what is in the document.
    fn is_same_page(&self, nodes: &[TreeNode]) -> bool {
        let hidden = &self.document.state.hidden;
        let root = nodes.first().and_then(|root| root.id).map(NodeKey::from_source);
        if !hidden.has_base || hidden.navigated || root.is_none() || root != self.document.root() {
            return false;
        }
        let mut repeated = 0;
        for node in nodes {
            let Some(key) = node.id.map(NodeKey::from_source) else { continue };
            let Some(known) = self.document.node(key) else { continue };
            if !is_same_kind(&known.data, &node.kind) {
                return false;
            }
            repeated += usize::from(is_same_content(&known.data, &node.kind));
        }
        let is_same_address = address(&hidden.base_href) == address(&self.document.state.href);
        // Nine in ten: a page that changed its address has changed a part of itself, while other pages that happen to
        // have nodes of the same kinds under the same ids have other texts and attributes.
        is_same_address || repeated * 10 >= nodes.len() * 9
    }

    fn forget_targets(&mut self) {
        let hidden = &mut self.document.state.hidden;
        if hidden.trail.iter().any(|(_, sample)| sample.target.is_some()) {
            Arc::make_mut(&mut hidden.trail).iter_mut().for_each(|(_, sample)| sample.target = None);
        }
        if hidden.presses.iter().any(|(_, press)| press.target.is_some()) {
            Arc::make_mut(&mut hidden.presses).iter_mut().for_each(|(_, press)| press.target = None);
        }
    }

    /// Documents that wait for a frame of this snapshot stay; the others would go to a stranger with the same id.
    fn keep_parked(&mut self, nodes: &[TreeNode]) {
        if self.document.state.hidden.parked.is_empty() {
            return;
        }
        let frames: HashSet<NodeKey> = nodes
            .iter()
            .filter(|node| matches!(&node.kind, TreeNodeKind::Element(e) if &*e.tag == "iframe" || &*e.tag == "frame"))
            .filter_map(|node| node.id.map(NodeKey::from_source))
            .collect();
        Arc::make_mut(&mut self.document.state.hidden.parked).retain(|(frame, _)| frames.contains(frame));
    }
}

fn is_same_content(known: &NodeData, recorded: &TreeNodeKind) -> bool {
    match (known, recorded) {
        (NodeData::Text(known), TreeNodeKind::Text(text)) => known == text,
        (NodeData::Element(known), TreeNodeKind::Element(element)) => known.attributes == element.attributes,
        _ => true,
    }
}

/// An address without its fragment.
fn address(href: &str) -> &str {
    href.split_once('#').map_or(href, |(address, _)| address)
}
