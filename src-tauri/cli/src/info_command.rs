//! `playhead-cli info`

use crate::Outcome;
use crate::arguments::{Arguments, Info};
use crate::open::recording;
use crate::print::{clock, count, json};
use engine::EngineError;

pub fn run(arguments: &Arguments, command: &Info) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let dto = ipc::convert::session(0, &opened.session)?;
    let timeline = opened.session.timeline()?;
    if arguments.json {
        json(&dto.info);
        return Ok(Outcome::Done);
    }
    let info = &dto.info;
    let row = |name: &str, value: String| println!("{name:<12}  {value}");
    row("file", dto.file_name.clone());
    row("container", info.container.clone());
    row("policy", info.policy.clone());
    row("page", info.href.clone());
    if let Some(title) = &info.title {
        row("title", title.clone());
    }
    row("length", clock(timeline.duration));
    row("events", count(info.events));
    row("changes", format!("{} records", count(info.records)));
    row("segments", count(info.segments.into()));
    row("pages", count(timeline.findings.visits.len() as u64));
    row("console", count(timeline.findings.console.len() as u64));
    row("errors", count(timeline.findings.errors.len() as u64));
    let requests = &timeline.findings.requests;
    let failed = requests.iter().filter(|request| request.is_failed()).count();
    let failed = if failed > 0 { format!(", {} failed", count(failed as u64)) } else { String::new() };
    row("requests", format!("{}{failed}", count(requests.len() as u64)));
    let facts = opened.session.facts()?;
    for (name, fact) in [("person", &facts.person), ("browser", &facts.browser), ("system", &facts.os)] {
        if !fact.is_empty() {
            row(name, fact.to_string());
        }
    }
    for (kind, name) in &facts.names {
        row(&format!("{kind} id"), name.to_string());
    }
    if info.tabs.len() > 1 {
        row(
            "tabs",
            info.tabs.iter().enumerate().map(|(n, tab)| format!("{n}: {tab}")).collect::<Vec<_>>().join(", "),
        );
    }
    if info.diagnostics.is_empty() {
        row("health", "everything in this file was understood".to_owned());
    }
    for diagnostic in &info.diagnostics {
        let place = diagnostic.event.map_or_else(String::new, |event| format!(" (first at event {event})"));
        row("health", format!("{} × {}{place}: {}", diagnostic.count, diagnostic.code, diagnostic.sentence));
    }
    Ok(Outcome::Done)
}
