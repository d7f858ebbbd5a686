//! Trees as indented lines, in the form that the document's own text tree prints.

use crate::words::{Line, Word, lines};
use events::{
    DialogMode, ElementExtra, Namespace, SnapshotTree, SourceNodeId, Text, TreeElement, TreeNode,
    TreeNodeKind,
};

/// Reads a tree.
///
/// ```text
/// document #1
///   doctype html #2
///   html lang="en" #3
///     body #5 = scroll 0,120
///       x-card #6
///         ⌄shadow
///           "in the shadow" #7
///       svg:rect #8
///       style #9 = sheet ".a {}" ".b {}"
///       input type="checkbox" #10 = checked
/// ```
/// `-` in the place of a number makes a node without an id.
pub fn tree(text: &str) -> SnapshotTree {
    tree_of(&lines(text))
}

pub(crate) fn tree_of(lines: &[Line]) -> SnapshotTree {
    let mut nodes: Vec<TreeNode> = Vec::new();
    // What is open: indent, index of the node, whether its children are shadow children.
    let mut open: Vec<(usize, u32, bool)> = Vec::new();
    for line in lines {
        while open.last().is_some_and(|(indent, ..)| *indent >= line.indent) {
            open.pop();
        }
        let above = open.last().copied();
        if matches!(line.words.first(), Some(Word::Plain(word)) if word == "⌄shadow") {
            let (_, host, _) = above.unwrap_or_else(|| panic!("A shadow root without a host: {}", line.text));
            if let TreeNodeKind::Element(element) = &mut nodes[host as usize].kind {
                element.shadow_host = true;
            }
            open.push((line.indent, host, true));
            continue;
        }
        let (id, kind) = node(line);
        let shadow = above.is_some_and(|(.., shadow)| shadow);
        open.push((line.indent, u32::try_from(nodes.len()).unwrap(), false));
        nodes.push(TreeNode { id, parent: above.map(|(_, parent, _)| parent), shadow, kind });
    }
    SnapshotTree { nodes }
}

fn node(line: &Line) -> (Option<SourceNodeId>, TreeNodeKind) {
    let split = line.words.iter().position(|word| *word == Word::Plain("=".to_owned()));
    let (said, live) = line.words.split_at(split.unwrap_or(line.words.len()));
    let id = match said.last() {
        Some(Word::Id(id)) => SourceNodeId::new(*id),
        Some(Word::Plain(dash)) if dash == "-" => None,
        _ => panic!("A node without a number: {}", line.text),
    };
    let said = &said[..said.len() - 1];
    let kind = match said {
        [Word::Quoted(text)] => TreeNodeKind::Text(text.as_str().into()),
        [Word::Plain(kind), Word::Quoted(text)] if kind == "comment" => {
            TreeNodeKind::Comment(text.as_str().into())
        }
        [Word::Plain(kind)] if kind == "cdata" => TreeNodeKind::Cdata,
        [Word::Plain(kind), mode @ ..] if kind == "document" => {
            TreeNodeKind::Document { quirks: !mode.is_empty() }
        }
        [Word::Plain(kind), Word::Plain(name), ids @ ..] if kind == "doctype" => {
            let part = |index: usize| match ids.get(index) {
                Some(Word::Quoted(text)) => Text::new(text),
                _ => Text::default(),
            };
            TreeNodeKind::Doctype { name: name.as_str().into(), public_id: part(0), system_id: part(1) }
        }
        [Word::Plain(tag), attributes @ ..] => {
            TreeNodeKind::Element(Box::new(element(tag, attributes, live.get(1..).unwrap_or_default())))
        }
        _ => panic!("Not a node: {}", line.text),
    };
    (id, kind)
}

fn element(tag: &str, attributes: &[Word], live: &[Word]) -> TreeElement {
    let (namespace, tag) = match tag.split_once(':') {
        Some(("svg", tag)) => (Namespace::Svg, tag),
        Some(("math", tag)) => (Namespace::MathMl, tag),
        _ => (Namespace::Html, tag),
    };
    let attribute = |word: &Word| match word {
        Word::Named(name, value) => (Text::new(name), Text::new(value)),
        Word::Plain(name) => (Text::new(name), Text::default()),
        other => panic!("Not an attribute: {other:?}"),
    };
    let mut extra = ElementExtra::default();
    let mut words = live.iter().peekable();
    while let Some(word) = words.next() {
        let Word::Plain(word) = word else { panic!("Not a word of live state: {word:?}") };
        let mut texts = || {
            let mut texts = Vec::new();
            while let Some(Word::Quoted(text)) = words.peek() {
                texts.push(Text::new(text));
                words.next();
            }
            texts
        };
        match word.trim_end_matches(',') {
            "value" => extra.value = texts().pop(),
            "sheet" => extra.sheet = Some(texts()),
            "checked" => extra.checked = Some(true),
            "selected" => extra.selected = Some(true),
            "modal" => extra.dialog = Some(DialogMode::Modal),
            "non-modal" => extra.dialog = Some(DialogMode::NonModal),
            "scroll" => extra.scroll = words.next().map(pair),
            other => panic!("Not a word of live state: {other}"),
        }
    }
    TreeElement {
        tag: tag.into(),
        namespace,
        custom: tag.contains('-'),
        shadow_host: false,
        attributes: attributes.iter().map(attribute).collect(),
        extra: (extra != ElementExtra::default()).then(|| Box::new(extra)),
    }
}

/// `10,20`
pub(crate) fn pair(word: &Word) -> (f64, f64) {
    let Word::Plain(word) = word else { panic!("Not a pair of numbers: {word:?}") };
    let (left, top) =
        word.trim_end_matches(',').split_once([',', 'x']).unwrap_or_else(|| panic!("Not a pair: {word}"));
    (left.parse().unwrap(), top.parse().unwrap())
}
