use super::{check, check_incremental, lines};

#[test]
fn half_characters_are_replaced_and_the_event_kept() {
    check_incremental(
        r#""source":0,"texts":[{"id":4,"value":"a\ud83d"}],"removes":[],"adds":[],"attributes":[]"#,
        &[
            "mutation",
            "  text 4 \"a\u{fffd}\"",
            "! Warning text-repaired: Half characters or words that are not JSON were replaced",
        ],
    );
}

#[test]
fn words_that_are_not_json_are_null() {
    check_incremental(
        r#""source":4,"width":NaN,"height":-Infinity"#,
        &[
            "Viewport { width: 0.0, height: 0.0 }",
            "! Warning text-repaired: Half characters or words that are not JSON were replaced",
        ],
    );
}

#[test]
fn bytes_that_are_not_utf8_are_replaced() {
    let raw = b"{\"type\":4,\"data\":{\"href\":\"https://a/\xff\",\"width\":1,\"height\":2},\"timestamp\":1}";
    assert_eq!(
        lines(raw),
        [
            "Meta { href: \"https://a/\u{fffd}\", width: 1.0, height: 2.0 }",
            "! Warning text-repaired: Text that is not UTF-8 was replaced in part",
        ]
    );
}

#[test]
fn events_that_are_hardly_there() {
    check(r#"{"type":0,"data":{},"timestamp":1}"#, &["DomContentLoaded"]);
    check(r#"{"type":"1","data":[],"timestamp":1}"#, &["Load"]);
    check(
        r#"{"type":4,"data":{"href":null,"width":"800"},"timestamp":1}"#,
        &[r#"Meta { href: "", width: 800.0, height: 0.0 }"#],
    );
    check(r#"{"type":4,"timestamp":1}"#, &[r#"Meta { href: "", width: 0.0, height: 0.0 }"#]);
    check(r#"{"type":5,"data":{"tag":"t"},"timestamp":1}"#, &[r#"Custom { tag: "t", payload: "null" }"#]);
    check(
        r#"{"type":5,"data":{"tag":"t","payload":{"a":[1, 2]}},"timestamp":1}"#,
        &[r#"Custom { tag: "t", payload: "{\"a\":[1, 2]}" }"#],
    );
    check(r#"{"type":5,"data":null,"timestamp":1}"#, &[r#"Custom { tag: "", payload: "null" }"#]);
    check(
        r#"{"type":6,"data":"{\"plugin\":\"p\",\"payload\":1}","timestamp":1}"#,
        &[r#"Plugin { name: "p", payload: "1" }"#],
    );
    check(
        r#"{"type":3,"data":[],"timestamp":1}"#,
        &[
            r#"Opaque { label: "incremental no source" }"#,
            "! Note unknown-source: A change of a kind that Playhead does not know was kept as it is",
        ],
    );
}

#[test]
fn the_source_may_stand_anywhere() {
    check(
        r#"{"type":3,"data":{"height":2,"width":1,"source":4.0},"timestamp":1}"#,
        &["Viewport { width: 1.0, height: 2.0 }"],
    );
}
