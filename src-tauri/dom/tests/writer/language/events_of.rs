//! Events.

use super::tree_of::{is_shadow, tree_of};
use super::words::{Line, Word, Words, lines_of};
use events::*;

/// The events of a recording, a tenth of a second apart.
pub fn events_of(text: &str) -> Vec<Event> {
    let lines = lines_of(text);
    lines
        .iter()
        .enumerate()
        .map(|(index, line)| Event {
            time: Timestamp(index as i64 * 100_000),
            seq: EventSeq(index as u64),
            tab: TabId(0),
            kind: kind_of(line),
        })
        .collect()
}

fn kind_of(line: &Line) -> EventKind {
    let mut words = Words::of(line);
    match words.bare().expect("an event begins with its name") {
        "content-loaded" => EventKind::DomContentLoaded,
        "loaded" => EventKind::Load,
        "meta" => {
            let href = words.text().into();
            let (width, height) = size(&mut words);
            EventKind::Meta { href, width, height }
        }
        "viewport" => {
            let (width, height) = size(&mut words);
            EventKind::Viewport { width, height }
        }
        "snapshot" => {
            let scroll = words.take("scroll").then(|| words.numbers());
            EventKind::FullSnapshot(Box::new(FullSnapshot { tree: tree_of(&line.below[0]), scroll }))
        }
        "mutation" => EventKind::Mutation(Box::new(mutation_of(&line.below))),
        "input" => EventKind::Input {
            target: SourceNodeId(words.id()),
            value: words.text().into(),
            checked: words.take("checked"),
            user_triggered: None,
        },
        "scroll" => {
            let target = SourceNodeId(words.id());
            let (x, y) = words.numbers();
            EventKind::Scroll { target, x, y }
        }
        "rule" => EventKind::StyleRule(Box::new(rule_of(&mut words))),
        "declare" => {
            let target = sheet_target(&mut words);
            let path = path(words.bare().unwrap());
            let change = style_diffs(&mut words).pop().expect("a declaration");
            EventKind::StyleDeclaration(Box::new(StyleDeclaration { target, path, change }))
        }
        "adopt" => EventKind::AdoptedSheets(Box::new(adopted_of(&mut words))),
        "canvas" => {
            let target = SourceNodeId(words.id());
            let mut commands = Vec::new();
            while let Some(word) = words.bare() {
                let setter = word == "set";
                let property = if setter { words.bare().unwrap() } else { word };
                let args = words.bare().expect("arguments in brackets").into();
                commands.push(CanvasCommand { property: property.into(), args, setter });
            }
            EventKind::Canvas(Box::new(CanvasMutation { target, context: CanvasContext::TwoD, commands }))
        }
        "media" => {
            let target = SourceNodeId(words.id());
            let action = match words.bare().unwrap() {
                "play" => MediaAction::Play,
                "pause" => MediaAction::Pause,
                _ => MediaAction::RateChange,
            };
            let current_secs = words.take("at").then(|| words.bare().unwrap().parse().unwrap());
            EventKind::Media { target, action, state: MediaState { current_secs, ..MediaState::default() } }
        }
        "focus" => interaction(InteractionKind::Focus, Some(words.id()), None),
        "blur" => interaction(InteractionKind::Blur, Some(words.id()), None),
        "press" => interaction(InteractionKind::MouseDown, None, Some(words.numbers())),
        "move" => {
            let (x, y) = words.numbers();
            EventKind::PointerMove(PointerSample { kind: PointerKind::Mouse, x, y, target: None })
        }
        other => panic!("{other} is no event"),
    }
}

fn interaction(kind: InteractionKind, target: Option<u64>, position: Option<(f64, f64)>) -> EventKind {
    EventKind::Interaction(Interaction { kind, target: target.map(SourceNodeId), position, pointer: None })
}

fn size(words: &mut Words<'_>) -> (f64, f64) {
    let width = words.bare().unwrap().parse().unwrap();
    assert!(words.take("x"));
    (width, words.bare().unwrap().parse().unwrap())
}

fn mutation_of(lines: &[Line]) -> Mutation {
    let mut mutation = Mutation::default();
    for line in lines {
        let mut words = Words::of(line);
        match words.bare().expect("a record begins with its name") {
            "remove" => {
                let id = SourceNodeId(words.id());
                let parent = words.take("from").then(|| SourceNodeId(words.id()));
                mutation.removes.push(Remove { parent, id, shadow: words.take("shadow") });
            }
            "add" => mutation.adds.extend(adds_of(line, &mut words)),
            "text" => {
                let id = SourceNodeId(words.id());
                mutation.texts.push(TextChange { id, value: words.text().into() });
            }
            kind => {
                let id = SourceNodeId(words.id());
                mutation.attributes.push(AttributeChange { id, entries: entries_of(kind, &mut words) });
            }
        }
    }
    mutation
}

