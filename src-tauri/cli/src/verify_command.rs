//! `playhead-cli verify`

use crate::Outcome;
use crate::arguments::{Arguments, Verify};
use crate::open::recording;
use crate::print::{clock, json};
use engine::EngineError;
use events::Timestamp;
use ipc::dto::session::{DiagnosticDto, LackDto, SeverityDto};
use serde::Serialize;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    file_name: String,
    /// Nothing is lacking but what the recorder was told to leave out.
    complete: bool,
    lacks: Vec<LackDto>,
    diagnostics: Vec<DiagnosticDto>,
}

pub fn run(arguments: &Arguments, command: &Verify) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let session = ipc::convert::session(0, &opened.session)?;
    let report = Report {
        complete: session.lacks.iter().all(|lack| lack.by_design),
        file_name: session.file_name,
        lacks: session.lacks,
        diagnostics: session.info.diagnostics,
    };
    match arguments.json {
        true => json(&report),
        false => print(&report),
    }
    Ok(if report.complete { Outcome::Done } else { Outcome::Lacking })
}

fn print(report: &Report) {
    let (on_purpose, lacking): (Vec<_>, Vec<_>) = report.lacks.iter().partition(|lack| lack.by_design);
    match (lacking.is_empty(), on_purpose.is_empty()) {
        (true, true) => println!("{} lacks nothing", report.file_name),
        (true, false) => println!("{} lacks nothing but what was left out on purpose", report.file_name),
        (false, _) => println!("{} lacks", report.file_name),
    }
    lacking.into_iter().for_each(print_lack);
    if !on_purpose.is_empty() {
        println!("Left out on purpose, or nothing to record");
        on_purpose.into_iter().for_each(print_lack);
    }
    if !report.diagnostics.is_empty() {
        println!("What was wrong with the file");
    }
    for problem in &report.diagnostics {
        let severity = match problem.severity {
            SeverityDto::Error => "error",
            SeverityDto::Warning => "warning",
            SeverityDto::Note => "note",
        };
        let place = problem.event.map_or_else(String::new, |event| format!(", first at event {event}"));
        println!("  {severity:<8} {} × {}{place}", problem.count, problem.code);
        println!("           {}", problem.sentence);
    }
}

fn print_lack(lack: &LackDto) {
    let first = lack.first.map_or_else(String::new, |at| format!(", first at {}", clock(Timestamp(at))));
    println!("  {}{first}", lack.sentence);
    println!("      {}", lack.effect);
    if let Some(example) = &lack.example {
        println!("      {example}");
    }
}
