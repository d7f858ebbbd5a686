//! What stands under a click, in the words of the rules.

use super::facts::Control;
use crate::label::element_label;
use dom::{Document, Element, NodeData, NodeKey};

/// How far up a control is looked for.
const UP: usize = 32;
/// Nodes of a form that are looked at.
const FORM_NODES: usize = 600;
const TEXT_CHARS: usize = 80;
/// Buttons that leave a form without sending it.
const GIVES_UP: &[&str] = &[
    "cancel",
    "close",
    "dismiss",
    "discard",
    "back",
    "x",
    "×",
    "✕",
    "abbrechen",
    "schließen",
    "annuler",
    "cancelar",
];
/// Of a site that uses PostHog or another recorder: not to be judged.
const EXCLUDED: &[&str] =
    &["ph-no-rageclick", "ph-no-capture", "ph-no-deadclick", "amp-block-track", "rr-ignore"];

#[derive(Clone, Debug, Default)]
pub struct Found {
    pub control: Option<NodeKey>,
    pub kind: Control,
    pub text: String,
    pub on_page: bool,
    pub is_excluded: bool,
}

pub fn look_at(document: &Document, key: NodeKey) -> Found {
    let mut found = Found::default();
    let mut is_first = true;
    for (at, element) in up(document, key).take(UP) {
        if is_first {
            found.on_page = element.is_html("html") || element.is_html("body");
            is_first = false;
        }
        found.is_excluded |= element
            .attribute("class")
            .is_some_and(|names| names.split_whitespace().any(|name| EXCLUDED.contains(&name)));
        let kind = kind_of(element);
        if found.control.is_none() && kind != Control::None {
            (found.control, found.kind) = (Some(at), kind);
            let value = element.attribute("value").filter(|_| element.is_html("input"));
            let text = value.map_or_else(|| text_of(document, at), ToString::to_string);
            found.text = text.trim().to_lowercase();
        }
    }
    found
}

fn up(document: &Document, key: NodeKey) -> impl Iterator<Item = (NodeKey, &Element)> {
    let mut at = Some(key);
    std::iter::from_fn(move || {
        let here = at?;
        let node = document.node(here)?;
        at = node.parent;
        Some((here, node))
    })
    .filter_map(|(key, node)| Some((key, node.element()?)))
}

fn kind_of(element: &Element) -> Control {
    let has = |name: &str| element.attribute(name).is_some();
    match element.tag.as_str() {
        "a" | "area" if has("href") => {
            let elsewhere = element.attribute("target").is_some_and(|target| {
                !target.is_empty() && !matches!(target.as_str(), "_self" | "_top" | "_parent")
            });
            if elsewhere || has("download") { Control::LinkElsewhere } else { Control::Link }
        }
        "button" | "summary" => Control::Button,
        "textarea" => Control::TextField,
        "select" | "option" | "label" => Control::Choice,
        "canvas" => Control::Canvas,
        "video" | "audio" => Control::Media,
        "input" => match element.attribute("type").map_or("text", |kind| kind.as_str()) {
            "button" | "submit" | "reset" | "image" => Control::Button,
            "checkbox" | "radio" | "range" | "color" | "file" | "date" | "time" => Control::Choice,
            _ => Control::TextField,
        },
        _ if element.attribute("contenteditable").is_some_and(|value| value != "false") => Control::TextField,
        _ => match element.attribute("role").map_or("", |role| role.as_str()) {
            "textbox" | "searchbox" => Control::TextField,
            "button" | "link" | "tab" | "menuitem" | "option" | "checkbox" | "radio" | "switch"
            | "combobox" => Control::Role,
            _ if has("onclick") => Control::Role,
            _ => Control::None,
        },
    }
}

