use super::*;
use events::Text;
use serde_json::json;

fn finder(values: &[Value]) -> FactFinder {
    let mut finder = FactFinder::default();
    values.iter().for_each(|value| finder.value("", "", value));
    finder
}

fn names(facts: &SessionFacts) -> Vec<String> {
    facts.names.iter().map(|(kind, name)| format!("{kind} {name}")).collect()
}

#[test]
fn an_export_names_its_person_and_its_browser() {
    let facts = finder(&[json!({"version": "2023-04-28", "data": {
        "id": "01a20777-0157-73cb", "person": {"name": "Ann", "distinct_ids": ["u-17", "anon-3"],
        "properties": {"email": "ann@shop.example", "$browser": "Firefox", "$browser_version": 131, "$os": "Linux"}}
    }})]).facts();
    assert_eq!(names(&facts), ["session 01a20777-0157-73cb", "person u-17", "person anon-3"]);
    assert_eq!(
        (facts.person.as_str(), facts.browser.as_str(), facts.os.as_str()),
        ("ann@shop.example", "Firefox 131", "Linux")
    );
}

#[test]
fn a_replay_names_its_errors() {
    let facts = finder(&[
        json!({"replay_id": "ab12", "error_ids": ["e1", "e2"], "user": {"id": 7, "username": "ann"},
        "contexts": {"browser": {"name": "Chrome", "version": "130.0"}, "os": {"name": "Windows"}}}),
    ])
    .facts();
    assert_eq!(names(&facts), ["replay ab12", "event e1", "event e2", "person 7"]);
    assert_eq!(
        (facts.person.as_str(), facts.browser.as_str(), facts.os.as_str()),
        ("ann", "Chrome 130.0", "Windows")
    );
}

#[test]
fn what_is_no_fact_is_left_alone() {
    let facts = finder(&[
        json!({"id": 5, "name": "cart", "version": "2", "email": "page@shop.example", "data": {"name": "x"}}),
        json!({"session_id": null, "user": {"id": "", "email": "x".repeat(600)}}),
        json!([1, {"browser": 3}]),
    ]);
    assert_eq!(facts.facts(), SessionFacts::default());
}

#[test]
fn events_name_the_browser_and_the_session() {
    let mut finder = FactFinder::default();
    let custom = EventKind::Custom { tag: "x".into(), payload: Text::default() };
    let told = r#"{"type":5,"data":{"tag":"x","payload":{"sessionId":"s-1","userAgent":"Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0"}}}"#;
    finder.event(told.as_bytes(), &custom);
    // A page change says none of it.
    finder.event(told.replace("s-1", "s-2").as_bytes(), &EventKind::Load);
    finder.event(b"{\"data\":{\"sessionId\":", &custom);
    let facts = finder.facts();
    assert_eq!(names(&facts), ["session s-1"]);
    assert_eq!((facts.browser.as_str(), facts.os.as_str()), ("Firefox 131.0", "Linux"));
}

#[test]
fn an_id_in_the_name_of_the_file() {
    let mut finder = FactFinder::default();
    for name in [
        "replay-0b9f4f0e-2c55-4bb8-8a0e-58d1f5c7a001.json",
        "7d3c8d5251f04a0eb7f16b8f0e6a9c10_segments.json.gz",
        "cart.json",
        "deadbeef.json",
        "2026-11-23.json",
    ] {
        finder.file_name(name);
    }
    let expected = ["file 0b9f4f0e-2c55-4bb8-8a0e-58d1f5c7a001", "file 7d3c8d5251f04a0eb7f16b8f0e6a9c10"];
    assert_eq!(names(&finder.facts()), expected);
}

#[test]
fn user_agents() {
    let check = |agent: &str, browser: &str, os: &str| {
        assert_eq!(
            (browser_of(agent).as_deref(), os_of(agent).as_deref()),
            (Some(browser), Some(os)),
            "{agent}"
        );
    };
    check(
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.2849.80",
        "Edge 130.0.2849.80",
        "Windows 10",
    );
    check(
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Safari/605.1.15",
        "Safari 17.6",
        "macOS 10.15.7",
    );
    check(
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/130.0.6723.90 Mobile/15E148 Safari/604.1",
        "Chrome 130.0.6723.90",
        "iOS 17.6",
    );
    check(
        "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0 Chrome/122.0.0.0 Mobile Safari/537.36",
        "Samsung Internet 26.0",
        "Android 14",
    );
    check(
        "Mozilla/5.0 (X11; CrOS x86_64 15633.69.0) AppleWebKit/537.36 Chrome/119.0.0.0 Safari/537.36",
        "Chrome 119.0.0.0",
        "ChromeOS",
    );
    assert_eq!((browser_of("curl/8.5.0"), os_of("curl/8.5.0")), (None, None));
    assert_eq!(browser_of("Chrome/"), Some("Chrome".to_owned()));
}

/// What the container of these bytes says.
fn of_container(bytes: impl AsRef<[u8]>) -> SessionFacts {
    let source = std::io::Cursor::new(bytes.as_ref().to_vec());
    let mut events = crate::open(Box::new(source), &crate::Hints::default()).unwrap();
    while events.next(&mut events::Diagnostics::new()).unwrap().is_some() {}
    events.take_facts().facts()
}

const EVENT: &str =
    r#"{"type":4,"data":{"href":"https://a/","width":1,"height":1},"timestamp":1767261600000}"#;

#[test]
fn containers_say_it_before_and_behind_the_events() {
    let export = format!(
        r#"{{"version":"2023-04-28","data":{{"id":"01a20777-0157","snapshots":[{EVENT}],"person":{{"distinct_ids":["u-1"],"properties":{{"email":"ann@shop.example","$os":"Linux"}}}}}}}}"#
    );
    let facts = of_container(&export);
    assert_eq!(names(&facts), ["session 01a20777-0157", "person u-1"]);
    assert_eq!((facts.person.as_str(), facts.os.as_str()), ("ann@shop.example", "Linux"));
    let envelope = format!(
        "{}\n{}\n{}\n[{EVENT}]\n",
        r#"{"event_id":"9f","sent_at":"2026-11-23T20:00:00Z"}"#,
        r#"{"type":"replay_event","timestamp":1767261600.5,"replay_id":"ab","segment_id":0,"error_ids":["e\u0031"],"urls":["https://a/"],"user":{"email":"bo@shop.example"},"contexts":{"browser":{"name":"Edge","version":"130"}}}"#,
        r#"{"segment_id":0}"#,
    );
    let facts = of_container(&envelope);
    assert_eq!(names(&facts), ["event 9f", "replay ab", "event e1"]);
    assert_eq!((facts.person.as_str(), facts.browser.as_str()), ("bo@shop.example", "Edge 130"));
    assert_eq!(of_container(format!("[{EVENT}]")), SessionFacts::default());
}

#[test]
fn an_envelope_says_it_before_what_is_packed_in_it() {
    let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    std::io::Write::write_all(&mut packed, format!("[{EVENT}]").as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let header = r#"{"event_id":"9f"}
{"type":"replay_event"}
{"type":"replay_event","replay_id":"ab","error_ids":["e1"],"user":{"id":"7"}}
{"type":"replay_recording","length":99}
{"segment_id":0}
"#;
    let facts = of_container([header.as_bytes(), &packed].concat());
    assert_eq!(names(&facts), ["event 9f", "replay ab", "event e1", "person 7"]);
}
