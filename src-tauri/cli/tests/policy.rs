//! What imports mask, as a script sets it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use serde_json::{Value, json};
use support::Scratch;

const DAY: u64 = 1_795_000_000_000;

fn recording() -> String {
    let field =
        json!({"type": 2, "id": 3, "tagName": "input", "attributes": {"type": "password"}, "childNodes": []});
    let html = json!({"type": 2, "id": 2, "tagName": "html", "attributes": {}, "childNodes": [field]});
    let typed = json!({"source": 5, "id": 3, "text": "opensesame", "isChecked": false});
    json!([
        {"type": 4, "timestamp": DAY, "data": {"href": "https://bank.example/", "width": 800, "height": 600}},
        {"type": 2, "timestamp": DAY + 1, "data": {"node": {"type": 0, "id": 1, "childNodes": [html]},
            "initialOffset": {"left": 0, "top": 0}}},
        {"type": 3, "timestamp": DAY + 500, "data": typed},
    ])
    .to_string()
}

fn id_of(rows: &[Value]) -> String {
    rows[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn what_is_imported_is_masked_and_what_is_only_read_is_not() {
    let scratch = Scratch::new();
    scratch.put("login.json", recording());
    let held = |name: &str| scratch.run(["query", name, "input", "--json"]).json()[0]["live"].to_string();
    assert!(held("login.json").contains("opensesame"), "nothing of it is kept");
    scratch.run(["import", "login.json"]);
    let id = id_of(&scratch.run(["list", "--json"]).json());
    assert!(held(&id).contains("**********"));
    let info = scratch.run(["info", &id]).out;
    assert!(info.contains("values of password, card and one-time-code fields masked"), "{info}");
    assert!(!scratch.run(["events", &id, "--json"]).out.contains("opensesame"));
}

#[test]
fn a_policy_is_set_for_all_and_for_a_site_and_taken_back() {
    let scratch = Scratch::new();
    scratch.put("login.json", recording());
    let rules = |rows: Vec<Value>| -> Vec<String> {
        rows.iter().map(|row| format!("{} {}", row["site"], row["rules"]).replace('"', "")).collect()
    };
    assert_eq!(rules(scratch.run(["policy", "--json"]).json()), ["null secrets"]);
    let set = scratch.run(["policy", "keep", "--site", "bank.example", "--json"]);
    assert_eq!(rules(set.json()), ["null secrets", "bank.example keep"]);
    scratch.run(["import", "login.json"]);
    let id = id_of(&scratch.run(["list", "--json"]).json());
    assert!(scratch.run(["query", &id, "input", "--json"]).out.contains("opensesame"));
    let set = scratch.run(["policy", "--site", "bank.example", "--remove", "--json"]);
    assert_eq!(rules(set.json()), ["null secrets"]);
    assert_eq!(scratch.run(["policy", "--site", "bank.example", "--remove"]).code, Some(1));
    let wrong = scratch.run(["policy", "everything"]);
    assert!(wrong.code == Some(2) && wrong.err.contains("secrets"), "{}", wrong.err);
}
