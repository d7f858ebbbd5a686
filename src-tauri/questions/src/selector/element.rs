//! An element as the matcher sees it.

use super::name::Name;
use super::parse::{NoElement, Recorded, State};
use super::state;
use dom::{Document, Element, Node, NodeData, NodeKey};
use events::Namespace;
use selectors::OpaqueElement;
use selectors::attr::{AttrSelectorOperation, CaseSensitivity, NamespaceConstraint};
use selectors::bloom::BloomFilter;
use selectors::context::{MatchingContext, QuirksMode};
use selectors::matching::ElementSelectorFlags;
use std::fmt;

#[derive(Clone, Copy)]
pub struct ElementRef<'d> {
    pub document: &'d Document,
    pub key: NodeKey,
    pub node: &'d Node,
    pub element: &'d Element,
}

impl fmt::Debug for ElementRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{} {:?}>", self.element.tag, self.key)
    }
}

impl<'d> ElementRef<'d> {
    pub fn new(document: &'d Document, key: NodeKey) -> Option<ElementRef<'d>> {
        let node = document.node(key)?;
        Some(ElementRef { document, key, node, element: node.element()? })
    }

    pub fn attribute(&self, name: &str) -> Option<&'d str> {
        self.element.attribute(name).map(|value| &**value)
    }

    /// The document that it is in: the top one, or a frame's.
    pub fn node_document(&self) -> Option<NodeKey> {
        let mut above = self.node.parent;
        while let Some(node) = above.and_then(|key| self.document.node(key)) {
            if matches!(node.data, NodeData::Document { .. }) {
                return above;
            }
            above = node.parent;
        }
        None
    }

    pub fn quirks(&self) -> QuirksMode {
        let document = self.node_document().and_then(|key| self.document.node(key));
        match document.map(|node| &node.data) {
            Some(NodeData::Document { quirks: true }) => QuirksMode::Quirks,
            _ => QuirksMode::NoQuirks,
        }
    }

    /// The element that this one is a child of; none at the top of a tree.
    pub fn parent(&self) -> Option<ElementRef<'d>> {
        ElementRef::new(self.document, self.node.parent?)
    }

    fn sibling(&self, next: impl Fn(&Node) -> Option<NodeKey>) -> Option<ElementRef<'d>> {
        let mut at = next(self.node);
        while let Some(key) = at {
            if let Some(element) = ElementRef::new(self.document, key) {
                return Some(element);
            }
            at = self.document.node(key).and_then(&next);
        }
        None
    }

    fn parent_data(&self) -> Option<&'d NodeData> {
        Some(&self.document.node(self.node.parent?)?.data)
    }
}

impl selectors::Element for ElementRef<'_> {
    type Impl = Recorded;

    fn opaque(&self) -> OpaqueElement {
        OpaqueElement::new(self.node)
    }

    fn parent_element(&self) -> Option<Self> {
        self.parent()
    }

    fn parent_node_is_shadow_root(&self) -> bool {
        matches!(self.parent_data(), Some(NodeData::ShadowRoot))
    }

    fn containing_shadow_host(&self) -> Option<Self> {
        let mut above = self.node.parent;
        while let Some(node) = above.and_then(|key| self.document.node(key)) {
            match node.data {
                NodeData::ShadowRoot => return ElementRef::new(self.document, node.parent?),
                NodeData::Document { .. } => return None,
                _ => above = node.parent,
            }
        }
        None
    }

    fn is_pseudo_element(&self) -> bool {
        false
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.sibling(|node| node.prev)
    }

    fn next_sibling_element(&self) -> Option<Self> {
        self.sibling(|node| node.next)
    }

    fn first_element_child(&self) -> Option<Self> {
        self.document.children(self.key).find_map(|key| ElementRef::new(self.document, key))
    }

    fn is_html_element_in_html_document(&self) -> bool {
        self.element.namespace == Namespace::Html
    }

    fn has_local_name(&self, local_name: &str) -> bool {
        self.element.tag == local_name
    }

    /// Prefixes are refused when a selector is read: it asks of any namespace.
    fn has_namespace(&self, _: &str) -> bool {
        true
    }

    fn is_same_type(&self, other: &Self) -> bool {
        self.element.tag == other.element.tag && self.element.namespace == other.element.namespace
    }

    fn attr_matches(
        &self,
        _: &NamespaceConstraint<&Name>,
        local_name: &Name,
        operation: &AttrSelectorOperation<&Name>,
    ) -> bool {
        let value = self.attribute(local_name.as_str());
        value.is_some_and(|value| operation.eval_str(value))
    }

    fn match_non_ts_pseudo_class(&self, state: &State, _: &mut MatchingContext<'_, Recorded>) -> bool {
        state::is(self, *state)
    }

    fn match_pseudo_element(&self, element: &NoElement, _: &mut MatchingContext<'_, Recorded>) -> bool {
        match *element {}
    }

    fn apply_selector_flags(&self, _: ElementSelectorFlags) {}

    fn is_link(&self) -> bool {
        state::is(self, State::AnyLink)
    }

    fn is_html_slot_element(&self) -> bool {
        self.element.is_html("slot")
    }

    fn has_id(&self, id: &Name, case: CaseSensitivity) -> bool {
        self.attribute("id").is_some_and(|value| case.eq(value.as_bytes(), id.as_str().as_bytes()))
    }

    fn has_class(&self, name: &Name, case: CaseSensitivity) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        let mut classes = classes.split(|c: char| c.is_ascii_whitespace());
        classes.any(|class| case.eq(class.as_bytes(), name.as_str().as_bytes()))
    }

    /// A custom element's own states are not recorded.
    fn has_custom_state(&self, _: &Name) -> bool {
        false
    }

    fn imported_part(&self, _: &Name) -> Option<Name> {
        None
    }

    fn is_part(&self, _: &Name) -> bool {
        false
    }

    fn is_empty(&self) -> bool {
        self.document.children(self.key).filter_map(|key| self.document.node(key)).all(|node| {
            match &node.data {
                NodeData::Element(_) => false,
                NodeData::Text(text) => text.is_empty(),
                _ => true,
            }
        })
    }

    fn is_root(&self) -> bool {
        matches!(self.parent_data(), Some(NodeData::Document { .. }))
    }

    fn add_element_unique_hashes(&self, _: &mut BloomFilter) -> bool {
        false
    }
}
