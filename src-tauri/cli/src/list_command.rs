//! `playhead-cli list`

use crate::Outcome;
use crate::arguments::{Arguments, List, Sort};
use crate::open::library;
use crate::print::{clock, date, json, plural};
use crate::search_command::point;
use engine::{EngineError, Recording, RecordingId};
use std::cmp::Reverse;
use std::collections::HashSet;

pub fn run(arguments: &Arguments, command: &List) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let query = command.query.join(" ");
    let mut recordings = engine.recordings()?;
    if !query.trim().is_empty() {
        let wanted: HashSet<RecordingId> =
            engine.matching(&query).inspect_err(|error| point(&query, error))?.into_iter().collect();
        recordings.retain(|recording| wanted.contains(&recording.id));
    }
    sort(&mut recordings, command.sort);
    for recording in recordings.iter().take(command.limit.unwrap_or(usize::MAX)) {
        let row = ipc::convert::recording_row(recording);
        if arguments.json {
            json(&row);
        } else {
            let (length, errors) = (clock(recording.duration), plural(recording.errors.into(), "error"));
            let (start, tags) = (date(recording.start), recording.tags.join(", "));
            let about = format!(
                "{}  {start}  {length:>11}  {errors:>10}  {:<24}  {}  {tags}",
                row.id, row.site, row.file_name
            );
            println!("{}", about.trim_end());
        }
    }
    if recordings.is_empty() && !query.is_empty() {
        eprintln!("No recording of the library matches “{query}”");
        return Ok(Outcome::Nothing);
    }
    if recordings.is_empty() && !arguments.json {
        eprintln!("The library is empty\nImport recordings with playhead-cli import PATH");
    }
    Ok(Outcome::Done)
}

/// They come newest import first.
fn sort(recordings: &mut [Recording], by: Sort) {
    match by {
        Sort::Imported => {}
        Sort::Recorded => recordings.sort_by_key(|recording| Reverse(recording.start)),
        Sort::Length => recordings.sort_by_key(|recording| Reverse(recording.duration)),
        Sort::Errors => recordings.sort_by_key(|recording| Reverse(recording.errors)),
        Sort::Size => recordings.sort_by_key(|recording| Reverse(recording.bytes)),
        Sort::Name => recordings.sort_by(|a, b| a.file_name.cmp(&b.file_name)),
    }
}
