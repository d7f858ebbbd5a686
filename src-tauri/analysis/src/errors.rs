//! Errors out of console lines, and the fingerprint that groups them.

use events::Text;
use events::derived::{ConsoleLine, ErrorKind, ErrorRecord};

/// How many stack frames take part in a fingerprint: enough to tell two places apart, few enough to survive a refactor.
const FINGERPRINT_FRAMES: usize = 3;

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

/// Equal for errors that a person would call the same: type, message without its variable parts, innermost frames
/// without line numbers (which move with every release).
pub fn fingerprint(name: &str, message: &str, stack: &[Text]) -> u64 {
    let mut hash = Fnv::new();
    hash.write(name);
    hash.write(&normalized_message(message));
    for frame in stack.iter().take(FINGERPRINT_FRAMES) {
        hash.write(frame_without_place(frame));
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

/// `render (http://host/app.js?v=3:10:5)` without query, line and column.
fn frame_without_place(frame: &str) -> &str {
    let frame = frame.trim_end_matches(')');
    let end = frame.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':').len();
    let frame = frame.get(..end).unwrap_or(frame);
    frame.split('?').next().unwrap_or(frame)
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

    #[test]
    fn a_fingerprint_ignores_what_varies() {
        let stack = |line: u32| vec![Text::from(format!("render (http://a/app.js:{line}:5)"))];
        let one = fingerprint("Error", "order 17 of 'Ann' failed", &stack(10));
        let two = fingerprint("Error", "order 9081 of 'Bob' failed", &stack(99));
        let other = fingerprint("Error", "order 17 of 'Ann' was lost", &stack(10));
        assert_eq!(one, two);
        assert_ne!(one, other);
    }
}
