//! What two engines are compared by: one row for each node in document order, and the facts of the page.

use crate::naive::{Content, Place, Replay, css};
use dom::{Document, Live, Node, NodeData, NodeKey, Sheet};
use events::{DialogMode, MediaState, Namespace};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// A document as text that can be compared line by line. Nodes without an id are told apart by their place only.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Rows {
    pub nodes: Vec<String>,
    pub page: Vec<String>,
}

/// What a row says, in the words of both engines.
#[derive(Default)]
struct Row {
    id: Option<u64>,
    /// (id of the parent where it has one, how it stands there)
    up: Option<(Option<u64>, Place)>,
    what: String,
    attributes: BTreeMap<String, String>,
    style: Option<String>,
    has_shadow: bool,
    state: Vec<String>,
    rules: Option<Vec<String>>,
    adopted: Vec<Vec<String>>,
}

impl Row {
    fn print(&self) -> String {
        let id = |id: Option<u64>| id.map_or("~".to_owned(), |id| format!("#{id}"));
        let mut out = format!("{} ", id(self.id));
        let _ = match self.up {
            Some((up, Place::Child)) => write!(out, "in {}: ", id(up)),
            Some((up, Place::ShadowChild)) => write!(out, "in the shadow of {}: ", id(up)),
            Some((up, Place::FrameDocument)) => write!(out, "in frame {}: ", id(up)),
            None => write!(out, "on top: "),
        };
        out.push_str(&self.what);
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}={value:?}");
        }
        if let Some(style) = &self.style {
            let _ = write!(out, " style={style:?}");
        }
        if self.has_shadow {
            out.push_str(" with a shadow root");
        }
        for word in &self.state {
            let _ = write!(out, " [{word}]");
        }
        if let Some(rules) = &self.rules {
            let _ = write!(out, " rules {rules:?}");
        }
        if !self.adopted.is_empty() {
            let _ = write!(out, " adopts {:?}", self.adopted);
        }
        out
    }

    fn state(&mut self, name: &str, value: Option<impl std::fmt::Debug>) {
        self.state.extend(value.map(|value| format!("{name} {value:?}")));
    }
}

impl Rows {
    pub fn of_document(document: &Document) -> Rows {
        let walk = document.root().into_iter().flat_map(|root| document.walk(root));
        let rows = walk.filter_map(|key| Some((key, document.node(key)?)));
        let nodes =
            rows.filter_map(|(key, node)| row_of_node(document, key, node)).map(|row| row.print()).collect();
        Rows { nodes, page: page_of_document(document) }
    }

    pub fn of_replay(replay: &Replay) -> Rows {
        let mut nodes = Vec::new();
        let mut stack: Vec<usize> = replay.root().into_iter().collect();
        while let Some(handle) = stack.pop() {
            nodes.push(row_of_handle(replay, handle).print());
            let node = replay.node(handle);
            stack.extend(node.document);
            stack.extend(node.children.iter().rev());
            stack.extend(node.shadow.iter().flatten().rev());
        }
        Rows { nodes, page: page_of_replay(replay) }
    }

    /// The first lines that differ; None where all are equal.
    pub fn difference(&self, other: &Rows) -> Option<String> {
        let first = |ours: &[String], theirs: &[String]| {
            let count = ours.len().max(theirs.len());
            (0..count).find(|index| ours.get(*index) != theirs.get(*index)).map(|index| {
                let line = |rows: &[String]| rows.get(index).map_or("(nothing)".to_owned(), String::clone);
                format!("line {index}\n  left  {}\n  right {}", line(ours), line(theirs))
            })
        };
        first(&self.page, &other.page).or_else(|| first(&self.nodes, &other.nodes))
    }
}

fn rules_text(rules: &[css::Rule]) -> Vec<String> {
    rules.iter().map(css::Rule::print).collect()
}

/// The rules of a sheet of the document, read by the naive reader.
fn sheet_rules(sheet: &Sheet) -> Vec<String> {
    match sheet {
        Sheet::Text(_) => rules_text(&css::rules(&sheet.text())),
        // One text for each rule: what cannot be read as one shows as another number of rules.
        Sheet::Rules(rules) => rules.iter().map(|rule| rules_text(&css::rules(rule)).join(" & ")).collect(),
    }
}

