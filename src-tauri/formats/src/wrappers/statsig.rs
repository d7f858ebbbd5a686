//! Statsig: the text of a list of events, cut into slices that are log events.

use super::{Pieces, each_object};
use crate::translate::script::Script;
use serde_json::Value;

const EVENT: &str = "statsig::session_recording";

pub(super) fn read(values: &[Value], script: &mut Script) {
    let mut pieces = Pieces::default();
    let mut order = Vec::new();
    for value in values {
        each_object(value, &mut |object| {
            let name = object.get("eventName").or_else(|| object.get("event_name"));
            if name.and_then(Value::as_str) != Some(EVENT) {
                return;
            }
            let Some(metadata) = object.get("metadata") else { return };
            let Some(text) = metadata.get("rrweb_events").and_then(Value::as_str) else { return };
            script.fact("sessionId", object.get("value").cloned().unwrap_or_default());
            let number = |name: &str| {
                let value = metadata.get(name)?;
                value.as_u64().or_else(|| value.as_str()?.parse().ok())
            };
            let id = metadata.get("sliced_id").and_then(Value::as_str).unwrap_or_default().to_owned();
            // Without a name it is a whole of its own.
            let place = if id.is_empty() { order.len() as u64 } else { 0 };
            order.push(());
            let piece = (number("slice_index").unwrap_or(0), number("slice_count").unwrap_or(1));
            pieces.add((id, place), piece, text);
        });
    }
    pieces.tell(script);
}
