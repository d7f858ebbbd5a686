//! What storage layers and old recorders make of values.

use crate::story::*;
use events::limits::MAX_ATTRIBUTES;
use events::{Code, TabId};

/// A node to be added to the body.
fn added(node: &str) -> String {
    format!(r#"{{"parentId":5,"nextId":null,"node":{node}}}"#)
}

fn with_added(node: &str) -> Survivor {
    Survivor::of_entries(Entries { adds: &added(node), ..Entries::default() })
}

#[test]
fn lone_surrogates() {
    let survivor =
        with_added(r#"{"type":3,"textContent":"half \ud83d and \ude00 whole \ud83d\ude00","id":40}"#);
    survivor.shows(2_000, "\"half \u{fffd} and \u{fffd} whole 😀\" #40");
    survivor.tells(Code::TextRepaired);
}

#[test]
fn hundred_thousand_levels() {
    let levels = 100_000;
    let open = r#"{"type":2,"tagName":"i","attributes":{},"childNodes":["#.repeat(levels);
    let deep = format!("{open}{}", "]}".repeat(levels));
    // In the page itself, with a neighbour on both sides.
    let page = snapshot(TRAP, &format!("{BODY},{deep},{}", r#"{"type":3,"textContent":"beside","id":41}"#));
    let survivor = Survivor::of(&[page]);
    survivor.shows(2_000, "\"one\" #11");
    survivor.shows(2_000, "\"beside\" #41");
    survivor.tells(Code::LimitReached);
    // And in a change of it.
    let survivor = with_added(&deep);
    survivor.tells(Code::LimitReached);
}

#[test]
fn hundred_thousand_adds_each_below_the_one_before() {
    let chain: Vec<String> = (0..100_000)
        .map(|level| add(if level == 0 { 5 } else { 999 + level }, "null", 1_000 + level))
        .collect();
    let survivor = Survivor::of_entries(Entries { adds: &chain.join(","), ..Entries::default() });
    survivor.tells(Code::LimitReached);
}

#[test]
fn huge_attributes() {
    let picture = format!("data:image/png;base64,{}", "A".repeat(20_000_000));
    let survivor = with_added(&format!(
        r#"{{"type":2,"tagName":"img","attributes":{{"src":"{picture}","alt":"large"}},"childNodes":[],"id":40}}"#
    ));
    let (document, _) = survivor.session().document_at(TabId(0), at(2_000)).unwrap();
    let image = document.node(dom::NodeKey::from_source(events::SourceNodeId(40))).unwrap();
    assert_eq!(image.element().unwrap().attribute("src").map(|src| src.len()), Some(picture.len()));
    survivor.tells_nothing();

    let many: Vec<String> = (0..2 * MAX_ATTRIBUTES).map(|number| format!(r#""data-{number}":"""#)).collect();
    let many = many.join(",");
    let survivor =
        with_added(&format!(r#"{{"type":2,"tagName":"i","attributes":{{{many}}},"childNodes":[],"id":40}}"#));
    survivor.shows(2_000, "i data-0=\"\"");
    survivor.tells(Code::LimitReached);
    let survivor = Survivor::of_entries(Entries {
        attributes: &format!(r#"{{"id":30,"attributes":{{{many}}}}}"#),
        ..Entries::default()
    });
    survivor.tells(Code::LimitReached);
}

#[test]
fn null_children() {
    let survivor = with_added(
        r#"{"type":2,"tagName":"div","attributes":{},"id":40,"childNodes":[null,{"type":3,"textContent":"kept","id":41},7,"x",[],true]}"#,
    );
    survivor.shows(2_000, "\"kept\" #41");
    survivor.tells(Code::InvalidEntry);
    let page = snapshot(TRAP, &format!("null,{BODY},null"));
    let survivor = Survivor::of(&[page]);
    survivor.shows(2_000, "\"one\" #11");
    survivor.tells(Code::InvalidEntry);
}

#[test]
fn null_entries() {
    let trap = Entries { removes: "null", adds: "null", texts: "null", attributes: "null" };
    Survivor::of_entries(trap).tells(Code::InvalidEntry);
}

#[test]
fn null_where_text_belongs() {
    let survivor = with_added(r#"{"type":3,"textContent":null,"id":40}"#);
    survivor.shows(2_000, "\"\" #40");
    survivor.tells(Code::TextRepaired);
    let survivor = Survivor::of_entries(Entries { texts: r#"{"id":11,"value":null}"#, ..Entries::default() });
    survivor.hides(2_000, "null");
}

#[test]
fn objects_as_lists_and_lists_as_objects() {
    let survivor = with_added(
        r#"{"type":2,"tagName":"div","attributes":[],"id":40,"childNodes":{"0":{"type":3,"textContent":"first","id":41},"1":{"type":3,"textContent":"second","id":42}}}"#,
    );
    survivor.shows(2_000, "      \"first\" #41\n        \"second\" #42".trim_start());
    survivor.tells(Code::InvalidEntry);
}

#[test]
fn ids_as_text_and_as_floats() {
    let survivor = Survivor::of_entries(Entries {
        removes: r#"{"parentId":"5","id":"30"}"#,
        adds: &added(r#"{"type":3,"textContent":"kept","id":"40"}"#).replace(":5,", ":5.0,"),
        ..Entries::default()
    });
    survivor.shows(2_000, "\"kept\" #40");
    survivor.hides(2_000, "#30");
    survivor.tells(Code::InvalidEntry);
}

#[test]
fn ids_that_are_none() {
    for id in ["-1", "0", "-2", "1e99", "2.5", "null", "{}"] {
        let survivor = with_added(&format!(r#"{{"type":3,"textContent":"no name","id":{id}}}"#));
        survivor.shows(2_000, "\"no name\" ~1");
        survivor.tells(Code::InvalidEntry);
        let entry = |rest: &str| format!(r#"{{"id":{id},{rest}}}"#);
        let survivor = Survivor::of_entries(Entries {
            removes: &entry(r#""parentId":5"#),
            texts: &entry(r#""value":"x""#),
            attributes: &entry(r#""attributes":{"a":"b"}"#),
            ..Entries::default()
        });
        survivor.tells(Code::InvalidEntry);
    }
}

#[test]
fn booleans_and_numbers_in_attributes() {
    let survivor = with_added(
        r#"{"type":2,"tagName":"i","attributes":{"hidden":true,"draggable":false,"tabindex":3,"title":null,"data-x":{}},"childNodes":[],"id":40}"#,
    );
    survivor.shows(2_000, r#"i hidden="" tabindex="3" #40"#);
    survivor.tells(Code::InvalidEntry);
}

#[test]
fn missing_lists() {
    let survivor = Survivor::of(&[change(TRAP, &format!(r#""source":0,"adds":[{}]"#, add(5, "null", 40)))]);
    survivor.shows(2_000, "b #40");
    survivor.tells(Code::InvalidEntry);
}

#[test]
fn a_compressed_part_that_cannot_be_read() {
    let data = r#""source":0,"adds":"\u001f\u008b broken","removes":[{"parentId":5,"id":30}],"texts":[],"attributes":[]"#;
    let survivor = Survivor::of(&[change(TRAP, data)]);
    survivor.hides(2_000, "#30");
    survivor.tells(Code::PackedEventUnreadable);
}

#[test]
fn words_that_are_not_json() {
    let survivor = Survivor::of(&[
        change(TRAP, r#""source":3,"id":10,"x":NaN,"y":40"#),
        change(TRAP, r#""source":4,"width":Infinity,"height":undefined"#),
    ]);
    survivor.tells(Code::TextRepaired);
    survivor.tells_of(Code::TextRepaired, TRAP_EVENT + 1);
}

#[test]
fn offsets_count_utf_16_units() {
    let survivor = Survivor::of(&[
        Entries { texts: r#"{"id":11,"value":"😀\ud83d!"}"#, ..Entries::default() }.at(TRAP),
        change(TRAP, r#""source":14,"ranges":[{"start":11,"startOffset":2,"end":11,"endOffset":4}]"#),
    ]);
    let (document, _) = survivor.session().document_at(TabId(0), at(2_000)).unwrap();
    let [range] = &*document.state().selection else { panic!("one range is selected") };
    // Half a pair is one unit still.
    assert_eq!("😀\u{fffd}!".encode_utf16().count(), range.end_offset as usize);
    survivor.shows(2_000, "\"😀\u{fffd}!\" #11");
}

#[test]
fn types_and_sources_from_the_future() {
    let unknown_type = format!(r#"{{"type":42,"data":{{"a":1}},"timestamp":{TRAP}}}"#);
    let survivor = Survivor::of(&[unknown_type, change(TRAP, r#""source":99,"id":10"#)]);
    survivor.tells(Code::UnknownEventType);
    survivor.tells_of(Code::UnknownSource, TRAP_EVENT + 1);
}