fn row_of_node(document: &Document, key: NodeKey, node: &Node) -> Option<Row> {
    let mut row = Row { id: key.source().map(|id| id.0), ..Row::default() };
    row.what = match &node.data {
        NodeData::ShadowRoot => return None,
        NodeData::Document { quirks } => document_words(*quirks),
        NodeData::Doctype(doctype) => {
            let dom::Doctype { name, public_id, system_id } = &**doctype;
            format!("doctype {name} {public_id:?} {system_id:?}")
        }
        NodeData::Element(element) => element_words(&element.tag, element.namespace),
        NodeData::Text(text) => format!("text {:?}", text.as_str()),
        NodeData::Comment(text) => format!("comment {:?}", text.as_str()),
        NodeData::Cdata => "cdata".to_owned(),
    };
    let source = |key: NodeKey| key.source().map(|id| id.0);
    row.up = node.parent.map(|parent| match document.node(parent).map(|above| (&above.data, above)) {
        Some((NodeData::ShadowRoot, root)) => (root.parent.and_then(source), Place::ShadowChild),
        Some((_, above)) if above.content == Some(key) => (source(parent), Place::FrameDocument),
        _ => (source(parent), Place::Child),
    });
    let live = node.live();
    let root = node.shadow.and_then(|shadow| document.node(shadow));
    row.has_shadow = root.is_some();
    let adopting = root.map_or(live, Node::live);
    let constructed = &document.state().constructed;
    let adopted = adopting.adopted.iter().flat_map(|ids| ids.iter());
    row.adopted = adopted.filter_map(|id| constructed.get(id)).map(|sheet| sheet_rules(sheet)).collect();
    live_words(&mut row, live);
    if document.state().focused == Some(key) {
        row.state.push("focused".to_owned());
    }
    let Some(element) = node.element() else { return Some(row) };
    for (name, value) in &element.attributes {
        row.attributes.insert(name.to_string(), value.to_string());
    }
    row.style = row.attributes.remove("style").map(|text| css::print_declarations(&css::declarations(&text)));
    let child_text = || {
        let texts = document.children(key).filter_map(|child| match &document.node(child)?.data {
            NodeData::Text(text) => Some(text.to_string()),
            _ => None,
        });
        texts.collect::<String>()
    };
    row.rules = match live.sheet.as_deref() {
        Some(sheet) => Some(sheet_rules(sheet)),
        None if *element.tag == *"style" => Some(rules_text(&css::rules(&child_text()))),
        None => None,
    };
    let attribute = |name: &str| element.attribute(name).map(|value| value.as_str());
    let kind = attribute("type").unwrap_or_default().to_ascii_lowercase();
    let control = match &*element.tag {
        "input" if kind == "checkbox" || kind == "radio" => {
            format!("{}", live.checked.unwrap_or(attribute("checked").is_some()))
        }
        "input" => live.value.as_deref().or(attribute("value")).unwrap_or_default().to_owned(),
        "textarea" => {
            let recorded = live.value.as_ref().or_else(|| element.attribute("value"));
            recorded.map_or_else(child_text, |value| value.to_string())
        }
        "select" => match document.form_value(key) {
            Some(dom::FormValue::Selected(selected)) => format!("{selected:?}"),
            other => format!("{other:?}"),
        },
        _ => return Some(row),
    };
    row.state("holds", (element.namespace == Namespace::Html).then_some(control));
    Some(row)
}

fn live_words(row: &mut Row, live: &Live) {
    row.state("scrolled to", live.scroll);
    row.state("dialog", live.dialog.map(dialog_word));
    row.state("media", live.media.as_ref().map(|clock| (media_words(&clock.state), clock.since.0)));
    row.state("picture", live.picture.as_deref());
    row.state("box", live.blocked_size.as_ref().map(|(w, h)| (w.as_str(), h.as_str())));
    row.state("source", live.original_src.as_deref());
    row.state(
        "drawn",
        live.canvas.as_ref().map(|log| {
            let commands = log.batches.iter().flat_map(|batch| &batch.commands);
            commands.map(|command| format!("{}{}", command.property, command.args)).collect::<Vec<_>>()
        }),
    );
}

