//! A whole document as the stage may hold it.

use super::attributes::held_attributes;
use super::css_values::is_held_font_source;
use super::elements::{self, Held, Role, held_node, holds_children};
use super::sheets::effective_sheet;
use super::{StageNode, StageNodeData, StageOp, StagePatch, StageRules};
use crate::{Document, Node, NodeData, NodeKey};
use events::{Font, StyleId, Text};
use hashbrown::HashSet;
use std::sync::Arc;

impl StageRules {
    /// Everything the stage needs to show a document from nothing.
    pub fn full(&mut self, document: &Document) -> StagePatch {
        let mut ops = Vec::new();
        if let Some(root) = document.root() {
            let keys = document
                .walk(root)
                .map(|key| (key, document.node(key).and_then(|node| node.parent).filter(|_| key != root)));
            let nodes = self.held_nodes(document, keys);
            ops.push(StageOp::Insert { parent: None, before: None, nodes });
        }
        let state = document.state();
        let mut ids: Vec<StyleId> = state.constructed.keys().copied().collect();
        ids.sort_unstable();
        for id in ids {
            if let Some(sheet) = state.constructed.get(&id) {
                ops.push(StageOp::SetConstructed { id, sheet: self.held_sheet(sheet) });
            }
        }
        if !state.fonts.is_empty() {
            ops.push(StageOp::Fonts(held_fonts(&state.fonts)));
        }
        ops.push(StageOp::Viewport(state.viewport));
        ops.push(StageOp::Href(state.href.clone()));
        if !state.selection.is_empty() {
            ops.push(StageOp::Selection(state.selection.clone()));
        }
        if state.focused.is_some() {
            ops.push(StageOp::Focus(state.focused));
        }
        StagePatch { ops }
    }

    /// The nodes that the stage holds of those that are inserted, with their parents, in document order.
    pub(super) fn held_nodes(
        &mut self,
        document: &Document,
        keys: impl Iterator<Item = (NodeKey, Option<NodeKey>)>,
    ) -> Vec<StageNode> {
        let mut nodes = Vec::with_capacity(keys.size_hint().0);
        // Nodes with nothing below them on the stage, and what was below them.
        let mut closed: HashSet<NodeKey> = HashSet::new();
        for (key, parent) in keys {
            let Some(node) = document.node(key) else { continue };
            if parent.is_some_and(|parent| closed.contains(&parent)) {
                closed.insert(key);
                continue;
            }
            if !holds_children(node) {
                closed.insert(key);
            }
            let held = held_node(node);
            let sheet = effective_sheet(document, key).map(|sheet| self.held_sheet(&sheet));
            let live = self.live(node, held.as_ref());
            nodes.push(StageNode { key, parent, data: held_data(node, held.as_ref()), live, sheet });
        }
        nodes
    }
}

pub(super) fn held_data(node: &Node, held: Option<&Held>) -> StageNodeData {
    match &node.data {
        NodeData::Document { quirks } => StageNodeData::Document { quirks: *quirks },
        NodeData::ShadowRoot => StageNodeData::ShadowRoot,
        NodeData::Doctype(doctype) => StageNodeData::Doctype {
            // A browser throws at most other names, and the name has no meaning.
            name: if doctype.name.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !doctype.name.is_empty()
            {
                doctype.name.clone()
            } else {
                Text::from("html")
            },
            public_id: doctype.public_id.clone(),
            system_id: doctype.system_id.clone(),
        },
        NodeData::Text(text) => StageNodeData::Text(text.clone()),
        NodeData::Comment(text) => StageNodeData::Comment(text.clone()),
        // An HTML document has none; the comment keeps the place for its neighbours.
        NodeData::Cdata => StageNodeData::Comment(Text::default()),
        NodeData::Element(element) => {
            let held = held.cloned().unwrap_or_else(|| elements::held(element, node));
            let attributes = held_attributes(element, &held);
            let custom = element.custom && held.role == Role::Custom;
            // The namespace stays also where the name is refused: the children of an SVG element are drawn by SVG.
            StageNodeData::Element { tag: held.tag, namespace: element.namespace, custom, attributes }
        }
    }
}

/// Fonts whose bytes are in the recording.
pub(super) fn held_fonts(fonts: &Arc<Vec<Font>>) -> Arc<Vec<Font>> {
    let is_held = |font: &Font| font.bytes || is_held_font_source(&font.source);
    if fonts.iter().all(is_held) {
        return fonts.clone();
    }
    Arc::new(fonts.iter().filter(|font| is_held(font)).cloned().collect())
}
