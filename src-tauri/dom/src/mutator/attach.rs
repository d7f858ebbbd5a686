//! Frame documents: attached to their frame, or parked until the frame is there.

use super::Writer;
use super::grow::Taken;
use super::recorded::is_frame;
use crate::{NodeData, NodeKey};
use events::{Code, SnapshotTree, TreeNodeKind};
use std::sync::Arc;

/// Documents parked at one time. A page has a frame or two whose document comes early; more is a broken recording.
const MAX_PARKED: usize = 256;

impl Writer<'_> {
    /// Replaces the document of a frame by a recorded one. What was in it before is gone.
    pub(super) fn attach(&mut self, frame: NodeKey, tree: &SnapshotTree) {
        let Some(root) = tree.nodes.first() else { return };
        let is_frame = self.document.node(frame).and_then(|node| node.element()).is_some_and(is_frame);
        if !is_frame {
            self.warn(
                Code::InvalidTree,
                "A document was put into a node that is not a frame and was left out",
            );
            return;
        }
        if root.id.map(NodeKey::from_source) == Some(frame) {
            self.inside_itself(frame);
            return;
        }
        if let Some(old) = self.document.node(frame).and_then(|frame| frame.content) {
            self.purge(old);
        }
        if let Some(elsewhere) = root.id.map(NodeKey::from_source)
            && self.document.root() != Some(elsewhere)
            && self.same_kind(elsewhere, root)
        {
            if self.is_inside(frame, elsewhere) {
                self.warn(Code::InvalidTree, "A document was put into a frame of its own and was left out");
                return;
            }
            // One document cannot be in two frames.
            self.purge(elsewhere);
        }
        let (key, _) = self.claim(root.id);
        let node = self.node_from(root);
        self.document.put(key, node);
        self.document.link_content(key, frame);
        self.grow_below(tree, key, Taken::Displace);
    }

    pub(super) fn park(&mut self, frame: NodeKey, tree: &SnapshotTree) {
        if !matches!(tree.nodes.first().map(|root| &root.kind), Some(TreeNodeKind::Document { .. })) {
            return;
        }
        self.note(Code::UnresolvedId, format!("The document of frame {frame:?} waits for its frame"));
        let parked = Arc::make_mut(&mut self.document.state.hidden.parked);
        parked.retain(|(known, _)| *known != frame);
        if parked.len() >= MAX_PARKED {
            parked.remove(0);
        }
        parked.push((frame, Arc::new(tree.clone())));
    }

    /// Gives parked documents to the frames this event built, and to the frames in those documents.
    pub(super) fn unpark(&mut self) {
        while let Some(frame) = self.scratch.frames.pop() {
            if self.document.state.hidden.parked.is_empty() {
                self.scratch.frames.clear();
                return;
            }
            let is_frame = matches!(
                self.document.node(frame).map(|node| &node.data), Some(NodeData::Element(element)) if is_frame(element)
            );
            let parked = &mut self.document.state.hidden.parked;
            if !is_frame {
                continue;
            }
            if let Some(index) = parked.iter().position(|(waiting, _)| *waiting == frame) {
                let (_, tree) = Arc::make_mut(parked).remove(index);
                self.attach(frame, &tree);
            }
        }
    }
}
