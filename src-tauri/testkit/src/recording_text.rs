//! Whole recordings in the text language.

use crate::tree_text::{pair, tree_of};
use crate::words::{Line, Word, lines};
use events::{
    Add, AdoptedSheets, AttributeChange, AttributeValue, ConsoleLevel, ConsoleRecord, Event, EventKind,
    EventSeq, FullSnapshot, Interaction, InteractionKind, Mutation, PointerKind, PointerSample, Remove,
    RuleAdd, RulePath, SheetTarget, Sibling, SourceNodeId, StyleDiff, StyleId, StyleRule, TabId, Text,
    TextChange, Timestamp,
};

/// Reads a recording: `@500` sets the time in milliseconds, `tab 1` the tab, every other line at the margin is an event.
///
/// ```text
/// meta "https://shop.example/" 1280x720
/// snapshot
///   document #1
///     html #2
///       body #3
/// @500
/// mutate
///   remove #9 of #8
///   add #14 before #12
///     li #10
///   text #40 "done"
///   set #8 class="open"
///   unset #8 hidden
///   style #8 color="blue" margin="0 !important" width=""
/// input #6 "abc"
/// input #7 checked
/// scroll #1 0,120
/// viewport 800x600
/// pointer #6 10,20
/// click #6 10,20
/// focus #6
/// blur #6
/// adopt #1 1 2
/// sheet 2 ".a {}" ".b {}"
/// rule #30 0 ".x {}"
/// unrule #30 0
/// error "Uncaught TypeError: x is not a function"
/// log "hello"
/// custom "tag" "{}"
/// load
/// ```
pub fn recording(text: &str) -> Vec<Event> {
    let lines = lines(text);
    let mut events: Vec<Event> = Vec::new();
    let (mut time, mut tab) = (Timestamp::ZERO, TabId(0));
    let mut rest = lines.as_slice();
    while let Some((line, after)) = rest.split_first() {
        let end = after.iter().position(|below| below.indent <= line.indent).unwrap_or(after.len());
        let (below, after) = after.split_at(end);
        rest = after;
        match line.words.as_slice() {
            [Word::Plain(word)] if word.starts_with('@') => {
                time = Timestamp::from_millis(word[1..].parse().unwrap())
            }
            [Word::Plain(word), Word::Plain(number)] if word == "tab" => tab = TabId(number.parse().unwrap()),
            _ => {
                let seq = EventSeq(events.len() as u64);
                events.push(Event { time, seq, tab, kind: kind(line, below) });
            }
        }
    }
    events
}

fn kind(line: &Line, below: &[Line]) -> EventKind {
    let (Some(Word::Plain(name)), words) = (line.words.first(), line.words.get(1..).unwrap_or_default())
    else {
        panic!("Not an event: {}", line.text)
    };
    match (name.as_str(), words) {
        ("load", []) => EventKind::Load,
        ("content-loaded", []) => EventKind::DomContentLoaded,
        ("meta", [Word::Quoted(href), size]) => {
            let (width, height) = pair(size);
            EventKind::Meta { href: href.as_str().into(), width, height }
        }
        ("snapshot", []) => {
            EventKind::FullSnapshot(Box::new(FullSnapshot { tree: tree_of(below), scroll: None }))
        }
        ("mutate", []) => EventKind::Mutation(Box::new(mutation(below))),
        ("input", [Word::Id(target), said]) => {
            let (value, checked) = match said {
                Word::Quoted(text) => (Text::new(text), false),
                Word::Plain(word) => (Text::new("on"), word == "checked"),
                other => panic!("Not an input: {other:?}"),
            };
            EventKind::Input { target: node(*target), value, checked, user_triggered: None }
        }
        ("scroll", [Word::Id(target), at]) => {
            let (x, y) = pair(at);
            EventKind::Scroll { target: node(*target), x, y }
        }
        ("viewport", [size]) => {
            let (width, height) = pair(size);
            EventKind::Viewport { width, height }
        }
        ("pointer", [Word::Id(target), at]) => {
            let (x, y) = pair(at);
            EventKind::PointerMove(PointerSample {
                kind: PointerKind::Mouse,
                x,
                y,
                target: Some(node(*target)),
            })
        }
        ("click", [Word::Id(target), at]) => interaction(InteractionKind::Click, *target, Some(pair(at))),
        ("focus", [Word::Id(target)]) => interaction(InteractionKind::Focus, *target, None),
        ("blur", [Word::Id(target)]) => interaction(InteractionKind::Blur, *target, None),
        ("adopt", [Word::Id(target), ids @ ..]) => {
            let adopted = ids.iter().map(|id| StyleId(number(id))).collect();
            EventKind::AdoptedSheets(Box::new(AdoptedSheets {
                target: node(*target),
                adopted,
                created: Vec::new(),
            }))
        }
        ("sheet", [id, rules @ ..]) => {
            let target = SheetTarget::Constructed(StyleId(number(id)));
            let replace = Some(rules.iter().map(quoted).collect::<Vec<_>>().join("\n").into());
            EventKind::StyleRule(Box::new(StyleRule {
                target,
                adds: Vec::new(),
                removes: Vec::new(),
                replace,
            }))
        }
        ("rule", [Word::Id(owner), at, Word::Quoted(rule)]) => {
            let add =
                RuleAdd { rule: rule.as_str().into(), at: RulePath::Top(u32::try_from(number(at)).unwrap()) };
            rule_edit(*owner, vec![add], Vec::new())
        }
        ("unrule", [Word::Id(owner), at]) => {
            rule_edit(*owner, Vec::new(), vec![RulePath::Top(u32::try_from(number(at)).unwrap())])
        }
        ("error", [Word::Quoted(text)]) => console(ConsoleLevel::Error, text, true),
        ("log", [Word::Quoted(text)]) => console(ConsoleLevel::Log, text, false),
        ("custom", [Word::Quoted(tag), Word::Quoted(payload)]) => {
            EventKind::Custom { tag: tag.as_str().into(), payload: payload.as_str().into() }
        }
        _ => panic!("Not an event: {}", line.text),
    }
}

