//! The document as an indented tree of lines, for people, golden files and tests.
//!
//! ```text
//! document #1
//!   doctype html #2
//!   html lang="en" #3
//!     body #5 = scroll 0,120
//!       x-card #6
//!         ⌄shadow = adopted 1
//!           "in the shadow" #7
//! ```
//! A node without an id has its number behind a tilde. Live state follows an equals sign.

use crate::{Doctype, Document, Live, Node, NodeData, NodeKey, Sheet};
use events::DialogMode;
use std::fmt::Write as _;

/// Characters of a string that are shown.
const SHOWN_CHARS: usize = 80;

pub fn text_tree(document: &Document) -> String {
    let mut out = String::new();
    let mut stack: Vec<(NodeKey, usize)> = document.root().map(|root| (root, 0)).into_iter().collect();
    while let Some((key, depth)) = stack.pop() {
        let Some(node) = document.node(key) else { continue };
        // Deep trees would be mostly white space; the number says what the indent no longer does.
        let shown_depth = depth.min(100);
        out.extend(std::iter::repeat_n("  ", shown_depth));
        if shown_depth < depth {
            let _ = write!(out, "({depth}) ");
        }
        line(&mut out, key, node);
        stack.extend(node.content.map(|content| (content, depth + 1)));
        let mut child = node.last_child;
        while let Some(key) = child {
            stack.push((key, depth + 1));
            child = document.node(key).and_then(|node| node.prev);
        }
        stack.extend(node.shadow.map(|shadow| (shadow, depth + 1)));
    }
    out
}

// Writing to a string cannot fail, so the results of `write!` are dropped in this file.
fn line(out: &mut String, key: NodeKey, node: &Node) {
    match &node.data {
        NodeData::Document { quirks: true } => out.push_str("document quirks"),
        NodeData::Document { quirks: false } => out.push_str("document"),
        NodeData::ShadowRoot => out.push_str("⌄shadow"),
        NodeData::Doctype(doctype) => {
            let Doctype { name, public_id, system_id } = &**doctype;
            let _ = write!(out, "doctype {name}");
            if !public_id.is_empty() || !system_id.is_empty() {
                let _ = write!(out, " {} {}", quoted(public_id), quoted(system_id));
            }
        }
        NodeData::Element(element) => {
            out.push_str(&element.tag);
            for (name, value) in &element.attributes {
                let _ = write!(out, " {name}={}", quoted(value));
            }
        }
        NodeData::Text(text) => out.push_str(&quoted(text)),
        NodeData::Comment(text) => {
            let _ = write!(out, "comment {}", quoted(text));
        }
        NodeData::Cdata => out.push_str("cdata"),
    }
    if !key.is_shadow_root() {
        let _ = match key.source() {
            Some(id) => write!(out, " #{}", id.0),
            None => write!(out, " ~{}", key.nameless_number()),
        };
    }
    let live = live(node.live());
    if !live.is_empty() {
        let _ = write!(out, " = {}", live.join(", "));
    }
    out.push('\n');
}

fn live(live: &Live) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(live.value.as_ref().map(|value| format!("value {}", quoted(value))));
    words.extend(live.checked.map(|on| if on { "checked" } else { "unchecked" }.to_owned()));
    words.extend(live.selected.map(|on| if on { "selected" } else { "unselected" }.to_owned()));
    words.extend(live.scroll.map(|(left, top)| format!("scroll {left},{top}")));
    words.extend(live.dialog.map(|mode| match mode {
        DialogMode::Modal => "modal".to_owned(),
        DialogMode::NonModal => "non-modal".to_owned(),
    }));
    words.extend(live.media.as_ref().map(|media| {
        let word = if media.state.playing == Some(true) { "playing" } else { "paused" };
        match media.state.current_secs {
            Some(secs) => format!("{word} at {secs}"),
            None => word.to_owned(),
        }
    }));
    words.extend(live.sheet.as_deref().map(|sheet| match sheet {
        Sheet::Text(parts) => {
            format!("sheet {}", parts.iter().map(|part| quoted(part)).collect::<Vec<_>>().join(" + "))
        }
        Sheet::Rules(rules) => {
            format!("rules [{}]", rules.iter().map(|rule| quoted(rule)).collect::<Vec<_>>().join(" "))
        }
    }));
    words.extend(live.adopted.as_deref().map(|ids| {
        format!("adopted {}", ids.iter().map(|id| id.0.to_string()).collect::<Vec<_>>().join(" "))
    }));
    words.extend(live.picture.as_ref().map(|picture| format!("picture {}", quoted(picture))));
    words.extend(live.canvas.as_ref().map(|log| {
        let cut = if log.truncated { " (cut)" } else { "" };
        format!("drawn by {} commands{cut}", log.commands)
    }));
    words.extend(live.blocked_size.as_ref().map(|(width, height)| format!("box {width} x {height}")));
    words.extend(live.original_src.as_ref().map(|src| format!("src {}", quoted(src))));
    words
}

/// The string between quotes on one line, shortened when it is long.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    let mut chars = text.chars();
    for char in chars.by_ref().take(SHOWN_CHARS) {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            char if char.is_control() => out.extend(char.escape_unicode()),
            char => out.push(char),
        }
    }
    let left = chars.count();
    if left > 0 {
        let _ = write!(out, "… +{left}");
    }
    out.push('"');
    out
}
