//! `playhead-cli import`

use crate::Outcome;
use crate::arguments::{Arguments, Import};
use crate::import_progress::Progress;
use crate::open::{is_stdin, library};
use crate::print::{clock, json, plural};
use engine::{Engine, EngineError, ImportReport};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub fn run(arguments: &Arguments, command: &Import) -> Result<Outcome, EngineError> {
    let engine = Arc::new(library(arguments)?);
    let named = command.paths.iter().filter(|path| !is_stdin(path));
    let mut files = engine::files_in(named.map(|path| path.as_path()));
    let from_stdin = command.paths.iter().any(|path| is_stdin(path));
    let spooled = from_stdin.then(|| engine::spool(std::io::stdin().lock())).transpose()?;
    files.extend(spooled.iter().map(|file| file.path().to_owned()));

    let is_cancelled = cancel_on_interrupt(&engine)?;
    let mut progress = Progress::of(&files, arguments.json);
    let start = |(index, file): (usize, &PathBuf)| engine.start_import(file, progress.listener(index));
    let jobs: Vec<_> = files.iter().enumerate().map(start).collect();
    // What was asked to stop before it began.
    if is_cancelled.load(Ordering::Relaxed) {
        engine.cancel_imports(None);
    }
    let mut failed = 0;
    for job in &jobs {
        let report = engine::report(job.path(), job.wait());
        failed += usize::from(report.outcome.is_err());
        progress.print(|| print(arguments, &report));
    }
    progress.clear();
    Ok(match (is_cancelled.load(Ordering::Relaxed), failed > 0 || jobs.is_empty()) {
        (true, true) => Outcome::Cancelled,
        (_, true) => Outcome::Nothing,
        _ => Outcome::Done,
    })
}

/// The first Ctrl+C stops the imports, which then leave nothing behind; a second one ends the program where it is.
fn cancel_on_interrupt(engine: &Arc<Engine>) -> Result<Arc<AtomicBool>, EngineError> {
    let is_cancelled = Arc::new(AtomicBool::new(false));
    let (engine, asked) = (Arc::downgrade(engine), is_cancelled.clone());
    let stop = move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(Outcome::CANCELLED.into());
        }
        if let Some(engine) = engine.upgrade() {
            engine.cancel_imports(None);
        }
    };
    ctrlc::set_handler(stop).map_err(|_| {
        EngineError::not_now("Ctrl+C cannot be listened for on this system", "Start the import again")
    })?;
    Ok(is_cancelled)
}

fn print(arguments: &Arguments, report: &ImportReport) {
    if arguments.json {
        return json(&ipc::convert::import_report(report));
    }
    let path: &Path = &report.path;
    match &report.outcome {
        Ok(imported) => {
            let was = if imported.already_there { "was there already" } else { "imported" };
            let events = plural(imported.events, "event");
            println!("{}  {was}  {}  {events}  {}", imported.id, clock(imported.duration), path.display());
            for (severity, code, count) in imported.diagnostics.counts() {
                if severity > events::Severity::Note {
                    println!("    {} of {}", plural(count, "problem"), code.name());
                }
            }
        }
        Err(error) => eprintln!("{error}"),
    }
}
