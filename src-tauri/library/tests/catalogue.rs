//! Recordings go in, are listed and found by what happened in them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use events::derived::{ConsoleLine, ErrorKind, ErrorRecord, Mark, MarkKind, PageVisit, RequestRecord};
use events::{ConsoleLevel, EventSeq, RecordingId, TabId, Text, Timestamp, WallClock};
use library::query::{TERMS, Today, parse};
use library::{
    FrictionRow, HitKind, Library, MATCH_END, MATCH_START, Recording, RecordingFindings, SearchHit,
};

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
        person: format!("ann{id}@example.com"),
        browser: "Firefox 140".to_owned(),
        os: "Linux".to_owned(),
        requests: 2,
        failed_requests: 1,
        ..Recording::default()
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

fn request(seconds: i64, status: u16, href: &str) -> RequestRecord {
    RequestRecord {
        time: Timestamp(seconds * 1_000_000),
        until: Timestamp(seconds * 1_000_000 + 20_000),
        tab: TabId(0),
        seq: EventSeq(2),
        method: Text::from("POST"),
        href: Text::from(href),
        status: Some(status),
        initiator: Text::from("fetch"),
    }
}

fn click(seconds: i64, label: &str) -> Mark {
    Mark {
        time: Timestamp(seconds * 1_000_000),
        until: Timestamp(seconds * 1_000_000),
        tab: TabId(0),
        kind: MarkKind::Click,
        label: label.to_owned(),
        target: None,
        x: None,
        y: None,
        count: 1,
    }
}

fn put(library: &mut Library, id: u8, start: i64) {
    let visit = PageVisit {
        time: Timestamp(0),
        tab: TabId(0),
        href: Text::from("https://shop.example/cart"),
        title: Text::from("Your cart"),
    };
    let findings = RecordingFindings {
        console: &[
            line(3, ConsoleLevel::Log, "cart loaded in 31 ms"),
            line(4, ConsoleLevel::Warn, "支払い処理が遅い"),
            line(5, ConsoleLevel::Error, "Uncaught TypeError: basket is undefined"),
        ],
        errors: &[error(5, "can't read basket of order 17")],
        visits: std::slice::from_ref(&visit),
        requests: &[
            request(2, 200, "https://shop.example/api/cart"),
            request(6, 503, "https://shop.example/api/pay"),
        ],
        marks: &[click(1, "clicked button “Pay now”")],
        friction: &[
            FrictionRow {
                time: Timestamp(7_000_000),
                tab: TabId(0),
                kind: "rage",
                label: "4 clicks within 0.9 s",
            },
            FrictionRow {
                time: Timestamp(8_000_000),
                tab: TabId(0),
                kind: "abandoned",
                label: "form#zip given up at field “zip”",
            },
        ],
        aliases: &[("session", "0190-abc")],
    };
    library.put(&recording(id, start), findings).unwrap();
}

fn library() -> Library {
    let mut library = Library::in_memory().unwrap();
    put(&mut library, 1, 1_000);
    put(&mut library, 2, 2_000);
    library
}

fn search(library: &Library, query: &str, limit: usize) -> Vec<SearchHit> {
    let today = Today { now: 0, offset: 0 };
    library.search(&parse(query, TERMS, today).unwrap(), limit).unwrap()
}

/// What a query finds in the newer of the two recordings; in the older one it must find the same.
fn check(query: &str, expected: &[(HitKind, i64)]) {
    let hits = search(&library(), query, 50);
    let of = |id: u8| {
        let own = hits.iter().filter(|hit| hit.recording.0[0] == id);
        own.map(|hit| (hit.kind, hit.time.0 / 1_000_000)).collect::<Vec<_>>()
    };
    assert_eq!(of(2), expected, "{query}");
    assert_eq!(of(1), expected, "{query}");
    assert!(hits.iter().map(|hit| hit.recording).is_sorted_by(|a, b| a >= b), "newest first: {query}");
}

#[test]
fn a_pasted_message_finds_every_session_newest_first() {
    check("TypeError: can't read basket of order 17", &[(HitKind::Error, 5)]);
}

#[test]
fn a_part_of_the_stack_finds_the_error_and_shows_that_line() {
    check("checkout (app.js:10:5)", &[(HitKind::Error, 5)]);
    let hits = search(&library(), "error:\"checkout (app.js:10\"", 1);
    assert_eq!(hits[0].text, format!("at {MATCH_START}checkout (app.js:10{MATCH_END}:5)"));
}

#[test]
fn a_number_that_differs_does_not_hide_the_error() {
    check("can't read basket of order 4711", &[(HitKind::Error, 5)]);
    check("error:\"can't read basket of order 4711\"", &[(HitKind::Error, 5)]);
}

