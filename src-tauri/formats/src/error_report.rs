//! An exception that a monitor caught, as its JSON tells it.

use crate::archive::HEAD_BYTES;
use crate::probe::{self, Shape};
use crate::timestamp::Stamp;
use events::derived::StackFrame;
use events::{Text, WallClock};
use memchr::memmem;
use serde_json::{Map, Value};

/// Longer texts are not looked at: the largest events of monitors are a tenth of it.
const MAX_BYTES: usize = 4 << 20;
/// Wrappers around an error that are entered.
const MAX_DEPTH: usize = 7;
/// Members that name the error, its session or its replay, the most telling first.
const IDS: [&str; 14] = [
    "replay_id",
    "replayId",
    "replayid",
    "$session_id",
    "session_id",
    "sessionId",
    "$replay_id",
    "event_id",
    "eventID",
    "eventId",
    "uuid",
    "trace_id",
    "traceId",
    "requestId",
];
const TIMES: [&str; 8] = [
    "timestamp",
    "dateCreated",
    "datetime",
    "createdAt",
    "occurredAt",
    "timestampMillis",
    "dateReceived",
    "received",
];

/// What is known of an exception.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ErrorReport {
    /// The exception's type; empty where it is not told.
    pub name: String,
    pub message: String,
    /// Innermost first, where the monitor took the stack apart.
    pub frames: Vec<StackFrame>,
    /// The stack's lines as the browser wrote them, where it did not.
    pub stack: Vec<Text>,
    /// Names of its session, its replay and itself, the most telling first.
    pub ids: Vec<String>,
    pub wall: Option<WallClock>,
}

/// Reads the JSON of an error as Sentry, PostHog and AllStak have it, whatever their interfaces wrap around it. None
/// where it is anything else, a recording among them.
pub fn error_report(bytes: &[u8]) -> Option<ErrorReport> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    if text.len() > MAX_BYTES || !matches!(text.first(), Some(b'{' | b'[')) {
        return None;
    }
    // What holds a recording besides the error is a recording.
    let head = text.get(..text.len().min(HEAD_BYTES)).unwrap_or_default();
    let is_error = |shape| shape == Shape::AllStak && memmem::find(text, b"/ingest/v1/replay").is_none();
    if probe::shape(head).is_some_and(|shape| !is_error(shape)) || holds_replay(head) {
        return None;
    }
    match serde_json::from_slice(text) {
        Ok(value) => of_value(&value, 0),
        // An envelope: a JSON text on each line.
        Err(_) => text.split(|&byte| byte == b'\n').take(64).find_map(|line| {
            let value: Value = serde_json::from_slice(line).ok()?;
            of_value(&value, 0)
        }),
    }
}

/// Of AllStak.
fn holds_replay(head: &[u8]) -> bool {
    let has = |sign: &[u8]| memmem::find(head, sign).is_some();
    has(b"\"events\"") && (has(b"\"eventType\"") || has(b"\"k\"")) && probe::shape(head).is_some()
}

fn of_value(value: &Value, depth: usize) -> Option<ErrorReport> {
    if depth > MAX_DEPTH {
        return None;
    }
    match value {
        Value::Array(items) => items.iter().take(32).find_map(|item| of_value(item, depth + 1)),
        Value::Object(object) if is_recorded_event(object) => None,
        Value::Object(object) => {
            let mut report = match of_object(object) {
                Some(report) => report,
                None => object.values().find_map(|inner| of_value(inner, depth + 1))?,
            };
            add_ids(object, &mut report.ids);
            report.wall = report.wall.or_else(|| time_of(object));
            Some(report)
        }
        // Exports of tables hold objects as text.
        Value::String(text) if text.len() > 20 && text.starts_with('{') => {
            of_value(&serde_json::from_str(text).ok()?, depth + 1)
        }
        _ => None,
    }
}

fn is_recorded_event(object: &Map<String, Value>) -> bool {
    object.get("type").is_some_and(Value::is_number)
        && object.contains_key("data")
        && object.contains_key("timestamp")
}

fn of_object(object: &Map<String, Value>) -> Option<ErrorReport> {
    sentry(object).or_else(|| posthog(object)).or_else(|| allstak(object))
}

/// An event as it is stored, and as the interface and the API give it.
fn sentry(object: &Map<String, Value>) -> Option<ErrorReport> {
    let entries = || {
        let entries = object.get("entries")?.as_array()?;
        let entry = entries.iter().find(|entry| text(entry, &["type"]).as_deref() == Some("exception"))?;
        entry.pointer("/data/values")
    };
    let values = object.get("exception").map(|exception| exception.get("values").unwrap_or(exception));
    let exception = values.or_else(entries).and_then(Value::as_array).and_then(|values| values.last());
    let mut report = match exception {
        Some(exception) => exception_of(exception),
        None => message_of(object)?,
    };
    for (name, context) in object.get("contexts").and_then(Value::as_object).into_iter().flatten() {
        if let (true, Some(context)) = (matches!(name.as_str(), "replay" | "trace"), context.as_object()) {
            add_ids(context, &mut report.ids);
        }
    }
    add_tags(object.get("tags"), &mut report.ids);
    // The context of the trace may stand before that of the replay.
    let replay = object.get("contexts").and_then(|contexts| contexts.pointer("/replay/replay_id"));
    let replay = replay.and_then(Value::as_str).map(str::to_owned);
    report.ids.sort_by_key(|id| replay.as_deref() != Some(id));
    Some(report)
}

