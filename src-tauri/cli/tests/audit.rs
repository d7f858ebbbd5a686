//! What looks private, as a script asks for it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use serde_json::{Value, json};
use support::Scratch;

const DAY: u64 = 1_795_000_000_000;

fn element(id: u64, tag: &str, attributes: Value, children: Value) -> Value {
    json!({"type": 2, "id": id, "tagName": tag, "attributes": attributes, "childNodes": children})
}

/// A secret of every kind, where a look at the last page misses it.
fn recording() -> String {
    let page = json!({"type": 0, "id": 1, "childNodes": [element(2, "html", json!({}), json!([
        element(3, "head", json!({}), json!([])),
        element(4, "body", json!({}), json!([
            element(5, "p", json!({"title": "Name: Jane Smith"}), json!([{"type": 3, "id": 6, "textContent": "Hello"}])),
            element(7, "input", json!({"type": "password", "name": "pw"}), json!([])),
            element(8, "input", json!({"autocomplete": "one-time-code"}), json!([])),
            element(9, "input", json!({"name": "street", "autocomplete": "street-address"}), json!([])),
        ])),
    ]))]});
    let says = |at: u64, value: &str| json!({"type": 3, "timestamp": DAY + at, "data": {"source": 0, "removes": [], "adds": [], "attributes": [], "texts": [{"id": 6, "value": value}]}});
    let input = |at: u64, id: u64, value: &str| json!({"type": 3, "timestamp": DAY + at, "data": {"source": 5, "id": id, "text": value, "isChecked": false}});
    let mut events = vec![
        json!({"type": 4, "timestamp": DAY, "data": {"href": "https://a.example/?email=jane%40mail.example.org", "width": 800, "height": 600}}),
        json!({"type": 2, "timestamp": DAY + 1, "data": {"node": page, "initialOffset": {"left": 0, "top": 0}}}),
        says(1_000, "paid with 4111 1111 1111 1111"),
        says(1_050, "Hello"),
        says(1_100, "to DE89 3704 0044 0532 0130 00"),
        says(1_150, "call +44 20 7946 0958"),
        says(1_200, "cpf 529.982.247-25"),
    ];
    for (at, value) in ["s", "s3", "s3cr", "s3cret!", "s3c", ""].into_iter().enumerate() {
        events.push(input(2_000 + at as u64, 7, value));
    }
    events.push(input(3_000, 8, "482913"));
    events.push(input(3_100, 9, "12 Baker Street"));
    let body = json!({"requests": [{"name": "https://a.example/api", "method": "GET", "status": 200, "responseBody": "{\"latitude\":52.520008}",
        "requestHeaders": {"authorization": "Bearer a8f3Kd02mQ9zLx7Tt1"}, "startTime": 1, "timestamp": DAY + 3_200}]});
    events.push(
        json!({"type": 6, "timestamp": DAY + 3_200, "data": {"plugin": "rrweb/network@1", "payload": body}}),
    );
    Value::Array(events).to_string()
}

#[test]
fn every_kind_is_found_and_no_secret_is_told() {
    let scratch = Scratch::new();
    scratch.put("private.json", recording());
    let answer = scratch.run(["audit", "private.json", "--json"]);
    let (rows, answer) = (answer.json(), answer.out);
    let kinds: Vec<&str> = rows.iter().map(|row| row["kind"].as_str().unwrap()).collect();
    assert_eq!(
        kinds,
        [
            "password",
            "one-time-code",
            "card",
            "iban",
            "national-id",
            "token",
            "email",
            "phone",
            "name",
            "address",
            "position"
        ],
        "{answer}"
    );
    for secret in [
        "s3cret",
        "482913",
        "4111 1111",
        "0532",
        "982.247",
        "a8f3Kd02mQ9zLx7Tt1",
        "jane@mail",
        "7946",
        "Baker",
        "520008",
    ] {
        assert!(!answer.contains(secret), "{secret}: {answer}");
    }
    assert_eq!(
        (rows[0]["first"].as_i64(), rows[2]["place"].as_str()),
        (Some(2_003_000), Some("text of <p>"))
    );
    let one = scratch.run(["audit", "private.json", "--kind", "card"]);
    assert_eq!(one.out.trim_end(), "0:01.000  card           41••••••••••••11  text of <p>");
    let allowed = scratch.run(["audit", "private.json", "--kind", "email", "--allow", "MAIL.example.org"]);
    assert_eq!((allowed.code, allowed.out.as_str()), (Some(1), ""), "nothing else of that kind");
}
