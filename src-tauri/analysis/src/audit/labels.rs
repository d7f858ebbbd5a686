//! The words that stand beside a field: its label's text.

use events::{SnapshotTree, TreeNodeKind};
use std::collections::HashMap;

#[derive(Default)]
pub(super) struct Labels {
    /// By the id that a label names.
    of_id: HashMap<String, String>,
    /// By the place of a field that stands in its label.
    of_place: HashMap<usize, String>,
}

impl Labels {
    pub(super) fn of_tree(tree: &SnapshotTree) -> Labels {
        let mut labels = Labels::default();
        // The label that each node stands in.
        let mut around: Vec<Option<usize>> = Vec::with_capacity(tree.nodes.len());
        let mut texts: HashMap<usize, String> = HashMap::new();
        let mut fields = Vec::new();
        for (place, node) in tree.nodes.iter().enumerate() {
            let above = node.parent.and_then(|parent| around.get(parent as usize).copied().flatten());
            let mut own = above;
            match &node.kind {
                TreeNodeKind::Element(element) if element.tag.as_str() == "label" => own = Some(place),
                TreeNodeKind::Element(element)
                    if matches!(element.tag.as_str(), "input" | "textarea" | "select") =>
                {
                    fields.extend(above.map(|label| (place, label)));
                    // Its options are no words of its label.
                    own = None;
                }
                TreeNodeKind::Text(text) => {
                    if let Some(label) = above {
                        texts.entry(label).or_default().push_str(text);
                    }
                }
                _ => {}
            }
            around.push(own);
        }
        for (place, label) in fields {
            labels.of_place.extend(texts.get(&label).map(|text| (place, text.trim().to_owned())));
        }
        for (place, text) in texts {
            if let Some(TreeNodeKind::Element(label)) = tree.nodes.get(place).map(|node| &node.kind) {
                let names = label.attributes.iter().find(|(name, _)| name.as_str() == "for");
                labels.of_id.extend(names.map(|(_, id)| (id.to_string(), text.trim().to_owned())));
            }
        }
        labels
    }

    /// Of the field at this place, with this id.
    pub(super) fn of(&self, place: usize, id: &str) -> String {
        let by_id = (!id.is_empty()).then(|| self.of_id.get(id)).flatten();
        by_id.or_else(|| self.of_place.get(&place)).cloned().unwrap_or_default()
    }
}
