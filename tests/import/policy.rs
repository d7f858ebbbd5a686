//! What the policy masks stands in no byte of a library.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::{ImportPolicy, LibraryPolicy};
use serde_json::{Value, json};
use std::path::Path;
use tests::Workbench;

const PASSWORD: &str = "Tr0ub4\"dör & 3";
const CARD: &str = "4539 1488 0343 6467";
const CODE: &str = "840 261";
const CITY: &str = "Wolkenkuckucksheim";

const DAY: i64 = 1_760_000_000_000;

fn field(id: u64, attributes: Value) -> Value {
    json!({"type": 2, "id": id, "tagName": "input", "attributes": attributes, "childNodes": []})
}

fn recording() -> Vec<u8> {
    let fields = json!([
        field(3, json!({"type": "password", "name": "pass"})),
        field(4, json!({"autocomplete": "cc-number", "value": CARD})),
        field(5, json!({"autocomplete": "one-time-code"})),
        field(6, json!({"name": "city"})),
    ]);
    let html = json!({"type": 2, "id": 2, "tagName": "html", "attributes": {}, "childNodes": fields});
    let mut events = vec![
        json!({"type": 4, "timestamp": DAY, "data": {"href": "https://shop.example/pay", "width": 800, "height": 600}}),
        json!({"type": 2, "timestamp": DAY + 1, "data": {"initialOffset": {"left": 0, "top": 0},
            "node": {"type": 0, "id": 1, "childNodes": [html]}}}),
    ];
    let mut at = DAY + 100;
    let mut put = |kind: i64, data: Value| {
        at += 40;
        events.push(json!({"type": kind, "timestamp": at, "data": data}));
    };
    // Letter by letter, with a word that is taken back.
    for (id, words) in [(3, ["NotTh1sOne!", PASSWORD]), (5, ["", CODE]), (6, ["", CITY])] {
        for word in words {
            for (end, _) in word.char_indices().skip(1).chain([(word.len(), ' ')]) {
                put(3, json!({"source": 5, "id": id, "text": &word[..end], "isChecked": false}));
            }
        }
    }
    put(
        3,
        json!({"source": 0, "texts": [], "removes": [], "adds": [],
        "attributes": [{"id": 3, "attributes": {"value": PASSWORD, "type": "text"}}]}),
    );
    put(
        3,
        json!({"source": 0, "texts": [{"id": 9, "value": format!("you typed {PASSWORD}")}], "removes": [],
        "adds": [], "attributes": []}),
    );
    let body = json!({"password": PASSWORD, "card": CARD.replace(' ', "")}).to_string();
    let basic = STANDARD.encode(format!("user:{PASSWORD}"));
    put(
        6,
        json!({"plugin": "rrweb/network@1", "payload": {"requests": [{
        "name": format!("https://shop.example/login?p={}&q={}", percent(PASSWORD), encoded(PASSWORD)), "method": "POST", "status": 500,
        "requestHeaders": {"authorization": format!("Basic {basic}")}, "requestBody": body,
        "startTime": 1, "timestamp": DAY + 9_000}]}}),
    );
    put(
        6,
        json!({"plugin": "rrweb/console@1", "payload": {"level": "error", "trace": [],
        "payload": [format!("\"login of {} failed\"", CARD)]}}),
    );
    serde_json::to_vec(&events).unwrap()
}

fn percent(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// As `encodeURIComponent` does.
fn encoded(text: &str) -> String {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte);
    text.bytes()
        .map(|byte| if kept(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

/// The ways in which a value may be written down.
fn forms(value: &str) -> Vec<Vec<u8>> {
    let json = serde_json::to_string(value).unwrap();
    let json = json.trim_matches('"');
    let mut forms = vec![
        value.as_bytes().to_vec(),
        json.as_bytes().to_vec(),
        serde_json::to_string(json).unwrap().trim_matches('"').as_bytes().to_vec(),
        percent(value).into_bytes(),
        encoded(value).into_bytes(),
        value.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        value.encode_utf16().flat_map(u16::to_be_bytes).collect(),
    ];
    for before in 0..3 {
        let shifted: Vec<u8> = std::iter::repeat_n(0, before).chain(value.bytes()).collect();
        let text = STANDARD.encode(&shifted[..shifted.len() / 3 * 3]);
        forms.push(text.as_bytes()[[0, 2, 3][before]..].to_vec());
    }
    forms
}

/// Everything that lies in a library: its files as they are, with what is free in them, and every value of every table,
/// inflated.
fn everything(dir: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(everything(&path));
            continue;
        }
        all.extend(std::fs::read(&path).unwrap());
        let name = path.file_name().unwrap().to_string_lossy();
        if name.ends_with(".playhead") || name.ends_with(".db") {
            all.extend(values(&path));
        }
    }
    all
}

fn values(path: &Path) -> Vec<u8> {
    let file = rusqlite::Connection::open(path).unwrap();
    let mut statement = file
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        .unwrap();
    let tables: Vec<String> =
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    let mut all = Vec::new();
    for table in tables {
        let mut statement = file.prepare(&format!("SELECT * FROM \"{table}\"")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                match row.get_ref(column).unwrap() {
                    rusqlite::types::ValueRef::Text(text) => all.extend(text),
                    rusqlite::types::ValueRef::Blob(blob) => all.extend(inflated(blob)),
                    _ => {}
                }
                all.push(0);
            }
        }
    }
    all
}

