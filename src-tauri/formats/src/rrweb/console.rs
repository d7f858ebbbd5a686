//! Console records: rrweb's console plugin, and the events of rrweb 0.x that carry the same object.

use super::lenient::{List, Scalar, number_text};
use super::wire::{read_json, read_object};
use crate::json_text;
use events::{ConsoleLevel, ConsoleRecord, EventKind, Text};
use serde::Deserialize;
use serde_json::value::RawValue;

/// Characters of an object in the readable line; the whole object is in the arguments.
const MAX_OBJECT_CHARS: usize = 2_000;

/// The recorder's mark behind the stack of an error object.
const STACK_END: &str = "\nEnd of stack for Error object";

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireConsole<'a> {
    level: Scalar,
    #[serde(borrow)]
    trace: Option<&'a RawValue>,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

pub(super) fn read(data: &str) -> serde_json::Result<EventKind> {
    let wire: WireConsole<'_> = read_object(data)?;
    let method = match wire.level.into_text() {
        level if level.is_empty() => Text::new("log"),
        level => level,
    };
    let args: Vec<Text> = items(wire.payload).into_iter().map(Text::from).collect();
    let trace: Vec<Text> = items(wire.trace).iter().map(|line| plain(line).into()).collect();
    Ok(record(method, args, trace))
}

/// `args` are JSON texts.
pub(super) fn record(method: Text, args: Vec<Text>, trace: Vec<Text>) -> EventKind {
    let uncaught = is_uncaught(&method, &args, &trace);
    let text = readable(&args).into();
    let level = level(&method);
    EventKind::Console(Box::new(ConsoleRecord { level, method, args, trace, text, uncaught }))
}

fn level(method: &str) -> ConsoleLevel {
    match method {
        "error" | "assert" => ConsoleLevel::Error,
        "warn" => ConsoleLevel::Warn,
        "info" => ConsoleLevel::Info,
        "debug" => ConsoleLevel::Debug,
        _ => ConsoleLevel::Log,
    }
}

/// The JSON text of each item. The plugin writes each argument as a string that holds JSON text; others write the
/// argument itself, and truncating forks leave text that is no JSON any more.
fn items(list: Option<&RawValue>) -> Vec<String> {
    let list = list.map_or("null", RawValue::get);
    if !list.starts_with('[') && !list.starts_with("{\"0\"") {
        return if list == "null" { Vec::new() } else { vec![item(list)] };
    }
    let raw: List<Box<RawValue>> = read_json(list).unwrap_or_default();
    raw.items.iter().map(|value| item(value.get())).collect()
}

fn item(json: &str) -> String {
    let Ok(text) = serde_json::from_str::<String>(json) else { return json.to_owned() };
    if is_json(&text) {
        return text;
    }
    let repaired = json_text::repair(&text);
    if is_json(&repaired) {
        return repaired;
    }
    // A string that lost its end keeps what is left of it.
    let rest = text.strip_prefix('"').map(|rest| json_text::unescape(rest.as_bytes()));
    let rest = rest.map_or(text, |rest| String::from_utf8_lossy(&rest).into_owned());
    serde_json::to_string(&rest).unwrap_or_else(|_| "null".to_owned())
}

/// Half a surrogate pair passes here and is replaced where the text is read.
fn is_json(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

/// The value of a JSON string; other JSON as it is.
fn plain(json: &str) -> String {
    let string = || serde_json::from_str::<String>(json).ok();
    let repaired = || serde_json::from_str::<String>(&json_text::repair(json)).ok();
    string().or_else(repaired).unwrap_or_else(|| json.to_owned())
}

/// The line a browser would print: strings without quotes, format marks of the first argument filled in.
fn readable(args: &[Text]) -> String {
    let mut rest = args.iter();
    let mut line = String::new();
    if let Some(first) = args.first()
        && first.starts_with('"')
        && first.contains('%')
    {
        rest.next();
        format(&plain(first), &mut rest, &mut line);
    }
    for arg in rest {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&shown(arg));
    }
    line
}

fn shown(arg: &str) -> String {
    if arg.starts_with('"') {
        return plain(arg).replace(STACK_END, "");
    }
    let compact = match serde_json::from_str::<f64>(arg) {
        Ok(number) => number_text(number),
        Err(_) => compact(arg),
    };
    match compact.char_indices().nth(MAX_OBJECT_CHARS) {
        Some((end, _)) => format!("{}…", compact.get(..end).unwrap_or_default()),
        None => compact,
    }
}

/// Without white space between tokens.
fn compact(json: &str) -> String {
    let mut in_string = false;
    let mut escaped = false;
    json.chars()
        .filter(|&character| {
            if in_string {
                in_string = character != '"' || escaped;
                escaped = character == '\\' && !escaped;
                return true;
            }
            in_string = character == '"';
            !matches!(character, ' ' | '\n' | '\r' | '\t')
        })
        .collect()
}

/// The marks of the console standard: %s, %d, %i, %f, %o, %O and %c, which only styles.
fn format<'a>(text: &str, args: &mut impl Iterator<Item = &'a Text>, line: &mut String) {
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('%') {
        line.push_str(before);
        let mark = after.chars().next();
        rest = match mark {
            Some('s' | 'd' | 'i' | 'f' | 'o' | 'O' | 'c') => {
                match args.next() {
                    Some(arg) if mark != Some('c') => line.push_str(&shown(arg)),
                    Some(_) => {}
                    None => line.extend(['%'].into_iter().chain(mark)),
                }
                after.get(1..).unwrap_or_default()
            }
            Some('%') => {
                line.push('%');
                after.get(1..).unwrap_or_default()
            }
            _ => {
                line.push('%');
                after
            }
        };
    }
    line.push_str(rest);
}

