//! What controls hold.

use crate::{apply, check_body, page};
use dom::{FormValue, NodeKey};
use events::SourceNodeId;

fn form_value(body: &str, events: &str) -> FormValue {
    let (document, _) = apply(&page(body, events));
    document.form_value(NodeKey::from_source(SourceNodeId(10))).expect("node 10 is a control")
}

#[track_caller]
fn check_value(input: &str, expected: &str) {
    assert_eq!(form_value(&format!("input {input} #10\n"), ""), FormValue::Value(expected.into()), "{input}");
}

#[test]
fn typed_text_hides_the_attribute_and_untouched_controls_follow_it() {
    check_body(
        r##"
        input value="a" #10 = value "a"
        input value="a" #11
        "##,
        r##"
        input #11 "typed"
        mutation
          attr #10 value="b"
          attr #11 value="b"
        "##,
        r##"
        body #5
          input value="b" #10
          input value="b" #11 = value "typed"
        "##,
    );
}

#[test]
fn only_the_word_on_turns_a_box_on_in_a_snapshot() {
    check_body(
        r##"
        input type="checkbox" checked="" #10 = checked
        input type="checkbox" checked="" #11
        input type="radio" #12 = checked
        input type="checkbox" #13
        "##,
        r##"
        mutation
          attr #10 -checked
          attr #13 checked=""
        input #12 "on"
        "##,
        r##"
        body #5
          input type="checkbox" #10
          input type="checkbox" checked="" #11 = unchecked
          input type="radio" #12 = unchecked
          input type="checkbox" checked="" #13
        "##,
    );
}

#[test]
fn boxes_hold_whether_they_are_on() {
    let on = |body, events| form_value(body, events) == FormValue::Checked(true);
    assert!(on("input type=\"checkbox\" checked=\"\" #10 = checked\n", ""));
    assert!(!on("input type=\"checkbox\" checked=\"\" #10\n", ""));
    assert!(on("input type=\"RADIO\" #10\n", "input #10 \"x\" checked\n"));
    assert!(on("input type=\"checkbox\" #10\n", "mutation\n  attr #10 checked=\"\"\n"));
}

#[test]
fn inputs_sanitize_as_browsers_do() {
    let cases = [
        ("value=\"a\\nb\"", "ab"),
        ("type=\"hidden\" value=\"a\\nb\"", "a\nb"),
        ("type=\"url\" value=\"  x \\r\\n\"", "x"),
        ("type=\"email\" value=\" a@b \"", "a@b"),
        ("type=\"email\" multiple=\"\" value=\" a , b \"", "a,b"),
        ("type=\"number\" value=\"1.5e3\"", "1.5e3"),
        ("type=\"number\" value=\"+1\"", ""),
        ("type=\"number\" value=\"1.\"", ""),
        ("type=\"number\" value=\"-.5\"", "-.5"),
        ("type=\"color\" value=\"#FFaa00\"", "#ffaa00"),
        ("type=\"color\" value=\"red\"", "#000000"),
        ("type=\"date\" value=\"2024-02-29\"", "2024-02-29"),
        ("type=\"date\" value=\"2023-02-29\"", ""),
        ("type=\"month\" value=\"2023-13\"", ""),
        ("type=\"week\" value=\"2020-W53\"", "2020-W53"),
        ("type=\"week\" value=\"2021-W53\"", ""),
        ("type=\"time\" value=\"23:59:59.5\"", "23:59:59.5"),
        ("type=\"time\" value=\"24:00\"", ""),
        ("type=\"datetime-local\" value=\"2024-01-02 03:04:00.000\"", "2024-01-02T03:04"),
        ("type=\"datetime-local\" value=\"2024-01-02T03:04:30\"", "2024-01-02T03:04:30"),
        ("type=\"range\"", "50"),
        ("type=\"range\" min=\"10\" max=\"20\"", "15"),
        ("type=\"range\" max=\"10\" value=\"99\"", "10"),
        ("type=\"range\" min=\"0\" max=\"1\" step=\"0.1\" value=\"0.31\"", "0.3"),
        ("type=\"range\" min=\"5\" max=\"12\" step=\"5\" value=\"12\"", "10"),
        ("type=\"range\" step=\"any\" value=\"33.3\"", "33.3"),
        ("type=\"nonsense\" value=\"x\"", "x"),
    ];
    for (input, expected) in cases {
        check_value(input, expected);
    }
}

#[test]
fn the_live_value_is_sanitized_too() {
    let value = form_value("input type=\"number\" value=\"1\" #10\n", "input #10 \"abc\"\n");
    assert_eq!(value, FormValue::Value("".into()));
}

