//! What the stage does not show as recorded, in words, for the element tree.

use super::attributes::held_attributes;
use super::elements::{Role, held};
use super::live::held_live;
use crate::{Document, NodeKey};

/// A sentence without a final period; None where the stage holds the node as recorded.
pub fn withheld(document: &Document, key: NodeKey) -> Option<String> {
    let node = document.node(key)?;
    let element = node.element()?;
    let held = held(element, node);
    let mut notes = Vec::new();
    match held.role {
        Role::Emptied => notes.push("scripts never run here".to_owned()),
        Role::Inert if element.is_html("link") => notes.push(link_note(element)),
        Role::Inert => notes.push(format!("a {} is not built on the stage", element.tag)),
        Role::Meta if element.attribute("http-equiv").is_some() => {
            notes.push("its instruction to the browser is not followed".to_owned());
        }
        _ => {}
    }
    if let Some(address) = held_live(node, Some(&held)).and_then(|live| live.missing) {
        notes.push(format!("not in the recording: {address}"));
    }
    if matches!(held.role, Role::Plain | Role::Custom | Role::Frame) {
        let kept = held_attributes(element, &held);
        let handlers: Vec<&str> = element
            .attributes
            .iter()
            .map(|(name, _)| name.as_str())
            .filter(|name| name.get(..2).is_some_and(|on| on.eq_ignore_ascii_case("on")))
            .filter(|name| !kept.iter().any(|(kept, _)| kept == name))
            .collect();
        if !handlers.is_empty() {
            notes.push(format!("handlers never run: {}", handlers.join(", ")));
        }
    }
    (!notes.is_empty()).then(|| notes.join("; "))
}

fn link_note(element: &crate::Element) -> String {
    let is_sheet = element
        .attribute("rel")
        .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("stylesheet")));
    match element.attribute("href") {
        Some(href) if is_sheet => format!("this style sheet is not in the recording: {href}"),
        _ => "links fetch, and nothing is fetched".to_owned(),
    }
}