fn inflated(blob: &[u8]) -> Vec<u8> {
    let frame = blob.windows(4).take(16).position(|four| four == [0x28, 0xb5, 0x2f, 0xfd]);
    match frame {
        Some(at) => zstd::decode_all(&blob[at..]).expect("a blob of one segment stands by itself"),
        None => blob.to_vec(),
    }
}

fn holds(all: &[u8], value: &str) -> bool {
    forms(value).iter().any(|form| all.windows(form.len()).any(|part| part == form))
}

fn imported(policy: Option<ImportPolicy>) -> (Workbench, Vec<u8>) {
    let bench = Workbench::new();
    if let Some(default) = policy {
        bench.engine.set_policy(&LibraryPolicy { default, sites: Vec::new() }).unwrap();
    }
    bench.import(&bench.file("pay.json", recording())).outcome.unwrap();
    let all = everything(&bench.library());
    (bench, all)
}

#[test]
fn by_default_secrets_are_in_no_byte_of_the_library() {
    let (bench, all) = imported(None);
    for secret in [PASSWORD, "NotTh1sOne!", CARD, "4539148803436467", CODE] {
        assert!(!holds(&all, secret), "{secret}");
    }
    assert!(holds(&all, CITY), "what is no secret is kept: the search finds what is there");
    let found = bench.engine.search("4539148803436467", 5).unwrap();
    assert!(found.is_empty());
    let found = bench.engine.search("login", 5).unwrap();
    assert!(!found.is_empty(), "the line itself is there");
}

#[test]
fn kept_as_recorded_they_are_all_found() {
    let (_bench, all) = imported(Some(ImportPolicy::KEEP_AS_RECORDED));
    for value in [PASSWORD, "NotTh1sOne!", CARD, CODE, CITY] {
        assert!(holds(&all, value), "{value}");
    }
}

#[test]
fn all_fields_can_be_masked() {
    let (bench, all) = imported(ImportPolicy::parse("secrets+inputs"));
    assert!(!holds(&all, CITY));
    let id = bench.engine.recordings().unwrap()[0].id;
    let info = bench.engine.open_recording(id).unwrap().info().unwrap();
    assert_eq!(info.policy, "values of all fields masked");
}

#[test]
fn a_site_can_have_another_policy() {
    let bench = Workbench::new();
    let sites = vec![("shop.example".to_owned(), ImportPolicy::KEEP_AS_RECORDED)];
    bench.engine.set_policy(&LibraryPolicy { default: ImportPolicy::default(), sites }).unwrap();
    bench.import(&bench.file("pay.json", recording())).outcome.unwrap();
    assert!(holds(&everything(&bench.library()), PASSWORD));
}

#[test]
fn a_policy_goes_with_its_library() {
    let bench = Workbench::new();
    let strict = LibraryPolicy {
        default: ImportPolicy::parse("secrets+inputs").unwrap(),
        sites: vec![("shop.example".to_owned(), ImportPolicy::parse("secrets+texts").unwrap())],
    };
    bench.engine.set_policy(&strict).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let (backup, restored) = (elsewhere.path().join("backup"), elsewhere.path().join("restored"));
    bench.engine.back_up(&backup).unwrap();
    assert_eq!(engine::Engine::open(&backup).unwrap().policy().unwrap(), strict);
    let fresh = engine::Engine::open(&restored).unwrap();
    fresh.restore(&backup).unwrap();
    assert_eq!(fresh.policy().unwrap(), strict);
    let moved = fresh.move_to(&elsewhere.path().join("moved")).unwrap();
    assert_eq!(engine::Engine::open(&moved).unwrap().policy().unwrap(), strict);
}
