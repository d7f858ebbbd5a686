use super::*;
use events::{Diagnostics, EventSeq, WallClock};
use serde_json::{Value, json};

fn is_secret(kind: &str, autocomplete: &str, words: &str) -> bool {
    kind == "password" || autocomplete.starts_with("cc-") || words.contains("otp")
}

const SECRETS: MaskRules = MaskRules { is_secret, secrets: true, inputs: false, texts: false, images: false };

fn put(masker: &mut Masker, event: &Value) -> String {
    let raw = serde_json::to_vec(event).unwrap();
    let parts = crate::decode(&raw, EventSeq(0), WallClock(0), &mut Diagnostics::new());
    let written = masker.mask(TabId(0), &parts, &raw).unwrap_or(raw);
    let _: Value = serde_json::from_slice(&written).expect("it stays JSON");
    String::from_utf8(written).unwrap()
}

fn element(id: u64, tag: &str, attributes: Value, children: Value) -> Value {
    json!({"type": 2, "id": id, "tagName": tag, "attributes": attributes, "childNodes": children})
}

fn text(id: u64, text: &str) -> Value {
    json!({"type": 3, "id": id, "textContent": text})
}

fn page(children: Value) -> Value {
    let html = element(2, "html", json!({}), children);
    json!({"type": 2, "timestamp": 1, "data": {"initialOffset": {"top": 0, "left": 0},
        "node": {"type": 0, "id": 1, "childNodes": [html]}}})
}

fn typed(id: u64, value: &str) -> Value {
    json!({"type": 3, "timestamp": 2, "data": {"source": 5, "id": id, "text": value, "isChecked": false}})
}

fn form(masker: &mut Masker) {
    let fields = json!([
        element(3, "input", json!({"type": "password"}), json!([])),
        element(4, "input", json!({"autocomplete": "cc-number"}), json!([])),
        element(5, "input", json!({"name": "city"}), json!([])),
    ]);
    put(masker, &page(fields));
}

