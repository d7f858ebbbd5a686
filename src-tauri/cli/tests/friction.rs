//! Where people suffered, as a script asks for it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use serde_json::{Value, json};
use support::Scratch;

const DAY: u64 = 1_795_000_000_000;

fn text(id: u64, text: &str) -> Value {
    json!({"type": 3, "id": id, "textContent": text})
}

fn element(id: u64, tag: &str, attributes: Value, children: Value) -> Value {
    json!({"type": 2, "id": id, "tagName": tag, "attributes": attributes, "childNodes": children})
}

/// A page with a clock, a button that does nothing, one that works, a field that the page fills and a form that complains.
fn recording() -> String {
    let page = json!({"type": 0, "id": 1, "childNodes": [element(2, "html", json!({}), json!([
        element(3, "head", json!({}), json!([])),
        element(4, "body", json!({}), json!([
            element(5, "p", json!({"id": "clock"}), json!([text(6, "0")])),
            element(7, "button", json!({"id": "dead"}), json!([text(8, "Does nothing")])),
            element(9, "button", json!({"id": "works"}), json!([text(10, "Works")])),
            element(11, "p", json!({"id": "out"}), json!([text(12, "")])),
            element(13, "form", json!({"id": "checkout"}), json!([
                element(14, "label", json!({"for": "card"}), json!([text(15, "Card number")])),
                element(16, "input", json!({"id": "card"}), json!([])),
                element(17, "input", json!({"id": "country"}), json!([])),
                element(18, "p", json!({"role": "alert"}), json!([text(19, "")])),
            ])),
        ])),
    ]))]});
    let says = |at: u64, id: u64, value: &str| json!({"type": 3, "timestamp": DAY + at, "data": {"source": 0, "removes": [], "adds": [], "attributes": [], "texts": [{"id": id, "value": value}]}});
    let act = |at: u64, kind: u64, id: u64| json!({"type": 3, "timestamp": DAY + at, "data": {"source": 2, "type": kind, "id": id, "x": 20, "y": 30}});
    let input = |at: u64, id: u64, value: &str| json!({"type": 3, "timestamp": DAY + at, "data": {"source": 5, "id": id, "text": value, "isChecked": false}});
    let mut events = vec![
        json!({"type": 4, "timestamp": DAY, "data": {"href": "https://a.example/pay", "width": 800, "height": 600}}),
        json!({"type": 2, "timestamp": DAY, "data": {"node": page, "initialOffset": {"left": 0, "top": 0}}}),
        act(9_000, 2, 9),
        says(9_100, 12, "worked"),
        act(20_000, 2, 7),
        act(20_200, 2, 7),
        act(20_400, 2, 7),
        act(20_600, 2, 7),
        // The page itself.
        act(30_000, 5, 16),
        input(30_010, 17, "DE"),
        input(30_500, 16, "4"),
        input(30_700, 16, "42"),
        input(31_000, 16, "4"),
        says(31_050, 19, "Card number is too short"),
    ];
    events.extend((0..200).map(|tick| says(200 * tick + 7, 6, &tick.to_string())));
    events.sort_by_key(|event| event["timestamp"].as_u64());
    json!(events).to_string()
}

fn scratch() -> Scratch {
    let scratch = Scratch::new();
    scratch.put("pay.json", recording());
    scratch
}

#[test]
fn what_hurt_is_found_with_its_evidence() {
    let found = scratch().run(["friction", "pay.json", "--json"]).json();
    let kinds: Vec<_> = found.iter().map(|it| it["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["rage", "dead", "abandoned"]);
    let (rage, dead, form) = (&found[0], &found[1], &found[2]);
    assert_eq!(rage["element"], "button “Does nothing”");
    assert_eq!(rage["clicks"].as_array().unwrap().len(), 4);
    assert_eq!(rage["clicks"][1]["gapUs"], 200_000);
    assert_eq!(
        (&dead["at"], &dead["key"], &dead["firstReactionUs"]),
        (&json!(20_000_000), &json!(7), &Value::Null)
    );
    assert_eq!(form["label"], "form#checkout abandoned at text field “Card number”");
    assert_eq!(form["said"], "Card number is too short");
    assert_eq!(
        form["fields"],
        json!([{"label": "text field “Card number”", "spentUs": 500_000, "corrections": 1}])
    );
}

#[test]
fn another_products_rule_judges_otherwise() {
    let scratch = scratch();
    // To these the clock is a sign of life.
    let by_posthog =
        scratch.run(["friction", "pay.json", "--json", "--rules", "PostHog", "--kind", "dead"]).json();
    assert_eq!(by_posthog, Vec::<Value>::new());
    let kinds =
        scratch.run(["friction", "pay.json", "--json", "--rage-clicks", "5", "--kind", "rage"]).json();
    assert_eq!(kinds, Vec::<Value>::new());
}
