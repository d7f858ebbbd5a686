//! Archives of several sessions.

use super::*;
use crate::{copy_session, sessions};
use events::EventSeq;

/// A page and something after it, `start` seconds after the first one.
fn whole(start: u64) -> String {
    let time = 1_700_000_000_000 + start * 1000;
    format!(
        r#"[{{"type":4,"data":{{"href":"https://a/","width":9,"height":9}},"timestamp":{time}}},{{"type":2,"data":{{"node":{{"type":0,"childNodes":[],"id":1}},"initialOffset":{{"left":0,"top":0}}}},"timestamp":{time}}},{{"type":0,"data":{{}},"timestamp":{}}}]"#,
        time + 1000
    )
}

fn rest(start: u64) -> String {
    format!(r#"[{{"type":1,"data":{{}},"timestamp":{}}}]"#, 1_700_000_000_000 + start * 1000)
}

/// Each session by the name of its first file and the number of its events.
fn found(entries: &[(&str, &str)]) -> Vec<String> {
    let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let archive = zip(CompressionMethod::Deflated, &entries);
    let Some(found) = sessions(Box::new(Cursor::new(&archive))).unwrap() else { return Vec::new() };
    let describe = |session: &crate::ArchivedSession| {
        let mut copied = Vec::new();
        copy_session(Box::new(Cursor::new(&archive)), session, &mut copied).unwrap();
        let mut events = open_bytes(&copied).unwrap();
        let mut problems = Diagnostics::new();
        let mut last = EventSeq(0);
        while let Some(event) = events.next(&mut problems).unwrap() {
            last = event.seq;
        }
        assert!(problems.is_empty(), "{problems:?}");
        format!("{} {}", session.name, last.0 + 1)
    };
    found.sessions.iter().map(describe).collect()
}

#[test]
fn whole_recordings_side_by_side_are_each_a_session() {
    let (a, b, c) = (whole(0), whole(3600), whole(0).replace("https://a/", "https://c/"));
    assert_eq!(
        found(&[("x/1.json", &a), ("x/2.json", &b), ("y.json", &c)]),
        ["x/1.json 3", "x/2.json 3", "y.json 3"]
    );
    // At the same time in the same folder: not parts of one.
    assert_eq!(found(&[("1.json", &a), ("2.json", &c)]), ["1.json 3", "2.json 3"]);
}

#[test]
fn segments_are_one_session() {
    let (a, b, checkout, late) = (whole(0), rest(5), whole(3), whole(600));
    assert_eq!(found(&[("0.json", &a), ("1.json", &b)]), [""; 0]);
    assert_eq!(found(&[("0.json", &a), ("1.json", &checkout)]), [""; 0]);
    // A new page after ten minutes, in a row of segments.
    assert_eq!(found(&[("0.json", &a), ("1.json", &b), ("2.json", &late)]), [""; 0]);
    // Two sessions in segments.
    assert_eq!(
        found(&[("a/0.json", &a), ("a/1.json", &b), ("b/0.json", &late), ("b/1.json", &rest(700))]),
        ["a/0.json 4", "b/0.json 4"]
    );
}

#[test]
fn what_names_its_session_is_believed() {
    let named = |id: &str, events: &str| format!(r#"{{"sessionId":"{id}","events":{events}}}"#);
    let (a, b, c) = (named("s", &whole(0)), named("s", &whole(3600)), named("t", &whole(3602)));
    assert_eq!(found(&[("1.json", &a), ("2.json", &b), ("3.json", &c)]), ["1.json 6", "3.json 3"]);
}

#[test]
fn anything_else_holds_no_several_sessions() {
    let one = whole(0);
    for bytes in [one.as_bytes(), b"", b"PK\x03\x04broken", b"text"] {
        assert!(sessions(Box::new(Cursor::new(bytes))).unwrap().is_none());
    }
    assert_eq!(found(&[("1.json", &one), ("readme.txt", "hello")]), [""; 0]);
}
