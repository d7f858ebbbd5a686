//! Recordings go in, are listed and found by what was said in them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use events::derived::{ConsoleLine, ErrorKind, ErrorRecord, PageVisit};
use events::{ConsoleLevel, EventSeq, RecordingId, TabId, Text, Timestamp, WallClock};
use library::{HitKind, Library, MATCH_END, MATCH_START, Recording, RecordingFindings};

fn recording(id: u8, start: i64) -> Recording {
    Recording {
        id: RecordingId([id; 16]),
        file_name: format!("session-{id}.json"),
        source_path: format!("/home/ann/session-{id}.json"),
        href: "https://shop.example/cart".to_owned(),
        title: "Cart".to_owned(),
        start: WallClock(start),
        duration: Timestamp(60_000_000),
        events: 10,
        errors: 1,
        console_lines: 2,
        pages: 1,
        bytes: 1000,
        imported: WallClock(start),
    }
}

fn error(seconds: i64, message: &str) -> ErrorRecord {
    ErrorRecord {
        time: Timestamp(seconds * 1_000_000),
        tab: TabId(0),
        seq: EventSeq(1),
        kind: ErrorKind::Uncaught,
        name: Text::from("TypeError"),
        message: Text::from(message),
        stack: vec![Text::from("at checkout (app.js:10:5)")],
        fingerprint: u64::MAX - 1,
    }
}

fn line(seconds: i64, level: ConsoleLevel, text: &str) -> ConsoleLine {
    ConsoleLine {
        time: Timestamp(seconds * 1_000_000),
        tab: TabId(0),
        seq: EventSeq(1),
        level,
        method: Text::from("log"),
        text: Text::from(text),
        args: Vec::new(),
        trace: Vec::new(),
        uncaught: false,
    }
}

fn library() -> Library {
    let mut library = Library::in_memory().unwrap();
    let visit = PageVisit {
        time: Timestamp(0),
        tab: TabId(0),
        href: Text::from("https://shop.example/cart"),
        title: Text::from("Your cart"),
    };
    for (id, start) in [(1, 1_000), (2, 2_000)] {
        let findings = RecordingFindings {
            console: &[
                line(3, ConsoleLevel::Log, "cart loaded in 31 ms"),
                line(5, ConsoleLevel::Error, "Uncaught TypeError: basket is undefined"),
            ],
            errors: &[error(5, "can't read basket of order 17")],
            visits: std::slice::from_ref(&visit),
        };
        library.put(&recording(id, start), findings).unwrap();
    }
    library
}

fn check(query: &str, expected: &[(u8, HitKind, i64)]) {
    let hits = library().search(query, 50).unwrap();
    let found: Vec<_> =
        hits.iter().map(|hit| (hit.recording.0[0], hit.kind, hit.time.0 / 1_000_000)).collect();
    assert_eq!(found, expected, "{query}");
}

#[test]
fn a_pasted_message_finds_every_session_newest_first() {
    check("TypeError: can't read basket of order 17", &[(2, HitKind::Error, 5), (1, HitKind::Error, 5)]);
}

#[test]
fn a_number_that_differs_does_not_hide_the_error() {
    check("can't read basket of order 4711", &[(2, HitKind::Error, 5), (1, HitKind::Error, 5)]);
}

#[test]
fn the_last_word_may_be_unfinished_and_kinds_have_an_order() {
    check("load", &[(2, HitKind::Console, 3), (1, HitKind::Console, 3)]);
    check(
        "cart",
        &[(2, HitKind::Console, 3), (1, HitKind::Console, 3), (2, HitKind::Page, 0), (1, HitKind::Page, 0)],
    );
}

#[test]
fn nothing_and_signs_alone_find_nothing() {
    check("", &[]);
    check("\"* ( -", &[]);
    check("refund", &[]);
}

#[test]
fn the_matched_words_are_marked() {
    let hits = library().search("basket", 1).unwrap();
    assert!(hits[0].text.contains(&format!("{MATCH_START}basket{MATCH_END}")), "{}", hits[0].text);
}

#[test]
fn putting_again_replaces_and_removing_forgets() {
    let mut library = library();
    let findings = RecordingFindings { console: &[], errors: &[], visits: &[] };
    library.put(&recording(1, 1_000), findings).unwrap();
    assert_eq!(library.list().unwrap().len(), 2);
    assert_eq!(library.search("basket", 50).unwrap().len(), 1);
    assert!(library.remove(RecordingId([2; 16])).unwrap());
    assert!(!library.remove(RecordingId([2; 16])).unwrap());
    assert_eq!(library.search("basket", 50).unwrap().len(), 0);
    assert_eq!(library.get(RecordingId([1; 16])).unwrap().unwrap().file_name, "session-1.json");
}

#[test]
fn a_catalogue_survives_closing_and_another_programs_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    let findings = RecordingFindings { console: &[], errors: &[], visits: &[] };
    Library::open(&path).unwrap().put(&recording(1, 1_000), findings).unwrap();
    assert_eq!(Library::open(&path).unwrap().list().unwrap(), [recording(1, 1_000)]);

    let other = dir.path().join("other.db");
    std::fs::write(&other, b"not a database at all, but long enough to be read as a page of one").unwrap();
    assert!(Library::open(&other).is_err());
}
