use super::{check, check_incremental, decoded, lines};
use events::{Diagnostics, EventKind};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

#[test]
fn mutations_are_read_entry_by_entry() {
    check_incremental(
        r#""source":0,"removes":[{"parentId":8,"id":9},{"parentId":4,"id":5,"isShadow":true}],
        "adds":[{"parentId":14,"nextId":null,"node":{"type":2,"tagName":"ul","attributes":{},"childNodes":[],"id":9}},
        {"parentId":9,"nextId":12,"previousId":-1,"node":{"type":3,"textContent":"one","id":11}}],
        "texts":[{"id":40,"value":"done"}],
        "attributes":[{"id":8,"attributes":{"class":"open","hidden":null,
        "style":{"color":"blue","margin-top":["9px","important"],"background-color":false,"top":""}}}]"#,
        &[
            "mutation",
            "  remove 9 from 8",
            "  remove 5 from 4 shadow",
            "  add to 14",
            "    9 <ul>",
            "  add to 9 before 12 behind ?",
            r#"    11 text "one""#,
            r#"  text 40 "done""#,
            r#"  attribute 8 class="open""#,
            "  attribute 8 hidden removed",
            "  attribute 8 style {color: blue; margin-top: 9px !; background-color: -; top: -}",
        ],
    );
}

#[test]
fn a_bad_entry_does_not_cost_the_others() {
    check_incremental(
        r#""source":0,"removes":[{"parentId":8},7,{"id":"9"}],"adds":[{"parentId":-1,"node":{"type":3,"id":2}},
        {"parentId":1,"node":null},{"parentId":1,"node":{"type":3,"textContent":"kept","id":3}}],
        "texts":[null,{"id":4,"value":null}],"attributes":[{"attributes":{"a":"b"}},{"id":6,"attributes":[]}]"#,
        &[
            "mutation",
            "  remove 9 from ?",
            "  add to 1",
            r#"    3 text "kept""#,
            r#"  text 4 """#,
            "! Note text-repaired: A text that is null was taken as empty (2 times)",
            "! Warning invalid-entry: A child that is null was left out",
            "! Note invalid-entry: An id that is written as text was read as a number",
            "! Error invalid-entry: A removal without a usable id was left out (2 times)",
            "! Error invalid-entry: An addition without a parent or node was left out (2 times)",
            "! Error invalid-entry: A change of text without a usable id was left out",
            "! Error invalid-entry: A change of attributes without a usable id was left out",
        ],
    );
}

#[test]
fn missing_lists_are_empty() {
    check_incremental(
        r#""source":0,"texts":[{"id":4,"value":"x"}]"#,
        &[
            "mutation",
            r#"  text 4 "x""#,
            "! Note invalid-entry: A list that is missing was taken as empty (3 times)",
        ],
    );
}

#[test]
fn lists_may_be_objects_with_index_keys() {
    check_incremental(
        r#""source":0,"adds":[],"removes":{"0":{"id":4,"parentId":1}},"texts":{},"attributes":[]"#,
        &[
            "mutation",
            "  remove 4 from 1",
            "! Note invalid-entry: A list that is written as an object was read as a list",
        ],
    );
    check_incremental(
        r#""source":0,"adds":[],"removes":[],"texts":[],"attributes":[{"id":8,"attributes":{"style":{"top":{"0":"1px","1":"important"}}}}]"#,
        &["mutation", "  attribute 8 style {top: 1px !}"],
    );
    check_incremental(
        r#""source":13,"id":30,"index":{"0":2,"1":0},"remove":{"property":"left"}"#,
        &[
            r#"StyleDeclaration(StyleDeclaration { target: Owner(SourceNodeId(30)), path: [2, 0], change: StyleDiff { property: "left", value: None, important: false } })"#,
        ],
    );
}

#[test]
fn inline_children_stay_in_the_tree_of_their_add() {
    check_incremental(
        r#""source":0,"isAttachIframe":true,"texts":[],"attributes":[],"removes":[],"adds":[{"parentId":7,"nextId":null,
        "node":{"type":0,"childNodes":[{"type":2,"tagName":"html","attributes":{},"childNodes":[],"rootId":20,"id":21}],"id":20}}]"#,
        &["mutation attaches frame", "  add to 7", "    20 document", "      21 <html>"],
    );
}

#[test]
fn elements_added_alone_find_their_namespace() {
    check_incremental(
        r#""source":0,"texts":[],"attributes":[],"removes":[],"adds":[{"parentId":7,"node":{"type":2,"tagName":"mi","attributes":{},"childNodes":[],"id":21}}]"#,
        &["mutation", "  add to 7", "    21 <mi> mathml"],
    );
}

