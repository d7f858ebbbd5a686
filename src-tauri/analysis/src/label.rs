//! What a person would call an element.

use dom::{Document, NodeData, NodeKey};

/// Characters of a name: enough to recognise a button, short enough for a row.
const NAME_CHARS: usize = 48;
/// Nodes looked at for a name, so that a click on the whole page costs nothing.
const NAME_NODES: usize = 64;

/// `button “Add to cart”`, `link “Docs”`, `text field “E-mail”`, `div.card`; None where the node is not there.
pub fn element_label(document: &Document, key: NodeKey) -> Option<String> {
    let mut key = key;
    // A click on an icon or a text inside a control is a click on the control.
    let mut at = Some(key);
    for _ in 0..8 {
        let Some(node) = at.and_then(|k| document.node(k)) else { break };
        if node.element().is_some_and(|e| control_role(e).is_some()) {
            key = at?;
            break;
        }
        at = node.parent;
    }
    let mut node = document.node(key)?;
    while node.element().is_none() {
        key = node.parent?;
        node = document.node(key)?;
    }
    let element = node.element()?;
    let role = control_role(element).map_or_else(|| plain_name(element), str::to_owned);
    let name = ["aria-label", "alt", "title", "placeholder"]
        .iter()
        .find_map(|name| element.attribute(name).map(|value| shorten(value)).filter(|name| !name.is_empty()))
        .or_else(|| Some(shorten(&text_below(document, key))).filter(|text| !text.is_empty()))
        .or_else(|| element.attribute("name").map(|value| shorten(value)).filter(|name| !name.is_empty()));
    Some(match name {
        Some(name) => format!("{role} “{name}”"),
        None => role,
    })
}

/// The text of the document's `title`.
pub fn page_title(document: &Document) -> Option<String> {
    let root = document.root()?;
    let html = document.children(root).find(|&key| is_tag(document, key, "html"))?;
    let head = document.children(html).find(|&key| is_tag(document, key, "head"))?;
    let title = document.children(head).find(|&key| is_tag(document, key, "title"))?;
    let text = shorten_to(&text_below(document, title), 200);
    (!text.is_empty()).then_some(text)
}

fn is_tag(document: &Document, key: NodeKey, tag: &str) -> bool {
    document.node(key).and_then(|node| node.element()).is_some_and(|element| element.is_html(tag))
}

fn control_role(element: &dom::Element) -> Option<&'static str> {
    let by_role = element.attribute("role").and_then(|role| match role.as_str() {
        "button" => Some("button"),
        "link" => Some("link"),
        "tab" => Some("tab"),
        "checkbox" | "switch" => Some("checkbox"),
        "menuitem" => Some("menu item"),
        "option" => Some("option"),
        "textbox" | "searchbox" | "combobox" => Some("text field"),
        _ => None,
    });
    by_role.or_else(|| match element.tag.as_str() {
        "a" => element.attribute("href").map(|_| "link"),
        "button" | "summary" => Some("button"),
        "select" => Some("list"),
        "option" => Some("option"),
        "textarea" => Some("text field"),
        "input" => Some(match element.attribute("type").map_or("text", |t| t.as_str()) {
            "checkbox" => "checkbox",
            "radio" => "radio button",
            "submit" | "button" | "reset" | "image" => "button",
            "range" => "slider",
            "file" => "file field",
            "color" => "colour field",
            "date" | "datetime-local" | "month" | "week" | "time" => "date field",
            _ => "text field",
        }),
        _ => None,
    })
}

fn plain_name(element: &dom::Element) -> String {
    let mut name = element.tag.to_string();
    if let Some(id) = element.attribute("id").filter(|id| !id.is_empty()) {
        name.push('#');
        name.push_str(id);
    } else if let Some(class) = element.attribute("class").and_then(|c| c.split_whitespace().next()) {
        name.push('.');
        name.push_str(class);
    }
    name
}

fn text_below(document: &Document, key: NodeKey) -> String {
    let mut text = String::new();
    for key in document.walk(key).take(NAME_NODES) {
        if let Some(NodeData::Text(part)) = document.node(key).map(|node| &node.data) {
            text.push_str(part);
            text.push(' ');
        }
        if text.len() > NAME_CHARS * 8 {
            break;
        }
    }
    text
}

fn shorten(text: &str) -> String {
    shorten_to(text, NAME_CHARS)
}

fn shorten_to(text: &str, limit: usize) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let joined = words.join(" ");
    match joined.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", joined.get(..end).unwrap_or("").trim_end()),
        None => joined,
    }
}
