//! What monitors write into custom events: requests, console lines and exceptions, each in a form of its own.

use super::console;
use super::request::Timed;
use events::{EventKind, ExceptionReport, Text, WallClock};
use serde_json::Value;
use serde_json::value::RawValue;

/// The event that a custom event stands for; None where it is nothing but that.
pub(super) fn read(tag: &str, payload: Option<&RawValue>, wall: WallClock) -> Option<EventKind> {
    let read = match tag {
        "performanceSpan" => span,
        "fetch-request" => fetch,
        "breadcrumb" => breadcrumb,
        "$exception" => |value: &Value, _: &str, _| exception(value),
        _ => return None,
    };
    let raw = payload?.get();
    let value: Value = serde_json::from_str(raw).ok()?;
    // Some write JSON text into a string.
    match &value {
        Value::String(text) => read(&serde_json::from_str(text).ok()?, text, wall),
        value => read(value, raw, wall),
    }
}

/// Sentry's: times are seconds.
fn span(value: &Value, raw: &str, wall: WallClock) -> Option<EventKind> {
    let kind = text(value, "op").strip_prefix("resource.")?;
    let data = value.get("data").unwrap_or(&Value::Null);
    let initiator = if kind == "xhr" { "xmlhttprequest" } else { kind };
    let request = Timed {
        url: text(value, "description"),
        method: data.get("method").and_then(Value::as_str),
        status: number(data, "statusCode"),
        initiator,
        start: number(value, "startTimestamp"),
        end: number(value, "endTimestamp"),
        duration_ms: None,
    };
    request.into_event(raw, wall)
}

/// Amplitude's.
fn fetch(value: &Value, raw: &str, wall: WallClock) -> Option<EventKind> {
    let request = Timed {
        url: text(value, "url"),
        method: value.get("method").and_then(Value::as_str),
        status: number(value, "status").or_else(|| value.get("error")?.as_object().map(|_| 0.0)),
        initiator: "fetch",
        start: number(value, "timestamp"),
        end: None,
        duration_ms: number(value, "duration"),
    };
    request.into_event(raw, wall)
}

/// Sentry's.
fn breadcrumb(value: &Value, _: &str, _: WallClock) -> Option<EventKind> {
    let level = text(value, "level");
    match text(value, "category") {
        "console" => {
            let level = if level == "warning" { "warn" } else { level };
            let arguments =
                value.get("data").and_then(|data| data.get("arguments")).and_then(Value::as_array);
            let args = match arguments {
                Some(arguments) if !arguments.is_empty() => arguments.iter().map(json).collect(),
                _ => vec![json(value.get("message")?)],
            };
            Some(console::record(level.into(), args, Vec::new()))
        }
        "exception" | "sentry.exception" => exception(value),
        "sentry.event" if matches!(level, "error" | "fatal") => exception(value),
        _ => None,
    }
}

fn json(value: &Value) -> Text {
    Text::from(value.to_string())
}

/// Whatever names an exception's type or message: Sentry's and PostHog's events, and plain error objects.
fn exception(value: &Value) -> Option<EventKind> {
    let thrown = thrown(value);
    let first = |names: &[&str]| {
        let places = [Some(thrown), Some(value), value.get("data"), value.get("properties")];
        let found = |place: &Value| {
            names.iter().map(|name| text(place, name)).find(|text| !text.is_empty()).map(Text::new)
        };
        places.into_iter().flatten().find_map(found).unwrap_or_default()
    };
    let message = first(&["value", "message", "$exception_message"]);
    let name = first(&["type", "name", "$exception_type"]);
    // The type of a breadcrumb says how it is drawn.
    let name =
        if matches!(name.as_str(), "default" | "error" | "exception") { Text::default() } else { name };
    let report = ExceptionReport { name, message, stack: stack(thrown, value) };
    (!report.message.is_empty() || !report.name.is_empty()).then(|| EventKind::Exception(Box::new(report)))
}

/// Of exceptions that caused each other the one that was thrown.
fn thrown(value: &Value) -> &Value {
    let properties = value.get("properties").unwrap_or(value);
    if let Some(list) = properties.get("$exception_list").and_then(Value::as_array) {
        return list.first().unwrap_or(value);
    }
    let values = value.get("exception").unwrap_or(value).get("values").and_then(Value::as_array);
    values.and_then(|values| values.last()).unwrap_or(value)
}

fn stack(thrown: &Value, value: &Value) -> Vec<Text> {
    let frames = thrown.get("stacktrace").and_then(|stack| stack.get("frames")).and_then(Value::as_array);
    if let Some(frames) = frames {
        // They stand outermost first.
        return frames.iter().rev().map(|frame| Text::from(frame_line(frame))).collect();
    }
    let text = [thrown, value].into_iter().find_map(|place| place.get("stack")?.as_str()).unwrap_or_default();
    let is_frame = |line: &&str| line.trim_start().starts_with("at ") || line.contains('@');
    text.lines().filter(is_frame).map(|line| Text::new(line.trim())).collect()
}

/// As V8 writes it.
fn frame_line(frame: &Value) -> String {
    let file = [text(frame, "abs_path"), text(frame, "filename")].into_iter().find(|file| !file.is_empty());
    let mut place = file.unwrap_or("<anonymous>").to_owned();
    for name in ["lineno", "colno"] {
        if let Some(number) = frame.get(name).and_then(Value::as_u64) {
            place.push_str(&format!(":{number}"));
        }
    }
    match text(frame, "function") {
        "" | "?" => format!("at {place}"),
        function => format!("at {function} ({place})"),
    }
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn number(value: &Value, name: &str) -> Option<f64> {
    value.get(name).and_then(Value::as_f64)
}
