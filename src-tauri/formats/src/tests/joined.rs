//! Files of a folder that are one session.

use super::*;
use crate::{FilePiece, copy_joined, joined_files};

const START: u64 = 1_700_000_000_000;

fn page(second: u64) -> String {
    let at = START + second * 1000;
    format!(
        r#"[{{"type":4,"data":{{"href":"https://a/","width":9,"height":9}},"timestamp":{at}}},{{"type":2,"data":{{"node":{{"type":0,"childNodes":[],"id":1}},"initialOffset":{{"left":0,"top":0}}}},"timestamp":{}}}]"#,
        at + 900
    )
}

fn rest(second: u64) -> String {
    format!(
        r#"[{{"type":3,"data":{{"source":3,"id":1,"x":0,"y":9}},"timestamp":{}}}]"#,
        START + second * 1000
    )
}

fn named(session: &str, events: &str) -> String {
    format!(r#"{{"session_id":"{session}","events":{events}}}"#)
}

/// The files of each joined session, and how many events it has.
fn joined(files: &[(&str, String)]) -> Vec<(String, u64)> {
    let bytes: Vec<u8> = files.iter().flat_map(|(_, text)| text.bytes()).collect();
    let pieces: Vec<FilePiece> = files
        .iter()
        .map(|(name, text)| FilePiece { name: (*name).to_owned(), bytes: text.len() as u64 })
        .collect();
    let source = || Box::new(Cursor::new(bytes.clone()));
    let found = joined_files(source(), &pieces).unwrap();
    let tell = |session: &crate::ArchivedSession| {
        let mut copied = Vec::new();
        copy_joined(source(), &pieces, session, &mut copied).unwrap();
        let mut events = open_bytes(&copied).unwrap();
        let (mut problems, mut count) = (Diagnostics::new(), 0);
        while events.next(&mut problems).unwrap().is_some() {
            count += 1;
        }
        assert!(problems.is_empty(), "{problems:?}");
        (session.files.join(" "), count)
    };
    found.iter().map(tell).collect()
}

#[test]
fn segments_are_joined_in_the_order_of_their_numbers() {
    let files = [
        ("s-10.json", rest(60)),
        ("s-2.json", rest(20)),
        ("s-1.json", page(0)),
        ("notes.txt", "x".to_owned()),
    ];
    assert_eq!(joined(&files), [("s-1.json s-2.json s-10.json".to_owned(), 4)]);
    // Two sessions after each other.
    let files = [("1.json", page(0)), ("2.json", rest(9)), ("3.json", page(4000)), ("4.json", rest(4009))];
    assert_eq!(joined(&files), [("1.json 2.json".to_owned(), 3), ("3.json 4.json".to_owned(), 3)]);
}

#[test]
fn what_has_nothing_in_common_stays_apart() {
    // Whole recordings, though one follows the other at once.
    assert_eq!(joined(&[("a1.json", page(0)), ("a2.json", page(2))]), []);
    // Without a page, but of another name; earlier; or hours later.
    assert_eq!(joined(&[("cart.json", page(0)), ("login.json", rest(9))]), []);
    assert_eq!(joined(&[("a1.json", page(10)), ("a2.json", rest(5))]), []);
    assert_eq!(joined(&[("a1.json", page(0)), ("a2.json", rest(9000))]), []);
}

#[test]
fn files_that_name_one_session_are_joined_unless_they_tell_it_twice() {
    let files = [
        ("x.json", named("s1", &rest(30))),
        ("y.json", named("s2", &page(0))),
        ("z.json", named("s1", &page(0))),
    ];
    assert_eq!(joined(&files), [("z.json x.json".to_owned(), 3)]);
    let whole = |second| format!("{}{}", page(0).trim_end_matches(']'), &rest(second).replacen('[', ",", 1));
    assert_eq!(joined(&[("a.json", named("s1", &whole(300))), ("b.json", named("s1", &whole(300)))]), []);
    assert_eq!(joined(&[("a.json", named("s1", &whole(300))), ("b.json", named("s1", &rest(10)))]), []);
}
