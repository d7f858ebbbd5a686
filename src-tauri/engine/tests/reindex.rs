//! The catalogue made anew from the recording files alone.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{Engine, LibraryPaths, ReindexReport};
use events::{RecordingId, Timestamp, WallClock};
use library::{Library, Recording};
use std::path::{Path, PathBuf};
use store::{RecordingReader, RecordingWriter, SegmentPolicy, SourceRecord};
use tempfile::TempDir;

const START: u64 = 1_767_261_600_000;

/// An export with its person behind the events, one failed request, a reported exception, a console error and a mask.
fn export(number: u64, person: &str) -> String {
    let at = |ms: u64| START + number * 60_000 + ms;
    let node = r#"{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":2,"childNodes":[
        {"type":2,"tagName":"body","attributes":{},"id":3,"childNodes":[{"type":3,"textContent":"***** ***","id":4}]}]}]}"#;
    let events = [
        format!(
            r#"{{"type":4,"data":{{"href":"https://shop.example/{number}","width":800,"height":600}},"timestamp":{}}}"#,
            at(0)
        ),
        format!(r#"{{"type":2,"data":{{"node":{node}}},"timestamp":{}}}"#, at(5)),
        format!(
            r#"{{"type":6,"data":{{"plugin":"rrweb/network@1","payload":{{"requests":[{{"name":"https://shop.example/api/pay","method":"post","status":503,"initiatorType":"fetch","timestamp":{},"duration":40}}]}}}},"timestamp":{}}}"#,
            at(200),
            at(400)
        ),
        format!(
            r#"{{"type":5,"data":{{"tag":"$exception","payload":{{"type":"TypeError","value":"cart {number} is null"}}}},"timestamp":{}}}"#,
            at(500)
        ),
        format!(
            r#"{{"type":6,"data":{{"plugin":"rrweb/console@1","payload":{{"level":"error","trace":["pay (https://shop.example/app.js:3:{number})"],"payload":["\"save failed\""]}}}},"timestamp":{}}}"#,
            at(900)
        ),
    ];
    format!(
        r#"{{"data":{{"id":"session-{number:04}","snapshots":[{}],"person":{{"distinct_ids":["u-{number}"],"properties":{{"email":"{person}","$browser":"Firefox","$browser_version":"131","$os":"Linux"}}}}}}}}"#,
        events.join(",")
    )
}

struct Desk {
    dir: TempDir,
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

    fn paths(&self) -> LibraryPaths {
        LibraryPaths::new(&self.path("library"))
    }

    fn import(&self, engine: &Engine, number: u64, person: &str) -> RecordingId {
        let path = self.path(&format!("0b9f4f0e-2c55-4bb8-8a0e-58d1f5c7a{number:03}.json"));
        std::fs::write(&path, export(number, person)).unwrap();
        engine.import(&path).outcome.unwrap().id
    }

    fn lose_catalogue(&self) {
        for ending in ["", "-wal", "-shm"] {
            let path = PathBuf::from(format!("{}{ending}", self.paths().catalogue().display()));
            if path.exists() {
                std::fs::remove_file(path).unwrap();
            }
        }
    }
}

/// Everything the catalogue answers, as text.
fn answers(catalogue: &Path) -> Vec<String> {
    let library = Library::open(catalogue).unwrap();
    let mut answers: Vec<String> = library.list().unwrap().iter().map(|row| format!("{row:?}")).collect();
    answers.extend(library.error_groups().unwrap().iter().map(|group| format!("{group:?}")));
    let today = library::query::Today { now: START as i64 * 1000, offset: 0 };
    for query in ["save", "\"is null\"", "status:>=500", "user:ann", "browser:firefox", "tag:seen", "url:api"]
    {
        let query = library::query::parse(query, library::query::TERMS, today).unwrap();
        let hits = library.search(&query, 50).unwrap();
        assert!(!hits.is_empty(), "{query:?}");
        answers.push(format!("{hits:?}"));
    }
    for name in ["session-0001", "u-2", "0b9f4f0e-2c55-4bb8-8a0e-58d1f5c7a002", "session-0009"] {
        answers.push(format!("{name} {:?}", library.called(name).unwrap()));
    }
    for row in library.list().unwrap() {
        answers.push(format!("{:?}", library.notes(row.id).unwrap()));
    }
    answers
}

fn reindexed(engine: &Engine) -> ReindexReport {
    let told = std::cell::RefCell::new(Vec::new());
    let report = engine.reindex(&|progress| told.borrow_mut().push((progress.done, progress.of))).unwrap();
    let told = told.into_inner();
    assert!(told.is_sorted() && told.last().is_some_and(|(done, of)| done == of), "{told:?}");
    report
}

