use super::{check, decoded};
use events::limits::MAX_JSON_DEPTH;
use events::{Code, EventKind, SourceNodeId};

/// A full snapshot of this node.
fn check_node(node: &str, expected: &[&str]) {
    let mut lines = vec!["full-snapshot"];
    lines.extend_from_slice(expected);
    check(&format!(r#"{{"type":2,"data":{{"node":{node}}},"timestamp":1}}"#), &lines);
}

/// An element with these attributes.
fn check_element(tag: &str, attributes: &str, expected: &[&str]) {
    check_node(
        &format!(r#"{{"type":2,"tagName":"{tag}","attributes":{attributes},"childNodes":[],"id":5}}"#),
        expected,
    );
}

#[test]
fn a_page_becomes_a_flat_tree_in_document_order() {
    check(
        r#"{"type":2,"data":{"node":{"type":0,"childNodes":[{"type":1,"name":"html","publicId":"","systemId":"","id":2},
        {"type":2,"tagName":"html","attributes":{"lang":"en"},"childNodes":[{"type":2,"tagName":"body","attributes":{},
        "childNodes":[{"type":3,"textContent":"Hi","id":6},{"type":5,"textContent":"c","id":7},{"type":4,"textContent":"","id":8},
        {"type":2,"tagName":"x-card","attributes":{},"isShadowHost":true,"isCustom":true,"childNodes":[
        {"type":2,"tagName":"p","attributes":{},"childNodes":[],"isShadow":true,"id":10}],"id":9}],"id":5}],"id":3}],
        "compatMode":"BackCompat","id":1},"initialOffset":{"left":0,"top":12.5}},"timestamp":1}"#,
        &[
            "full-snapshot scroll 0,12.5",
            "  1 document quirks",
            r#"    2 doctype "html" "" """#,
            r#"    3 <html lang="en">"#,
            "      5 <body>",
            r#"        6 text "Hi""#,
            r#"        7 comment "c""#,
            "        8 cdata",
            "        9 <x-card> custom host",
            "          10 shadow <p>",
        ],
    );
}

