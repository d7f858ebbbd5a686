//! Grafana Faro: each event is the text of an attribute of a Faro event; console lines and exceptions stand beside them.

use super::{each_object, events_in, millis};
use crate::translate::script::Script;
use serde_json::{Value, json};

const EVENT: &str = "faro.session_recording.event";

pub(super) fn read(value: &Value, script: &mut Script) {
    each_object(value, &mut |object| {
        let text = |name: &str| object.get(name).and_then(Value::as_str);
        // As it is sent, and as a log store gives it back.
        let recorded = match text("name").or_else(|| text("event_name")) {
            Some(EVENT) => {
                let inside =
                    object.get("attributes").and_then(|attributes| attributes.get("event")?.as_str());
                inside.or_else(|| text("event_data_event"))
            }
            _ => None,
        };
        if let Some(recorded) = recorded {
            if !events_in(recorded, script) {
                script.lose();
            }
            return;
        }
        for line in object.get("logs").and_then(Value::as_array).into_iter().flatten() {
            if let (Some(at), Some(message)) = (millis(line.get("timestamp")), line.get("message")) {
                let level = line.get("level").and_then(Value::as_str).unwrap_or("log");
                script.console(at, level, std::slice::from_ref(message));
            }
        }
        for thrown in object.get("exceptions").and_then(Value::as_array).into_iter().flatten() {
            if let Some(at) = millis(thrown.get("timestamp")) {
                script.exception(at, &reversed(thrown));
            }
        }
        if let Some(meta) = object.get("meta") {
            let of = |place: &str| meta.pointer(place).cloned().unwrap_or_default();
            script.fact("sessionId", of("/session/id"));
            script.fact("user", of("/user"));
            script.fact("browser", of("/browser"));
            script.fact("userAgent", of("/browser/userAgent"));
        }
    });
}

/// Its frames stand innermost first; everybody else's outermost.
fn reversed(thrown: &Value) -> Value {
    let mut thrown = thrown.clone();
    if let Some(Value::Array(frames)) = thrown.pointer_mut("/stacktrace/frames") {
        frames.reverse();
    }
    json!({ "exception": { "values": [thrown] } })
}
