//! What AllStak's clients and servers write, told apart by its members.

use crate::timestamp::Stamp;
use serde_json::{Map, Value};

/// Wrappers around what was sent.
const MAX_DEPTH: usize = 6;

/// One body, or one part of it.
#[derive(Debug)]
pub(super) struct Doc {
    pub(super) kind: DocKind,
    /// When it came in, in milliseconds, where whoever kept it says so.
    pub(super) arrived: Option<f64>,
}

#[derive(Debug)]
pub(super) enum DocKind {
    Replay { session: String, events: Vec<Event> },
    Error(Value),
    Requests(Vec<Value>),
    Spans(Vec<Value>),
    Log(Value),
    SessionStart(Value),
    SessionEnd(Value),
}

/// One event of a replay, of any dialect.
#[derive(Debug)]
pub(super) struct Event {
    pub(super) at: f64,
    pub(super) kind: String,
    pub(super) data: Value,
    /// Of the page when the batch was sent, which is not when it happened.
    pub(super) url: Option<String>,
    /// React and React Native: `k` instead of `eventType`.
    pub(super) is_short: bool,
    pub(super) original: Value,
}

/// Everything that is found in a value, and how many events had no time.
pub(super) fn docs_in(value: Value, arrived: Option<f64>, docs: &mut Vec<Doc>, broken: &mut usize) {
    visit(value, arrived, 0, docs, broken);
}

fn visit(value: Value, arrived: Option<f64>, depth: usize, docs: &mut Vec<Doc>, broken: &mut usize) {
    if depth > MAX_DEPTH {
        return;
    }
    let mut object = match value {
        Value::Array(items) => {
            for item in items {
                visit(item, arrived, depth + 1, docs, broken);
            }
            return;
        }
        Value::Object(object) => object,
        _ => return,
    };
    // The tunnel's lines, and the queue of a browser that was offline.
    if object.get("path").is_some_and(Value::is_string) && object.contains_key("payload") {
        let arrived = millis(&object, &["ts", "timestamp", "receivedAt"]).or(arrived);
        let payload = object.remove("payload").unwrap_or_default();
        let payload = match payload {
            Value::String(text) => serde_json::from_str(&text).unwrap_or_default(),
            other => other,
        };
        return visit(payload, arrived, depth + 1, docs, broken);
    }
    let Some(kind) = doc(&mut object, broken) else {
        for name in ["data", "items", "result", "replay"] {
            if let Some(inner @ (Value::Array(_) | Value::Object(_))) = object.remove(name) {
                visit(inner, arrived, depth + 1, docs, broken);
            }
        }
        return;
    };
    docs.push(Doc { kind, arrived });
}

fn doc(object: &mut Map<String, Value>, broken: &mut usize) -> Option<DocKind> {
    let has = |object: &Map<String, Value>, name: &str| object.contains_key(name);
    let session = text(object, &["sessionId", "session_id"]);
    let first = object.get("events").and_then(Value::as_array).and_then(|events| events.first());
    if first.is_some_and(is_event) {
        let Some(Value::Array(events)) = object.remove("events") else { return None };
        let session = session.or_else(|| text(object, &["fingerprint"])).unwrap_or_default();
        let given = events.len();
        let events: Vec<Event> = events.into_iter().filter_map(event).collect();
        *broken += given - events.len();
        return Some(DocKind::Replay { session, events });
    }
    // A row of the server's table.
    if has(object, "eventType") || has(object, "event_type") {
        let session = session.or_else(|| text(object, &["fingerprint"])).unwrap_or_default();
        let events: Vec<Event> = event(Value::Object(std::mem::take(object))).into_iter().collect();
        *broken += usize::from(events.is_empty());
        return Some(DocKind::Replay { session, events });
    }
    if has(object, "exceptionClass") {
        return Some(DocKind::Error(Value::Object(std::mem::take(object))));
    }
    let list = |object: &mut Map<String, Value>, name: &str, sign: &str| {
        let is_it = object.get(name)?.as_array()?.first()?.get(sign).is_some();
        match object.remove(name) {
            Some(Value::Array(items)) if is_it => Some(items),
            _ => None,
        }
    };
    if let Some(requests) = list(object, "requests", "method") {
        return Some(DocKind::Requests(requests));
    }
    if let Some(spans) = list(object, "spans", "spanId") {
        return Some(DocKind::Spans(spans));
    }
    let is_ours = has(object, "sdkName") || has(object, "traceId") || has(object, "sessionId");
    if has(object, "level") && has(object, "message") && is_ours {
        return Some(DocKind::Log(Value::Object(std::mem::take(object))));
    }
    if session.is_some() && has(object, "durationMs") && has(object, "status") {
        return Some(DocKind::SessionEnd(Value::Object(std::mem::take(object))));
    }
    let is_start = session.is_some() && (has(object, "sdkName") || has(object, "release"));
    (is_start && !has(object, "events") && !has(object, "data"))
        .then(|| DocKind::SessionStart(Value::Object(std::mem::take(object))))
}

