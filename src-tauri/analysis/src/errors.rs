//! Errors out of console lines and reports, and the fingerprint that groups them.

use crate::stack::parse_stack;
use events::derived::{ConsoleLine, ErrorKind, ErrorRecord, RequestRecord, StackFrame};
use events::{Event, ExceptionReport, Text};

/// How many stack frames take part in a fingerprint: enough to tell two places apart, few enough to survive a refactor.
const FINGERPRINT_FRAMES: usize = 3;
/// Characters of the hash of a build in a file's name, at least.
const MIN_HASH: usize = 8;
const MIN_HEX_HASH: usize = 6;

/// Two that notice one exception do so within this time.
const NOTICED_US: i64 = 1_000_000;

/// An error for a line of the console at level error; None for other levels.
pub fn error_from_console(line: &ConsoleLine) -> Option<ErrorRecord> {
    if line.level != events::ConsoleLevel::Error {
        return None;
    }
    let (name, message) = split_exception(&line.text);
    let kind = match (line.uncaught, line.text.contains("(in promise)") || line.text.contains("nhandled")) {
        (true, true) => ErrorKind::Rejection,
        (true, false) => ErrorKind::Uncaught,
        _ => ErrorKind::Console,
    };
    let stack = if line.trace.is_empty() { stack_in_text(&line.text) } else { line.trace.clone() };
    let fingerprint = fingerprint(name, message, &stack);
    Some(ErrorRecord {
        time: line.time,
        tab: line.tab,
        seq: line.seq,
        kind,
        name: Text::new(name),
        message: Text::new(message),
        stack,
        fingerprint,
    })
}

/// What a monitor in the page reported; None where it says nothing.
pub fn error_from_report(event: &Event, report: &ExceptionReport) -> Option<ErrorRecord> {
    let (name, message) = match report.name.as_str() {
        "" => split_exception(&report.message),
        name => (name, report.message.lines().next().unwrap_or("").trim()),
    };
    (!name.is_empty() || !message.is_empty()).then(|| ErrorRecord {
        time: event.time,
        tab: event.tab,
        seq: event.seq,
        kind: ErrorKind::Reported,
        name: Text::new(name),
        message: Text::new(message),
        stack: report.stack.clone(),
        fingerprint: fingerprint(name, message, &report.stack),
    })
}

/// A request that failed, when that was seen; None of one that did not. Hosts, queries and numbers tell nothing apart.
pub fn error_from_request(request: &RequestRecord) -> Option<ErrorRecord> {
    if !request.is_failed() {
        return None;
    }
    let name = match request.status {
        None | Some(0) => "No answer".to_owned(),
        Some(status) => format!("HTTP {status}"),
    };
    let href = request.href.split(['?', '#']).next().unwrap_or_default();
    let path = href
        .split_once("://")
        .map_or(href, |(_, rest)| rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/"));
    let line = |place: &str| format!("{} {place}", request.method).trim_start().to_owned();
    Some(ErrorRecord {
        time: request.until,
        tab: request.tab,
        seq: request.seq,
        kind: ErrorKind::Request,
        fingerprint: fingerprint(&name, &line(path), &[]),
        name: Text::from(name),
        message: Text::from(line(href)),
        stack: Vec::new(),
    })
}

/// Whether one exception was noticed twice, by the console and by a monitor.
pub fn is_same_error(a: &ErrorRecord, b: &ErrorRecord) -> bool {
    let agree = a.name == b.name || a.name.is_empty() || b.name.is_empty();
    a.tab == b.tab && agree && a.message == b.message && (a.time - b.time).abs() <= NOTICED_US
}

/// The exception's type and message out of a console line: `Uncaught TypeError: x is not a function` and its kin.
/// The name is empty where the line names no type.
pub fn split_exception(text: &str) -> (&str, &str) {
    let first_line = text.lines().next().unwrap_or("").trim();
    let rest = first_line
        .trim_start_matches("Uncaught (in promise)")
        .trim_start_matches("Unhandled promise rejection:")
        .trim_start_matches("Uncaught")
        .trim_start_matches([' ', ':']);
    match rest.split_once(": ") {
        Some((name, message)) if is_exception_name(name) => (name, message),
        _ => ("", rest),
    }
}

/// Whether it reads like the name of an exception type: `Error`, `TypeError`, `DOMException`, `my.CustomError`.
fn is_exception_name(name: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$' | '.');
    (name.ends_with("Error") || name.ends_with("Exception") || name.ends_with("Rejection"))
        && name.chars().all(word)
}

fn stack_in_text(text: &str) -> Vec<Text> {
    let frames =
        text.lines().skip(1).map(str::trim).filter(|line| line.starts_with("at ") || line.contains('@'));
    frames.map(Text::new).collect()
}

/// Equal for errors that a person would call the same: type, message without its variable parts, innermost frames of the
/// page's own code without line numbers (which move with every release). Where no frame is its own, the innermost ones.
pub fn fingerprint(name: &str, message: &str, stack: &[Text]) -> u64 {
    let mut hash = Fnv::new();
    hash.write(name);
    hash.write(&normalized_message(message));
    let frames = parse_stack(stack);
    let has_own = frames.iter().any(|frame| frame.in_app);
    for frame in frames.iter().filter(|frame| frame.in_app || !has_own).take(FINGERPRINT_FRAMES) {
        hash.write(&frame.function);
        hash.write(&file_of_all_releases(frame));
    }
    hash.0
}

/// Numbers, quoted strings and addresses are what varies between two occurrences of one error.
fn normalized_message(message: &str) -> String {
    let mut out = String::with_capacity(message.len());
    let mut chars = message.chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_ascii_digit() {
            while chars.peek().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')) {
                chars.next();
            }
            out.push('#');
        } else if matches!(c, '"' | '\'' | '`') && message.matches(c).count() > 1 {
            while chars.next().is_some_and(|inner| inner != c) {}
            out.push_str("“”");
        } else {
            out.push(c);
        }
    }
    out
}

