//! `playhead-cli import`

use crate::Outcome;
use crate::arguments::{Arguments, Import};
use crate::import_progress::Progress;
use crate::import_results::Results;
use crate::open::{is_stdin, library};
use crate::print::{clock, json, plural};
use engine::{Engine, EngineError, ImportReport};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

pub fn run(arguments: &Arguments, command: &Import) -> Result<Outcome, EngineError> {
    let engine = Arc::new(library(arguments)?);
    if !command.source_maps.is_empty() {
        engine.add_source_maps(&command.source_maps)?;
    }
    let named = command.paths.iter().filter(|path| !is_stdin(path));
    let maps = engine.take_source_maps(named.map(PathBuf::as_path))?;
    let mut sources = Vec::new();
    for path in &command.paths {
        if is_stdin(path) {
            sources.push(engine.spool(std::io::stdin().lock(), "standard input")?);
        } else {
            sources.extend(engine.sources([path.as_path()]));
        }
    }
    let is_cancelled = cancel_on_interrupt(&engine)?;
    let mut progress = Progress::of(&sources, arguments.json);
    let total = sources.len();
    let nothing = sources.is_empty() && maps.is_none();
    let start = |(index, source)| engine.start(source, progress.listener(index));
    let jobs: Vec<_> = sources.into_iter().enumerate().map(start).collect();
    // What was asked to stop before it began.
    if is_cancelled.load(Ordering::Relaxed) {
        engine.cancel_imports(None);
    }
    let mut results = Results::new(&command.paths, command.verbose || arguments.json);
    for job in jobs {
        let report = engine::report(job.path(), job.wait());
        progress.print(|| results.take(arguments, &report));
    }
    progress.clear();
    results.sum_up();
    if let Some(report) = maps.filter(|_| !arguments.json) {
        eprintln!("{}", report.sentence());
    }
    if nothing {
        eprintln!("There is no file in what was named\nName files, folders or patterns such as '*.json'");
    }
    Ok(match (is_cancelled.load(Ordering::Relaxed), (total > 0 && results.failed()) || nothing) {
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

pub fn print(arguments: &Arguments, report: &ImportReport) {
    if arguments.json {
        return json(&ipc::convert::import_report(report));
    }
    let path: &Path = &report.path;
    match &report.outcome {
        Ok(imported) => {
            let was = if imported.already_there { "was there already" } else { "imported" };
            let events = plural(imported.events, "event");
            println!("{}  {was}  {}  {events}  {}", imported.id, clock(imported.duration), path.display());
            let mut problems = BTreeMap::new();
            for (severity, code, count) in imported.diagnostics.counts() {
                if severity > events::Severity::Note {
                    *problems.entry(code.name()).or_default() += count;
                }
            }
            for (code, count) in problems {
                println!("    {} of {code}", plural(count, "problem"));
            }
        }
        Err(error) => eprintln!("{error}"),
    }
}
