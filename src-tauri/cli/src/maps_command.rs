//! `playhead-cli maps`

use crate::Outcome;
use crate::arguments::{Arguments, Maps};
use crate::open::library;
use crate::print::json;
use engine::{EngineError, MapReport};
use serde::Serialize;

#[derive(Serialize)]
struct MapLine<'a> {
    path: &'a str,
    there: bool,
}

#[derive(Serialize)]
struct Done {
    maps: usize,
    recordings: usize,
}

pub fn run(arguments: &Arguments, command: &Maps) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    match command {
        Maps::Add(named) => say(arguments, engine.add_source_maps(&named.paths)?),
        Maps::Remove(named) => match engine.remove_source_maps(&named.paths)? {
            Some(report) => say(arguments, report),
            None => {
                eprintln!("None of them is on the list\nplayhead-cli maps list shows it");
                return Ok(Outcome::Nothing);
            }
        },
        Maps::List => {
            let paths = engine.source_maps()?;
            for path in &paths {
                let (text, there) = (path.to_string_lossy(), path.exists());
                match arguments.json {
                    true => json(&MapLine { path: &text, there }),
                    false => println!("{text}{}", if there { "" } else { "  (not there)" }),
                }
            }
            if paths.is_empty() {
                eprintln!("No source maps are known\nName some: playhead-cli maps add dist");
                return Ok(Outcome::Nothing);
            }
        }
    }
    Ok(Outcome::Done)
}

fn say(arguments: &Arguments, report: MapReport) {
    if arguments.json {
        return json(&Done { maps: report.maps, recordings: report.recordings });
    }
    println!("{}", report.sentence());
}
