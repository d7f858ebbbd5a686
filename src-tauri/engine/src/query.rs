//! Elements of a document, found by a CSS selector or an XPath.

use crate::EngineError;
use dom::{Document, NodeKey};
use questions::{Selector, XPath};

/// The elements that the selector finds, in document order, in frames and shadow roots, too. What begins with a slash is
/// an XPath.
pub fn query(document: &Document, selector: &str) -> Result<Vec<NodeKey>, EngineError> {
    if selector.trim_start().starts_with('/') {
        return Ok(XPath::parse(selector).map_err(EngineError::selector)?.find(document));
    }
    Ok(Selector::parse(selector).map_err(EngineError::selector)?.find(document))
}