#[test]
fn changed_attributes_of_all_kinds() {
    check_incremental(
        r#""source":0,"texts":[],"removes":[],"adds":[],"attributes":[{"id":8,"attributes":{"a":true,"b":false,"c":7,"d":{"x":1},
        "style":"top: 0","_cssText":"a{}/* rr_split */b{}","rr_open_mode":"non-modal","rr_dataURL":"data:x","value":"v",
        "rr_scrollTop":4,"rr_src":null,"style ":"x"}},{"id":9,"attributes":{"style":[]}}]"#,
        &[
            "mutation",
            r#"  attribute 8 a="""#,
            "  attribute 8 b removed",
            r#"  attribute 8 c="7""#,
            r#"  attribute 8 style="top: 0""#,
            r#"  attribute 8 Sheet(["a{}", "b{}"])"#,
            "  attribute 8 Dialog(NonModal)",
            r#"  attribute 8 Picture("data:x")"#,
            r#"  attribute 8 value="v""#,
            "  attribute 9 style {}",
            "! Note invalid-entry: An attribute with the value false was taken as absent",
            "! Note invalid-entry: An attribute whose value is a number was taken as text",
            "! Error invalid-entry: An attribute whose value is an object was left out",
            "! Warning invalid-entry: An attribute with an impossible name was left out",
        ],
    );
}

#[test]
fn pointer_batches_become_samples_at_their_own_times() {
    check_incremental(
        r#""source":1,"positions":[{"x":10,"y":20,"id":14,"timeOffset":-480},{"x":40.5,"y":22,"id":-1},{"x":1},{"x":"3","y":"4","id":"5","timeOffset":"-30"}]"#,
        &[
            "@520 PointerMove(PointerSample { kind: Mouse, x: 10.0, y: 20.0, target: Some(SourceNodeId(14)) })",
            "PointerMove(PointerSample { kind: Mouse, x: 40.5, y: 22.0, target: None })",
            "@970 PointerMove(PointerSample { kind: Mouse, x: 3.0, y: 4.0, target: Some(SourceNodeId(5)) })",
            "! Warning invalid-entry: A pointer sample without a place was left out",
        ],
    );
    check_incremental(
        r#""source":6,"positions":[{"x":1,"y":2,"id":3,"timeOffset":0}]"#,
        &["PointerMove(PointerSample { kind: Touch, x: 1.0, y: 2.0, target: Some(SourceNodeId(3)) })"],
    );
    check_incremental(
        r#""source":12,"positions":[]"#,
        &[
            r#"Opaque { label: "pointer-move without a target" }"#,
            "! Note invalid-event: An event about nothing that was recorded was kept as it is",
        ],
    );
}

