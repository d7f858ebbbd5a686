//! Elements of a document, found by a CSS selector.

use crate::EngineError;
use dom::{Document, NodeKey};
use questions::Selector;

/// The elements that the selector finds, in document order, in frames and shadow roots, too.
pub fn query(document: &Document, selector: &str) -> Result<Vec<NodeKey>, EngineError> {
    Ok(Selector::parse(selector).map_err(EngineError::selector)?.find(document))
}