#[test]
fn members_may_come_in_any_order() {
    check_node(
        r#"{"attributes":{"b":"1"},"childNodes":[{"id":7,"textContent":"t","type":3}],"id":5,"tagName":"P","type":2}"#,
        &[r#"  5 <p b="1">"#, r#"    7 text "t""#],
    );
}

#[test]
fn nodes_that_are_none_are_left_out_alone() {
    check_node(
        r#"{"type":0,"childNodes":[null,{"type":9,"childNodes":[{"type":3,"textContent":"lost","id":3}],"id":2},7,[],{"type":3,"textContent":"kept","id":4}],"id":1}"#,
        &[
            "  1 document",
            r#"    4 text "kept""#,
            "! Warning invalid-entry: A child that is null was left out",
            "! Warning invalid-entry: A child that is not a node was left out (2 times)",
            "! Error invalid-entry: A node of an unknown type was left out",
        ],
    );
}

#[test]
fn nulls_where_texts_belong_are_empty() {
    check_node(
        r#"{"type":0,"childNodes":[{"type":1,"name":null,"publicId":null,"systemId":null,"id":2},{"type":3,"textContent":null,"id":3}],"id":1}"#,
        &[
            "  1 document",
            r#"    2 doctype "html" "" """#,
            r#"    3 text """#,
            "! Note text-repaired: A text that is null was taken as empty",
        ],
    );
}

#[test]
fn ids_in_other_clothing_are_read_and_impossible_ones_dropped() {
    check_node(
        r#"{"type":0,"childNodes":[{"type":3,"textContent":"a","id":"3"},{"type":3,"textContent":"b","id":4.0},{"type":3,"textContent":"c","id":-1},{"type":3,"textContent":"d","id":0}],"id":1}"#,
        &[
            "  1 document",
            r#"    3 text "a""#,
            r#"    4 text "b""#,
            r#"    - text "c""#,
            r#"    - text "d""#,
            "! Warning invalid-entry: A node has no usable id and cannot change later (2 times)",
            "! Note invalid-entry: An id that is written as text was read as a number",
        ],
    );
}

#[test]
fn lists_and_objects_that_storage_swapped_are_read() {
    check_node(
        r#"{"type":2,"tagName":"ul","attributes":[],"childNodes":{"0":{"type":2,"tagName":"li","attributes":[],"childNodes":{},"id":6},"1":{"type":3,"textContent":"x","id":7}},"id":5}"#,
        &[
            "  5 <ul>",
            "    6 <li>",
            r#"    7 text "x""#,
            "! Note invalid-entry: A list that is written as an object was read as a list (2 times)",
        ],
    );
}

#[test]
fn attribute_values_of_all_kinds() {
    check_element("div", r#"{"a":"x","hidden":true,"gone":null}"#, &[r#"  5 <div a="x" hidden="">"#]);
    check_element(
        "div",
        r#"{"checked":false,"n":12,"f":0.50,"e":1e21}"#,
        &[
            r#"  5 <div n="12" f="0.5" e="1e+21">"#,
            "! Note invalid-entry: An attribute with the value false was taken as absent",
            "! Note invalid-entry: An attribute whose value is a number was taken as text (3 times)",
        ],
    );
    check_element(
        "div",
        r#"{"o":{"a":1},"b":"kept"}"#,
        &[
            r#"  5 <div b="kept">"#,
            "! Error invalid-entry: An attribute whose value is an object was left out",
        ],
    );
    check_element(
        "div",
        r#"{"":"1","a b":"2","c/d":"3","e>":"4","f=":"5","1bad":"6","a\"b":"7","xml:lang":"8"}"#,
        &[
            r#"  5 <div 1bad="6" a"b="7" xml:lang="8">"#,
            "! Warning invalid-entry: An attribute with an impossible name was left out (5 times)",
        ],
    );
    check_element("div", r#"{"a":"1","b":"2","a":"3"}"#, &[r#"  5 <div b="2" a="3">"#]);
}

#[test]
fn live_state_is_told_from_attributes() {
    check_element(
        "input",
        r#"{"type":"checkbox","checked":true}"#,
        &[r#"  5 <input type="checkbox" checked=""> checked: Some(true)"#],
    );
    check_element(
        "input",
        r#"{"type":"checkbox","checked":""}"#,
        &[r#"  5 <input type="checkbox" checked="">"#],
    );
    check_element(
        "input",
        r#"{"value":"typed","data-rr-is-password":"true"}"#,
        &[r#"  5 <input value="typed" data-rr-is-password="true">"#],
    );
    check_element(
        "option",
        r#"{"selected":true,"value":"a"}"#,
        &[r#"  5 <option selected="" value="a"> selected: Some(true)"#],
    );
    check_element(
        "option",
        r#"{"selected":false}"#,
        &["  5 <option>", "! Note invalid-entry: An attribute with the value false was taken as absent"],
    );
    check_element(
        "textarea",
        r#"{"value":"text","rows":3}"#,
        &[
            r#"  5 <textarea value="text" rows="3">"#,
            "! Note invalid-entry: An attribute whose value is a number was taken as text",
        ],
    );
    check_element("select", r#"{"value":"b"}"#, &[r#"  5 <select value="b">"#]);
}

#[test]
fn helper_attributes_never_stay_attributes() {
    check_element(
        "style",
        r#"{"_cssText":"a{}/* rr_split */b{}","media":"print"}"#,
        &[r#"  5 <style media="print"> sheet: Some(["a{}", "b{}"])"#],
    );
    check_element(
        "link",
        r#"{"_cssText":"a{}","rel":null,"href":null}"#,
        &[r#"  5 <link> sheet: Some(["a{}"])"#],
    );
    check_element("style", r#"{"_cssText":""}"#, &["  5 <style>"]);
    check_element(
        "div",
        r#"{"class":"rr-block","rr_width":"10px","rr_height":"20px"}"#,
        &[r#"  5 <div class="rr-block"> blocked_size: Some(("10px", "20px"))"#],
    );
    check_element(
        "div",
        r#"{"rr_scrollTop":7,"rr_scrollLeft":0.5}"#,
        &["  5 <div> scroll: Some((0.5, 7.0))"],
    );
    check_element(
        "img",
        r#"{"src":"a.png","rr_dataURL":"data:x"}"#,
        &[r#"  5 <img src="a.png"> picture: Some("data:x")"#],
    );
    check_element(
        "dialog",
        r#"{"open":"","rr_open_mode":"modal"}"#,
        &[r#"  5 <dialog open=""> dialog: Some(Modal)"#],
    );
    check_element(
        "iframe",
        r#"{"rr_src":"https://a.example/"}"#,
        &[r#"  5 <iframe> original_src: Some("https://a.example/")"#],
    );
    check_element(
        "video",
        r#"{"rr_mediaState":"paused","rr_mediaCurrentTime":1.5,"rr_mediaMuted":true}"#,
        &[
            "  5 <video> media: Some(MediaState { playing: Some(false), current_secs: Some(1.5), rate: None, volume: None, muted: Some(true), looping: None })",
        ],
    );
    check_element("img", r#"{"rr_captured_src":"a.png"}"#, &[r#"  5 <img src="a.png">"#]);
    check_element(
        "div",
        r#"{"rr_new":"1","rr_left":"3px"}"#,
        &[
            "  5 <div>",
            "! Note invalid-entry: A recorder's own attribute that Playhead does not know was left out",
        ],
    );
}

#[test]
fn namespaces_follow_the_marks_and_the_place() {
    check_node(
        r#"{"type":2,"tagName":"div","attributes":{},"childNodes":[
        {"type":2,"tagName":"svg","attributes":{},"isSVG":true,"childNodes":[{"type":2,"tagName":"p","attributes":{},"childNodes":[],"id":7}],"id":6},
        {"type":2,"tagName":"math","attributes":{},"childNodes":[{"type":2,"tagName":"mi","attributes":{},"childNodes":[],"id":9},
        {"type":2,"tagName":"annotation-xml","attributes":{},"childNodes":[{"type":2,"tagName":"b","attributes":{},"childNodes":[],"id":11}],"id":10}],"id":8}],"id":5}"#,
        &[
            "  5 <div>",
            "    6 <svg> svg",
            "      7 <p>",
            "    8 <math> mathml",
            "      9 <mi> mathml",
            "      10 <annotation-xml> mathml",
            "        11 <b>",
        ],
    );
}

#[test]
fn style_text_of_old_recorders_stays_in_its_text_child() {
    check_node(
        r#"{"type":2,"tagName":"style","attributes":{},"childNodes":[{"type":3,"textContent":"a{}","isStyle":true,"id":6}],"id":5}"#,
        &["  5 <style>", r#"    6 text "a{}""#],
    );
}

#[test]
fn sheets_written_into_their_hosts_follow_the_page() {
    check_node(
        r#"{"type":0,"adoptedStyleSheets":[{"styleId":1,"rules":[{"rule":"a{}"},"b{}"]},{"styleId":2,"rules":[]}],"childNodes":[],"id":1}"#,
        &[
            "  1 document",
            r#"AdoptedSheets(AdoptedSheets { target: SourceNodeId(1), adopted: [StyleId(1), StyleId(2)], created: [(StyleId(1), ["a{}", "b{}"])] })"#,
        ],
    );
}

#[test]
fn an_element_without_a_name_is_still_a_box() {
    check_node(
        r#"{"type":2,"childNodes":[],"id":5}"#,
        &["  5 <div>", "! Warning invalid-entry: An element without a tag name was taken as div"],
    );
}

#[test]
fn a_tree_deeper_than_the_limit_is_cut_there_and_its_neighbours_stay() {
    let depth = 100_000;
    let open = r#"{"type":2,"tagName":"b","attributes":{},"id":5,"childNodes":["#.repeat(depth);
    let raw = format!(
        r#"{{"type":2,"data":{{"node":{{"type":0,"id":1,"childNodes":[{open}{},{{"type":3,"textContent":"beside","id":6}}]}}}}}}"#,
        "]}".repeat(depth)
    );
    let (decoded, diagnostics) = decoded(raw.as_bytes());
    let EventKind::FullSnapshot(snapshot) = &decoded[0].kind else { panic!("{diagnostics:?}") };
    let last = snapshot.tree.nodes.last().unwrap();
    assert_eq!((last.id, last.parent), (SourceNodeId::new(6), Some(0)));
    // Each level of the page is two of JSON, below those of the event, its data and the document.
    assert_eq!(snapshot.tree.nodes.len(), 2 + (MAX_JSON_DEPTH - 4) / 2);
    assert_eq!(diagnostics.count(Code::LimitReached), 1);
}

#[test]
fn trees_deeper_than_any_stack_are_read() {
    let depth = 4_000;
    let open = r#"{"type":2,"tagName":"b","attributes":{},"id":5,"childNodes":["#.repeat(depth);
    let raw = format!(r#"{{"type":2,"data":{{"node":{open}{}}},"timestamp":1}}"#, "]}".repeat(depth));
    let (decoded, diagnostics) = decoded(raw.as_bytes());
    let EventKind::FullSnapshot(snapshot) = &decoded[0].kind else { panic!("{diagnostics:?}") };
    assert_eq!(snapshot.tree.nodes.len(), depth);
    assert_eq!(snapshot.tree.nodes[depth - 1].parent, Some(depth as u32 - 2));
}

#[test]
fn a_snapshot_without_a_page_is_kept_as_opaque() {
    check(
        r#"{"type":2,"data":{},"timestamp":1}"#,
        &[
            r#"Opaque { label: "full snapshot without a page" }"#,
            "! Error invalid-event: An event without the parts of its type was kept as it is",
        ],
    );
}
