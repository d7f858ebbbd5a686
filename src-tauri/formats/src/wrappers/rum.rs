//! AWS CloudWatch RUM: events whose details are the text of an object with a list of events.

use super::each_object;
use crate::translate::script::Script;
use serde_json::{Value, json};

const EVENT: &str = "com.amazon.rum.rrweb_event";

pub(super) fn read(value: &Value, script: &mut Script) {
    each_object(value, &mut |object| {
        if let Some(user) = object.get("UserDetails") {
            script.fact("sessionId", user.get("sessionId").cloned().unwrap_or_default());
            script.fact("user", json!({ "id": user.get("userId") }));
        }
        let kind = ["type", "event_type"].iter().find_map(|name| object.get(*name)?.as_str());
        if kind != Some(EVENT) {
            return;
        }
        let details = match object.get("details").or_else(|| object.get("event_details")) {
            Some(Value::String(text)) => serde_json::from_str(text).unwrap_or_default(),
            other => other.cloned().unwrap_or_default(),
        };
        match details {
            Value::Object(mut details) => match details.remove("events") {
                Some(Value::Array(events)) => events.into_iter().for_each(|event| script.event(event)),
                _ => script.lose(),
            },
            _ => script.lose(),
        }
    });
}
