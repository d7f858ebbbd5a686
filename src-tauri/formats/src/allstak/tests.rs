//! Bodies in, the events of each recording out: one short line each.

use super::*;

/// Kind, time, and what makes the event what it is.
fn lines(translated: Translated) -> Vec<String> {
    let value: Value = serde_json::from_slice(&translated.script.into_text()).unwrap();
    value["events"].as_array().unwrap().iter().map(line).collect()
}

fn line(event: &Value) -> String {
    let (data, at) = (&event["data"], event["timestamp"].as_f64().unwrap());
    let said = match event["type"].as_u64().unwrap() {
        2 => "page".to_owned(),
        4 => format!("meta {}", data["href"].as_str().unwrap()),
        5 => format!("{} {}", data["tag"].as_str().unwrap(), short(&data["payload"])),
        6 => format!("console {} {}", data["payload"]["level"].as_str().unwrap(), data["payload"]["payload"]),
        _ => match data["source"].as_u64().unwrap() {
            0 => format!("change +{} ~{}", data["adds"].as_array().unwrap().len(), data["attributes"]),
            1 => "pointer".to_owned(),
            2 => format!("click {},{}", data["x"], data["y"]),
            3 => format!("scroll {}", data["y"]),
            5 => format!("input {}", data["text"]),
            other => format!("source {other}"),
        },
    };
    format!("{at} {said}")
}

fn short(payload: &Value) -> String {
    let text = |name: &str| payload.get(name).map(Value::to_string).unwrap_or_default();
    let shown = [text("href"), text("description"), text("value"), text("kind"), text("target")].concat();
    shown.replace('"', "")
}

fn recordings(values: Vec<Value>) -> Vec<Translated> {
    let mut collected = Collected::default();
    values.into_iter().for_each(|value| collected.add(value, None));
    collected.recordings()
}

fn long(session: &str, events: &[(&str, f64, Value)]) -> Value {
    let events: Vec<Value> = events
        .iter()
        .map(|(kind, at, data)| json!({ "eventType": kind, "eventData": data.to_string(), "url": "https://a.example/", "timestampMillis": at }))
        .collect();
    json!({ "fingerprint": session, "sessionId": session, "events": events })
}

fn short_form(session: &str, events: &[(&str, f64, Value)]) -> Value {
    let events: Vec<Value> =
        events.iter().map(|(kind, at, data)| json!({ "k": kind, "ts": at, "data": data })).collect();
    json!({ "sessionId": session, "events": events })
}

fn only(mut recordings: Vec<Translated>) -> Translated {
    assert_eq!(recordings.len(), 1);
    recordings.remove(0)
}

const T: f64 = 1_767_261_600_000.0;

#[test]
fn an_early_recording_is_a_timeline_on_an_honest_page() {
    let body = long(
        "s",
        &[
            ("click", T, json!({ "x": 4, "y": 5, "target": "button.add" })),
            ("input", T + 10.0, json!({ "target": "input#q", "value": "te" })),
            ("input", T + 20.0, json!({ "target": "input#q", "value": "tea" })),
            ("scroll", T + 30.0, json!({ "scrollX": 0, "scrollY": 90 })),
            (
                "mutation",
                T + 40.0,
                json!({ "mutationType": "childList", "target": "div", "addedNodes": 1, "removedNodes": 0 }),
            ),
        ],
    );
    let recording = only(recordings(vec![body]));
    assert_eq!(recording.format, "AllStak replay (allstak-js, early)");
    assert!(recording.notes[0].contains("no picture was recorded"), "{:?}", recording.notes);
    assert!(recording.notes[1].starts_with("1 changes"), "{:?}", recording.notes);
    assert_eq!(
        lines(recording),
        [
            "1767261600000 meta https://a.example/",
            "1767261600000 page",
            "1767261600000 change +3 ~[]",
            "1767261600000 pointer",
            "1767261600000 click 4.0,5.0",
            "1767261600010 change +3 ~[]",
            "1767261600010 change +1 ~[]",
            "1767261600010 input \"te\"",
            "1767261600020 input \"tea\"",
            "1767261600030 scroll 90.0",
            "1767261600040 change +0 ~[{\"id\":9,\"attributes\":{\"data-playhead-changes\":\"1\"}}]",
        ]
    );
}