#[test]
fn a_textarea_holds_its_text_until_it_is_typed_into() {
    let text = |body, events| form_value(body, events);
    let body = "textarea #10\n  \"a\\r\\nb\" #11\n";
    assert_eq!(text(body, ""), FormValue::Value("a\nb".into()));
    assert_eq!(text(body, "mutation\n  text #11 \"c\"\n"), FormValue::Value("c".into()));
    assert_eq!(
        text(body, "input #10 \"typed\"\nmutation\n  text #11 \"c\"\n"),
        FormValue::Value("typed".into())
    );
    // What recorders write down in the place of its children, and of changes of them.
    let recorded = "textarea value=\"a\" #10\n";
    let set = "mutation\n  attr #10 value=\"set\"\n";
    let typed = "input #10 \"typed\"\nmutation\n  attr #10 value=\"set\"\n";
    assert_eq!(text(recorded, ""), FormValue::Value("a".into()));
    assert_eq!(text(recorded, set), FormValue::Value("set".into()));
    assert_eq!(text(recorded, typed), FormValue::Value("typed".into()));
    // A recorder that writes both down: the value is the text, so it follows it.
    let both = "textarea value=\"a\" #10\n  \"a\" #11\n";
    assert_eq!(text(both, "mutation\n  text #11 \"c\"\n"), FormValue::Value("c".into()));
}

const SELECT: &str = r##"
    select #10
      option value="a" disabled="" #11
      optgroup disabled="" #12
        option value="b" #13
      optgroup #14
        option #15
          " c  d " #16
      option value="e" #17
"##;

#[test]
fn a_select_shows_its_first_enabled_option() {
    assert_eq!(form_value(SELECT, ""), FormValue::Selected(vec![2]));
    assert_eq!(
        form_value(&SELECT.replace("select #10", "select size=\"4\" #10"), ""),
        FormValue::Selected(vec![])
    );
    assert_eq!(
        form_value(&SELECT.replace("select #10", "select multiple=\"\" #10"), ""),
        FormValue::Selected(vec![])
    );
}

#[test]
fn an_input_event_chooses_by_value_or_text() {
    let chosen = |value: &str| form_value(SELECT, &format!("input #10 \"{value}\"\n"));
    assert_eq!(chosen("e"), FormValue::Selected(vec![3]));
    assert_eq!(chosen("c d"), FormValue::Selected(vec![2]));
    assert_eq!(chosen("nothing"), FormValue::Selected(vec![]));
}

#[test]
fn a_select_of_several_holds_all_that_are_selected() {
    let body = r##"
        select multiple="" #10
          option selected="" #11 = selected
          option #12
          option selected="" #13 = selected
    "##;
    assert_eq!(form_value(body, ""), FormValue::Selected(vec![0, 2]));
}

#[test]
fn an_option_that_arrives_as_selected_ends_the_others() {
    let events = r##"
        input #10 "e"
        mutation
          add to #10
            option value="f" selected="" #18 = selected
    "##;
    assert_eq!(form_value(SELECT, events), FormValue::Selected(vec![4]));
}

#[test]
fn a_select_starts_again_when_its_selected_option_goes() {
    let events = "input #10 \"e\"\nmutation\n  remove #17 from #10\n";
    assert_eq!(form_value(SELECT, events), FormValue::Selected(vec![2]));
}

#[test]
fn a_recorded_value_chooses_where_no_option_says_that_it_is_selected() {
    let body = SELECT.replace("select #10", "select #10 = value \"e\"");
    assert_eq!(form_value(&body, ""), FormValue::Selected(vec![3]));
}

#[test]
fn typing_into_what_is_no_control_is_reported() {
    check_body(
        r##"
        p #10
          "x" #11
        "##,
        r##"
        input #10 "x"
        input #11 "x"
        "##,
        r##"
        body #5
          p #10
            "x" #11
        ! not-an-element 2 times
        "##,
    );
}

#[test]
fn a_dialog_is_modal_until_it_is_closed() {
    let before = "dialog #10\ndialog open=\"\" #11 = modal\ndialog open=\"\" #12 = modal\n";
    // Recorders name a mode also when they tell that a dialog was closed.
    check_body(
        before,
        r##"
        mutation
          attr #10 open=""
          dialog #10 modal
          attr #11 -open
          attr #12 -open
          dialog #12 non-modal
        "##,
        r##"
        body #5
          dialog open="" #10 = modal
          dialog #11
          dialog #12
        "##,
    );
}
