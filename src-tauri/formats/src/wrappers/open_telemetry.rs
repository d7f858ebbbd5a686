//! HyperDX and Splunk: log records whose body is one event, or a piece of a long one.

use super::{Pieces, each_object};
use crate::translate::script::Script;
use serde_json::{Map, Value, json};

const EVENT: &str = "rr-web.event";

pub(super) fn read(values: &[Value], script: &mut Script) {
    let mut pieces = Pieces::default();
    for value in values {
        let mut session = String::new();
        each_object(value, &mut |object| {
            if let Some(name) = session_in(object) {
                script.fact("sessionId", json!(name));
                session = name;
            }
            let Some(attributes) = attributes(object, "rr-web.") else { return };
            let number = |name: &str| attribute(&attributes, name).and_then(|value| number(&value));
            let (Some(event), Some(body)) = (number(EVENT), body(object)) else { return };
            let piece = (number("rr-web.chunk").unwrap_or(1), number("rr-web.total-chunks").unwrap_or(1));
            pieces.add((session.clone(), event), piece, body);
        });
    }
    pieces.tell(script);
}

type Attributes<'v> = Vec<(&'v str, &'v Value)>;

/// Of a record: a list of keys and values as OTLP has it, or members as a table gives them.
fn attributes<'v>(object: &'v Map<String, Value>, sign: &str) -> Option<Attributes<'v>> {
    let has_sign = |found: &Attributes<'_>| found.iter().any(|(name, _)| name.starts_with(sign));
    ["attributes", "LogAttributes", "log_attributes", "Attributes"].iter().find_map(|name| {
        let found: Attributes<'_> = match object.get(*name)? {
            Value::Array(items) => items
                .iter()
                .filter_map(|item| Some((item.get("key")?.as_str()?, item.get("value")?)))
                .collect(),
            Value::Object(members) => members.iter().map(|(name, value)| (name.as_str(), value)).collect(),
            _ => return None,
        };
        has_sign(&found).then_some(found)
    })
}

fn attribute(attributes: &Attributes<'_>, name: &str) -> Option<Value> {
    let (_, value) = attributes.iter().find(|(other, _)| *other == name)?;
    Some(plain(value))
}

/// OTLP says of what kind a value is.
fn plain(value: &Value) -> Value {
    let kinds = ["stringValue", "intValue", "doubleValue"];
    kinds.iter().find_map(|kind| value.get(*kind)).unwrap_or(value).clone()
}

fn number(value: &Value) -> Option<u64> {
    value
        .as_u64()
        .or_else(|| value.as_str()?.parse().ok())
        .or_else(|| value.as_f64().map(|number| number as u64))
}

fn body(object: &Map<String, Value>) -> Option<&str> {
    let body = ["body", "Body"].iter().find_map(|name| object.get(*name))?;
    body.as_str().or_else(|| body.get("stringValue")?.as_str())
}

fn session_in(object: &Map<String, Value>) -> Option<String> {
    let of = |attributes: Attributes<'_>| {
        let names = ["rum.sessionId", "splunk.rumSessionId"];
        names.iter().find_map(|name| attribute(&attributes, name)?.as_str().map(str::to_owned))
    };
    let resource = object.get("resource").and_then(Value::as_object);
    let told = resource.and_then(|resource| attributes(resource, "")).and_then(of);
    let members = object.get("ResourceAttributes").and_then(Value::as_object);
    told.or_else(|| of(members?.iter().map(|(name, value)| (name.as_str(), value)).collect()))
}
