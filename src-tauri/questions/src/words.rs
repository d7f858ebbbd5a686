//! What stands in an element, as words.

use dom::{Document, FormValue, Node, NodeData, NodeKey};

/// Elements whose text is none of the page's.
const NO_TEXT: &[&str] = &["script", "style", "noscript", "template"];

/// The text below an element in plain form.
pub fn text_of(document: &Document, key: NodeKey) -> String {
    let mut text = String::new();
    // What the last text stood in.
    let mut block = None;
    for key in document.walk(key) {
        let Some(node) = document.node(key) else { continue };
        if let NodeData::Text(part) = &node.data
            && !is_silent(document, node)
        {
            let own = block_of(document, node);
            if block != own {
                text.push(' ');
            }
            block = own;
            text.push_str(part);
        } else if node.element().is_some_and(|element| !is_inline(&element.tag)) {
            text.push(' ');
        }
    }
    plain(&text)
}

fn block_of(document: &Document, node: &Node) -> Option<NodeKey> {
    let mut at = node.parent;
    while let Some(element) = at.and_then(|key| document.node(key)).and_then(Node::element)
        && is_inline(&element.tag)
    {
        at = at.and_then(|key| document.node(key)).and_then(|node| node.parent);
    }
    at
}

/// Whether a text stands where no page shows it.
pub(crate) fn is_silent(document: &Document, node: &Node) -> bool {
    let parent = node.parent.and_then(|parent| document.node(parent)).and_then(Node::element);
    parent.is_some_and(|parent| NO_TEXT.contains(&&*parent.tag))
}

/// Elements that part no words.
fn is_inline(tag: &str) -> bool {
    const INLINE: &[&str] = &[
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i",
        "ins", "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
        "time", "tt", "u", "var", "wbr",
    ];
    INLINE.contains(&tag)
}

/// One blank between words, in lower case.
pub fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().flat_map(char::to_lowercase));
    }
    plain
}

/// What a control holds, in words: its value, whether it is on, or what is chosen.
pub fn value_of(document: &Document, key: NodeKey) -> Option<String> {
    Some(match document.form_value(key)? {
        FormValue::Value(value) => value.to_string(),
        FormValue::Checked(on) => on.to_string(),
        FormValue::Selected(_) => {
            let options = document.walk(key).filter(|&option| {
                let element = document.node(option).and_then(Node::element);
                element.is_some_and(|element| element.is_html("option"))
                    && document.is_selected_option(key, option)
            });
            let value = |option: NodeKey| {
                let element = document.node(option).and_then(Node::element);
                let value =
                    element.and_then(|element| element.attribute("value")).map(|value| value.to_string());
                value.unwrap_or_else(|| own_text(document, option))
            };
            options.map(value).collect::<Vec<_>>().join(", ")
        }
    })
}

/// The text that stands directly in a node, with one blank between words.
pub fn own_text(document: &Document, key: NodeKey) -> String {
    let mut text = String::new();
    for child in document.children(key) {
        if let Some(NodeData::Text(part)) = document.node(child).map(|node| &node.data) {
            text.push_str(part);
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
