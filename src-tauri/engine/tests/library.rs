//! The list as the window sees it, links, exports, and a catalogue that is damaged.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{Engine, ErrorCode, LibraryPaths, SessionLink, Sort, ViewSpec};
use events::{RecordingId, Timestamp, WallClock};
use library::{Library, Recording, RecordingFindings};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const START: u64 = 1_767_261_600_000;

fn events(number: u64, failure: &str) -> Vec<String> {
    let at = |ms: u64| START + number * 60_000 + ms;
    let node = r#"{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":2,"childNodes":[]}]}"#;
    vec![
        format!(
            r#"{{"type":4,"data":{{"href":"https://shop.example/{number}","width":800,"height":600}},"timestamp":{}}}"#,
            at(0)
        ),
        format!(r#"{{"type":2,"data":{{"node":{node}}},"timestamp":{}}}"#, at(5)),
        format!(
            r#"{{"type":6,"data":{{"plugin":"rrweb/console@1","payload":{{"level":"error","trace":[],"payload":["\"{failure} failed\""]}}}},"timestamp":{}}}"#,
            at(900 + number * 100)
        ),
    ]
}

struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn engine(&self) -> Engine {
        Engine::open(&self.path("library")).unwrap()
    }

    fn import(&self, engine: &Engine, number: u64, failure: &str) -> RecordingId {
        let path = self.path(&format!("shop {number}.json"));
        let text = format!(
            r#"{{"data":{{"id":"session-{number:04}","snapshots":[{}]}}}}"#,
            events(number, failure).join(",")
        );
        std::fs::write(&path, text).unwrap();
        engine.import(&path).outcome.unwrap().id
    }
}

#[test]
fn a_view_is_asked_in_the_search_language_and_read_in_pages() {
    let desk = Desk::new();
    let engine = desk.engine();
    let ids: Vec<RecordingId> = (0..4)
        .map(|number| desk.import(&engine, number, if number % 2 == 0 { "save" } else { "pay" }))
        .collect();
    let view =
        engine.view(&ViewSpec { text: "error:save", sort: Sort::Duration, ..ViewSpec::default() }).unwrap();
    assert_eq!((view.recordings, view.all), (2, 4));
    assert_eq!(view.ids(0..9), [ids[2], ids[0]]);
    let rows = engine.page(&view, 1..9).unwrap();
    let why = rows[0].as_ref().unwrap().why.as_ref().unwrap();
    assert_eq!((rows.len(), why.recording, why.more), (1, ids[0], 0));
    assert!(why.text.contains("save"), "{why:?}");

    let wrong = engine.view(&ViewSpec { text: "status:many", ..ViewSpec::default() }).unwrap_err();
    assert!(matches!(wrong.code, ErrorCode::Query { column: 8, .. }), "{wrong:?}");
    let details = engine.details(ids[1]).unwrap();
    assert_eq!(details.pages[0].href.as_str(), "https://shop.example/1");
    assert_eq!(details.errors[0].text, "pay failed");
    assert!(details.aliases.iter().any(|(_, name)| name == "session-0001"), "{:?}", details.aliases);
}

#[test]
fn another_program_is_seen_and_not_waited_for() {
    let desk = Desk::new();
    let (one, other) = (desk.engine(), desk.engine());
    let before = one.changes().unwrap();
    assert_eq!(one.view(&ViewSpec::default()).unwrap().all, 0);
    let id = desk.import(&other, 1, "save");
    assert_ne!(one.changes().unwrap(), before);
    let view = one.view(&ViewSpec::default()).unwrap();
    assert_eq!(view.ids(0..9), [id]);
    other.forget(&[id]).unwrap();
    assert_eq!(one.page(&view, 0..9).unwrap(), [None]);
}

#[test]
fn removing_that_was_broken_off_is_finished_at_the_next_start() {
    let desk = Desk::new();
    let engine = desk.engine();
    let (gone, kept) = (desk.import(&engine, 1, "save"), desk.import(&engine, 2, "save"));
    engine.tag(&[gone, kept], "seen").unwrap();
    // As after a kill: noted, its file removed, its row still there.
    let paths = engine.paths().clone();
    drop(engine);
    std::fs::write(paths.dir().join("forgetting"), format!("{gone}\n")).unwrap();
    std::fs::remove_file(paths.recording(gone)).unwrap();
    let engine = desk.engine();
    let ids: Vec<_> = engine.recordings().unwrap().into_iter().map(|row| row.id).collect();
    assert_eq!(ids, [kept]);
    assert_eq!(engine.tags().unwrap(), ["seen"]);
    assert!(!paths.dir().join("forgetting").exists());
    assert_eq!(engine.forget(&[kept]).unwrap(), 1);
    assert!(!paths.dir().join("forgetting").exists());
}

