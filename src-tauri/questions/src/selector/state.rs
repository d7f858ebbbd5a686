//! Pseudo-classes, answered from the recorded attributes and the live state beside them.

use super::element::ElementRef;
use super::parse::State;
use dom::{FormValue, NodeKey};

/// Inputs that hold no text.
const NOT_WRITTEN_IN: &[&str] =
    &["button", "checkbox", "color", "file", "hidden", "image", "radio", "range", "reset", "submit"];

pub fn is(element: &ElementRef<'_>, state: State) -> bool {
    match state {
        State::AnyLink => {
            let is_link = ["a", "area"].iter().any(|tag| element.element.is_html(tag));
            is_link && element.attribute("href").is_some()
        }
        State::Checked => is_checked(element),
        State::Default => is_default(element),
        State::Defined => !element.element.tag.contains('-') || element.element.custom,
        State::Disabled => is_disabled(element),
        State::Enabled => can_be_disabled(element) && !is_disabled(element),
        State::Focus => element.document.state().focused == Some(element.key),
        State::FocusWithin => holds(element, element.document.state().focused),
        State::Hover => holds(element, pointed(element)),
        State::Modal => element.node.live().dialog == Some(events::DialogMode::Modal),
        State::Open => is_open(element),
        State::Required => can_be_required(element) && element.attribute("required").is_some(),
        State::Optional => can_be_required(element) && element.attribute("required").is_none(),
        State::PlaceholderShown => shows_placeholder(element),
        State::ReadWrite => is_writable(element),
        State::ReadOnly => !is_writable(element),
        State::Target => is_target(element),
    }
}

fn is_any(element: &ElementRef<'_>, tags: &[&str]) -> bool {
    tags.iter().any(|tag| element.element.is_html(tag))
}

/// In lower case.
fn input_type(element: &ElementRef<'_>) -> String {
    element.attribute("type").unwrap_or("text").to_ascii_lowercase()
}

fn is_checked(element: &ElementRef<'_>) -> bool {
    if element.element.is_html("option") {
        return is_selected(element);
    }
    element.document.form_value(element.key) == Some(FormValue::Checked(true))
}

/// Whether this option is among those its select holds.
fn is_selected(option: &ElementRef<'_>) -> bool {
    let mut above = option.parent();
    while let Some(parent) = above {
        if parent.element.is_html("select") {
            return parent.document.is_selected_option(parent.key, option.key);
        }
        above = parent.parent();
    }
    false
}

fn is_default(element: &ElementRef<'_>) -> bool {
    let attribute = if element.element.is_html("option") { "selected" } else { "checked" };
    let can_be = element.element.is_html("option")
        || element.element.is_html("input") && matches!(&*input_type(element), "checkbox" | "radio");
    can_be && element.attribute(attribute).is_some()
}

fn can_be_disabled(element: &ElementRef<'_>) -> bool {
    is_any(element, &["button", "input", "select", "textarea", "optgroup", "option", "fieldset"])
}

fn is_disabled(element: &ElementRef<'_>) -> bool {
    if !can_be_disabled(element) {
        return false;
    }
    if element.attribute("disabled").is_some() {
        return true;
    }
    if element.element.is_html("option") {
        return element.parent().is_some_and(|parent| {
            parent.element.is_html("optgroup") && parent.attribute("disabled").is_some()
        });
    }
    if element.element.is_html("optgroup") {
        return false;
    }
    // A disabled fieldset disables what is in it, but for what is in its first legend.
    let mut below = *element;
    while let Some(parent) = below.parent() {
        if parent.element.is_html("fieldset") && parent.attribute("disabled").is_some() {
            let mut children = parent.document.children(parent.key);
            let legend = children.find(|&key| {
                ElementRef::new(parent.document, key).is_some_and(|child| child.element.is_html("legend"))
            });
            if legend != Some(below.key) {
                return true;
            }
        }
        below = parent;
    }
    false
}

fn can_be_required(element: &ElementRef<'_>) -> bool {
    if element.element.is_html("input") {
        let kind = input_type(element);
        return !matches!(&*kind, "hidden" | "range" | "color" | "submit" | "image" | "reset" | "button");
    }
    is_any(element, &["select", "textarea"])
}

fn shows_placeholder(element: &ElementRef<'_>) -> bool {
    let can = element.element.is_html("textarea")
        || element.element.is_html("input") && !NOT_WRITTEN_IN.contains(&&*input_type(element));
    let is_empty = || match element.document.form_value(element.key) {
        Some(FormValue::Value(value)) => value.is_empty(),
        _ => false,
    };
    can && element.attribute("placeholder").is_some() && is_empty()
}

fn is_writable(element: &ElementRef<'_>) -> bool {
    let is_field = element.element.is_html("textarea")
        || element.element.is_html("input") && !NOT_WRITTEN_IN.contains(&&*input_type(element));
    if is_field {
        return element.attribute("readonly").is_none() && !is_disabled(element);
    }
    let mut at = Some(*element);
    while let Some(here) = at {
        match here.attribute("contenteditable").map(str::to_ascii_lowercase).as_deref() {
            Some("" | "true" | "plaintext-only") => return true,
            Some("false") => return false,
            _ => at = here.parent(),
        }
    }
    false
}

fn is_open(element: &ElementRef<'_>) -> bool {
    let has_attribute = is_any(element, &["details", "dialog"]) && element.attribute("open").is_some();
    has_attribute || element.node.live().dialog.is_some()
}

fn is_target(element: &ElementRef<'_>) -> bool {
    let href = &element.document.state().href;
    let Some((_, fragment)) = href.split_once('#') else { return false };
    let is_top = element.node_document() == element.document.root();
    !fragment.is_empty() && is_top && element.attribute("id") == Some(fragment)
}

/// Whether the node is this element or below it, in frames and shadow roots, too.
fn holds(element: &ElementRef<'_>, node: Option<NodeKey>) -> bool {
    let mut at = node;
    while let Some(key) = at {
        if key == element.key {
            return true;
        }
        at = element.document.node(key).and_then(|node| node.parent);
    }
    false
}

/// What the pointer was over, by the last that was recorded of it.
fn pointed(element: &ElementRef<'_>) -> Option<NodeKey> {
    let (_, sample) = element.document.state().hidden.trail.last()?;
    Some(NodeKey::from_source(sample.target?))
}
