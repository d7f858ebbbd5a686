//! `playhead-cli list`

use crate::Outcome;
use crate::arguments::Arguments;
use crate::open::library;
use crate::print::{clock, json, plural};
use engine::EngineError;

pub fn run(arguments: &Arguments) -> Result<Outcome, EngineError> {
    let recordings = library(arguments)?.recordings()?;
    for recording in &recordings {
        let row = ipc::convert::recording_row(recording);
        if arguments.json {
            json(&row);
        } else {
            let (length, errors) = (clock(recording.duration), plural(recording.errors.into(), "error"));
            println!("{}  {length:>11}  {errors:>10}  {:<24}  {}", row.id, row.site, row.file_name);
        }
    }
    if recordings.is_empty() && !arguments.json {
        eprintln!("The library is empty\nImport recordings with playhead-cli import PATH");
    }
    Ok(Outcome::Done)
}
