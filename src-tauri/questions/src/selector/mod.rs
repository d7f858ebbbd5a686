//! CSS selectors over a document, as far as level 4 can be answered from what was recorded.

mod element;
mod name;
mod parse;
mod reach;
mod state;
mod tracker;

pub use parse::SelectorProblem;
pub use tracker::{Found, Tracker};

use dom::{Document, NodeData, NodeKey};
use element::ElementRef;
use parse::{Grammar, Recorded};
use reach::Reach;
use selectors::context::{
    MatchingContext, MatchingForInvalidation, MatchingMode, NeedsSelectorFlags, QuirksMode, SelectorCaches,
};
use selectors::matching::matches_selector_list;
use selectors::parser::SelectorList;
use std::sync::Arc;

/// A list of selectors that was understood.
#[derive(Clone, Debug)]
pub struct Selector {
    list: SelectorList<Recorded>,
    text: String,
    reach: Arc<Reach>,
}

impl Selector {
    /// As in a style sheet, without pseudo-elements.
    pub fn parse(text: &str) -> Result<Selector, SelectorProblem> {
        let list = Grammar::read(text)?;
        let reach = Arc::new(Reach::of(&list));
        Ok(Selector { list, text: text.trim().to_owned(), reach })
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// The elements that it finds, in document order: a frame's and a shadow root's behind their element, each tree matched
    /// by itself, as `querySelectorAll` of that tree would.
    pub fn find(&self, document: &Document) -> Vec<NodeKey> {
        let mut caches = SelectorCaches::default();
        let mut quirks = QuirksMode::NoQuirks;
        let mut found = Vec::new();
        let Some(root) = document.root() else { return found };
        for key in document.walk(root) {
            let Some(node) = document.node(key) else { continue };
            if let NodeData::Document { quirks: is_quirky } = &node.data {
                quirks = if *is_quirky { QuirksMode::Quirks } else { QuirksMode::NoQuirks };
            }
            if ElementRef::new(document, key).is_some_and(|element| self.is(element, quirks, &mut caches)) {
                found.push(key);
            }
        }
        found
    }

    /// Whether it finds this element.
    pub fn finds(&self, document: &Document, key: NodeKey) -> bool {
        let mut caches = SelectorCaches::default();
        ElementRef::new(document, key).is_some_and(|element| self.is(element, element.quirks(), &mut caches))
    }

    fn is(&self, element: ElementRef<'_>, quirks: QuirksMode, caches: &mut SelectorCaches) -> bool {
        let mut context = MatchingContext::new(
            MatchingMode::Normal,
            None,
            caches,
            quirks,
            NeedsSelectorFlags::No,
            MatchingForInvalidation::No,
        );
        matches_selector_list(&self.list, element, &mut context)
    }
}

#[cfg(test)]
mod tests;