/// The file's path without its host, its query and the hash that a build puts into its name.
fn file_of_all_releases(frame: &StackFrame) -> String {
    let path = frame.file.split(['?', '#']).next().unwrap_or_default();
    let path =
        path.split_once("://").map_or(path, |(_, rest)| rest.split_once('/').map_or("", |(_, path)| path));
    let (folder, name) = path.rsplit_once(['/', '\\']).unwrap_or(("", path));
    let parts = name.split_inclusive(['.', '-', '_']).map(|part| {
        let word = part.trim_end_matches(['.', '-', '_']);
        if is_build_hash(word) { "#" } else { part }
    });
    format!("{folder}/{}", parts.collect::<String>())
}

/// Whether a part of a file's name is another one with every release.
pub(crate) fn is_build_hash(word: &str) -> bool {
    // Six hexadecimal digits are the shortest that builds write; other alphabets are told from words by length.
    let is_long = word.len() >= MIN_HASH && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_hex = word.len() >= MIN_HEX_HASH && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_long || is_hex) && word.bytes().any(|byte| byte.is_ascii_digit())
}

/// FNV-1a: stable over releases and platforms, which the standard hasher does not promise.
struct Fnv(u64);

impl Fnv {
    fn new() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }

    fn write(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::{EventSeq, TabId, Timestamp};

    #[test]
    fn a_failed_request_is_one_error_on_every_host() {
        let request = |href: &str, status| RequestRecord {
            time: Timestamp(1_000),
            until: Timestamp(5_000),
            tab: TabId(0),
            seq: EventSeq(3),
            method: Text::from("POST"),
            href: Text::from(href),
            status,
            initiator: Text::default(),
        };
        let error = |href: &str, status| error_from_request(&request(href, status));
        let one = error("https://a.example/api/orders/17?x=1", Some(503)).unwrap();
        assert_eq!(
            (one.name.as_str(), one.message.as_str()),
            ("HTTP 503", "POST https://a.example/api/orders/17")
        );
        assert_eq!((one.time, one.kind.name()), (Timestamp(5_000), "request"));
        assert_eq!(error("/api/orders/99", Some(503)).unwrap().fingerprint, one.fingerprint);
        assert_ne!(error("/api/orders/99", Some(500)).unwrap().fingerprint, one.fingerprint);
        assert_ne!(error("/api/carts/99", Some(503)).unwrap().fingerprint, one.fingerprint);
        assert_eq!(error("https://b.example", Some(0)).unwrap().name.as_str(), "No answer");
        assert_eq!(error("/api/orders", Some(304)), None);
        assert_eq!(error("/logo.png", None), None);
    }

    #[test]
    fn exceptions_are_split_into_type_and_message() {
        for (text, name, message) in [
            (
                "Uncaught TypeError: x is not a function\n    at f (a.js:1:2)",
                "TypeError",
                "x is not a function",
            ),
            ("Uncaught (in promise) Error: boom", "Error", "boom"),
            ("save failed 404", "", "save failed 404"),
            ("Note: this is no type", "", "Note: this is no type"),
        ] {
            assert_eq!(split_exception(text), (name, message), "{text}");
        }
    }

    fn of_stack(stack: &[&str]) -> u64 {
        let stack: Vec<Text> = stack.iter().map(|line| Text::new(line)).collect();
        fingerprint("TypeError", "x is null", &stack)
    }

    #[test]
    fn a_fingerprint_ignores_what_varies() {
        let stack = |line: u32| vec![Text::from(format!("render (http://a/app.js:{line}:5)"))];
        let one = fingerprint("Error", "order 17 of 'Ann' failed", &stack(10));
        let two = fingerprint("Error", "order 9081 of 'Bob' failed", &stack(99));
        let other = fingerprint("Error", "order 17 of 'Ann' was lost", &stack(10));
        assert_eq!(one, two);
        assert_ne!(one, other);
        // Another release, another browser, another port.
        let v8 = of_stack(&["at pay (http://localhost:4000/assets/cart-3fa9b2c1.js:1:200)"]);
        let firefox = of_stack(&["pay@http://localhost:5000/assets/cart-Bx7Qa01z.js?v=2:1:344"]);
        assert_eq!(v8, firefox);
        assert_ne!(v8, of_stack(&["at pay (http://localhost:4000/assets/list-3fa9b2c1.js:1:200)"]));
    }

    #[test]
    fn a_fingerprint_rests_on_the_pages_own_code() {
        let own = "at pay (https://a.example/app.js:1:2)";
        let library = "at call (https://unpkg.com/vue@3/vue.js:1:2)";
        let native = "at Array.map (<anonymous>)";
        assert_eq!(of_stack(&[native, library, own]), of_stack(&[own]));
        assert_ne!(of_stack(&[library]), of_stack(&[native]));
        assert_ne!(of_stack(&[library]), of_stack(&[]));
    }
}
