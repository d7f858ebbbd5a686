//! Recordings that are watched while they are imported.

use engine::{ImportNews, Moment, OnNews, Session};
use events::{TabId, Timestamp};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use tests::Workbench;

const EVENTS: usize = 60_000;
const LENGTH: Timestamp = Timestamp((EVENTS as i64 - 1) * 10_000);

/// Holds the import after each of its commits until it is told to go on, so that the watcher is never too late. Once
/// nobody holds the other end it runs free.
fn held(go_on: Receiver<()>) -> OnNews {
    let go_on = Mutex::new(go_on);
    Arc::new(move |_, news| {
        if news == ImportNews::Committed {
            // An error means that there is nobody to wait for.
            let _ = go_on.lock().unwrap().recv();
        }
    })
}

fn text_at(session: &Session, at: Timestamp) -> String {
    let (document, _) = session.document_at(TabId(0), Moment::At(at)).unwrap();
    dom::text_tree(&document)
}

#[test]
fn the_first_picture_is_there_before_the_import_is_over() {
    let bench = Workbench::new();
    let path = bench.file("long.json", long_recording(EVENTS));
    let (go, go_on) = channel();
    let session = bench.engine.open_file(&path, held(go_on)).unwrap();
    assert!(session.is_growing());
    let first = session.first_picture().unwrap();
    assert!(text_at(&session, first).contains("body"), "a page stands");
    assert!(session.end().unwrap() < LENGTH, "it is not all there yet");
    let info = session.info().unwrap();
    assert_eq!((&*info.href, &*info.container), ("http://a.test/", "JSON array of events"));
    assert!(info.events > 0 && info.segments > 0 && info.duration < LENGTH, "{info:?}");
    drop(go);
    while !session.refresh(bench.engine.paths()).unwrap() {
        std::thread::yield_now();
    }
    assert!(!session.is_growing());
    assert_eq!(session.end().unwrap(), LENGTH);
    assert!(text_at(&session, LENGTH).contains("59999"));
}

/// What lies before the watermark is final.
#[test]
fn what_was_seen_while_it_grew_is_what_is_seen_in_the_end() {
    let bench = Workbench::new();
    let path = bench.file("long.json", long_recording(EVENTS));
    let (go, go_on) = channel();
    let session = bench.engine.open_file(&path, held(go_on)).unwrap();
    let mut seen: Vec<(Timestamp, String)> = Vec::new();
    let mut watermark = Timestamp::ZERO;
    for _ in 0..6 {
        let end = session.end().unwrap();
        assert!(end >= watermark, "the watermark falls");
        watermark = end;
        seen.extend((1..5).map(|part| Timestamp(end.0 * part / 5)).map(|at| (at, text_at(&session, at))));
        go.send(()).unwrap();
        session.refresh(bench.engine.paths()).unwrap();
    }
    drop(go);
    while !session.refresh(bench.engine.paths()).unwrap() {
        std::thread::yield_now();
    }
    for (at, text) in seen {
        assert_eq!(text_at(&session, at), text, "at {at:?}");
    }
}

/// A page whose text changes every 10 ms.
pub fn long_recording(events: usize) -> String {
    let start = 1_700_000_000_000_u64;
    let mut text = format!(
        r#"[{{"type":4,"timestamp":{start},"data":{{"href":"http://a.test/","width":800,"height":600}}}},
{{"type":2,"timestamp":{start},"data":{{"node":{{"type":0,"id":1,"childNodes":[{{"type":2,"tagName":"html","attributes":{{}},"id":2,"childNodes":[{{"type":2,"tagName":"body","attributes":{{}},"id":3,"childNodes":[{{"type":3,"textContent":"0","id":4}}]}}]}}]}},"initialOffset":{{"left":0,"top":0}}}}}}"#
    );
    for index in 1..events {
        let at = start + index as u64 * 10;
        text.push_str(&format!(
            ",\n{{\"type\":3,\"timestamp\":{at},\"data\":{{\"source\":0,\"removes\":[],\"adds\":[],\"attributes\":[],\"texts\":[{{\"id\":4,\"value\":\"{index}\"}}]}}}}"
        ));
    }
    text.push(']');
    text
}
