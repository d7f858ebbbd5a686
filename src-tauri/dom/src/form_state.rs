//! What controls hold, as a browser's DOM properties would say: live state over attributes over defaults.

mod dates;
mod number;
mod sanitize;

use crate::{Document, Element, Node, NodeData, NodeKey};
use events::Text;
use hashbrown::HashSet;

/// What a control holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FormValue {
    /// The text of an input or textarea after the browser's value sanitizing.
    Value(Text),
    /// Whether a checkbox or radio button is on.
    Checked(bool),
    /// Indices of a select's selected options.
    Selected(Vec<usize>),
}

impl Document {
    /// What the control with this key holds; None for nodes that are no controls, and for file inputs, whose value no
    /// recording has.
    pub fn form_value(&self, key: NodeKey) -> Option<FormValue> {
        let node = self.node(key)?;
        let element = node.element()?;
        if element.is_html("input") {
            input_value(node, element)
        } else if element.is_html("textarea") {
            let raw = match node.live().value.as_ref().or_else(|| element.attribute("value")) {
                Some(value) => value.clone(),
                None => Text::from(child_text(self, key)),
            };
            Some(FormValue::Value(sanitize::newlines(raw)))
        } else if element.is_html("select") {
            Some(FormValue::Selected(selected_options(self, key)))
        } else {
            None
        }
    }

    /// Whether a select holds this option of its.
    pub fn is_selected_option(&self, select: NodeKey, option: NodeKey) -> bool {
        selected_keys(self, select).contains(&option)
    }
}

fn input_value(node: &Node, element: &Element) -> Option<FormValue> {
    let kind = element.attribute("type").map(|kind| kind.to_ascii_lowercase()).unwrap_or_default();
    match &*kind {
        "checkbox" | "radio" => {
            let on = node.live().checked.unwrap_or_else(|| element.attribute("checked").is_some());
            Some(FormValue::Checked(on))
        }
        "file" => None,
        kind => {
            let raw = node
                .live()
                .value
                .as_ref()
                .or_else(|| element.attribute("value"))
                .cloned()
                .unwrap_or_default();
            Some(FormValue::Value(sanitize::value(kind, raw, element)))
        }
    }
}

fn selected_options(document: &Document, select: NodeKey) -> Vec<usize> {
    let options = options_of(document, select);
    let live = |key: NodeKey| document.node(key).and_then(|node| node.live().selected);
    let by_attribute = |key: NodeKey| has_attribute(document, key, "selected");
    let is_selected = |key: NodeKey| live(key).unwrap_or_else(|| by_attribute(key));
    let all = options.iter().enumerate();
    if is_multiple(document, select) {
        return all.filter(|&(_, &option)| is_selected(option)).map(|(index, _)| index).collect();
    }
    let explicit = options.iter().rposition(|&option| live(option) == Some(true));
    if let Some(index) = explicit.or_else(|| options.iter().rposition(|&option| is_selected(option))) {
        return vec![index];
    }
    // A value that no option has leaves nothing selected; a list box starts with nothing.
    let was_set = options.iter().any(|&option| live(option).is_some());
    if was_set || display_size(document, select) > 1 {
        return Vec::new();
    }
    options.iter().position(|&option| !is_disabled(document, option)).into_iter().collect()
}

/// The selected options of a select.
pub(crate) fn selected_keys(document: &Document, select: NodeKey) -> HashSet<NodeKey> {
    let options = options_of(document, select);
    selected_options(document, select).into_iter().filter_map(|index| options.get(index).copied()).collect()
}

fn display_size(document: &Document, select: NodeKey) -> u32 {
    let size =
        document.node(select).and_then(|node| node.element()).and_then(|element| element.attribute("size"));
    size.and_then(|size| size.trim().parse().ok()).unwrap_or(1)
}

fn is_disabled(document: &Document, option: NodeKey) -> bool {
    let group = document.node(option).and_then(|node| node.parent).filter(|&parent| {
        document
            .node(parent)
            .and_then(|node| node.element())
            .is_some_and(|element| element.is_html("optgroup"))
    });
    has_attribute(document, option, "disabled")
        || group.is_some_and(|group| has_attribute(document, group, "disabled"))
}

fn has_attribute(document: &Document, key: NodeKey, name: &str) -> bool {
    document
        .node(key)
        .and_then(|node| node.element())
        .is_some_and(|element| element.attribute(name).is_some())
}

/// The text of a node's own text children.
pub(crate) fn child_text(document: &Document, parent: NodeKey) -> String {
    let mut text = String::new();
    for child in document.children(parent) {
        if let Some(NodeData::Text(part)) = document.node(child).map(|child| &child.data) {
            text.push_str(part);
        }
    }
    text
}

/// The options of a select in order, those in groups included.
pub(crate) fn options_of(document: &Document, select: NodeKey) -> Vec<NodeKey> {
    let mut options = Vec::new();
    for child in document.children(select) {
        let Some(element) = document.node(child).and_then(|node| node.element()) else { continue };
        match &*element.tag {
            "option" => options.push(child),
            "optgroup" => {
                options.extend(document.children(child).filter(|&child| is_option(document, child)))
            }
            _ => {}
        }
    }
    options
}

fn is_option(document: &Document, key: NodeKey) -> bool {
    document.node(key).and_then(|node| node.element()).is_some_and(|element| element.is_html("option"))
}

/// The select an option or a group of options belongs to.
pub(crate) fn select_of(document: &Document, key: NodeKey) -> Option<NodeKey> {
    let mut at = document.node(key)?.parent?;
    if document.node(at)?.element()?.is_html("optgroup") {
        at = document.node(at)?.parent?;
    }
    document.node(at)?.element()?.is_html("select").then_some(at)
}

pub(crate) fn is_multiple(document: &Document, select: NodeKey) -> bool {
    has_attribute(document, select, "multiple")
}

/// The first option with this value.
pub(crate) fn chosen_by_value(document: &Document, select: NodeKey, value: &str) -> Option<NodeKey> {
    options_of(document, select).into_iter().find(|&option| option_value(document, option) == value)
}

/// The value of an option: its attribute, or else its text with runs of white space as one space.
pub(crate) fn option_value(document: &Document, option: NodeKey) -> String {
    let Some(node) = document.node(option) else { return String::new() };
    if let Some(value) = node.element().and_then(|element| element.attribute("value")) {
        return value.as_str().to_owned();
    }
    let mut text = String::new();
    for key in document.walk(option) {
        if let Some(NodeData::Text(part)) = document.node(key).map(|node| &node.data) {
            text.push_str(part);
        }
    }
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}
