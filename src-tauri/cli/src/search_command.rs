//! `playhead-cli search`

use crate::Outcome;
use crate::arguments::{Arguments, Search};
use crate::open::library;
use crate::print::{clock, json};
use engine::{EngineError, ErrorCode, MATCH_END, MATCH_START, lead_in};

pub fn run(arguments: &Arguments, command: &Search) -> Result<Outcome, EngineError> {
    let text = command.words.join(" ");
    let hits = library(arguments)?.search(&text, command.limit).inspect_err(|error| point(&text, error))?;
    for hit in &hits {
        if arguments.json {
            json(&ipc::convert::search_hit(hit));
            continue;
        }
        let line = hit.text.replace([MATCH_START, MATCH_END], "");
        let line = line.lines().next().unwrap_or("");
        println!("{}  {:>11}  {:<9}  {line}", hit.recording, clock(hit.time), hit.kind.name());
        println!("    {}: playhead {} --at {}", hit.file_name, hit.recording, clock(lead_in(hit.time)));
        if hit.more > 0 {
            println!("    and {} more in this recording", hit.more);
        }
    }
    if hits.is_empty() {
        eprintln!("No recording of the library holds “{text}”");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// Shows where a search could not be read.
pub fn point(text: &str, error: &EngineError) {
    if let ErrorCode::Query { column, length } = error.code {
        eprintln!("    {text}\n    {}{}", " ".repeat(column - 1), "^".repeat(length));
    }
}
