//! `playhead-cli export`

use crate::Outcome;
use crate::arguments::{Arguments, Export};
use crate::keep_commands::named;
use crate::open::library;
use crate::print::json;
use engine::EngineError;

pub fn run(arguments: &Arguments, command: &Export) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let ids = named(&engine, &command.recordings, command.matching.as_deref())?;
    let report = engine.export(&ids, &command.to)?;
    if arguments.json {
        json(&ipc::convert::export_report(&report));
    } else {
        report.written.iter().for_each(|path| println!("{}", path.display()));
        report.failed.iter().for_each(|error| eprintln!("{error}"));
    }
    let all = report.failed.is_empty() && !report.written.is_empty();
    Ok(if all { Outcome::Done } else { Outcome::Nothing })
}