fn page_of_document(document: &Document) -> Vec<String> {
    let state = document.state();
    let constructed: BTreeMap<u64, Vec<String>> =
        state.constructed.iter().map(|(id, sheet)| (id.0, sheet_rules(sheet))).collect();
    let selection: Vec<_> = state
        .selection
        .iter()
        .map(|range| (range.start.0, range.start_offset, range.end.0, range.end_offset))
        .collect();
    vec![
        format!("viewport {:?}", state.viewport),
        format!("href {}", state.href),
        format!("selection {selection:?}"),
        format!("fonts {:?}", state.fonts.iter().map(|font| format!("{font:?}")).collect::<Vec<_>>()),
        format!("constructed {constructed:?}"),
    ]
}

fn page_of_replay(replay: &Replay) -> Vec<String> {
    let page = &replay.page;
    let constructed: BTreeMap<u64, Vec<String>> =
        page.constructed.iter().map(|(id, rules)| (*id, rules_text(rules))).collect();
    vec![
        format!("viewport {:?}", page.viewport),
        format!("href {}", page.href),
        format!("selection {:?}", page.selection),
        format!("fonts {:?}", page.fonts),
        format!("constructed {constructed:?}"),
    ]
}

fn row_of_handle(replay: &Replay, handle: usize) -> Row {
    let node = replay.node(handle);
    let mut row = Row { id: node.id, has_shadow: node.shadow.is_some(), ..Row::default() };
    row.what = match &node.content {
        Content::Document { quirks } => document_words(*quirks),
        Content::Doctype { name, public_id, system_id } => {
            format!("doctype {name} {public_id:?} {system_id:?}")
        }
        Content::Element(element) => element_words(&element.tag, element.namespace),
        Content::Text(text) => format!("text {text:?}"),
        Content::Comment(text) => format!("comment {text:?}"),
        Content::Cdata => "cdata".to_owned(),
    };
    row.up = node.up.map(|(up, place)| (replay.node(up).id, place));
    let known = node.adopted.iter().filter_map(|id| replay.page.constructed.get(id));
    row.adopted = known.map(|rules| rules_text(rules)).collect();
    let live = &node.live;
    row.state("scrolled to", node.scroll);
    row.state("dialog", live.dialog.map(dialog_word));
    row.state("media", live.media.as_ref().map(|(state, since)| (media_words(state), *since)));
    row.state("picture", live.picture.as_deref());
    row.state("box", live.blocked.as_ref().map(|(w, h)| (w.as_str(), h.as_str())));
    row.state("source", live.original_src.as_deref());
    let drawn = live.canvas.iter().map(|(property, args, _)| format!("{property}{args}")).collect::<Vec<_>>();
    row.state("drawn", (!drawn.is_empty()).then_some(drawn));
    if replay.page.focused == Some(handle) {
        row.state.push("focused".to_owned());
    }
    let Content::Element(element) = &node.content else { return row };
    row.attributes = element.attributes.iter().cloned().collect();
    row.attributes.remove("style");
    row.style = element.declared().map(|declared| css::print_declarations(&declared));
    row.rules = replay.owned_rules(handle).map(|rules| rules_text(&rules));
    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
    let control = match element.tag.as_str() {
        "input" if kind == "checkbox" || kind == "radio" => {
            format!("{}", live.checked.unwrap_or(element.attribute("checked").is_some()))
        }
        "input" => live.value.as_deref().or(element.attribute("value")).unwrap_or_default().to_owned(),
        "textarea" => {
            let recorded = || element.attribute("value").map(str::to_owned);
            live.value.clone().or_else(recorded).unwrap_or_else(|| replay.child_text(handle))
        }
        "select" => format!("{:?}", replay.selected(handle)),
        _ => return row,
    };
    row.state("holds", (element.namespace == Namespace::Html).then_some(control));
    row
}

fn document_words(quirks: bool) -> String {
    if quirks { "document in quirks mode".to_owned() } else { "document".to_owned() }
}

fn element_words(tag: &str, namespace: Namespace) -> String {
    match namespace {
        Namespace::Html => tag.to_owned(),
        Namespace::Svg => format!("svg {tag}"),
        Namespace::MathMl => format!("math {tag}"),
    }
}

fn dialog_word(mode: DialogMode) -> &'static str {
    match mode {
        DialogMode::Modal => "modal",
        DialogMode::NonModal => "not modal",
    }
}

/// Times to a microsecond: both engines add the same numbers, in another order.
fn media_words(state: &MediaState) -> String {
    let at = state.current_secs.map(|secs| (secs * 1e6).round());
    format!(
        "{:?} {at:?} {:?} {:?} {:?} {:?}",
        state.playing, state.rate, state.volume, state.muted, state.looping
    )
}
