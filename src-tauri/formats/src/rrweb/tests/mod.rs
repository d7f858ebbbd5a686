//! One event in, a few lines of text out: what it decoded to, and each problem behind a `!`.

mod mobile;
mod monitors;
mod plain;
mod snapshots;
mod streams;
mod values;

use super::decode;
use crate::Decoded;
use events::{
    AttributeValue, Diagnostics, EventKind, EventSeq, Mutation, Namespace, Sibling, SnapshotTree, StyleDiff,
    Text, TreeNode, TreeNodeKind, WallClock,
};

const WALL: WallClock = WallClock(1_000_000);

pub(super) fn check(raw: &str, expected: &[&str]) {
    assert_eq!(lines(raw.as_bytes()), expected, "{raw}");
}

/// An incremental event with these members of `data`.
pub(super) fn check_incremental(data: &str, expected: &[&str]) {
    check(&format!(r#"{{"type":3,"data":{{{data}}},"timestamp":1000}}"#), expected);
}

pub(super) fn decoded(raw: &[u8]) -> (Vec<Decoded>, Diagnostics) {
    decoded_at(raw, WALL)
}

pub(super) fn decoded_at(raw: &[u8], wall: WallClock) -> (Vec<Decoded>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let decoded = decode(raw, EventSeq(7), wall, &mut diagnostics);
    (decoded, diagnostics)
}

pub(super) fn lines(raw: &[u8]) -> Vec<String> {
    let (decoded, diagnostics) = decoded(raw);
    let mut lines = Vec::new();
    for Decoded { wall, kind } in &decoded {
        let at = if *wall == WALL { String::new() } else { format!("@{} ", wall.as_millis()) };
        lines.push(format!("{at}{}", kind_text(kind)));
        match kind {
            EventKind::FullSnapshot(snapshot) => lines.extend(tree_lines(&snapshot.tree, 1)),
            EventKind::Mutation(mutation) => lines.extend(mutation_lines(mutation)),
            _ => {}
        }
    }
    lines.extend(diagnostics.kept().iter().map(|problem| {
        assert_eq!(problem.seq, Some(EventSeq(7)));
        format!("! {:?} {}: {}", problem.severity, problem.code.name(), problem.sentence)
    }));
    lines
}

fn kind_text(kind: &EventKind) -> String {
    match kind {
        EventKind::FullSnapshot(snapshot) => match snapshot.scroll {
            Some((left, top)) => format!("full-snapshot scroll {left},{top}"),
            None => "full-snapshot".to_owned(),
        },
        EventKind::Mutation(mutation) => {
            format!("mutation{}", if mutation.attaches_frame { " attaches frame" } else { "" })
        }
        other => format!("{other:?}"),
    }
}

fn tree_lines(tree: &SnapshotTree, indent: usize) -> Vec<String> {
    let mut depths: Vec<usize> = Vec::new();
    let mut lines = Vec::new();
    for (place, node) in tree.nodes.iter().enumerate() {
        assert!(node.parent.is_none() == (place == 0) && node.parent.is_none_or(|p| (p as usize) < place));
        let depth = node.parent.map_or(indent, |parent| depths[parent as usize] + 1);
        depths.push(depth);
        lines.push(format!("{}{}", "  ".repeat(depth), node_text(node)));
    }
    lines
}

fn node_text(node: &TreeNode) -> String {
    let id = node.id.map_or("-".to_owned(), |id| id.0.to_string());
    let shadow = if node.shadow { " shadow" } else { "" };
    let content = match &node.kind {
        TreeNodeKind::Document { quirks } => format!("document{}", if *quirks { " quirks" } else { "" }),
        TreeNodeKind::Doctype { name, public_id, system_id } => {
            format!("doctype {name:?} {public_id:?} {system_id:?}")
        }
        TreeNodeKind::Text(text) => format!("text {text:?}"),
        TreeNodeKind::Comment(text) => format!("comment {text:?}"),
        TreeNodeKind::Cdata => "cdata".to_owned(),
        TreeNodeKind::Element(element) => {
            let mut text = format!("<{}", element.tag);
            for (name, value) in &element.attributes {
                text.push_str(&format!(" {name}={value:?}"));
            }
            text.push('>');
            text.push_str(match element.namespace {
                Namespace::Html => "",
                Namespace::Svg => " svg",
                Namespace::MathMl => " mathml",
            });
            if element.custom {
                text.push_str(" custom");
            }
            if element.shadow_host {
                text.push_str(" host");
            }
            if let Some(extra) = &element.extra {
                text.push_str(&format!(" {}", extra_text(extra)));
            }
            text
        }
    };
    format!("{id}{shadow} {content}")
}

/// Only the fields that say something.
fn extra_text(extra: &events::ElementExtra) -> String {
    let all = format!("{extra:?}");
    let inside = all.trim_start_matches("ElementExtra { ").trim_end_matches(" }");
    let mut fields = Vec::new();
    let (mut depth, mut start) = (0, 0);
    for (place, character) in inside.char_indices() {
        match character {
            '(' | '{' | '[' => depth += 1,
            ')' | '}' | ']' => depth -= 1,
            ',' if depth == 0 => {
                fields.push(&inside[start..place]);
                start = place + 2;
            }
            _ => {}
        }
    }
    fields.push(&inside[start..]);
    fields.retain(|field| !field.ends_with(": None"));
    fields.join(" ")
}

fn mutation_lines(mutation: &Mutation) -> Vec<String> {
    let mut lines = Vec::new();
    for remove in &mutation.removes {
        let parent = remove.parent.map_or("?".to_owned(), |id| id.0.to_string());
        let shadow = if remove.shadow { " shadow" } else { "" };
        lines.push(format!("  remove {} from {parent}{shadow}", remove.id.0));
    }
    for add in &mutation.adds {
        let sibling = |name: &str, sibling: Sibling| match sibling {
            Sibling::None => String::new(),
            Sibling::Node(id) => format!(" {name} {}", id.0),
            Sibling::Unknown => format!(" {name} ?"),
        };
        let (next, previous) = (sibling("before", add.next), sibling("behind", add.previous));
        lines.push(format!("  add to {}{next}{previous}", add.parent.0));
        lines.extend(tree_lines(&add.tree, 2));
    }
    for text in &mutation.texts {
        lines.push(format!("  text {} {:?}", text.id.0, text.value));
    }
    for change in &mutation.attributes {
        for (name, value) in &change.entries {
            lines.push(format!("  attribute {} {}", change.id.0, value_text(name, value)));
        }
    }
    lines
}

fn value_text(name: &Text, value: &AttributeValue) -> String {
    match value {
        AttributeValue::Removed => format!("{name} removed"),
        AttributeValue::Set(text) => format!("{name}={text:?}"),
        AttributeValue::StyleDiff(diff) => {
            let declaration = |StyleDiff { property, value, important }: &StyleDiff| {
                let value = value.as_ref().map_or("-", |value| value.as_str());
                format!("{property}: {value}{}", if *important { " !" } else { "" })
            };
            format!("{name} {{{}}}", diff.iter().map(declaration).collect::<Vec<_>>().join("; "))
        }
        other => format!("{other:?}"),
    }
}
