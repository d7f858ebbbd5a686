//! Style sheets: recorded parts, edits of rules, constructed sheets.

use crate::{apply, check_body, page};
use events::StyleId;

#[test]
fn recorded_parts_become_the_text_of_the_text_children() {
    check_body(
        r##"
        style = sheet ".a{}" ".b{}" ".c{}" #10
          "" #11
          comment "between" #12
          "" #13
        style = sheet ".d{}" #14
          "" #15
          "raw" #16
        style = sheet ".e{}" #17
        "##,
        "",
        r##"
        body #5
          style #10
            ".a{}" #11
            comment "between" #12
            ".b{}.c{}" #13
          style #14
            ".d{}" #15
            "" #16
          style #17 = sheet ".e{}"
        "##,
    );
}

#[test]
fn parts_of_an_added_element_find_their_place_whatever_order_the_children_come_in() {
    check_body(
        "",
        r##"
        mutation
          add to #5
            style = sheet ".a{}" ".b{}" #10
          add to #10
            "" #12
          add to #10 before #12
            "" #11
        mutation
          text #11 ".c{}"
        "##,
        r##"
        body #5
          style #10
            ".c{}" #11
            ".b{}" #12
        "##,
    );
}

#[test]
fn a_recorded_sheet_wins_over_the_text_that_came_with_it_and_yields_to_later_text() {
    check_body(
        r##"
        style = sheet ".from-rules{}" #10
        "##,
        r##"
        mutation
          add to #5
            style = sheet ".a { }" #11
          add to #11
            ".a{}" #12
        mutation
          add to #10
            ".later{}" #13
        "##,
        r##"
        body #5
          style #10
            ".later{}" #13
          style #11
            ".a { }" #12
        "##,
    );
}

#[test]
fn a_link_gets_its_sheet_when_it_has_loaded() {
    check_body(
        r##"
        link rel="stylesheet" #10
        div #11
        "##,
        r##"
        mutation
          sheet #10 "a{}" "b{}"
          sheet #11 "c{}"
        "##,
        r##"
        body #5
          link rel="stylesheet" #10 = sheet "a{}" + "b{}"
          div #11
        ! missing-sheet
        "##,
    );
}

#[test]
fn rules_are_inserted_and_deleted_by_their_place() {
    check_body(
        r##"
        style #10
          "@charset 'x'; /* no rule */ a{} @import 'b'; c{d:'}'}" #11
        "##,
        r##"
        rule #10 insert 1 "new{}" delete 0
        rule #10 insert 99 "last{}" insert 0 "two{} rules{}" delete 99
        "##,
        r##"
        body #5
          style #10 = rules ["new{}" "@import 'b';" "c{d:'}'}" "last{}"]
            "@charset 'x'; /* no rule */ a{} @import 'b'; c{d:'}'}" #11
        ! missing-rule 2 times
        "##,
    );
}

#[test]
fn unreadable_rules_keep_their_place() {
    check_body(
        r##"
        style #10
          "a{} ;;! {} @unknown x{y{}} b{}" #11
        "##,
        r##"
        rule #10 delete 1
        "##,
        r##"
        body #5
          style #10 = rules ["a{}" "@unknown x{y{}}" "b{}"]
            "a{} ;;! {} @unknown x{y{}} b{}" #11
        "##,
    );
}

#[test]
fn rules_inside_grouping_rules_are_reached_by_their_path() {
    check_body(
        r##"
        style #10
          "a{} @media print{b{} @supports (x:y){c{}} d{}}" #11
        "##,
        r##"
        rule #10 insert 1.1.0 "new{}" delete 1.0
        rule #10 insert 1.9 "last{}"
        rule #10 insert 0.0.0 "x{}" delete 5.0
        declare #10 1.0.1 color="red !important"
        "##,
        r##"
        body #5
          style #10 = rules ["a{}" "@media print{ @supports (x:y){ new{} c{ color: red !important; }} d{} last{} }"]
            "a{} @media print{b{} @supports (x:y){c{}} d{}}" #11
        ! missing-rule 2 times
        "##,
    );
}

#[test]
fn nested_style_rules_count_the_declarations_behind_a_rule() {
    check_body(
        r##"
        style #10
          "a{color:red; --x:{y}; &:hover{top:0} left:1px; b{}}" #11
        "##,
        r##"
        declare #10 0 color="blue"
        declare #10 0.0 top="1px"
        declare #10 0.1 left="2px"
        rule #10 delete 0.2
        "##,
        r##"
        body #5
          style #10 = rules ["a{ color: blue; --x: {y}; &:hover{ top: 1px; } left: 2px; }"]
            "a{color:red; --x:{y}; &:hover{top:0} left:1px; b{}}" #11
        "##,
    );
}

#[test]
fn a_declaration_of_a_missing_rule_changes_nothing() {
    check_body(
        r##"
        style #10
          "a{} @media print{}" #11
        "##,
        r##"
        declare #10 7 color="red"
        declare #10 1 color="red"
        declare #10 0 color="red" 
        declare #10 0 -color
        "##,
        r##"
        body #5
          style #10 = rules ["a{  }" "@media print{}"]
            "a{} @media print{}" #11
        ! missing-rule 2 times
        "##,
    );
}

#[test]
fn any_change_of_its_children_discards_the_edits_of_a_sheet() {
    for change in ["text #11 \"b{}\"", "remove #11 from #10", "add to #10\n    comment \"x\" #12"] {
        let events = format!("rule #10 insert 0 \"new{{}}\"\nmutation\n  {change}\n");
        let (document, _) = apply(&page("style #10\n  \"a{}\" #11\n", &events));
        let style = dom::NodeKey::from_source(events::SourceNodeId(10));
        assert!(document.node(style).unwrap().live().sheet.is_none(), "{change}");
    }
}

#[test]
fn sheets_nobody_knows_are_reported() {
    check_body(
        r##"
        link rel="stylesheet" #10
        p #11
        "##,
        r##"
        rule #10 insert 0 "a{}"
        rule #11 insert 0 "a{}"
        rule 3 insert 0 "a{}"
        rule #99 insert 0 "a{}"
        "##,
        r##"
        body #5
          link rel="stylesheet" #10
          p #11
        ! unresolved-id
        ! missing-sheet 3 times
        "##,
    );
}

#[test]
fn constructed_sheets_are_edited_and_replaced() {
    let events = r##"
        adopt #1 1 2 with 1 "a{}" "b{}" with 2 "c{}"
        rule 1 delete 0 insert 2 "d{}"
        rule 2 replace "e{} f{}"
        declare 2 1 top="0"
        "##;
    let (document, issues) = apply(&page("", events));
    assert!(issues.is_empty());
    let rules = |id| document.state().constructed[&StyleId(id)].rules().join(" ");
    assert_eq!(rules(1), "b{} d{}");
    assert_eq!(rules(2), "e{} f{ top: 0; }");
}

#[test]
fn replacing_works_on_constructed_sheets_only() {
    check_body(
        r##"
        style #10
          "a{}" #11
        "##,
        r##"
        rule #10 replace "b{}"
        "##,
        r##"
        body #5
          style #10 = rules ["a{}"]
            "a{}" #11
        "##,
    );
}
