//! Questions over a recording's time, as a script asks them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use serde_json::{Value, json};
use support::Scratch;

/// A page with a form: a click disables the button, an error comes and goes, another takes its place and stays.
fn recording() -> String {
    let text = |id: u64, text: &str| json!({"type": 3, "id": id, "textContent": text});
    let element = |id: u64, tag: &str, attributes: Value, children: Value| json!({"type": 2, "id": id, "tagName": tag, "attributes": attributes, "childNodes": children});
    let page = json!({"type": 0, "id": 1, "childNodes": [element(2, "html", json!({}), json!([
        element(3, "head", json!({}), json!([])),
        element(4, "body", json!({}), json!([
            element(5, "form", json!({}), json!([
                element(6, "input", json!({"id": "mail", "value": ""}), json!([])),
                element(7, "button", json!({"id": "pay"}), json!([text(8, "Pay now")])),
            ])),
            element(9, "div", json!({"id": "notes"}), json!([])),
        ])),
    ]))]});
    let change = |at: u64, removes: Value, adds: Value, attributes: Value| json!({"type": 3, "timestamp": at, "data": {"source": 0, "removes": removes, "adds": adds, "attributes": attributes, "texts": []}});
    let note = |id: u64, words: &str| {
        json!([
            {"parentId": 9, "nextId": null, "node": element(id, "p", json!({"class": "error"}), json!([]))},
            {"parentId": id, "nextId": null, "node": text(id + 1, words)},
        ])
    };
    let day = 1_795_000_000_000_u64;
    let events = json!([
        {"type": 4, "timestamp": day, "data": {"href": "https://a.example/pay", "width": 800, "height": 600}},
        {"type": 2, "timestamp": day, "data": {"node": page, "initialOffset": {"left": 0, "top": 0}}},
        {"type": 3, "timestamp": day + 500, "data": {"source": 5, "id": 6, "text": "ada@example.com", "isChecked": false}},
        {"type": 3, "timestamp": day + 1_000, "data": {"source": 2, "type": 2, "id": 7, "x": 20, "y": 30}},
        change(day + 1_100, json!([]), json!([]), json!([{"id": 7, "attributes": {"disabled": ""}}])),
        change(day + 2_000, json!([]), note(20, "Card  declined"), json!([])),
        change(day + 2_200, json!([{"parentId": 9, "id": 20}]), json!([]), json!([{"id": 7, "attributes": {"disabled": null}}])),
        change(day + 3_000, json!([]), note(30, "Card expired"), json!([])),
        {"type": 3, "timestamp": day + 4_000, "data": {"source": 2, "type": 2, "id": 4, "x": 1, "y": 1}},
    ]);
    events.to_string()
}

fn scratch() -> Scratch {
    let scratch = Scratch::new();
    scratch.put("pay.json", recording());
    scratch
}

#[test]
fn intervals_of_a_selector_have_a_beginning_and_an_end() {
    let scratch = scratch();
    let spans = |arguments: &[&str]| -> Vec<(i64, Option<i64>)> {
        let said = scratch.run([&["when", "pay.json", "--json"], arguments].concat());
        assert_eq!(said.code, Some(i32::from(said.out.is_empty())), "{}", said.err);
        said.json().iter().map(|row| (row["from"].as_i64().unwrap(), row["until"].as_i64())).collect()
    };
    assert_eq!(spans(&[".error"]), [(2_000_000, Some(2_200_000)), (3_000_000, None)]);
    assert_eq!(spans(&[".error", "--text", "card DECLINED"]), [(2_000_000, Some(2_200_000))]);
    assert_eq!(spans(&["button:disabled"]), [(1_100_000, Some(2_200_000))]);
    assert_eq!(spans(&["button", "--attribute", "disabled"]), [(1_100_000, Some(2_200_000))]);
    assert_eq!(spans(&["#mail", "--value", "ada@example.com"]), [(500_000, None)]);
    assert_eq!(spans(&["form > *", "--count", "2"]), [(0, None)]);
    assert_eq!(spans(&["form > *", "--count", "3"]), []);
    let said = scratch.run(["when", "pay.json", ".error"]);
    assert!(said.out.contains("0:02.000 – 0:02.200  0.200 s  p.error"), "{}", said.out);
    assert_eq!(scratch.run(["when", "pay.json", "p:hoover"]).code, Some(2));
}