fn text_of(document: &Document, key: NodeKey) -> String {
    let mut text = String::new();
    for key in document.walk(key).take(FORM_NODES) {
        let Some(node) = document.node(key) else { continue };
        if let NodeData::Text(part) = &node.data {
            text.push_str(part);
            text.push(' ');
        }
        if text.len() > TEXT_CHARS {
            break;
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The form that an element stands in; or what holds fields together where there is none, and that it is such.
pub fn form_around(document: &Document, key: NodeKey) -> Option<(NodeKey, bool)> {
    let mut cluster = None;
    for (at, element) in up(document, key) {
        if element.is_html("form") || element.attribute("role").is_some_and(|role| role == "form") {
            return Some((at, false));
        }
        let holds =
            matches!(element.tag.as_str(), "dialog" | "fieldset" | "section" | "main" | "article" | "aside")
                || element.attribute("role").is_some_and(|role| role == "dialog");
        if holds && cluster.is_none() {
            cluster = Some((at, true));
        }
    }
    cluster
}

pub fn form_of(document: &Document, key: NodeKey) -> Option<NodeKey> {
    form_around(document, key).map(|(form, _)| form)
}

/// What a person calls a field: by its own name, its `label`, its id.
pub fn field_label(document: &Document, field: NodeKey, form: NodeKey) -> String {
    let own = element_label(document, field).unwrap_or_default();
    if own.contains('“') {
        return own;
    }
    let Some(element) = document.node(field).and_then(|node| node.element()) else { return own };
    let id = element.attribute("id");
    let wraps = up(document, field).skip(1).take(4).find(|(_, element)| element.is_html("label"));
    let label = wraps.map(|(key, _)| key).or_else(|| {
        document.walk(form).take(FORM_NODES).find(|&key| {
            document.node(key).and_then(|node| node.element()).is_some_and(|element| {
                element.is_html("label") && id.is_some() && element.attribute("for") == id
            })
        })
    });
    let name = label.map(|key| text_of(document, key)).filter(|name| !name.is_empty());
    match (name, id) {
        (Some(name), _) => format!("{own} “{}”", name.chars().take(TEXT_CHARS).collect::<String>()),
        (None, Some(id)) => format!("{own} #{id}"),
        (None, None) => own,
    }
}

/// A form by its own name; what stands in it is none.
pub fn form_label(document: &Document, form: NodeKey) -> String {
    let label = element_label(document, form).unwrap_or_default();
    let element = document.node(form).and_then(|node| node.element());
    let is_named =
        element.is_some_and(|it| it.attribute("aria-label").is_some() || it.attribute("title").is_some());
    match label.split_once(" “") {
        Some((role, _)) if !is_named => role.to_owned(),
        _ => label,
    }
}

/// What a click on a button does to a form: it sends it, or gives it up. None where it goes elsewhere.
pub fn button_sends(document: &Document, key: NodeKey, found: &Found) -> Option<bool> {
    let leads_elsewhere = up(document, key).take(UP).any(|(_, element)| {
        let role = element.attribute("role").map_or("", |role| role.as_str());
        element.is_html("nav")
            || element.is_html("header")
            || matches!(role, "tab" | "menuitem" | "navigation" | "banner" | "tablist")
    });
    let gives_up = GIVES_UP.contains(&found.text.as_str())
        || found.control.and_then(|key| document.node(key)).and_then(|node| node.element()).is_some_and(
            |element| {
                let label = element.attribute("aria-label").map(|label| label.to_lowercase());
                label.is_some_and(|label| GIVES_UP.contains(&label.as_str()))
            },
        );
    (matches!(found.kind, Control::Button) && !leads_elsewhere).then_some(!gives_up)
}

/// Looking for something is no form that could be abandoned.
pub fn is_search(document: &Document, field: NodeKey, form: NodeKey) -> bool {
    let says = |key: NodeKey| {
        let element = document.node(key).and_then(|node| node.element());
        element.is_some_and(|element| {
            let is = |name: &str, value: &str| element.attribute(name).is_some_and(|it| it == value);
            let says_so = ["class", "id", "name", "placeholder", "aria-label"].iter().any(|name| {
                let value = element.attribute(name).map(|value| value.to_lowercase()).unwrap_or_default();
                ["search", "filter"].iter().any(|word| value.contains(word))
            });
            says_so
                || is("type", "search")
                || is("role", "search")
                || is("role", "searchbox")
                || element.is_html("search")
        })
    };
    says(field) || says(form)
}

/// Whether a click there sends the form.
pub fn is_send_button(document: &Document, key: NodeKey) -> bool {
    up(document, key).take(UP).any(|(_, element)| {
        let kind = element.attribute("type").map(|kind| kind.to_lowercase());
        let is = |of: &str| kind.as_deref() == Some(of);
        element.is_html("button") && !is("button") && !is("reset")
            || element.is_html("input") && (is("submit") || is("image"))
    })
}

/// What a form says is wrong, as far as it is shown there.
pub fn complaint(document: &Document, form: NodeKey) -> String {
    let mut found = String::new();
    let mut hidden: Option<NodeKey> = None;
    for key in document.walk(form).take(FORM_NODES) {
        if hidden.is_some_and(|root| is_below(document, key, root)) {
            continue;
        }
        hidden = None;
        let Some(element) = document.node(key).and_then(|node| node.element()) else { continue };
        let style = element.attribute("style").map(|style| style.replace(' ', "")).unwrap_or_default();
        let is_hidden = element.attribute("hidden").is_some()
            || element.attribute("aria-hidden").is_some_and(|value| value == "true")
            || style.contains("display:none")
            || style.contains("visibility:hidden");
        if is_hidden {
            hidden = Some(key);
            continue;
        }
        let complains = element.attribute("role").is_some_and(|role| role == "alert")
            || element.attribute("aria-live").is_some_and(|live| live == "assertive")
            || element.attribute("class").is_some_and(|names| {
                names.split_whitespace().any(|name| {
                    let name = name.to_lowercase();
                    ["error", "invalid", "danger"].iter().any(|word| name.contains(word))
                })
            });
        if complains {
            let text = text_of(document, key);
            if !text.is_empty() && text.len() > found.len() {
                found = text;
            }
        }
    }
    found.chars().take(2 * TEXT_CHARS).collect()
}

fn is_below(document: &Document, key: NodeKey, root: NodeKey) -> bool {
    let mut at = Some(key);
    while let Some(here) = at {
        if here == root {
            return true;
        }
        at = document.node(here).and_then(|node| node.parent);
    }
    false
}
