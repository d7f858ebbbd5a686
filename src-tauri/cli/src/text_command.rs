//! `playhead-cli text`

use crate::Outcome;
use crate::arguments::{Arguments, Text};
use crate::open::recording;
use crate::print::{clock, json, length, plural, short};
use engine::{CancelToken, EngineError, Run};
use events::{TabId, Timestamp};
use serde::Serialize;

/// One text, as JSON. Times are microseconds from the recording's start.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    text: &'a str,
    /// It is what a control held.
    typed: bool,
    tab: u32,
    page: u32,
    /// The node where it stood first.
    key: u64,
    spans: Vec<SpanJson>,
}

#[derive(Serialize)]
struct SpanJson {
    from: i64,
    /// Null where it stood to the end.
    until: Option<i64>,
}

pub fn run(arguments: &Arguments, command: &Text) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let words: Vec<String> = command.words.iter().map(|words| engine::plain(words)).collect();
    let end = opened.session.end()?;
    let mut count = 0;
    for (tab, texts) in opened.session.texts(command.tab.map(TabId), &CancelToken::default())? {
        for run in texts.iter().filter(|run| run.has(&words)) {
            let spans: Vec<(Timestamp, Option<Timestamp>)> = match command.flash {
                Some(shorter) => run.flashes(shorter).map(|(from, until)| (from, Some(until))).collect(),
                None => run.spans.clone(),
            };
            if spans.is_empty() {
                continue;
            }
            count += 1;
            if arguments.json {
                let spans = spans.iter();
                json(&Row {
                    text: &run.text,
                    typed: run.typed,
                    tab: tab.0,
                    page: run.page,
                    key: run.key.raw(),
                    spans: spans
                        .map(|(from, until)| SpanJson { from: from.0, until: until.map(|until| until.0) })
                        .collect(),
                });
            } else {
                lines(run, &spans, end);
            }
        }
    }
    if !arguments.json {
        eprintln!("{}", plural(count, "text"));
    }
    Ok(if count > 0 { Outcome::Done } else { Outcome::Nothing })
}

/// Intervals told of one text, at most.
const SHOWN: usize = 5;

fn lines(run: &Run, spans: &[(Timestamp, Option<Timestamp>)], end: Timestamp) {
    let typed = if run.typed { "  (in a field)" } else { "" };
    println!("“{}”{typed}", short(&run.text));
    for (from, until) in spans.iter().take(SHOWN) {
        let word = until.map_or_else(|| "the end".to_owned(), clock);
        println!("  {} – {word}  {}", clock(*from), length(until.unwrap_or(end).0 - from.0));
    }
    if spans.len() > SHOWN {
        println!("  and {} more", plural((spans.len() - SHOWN) as u64, "interval"));
    }
}
