//! Errors that the console and monitors in the page tell of.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use analysis::{Analyzer, Findings};
use dom::Document;
use events::{
    ConsoleLevel, ConsoleRecord, Event, EventKind, EventSeq, ExceptionReport, TabId, Text, Timestamp,
};

fn report(name: &str, message: &str) -> EventKind {
    let stack = vec!["at pay (https://shop.example/app.js:3:9)".into()];
    EventKind::Exception(Box::new(ExceptionReport { name: name.into(), message: message.into(), stack }))
}

fn console(text: &str) -> EventKind {
    EventKind::Console(Box::new(ConsoleRecord {
        level: ConsoleLevel::Error,
        method: "error".into(),
        args: Vec::new(),
        trace: Vec::new(),
        text: Text::new(text),
        uncaught: true,
    }))
}

fn findings(events: Vec<(i64, EventKind)>) -> Findings {
    let mut analyzer = Analyzer::new();
    for (number, (millis, kind)) in events.into_iter().enumerate() {
        let (time, seq) = (Timestamp(millis * 1000), EventSeq(number as u64));
        analyzer.event(&Event { time, seq, tab: TabId(0), kind }, &Document::default(), 0);
    }
    analyzer.findings()
}

fn said(events: Vec<(i64, EventKind)>) -> Vec<String> {
    let findings = findings(events);
    assert_eq!(findings.marks.len(), findings.errors.len());
    let line = |e: &events::derived::ErrorRecord| {
        format!("{} {} {}|{}", e.time.0 / 1000, e.kind.name(), e.name, e.message)
    };
    findings.errors.iter().map(line).collect()
}

#[test]
fn a_report_is_an_error() {
    let events = vec![
        (100, report("TypeError", "x is null\nmore")),
        (200, report("", "RangeError: too far")),
        (300, report("", "")),
    ];
    assert_eq!(said(events), ["100 reported TypeError|x is null", "200 reported RangeError|too far"]);
    let one = findings(vec![(100, report("TypeError", "x is null"))]);
    assert_eq!(one.errors[0].stack, ["at pay (https://shop.example/app.js:3:9)"]);
    assert_eq!(one.marks[0].label, "TypeError: x is null");
}

#[test]
fn the_console_and_a_report_of_one_exception_are_one_error() {
    let line = || console("Uncaught TypeError: x is null");
    let report = || report("TypeError", "x is null");
    assert_eq!(said(vec![(100, line()), (900, report())]), ["100 uncaught TypeError|x is null"]);
    assert_eq!(said(vec![(100, report()), (900, line())]), ["900 uncaught TypeError|x is null"]);
    assert_eq!(said(vec![(100, line()), (1_200, report())]).len(), 2);
    assert_eq!(said(vec![(100, line()), (200, line())]).len(), 2);
}