#[test]
fn what_was_sent_twice_or_late_is_taken_once_and_in_time() {
    let first = long("s", &[("scroll", T, json!({ "scrollY": 1 })), ("scroll", T, json!({ "scrollY": 1 }))]);
    let second = long("s", &[("scroll", T + 5.0, json!({ "scrollY": 2 }))]);
    let recording = only(recordings(vec![second.clone(), first.clone(), first, second]));
    assert!(
        recording.notes.iter().any(|note| note.starts_with("3 events that were sent twice")),
        "{:?}",
        recording.notes
    );
    let scrolls: Vec<String> = lines(recording).into_iter().filter(|line| line.contains("scroll")).collect();
    // Twice in one batch is twice.
    assert_eq!(scrolls, ["1767261600000 scroll 1.0", "1767261600000 scroll 1.0", "1767261600005 scroll 2.0"]);
}

#[test]
fn a_react_body_follows_its_attributes() {
    let html = "<body><main id=app><p class=tip>x</p><input><input type=checkbox id=c></main></body>";
    let recording = only(recordings(vec![short_form(
        "s",
        &[
            ("snap", T, json!({ "html": html, "url": "https://b.example/x" })),
            (
                "mut",
                T + 1.0,
                json!({ "kind": "attr", "target": "main#app>p.tip.on", "name": "class", "value": "tip on" }),
            ),
            (
                "mut",
                T + 2.0,
                json!({ "kind": "attr", "target": "main#app>ul", "name": "class", "value": "z" }),
            ),
            ("input", T + 3.0, json!({ "target": "input#c", "value": "on", "type": "checkbox" })),
            ("input", T + 4.0, json!({ "target": "main#app>select", "value": "***", "type": "select-one" })),
        ],
    )]));
    let lines = lines(recording);
    assert_eq!(lines[..2], ["1767261600000 meta https://b.example/x", "1767261600000 page"]);
    assert!(lines[2].contains("\"class\":\"tip on\""), "{lines:?}");
    assert!(lines[3].starts_with("1767261600002") && lines[3].contains("data-playhead-changes"), "{lines:?}");
    assert_eq!(lines[4], "1767261600003 allstak.input oninput#c");
    assert_eq!(lines.last().unwrap(), "1767261600004 input \"***\"");
}

#[test]
fn what_was_sent_beside_a_replay_joins_it() {
    let replay = long(
        "s",
        &[
            ("click", T, json!({ "x": 1, "y": 1, "target": "a" })),
            ("click", T + 60_000.0, json!({ "x": 1, "y": 1, "target": "a" })),
        ],
    );
    let other = long("other", &[("click", T + 9e9, json!({ "x": 1, "y": 1, "target": "a" }))]);
    let crumbs = json!([
        { "timestamp": "2026-01-01T10:00:20.000Z", "type": "http", "data": { "method": "GET", "url": "/api/x", "statusCode": 404, "durationMs": 5 } },
        { "timestamp": "2026-01-01T10:00:21.000Z", "type": "http", "data": { "method": "POST", "url": "https://c.example/ingest/v1/logs", "statusCode": 202 } },
        { "timestamp": "2026-01-01T10:00:22.000Z", "type": "log", "message": "careful", "level": "warn" },
    ]);
    let error = json!({ "exceptionClass": "TypeError", "message": "no id", "stackTrace": ["at f (https://a.example/a.js:1:2)"],
        "sessionId": "s", "traceId": "t1", "user": { "id": "u", "email": "jane@a.example" }, "breadcrumbs": crumbs });
    let requests = json!({ "requests": [{ "method": "GET", "host": "a.example", "path": "/api/x", "statusCode": 404, "durationMs": 5,
        "timestamp": "2026-01-01T10:00:20.001Z", "traceId": "t1" }] });
    let log = json!({ "level": "info", "message": "ready", "traceId": "t1", "timestamp": "2026-01-01T10:00:01.000Z" });
    let mut found = recordings(vec![
        replay,
        other,
        json!({ "path": "/ingest/v1/errors", "payload": error }),
        requests,
        log,
    ]);
    assert_eq!(found.len(), 2);
    let text = String::from_utf8(found.remove(0).script.into_text()).unwrap();
    assert!(text.contains("\"user\":{\"id\":\"u\",\"email\":\"jane@a.example\"}"), "{text}");
    let value: Value = serde_json::from_str(&text).unwrap();
    let told: Vec<String> =
        value["events"].as_array().unwrap().iter().map(line).filter(|line| !line.contains("click")).collect();
    assert!(told.contains(&"1767261601000 console info [\"\\\"ready\\\"\"]".to_owned()), "{told:?}");
    let requests: Vec<&String> = told.iter().filter(|line| line.contains("performanceSpan")).collect();
    assert_eq!(
        requests,
        ["1767261620001 performanceSpan https://a.example/api/x"],
        "once, and none of the client's own"
    );
    assert!(told.iter().any(|line| line.starts_with("1767261622000 $exception no id")), "{told:?}");
    assert!(told.iter().any(|line| line.starts_with("1767261622000 console warn")), "{told:?}");
}