#[test]
fn a_row_says_what_the_recording_tells_of_its_session() {
    let desk = Desk::new();
    let engine = desk.engine();
    let id = desk.import(&engine, 1, "ann@shop.example");
    let Recording { person, browser, os, requests, failed_requests, masked, errors, .. } =
        engine.recordings().unwrap().remove(0);
    assert_eq!(
        (person.as_str(), browser.as_str(), os.as_str()),
        ("ann@shop.example", "Firefox 131", "Linux")
    );
    // The failed request is an error, too.
    assert_eq!((requests, failed_requests, masked, errors), (1, 1, 1, 3));
    drop(engine);
    let library = Library::open(&desk.paths().catalogue()).unwrap();
    for name in ["session-0001", "u-1", "0b9f4f0e-2c55-4bb8-8a0e-58d1f5c7a001"] {
        assert_eq!(library.called(name).unwrap(), [id], "{name}");
    }
}

#[test]
fn a_lost_catalogue_comes_back_as_it_was() {
    let desk = Desk::new();
    let engine = desk.engine();
    let people = ["ann@shop.example", "bo@shop.example", "ann@shop.example", "cy@shop.example"];
    let ids: Vec<RecordingId> =
        people.iter().zip(1..).map(|(person, number)| desk.import(&engine, number, person)).collect();
    drop(engine);
    let backup = desk.path("backup.db");
    {
        let mut library = Library::open(&desk.paths().catalogue()).unwrap();
        library.tag(&ids[..2], "seen").unwrap();
        library.add_note(ids[2], Timestamp(5), Timestamp(9), "look here", WallClock(7)).unwrap();
        library.save_search("mine", "user:ann").unwrap();
        library.back_up(&backup).unwrap();
    }
    let before = answers(&desk.paths().catalogue());
    assert!(before.iter().any(|answer| answer.contains("look here")));
    desk.lose_catalogue();
    // A catalogue that is gone is made again unasked.
    let engine = desk.engine();
    assert_eq!(engine.recordings().unwrap().len(), 4);
    drop(engine);
    desk.lose_catalogue();
    Library::open(&desk.paths().catalogue()).unwrap().restore_own(&backup).unwrap();
    let report = reindexed(&desk.engine());
    assert_eq!((report.recordings, report.made_again, report.removed), (4, 0, 0));
    assert_eq!(report.failed, []);
    assert_eq!(answers(&desk.paths().catalogue()), before);
    // Once more changes nothing.
    reindexed(&desk.engine());
    assert_eq!(answers(&desk.paths().catalogue()), before);
}

#[test]
fn files_come_and_go() {
    let desk = Desk::new();
    let engine = desk.engine();
    let (one, two) =
        (desk.import(&engine, 1, "ann@shop.example"), desk.import(&engine, 2, "bo@shop.example"));
    let (path, away) = (desk.paths().recording(one), desk.path("away"));
    std::fs::rename(&path, &away).unwrap();
    std::fs::write(desk.paths().recordings().join("no-id.playhead"), "").unwrap();
    let report = reindexed(&engine);
    assert_eq!((report.recordings, report.removed), (1, 1));
    assert_eq!(engine.recordings().unwrap().iter().map(|row| row.id).collect::<Vec<_>>(), [two]);
    std::fs::rename(&away, &path).unwrap();
    assert_eq!(reindexed(&engine).recordings, 2);
    // What cannot be read is told, and what was known of it stays.
    std::fs::write(&path, "damaged").unwrap();
    let report = reindexed(&engine);
    assert_eq!((report.recordings, report.removed, report.failed.len()), (1, 0, 1));
    assert_eq!(engine.recordings().unwrap().len(), 2);
}

/// The file as a Playhead would have left it that found nothing: its source events and what stands around them.
fn forget_findings(path: &Path) {
    let old = RecordingReader::open(path).unwrap();
    let bare = path.with_extension("bare");
    let mut writer = RecordingWriter::create(&bare, SegmentPolicy::default()).unwrap();
    for record in old.source_all().unwrap() {
        let record = record.unwrap();
        let (seq, wall, tab) = (record.seq, record.wall, record.tab);
        writer.push_source(&SourceRecord { seq, wall, tab, raw: &record.raw }).unwrap();
    }
    writer.set_origin(&old.origin().unwrap().unwrap()).unwrap();
    writer.set_info(&old.info().unwrap()).unwrap();
    writer.set_derived_version(1).unwrap();
    writer.finish(path).unwrap();
}

#[test]
fn what_an_older_playhead_found_is_found_again() {
    let desk = Desk::new();
    let engine = desk.engine();
    let (one, _) = (desk.import(&engine, 1, "ann@shop.example"), desk.import(&engine, 2, "ann@shop.example"));
    let catalogue = desk.paths().catalogue();
    Library::open(&catalogue).unwrap().tag(&[one], "seen").unwrap();
    let before = answers(&catalogue);
    let path = desk.paths().recording(one);
    let info = RecordingReader::open(&path).unwrap().info().unwrap();
    forget_findings(&path);
    assert!(engine.open_recording(one).unwrap().findings().unwrap().errors.is_empty());
    let report = reindexed(&engine);
    assert_eq!((report.recordings, report.made_again), (2, 1));
    assert_eq!(answers(&catalogue), before);
    let reader = RecordingReader::open(&path).unwrap();
    assert_eq!(reader.info().unwrap(), info);
    assert!(reader.segments().unwrap().iter().any(|segment| segment.events > 0));
    // It is of today now.
    assert_eq!(reindexed(&engine).made_again, 0);
}
