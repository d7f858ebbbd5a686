//! Changes of single declarations in a style attribute.

use crate::{apply, page};
use dom::NodeKey;
use events::SourceNodeId;

/// The style attribute after a change.
#[track_caller]
fn check_style(before: &str, change: &str, after: &str) {
    let events = format!("mutation\n  style #10 {change}\n");
    let (document, issues) = apply(&page(&format!("p style=\"{before}\" #10\n"), &events));
    assert!(issues.is_empty());
    let node = document.node(NodeKey::from_source(SourceNodeId(10))).unwrap();
    let style = node.element().unwrap().attribute("style").unwrap().clone();
    assert_eq!(style.as_str(), after);
}

#[test]
fn what_is_set_again_keeps_its_place_and_what_is_new_comes_last() {
    check_style(
        "color: red; top: 0",
        r#"color="blue" left="1px !important""#,
        "color: blue; top: 0; left: 1px !important;",
    );
}

#[test]
fn a_style_is_made_where_there_was_none() {
    let (document, _) = apply(&page("p #10\n", "mutation\n  style #10 color=\"red\"\n"));
    let node = document.node(NodeKey::from_source(SourceNodeId(10))).unwrap();
    assert_eq!(node.element().unwrap().attribute("style").unwrap().as_str(), "color: red;");
}

#[test]
fn removing_leaves_the_rest_and_an_empty_value_removes() {
    check_style("color: red; top: 0; left: 0", r#"-top left="""#, "color: red;");
    check_style("color: red", "-color", "");
}

#[test]
fn custom_properties_keep_their_case() {
    check_style(
        "--codeA: 1; COLOR: red",
        r#"--codeB="2" --codea="3""#,
        "--codeA: 1; color: red; --codeB: 2; --codea: 3;",
    );
    check_style("--codeA: 1; --codea: 2", "---codeA", "--codea: 2;");
}

#[test]
fn separators_in_strings_addresses_and_blocks_separate_nothing() {
    check_style(
        "background-image: url(data:a;b,c:d); content: ';:' ; --x: {a: b; c}; /* ; */ top: 0",
        r#"top="1px""#,
        "background-image: url(data:a;b,c:d); content: ';:'; --x: {a: b; c}; top: 1px;",
    );
}

#[test]
fn a_longhand_set_over_a_shorthand_stands_behind_it() {
    check_style(
        "margin: 1px; color: red",
        r#"margin-top="2px""#,
        "margin: 1px; color: red; margin-top: 2px;",
    );
    check_style("margin-top: 2px; margin: 1px", r#"margin-top="3px""#, "margin: 1px; margin-top: 3px;");
}

#[test]
fn an_important_shorthand_is_opened_for_a_longhand_that_is_not() {
    check_style(
        "padding: 1px 2px !important",
        r#"padding-left="3px""#,
        "padding-top: 1px !important; padding-right: 2px !important; padding-bottom: 1px !important; padding-left: 3px;",
    );
}

#[test]
fn a_shorthand_set_over_longhands_replaces_them() {
    check_style("margin-top: 1px !important; color: red", r#"margin="2px""#, "color: red; margin: 2px;");
}

#[test]
fn removing_a_longhand_opens_its_shorthand() {
    let cases = [
        ("margin: 1px 2px 3px", "-margin-left", "margin-top: 1px; margin-right: 2px; margin-bottom: 3px;"),
        ("inset: 0", "-top", "right: 0; bottom: 0; left: 0;"),
        ("overflow: hidden", "-overflow-y", "overflow-x: hidden;"),
        ("gap: 1px 2px", "-row-gap", "column-gap: 2px;"),
        ("flex: 1", "-flex-grow", "flex-shrink: 1; flex-basis: 0%;"),
        ("flex-flow: wrap", "-flex-wrap", "flex-direction: initial;"),
        (
            "border-radius: 1px 2px / 3px",
            "-border-top-left-radius",
            "border-top-right-radius: 2px 3px; border-bottom-right-radius: 1px 3px; border-bottom-left-radius: 2px 3px;",
        ),
        ("border-top: 1px solid", "-border-top-width", "border-top-style: solid; border-top-color: initial;"),
        ("margin: inherit", "-margin-top -margin-bottom", "margin-right: inherit; margin-left: inherit;"),
    ];
    for (before, change, after) in cases {
        check_style(before, change, after);
    }
}

#[test]
fn removing_every_longhand_drops_the_shorthand() {
    check_style(
        "transition: top 1s; color: red",
        "-transition-property -transition-duration -transition-timing-function -transition-delay -transition-behavior",
        "color: red;",
    );
}

#[test]
fn a_shorthand_that_cannot_be_opened_is_overruled() {
    check_style("margin: var(--m)", "-margin-top", "margin: var(--m); margin-top: revert-layer;");
    check_style(
        "font: 12px x",
        r#"-line-height font-size="1px""#,
        "font: 12px x; line-height: revert-layer; font-size: 1px;",
    );
}