#[test]
fn any_part_of_a_word_matches_and_grave_moments_come_first() {
    check("oade", &[(HitKind::Console, 3)]);
    check("cart", &[(HitKind::Console, 3), (HitKind::Request, 2), (HitKind::Page, 0)]);
    check("Ba", &[(HitKind::Error, 5)]);
}

#[test]
fn words_of_two_characters_are_found_in_scripts_without_blanks() {
    check("支払", &[(HitKind::Console, 4)]);
    check("遅", &[(HitKind::Console, 4)]);
    check("処理が", &[(HitKind::Console, 4)]);
    check("払支", &[]);
}

#[test]
fn terms_look_at_their_own_things() {
    check("url:/api/pay", &[(HitKind::Request, 6)]);
    check("url:cart", &[(HitKind::Request, 2), (HitKind::Page, 0)]);
    check("console:cart", &[(HitKind::Console, 3)]);
    check("click:\"pay now\"", &[(HitKind::Click, 1)]);
    check("has:rage", &[(HitKind::Friction, 7)]);
    check("has:abandoned", &[(HitKind::Friction, 8)]);
    check("has:dead", &[]);
    check("has:friction -has:rage", &[]);
    check("\"given up at\"", &[(HitKind::Friction, 8)]);
    check("status:>=500", &[(HitKind::Request, 6)]);
    check("status:5xx url:pay", &[(HitKind::Request, 6)]);
    check("has:failed", &[(HitKind::Request, 6)]);
    check("error:cart", &[]);
    check("user:example.com", &[(HitKind::Recording, 0)]);
    check("browser:firefox os:linux duration:1m", &[(HitKind::Recording, 0)]);
    check("file:session", &[(HitKind::Recording, 0)]);
    check("duration:>1m", &[]);
    check("date:1970 basket", &[(HitKind::Error, 5)]);
    check("date:2026 basket", &[]);
}

#[test]
fn conditions_are_joined_left_out_and_chosen_from() {
    check("basket status:503", &[(HitKind::Error, 5), (HitKind::Request, 6)]);
    check("basket -status:503", &[]);
    check("basket -status:404", &[(HitKind::Error, 5)]);
    check("refund OR (basket click:pay)", &[(HitKind::Error, 5), (HitKind::Click, 1)]);
    check("-refund", &[(HitKind::Recording, 0)]);
    check("refund", &[]);
}

#[test]
fn the_matched_words_are_marked() {
    let hits = search(&library(), "basket", 1);
    assert!(hits[0].text.contains(&format!("{MATCH_START}basket{MATCH_END}")), "{}", hits[0].text);
}

#[test]
fn moments_beyond_a_few_are_counted() {
    let mut library = Library::in_memory().unwrap();
    let lines: Vec<_> =
        (0..40).map(|second| line(second, ConsoleLevel::Log, &format!("tick {second}"))).collect();
    library.put(&recording(1, 0), RecordingFindings { console: &lines, ..Default::default() }).unwrap();
    let hits = search(&library, "tick", 50);
    assert_eq!((hits.len(), hits.last().unwrap().more), (library::HITS_PER_RECORDING, 35));
}

#[test]
fn putting_again_replaces_and_removing_forgets() {
    let mut library = library();
    library.put(&recording(1, 1_000), RecordingFindings::default()).unwrap();
    assert_eq!(library.list().unwrap().len(), 2);
    assert_eq!(search(&library, "basket", 50).len(), 1);
    assert_eq!(library.remove(&[RecordingId([2; 16])]).unwrap(), 1);
    assert_eq!(library.remove(&[RecordingId([2; 16])]).unwrap(), 0);
    assert_eq!(search(&library, "basket", 50).len(), 0);
    assert_eq!(library.called("0190-abc").unwrap(), []);
    assert_eq!(library.get(RecordingId([1; 16])).unwrap().unwrap().file_name, "session-1.json");
}

#[test]
fn what_is_forgotten_gives_its_space_back() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    let mut library = Library::open(&path).unwrap();
    let empty = std::fs::metadata(&path).unwrap().len();
    for id in 0..100 {
        let lines: Vec<_> = (0..50)
            .map(|second| {
                line(second, ConsoleLevel::Log, &format!("recording {id} waits for answer {second}"))
            })
            .collect();
        library.put(&recording(id, 0), RecordingFindings { console: &lines, ..Default::default() }).unwrap();
    }
    let ids: Vec<_> = library.list().unwrap().iter().map(|recording| recording.id).collect();
    assert_eq!(library.remove(&ids).unwrap(), 100);
    drop(library);
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("INSERT INTO text_trigram(text_trigram) VALUES ('integrity-check')").unwrap();
    for table in ["moment", "text", "error", "alias", "recording"] {
        let left: i64 =
            connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap();
        assert_eq!(left, 0, "{table}");
    }
    drop(connection);
    let left = std::fs::metadata(&path).unwrap().len();
    assert!(left < empty + 200_000, "{left} bytes are left of an empty library of {empty}");
}

