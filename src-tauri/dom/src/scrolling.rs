//! Which element scrolls the window of its document.

use crate::{Document, NodeData, NodeKey};

/// The document whose window this element scrolls: for a root element its document, in quirks mode for its body instead.
/// Such an element has no offsets of its own; a recording may give them to either.
/// <https://drafts.csswg.org/cssom-view/#dom-document-scrollingelement>
pub(crate) fn scrolls_window(document: &Document, key: NodeKey) -> Option<NodeKey> {
    let node = document.node(key)?;
    let (element, parent) = (node.element()?, node.parent?);
    let is_quirky = |key: NodeKey| match document.node(key).map(|node| &node.data) {
        Some(NodeData::Document { quirks }) => Some(*quirks),
        _ => None,
    };
    match is_quirky(parent) {
        Some(quirks) => (!quirks).then_some(parent),
        None if element.is_html("body") => {
            let above = document.node(parent)?.parent?;
            is_quirky(above)?.then_some(above)
        }
        None => None,
    }
}