fn is_event(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    let is_long = (has("eventType") || has("event_type"))
        && (has("eventData") || has("event_data") || has("timestampMillis") || has("timestamp_millis"));
    is_long || is_short(value)
}

fn is_short(value: &Value) -> bool {
    let is = |name: &str, fits: fn(&Value) -> bool| value.get(name).is_some_and(fits);
    is("ts", Value::is_number) && is("k", Value::is_string) && is("data", Value::is_object)
}

fn event(original: Value) -> Option<Event> {
    let object = original.as_object()?;
    if is_short(&original) {
        let at = millis(object, &["ts"])?;
        let (kind, data) = (text(object, &["k"])?, object.get("data")?.clone());
        return Some(Event { at, kind, data, url: None, is_short: true, original });
    }
    let at = millis(object, &["timestampMillis", "timestamp_millis", "timestamp"])?;
    let kind = text(object, &["eventType", "event_type"])?;
    let data = object.get("eventData").or_else(|| object.get("event_data"));
    let data = match data {
        // JSON text, as a rule; what is none is shown as it is.
        Some(Value::String(text)) => {
            serde_json::from_str(text).unwrap_or_else(|_| Value::String(text.clone()))
        }
        Some(other) => other.clone(),
        None => Value::Null,
    };
    Some(Event { at, kind, data, url: text(object, &["url"]), is_short: false, original })
}

pub(super) fn text(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names
        .iter()
        .find_map(|name| object.get(*name)?.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
}

/// A number of milliseconds or seconds, or a date as text.
pub(super) fn millis(object: &Map<String, Value>, names: &[&str]) -> Option<f64> {
    names.iter().find_map(|name| {
        let stamp = match object.get(*name)? {
            Value::Number(number) => Stamp::Number(number.as_f64()?),
            Value::String(text) => Stamp::of_text(text.as_bytes()),
            _ => return None,
        };
        stamp.repair().map(|repaired| repaired.wall.as_millis())
    })
}

impl Doc {
    /// The session that it names itself.
    pub(super) fn session(&self) -> Option<String> {
        let of = |value: &Value| text(value.as_object()?, &["sessionId", "session_id", "replayId"]);
        match &self.kind {
            DocKind::Replay { session, .. } => Some(session.clone()),
            DocKind::Error(value)
            | DocKind::Log(value)
            | DocKind::SessionStart(value)
            | DocKind::SessionEnd(value) => of(value),
            DocKind::Requests(items) | DocKind::Spans(items) => items.iter().find_map(of),
        }
    }

    pub(super) fn trace(&self) -> Option<String> {
        let of = |value: &Value| text(value.as_object()?, &["traceId"]);
        match &self.kind {
            DocKind::Replay { .. } | DocKind::SessionStart(_) | DocKind::SessionEnd(_) => None,
            DocKind::Error(value) | DocKind::Log(value) => of(value),
            DocKind::Requests(items) | DocKind::Spans(items) => items.iter().find_map(of),
        }
    }

    /// When what it tells began.
    pub(super) fn at(&self) -> Option<f64> {
        let of = |value: &Value, names: &[&str]| millis(value.as_object()?, names);
        match &self.kind {
            DocKind::Replay { events, .. } => events.iter().map(|event| event.at).min_by(f64::total_cmp),
            DocKind::Error(value) => of(value, &["timestamp", "timestampMillis"]).or_else(|| {
                let crumbs = value.get("breadcrumbs")?.as_array()?;
                crumbs.iter().filter_map(|crumb| of(crumb, &["timestamp"])).max_by(f64::total_cmp)
            }),
            DocKind::Log(value) => of(value, &["timestamp"]),
            DocKind::Requests(items) => items.first().and_then(|item| of(item, &["timestamp"])),
            DocKind::Spans(items) => items.first().and_then(|item| of(item, &["startTimeMillis"])),
            DocKind::SessionStart(_) | DocKind::SessionEnd(_) => None,
        }
    }
}