#[test]
fn a_link_leads_to_its_recording_by_any_name() {
    let desk = Desk::new();
    let engine = desk.engine();
    let id = desk.import(&engine, 7, "save");
    for name in [id.to_string(), "session-0007".to_owned()] {
        let link = SessionLink::parse(&format!("playhead://session/{name}?t=1:02.5")).unwrap();
        assert_eq!(link.at, Some(Timestamp(62_500_000)));
        assert_eq!(engine.linked(&link).unwrap().id, id);
    }
    let nobody = SessionLink::parse("playhead://session/session-0008").unwrap();
    assert!(engine.linked(&nobody).unwrap_err().happened.contains("session-0008"));
}

#[test]
fn what_is_exported_is_what_was_recorded() {
    let desk = Desk::new();
    let engine = desk.engine();
    let ids = [desk.import(&engine, 1, "save"), desk.import(&engine, 2, "pay")];
    let folder = desk.path("out");
    std::fs::create_dir(&folder).unwrap();
    std::fs::write(folder.join("shop 1.json"), "mine").unwrap();
    let report = engine.export(&[ids[0], ids[1], RecordingId([9; 16])], &folder).unwrap();
    let names: Vec<_> =
        report.written.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(names, ["shop 1 2.json", "shop 2.json"]);
    assert_eq!(report.failed.iter().map(|error| error.code).collect::<Vec<_>>(), [ErrorCode::NotFound]);
    assert_eq!(std::fs::read(folder.join("shop 1.json")).unwrap(), b"mine");
    for (path, (number, failure)) in report.written.iter().zip([(1, "save"), (2, "pay")]) {
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(text, format!("[\n{}\n]\n", events(number, failure).join(",\n")));
        assert!(!engine.import(path).outcome.unwrap().already_there);
    }
}

/// A catalogue of more pages than opening reads.
fn large_catalogue(paths: &LibraryPaths) {
    let mut library = Library::open(&paths.catalogue()).unwrap();
    let long = "x".repeat(60_000);
    for number in 0..200_u8 {
        let recording = Recording {
            id: RecordingId([number; 16]),
            file_name: format!("{number}.json"),
            title: format!("{number} {long}"),
            start: WallClock(i64::from(number)),
            ..Recording::default()
        };
        library.put(&recording, RecordingFindings::default()).unwrap();
    }
    library.fold().unwrap();
}

fn damage(catalogue: &Path) {
    let mut file = std::fs::File::options().write(true).open(catalogue).unwrap();
    let middle = file.metadata().unwrap().len() / 2 / 4096 * 4096;
    file.seek(SeekFrom::Start(middle)).unwrap();
    file.write_all(&[0xa5; 3 * 4096]).unwrap();
}

#[test]
fn damage_in_a_large_catalogue_is_said_soon_after_opening() {
    let desk = Desk::new();
    let paths = LibraryPaths::new(&desk.path("library"));
    drop(desk.engine());
    large_catalogue(&paths);
    {
        let engine = desk.engine();
        std::thread::sleep(Duration::from_millis(300));
        assert_eq!(engine.view(&ViewSpec::default()).unwrap().all, 200);
    }
    damage(&paths.catalogue());
    let engine = desk.engine();
    let began = Instant::now();
    let error = loop {
        match engine.view(&ViewSpec::default()) {
            Err(error) => break error,
            Ok(_) => assert!(began.elapsed() < Duration::from_secs(20), "nothing was said"),
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert_eq!(error.code, ErrorCode::Damaged);
    assert!(error.happened.starts_with("The catalogue is damaged"), "{error}");
    assert!(error.advice.contains("library.db") && error.advice.contains("restore"), "{error}");
    for said in [engine.recordings().map(drop), engine.search("save", 5).map(drop)] {
        assert_eq!(said.unwrap_err().code, ErrorCode::Damaged);
    }
}

#[test]
fn the_catalogue_knows_every_kind_of_friction() {
    let kinds: Vec<_> = engine::friction::FrictionKind::ALL.iter().map(|kind| kind.name()).collect();
    assert_eq!(library::FRICTION, kinds);
}
