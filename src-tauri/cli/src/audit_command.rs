//! `playhead-cli audit`

use crate::Outcome;
use crate::arguments::{Arguments, Audit as Command};
use crate::open::recording;
use crate::print::{clock, json, plural};
use engine::{CancelToken, EngineError, PrivateFinding};
use serde::Serialize;

/// A finding, as JSON. Times are microseconds from the recording's start.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    kind: &'static str,
    confidence: &'static str,
    /// With its middle hidden.
    excerpt: &'a str,
    place: &'a str,
    tab: u32,
    key: Option<u64>,
    first: i64,
    last: i64,
    count: u64,
}

pub fn run(arguments: &Arguments, command: &Command) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let mut found = opened.session.audit(&command.allow, &CancelToken::default())?;
    found.retain(|it| command.kind.is_none_or(|kind| it.kind == kind));
    for it in &found {
        if arguments.json {
            put(it);
        } else {
            told(it);
        }
    }
    if !arguments.json {
        eprintln!("{}", plural(found.len() as u64, "private value"));
    }
    Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn put(it: &PrivateFinding) {
    json(&Row {
        kind: it.kind.name(),
        confidence: it.confidence.name(),
        excerpt: &it.excerpt,
        place: &it.place,
        tab: it.tab.0,
        key: it.node,
        first: it.first.0,
        last: it.last.0,
        count: it.count,
    });
}

/// `0:12.400  password  •••••••  typed into “Password”, 3 times up to 0:20.000`.
fn told(it: &PrivateFinding) {
    let again = match it.count {
        1 => String::new(),
        count => format!(", {count} times up to {}", clock(it.last)),
    };
    let doubt = if it.confidence == engine::Confidence::High { "" } else { "  (perhaps)" };
    println!("{}  {:<13}  {}  {}{again}{doubt}", clock(it.first), it.kind.name(), it.excerpt, it.place);
}
