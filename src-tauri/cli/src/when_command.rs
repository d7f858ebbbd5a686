//! `playhead-cli when`

use crate::Outcome;
use crate::arguments::{Arguments, When};
use crate::open::recording;
use crate::print::{clock, json, length, plural};
use engine::{CancelToken, EngineError, WhenQuestion, WhenSpan};
use events::{TabId, Timestamp};
use serde::Serialize;

/// One interval, as JSON. Times are microseconds from the recording's start.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Interval<'a> {
    from: i64,
    /// Not so any more from then on; null where it was so to the end.
    until: Option<i64>,
    tab: u32,
    page: u32,
    /// The most elements at once.
    most: usize,
    /// One of those it began with.
    key: u64,
    label: &'a str,
}

pub fn run(arguments: &Arguments, command: &When) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let question = WhenQuestion {
        selector: command.selector.clone(),
        text: command.text.clone(),
        value: command.value.clone(),
        attribute: command.attribute.clone(),
        count: command.count,
        tab: command.tab.map(TabId),
    };
    let end = opened.session.end()?;
    let (mut count, mut last) = (0, None);
    opened.session.when(&question, &CancelToken::default(), &mut |WhenSpan { tab, span }| {
        count += 1;
        if arguments.json {
            json(&Interval {
                from: span.from.0,
                until: span.until.map(|until| until.0),
                tab: tab.0,
                page: span.page,
                most: span.most,
                key: span.key.raw(),
                label: &span.label,
            });
        } else {
            println!("{}", line(&span, end));
        }
        last = Some(span.from);
        true
    })?;
    if !arguments.json {
        let last = last.map(|last| format!(", the last from {} on", clock(last))).unwrap_or_default();
        eprintln!("{}{last}", plural(count, "interval"));
    }
    Ok(if count > 0 { Outcome::Done } else { Outcome::Nothing })
}

/// `0:03.120 – 0:05.400  2.280 s  up to 3  button#pay`.
fn line(span: &engine::Span, end: Timestamp) -> String {
    let until = span.until.map_or_else(|| "the end".to_owned(), clock);
    let took = length(span.until.unwrap_or(end).0 - span.from.0);
    let most = if span.most > 1 { format!("  up to {}", span.most) } else { String::new() };
    format!("{} – {until}  {took}{most}  {}", clock(span.from), span.label)
}
