//! Changes that do not fit the page they change.

use crate::story::*;
use events::Code;

fn of(adds: &str) -> Survivor {
    Survivor::of_entries(Entries { adds, ..Entries::default() })
}

#[test]
fn mutations_of_unknown_nodes() {
    let survivor =
        Survivor::of_entries(Entries { removes: r#"{"parentId":5,"id":999}"#, ..Entries::default() });
    survivor.tells(Code::UnresolvedId);
    let survivor = Survivor::of_entries(Entries { texts: r#"{"id":999,"value":"x"}"#, ..Entries::default() });
    survivor.tells(Code::UnresolvedId);
    let survivor = Survivor::of_entries(Entries {
        attributes: r#"{"id":999,"attributes":{"a":"b"}}"#,
        ..Entries::default()
    });
    survivor.tells(Code::UnresolvedId);
    // A parent that is not there, and what was to stand below the new node.
    let survivor = of(&format!("{},{}", add(999, "null", 40), add(40, "null", 41)));
    survivor.hides(2_000, "#40");
    survivor.tells(Code::DroppedAdd);
    // A neighbour that is not there.
    let survivor = of(&add(5, "999", 40));
    survivor.shows(2_000, "b #40");
    survivor.tells(Code::MissingSibling);
}

#[test]
fn every_kind_of_change_of_an_unknown_node() {
    for data in [
        r#""source":3,"id":999,"x":1,"y":2"#,
        r#""source":5,"id":999,"text":"x","isChecked":false"#,
        r#""source":7,"id":999,"type":0,"currentTime":1"#,
        r#""source":9,"id":999,"type":0,"commands":[{"property":"fillRect","args":[0,0,1,1]}]"#,
        r#""source":15,"id":999,"styleIds":[1],"styles":[{"styleId":1,"rules":[{"rule":"a{}","index":0}]}]"#,
        r#""source":8,"id":999,"adds":[{"rule":"a{}","index":0}]"#,
        r#""source":13,"id":999,"index":[0],"set":{"property":"top","value":"1px"}"#,
    ] {
        Survivor::of(&[change(TRAP, data)]).tells(Code::UnresolvedId);
    }
    // Sheets that nobody constructed, and a node that has none.
    for data in [
        r#""source":8,"styleId":7,"adds":[{"rule":"a{}","index":0}]"#,
        r#""source":13,"id":10,"index":[0],"set":{"property":"top","value":"1px"}"#,
    ] {
        Survivor::of(&[change(TRAP, data)]).tells(Code::MissingSheet);
    }
    // A pointer over an unknown node is a pointer all the same.
    let survivor =
        Survivor::of(&[change(TRAP, r#""source":1,"positions":[{"x":7,"y":8,"id":999,"timeOffset":0}]"#)]);
    let (document, _) = survivor.session().document_at(events::TabId(0), at(2_000)).unwrap();
    assert_eq!(
        document.state().hidden.trail.last().map(|(_, sample)| (sample.x, sample.y)),
        Some((7.0, 8.0))
    );
}

#[test]
fn duplicate_ids() {
    let twice = r#"{"type":2,"tagName":"i","attributes":{},"id":10,"childNodes":[{"type":3,"textContent":"the later","id":11}]}"#;
    let page = snapshot(TRAP, &format!("{BODY},{twice}"));
    let survivor = Survivor::of(&[page]);
    // Both stand; the later one has the name.
    survivor.shows(2_000, "\"one\" ~");
    survivor.shows(2_000, "\"the later\" #11");
    survivor.tells(Code::DuplicateId);
    let survivor =
        of(r#"{"parentId":5,"nextId":null,"node":{"type":3,"textContent":"another kind","id":30}}"#);
    survivor.shows(2_000, "input value=\"typed\" ~1");
    survivor.shows(2_000, "\"another kind\" #30");
    survivor.tells(Code::DuplicateId);
}

#[test]
fn cyclic_moves() {
    let moved = |parent: u64, id: u64, tag: &str| {
        format!(
            r#"{{"parentId":{parent},"nextId":null,"node":{{"type":2,"tagName":"{tag}","attributes":{{}},"childNodes":[],"id":{id}}}}}"#
        )
    };
    // Below itself, below what stands in it, and two nodes below each other.
    for adds in [
        moved(20, 20, "ul"),
        format!("{},{}", moved(20, 40, "i"), moved(40, 20, "ul")),
        format!("{},{}", moved(41, 40, "i"), moved(40, 41, "i")),
    ] {
        let survivor = of(&adds);
        survivor.shows(2_000, "ul #20");
        let problems = survivor.session().info().unwrap().diagnostics;
        assert!(problems.count(Code::InvalidTree) + problems.count(Code::DroppedAdd) > 0, "{problems:?}");
    }
    // Each stands before the other, or before itself.
    for adds in [format!("{},{}", add(5, "41", 40), add(5, "40", 41)), add(5, "40", 40)] {
        let survivor = of(&adds);
        survivor.shows(2_000, "b #40");
        survivor.tells(Code::MissingSibling);
    }
}

#[test]
fn a_document_in_what_is_no_frame() {
    let document = r#"{"parentId":20,"nextId":null,"node":{"type":0,"id":40,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":41,"childNodes":[]}]}}"#;
    let survivor = of(document);
    survivor.shows(2_000, "ul #20");
    survivor.hides(2_000, "#41");
    survivor.tells(Code::InvalidTree);
    let page = snapshot(TRAP, &format!(r#"{BODY},{{"type":0,"id":40,"childNodes":[]}}"#));
    let survivor = Survivor::of(&[page]);
    survivor.shows(2_000, "\"one\" #11");
    survivor.tells(Code::InvalidTree);
}

#[test]
fn cdata() {
    let survivor = of(r#"{"parentId":5,"nextId":"null","node":{"type":4,"textContent":"","id":40}}"#);
    survivor.shows(2_000, "cdata #40");
    let page = snapshot(
        TRAP,
        &format!(
            r#"{BODY},{{"type":4,"textContent":"","id":40}},{{"type":3,"textContent":"beside","id":41}}"#
        ),
    );
    let survivor = Survivor::of(&[page]);
    survivor.shows(2_000, "cdata #40\n      \"beside\" #41");
    survivor.tells_nothing();
}

#[test]
fn a_second_doctype_and_a_second_root() {
    let root = r#"{"parentId":1,"nextId":null,"node":{"type":2,"tagName":"html","attributes":{"lang":"fr"},"childNodes":[],"id":40}}"#;
    let doctype = r#"{"parentId":1,"nextId":3,"node":{"type":1,"name":"html","publicId":"","systemId":"about:legacy-compat","id":41}}"#;
    let mut lines = story(&[Entries { adds: &format!("{doctype},{root}"), ..Entries::default() }.at(TRAP)]);
    lines.pop();
    lines.push(Entries { adds: &add(40, "null", 42), ..Entries::default() }.at(START + 9_000));
    let survivor = Survivor::of_file(&format!("[{}]", lines.join(",")));
    survivor.shows(1_500, "\"before the trap\" #11");
    let tree = survivor.tree(9_000);
    assert_eq!(tree.matches("doctype").count(), 1, "{tree}");
    assert!(tree.contains("html lang=\"fr\" #40\n    b #42") && !tree.contains("#3\n"), "{tree}");
    survivor.tells(Code::InvalidTree);
}

#[test]
fn a_parent_that_is_a_text() {
    let survivor = of(&add(11, "null", 40));
    survivor.hides(2_000, "#40");
    survivor.tells(Code::InvalidTree);
}

#[test]
fn a_remove_that_names_another_parent() {
    let survivor =
        Survivor::of_entries(Entries { removes: r#"{"parentId":20,"id":30}"#, ..Entries::default() });
    survivor.hides(2_000, "#30");
    survivor.tells(Code::ParentMismatch);
}

#[test]
fn attributes_of_a_text() {
    let survivor = Survivor::of_entries(Entries {
        attributes: r#"{"id":11,"attributes":{"class":null,"title":"x"}}"#,
        ..Entries::default()
    });
    survivor.tells(Code::NotAnElement);
}

#[test]
fn a_frame_that_is_empty_after_a_checkout() {
    let frame = r#"{"type":2,"tagName":"iframe","attributes":{},"id":50,"childNodes":[]}"#;
    let document = |text: &str| {
        format!(
            r#""source":0,"isAttachIframe":true,"removes":[],"texts":[],"attributes":[],"adds":[{{"parentId":50,"nextId":null,"node":{{"type":0,"id":60,"childNodes":[{{"type":2,"tagName":"html","attributes":{{}},"id":61,"childNodes":[{{"type":3,"textContent":"{text}","id":62}}]}}]}}}}]"#
        )
    };
    let page = snapshot(TRAP, &format!("{BODY},{frame}"));
    let survivor = Survivor::of(&[
        page.clone(),
        change(TRAP, &document("attached")),
        page.replace(&TRAP.to_string(), &(TRAP + 500).to_string()),
        change(TRAP + 900, &document("attached again")),
    ]);
    survivor.shows(2_000, "\"attached\" #62");
    survivor.hides(2_500, "#62");
    survivor.shows(2_900, "\"attached again\" #62");
}

#[test]
fn a_sheet_cut_inside_a_rule() {
    let style = r#"{"type":2,"tagName":"style","attributes":{"_cssText":"a { top: 1/* rr_split */px; } b {"},"id":40,"childNodes":[{"type":3,"textContent":"","id":41},{"type":3,"textContent":"","id":42}]}"#;
    let survivor = Survivor::of(&[snapshot(TRAP, &format!("{style},{BODY}"))]);
    survivor.shows(2_000, "\"a { top: 1\" #41");
    survivor.shows(2_000, "\"px; } b {\" #42");
}

#[test]
fn both_a_sheet_and_text_children() {
    let style = r#"{"type":2,"tagName":"style","attributes":{"_cssText":"a { top: 1px; }"},"id":40,"childNodes":[{"type":3,"textContent":"a { top: 2px; }","id":41}]}"#;
    let survivor = Survivor::of(&[snapshot(TRAP, &format!("{style},{BODY}"))]);
    survivor.shows(2_000, "\"a { top: 1px; }\" #41");
    survivor.hides(2_000, "2px");
}

#[test]
fn nodes_behind_the_body() {
    let page = snapshot(TRAP, BODY).replace(r#""id":5,"childNodes""#, r#""id":5,"isExtra":1,"childNodes""#);
    let extra =
        r#",{"type":2,"tagName":"x-extension","attributes":{},"id":70,"childNodes":[]}]}]},"initialOffset""#;
    let page = page.replace(r#"]}]},"initialOffset""#, extra);
    let survivor = Survivor::of(&[page]);
    survivor.shows(2_000, "input value=\"typed\" #30\n    x-extension #70");
    survivor.tells_nothing();
}

#[test]
fn a_tree_that_a_recorder_cut_off() {
    let survivor = of(&format!("{},{}", add(777, "null", 40), add(778, "null", 41)));
    survivor.hides(2_000, "#40");
    survivor.tells(Code::DroppedAdd);
}