#[test]
fn values_of_secret_fields_are_masked_in_every_kind_of_event() {
    let mut masker = Masker::new(SECRETS);
    let fields = json!([
        element(3, "input", json!({"type": "password", "value": "hunter2!"}), json!([])),
        element(6, "textarea", json!({"id": "otp"}), json!([text(7, "998877")])),
    ]);
    let written = put(&mut masker, &page(fields));
    assert!(!written.contains("hunter2!") && !written.contains("998877"), "{written}");
    assert!(written.contains(r#""type":"password","value":"********""#), "{written}");
    assert!(!put(&mut masker, &typed(3, "correct horse")).contains("horse"));
    let set = json!({"type": 3, "timestamp": 3, "data": {"source": 0, "adds": [], "removes": [],
        "texts": [{"id": 7, "value": "554433"}], "attributes": [{"id": 3, "attributes": {"value": "battery"}}]}});
    let written = put(&mut masker, &set);
    assert!(!written.contains("battery") && !written.contains("554433"), "{written}");
}

#[test]
fn a_field_stays_secret_when_it_shows_what_is_typed() {
    let mut masker = Masker::new(SECRETS);
    form(&mut masker);
    let shown = json!({"type": 3, "timestamp": 3, "data": {"source": 0, "adds": [], "removes": [], "texts": [],
        "attributes": [{"id": 3, "attributes": {"type": "text"}}]}});
    put(&mut masker, &shown);
    assert!(!put(&mut masker, &typed(3, "swordfish")).contains("swordfish"));
}

#[test]
fn other_fields_stay_as_they_are_byte_for_byte() {
    let mut masker = Masker::new(SECRETS);
    form(&mut masker);
    let event = typed(5, "Berlin");
    assert_eq!(put(&mut masker, &event), event.to_string());
}

#[test]
fn a_card_number_is_one_in_any_field() {
    let mut masker = Masker::new(SECRETS);
    form(&mut masker);
    assert!(!put(&mut masker, &typed(5, "4111 1111 1111 1111")).contains("4111"));
    assert!(put(&mut masker, &typed(9, "4111 1111 1111 1112")).contains("4111"), "the check digit is wrong");
}

#[test]
fn what_was_typed_is_masked_wherever_it_comes_again() {
    let mut masker = Masker::new(SECRETS);
    form(&mut masker);
    for part in ["t", "tr", "tr0", "tr0\"", "tr0\"b", "tr0\"bä", "tr0\"bäd", "tr0\"bäd0r&"] {
        assert!(put(&mut masker, &typed(3, part)).contains('*'));
    }
    put(&mut masker, &typed(4, "4111 1111 1111 1111"));
    let secret = "tr0\"bäd0r&";
    let basic = in_base64(&format!("ada:{secret}"));
    let bodies = [
        json!({"password": secret}).to_string(),
        format!("user=ada&password={}", "tr0%22b%C3%A4d0r%26"),
        format!("Basic {basic}"),
        format!("the word is {secret} indeed"),
        "4111111111111111".to_owned(),
    ];
    for body in bodies {
        let event = json!({"type": 6, "timestamp": 4, "data": {"plugin": "rrweb/network@1",
            "payload": {"requests": [{"name": "https://a.example/", "requestBody": body}]}}});
        let written = put(&mut masker, &event);
        assert!(written.contains("***"), "{written}");
        for part in ["bäd0r", "b%C3%A4d0r", "4111111111111111", basic.get(8..18).unwrap()] {
            assert!(!written.contains(part), "{part}: {written}");
        }
    }
    let ascii = r#"{"type":5,"timestamp":4,"data":{"tag":"x","payload":"tr0\"b\u00e4d0r&"}}"#;
    let parts = crate::decode(ascii.as_bytes(), EventSeq(0), WallClock(0), &mut Diagnostics::new());
    let written = masker.mask(TabId(0), &parts, ascii.as_bytes()).expect("it is masked");
    assert!(!String::from_utf8(written).unwrap().contains("u00e4d0r"));
}

fn in_base64(text: &str) -> String {
    use base64::Engine;
    base64::engine::general_purpose::STANDARD.encode(text)
}

#[test]
fn numbers_and_escapes_that_look_like_it_stay() {
    let mut masker = Masker::new(SECRETS);
    form(&mut masker);
    put(&mut masker, &typed(3, "123456"));
    let event = json!({"type": 5, "timestamp": 123456, "data": {"tag": "x", "payload": {"n": 9123456}}});
    assert_eq!(put(&mut masker, &event), event.to_string(), "a number is no string");
    put(&mut masker, &typed(3, "nuts-and-bolts"));
    let line = json!({"type": 5, "timestamp": 1, "data": {"tag": "x", "payload": "see\nuts-and-bolts"}});
    assert_eq!(put(&mut masker, &line), line.to_string(), "the n belongs to the line break");
}

#[test]
fn compressed_parts_are_masked_in_plain() {
    use std::io::Write;
    let mut masker = Masker::new(SECRETS);
    form(&mut masker);
    let adds = json!([{"parentId": 2, "nextId": null,
        "node": element(8, "input", json!({"type": "password", "value": "open sesame"}), json!([]))}]);
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(adds.to_string().as_bytes()).unwrap();
    let packed: String = packer.finish().unwrap().into_iter().map(char::from).collect();
    let event = json!({"type": 3, "timestamp": 5, "cv": "2024-10",
        "data": {"source": 0, "adds": packed, "removes": [], "texts": [], "attributes": []}});
    let written = put(&mut masker, &event);
    assert!(written.contains("**** ******") && !written.contains("sesame"), "{written}");
}

#[test]
fn all_fields_all_texts_and_all_pictures_can_be_masked() {
    let mut masker = Masker::new(MaskRules { inputs: true, texts: true, images: true, ..SECRETS });
    let written = put(
        &mut masker,
        &page(json!([
            element(3, "input", json!({"name": "city", "value": "Berlin"}), json!([])),
            element(4, "p", json!({"title": "x"}), json!([text(5, "Dear Ada")])),
            element(6, "style", json!({}), json!([text(7, "p { color: red }")])),
            element(8, "img", json!({"src": "https://a.example/ada.png", "alt": "Ada"}), json!([])),
        ])),
    );
    for gone in ["Berlin", "Dear", "ada.png"] {
        assert!(!written.contains(gone), "{gone}: {written}");
    }
    assert!(written.contains("**** ***") && written.contains("color: red"), "{written}");
    let change = json!({"type": 3, "timestamp": 3, "data": {"source": 0, "adds": [], "removes": [], "attributes": [],
        "texts": [{"id": 5, "value": "Bye Ada"}, {"id": 7, "value": "p { color: blue }"}]}});
    let written = put(&mut masker, &change);
    assert!(!written.contains("Bye") && written.contains("blue"), "{written}");
}

#[test]
fn with_no_rule_nothing_is_touched() {
    let mut masker = Masker::new(MaskRules { secrets: false, ..SECRETS });
    form(&mut masker);
    assert!(put(&mut masker, &typed(3, "hunter2")).contains("hunter2"));
}