#[test]
fn a_page_loaded_anew_goes_on_and_strangers_do_not() {
    let click = |at: f64| ("click", at, json!({ "x": 1, "y": 1, "target": "a" }));
    let found = recordings(vec![
        long("a", &[click(T), click(T + 1_000.0)]),
        long("b", &[click(T + 3_000.0)]),
        long("c", &[click(T + 500_000.0)]),
        long("d", &[click(T + 499_000.0), click(T + 501_000.0)]),
    ]);
    let names: Vec<&str> = found.iter().map(|recording| recording.name.as_str()).collect();
    assert_eq!(names, ["a", "d", "c"]);
}

#[test]
fn wrappers_and_odd_data_are_read() {
    let envelope = long("s", &[("click", T, json!({ "x": 1, "y": 2, "target": null }))]);
    for wrapped in [
        json!({ "success": true, "data": envelope }),
        json!({ "success": true, "data": { "items": [envelope], "pagination": {} } }),
        json!([{ "id": "q", "ts": 5, "path": "/ingest/v1/replay", "payload": envelope }]),
        json!([{ "session_id": "s", "event_type": "click", "event_data": "{\"x\":1,\"y\":2}", "timestamp_millis": T }]),
    ] {
        let lines = lines(only(recordings(vec![wrapped.clone()])));
        assert!(lines.iter().any(|line| line.ends_with("click 1.0,2.0")), "{wrapped}: {lines:?}");
    }
    let unknown = ("who_knows", T + 1.0, json!({}));
    let mut odd = long("s", &[("mouse_move", T, json!({ "x": 3, "y": 4 })), unknown.clone(), unknown]);
    odd["events"][1]["eventData"] = json!("not JSON");
    odd["events"][2] = json!({ "eventType": "click" });
    let recording = only(recordings(vec![odd]));
    assert_eq!(recording.format, "AllStak replay (own client)");
    assert!(
        recording.notes.iter().any(|note| note.starts_with("1 events of AllStak without a time")),
        "{:?}",
        recording.notes
    );
    let lines = lines(recording);
    assert!(lines.contains(&"1767261600000 pointer".to_owned()), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("allstak.who_knows")), "{lines:?}");
}

#[test]
fn screens_of_an_app_are_pages() {
    let recording = only(recordings(vec![short_form(
        "s",
        &[
            ("screen", T, json!({ "route": "Cart", "params": {} })),
            ("request", T + 1.0, json!({ "label": "GET /cart" })),
            ("exception", T + 2.0, json!({ "label": "TypeError", "eventId": "e-1" })),
        ],
    )]));
    let lines = lines(recording);
    assert_eq!(lines[0], "1767261600000 meta app://Cart");
    assert!(
        lines.iter().any(|line| line.contains("allstak.request"))
            && lines.last().unwrap().contains("$exception"),
        "{lines:?}"
    );
}
