//! Trees, written as `text_tree` prints them.

use super::words::{Line, Word, Words};
use events::{
    DialogMode, ElementExtra, MediaState, Namespace, SnapshotTree, SourceNodeId, StyleId, Text, TreeElement,
    TreeNode, TreeNodeKind,
};

pub fn tree_of(line: &Line) -> SnapshotTree {
    let mut tree = SnapshotTree::default();
    grow(&mut tree, line, None, false);
    tree
}

fn grow(tree: &mut SnapshotTree, line: &Line, parent: Option<u32>, shadow: bool) {
    let mut node = node_of(line);
    node.parent = parent;
    node.shadow = shadow;
    let index = tree.nodes.len() as u32;
    tree.nodes.push(node);
    for below in &line.below {
        if is_shadow(below) {
            if let TreeNodeKind::Element(element) = &mut tree.nodes[index as usize].kind {
                element.shadow_host = true;
            }
            for child in &below.below {
                grow(tree, child, Some(index), true);
            }
        } else {
            grow(tree, below, Some(index), false);
        }
    }
}

pub fn is_shadow(line: &Line) -> bool {
    line.words.first() == Some(&Word::Bare("⌄shadow".to_owned()))
}

fn node_of(line: &Line) -> TreeNode {
    let mut words = Words::of(line);
    let kind = match words.next().expect("a node was expected") {
        Word::Quoted(text) => TreeNodeKind::Text(Text::new(text)),
        Word::Bare(word) if word == "document" => TreeNodeKind::Document { quirks: words.take("quirks") },
        Word::Bare(word) if word == "doctype" => TreeNodeKind::Doctype {
            name: words.bare().unwrap_or_default().into(),
            public_id: words.quoted().unwrap_or_default().into(),
            system_id: words.quoted().unwrap_or_default().into(),
        },
        Word::Bare(word) if word == "comment" => TreeNodeKind::Comment(words.text().into()),
        Word::Bare(word) if word == "cdata" => TreeNodeKind::Cdata,
        Word::Bare(tag) => {
            let namespace = match &**tag {
                "svg" | "path" | "lineargradient" => Namespace::Svg,
                _ => Namespace::Html,
            };
            TreeNodeKind::Element(Box::new(TreeElement {
                tag: tag.as_str().into(),
                namespace,
                ..TreeElement::default()
            }))
        }
        other => panic!("a node begins with a name or a text, not {other:?}"),
    };
    let mut node = TreeNode { id: None, parent: None, shadow: false, kind };
    while let Some(word) = words.next() {
        match (word, &mut node.kind) {
            (Word::Id(id), _) => node.id = SourceNodeId::new(*id),
            (Word::Nameless, _) => {}
            (Word::Pair(name, value), TreeNodeKind::Element(element)) => {
                element.attributes.push((name.as_str().into(), value.as_str().into()));
            }
            (Word::Bare(word), TreeNodeKind::Element(element)) if word == "=" => {
                element.extra = Some(Box::new(extra_of(&mut words)));
            }
            other => panic!("{other:?} has no place in a node"),
        }
    }
    node
}

fn extra_of(words: &mut Words<'_>) -> ElementExtra {
    let mut extra = ElementExtra::default();
    while let Some(word) = words.bare() {
        match word {
            "value" => extra.value = Some(words.text().into()),
            "checked" => extra.checked = Some(true),
            "unchecked" => extra.checked = Some(false),
            "selected" => extra.selected = Some(true),
            "scroll" => extra.scroll = Some(words.numbers()),
            "modal" => extra.dialog = Some(DialogMode::Modal),
            "non-modal" => extra.dialog = Some(DialogMode::NonModal),
            "picture" => extra.picture = Some(words.text().into()),
            "sheet" => {
                let sheet = extra.sheet.get_or_insert_default();
                while let Some(part) = words.quoted() {
                    sheet.push(part.into());
                }
            }
            "adopted" => {
                let adopted = extra.adopted.get_or_insert_default();
                while let Some(id) = words.bare() {
                    adopted.push(StyleId(id.parse().unwrap()));
                }
            }
            "box" => extra.blocked_size = Some((words.text().into(), words.text().into())),
            "playing" | "paused" => {
                let current_secs = words.take("at").then(|| words.bare().unwrap().parse().unwrap());
                extra.media = Some(MediaState {
                    playing: Some(word == "playing"),
                    current_secs,
                    ..MediaState::default()
                });
            }
            other => panic!("{other} is no live state"),
        }
    }
    extra
}
