//! The element tree as a person inspects it: read from the engine's document, never from the stage.

use dom::{Document, Node, NodeData, NodeKey, withheld};
use events::DialogMode;
use std::collections::HashSet;

/// Characters of an attribute value, a text or a comment in a row.
const ROW_CHARS: usize = 120;
/// A single text child up to this length stands in its element's row.
const INLINE_CHARS: usize = 80;
/// Bytes of outer HTML handed out for one node.
const OUTER_HTML_BYTES: usize = 256 * 1024;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct RowsRequest {
    pub expanded: HashSet<NodeKey>,
    pub first: usize,
    pub count: usize,
    /// Expand the way to this node and begin so that it is among the rows.
    pub reveal: Option<NodeKey>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct ElementRows {
    /// Rows of the whole flattened tree.
    pub total: usize,
    pub first: usize,
    pub rows: Vec<ElementRow>,
    /// Index of the node to reveal among all rows.
    pub revealed: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ElementKind {
    Document,
    Doctype,
    Element,
    ShadowRoot,
    FrameDocument,
    Text,
    Comment,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ElementRow {
    pub key: NodeKey,
    pub depth: usize,
    pub kind: ElementKind,
    /// Tag name, or the text of a text, comment or doctype.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Live state where the attributes do not say it.
    pub live: Option<String>,
    /// Rows that expanding it shows.
    pub children: usize,
    pub expanded: bool,
    pub inline_text: Option<String>,
    /// What the stage does not show as recorded, and why.
    pub withheld: Option<String>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ElementDetails {
    pub key: NodeKey,
    pub source_id: Option<u64>,
    pub kind: ElementKind,
    pub name: String,
    /// From the top document down to the node itself.
    pub path: Vec<(NodeKey, String)>,
    pub selector: String,
    /// In its own tree; empty for what is no element.
    pub xpath: String,
    pub attributes: Vec<(String, String)>,
    pub live: Vec<(String, String)>,
    pub text: String,
    pub outer_html: String,
    pub withheld: Option<String>,
}

/// A window into the flattened tree. Only expanded nodes are walked.
pub fn element_rows(document: &Document, request: &RowsRequest) -> ElementRows {
    let Some(root) = document.root() else { return ElementRows::default() };
    let on_the_way: HashSet<NodeKey> = request.reveal.map(|key| ancestors(document, key)).unwrap_or_default();
    let is_open = |key: NodeKey| request.expanded.contains(&key) || on_the_way.contains(&key);

    let mut order: Vec<(NodeKey, usize)> = Vec::new();
    let mut revealed = None;
    let mut stack: Vec<(NodeKey, usize)> =
        row_children(document, root).into_iter().rev().map(|key| (key, 0)).collect();
    while let Some((key, depth)) = stack.pop() {
        if request.reveal == Some(key) {
            revealed = Some(order.len());
        }
        order.push((key, depth));
        if is_open(key) && inline_text(document, key).is_none() {
            stack.extend(row_children(document, key).into_iter().rev().map(|child| (child, depth + 1)));
        }
    }
    let first = match revealed {
        Some(at) if at < request.first || at >= request.first + request.count => {
            at.saturating_sub(request.count / 2)
        }
        _ => request.first,
    };
    let first = first.min(order.len().saturating_sub(request.count.min(order.len())));
    let window = order.iter().skip(first).take(request.count);
    let rows = window.filter_map(|&(key, depth)| row(document, key, depth, is_open(key))).collect();
    ElementRows { total: order.len(), first, rows, revealed }
}

/// Everything about one node; None where it is not in the document at this moment.
pub fn element_details(document: &Document, key: NodeKey) -> Option<ElementDetails> {
    let node = document.node(key)?;
    let attributes = node.element().map(|element| element.attributes.as_slice()).unwrap_or_default();
    let path = path(document, key);
    Some(ElementDetails {
        key,
        source_id: key.source().map(|id| id.0),
        kind: kind(document, key, node),
        name: name(node),
        xpath: questions::xpath_of(document, key),
        selector: selector(document, &path),
        path: path.into_iter().filter_map(|key| Some((key, crumb(document.node(key)?)))).collect(),
        attributes: attributes.iter().map(|(name, value)| (name.to_string(), value.to_string())).collect(),
        live: live_facts(document, key, node),
        text: text_below(document, key),
        outer_html: dom::outer_html(document, key, OUTER_HTML_BYTES),
        withheld: withheld(document, key),
    })
}

fn row(document: &Document, key: NodeKey, depth: usize, open: bool) -> Option<ElementRow> {
    let node = document.node(key)?;
    let inline_text = inline_text(document, key);
    let children = if inline_text.is_some() { 0 } else { row_children(document, key).len() };
    let attributes = node.element().map(|element| element.attributes.as_slice()).unwrap_or_default();
    Some(ElementRow {
        key,
        depth,
        kind: kind(document, key, node),
        name: name(node),
        attributes: attributes
            .iter()
            .map(|(name, value)| (name.to_string(), shorten(value, ROW_CHARS)))
            .collect(),
        live: live_note(document, key, node),
        children,
        expanded: open && children > 0,
        inline_text,
        withheld: withheld(document, key),
    })
}

/// What stands below a row: shadow root, children without white space between elements, frame document.
fn row_children(document: &Document, key: NodeKey) -> Vec<NodeKey> {
    let Some(node) = document.node(key) else { return Vec::new() };
    let visible = |&child: &NodeKey| match document.node(child).map(|node| &node.data) {
        Some(NodeData::Text(text)) => !text.trim().is_empty(),
        Some(_) => true,
        None => false,
    };
    node.shadow.into_iter().chain(document.children(key).filter(visible)).chain(node.content).collect()
}

/// The text of an element that holds nothing but one short text.
fn inline_text(document: &Document, key: NodeKey) -> Option<String> {
    let node = document.node(key)?;
    node.element()?;
    if node.shadow.is_some() || node.content.is_some() || node.first_child != node.last_child {
        return None;
    }
    match &document.node(node.first_child?)?.data {
        NodeData::Text(text) if text.chars().nth(INLINE_CHARS).is_none() && !text.trim().is_empty() => {
            Some(collapse(text))
        }
        _ => None,
    }
}

fn kind(document: &Document, key: NodeKey, node: &Node) -> ElementKind {
    match &node.data {
        NodeData::Document { .. } if document.root() == Some(key) => ElementKind::Document,
        NodeData::Document { .. } => ElementKind::FrameDocument,
        NodeData::ShadowRoot => ElementKind::ShadowRoot,
        NodeData::Doctype(_) => ElementKind::Doctype,
        NodeData::Element(_) => ElementKind::Element,
        NodeData::Text(_) | NodeData::Cdata => ElementKind::Text,
        NodeData::Comment(_) => ElementKind::Comment,
    }
}

fn name(node: &Node) -> String {
    match &node.data {
        NodeData::Document { quirks: false } => "#document".to_owned(),
        NodeData::Document { quirks: true } => "#document (quirks mode)".to_owned(),
        NodeData::ShadowRoot => "#shadow-root".to_owned(),
        NodeData::Doctype(doctype) => doctype.name.to_string(),
        NodeData::Element(element) => element.tag.to_string(),
        NodeData::Text(text) | NodeData::Comment(text) => shorten(&collapse(text), ROW_CHARS),
        NodeData::Cdata => String::new(),
    }
}

fn live_note(document: &Document, key: NodeKey, node: &Node) -> Option<String> {
    let facts = live_facts(document, key, node);
    let shown = ["value", "checked", "selected", "chosen", "dialog"];
    let notes: Vec<String> = facts
        .into_iter()
        .filter(|(name, _)| shown.contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", shorten(&value, ROW_CHARS)))
        .collect();
    (!notes.is_empty()).then(|| notes.join(", "))
}

fn live_facts(document: &Document, key: NodeKey, node: &Node) -> Vec<(String, String)> {
    let live = node.live();
    let mut facts = Vec::new();
    let mut fact = |name: &str, value: String| facts.push((name.to_owned(), value));
    match document.form_value(key) {
        Some(dom::FormValue::Value(value)) => fact("value", value.to_string()),
        Some(dom::FormValue::Checked(checked)) => fact("checked", yes_no(checked)),
        Some(dom::FormValue::Selected(chosen)) => fact("chosen", join(&chosen)),
        None => {}
    }
    if let Some(selected) = live.selected {
        fact("selected", yes_no(selected));
    }
    if let Some((left, top)) = live.scroll {
        fact("scroll", format!("{left}, {top}"));
    }
    match live.dialog {
        Some(DialogMode::Modal) => fact("dialog", "open, modal".to_owned()),
        Some(DialogMode::NonModal) => fact("dialog", "open".to_owned()),
        None => {}
    }
    if let Some(media) = &live.media {
        let state = if media.state.playing == Some(true) { "playing" } else { "paused" };
        fact("media", format!("{state} at {:.1} s", media.state.current_secs.unwrap_or(0.0)));
    }
    if let Some(canvas) = &live.canvas {
        fact("canvas", format!("{} commands recorded", canvas.commands));
    }
    if let Some(adopted) = &live.adopted {
        fact("adopted sheets", adopted.len().to_string());
    }
    if document.state().focused == Some(key) {
        fact("focused", yes_no(true));
    }
    facts
}

fn yes_no(value: bool) -> String {
    if value { "yes" } else { "no" }.to_owned()
}

fn join(indexes: &[usize]) -> String {
    indexes.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")
}

fn ancestors(document: &Document, key: NodeKey) -> HashSet<NodeKey> {
    path(document, key).into_iter().filter(|&ancestor| ancestor != key).collect()
}

/// From the top document to the node. Ends early where the links do not lead to the top.
fn path(document: &Document, key: NodeKey) -> Vec<NodeKey> {
    let mut path = Vec::new();
    let mut at = Some(key);
    while let Some(key) = at
        && path.len() <= events::limits::MAX_DOM_DEPTH
    {
        path.push(key);
        at = document.node(key).and_then(|node| node.parent);
    }
    path.reverse();
    path
}

fn crumb(node: &Node) -> String {
    let Some(element) = node.element() else { return name(node) };
    let mut label = element.tag.to_string();
    if let Some(id) = element.attribute("id").filter(|id| !id.is_empty()) {
        label.push('#');
        label.push_str(id);
    } else if let Some(class) = element.attribute("class").and_then(|class| class.split_whitespace().next()) {
        label.push('.');
        label.push_str(class);
    }
    label
}

/// A CSS selector that leads to the node inside its own tree; a frame or shadow boundary is written as `>>>`.
fn selector(document: &Document, path: &[NodeKey]) -> String {
    let mut selector = String::new();
    for &key in path {
        let Some(node) = document.node(key) else { continue };
        match &node.data {
            NodeData::Element(element) => {
                if let Some(id) = element.attribute("id").filter(|id| is_plain_identifier(id)) {
                    // An id names the node: what stands before it in the same tree is not needed.
                    selector.truncate(selector.rfind(">>>").map_or(0, |at| at + ">>>".len()));
                    selector.push_str(if selector.is_empty() { "#" } else { " #" });
                    selector.push_str(id);
                } else {
                    if !selector.is_empty() {
                        selector.push_str(if selector.ends_with(">>>") { " " } else { " > " });
                    }
                    selector.push_str(&element.tag);
                    selector.push_str(&nth_of_type(document, key, node, &element.tag));
                }
            }
            NodeData::ShadowRoot | NodeData::Document { .. } if !selector.is_empty() => {
                selector.push_str(" >>>")
            }
            _ => {}
        }
    }
    selector
}

fn nth_of_type(document: &Document, key: NodeKey, node: &Node, tag: &str) -> String {
    let Some(parent) = node.parent else { return String::new() };
    let same = |&sibling: &NodeKey| {
        document.node(sibling).and_then(|node| node.element()).is_some_and(|element| *element.tag == *tag)
    };
    let alike: Vec<NodeKey> = document.children(parent).filter(same).collect();
    match alike.iter().position(|&sibling| sibling == key) {
        Some(at) if alike.len() > 1 => format!(":nth-of-type({})", at + 1),
        _ => String::new(),
    }
}

fn is_plain_identifier(id: &str) -> bool {
    id.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

fn text_below(document: &Document, key: NodeKey) -> String {
    let mut text = String::new();
    for key in document.walk(key) {
        if let Some(NodeData::Text(part)) = document.node(key).map(|node| &node.data) {
            text.push_str(part);
        }
        if text.len() > OUTER_HTML_BYTES {
            break;
        }
    }
    text
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn shorten(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}
