//! What stands in the panels: requests with what was kept of them, errors with their groups, pages of events, notes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{Engine, EventPageRequest, Session};
use events::{RecordingId, Timestamp};
use std::path::PathBuf;

const START: u64 = 1_767_261_600_000;

fn event(ms: u64, rest: &str) -> String {
    format!(r#"{{"timestamp":{},{rest}}}"#, START + ms)
}

fn events(page: &str) -> Vec<String> {
    let node = r#"{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":2,"childNodes":[]}]}"#;
    let request = r#"{"name":"https://shop.example/api/pay","method":"POST","initiatorType":"fetch","status":503,"startTime":0,
        "responseHeaders":{"content-type":"application/json"},"responseBody":"{\"ok\":false}","requestBody":"{\"n\":1}"}"#;
    let mut events = vec![
        event(
            0,
            &format!(r#""type":4,"data":{{"href":"https://shop.example/{page}","width":800,"height":600}}"#),
        ),
        event(5, &format!(r#""type":2,"data":{{"node":{node}}}"#)),
    ];
    events.extend(
        (0..40).map(|n| event(10 + n, &format!(r#""type":3,"data":{{"source":3,"id":1,"x":0,"y":{n}}}"#))),
    );
    events.push(event(
        900,
        &format!(r#""type":6,"data":{{"plugin":"rrweb/network@1","payload":{{"requests":[{request}]}}}}"#),
    ));
    events.push(event(
        950,
        r#""type":6,"data":{"plugin":"rrweb/console@1","payload":{"level":"error","trace":["at pay (https://shop.example/shop.js:3:4)"],"payload":["\"Error: paying failed\""]}}"#,
    ));
    events
}

struct Desk {
    dir: tempfile::TempDir,
    engine: Engine,
}

impl Desk {
    fn new() -> Desk {
        let dir = tempfile::tempdir().unwrap();
        let engine = Engine::open(&dir.path().join("library")).unwrap();
        Desk { dir, engine }
    }

    fn open(&self, page: &str) -> (RecordingId, Session) {
        let path: PathBuf = self.dir.path().join(format!("{page}.json"));
        std::fs::write(&path, format!("[{}]", events(page).join(","))).unwrap();
        let id = self.engine.import(&path).outcome.unwrap().id;
        (id, self.engine.open_recording(id).unwrap())
    }
}

#[test]
fn a_request_is_told_with_what_its_recorder_kept() {
    let desk = Desk::new();
    let (_, session) = desk.open("a");
    let rows = session.requests().unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.record.status, row.mime.as_str()), (Some(503), "application/json"));
    let details = session.request_details(row.record.seq, &row.record.href).unwrap().unwrap();
    assert_eq!(details.parts.request_body.as_deref(), Some(r#"{"n":1}"#));
    assert_eq!(details.parts.response_body.as_deref(), Some(r#"{"ok":false}"#));
    assert!(details.raw.contains("initiatorType"));
    assert_eq!(session.request_details(row.record.seq, "https://other.example/").unwrap(), None);
}

#[test]
fn an_error_knows_in_how_many_recordings_its_kind_happened() {
    let desk = Desk::new();
    let (_, session) = desk.open("a");
    desk.open("b");
    let errors = desk.engine.session_errors(&session).unwrap();
    let thrown = errors.iter().find(|error| error.error.message.contains("paying")).unwrap();
    assert_eq!(thrown.group.as_ref().unwrap().recordings, 2);
    assert_eq!(thrown.recorded, [None]);
}

#[test]
fn events_are_read_in_pages_and_by_kind() {
    let desk = Desk::new();
    let (_, session) = desk.open("a");
    let ask = |kinds: &[&str], first, at| {
        let kinds = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        let request = EventPageRequest { kinds, first, count: 3, at: Timestamp::from_millis(at) };
        session.event_page(&request).unwrap()
    };
    let all = ask(&[], 41, 0.0);
    assert_eq!((all.total, all.until, all.kinds[0]), (44, 1, ("scroll", 40)));
    let kinds: Vec<_> = all.rows.iter().map(|row| row.kind).collect();
    assert_eq!(kinds, ["scroll", "network", "console"]);
    assert_eq!(all.rows[0].summary, "#1 to 0, 39");
    let some = ask(&["console", "meta"], 0, 900.0);
    assert_eq!((some.total, some.until, some.rows.len()), (2, 1, 2));
    let raw = session.event_raw(some.rows[1].seq).unwrap().unwrap();
    assert!(raw.contains("paying failed") && raw.starts_with('{'), "{raw}");
    assert_eq!(ask(&["nothing"], 0, 0.0).rows, []);
}

#[test]
fn notes_stay_with_their_recording() {
    let desk = Desk::new();
    let (id, _) = desk.open("a");
    let (other, _) = desk.open("b");
    let at = Timestamp::from_millis;
    desk.engine.add_note(id, at(700.0), at(900.0), " here it breaks #payment ").unwrap();
    let first = desk.engine.add_note(id, at(100.0), at(0.0), "begins").unwrap();
    let notes = desk.engine.notes(id).unwrap();
    let told: Vec<_> = notes.iter().map(|note| (note.text.as_str(), note.time, note.until)).collect();
    assert_eq!(told, [("begins", at(100.0), at(100.0)), ("here it breaks #payment", at(700.0), at(900.0))]);
    assert_eq!(desk.engine.notes(other).unwrap(), []);
    assert!(desk.engine.add_note(id, at(0.0), at(0.0), "  ").is_err());
    assert!(desk.engine.remove_note(first).unwrap());
    assert_eq!(desk.engine.notes(id).unwrap().len(), 1);
}