#[test]
fn other_names_of_a_recording_find_it() {
    assert_eq!(library().called("0190-abc").unwrap(), [RecordingId([2; 16]), RecordingId([1; 16])]);
    assert_eq!(library().called("0190").unwrap(), []);
}

#[test]
fn errors_of_one_kind_are_one_group() {
    let mut library = library();
    let groups = library.error_groups().unwrap();
    assert_eq!(groups.len(), 1);
    assert_eq!((groups[0].count, groups[0].recordings), (2, 2));
    assert_eq!(groups[0].title, "TypeError: can't read basket of order 17");
    assert_eq!(groups[0].place, "at checkout (app.js:10:5)");
    assert_eq!(groups[0].first, WallClock(5_001_000));
    assert_eq!(groups[0].last, WallClock(5_002_000));
    assert_eq!(groups[0].buckets.iter().sum::<u32>(), 2);
    let found = library.occurrences(&groups[0].fingerprints, 10).unwrap();
    assert_eq!(found.iter().map(|one| one.recording.0[0]).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(found[0].time, Timestamp(5_000_000));

    // A rule of one's own takes errors of several fingerprints together.
    let other = ErrorRecord { fingerprint: 3, ..error(9, "basket is gone") };
    let findings = RecordingFindings { errors: &[other], ..Default::default() };
    library.put(&recording(3, 3_000), findings).unwrap();
    assert_eq!(library.error_groups().unwrap().len(), 2);
    let rule = library.add_group_rule("BASKET", "Trouble with the basket").unwrap();
    let groups = library.error_groups().unwrap();
    assert_eq!((groups.len(), groups[0].count, groups[0].recordings), (1, 3, 3));
    assert_eq!((groups[0].title.as_str(), groups[0].rule), ("Trouble with the basket", Some(rule)));
    assert!(library.remove_group_rule(rule).unwrap());
    assert_eq!(library.error_groups().unwrap().len(), 2);
}

#[test]
fn what_a_person_made_outlives_what_is_derived() {
    let dir = tempfile::tempdir().unwrap();
    let (path, backup) = (dir.path().join("library.db"), dir.path().join("backup.db"));
    let one = RecordingId([1; 16]);
    let mut library = Library::open(&path).unwrap();
    put(&mut library, 1, 1_000);
    library.tag(&[one], "checkout").unwrap();
    library.tag(&[one], "checkout").unwrap();
    library.add_note(one, Timestamp(5), Timestamp(9), "here it broke", WallClock(1)).unwrap();
    library.save_search("broken", "has:error").unwrap();
    library.note_search("basket", WallClock(2)).unwrap();
    library.watch_folder("/home/ann/replays").unwrap();
    library.add_group_rule("basket", "Basket").unwrap();
    // Imported once more, it keeps them.
    put(&mut library, 1, 1_000);
    assert_eq!(library.get(one).unwrap().unwrap().tags, ["checkout"]);
    assert_eq!(search(&library, "tag:check has:note", 9).len(), 1);
    library.back_up(&backup).unwrap();
    let before =
        (library.notes(one).unwrap(), library.saved_searches().unwrap(), library.group_rules().unwrap());
    drop(library);

    std::fs::remove_file(&path).unwrap();
    let mut library = Library::open(&path).unwrap();
    put(&mut library, 1, 1_000);
    for _ in 0..2 {
        library.restore_own(&backup).unwrap();
        let after =
            (library.notes(one).unwrap(), library.saved_searches().unwrap(), library.group_rules().unwrap());
        assert_eq!(after, before);
        assert_eq!(library.get(one).unwrap().unwrap().tags, ["checkout"]);
        assert_eq!(library.recent_searches().unwrap(), ["basket"]);
        assert_eq!(library.watched_folders().unwrap(), ["/home/ann/replays"]);
    }
    library.untag(&[one], "checkout").unwrap();
    assert_eq!(library.tags().unwrap(), Vec::<String>::new());
}

#[test]
fn a_catalogue_survives_closing_and_another_programs_file_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    Library::open(&path).unwrap().put(&recording(1, 1_000), RecordingFindings::default()).unwrap();
    assert_eq!(Library::open(&path).unwrap().list().unwrap(), [recording(1, 1_000)]);

    let other = dir.path().join("other.db");
    std::fs::write(&other, b"not a database at all, but long enough to be read as a page of one").unwrap();
    assert!(Library::open(&other).is_err());
}
