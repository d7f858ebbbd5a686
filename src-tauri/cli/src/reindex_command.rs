//! `playhead-cli reindex`

use crate::Outcome;
use crate::arguments::Arguments;
use crate::open::library;
use crate::print::{json, plural};
use engine::{EngineError, ReindexReport};
use serde::Serialize;
use std::io::{IsTerminal, Write};

pub fn run(arguments: &Arguments) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let is_shown = std::io::stderr().is_terminal() && !arguments.json;
    let report = engine.reindex(&|progress| {
        if is_shown {
            // A terminal that cannot be written to loses nothing but this.
            let _ = write!(std::io::stderr(), "\r{} of {} ", progress.done, progress.of);
        }
    })?;
    if is_shown {
        eprintln!();
    }
    print(arguments, &report);
    Ok(if report.failed.is_empty() { Outcome::Done } else { Outcome::Nothing })
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReportJson {
    recordings: usize,
    made_again: usize,
    removed: usize,
    failed: Vec<String>,
}

fn print(arguments: &Arguments, report: &ReindexReport) {
    for (path, error) in &report.failed {
        eprintln!("{}: {error}", path.display());
    }
    let ReindexReport { recordings, made_again, removed, failed } = report;
    if arguments.json {
        let failed = failed.iter().map(|(path, _)| path.display().to_string()).collect();
        return json(&ReportJson {
            recordings: *recordings,
            made_again: *made_again,
            removed: *removed,
            failed,
        });
    }
    let count = |count: usize, what: &str| plural(count as u64, what);
    println!("{} in the catalogue", count(*recordings, "recording"));
    if *made_again > 0 {
        println!("{} looked through again", count(*made_again, "recording"));
    }
    if *removed > 0 {
        println!("{} taken out whose file is gone", count(*removed, "row"));
    }
}