fn mutation(lines: &[Line]) -> Mutation {
    let mut mutation = Mutation::default();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        let end = after.iter().position(|below| below.indent <= line.indent).unwrap_or(after.len());
        let (below, after) = after.split_at(end);
        rest = after;
        let (Some(Word::Plain(name)), Some(Word::Id(id))) = (line.words.first(), line.words.get(1)) else {
            panic!("Not a change: {}", line.text)
        };
        let said = &line.words[2..];
        let id = node(*id);
        let mut changed = |entries| mutation.attributes.push(AttributeChange { id, entries });
        match (name.as_str(), said) {
            ("remove", [Word::Plain(_), Word::Id(parent)]) => {
                mutation.removes.push(Remove { parent: Some(node(*parent)), id, shadow: false });
            }
            ("add", before) => {
                let next = match before {
                    [Word::Plain(_), Word::Id(next)] => Sibling::Node(node(*next)),
                    _ => Sibling::None,
                };
                mutation.adds.push(Add { parent: id, next, previous: Sibling::None, tree: tree_of(below) });
            }
            ("text", [Word::Quoted(value)]) => {
                mutation.texts.push(TextChange { id, value: value.as_str().into() });
            }
            ("set", words) => changed(words.iter().map(set).collect()),
            ("unset", words) => changed(words.iter().map(unset).collect()),
            ("style", words) => {
                let diff = AttributeValue::StyleDiff(words.iter().map(style).collect());
                changed(vec![("style".into(), diff)]);
            }
            _ => panic!("Not a change: {}", line.text),
        }
    }
    mutation
}

fn set(word: &Word) -> (Text, AttributeValue) {
    match word {
        Word::Named(name, value) => (name.as_str().into(), AttributeValue::Set(value.as_str().into())),
        other => panic!("Not an attribute: {other:?}"),
    }
}

fn unset(word: &Word) -> (Text, AttributeValue) {
    match word {
        Word::Plain(name) => (name.as_str().into(), AttributeValue::Removed),
        other => panic!("Not the name of an attribute: {other:?}"),
    }
}

/// An empty value removes.
fn style(word: &Word) -> StyleDiff {
    let Word::Named(property, value) = word else { panic!("Not a declaration: {word:?}") };
    let plain = value.trim_end_matches("!important").trim_end();
    let value_text = (!plain.is_empty()).then(|| Text::new(plain));
    StyleDiff { property: property.as_str().into(), value: value_text, important: plain.len() < value.len() }
}

fn interaction(kind: InteractionKind, target: u64, position: Option<(f64, f64)>) -> EventKind {
    EventKind::Interaction(Interaction { kind, target: Some(node(target)), position, pointer: None })
}

fn rule_edit(owner: u64, adds: Vec<RuleAdd>, removes: Vec<RulePath>) -> EventKind {
    let target = SheetTarget::Owner(node(owner));
    EventKind::StyleRule(Box::new(StyleRule { target, adds, removes, replace: None }))
}

/// A console line of one argument.
pub(crate) fn console(level: ConsoleLevel, text: &str, uncaught: bool) -> EventKind {
    let method = match level {
        ConsoleLevel::Debug => "debug",
        ConsoleLevel::Log => "log",
        ConsoleLevel::Info => "info",
        ConsoleLevel::Warn => "warn",
        ConsoleLevel::Error => "error",
    };
    EventKind::Console(Box::new(ConsoleRecord {
        level,
        method: method.into(),
        args: vec![serde_json::Value::from(text).to_string().into()],
        trace: Vec::new(),
        text: text.into(),
        uncaught,
    }))
}

fn node(id: u64) -> SourceNodeId {
    SourceNodeId::new(id).unwrap_or_else(|| panic!("Not an id: {id}"))
}

fn number(word: &Word) -> u64 {
    match word {
        Word::Plain(word) => word.parse().unwrap_or_else(|_| panic!("Not a number: {word}")),
        other => panic!("Not a number: {other:?}"),
    }
}

fn quoted(word: &Word) -> &str {
    match word {
        Word::Quoted(text) => text,
        other => panic!("Not a text: {other:?}"),
    }
}
