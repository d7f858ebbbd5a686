//! What every fixture is read as, in compact text that a person reviews. `UPDATE=1` rewrites it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{Moment, Session};
use events::{TabId, Timestamp};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use tests::Workbench;
use tests::fixtures::{self, EXPECTED, Fixture, ORIGIN};

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
    let mut out = String::new();
    facts(&mut out, &session);
    let end = session.end().unwrap();
    for quarter in 0..=4 {
        let at = Timestamp(end.0 * quarter / 4);
        page(&mut out, &session, session.tab_at(at).unwrap(), at, &fixture.folder);
    }
    out
}

fn facts(out: &mut String, session: &Session) {
    let info = session.info().unwrap();
    let findings = session.findings().unwrap();
    writeln!(out, "container  {}", info.container).unwrap();
    writeln!(out, "length     {} ms", info.duration.as_millis()).unwrap();
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    session
        .each_event(&mut |event| {
            *kinds.entry(event.kind).or_default() += 1;
            true
        })
        .unwrap();
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    writeln!(out, "events     {} ({})", info.source_events, kinds.join(", ")).unwrap();
    for (severity, code, count) in info.diagnostics.counts() {
        writeln!(out, "problem    {severity:?} {} × {count}", code.name()).unwrap();
    }
    for visit in &findings.visits {
        writeln!(out, "page       {} {} “{}”", visit.time.as_millis(), visit.href, visit.title).unwrap();
    }
    let marks = &findings.marks;
    writeln!(out, "marks      {}", marks.len()).unwrap();
    for mark in marks.iter().take(3).chain(marks.iter().rev().take(1)) {
        writeln!(out, "mark       {} {} {}", mark.time.as_millis(), mark.kind.name(), mark.label).unwrap();
    }
    for error in findings.errors.iter().take(2) {
        writeln!(
            out,
            "error      {} {} “{}: {}”",
            error.time.as_millis(),
            error.kind.name(),
            error.name,
            error.message
        )
        .unwrap();
    }
    writeln!(out, "console    {}, errors {}", findings.console.len(), findings.errors.len()).unwrap();
}

fn page(out: &mut String, session: &Session, tab: TabId, at: Timestamp, folder: &Path) {
    let (document, _) = session.document_at(tab, Moment::At(at)).unwrap();
    let violations = dom::check_integrity(&document);
    assert!(violations.is_empty(), "{} at {}: {violations:?}", folder.display(), at.as_millis());
    let tree = dom::text_tree(&document);
    let shown: String = tree.chars().take(TREE_CHARS).collect();
    writeln!(
        out,
        "\n— {} ms: {} nodes, epoch {}, tree {:016x} —",
        at.as_millis(),
        document.node_count(),
        document.state().epoch,
        fnv(&tree)
    )
    .unwrap();
    // The whole of a small page, the beginning of a large one.
    out.push_str(shown.trim_end());
    out.push_str(if shown.len() < tree.len() { "\n…\n" } else { "\n" });
}

/// FNV-1a: stable over releases.
fn fnv(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
