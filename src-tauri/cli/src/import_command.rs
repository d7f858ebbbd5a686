//! `playhead-cli import`

use crate::Outcome;
use crate::arguments::{Arguments, Import};
use crate::open::{is_stdin, library};
use crate::print::{clock, json, plural};
use engine::{EngineError, ImportReport};
use indicatif::{ProgressBar, ProgressStyle};
use std::path::Path;
use std::sync::Arc;

pub fn run(arguments: &Arguments, command: &Import) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let mut spooled = Vec::new();
    let mut jobs = Vec::new();
    let named = command.paths.iter().filter(|path| !is_stdin(path));
    for path in engine::files_in(named.map(|path| path.as_path())) {
        jobs.push(engine.start_import(&path, Arc::new(|_, _| ())));
    }
    if command.paths.iter().any(|path| is_stdin(path)) {
        let file = engine::spool(std::io::stdin().lock())?;
        jobs.push(engine.start_import(file.path(), Arc::new(|_, _| ())));
        spooled.push(file);
    }
    let bar = progress_bar(jobs.len(), arguments.json);
    let mut failed = 0;
    for job in &jobs {
        let report = engine::report(job.path(), job.wait());
        failed += usize::from(report.outcome.is_err());
        bar.suspend(|| print(arguments, &report));
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(if failed > 0 || jobs.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn progress_bar(files: usize, quiet: bool) -> ProgressBar {
    if quiet || files < 2 {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} files  {eta} left");
    ProgressBar::new(files as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
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
