//! What every fixture is read as, in compact text that a person reviews. `UPDATE=1` rewrites it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod truth;

use dom::Document;
use engine::{Moment, Session};
use events::{TabId, Timestamp};
use std::collections::BTreeMap;
use std::fmt::Write;
use testkit::check_recording;
use tests::fixtures::{self, EXPECTED, Fixture, ORIGIN};
use tests::{Recording, Workbench};

/// Characters of a tree that stand in a golden whole; of a longer one the beginning and its hash.
const TREE_CHARS: usize = 1500;

#[test]
fn every_fixture_reads_as_expected() {
    let mut wrong = Vec::new();
    for fixture in fixtures::all() {
        assert!(fixture.folder.join(ORIGIN).is_file(), "{} has no {ORIGIN}", fixture.name);
        let path = fixture.folder.join(EXPECTED);
        let read = describe(&fixture);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &read).unwrap();
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != read {
            wrong.push(fixture.name);
        }
    }
    assert!(
        wrong.is_empty(),
        "{wrong:?} read otherwise than expected: run `cargo xtask golden` and review the diff"
    );
}

fn describe(fixture: &Fixture) -> String {
    let bench = Workbench::new();
    let imported = match bench.import(&fixture.input).outcome {
        Ok(imported) => imported,
        Err(error) => return format!("{}\n{}\n", error.happened, error.advice),
    };
    let session = bench.engine.open_recording(imported.id).unwrap();
    let recording = Recording::read(&fixture.bytes()).unwrap();
    let mut out = String::new();
    facts(&mut out, &session, &recording);
    let end = session.end().unwrap();
    let mut documents: Vec<(Timestamp, Document)> = Vec::new();
    for quarter in 0..=4 {
        let at = Timestamp(end.0 * quarter / 4);
        for tab in &recording.tabs {
            let (document, _) = session.document_at(*tab, Moment::At(at)).unwrap();
            page(&mut out, *tab, at, &document, recording.tabs.len() > 1);
            documents.push((at, document));
        }
    }
    let moments = documents.iter().map(|(at, document)| (*at, document));
    let violations = check_recording(&recording.events, moments);
    assert!(violations.is_empty(), "{}: {violations:#?}", fixture.name);
    out
}

fn facts(out: &mut String, session: &Session, recording: &Recording) {
    let info = session.info().unwrap();
    let findings = session.findings().unwrap();
    assert_eq!(info.source_events, recording.source_events, "the import kept every event");
    writeln!(out, "container  {}", info.container).unwrap();
    writeln!(out, "start      {} ms since 1970", info.start.as_millis()).unwrap();
    writeln!(out, "length     {} ms", info.duration.as_millis()).unwrap();
    if recording.tabs.len() > 1 {
        writeln!(out, "tabs       {}", recording.tabs.len()).unwrap();
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    let mut count = |event: &engine::ListedEvent<'_>| {
        *kinds.entry(event.kind).or_default() += 1;
        true
    };
    session.each_event(&mut count).unwrap();
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    writeln!(out, "events     {} ({})", info.source_events, kinds.join(", ")).unwrap();
    writeln!(out, "segments   {}", info.segments).unwrap();
    for (severity, code, count) in info.diagnostics.counts() {
        let mut kept = info.diagnostics.kept().iter();
        let first = kept.find(|kept| kept.severity == severity && kept.code == code);
        let sentence = first.map_or("", |first| &first.sentence);
        writeln!(out, "problem    {severity:?} {} × {count}: {sentence}", code.name()).unwrap();
    }
    for lack in &findings.lacks {
        let first = lack.first.map_or_else(String::new, |first| format!(" from {} ms on", first.as_millis()));
        writeln!(out, "lack       {} × {}{first}: {}", lack.kind.name(), lack.count, lack.sentence).unwrap();
    }
    for visit in &findings.visits {
        writeln!(out, "page       {} {} “{}”", visit.time.as_millis(), visit.href, visit.title).unwrap();
    }
    let marks = &findings.marks;
    writeln!(out, "marks      {}", marks.len()).unwrap();
    for mark in first_and_last(marks, 3) {
        writeln!(out, "mark       {} {} {}", mark.time.as_millis(), mark.kind.name(), mark.label).unwrap();
    }
    writeln!(out, "errors     {}", findings.errors.len()).unwrap();
    for error in first_and_last(&findings.errors, 1) {
        let (at, kind) = (error.time.as_millis(), error.kind.name());
        writeln!(out, "error      {at} {kind} “{}: {}”", error.name, error.message).unwrap();
    }
    writeln!(out, "console    {}", findings.console.len()).unwrap();
    for line in first_and_last(&findings.console, 1) {
        let text = line.text.lines().next().unwrap_or_default();
        writeln!(out, "line       {} {} “{text}”", line.time.as_millis(), line.method).unwrap();
    }
}

/// The first few and the last.
fn first_and_last<T>(list: &[T], first: usize) -> impl Iterator<Item = &T> {
    list.iter().take(first).chain(list.iter().skip(first).next_back())
}

fn page(out: &mut String, tab: TabId, at: Timestamp, document: &Document, several: bool) {
    let tree = dom::text_tree(document);
    let shown: String = tree.chars().take(TREE_CHARS).collect();
    let tab = if several { format!(", tab {}", tab.0) } else { String::new() };
    let (at, count, epoch) = (at.as_millis(), document.node_count(), document.state().epoch);
    writeln!(out, "\n— {at} ms{tab}: {count} nodes, epoch {epoch}, tree {:016x} —", fnv(&tree)).unwrap();
    // The whole of a small page, the beginning of a large one.
    out.push_str(shown.trim_end());
    out.push_str(match (tree.is_empty(), shown.len() < tree.len()) {
        (true, _) => "",
        (false, true) => "\n…\n",
        (false, false) => "\n",
    });
}

/// FNV-1a: stable over releases.
fn fnv(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}