/// Several trees below one `add` are added one after the other at the same place.
fn adds_of(line: &Line, words: &mut Words<'_>) -> Vec<Add> {
    assert!(words.take("to"));
    let parent = SourceNodeId(words.id());
    let (mut next, mut previous) = (Sibling::None, Sibling::None);
    loop {
        if words.take("before") {
            next = sibling(words);
        } else if words.take("behind") {
            previous = sibling(words);
        } else {
            break;
        }
    }
    let add = |line: &Line, shadow: bool| {
        let mut tree = tree_of(line);
        tree.nodes[0].shadow = shadow;
        Add { parent, next, previous, tree }
    };
    let mut adds = Vec::new();
    for below in &line.below {
        if is_shadow(below) {
            adds.extend(below.below.iter().map(|child| add(child, true)));
        } else {
            adds.push(add(below, false));
        }
    }
    adds
}

fn sibling(words: &mut Words<'_>) -> Sibling {
    if words.take("?") { Sibling::Unknown } else { Sibling::Node(SourceNodeId(words.id())) }
}

fn entries_of(kind: &str, words: &mut Words<'_>) -> Vec<(Text, AttributeValue)> {
    let name = Text::from(kind);
    match kind {
        "attr" => {
            let mut entries = Vec::new();
            while let Some(word) = words.next() {
                entries.push(match word {
                    Word::Pair(name, value) => {
                        (name.as_str().into(), AttributeValue::Set(value.as_str().into()))
                    }
                    Word::Bare(word) => (word.trim_start_matches('-').into(), AttributeValue::Removed),
                    other => panic!("{other:?} is no attribute"),
                });
            }
            entries
        }
        "style" => vec![(name, AttributeValue::StyleDiff(style_diffs(words)))],
        "sheet" => {
            let mut parts = Vec::new();
            while let Some(part) = words.quoted() {
                parts.push(part.into());
            }
            vec![(name, AttributeValue::Sheet(parts))]
        }
        "picture" => vec![(name, AttributeValue::Picture(words.text().into()))],
        "dialog" => {
            let mode = if words.take("modal") { DialogMode::Modal } else { DialogMode::NonModal };
            vec![(name, AttributeValue::Dialog(mode))]
        }
        other => panic!("{other} is no record"),
    }
}

fn style_diffs(words: &mut Words<'_>) -> Vec<StyleDiff> {
    let mut diffs = Vec::new();
    while let Some(word) = words.next() {
        diffs.push(match word {
            Word::Pair(property, value) => StyleDiff {
                property: property.as_str().into(),
                value: Some(value.trim_end_matches("!important").trim().into()),
                important: value.ends_with("!important"),
            },
            Word::Bare(word) => {
                let property = word.strip_prefix('-').unwrap().into();
                StyleDiff { property, value: None, important: false }
            }
            other => panic!("{other:?} is no declaration"),
        });
    }
    diffs
}

fn sheet_target(words: &mut Words<'_>) -> SheetTarget {
    match words.next() {
        Some(Word::Id(id)) => SheetTarget::Owner(SourceNodeId(*id)),
        Some(Word::Bare(id)) => SheetTarget::Constructed(StyleId(id.parse().unwrap())),
        other => panic!("{other:?} is no sheet"),
    }
}

fn path(word: &str) -> Vec<u32> {
    word.split('.').map(|step| step.parse().unwrap()).collect()
}

fn rule_path(word: &str) -> RulePath {
    match path(word).as_slice() {
        [top] => RulePath::Top(*top),
        path => RulePath::Nested(path.to_vec()),
    }
}

fn rule_of(words: &mut Words<'_>) -> StyleRule {
    let target = sheet_target(words);
    let mut rule = StyleRule { target, adds: Vec::new(), removes: Vec::new(), replace: None };
    while let Some(word) = words.bare() {
        match word {
            "insert" => {
                let at = rule_path(words.bare().unwrap());
                rule.adds.push(RuleAdd { rule: words.text().into(), at });
            }
            "delete" => rule.removes.push(rule_path(words.bare().unwrap())),
            "replace" => rule.replace = Some(words.text().into()),
            other => panic!("{other} is no edit of rules"),
        }
    }
    rule
}

fn adopted_of(words: &mut Words<'_>) -> AdoptedSheets {
    let target = SourceNodeId(words.id());
    let mut adopted = AdoptedSheets { target, adopted: Vec::new(), created: Vec::new() };
    while let Some(word) = words.bare() {
        if word != "with" {
            adopted.adopted.push(StyleId(word.parse().unwrap()));
            continue;
        }
        let id = StyleId(words.bare().unwrap().parse().unwrap());
        let mut rules = Vec::new();
        while let Some(rule) = words.quoted() {
            rules.push(rule.into());
        }
        adopted.created.push((id, rules));
    }
    adopted
}
