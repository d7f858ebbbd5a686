//! Which elements should bear a mark of the stage's own: for hover, press, focus and target, and for what it does not hold.

use super::expected::{Expected, Kind, Node};
use std::collections::{BTreeMap, BTreeSet};

/// `input` types that a person writes into: they show their focus whichever way it came.
const WRITTEN: &[&str] = &[
    "text",
    "search",
    "url",
    "tel",
    "email",
    "password",
    "number",
    "date",
    "month",
    "week",
    "time",
    "datetime-local",
];

/// Every `input` type there is; others are `text`.
const TYPES: &[&str] =
    &["checkbox", "radio", "range", "color", "file", "hidden", "button", "submit", "reset", "image"];

/// By node, the names of its marks.
pub(super) fn marks(expected: &Expected) -> BTreeMap<u64, BTreeSet<&'static str>> {
    let mut marks: BTreeMap<u64, BTreeSet<&'static str>> = BTreeMap::new();
    let mut mark = |keys: &[u64], name: &'static str| {
        for key in keys {
            marks.entry(*key).or_default().insert(name);
        }
    };
    mark(&chain(expected, expected.pointed), "ph-hover");
    mark(&chain(expected, expected.pressed), "ph-active");
    let focused = chain(expected, expected.focus);
    mark(&focused, "ph-focus-within");
    mark(&focused[..focused.len().min(1)], "ph-focus");
    if let Some(first) = focused.first()
        && expected.node(*first).is_some_and(shows_focus)
    {
        mark(&[*first], "ph-focus-visible");
    }
    mark(&target(expected).into_iter().collect::<Vec<_>>(), "ph-target");
    for node in &expected.nodes {
        if node.kind.is_element() && node.name.starts_with("ph-") {
            mark(&[node.key], "ph-inert");
        }
        if node.live.blocked_size.is_some() && node.kind.is_element() {
            mark(&[node.key], "ph-blocked");
        }
    }
    marks
}

/// Popovers that should be open: whether one is open is not recorded, but one that holds the pointer or the focus is.
pub(super) fn popovers(expected: &Expected) -> BTreeSet<u64> {
    let pops = |key: &u64| expected.node(*key).is_some_and(|node| node.attributes.contains_key("popover"));
    let around = |key| chain(expected, key).into_iter().filter(pops).collect::<BTreeSet<_>>();
    let at_pointer = around(expected.pointed);
    if at_pointer.is_empty() { around(expected.focus) } else { at_pointer }
}

/// The elements at and around a node as they are drawn: what is slotted is inside its slot.
fn chain(expected: &Expected, key: Option<u64>) -> Vec<u64> {
    let mut chain = Vec::new();
    let mut at = key.and_then(|key| expected.node(key));
    while let Some(node) = at {
        if node.kind.is_element() {
            chain.push(node.key);
        }
        at = slot_of(expected, node).or_else(|| expected.node(node.parent));
    }
    chain
}

fn slot_of<'a>(expected: &'a Expected, node: &Node) -> Option<&'a Node> {
    if !(node.kind.is_element() || node.kind == Kind::Text) {
        return None;
    }
    let shadow = expected.children(node.parent).find(|child| child.kind == Kind::Shadow)?;
    let wanted = node.attribute("slot").unwrap_or_default();
    let mut slots = expected.tree_below(shadow.key).into_iter().filter(|inner| inner.is_html("slot"));
    slots.find(|slot| slot.attribute("name").unwrap_or_default() == wanted)
}

fn shows_focus(node: &Node) -> bool {
    if node.is_html("input") {
        let kind = node.control_type();
        return WRITTEN.contains(&kind.as_str()) || !TYPES.contains(&kind.as_str());
    }
    node.is_html("textarea") || node.attribute("contenteditable").is_some_and(|value| value != "false")
}

/// The element of the top document that the address names.
fn target(expected: &Expected) -> Option<u64> {
    let (_, fragment) = expected.href.split_once('#').filter(|(_, fragment)| !fragment.is_empty())?;
    let top = expected.nodes.first()?.key;
    let named = |name: &str| {
        let mut elements = expected.tree_below(top).into_iter().filter(|node| node.kind.is_element());
        elements.find(|node| node.attribute("id") == Some(name)).map(|node| node.key)
    };
    named(fragment).or_else(|| named(&decoded(fragment)))
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let code = behind.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            None => {
                bytes.push(first);
                rest = behind;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
