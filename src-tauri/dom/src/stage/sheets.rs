//! The sheets of a document as the stage may hold them.

use super::elements::{Role, held_node};
use super::{StageRules, css};
use crate::{Document, NodeKey, Sheet, StageSheet};
use events::Text;
use std::sync::Arc;

/// The sheet a `style` has in the document: its own where it was recorded apart, else the text of its children. None where
/// there is no style element on the stage, or its text is in another language than CSS.
pub(super) fn effective_sheet(document: &Document, key: NodeKey) -> Option<Arc<Sheet>> {
    let node = document.node(key)?;
    if held_node(node)?.role != Role::Style {
        return None;
    }
    if let Some(sheet) = &node.live().sheet {
        return Some(sheet.clone());
    }
    let language = node.element()?.attribute("type").map(|text| text.trim()).unwrap_or_default();
    if !(language.is_empty() || language.eq_ignore_ascii_case("text/css")) {
        return None;
    }
    let parts = document.children(key).filter_map(|child| match &document.node(child)?.data {
        crate::NodeData::Text(text) => Some(text.clone()),
        _ => None,
    });
    Some(Arc::new(Sheet::Text(parts.collect())))
}

impl StageRules {
    pub(super) fn held_sheet(&mut self, sheet: &Sheet) -> StageSheet {
        match sheet {
            Sheet::Text(parts) => {
                // A part can end inside a rule, so they are looked at together.
                let whole = match &**parts {
                    [one] => one.clone(),
                    parts => Text::from(parts.iter().map(Text::as_str).collect::<String>()),
                };
                StageSheet::Text(self.sheet(&whole))
            }
            Sheet::Rules(rules) => StageSheet::Rules(held_rules(rules)),
        }
    }
}

pub(super) fn held_rules(rules: &[Text]) -> Vec<Text> {
    rules.iter().map(css::rewrite_rule).collect()
}