/// A message without an exception.
fn message_of(object: &Map<String, Value>) -> Option<ErrorReport> {
    if !(object.contains_key("event_id") || object.contains_key("eventID")) {
        return None;
    }
    let said = object.get("logentry").and_then(|entry| text(entry, &["formatted", "message"]));
    let message = said.or_else(|| text_of(object, &["message", "title"]))?;
    Some(ErrorReport { message, ..ErrorReport::default() })
}

fn posthog(object: &Map<String, Value>) -> Option<ErrorReport> {
    let list = match object.get("$exception_list") {
        Some(Value::String(text)) => serde_json::from_str(text).ok(),
        other => other.cloned(),
    };
    let mut report = list
        .as_ref()
        .and_then(Value::as_array)
        .and_then(|list| list.first())
        .map(exception_of)
        .unwrap_or_default();
    let fill = |kept: &mut String, names: &[&str]| {
        if kept.is_empty() {
            *kept = text_of(object, names).unwrap_or_default();
        }
    };
    fill(&mut report.name, &["$exception_type"]);
    fill(&mut report.message, &["$exception_message"]);
    (!report.message.is_empty() || !report.name.is_empty()).then_some(report)
}

fn allstak(object: &Map<String, Value>) -> Option<ErrorReport> {
    let name = text_of(object, &["exceptionClass"])?;
    let frames: Vec<StackFrame> =
        object.get("frames").and_then(Value::as_array).into_iter().flatten().filter_map(frame_of).collect();
    let lines = object.get("stackTrace").and_then(Value::as_array).into_iter().flatten();
    let lines: Vec<Text> = lines.filter_map(|line| line.as_str()).map(Text::from).collect();
    let crumbs = object.get("breadcrumbs").and_then(Value::as_array);
    Some(ErrorReport {
        name: if name == "Message" { String::new() } else { name },
        message: text_of(object, &["message"]).unwrap_or_default(),
        frames,
        stack: lines,
        ids: Vec::new(),
        // An error without a time of its own happened after what led to it.
        wall: time_of(object).or_else(|| time_of(crumbs?.last()?.as_object()?)),
    })
}

/// Of Sentry and PostHog: the innermost frame stands last.
fn exception_of(exception: &Value) -> ErrorReport {
    let frames = exception.get("stacktrace").and_then(|stack| stack.get("frames")).and_then(Value::as_array);
    ErrorReport {
        name: text(exception, &["type"]).unwrap_or_default(),
        message: text(exception, &["value"]).unwrap_or_default(),
        frames: frames.into_iter().flatten().rev().filter_map(frame_of).collect(),
        ..ErrorReport::default()
    }
}

fn frame_of(frame: &Value) -> Option<StackFrame> {
    let function = text(frame, &["function", "raw_function"]).unwrap_or_default();
    let file = text(frame, &["abs_path", "absPath", "filename", "source", "module"]).unwrap_or_default();
    let is_known = !function.is_empty() || !file.is_empty();
    is_known.then(|| StackFrame {
        function: Text::from(function),
        file: Text::from(file),
        ..StackFrame::default()
    })
}

fn add_ids(object: &Map<String, Value>, ids: &mut Vec<String>) {
    for name in IDS {
        if let Some(Value::String(id)) = object.get(name)
            && id.len() > 3
            && !ids.contains(id)
        {
            ids.push(id.clone());
        }
    }
}

/// Pairs, objects with key and value, or members.
fn add_tags(tags: Option<&Value>, ids: &mut Vec<String>) {
    let mut found = Map::new();
    match tags {
        Some(Value::Array(tags)) => {
            for tag in tags {
                let (name, value) = match tag {
                    Value::Array(pair) => (pair.first(), pair.get(1)),
                    other => (other.get("key"), other.get("value")),
                };
                if let (Some(Value::String(name)), Some(value)) = (name, value) {
                    found.insert(name.clone(), value.clone());
                }
            }
        }
        Some(Value::Object(tags)) => found = tags.clone(),
        _ => {}
    }
    add_ids(&found, ids);
}

fn time_of(object: &Map<String, Value>) -> Option<WallClock> {
    TIMES.iter().find_map(|name| {
        let stamp = match object.get(*name)? {
            Value::Number(number) => Stamp::Number(number.as_f64()?),
            Value::String(text) => Stamp::of_text(text.as_bytes()),
            _ => return None,
        };
        stamp.repair().map(|repaired| repaired.wall)
    })
}

fn text(value: &Value, names: &[&str]) -> Option<String> {
    value.as_object().and_then(|object| text_of(object, names))
}

fn text_of(object: &Map<String, Value>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| match object.get(*name)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    })
}

#[cfg(test)]
mod tests;