/// The plugin records `error` and `unhandledrejection` events of the window as calls of `console.error` with the
/// event's message. Chromium and Safari's rejections begin with a word; elsewhere the message is an error's name and
/// text without the stack that a logged error object brings along.
fn is_uncaught(method: &str, args: &[Text], trace: &[Text]) -> bool {
    let Some(first) = args.first().filter(|_| method == "error") else { return false };
    let message = plain(first);
    let says_so = ["Uncaught ", "uncaught exception:", "Unhandled Promise Rejection:", "Unhandled rejection"];
    if says_so.iter().any(|words| message.starts_with(words)) {
        return true;
    }
    let name = message.split(':').next().unwrap_or_default();
    let names_error = (name.ends_with("Error") || name == "DOMException")
        && name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.chars().all(char::is_alphanumeric)
        && message.len() > name.len();
    args.len() == 1 && names_error && !trace.is_empty() && !message.contains('\n')
}

/// A plugin's payload, or null.
pub(super) fn read_payload(payload: Option<&RawValue>) -> serde_json::Result<EventKind> {
    read(payload.map_or("null", RawValue::get))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(payload: &str, expected: &str) {
        let EventKind::Console(record) = read(payload).unwrap() else { panic!() };
        let uncaught = if record.uncaught { " uncaught" } else { "" };
        assert_eq!(format!("{:?}{uncaught}: {}", record.level, record.text), expected, "{payload}");
        for arg in &record.args {
            assert!(is_json(arg), "{arg}");
        }
    }

    #[test]
    fn arguments_become_the_line_a_browser_prints() {
        check(r#"{"level":"log","trace":[],"payload":["\"route\"","{\"at\": 253, \"b\":\"x y\"}"]}"#, {
            r#"Log: route {"at":253,"b":"x y"}"#
        });
        check(
            r#"{"level":"info","payload":["1.50","null","true","\"undefined\""]}"#,
            "Info: 1.5 null true undefined",
        );
        check(
            r#"{"level":"warn","payload":["\"%cred %s: %d%%\"","\"color:red\"","\"n\"","7","\"more\""]}"#,
            "Warn: red n: 7% more",
        );
        check(r#"{"level":"log","payload":["\"100% %s\""]}"#, "Log: 100% %s");
        check(r#"{"level":"trace","payload":[]}"#, "Log: ");
        check(r#"{"level":"debug","payload":[{"a":1},2]}"#, r#"Debug: {"a":1} 2"#);
        check(r#"{"level":"assert","payload":"\"one\""}"#, "Error: one");
        check(r#"{"payload":{"0":"\"a\"","1":"2"}}"#, "Log: a 2");
        check(r#"{"payload":{"a":1}}"#, r#"Log: {"a":1}"#);
        check(r#"{"payload":null}"#, "Log: ");
        check("[]", "Log: ");
    }

    #[test]
    fn arguments_that_are_no_json_any_more_are_kept_as_text() {
        check(r#"{"level":"log","payload":["\"cut off…[truncated]"]}"#, "Log: cut off…[truncated]");
        check(r#"{"level":"log","payload":["{\"a\":1,…[truncated]"]}"#, "Log: {\"a\":1,…[truncated]");
        check(r#"{"level":"log","payload":["plain words"]}"#, "Log: plain words");
        check(r#"{"level":"log","payload":["\"\\ud83d\"","{\"a\":NaN}"]}"#, "Log: \u{fffd} {\"a\":null}");
    }

    #[test]
    fn a_long_object_is_cut_in_the_line_only() {
        let long = "x".repeat(3_000);
        let EventKind::Console(record) = read(&format!(r#"{{"payload":["{{\"a\":\"{long}\"}}"]}}"#)).unwrap()
        else {
            panic!()
        };
        assert_eq!(record.text.chars().count(), MAX_OBJECT_CHARS + 1);
        assert!(record.args[0].len() > 3_000);
    }

    #[test]
    fn uncaught_errors_are_told_from_logged_ones() {
        check(r#"{"level":"error","trace":["a"],"payload":["\"Uncaught (in promise) TypeError: x\""]}"#, {
            "Error uncaught: Uncaught (in promise) TypeError: x"
        });
        check(r#"{"level":"error","trace":["a"],"payload":["\"TypeError: x is undefined\""]}"#, {
            "Error uncaught: TypeError: x is undefined"
        });
        check(
            r#"{"level":"error","trace":["a"],"payload":["\"save failed\"","404"]}"#,
            "Error: save failed 404",
        );
        check(r#"{"level":"log","trace":["a"],"payload":["\"Uncaught x\""]}"#, "Log: Uncaught x");
        check(
            r#"{"level":"error","trace":["a"],"payload":["\"checkout\"","\"TypeError: x\\n    at f (a.js:1:2)\\nEnd of stack for Error object\""]}"#,
            "Error: checkout TypeError: x\n    at f (a.js:1:2)",
        );
        check(
            r#"{"level":"error","trace":["a"],"payload":["\"TypeError: x\\n    at f (a.js:1:2)\\nEnd of stack for Error object\""]}"#,
            "Error: TypeError: x\n    at f (a.js:1:2)",
        );
    }
}
