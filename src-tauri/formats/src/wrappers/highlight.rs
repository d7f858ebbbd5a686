//! Highlight and LaunchDarkly: what their clients push: events, and texts with console lines, requests and errors.

use super::millis;
use crate::rrweb::packer::{Unpacked, unpack_text};
use crate::translate::script::{Request, Script};
use serde_json::{Value, json};

pub(super) fn read(value: &Value, script: &mut Script) {
    if let Value::Array(items) = value {
        return items.iter().for_each(|item| read(item, script));
    }
    let variables = value.get("variables").unwrap_or(value);
    script.fact("sessionId", variables.get("session_secure_id").cloned().unwrap_or_default());
    // Compressed as a rule: base64 of gzip.
    let unpacked =
        variables.get("data").and_then(Value::as_str).and_then(|data| match unpack_text(data.as_bytes()) {
            Unpacked::Text(text) | Unpacked::Inflated(text) => serde_json::from_slice::<Value>(&text).ok(),
            _ => None,
        });
    let payload = unpacked.as_ref().unwrap_or(variables);
    let list = |place: &str| payload.pointer(place).and_then(Value::as_array).into_iter().flatten();
    list("/events/events").for_each(|event| script.event(event.clone()));
    let inside = |name: &str| match payload.get(name) {
        Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
        other => other.cloned().unwrap_or_default(),
    };
    let (messages, resources): (Value, Value) = (inside("messages"), inside("resources"));
    let of =
        |value: &Value, name: &str| value.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    for line in of(&messages, "messages") {
        if let Some(at) = millis(line.get("time")) {
            let args = line.get("value").and_then(Value::as_array).cloned().unwrap_or_default();
            script.console(at, line.get("type").and_then(Value::as_str).unwrap_or("log"), &args);
        }
    }
    for resource in of(&resources, "resources") {
        request(&resource, script);
    }
    for error in list("/errors") {
        if let Some(at) = millis(error.get("timestamp")) {
            let value = error.get("event").or_else(|| error.get("payload"));
            let frames: Vec<Value> = error
                .get("stackTrace")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .rev()
                .map(frame)
                .collect();
            let thrown = json!({ "value": value, "stacktrace": { "frames": frames } });
            script.exception(at, &json!({ "exception": { "values": [thrown] } }));
        }
    }
}

fn frame(frame: &Value) -> Value {
    let of = |names: [&str; 2]| names.iter().find_map(|name| frame.get(*name));
    json!({ "function": of(["functionName", "function"]), "filename": of(["fileName", "filename"]),
        "lineno": of(["lineNumber", "lineno"]), "colno": of(["columnNumber", "colno"]) })
}

fn request(resource: &Value, script: &mut Script) {
    let Some(url) = resource.get("name").and_then(Value::as_str) else { return };
    let Some(at) = millis(resource.get("startTimeAbs")) else { return };
    let ended = millis(resource.get("responseEndAbs")).unwrap_or(at);
    let pair = resource.get("requestResponsePairs").cloned().unwrap_or_default();
    let request = Request {
        url: pair.pointer("/request/url").and_then(Value::as_str).unwrap_or(url),
        method: pair.pointer("/request/verb").and_then(Value::as_str),
        status: pair.pointer("/response/status").and_then(Value::as_f64),
        initiator: match resource.get("initiatorType").and_then(Value::as_str).unwrap_or("other") {
            "fetch" => "fetch",
            "xmlhttprequest" => "xhr",
            "img" => "img",
            "script" => "script",
            "css" | "link" => "css",
            _ => "other",
        },
        lasted: ended - at,
    };
    script.request(at, &request, &pair);
}
