//! One frame of a stack, in whatever form it was written.

/// A place in a program that survives being written down by different programs: neither line nor column, which move
/// with every release, nor the host, which differs between those who serve a file.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct StackFrame {
    /// Empty where it has no name.
    pub function: String,
    /// Without folder and query.
    pub file: String,
}

impl StackFrame {
    pub fn new(function: &str, file: &str) -> StackFrame {
        let function = function.trim().trim_start_matches("async ").trim_start_matches("new ");
        let function = function.split(" [as ").next().unwrap_or_default();
        let is_named = !matches!(function, "?" | "<anonymous>" | "anonymous" | "Object.<anonymous>");
        // `Checkout.pay`, `HTMLButtonElement.pay` and `pay` are told of the same function by different engines.
        let function = function.rsplit(['.', '/']).next().unwrap_or_default().trim_end_matches('<');
        let file = file.split(['?', '#']).next().unwrap_or_default();
        let file = file.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default();
        let file: Vec<&str> = file.split(['.', '-']).filter(|part| !is_build(part)).collect();
        StackFrame {
            function: if is_named { function.to_owned() } else { String::new() },
            file: file.join("."),
        }
    }
}

/// Reads a line of a stack as V8 (`at pay (http://host/app.js:1:2)`), SpiderMonkey and JavaScriptCore
/// (`pay@http://host/app.js:1:2`) write it. None where it is none.
pub fn stack_frame(line: &str) -> Option<StackFrame> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix("at ") {
        let (function, place) = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
            Some((function, place)) => (function, place),
            // "at the end of the month" is no frame.
            None if has_position(rest) || rest == "<anonymous>" => ("", rest),
            None => return None,
        };
        return Some(StackFrame::new(function, without_position(place)));
    }
    // As some monitors write it.
    if let Some((function, place)) = line.strip_suffix(')').and_then(|line| line.rsplit_once(" ("))
        && has_position(place)
        && !function.contains([' ', ':'])
    {
        return Some(StackFrame::new(function, without_position(place)));
    }
    let (function, place) = line.rsplit_once('@')?;
    let is_place = has_position(place) || matches!(place, "[native code]");
    (is_place && !function.contains(' ')).then(|| StackFrame::new(function, without_position(place)))
}

/// A hash that a build puts into a file's name: another one with every release.
fn is_build(part: &str) -> bool {
    part.len() >= 6
        && part.chars().all(|c| c.is_ascii_alphanumeric())
        && part.contains(|c: char| c.is_ascii_digit())
}

fn has_position(place: &str) -> bool {
    without_position(place).len() < place.len() && !place.contains(' ')
}

fn without_position(place: &str) -> &str {
    let mut place = place;
    for _ in 0..2 {
        match place.rsplit_once(':') {
            Some((before, digits))
                if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) =>
            {
                place = before;
            }
            _ => break,
        }
    }
    place
}