#[test]
fn the_history_of_an_element_names_what_happened_before() {
    let scratch = scratch();
    let rows = scratch.run(["history", "pay.json", "7", "--json"]).json();
    let told: Vec<(i64, &str, &Value, &Value)> = rows
        .iter()
        .map(|row| (row["at"].as_i64().unwrap(), row["kind"].as_str().unwrap(), &row["old"], &row["new"]))
        .collect();
    let (none, empty) = (Value::Null, json!(""));
    let (created, first, second) = (json!("button#pay"), &empty, &none);
    assert_eq!(
        told,
        [
            (0, "created", &none, &created),
            (1_100_000, "attribute", second, first),
            (2_200_000, "attribute", first, second)
        ]
    );
    assert_eq!((&rows[1]["act"]["kind"], &rows[1]["act"]["at"]), (&json!("click"), &json!(1_000_000)));
    let by_selector = scratch.run(["history", "pay.json", "#pay", "--json"]);
    assert_eq!(by_selector.json(), rows);
    let below = scratch.run(["history", "pay.json", "#notes", "--subtree", "--json"]).json();
    let removed: Vec<&Value> = below.iter().filter(|row| row["kind"] == "removed").collect();
    assert_eq!((removed.len(), &removed[0]["label"]), (1, &json!("p.error")));
    assert_eq!(scratch.run(["history", "pay.json", "marquee"]).code, Some(1));
}

#[test]
fn texts_that_stood_there_are_found_and_those_that_flashed() {
    let scratch = scratch();
    let rows = scratch.run(["text", "pay.json", "card", "--json"]).json();
    let texts: Vec<&str> = rows.iter().map(|row| row["text"].as_str().unwrap()).collect();
    assert_eq!(texts, ["Card declined", "Card expired"]);
    assert_eq!(rows[0]["spans"], json!([{"from": 2_000_000, "until": 2_200_000}]));
    let flashed = scratch.run(["text", "pay.json", "--flash", "0.5", "--json"]).json();
    assert_eq!((flashed.len(), &flashed[0]["text"]), (1, &json!("Card declined")));
    let typed = scratch.run(["text", "pay.json", "ada@", "--json"]).json();
    assert_eq!((&typed[0]["typed"], &typed[0]["spans"][0]["from"]), (&json!(true), &json!(500_000)));
    assert_eq!(scratch.run(["text", "pay.json", "refund"]).code, Some(1));
}

#[test]
fn two_moments_differ_in_what_changed_between_them() {
    let scratch = scratch();
    let rows = scratch.run(["diff", "pay.json", "0:00.900", "0:02.100", "--json"]).json();
    let keys: Vec<&Value> = rows.iter().map(|row| &row["key"]).collect();
    assert_eq!(keys, [&json!(7), &json!(20)]);
    assert_eq!(rows[0]["changes"][0]["name"], "disabled");
    assert_eq!(rows[1]["changes"][0]["kind"], "created");
    let said = scratch.run(["diff", "pay.json", "0:00.900", "0:02.100", "--tree"]).out;
    assert!(said.contains("+ #20 p.error") && said.contains("#9 div#notes"), "{said}");
    assert_eq!(scratch.run(["diff", "pay.json", "1000", "1000"]).code, Some(1));
}

#[test]
fn clicks_tell_what_they_met_and_how_long_the_page_took() {
    let scratch = scratch();
    let rows = scratch.run(["clicks", "pay.json", "--json"]).json();
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["label"], &rows[0]["feedbackUs"]), (&json!("button#pay"), &json!(100_000)));
    assert_eq!((&rows[0]["changed"], &rows[0]["obstacles"]), (&json!("button#pay"), &json!([])));
    assert_eq!(
        (&rows[1]["feedbackUs"], &rows[1]["obstacles"][0]["kind"]),
        (&Value::Null, &json!("no-control"))
    );
    let said = scratch.run(["explain-click", "pay.json", "2"]).out;
    assert!(said.contains("did not change") && said.contains("no link, button or field"), "{said}");
    assert_eq!(scratch.run(["explain-click", "pay.json", "3"]).code, Some(1));
}
