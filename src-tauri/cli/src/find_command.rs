//! `playhead-cli find`

use crate::Outcome;
use crate::arguments::{Arguments, Find};
use crate::open::{is_stdin, library};
use crate::print::{clock, json};
use engine::{EngineError, lead_in};
use std::io::Read;
use std::path::Path;

pub fn run(arguments: &Arguments, command: &Find) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let found = match (&command.session, &command.error) {
        (Some(id), _) => engine.find_named(id, command.limit)?,
        (None, Some(file)) => engine.find_error(&bytes_of(file)?, command.limit)?,
        (None, None) => engine.find(&command.text.join(" "), command.limit)?,
    };
    for finding in &found {
        if arguments.json {
            json(&ipc::convert::finding(finding));
            continue;
        }
        let why: Vec<&str> = finding.why.iter().map(|why| why.words()).collect();
        println!("{}  {:>11}  {}", finding.recording, clock(finding.time), why.join(", "));
        if !finding.text.is_empty() {
            println!("    {}", finding.text);
        }
        let at = clock(lead_in(finding.time));
        println!("    {}: playhead {} --at {at}", finding.file_name, finding.recording);
    }
    if found.is_empty() {
        eprintln!(
            "No recording of the library belongs to it\nImport the recording of that session, then ask again"
        );
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn bytes_of(file: &Path) -> Result<Vec<u8>, EngineError> {
    let mut bytes = Vec::new();
    let read = match is_stdin(file) {
        true => std::io::stdin().lock().read_to_end(&mut bytes).map(drop),
        false => std::fs::read(file).map(|read| bytes = read),
    };
    read.map_err(|error| EngineError::unreadable(file, &error))?;
    Ok(bytes)
}