#[test]
fn interactions_and_live_state() {
    check_incremental(
        r#""source":2,"type":2,"id":5,"x":1,"y":2,"pointerType":2"#,
        &[
            "Interaction(Interaction { kind: Click, target: Some(SourceNodeId(5)), position: Some((1.0, 2.0)), pointer: Some(Touch) })",
        ],
    );
    check_incremental(
        r#""source":2,"type":5,"id":-1"#,
        &["Interaction(Interaction { kind: Focus, target: None, position: None, pointer: None })"],
    );
    check_incremental(
        r#""source":2,"type":8,"id":5,"x":1,"y":2"#,
        &["PointerMove(PointerSample { kind: Touch, x: 1.0, y: 2.0, target: Some(SourceNodeId(5)) })"],
    );
    check_incremental(
        r#""source":3,"id":1,"x":0,"y":-2.5"#,
        &["Scroll { target: SourceNodeId(1), x: 0.0, y: -2.5 }"],
    );
    check_incremental(
        r#""source":3,"id":-1,"x":0,"y":1"#,
        &[
            r#"Opaque { label: "scroll without a target" }"#,
            "! Note invalid-event: An event about nothing that was recorded was kept as it is",
        ],
    );
    check_incremental(
        r#""source":4,"width":800,"height":600"#,
        &["Viewport { width: 800.0, height: 600.0 }"],
    );
    check_incremental(
        r#""source":5,"id":"5","text":null,"isChecked":true,"userTriggered":false"#,
        &[
            r#"Input { target: SourceNodeId(5), value: "", checked: true, user_triggered: Some(false) }"#,
            "! Note invalid-entry: An id that is written as text was read as a number",
        ],
    );
    check_incremental(
        r#""source":7,"type":1,"id":5,"currentTime":3,"volume":1,"muted":true"#,
        &[
            "Media { target: SourceNodeId(5), action: Pause, state: MediaState { playing: Some(false), current_secs: Some(3.0), rate: None, volume: Some(1.0), muted: Some(true), looping: None } }",
        ],
    );
    check_incremental(
        r#""source":14,"ranges":[{"start":1,"startOffset":0,"end":2,"endOffset":5},{"start":0,"end":2}]"#,
        &[
            "Selection([SelectionRange { start: SourceNodeId(1), start_offset: 0, end: SourceNodeId(2), end_offset: 5 }])",
            "! Warning invalid-entry: A selected range without nodes was left out",
        ],
    );
    check_incremental(r#""source":16,"define":{"name":"x-a"}"#, &[r#"CustomElement { name: "x-a" }"#]);
}

#[test]
fn sheets_and_their_edits() {
    check_incremental(
        r#""source":8,"id":30,"adds":[{"rule":"a{}","index":[2,0]},{"rule":"b{}"},{"index":1}],"removes":[{"index":3}]"#,
        &[
            r#"StyleRule(StyleRule { target: Owner(SourceNodeId(30)), adds: [RuleAdd { rule: "a{}", at: Nested([2, 0]) }, RuleAdd { rule: "b{}", at: Top(0) }], removes: [Top(3)], replace: None })"#,
            "! Error invalid-entry: A style rule that cannot be read was left out",
        ],
    );
    check_incremental(
        r#""source":8,"id":0,"styleId":2,"replaceSync":"""#,
        &[
            r#"StyleRule(StyleRule { target: Constructed(StyleId(2)), adds: [], removes: [], replace: Some("") })"#,
        ],
    );
    check_incremental(
        r#""source":8,"id":-1,"removes":[{"index":0}]"#,
        &[
            r#"Opaque { label: "style sheet rule without a target" }"#,
            "! Note invalid-event: An event about nothing that was recorded was kept as it is",
        ],
    );
    check_incremental(
        r#""source":13,"id":30,"index":[2,0],"set":{"property":"left","value":"3px","priority":"important"}"#,
        &[
            r#"StyleDeclaration(StyleDeclaration { target: Owner(SourceNodeId(30)), path: [2, 0], change: StyleDiff { property: "left", value: Some("3px"), important: true } })"#,
        ],
    );
    check_incremental(
        r#""source":13,"styleId":1,"index":[0],"remove":{"property":"left"}"#,
        &[
            r#"StyleDeclaration(StyleDeclaration { target: Constructed(StyleId(1)), path: [0], change: StyleDiff { property: "left", value: None, important: false } })"#,
        ],
    );
    check_incremental(
        r#""source":15,"id":20,"styles":[{"styleId":3,"rules":[{"rule":"p{}","index":0},{"rule":"q{}","index":0}]}],"styleIds":[1,3]"#,
        &[
            r#"AdoptedSheets(AdoptedSheets { target: SourceNodeId(20), adopted: [StyleId(1), StyleId(3)], created: [(StyleId(3), ["q{}", "p{}"])] })"#,
        ],
    );
}

#[test]
fn canvas_commands_of_both_generations() {
    check_incremental(
        r#""source":9,"id":5,"type":1,"commands":[{"property":"fillStyle","args":["red"],"setter":true},{}]"#,
        &[
            r#"Canvas(CanvasMutation { target: SourceNodeId(5), context: WebGl, commands: [CanvasCommand { property: "fillStyle", args: "[\"red\"]", setter: true }] })"#,
            "! Error invalid-entry: A canvas command without a name was left out",
        ],
    );
    check_incremental(
        r#""source":9,"id":5,"property":"fillRect","args":[0,0,1,1]"#,
        &[
            r#"Canvas(CanvasMutation { target: SourceNodeId(5), context: TwoD, commands: [CanvasCommand { property: "fillRect", args: "[0,0,1,1]", setter: false }] })"#,
        ],
    );
}

#[test]
fn fonts_from_addresses_and_from_bytes() {
    check_incremental(
        r#""source":10,"family":"A","fontSource":"url(a)","buffer":false,"descriptors":{"weight":"700"}"#,
        &[r#"Font(Font { family: "A", source: "url(a)", bytes: false, descriptors: [("weight", "700")] })"#],
    );
    check_incremental(
        r#""source":10,"family":"A","fontSource":"[1,2,255]","buffer":true"#,
        &[r#"Font(Font { family: "A", source: "AQL/", bytes: true, descriptors: [] })"#],
    );
}

#[test]
fn the_console_of_rrweb_0_is_a_console() {
    check_incremental(
        r#""source":11,"level":"warn","trace":["f (a.js:1:2)"],"payload":["\"slow\""]"#,
        &[
            r#"Console(ConsoleRecord { level: Warn, method: "warn", args: ["\"slow\""], trace: ["f (a.js:1:2)"], text: "slow", uncaught: false })"#,
        ],
    );
}

#[test]
fn plugins() {
    check(
        r#"{"type":6,"data":{"plugin":"rrweb/network@1","payload":{"requests":[{"name":"https://a/","method":"GET","status":200,"initiatorType":"fetch","startTime":5,"duration":2.5},{"method":"GET"}]}}}"#,
        &[
            r#"Network([NetworkRequest { url: "https://a/", method: Some("GET"), status: Some(200), initiator: Some("fetch"), start_ms: None, end_ms: Some(2.5), raw: "{\"name\":\"https://a/\",\"method\":\"GET\",\"status\":200,\"initiatorType\":\"fetch\",\"startTime\":5,\"duration\":2.5}" }])"#,
            "! Warning invalid-entry: A network request without an address was left out",
        ],
    );
    check(
        r#"{"type":6,"data":{"plugin":"own@2","payload":{"a":[1]}}}"#,
        &[r#"Plugin { name: "own@2", payload: "{\"a\":[1]}" }"#],
    );
}

#[test]
fn what_is_not_understood_is_kept() {
    check_incremental(
        r#""source":99"#,
        &[
            r#"Opaque { label: "incremental source 99" }"#,
            "! Note unknown-source: A change of a kind that Playhead does not know was kept as it is",
        ],
    );
    check(
        r#"{"type":42,"data":{},"timestamp":1}"#,
        &[
            r#"Opaque { label: "event type 42" }"#,
            "! Note unknown-event-type: An event of a type that Playhead does not know was kept as it is",
        ],
    );
    check(
        r#"{"type":7,"data":{"url":"a"}}"#,
        &[
            r#"Opaque { label: "asset" }"#,
            "! Note not-decoded-yet: An asset was kept as it is; Playhead cannot show it yet",
        ],
    );
    check(
        r#"{"type":8,"data":{"type":"caption","text":"x"}}"#,
        &[r#"Custom { tag: "annotation", payload: "{\"type\":\"caption\",\"text\":\"x\"}" }"#],
    );
    check(
        r#"{"data":{}}"#,
        &[
            r#"Opaque { label: "event without a type" }"#,
            "! Error invalid-event: An event without the parts of its type was kept as it is",
        ],
    );
    check(
        "{\"type\":",
        &[
            r#"Opaque { label: "unreadable event" }"#,
            "! Error invalid-json: An event that is not valid JSON was kept as it is",
        ],
    );
    check(
        "[1]",
        &[
            r#"Opaque { label: "event without a type" }"#,
            "! Error invalid-event: An event without the parts of its type was kept as it is",
        ],
    );
}

/// As PostHog stores them: one character for each byte of the gzip stream.
fn compressed(json: &str) -> String {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(json.as_bytes()).unwrap();
    let bytes = encoder.finish().unwrap();
    serde_json::to_string(&bytes.iter().map(|&byte| char::from(byte)).collect::<String>()).unwrap()
}

#[test]
fn compressed_parts_are_unpacked() {
    let page = compressed(r#"{"node":{"type":0,"childNodes":[],"id":1}}"#);
    check(
        &format!(r#"{{"cv":"2024-10","type":2,"data":{page},"timestamp":1}}"#),
        &["full-snapshot", "  1 document"],
    );
    let (texts, none) = (compressed(r#"[{"id":4,"value":"é"}]"#), compressed("[]"));
    check_incremental(
        &format!(r#""source":0,"texts":{texts},"removes":{none},"adds":{none},"attributes":{none}"#),
        &["mutation", r#"  text 4 "é""#],
    );
    let adds = compressed(r#"[{"rule":"a{}","index":1}]"#);
    check_incremental(
        &format!(r#""source":8,"id":30,"adds":{adds}"#),
        &[
            r#"StyleRule(StyleRule { target: Owner(SourceNodeId(30)), adds: [RuleAdd { rule: "a{}", at: Top(1) }], removes: [], replace: None })"#,
        ],
    );
    check_incremental(
        r#""source":0,"texts":"nonsense","removes":[],"adds":[],"attributes":[]"#,
        &[
            "mutation",
            "! Error packed-event-unreadable: A compressed part of the event could not be unpacked",
        ],
    );
    check(
        r#"{"type":2,"data":"nonsense","timestamp":1}"#,
        &[
            r#"Opaque { label: "full snapshot without a page" }"#,
            "! Error packed-event-unreadable: A compressed part of the event could not be unpacked",
            "! Error invalid-event: An event without the parts of its type was kept as it is",
        ],
    );
}

#[test]
fn decoding_twice_gives_the_same() {
    let raw =
        br#"{"type":3,"data":{"source":1,"positions":[{"x":1,"y":2,"id":3,"timeOffset":-5}]},"timestamp":1}"#;
    assert_eq!(lines(raw), lines(raw));
    let (first, _) = decoded(raw);
    assert!(matches!(first[0].kind, EventKind::PointerMove(_)));
    assert_eq!(decoded(b"{}").1.kept().len(), Diagnostics::new().kept().len() + 1);
}
