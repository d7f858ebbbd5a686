//! `playhead-cli history`

use crate::Outcome;
use crate::arguments::{Arguments, History};
use crate::open::recording;
use crate::print::{clock, json, plural, short};
use engine::{CancelToken, Cause, Change, EngineError, Past, Whose};
use events::{SourceNodeId, TabId};
use serde::Serialize;

/// One change, as JSON. Times are microseconds from the recording's start.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    at: i64,
    tab: u32,
    page: u32,
    key: u64,
    label: &'a str,
    #[serde(flatten)]
    change: ChangeJson<'a>,
    /// What a person did last before it.
    act: Option<CauseJson<'a>>,
    /// What a server answered last before it.
    answer: Option<CauseJson<'a>>,
}

#[derive(Serialize)]
pub struct ChangeJson<'a> {
    kind: &'static str,
    name: &'a str,
    old: Option<&'a str>,
    new: Option<&'a str>,
    /// The other node that it is about: the parent, the child, what took it along.
    other: Option<u64>,
}

#[derive(Serialize)]
struct CauseJson<'a> {
    at: i64,
    kind: &'a str,
    label: &'a str,
}

impl<'a> ChangeJson<'a> {
    pub fn of(change: &'a Change) -> ChangeJson<'a> {
        ChangeJson {
            kind: change.kind.name(),
            name: &change.name,
            old: change.old.as_deref(),
            new: change.new.as_deref(),
            other: change.other.map(dom::NodeKey::raw),
        }
    }
}

pub fn run(arguments: &Arguments, command: &History) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let key = command.element.parse().ok().and_then(SourceNodeId::new);
    let whose = match key {
        Some(id) => Whose::Key(dom::NodeKey::from_source(id)),
        None => Whose::Selector(command.element.clone()),
    };
    let mut count = 0;
    let tab = command.tab.map(TabId);
    opened.session.history(&whose, command.subtree, tab, &CancelToken::default(), &mut |past| {
        count += 1;
        if arguments.json {
            let cause = |cause: &'_ Option<Cause>| {
                cause.as_ref().map(|cause| (cause.at.0, cause.kind, cause.label.clone()))
            };
            let (act, answer) = (cause(&past.act), cause(&past.answer));
            json(&Row {
                at: past.row.at.0,
                tab: past.tab.0,
                page: past.row.page,
                key: past.row.key.raw(),
                label: &past.row.label,
                change: ChangeJson::of(&past.row.change),
                act: act.as_ref().map(|(at, kind, label)| CauseJson { at: *at, kind, label }),
                answer: answer.as_ref().map(|(at, kind, label)| CauseJson { at: *at, kind, label }),
            });
        } else {
            println!("{}", line(&past));
        }
        true
    })?;
    if !arguments.json {
        eprintln!("{}", plural(count, "change"));
    }
    Ok(if count > 0 { Outcome::Done } else { Outcome::Nothing })
}

/// `0:03.120  #42 button#pay  attribute disabled: – → “”  0.120 s after click “Pay”`.
fn line(past: &Past) -> String {
    let row = &past.row;
    let later = |cause: &&Cause| cause.at;
    let cause = [&past.act, &past.answer].into_iter().flatten().max_by_key(later);
    let cause = cause.map(|cause| {
        let ago = crate::print::length(row.at.0 - cause.at.0);
        format!("  {ago} after {} {}", cause.kind, short(&cause.label))
    });
    format!(
        "{}  {:?} {}  {}{}",
        clock(row.at),
        row.key,
        row.label,
        words(&row.change),
        cause.unwrap_or_default()
    )
}

/// `attribute disabled: – → “”`.
pub fn words(change: &Change) -> String {
    let value = |value: &Option<String>| match value {
        Some(value) => format!("“{}”", short(value)),
        None => "–".to_owned(),
    };
    let name = if change.name.is_empty() { String::new() } else { format!(" {}", change.name) };
    let other = change.other.map(|key| format!(" ({key:?})")).unwrap_or_default();
    let kind = change.kind.name();
    use engine::ChangeKind::*;
    match change.kind {
        Created | Removed => format!("{kind}{other}"),
        ChildAdded => format!("{kind} {}{other}", change.new.as_deref().unwrap_or_default()),
        ChildRemoved => format!("{kind} {}{other}", change.old.as_deref().unwrap_or_default()),
        _ => format!("{kind}{name}: {} → {}", value(&change.old), value(&change.new)),
    }
}
