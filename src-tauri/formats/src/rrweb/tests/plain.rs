//! The plain way understands nothing differently from the lenient one.

use super::super::issues::Issues;
use super::super::mutation::WireMutation;
use super::super::wire::read_json;
use super::super::{WireEvent, WireSnapshot, offset, plain};
use serde::de::IgnoredAny;

const EVENT: &str = r#"{ "type":3,"data":{"source":0,"a":"}"} , "timestamp":1700.25,"v":"é","delay":null}"#;

const SNAPSHOT: &str = r#"{"node":{"type":0,"childNodes":[{"type":1,"name":"html","publicId":"","systemId":"","id":2},{"type":2,"tagName":"DIV","attributes":{"class":"a b","hidden":true,"tabindex":-1,"x":null,"rr_width":"5px"},"childNodes":[{"type":3,"textContent":"a\"\n\u00e9\ud83d\ude00b","id":4,"isStyle":true},{"type":5,"textContent":"c","id":5}],"id":3,"isSVG":true,"isShadowHost":false,"rootId":7}],"compatMode":"BackCompat","id":1},"initialOffset":{"left":0.5,"top":12}}"#;

const MUTATION: &str = r#"{"source":0,"texts":[{"id":4,"value":"x\ty"},{"id":5,"value":null}],"attributes":[{"id":3,"attributes":{"class":"c","style":{"top":"1px","left":false,"color":["red","important"]},"open":true,"hidden":false,"title":null,"_cssText":"a{}","size":7.5}}],"removes":[{"parentId":3,"id":5,"isShadow":true}],"adds":[{"parentId":3,"nextId":null,"previousId":4,"node":{"type":3,"textContent":"t","id":6}},{"parentId":6,"nextId":-1,"node":{"type":9,"id":8}}],"isAttachIframe":false}"#;

/// Calls `check` with the text and with every text that one change makes of it. Answers how often `check` said yes.
fn each_change(text: &str, mut check: impl FnMut(&str) -> bool) -> usize {
    let changes = [
        "", "{", "}", "[", "]", "\"", "\\", ":", ",", " ", "\n", "\u{1}", "\u{c}", "0", "9", "-", ".", "e",
        "null", "true", "é",
    ];
    let mut count = usize::from(check(text));
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for at in places {
        let (before, after) = text.split_at(at);
        let behind = after.chars().next().map_or("", |c| &after[c.len_utf8()..]);
        for change in changes {
            count += usize::from(check(&format!("{before}{change}{after}")));
            count += usize::from(check(&format!("{before}{change}{behind}")));
        }
        // A member or an item once more.
        if let Some(end) = behind.find([',', '}', ']']) {
            let again = &after[..after.len() - behind.len() + end];
            count += usize::from(check(&format!("{before}{again}{after}")));
            count += usize::from(check(&format!("{before}{again},{after}")));
        }
    }
    count
}

#[test]
fn an_event_is_split_as_the_lenient_way_splits_it() {
    let understood = each_change(EVENT, |text| {
        let Some((kind, data)) = plain::split(text) else { return false };
        // Whoever reads the data reads all of it.
        if serde_json::from_str::<IgnoredAny>(data).is_err() {
            return false;
        }
        let event: WireEvent<'_> = read_json(text).unwrap();
        assert_eq!((event.kind.0, event.data.unwrap().get()), (Some(kind as f64), data), "{text}");
        true
    });
    assert!(understood > 100, "{understood}");
}

#[test]
fn a_mutation_is_read_as_the_lenient_way_reads_it() {
    let understood = each_change(MUTATION, |text| {
        let mut issues = Issues::default();
        let Some(read) = plain::read_mutation(text, &mut issues) else {
            assert_eq!(issues, Issues::default(), "{text}");
            return false;
        };
        let mut expected_issues = Issues::default();
        let expected = read_json::<WireMutation>(text).unwrap().into_mutation(&mut expected_issues);
        assert_eq!((read, issues), (expected, expected_issues), "{text}");
        true
    });
    assert!(understood > 1_000, "{understood}");
}

#[test]
fn a_name_without_a_colon_is_no_member() {
    let mutation = MUTATION.replace(r#""id":4,"value":"x\ty""#, r#""id"x"value":"x\ty""#);
    assert_ne!(mutation, MUTATION);
    assert!(plain::read_mutation(&mutation, &mut Issues::default()).is_none());
}

#[test]
fn a_snapshot_is_read_as_the_lenient_way_reads_it() {
    let understood = each_change(SNAPSHOT, |text| {
        let Some((tree, scroll)) = plain::read_snapshot(text) else { return false };
        let expected: WireSnapshot = read_json(text).unwrap();
        assert_eq!((tree.tree, tree.issues), (expected.node.tree, expected.node.issues), "{text}");
        assert_eq!(scroll, offset(expected.initial_offset), "{text}");
        assert_eq!(tree.adopted, expected.node.adopted);
        true
    });
    assert!(understood > 1_000, "{understood}");
}
