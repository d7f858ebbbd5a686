//! `playhead-cli query`

use crate::Outcome;
use crate::arguments::{Arguments, Query};
use crate::dom_command::heading;
use crate::moments::documents;
use crate::open::recording;
use crate::print::{clock, json, plural};
use engine::{ElementDetails, EngineError, element_details};
use serde::Serialize;

/// How much of an element's text a line shows, in characters.
const SHOWN: usize = 80;

/// One element that was found, as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Match<'a> {
    /// Microseconds from the recording's start.
    at: i64,
    /// Whether what happened at `at` itself has happened.
    inclusive: bool,
    tab: u32,
    /// Names the node in all documents of one page.
    key: u64,
    /// The recorder's id of it.
    source_id: Option<u64>,
    /// A selector that finds this element alone.
    selector: &'a str,
    name: &'a str,
    attributes: &'a [(String, String)],
    live: &'a [(String, String)],
    text: &'a str,
}

pub fn run(arguments: &Arguments, command: &Query) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let chosen = documents(&opened.session, &command.moments)?;
    let several = chosen.len() > 1;
    let mut outcome = Outcome::Nothing;
    for chosen in chosen {
        let chosen = chosen?;
        let found = engine::query(&chosen.document, &command.selector)?;
        if !arguments.json {
            heading(several, &chosen);
            let count = plural(found.len() as u64, "element");
            eprintln!("{count} {} {}", chosen.word(), clock(chosen.time()));
        }
        for details in found.into_iter().filter_map(|key| element_details(&chosen.document, key)) {
            outcome = Outcome::Done;
            if arguments.json {
                json(&Match {
                    at: chosen.time().0,
                    inclusive: chosen.word() == "at",
                    tab: chosen.tab.0,
                    key: details.key.raw(),
                    source_id: details.source_id,
                    selector: &details.selector,
                    name: &details.name,
                    attributes: &details.attributes,
                    live: &details.live,
                    text: &details.text,
                });
            } else {
                println!("{}", line(&details));
            }
        }
    }
    Ok(outcome)
}

/// `main > form > button#pay · disabled=true · "Pay now"`.
fn line(details: &ElementDetails) -> String {
    let mut line = details.selector.clone();
    for (name, value) in &details.live {
        line.push_str(&format!(" · {name}={value}"));
    }
    let text: Vec<&str> = details.text.split_whitespace().collect();
    let text = text.join(" ");
    if !text.is_empty() {
        let short: String = text.chars().take(SHOWN).collect();
        let more = if short.len() < text.len() { "…" } else { "" };
        line.push_str(&format!(" · “{short}{more}”"));
    }
    line
}
