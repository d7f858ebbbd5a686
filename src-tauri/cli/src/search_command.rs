//! `playhead-cli search`

use crate::Outcome;
use crate::arguments::{Arguments, Search};
use crate::open::library;
use crate::print::{clock, json};
use engine::{EngineError, HitKind, MATCH_END, MATCH_START, lead_in};

pub fn run(arguments: &Arguments, command: &Search) -> Result<Outcome, EngineError> {
    let text = command.words.join(" ");
    let hits = library(arguments)?.search(&text, command.limit)?;
    for hit in &hits {
        if arguments.json {
            json(&ipc::convert::search_hit(hit));
            continue;
        }
        let kind = match hit.kind {
            HitKind::Error => "error",
            HitKind::Console => "console",
            HitKind::Page => "page",
        };
        let line = hit.text.replace([MATCH_START, MATCH_END], "");
        let line = line.lines().next().unwrap_or("");
        println!("{}  {:>11}  {kind:<7}  {line}", hit.recording, clock(hit.time));
        println!("    {}: playhead {} --at {}", hit.file_name, hit.recording, clock(lead_in(hit.time)));
    }
    if hits.is_empty() {
        eprintln!("No recording of the library holds “{text}”");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}
