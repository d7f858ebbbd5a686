use super::*;
use serde_json::json;

const T: f64 = 1_767_261_600_000.0;

/// Type and time of each event, and what is known of the session.
fn told(wrapper: Wrapper, values: &[Value]) -> (Vec<String>, String, Vec<String>) {
    let translated = translate(wrapper, values).unwrap();
    let value: Value = serde_json::from_slice(&translated.script.into_text()).unwrap();
    let events = value["events"].as_array().unwrap();
    let line = |event: &Value| {
        let data = &event["data"];
        let name = ["tag", "plugin", "href"].iter().find_map(|name| data[*name].as_str()).unwrap_or_default();
        format!("{} {} {name}", event["type"], event["timestamp"].as_f64().unwrap() - T).trim().to_owned()
    };
    let session = value["sessionId"].as_str().unwrap_or_default().to_owned();
    (events.iter().map(line).collect(), session, translated.notes)
}

fn events() -> Vec<Value> {
    vec![
        json!({ "type": 4, "data": { "href": "https://a.example/" }, "timestamp": T }),
        json!({ "type": 2, "data": { "node": { "type": 0, "id": 1, "childNodes": [] } }, "timestamp": T + 1.0 }),
    ]
}

const BOTH: [&str; 2] = ["4 0 https://a.example/", "2 1"];

#[test]
fn pieces_are_joined_in_whatever_order_they_come() {
    let record = |event: u64, chunk: u64, total: u64, text: &str| {
        let key = |name: &str, value: u64| json!({ "key": name, "value": { "intValue": value.to_string() } });
        json!({ "body": { "stringValue": text }, "attributes": [
            key("rr-web.event", event), key("rr-web.chunk", chunk), key("rr-web.total-chunks", total)] })
    };
    let [first, second] = [0, 1].map(|place| events()[place].to_string());
    let (head, tail) = second.split_at(30);
    let resource = json!({ "attributes": [{ "key": "rum.sessionId", "value": { "stringValue": "s-1" } }] });
    let of = |records: Vec<Value>| json!({ "resourceLogs": [{ "resource": resource, "scopeLogs": [{ "logRecords": records }] }] });
    let records =
        vec![record(2, 2, 2, tail), record(1, 1, 1, &first), record(2, 1, 2, head), record(2, 1, 2, head)];
    assert_eq!(
        told(Wrapper::OpenTelemetry, &[of(records)]),
        (BOTH.map(str::to_owned).to_vec(), "s-1".to_owned(), vec![])
    );
    let lacking = vec![record(1, 1, 1, &first), record(2, 1, 2, head)];
    let (found, _, notes) = told(Wrapper::OpenTelemetry, &[of(lacking)]);
    assert_eq!((found.len(), notes.len()), (1, 1));
    assert!(notes[0].starts_with("1 events came without all their pieces"), "{notes:?}");
    // Rows of a table.
    let row = |event: u64, text: &str| {
        json!({ "Body": text, "LogAttributes": { "rr-web.event": event.to_string() },
        "ResourceAttributes": { "rum.sessionId": "s-2" } })
    };
    assert_eq!(told(Wrapper::OpenTelemetry, &[row(2, &second), row(1, &first)]).1, "s-2");
    let list = Value::Array(events()).to_string();
    let (a, b) = list.split_at(50);
    let slice = |index: u64, text: &str| {
        json!({ "eventName": "statsig::session_recording", "value": "s-3",
        "metadata": { "rrweb_events": text, "sliced_id": "x", "slice_index": index.to_string(), "slice_count": "2" } })
    };
    let log = json!({ "events": [slice(1, b), slice(0, a)] });
    assert_eq!(told(Wrapper::Statsig, &[log]), (BOTH.map(str::to_owned).to_vec(), "s-3".to_owned(), vec![]));
}

#[test]
fn console_requests_and_errors_come_with_the_events() {
    let texts: Vec<Value> = events()
        .iter()
        .map(|event| json!({ "name": "faro.session_recording.event", "attributes": { "event": event.to_string() } }))
        .collect();
    let faro = json!({ "meta": { "session": { "id": "s-4" } }, "events": texts,
        "logs": [{ "message": "hello", "level": "warn", "timestamp": "2026-01-01T10:00:02Z" }],
        "exceptions": [{ "type": "TypeError", "value": "no", "timestamp": "2026-01-01T10:00:03Z" }] });
    let (lines, session, _) = told(Wrapper::Faro, &[faro]);
    assert_eq!(lines, [BOTH[0], BOTH[1], "6 2000 rrweb/console@1", "5 3000 $exception"]);
    assert_eq!(session, "s-4");
    let pair =
        json!({ "request": { "url": "https://a.example/x", "verb": "POST" }, "response": { "status": 500 } });
    let push = json!({ "session_secure_id": "s-5", "events": { "events": events() },
        "messages": json!({ "messages": [{ "type": "error", "time": T + 5.0, "value": ["boom"] }] }).to_string(),
        "resources": json!({ "resources": [{ "name": "https://a.example/x", "initiatorType": "fetch",
            "startTimeAbs": T + 6.0, "responseEndAbs": T + 9.0, "requestResponsePairs": pair }] }).to_string(),
        "errors": [{ "event": "TypeError: x", "timestamp": "2026-01-01T10:00:00.010Z", "stackTrace": [] }] });
    let (lines, session, _) = told(Wrapper::Highlight, &[push]);
    assert_eq!(lines, [BOTH[0], BOTH[1], "6 5 rrweb/console@1", "5 9 performanceSpan", "5 10 $exception"]);
    assert_eq!(session, "s-5");
    let rum = json!({ "RumEvents": [{ "type": "com.amazon.rum.rrweb_event", "details": json!({ "events": events() }).to_string() }],
        "UserDetails": { "userId": "u", "sessionId": "s-6" } });
    assert_eq!(
        told(Wrapper::CloudWatch, &[rum]),
        (BOTH.map(str::to_owned).to_vec(), "s-6".to_owned(), vec![])
    );
    assert!(translate(Wrapper::Faro, &[json!({ "events": [] })]).is_none());
}
