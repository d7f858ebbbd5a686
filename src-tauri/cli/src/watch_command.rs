//! `playhead-cli watch`

use crate::Outcome;
use crate::arguments::{Arguments, Watch};
use crate::import_command::print;
use crate::open::library;
use crate::print::json;
use engine::{EngineError, WatchNews};
use serde::Serialize;
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::channel;

#[derive(Serialize)]
struct FolderLine<'a> {
    folder: &'a str,
    there: bool,
}

pub fn run(arguments: &Arguments, command: &Watch) -> Result<Outcome, EngineError> {
    let engine = Arc::new(library(arguments)?);
    if command.remove {
        let mut all_were = !command.folders.is_empty();
        for folder in &command.folders {
            all_were &= engine.unwatch(folder)?;
        }
        return Ok(if all_were { Outcome::Done } else { Outcome::Nothing });
    }
    for folder in &command.folders {
        engine.watch(folder)?;
    }
    let folders = engine.watched_folders()?;
    for folder in &folders {
        say_folder(arguments, &folder.path, folder.is_there);
    }
    if folders.is_empty() {
        eprintln!("No folder is watched\nName one: playhead-cli watch ~/Downloads/sessions");
        return Ok(Outcome::Nothing);
    }
    if command.list {
        return Ok(Outcome::Done);
    }
    let (sender, news) = channel();
    let interrupted = sender.clone();
    let cannot = |_| EngineError::not_now("Ctrl+C cannot be listened for on this system", "Start it again");
    // The channel outlives the handler.
    ctrlc::set_handler(move || drop(interrupted.send(None))).map_err(cannot)?;
    engine.start_watching(Arc::new(move |told| drop(sender.send(Some(told)))))?;
    while let Ok(Some(told)) = news.recv() {
        match told {
            WatchNews::Imported { report, .. } => print(arguments, &report),
            WatchNews::Gone(folder) => say_folder(arguments, &folder, false),
            WatchNews::Back(folder) => say_folder(arguments, &folder, true),
        }
        // Whoever reads a pipe wants each line when it is there.
        let _ = std::io::stdout().flush();
    }
    engine.cancel_imports(None);
    Ok(Outcome::Done)
}

fn say_folder(arguments: &Arguments, folder: &Path, there: bool) {
    let name = folder.display().to_string();
    if arguments.json {
        json(&FolderLine { folder: &name, there });
    } else if there {
        println!("watching  {name}");
    } else {
        println!("not there  {name}");
    }
}
