//! The lines of a stack, as V8, SpiderMonkey and JavaScriptCore write them.

use events::Text;
use events::derived::StackFrame;

/// The frames of a stack, innermost first. Lines that are no frames (the message, blank ones) are left out.
pub fn parse_stack(lines: &[Text]) -> Vec<StackFrame> {
    lines.iter().filter_map(|line| parse_frame(line)).collect()
}

/// One line; None where it is no frame.
pub fn parse_frame(line: &str) -> Option<StackFrame> {
    let line = line.trim();
    if line.is_empty() {
        return None;
    }
    let (function, place) = match line.strip_prefix("at ") {
        Some(rest) => v8(rest.trim())?,
        None => at_sign(line).or_else(|| bare(line))?,
    };
    Some(frame(function, place))
}

/// What stands behind `at `: `fn (place)`, or a place alone.
fn v8(rest: &str) -> Option<(&str, Place<'_>)> {
    let rest = rest.strip_prefix("async ").unwrap_or(rest);
    match in_parentheses(rest) {
        Some((function, place)) => Some((function, Place::of_v8(place))),
        None if rest.contains("://") || Place::of(rest).line.is_some() || rest.starts_with("wasm") => {
            Some(("", Place::of_v8(rest)))
        }
        // A sentence that begins so.
        None if rest.strip_prefix("new ").unwrap_or(rest).contains(' ') => None,
        // `at <anonymous>`, or a function that nothing more is known of.
        None => Some((rest, Place::default())),
    }
}

/// `fn@place`, of Firefox and Safari.
fn at_sign(line: &str) -> Option<(&str, Place<'_>)> {
    let (function, place) = line.split_once('@')?;
    // An address may hold the sign too, and a sentence.
    let is_address = function.contains("://") || function.starts_with('/');
    let is_sentence = place.contains(' ') && !place.contains(" line ") && !place.starts_with('[');
    // An e-mail address holds it, and stands on a line of its own at times.
    let is_place = place.contains([':', '/', '[', '<']) || place.is_empty() || place == "native";
    if is_address || is_sentence || !is_place {
        return None;
    }
    // What led here: `async*fn`, `promise callback*fn`, `setTimeout handler*fn`.
    let function = function.rsplit('*').next().unwrap_or(function);
    Some((function.strip_prefix("async ").unwrap_or(function), Place::of_spider_monkey(place)))
}

/// `fn (place)` without the word before it, or a place alone.
fn bare(line: &str) -> Option<(&str, Place<'_>)> {
    if let Some((function, place)) = in_parentheses(line)
        && (Place::of(place).line.is_some() || place.contains("://"))
    {
        return Some((function, Place::of_v8(place)));
    }
    let place = Place::of(line);
    let is_place = place.line.is_some() && (line.contains("://") || !line.contains(' '));
    is_place.then_some(("", place))
}

/// The text before the parentheses at the end, and in them.
fn in_parentheses(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(')')?;
    if let Some(place) = inner.strip_prefix('(') {
        return Some(("", place));
    }
    inner.split_once(" (")
}

#[derive(Clone, Copy, Default, Debug)]
struct Place<'a> {
    file: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    /// A function of WebAssembly, which has a number instead of a name.
    wasm: &'a str,
}

impl<'a> Place<'a> {
    /// `file:line:column`, `file:line`, or `file:wasm-function[n]:0xoffset`.
    fn of(text: &'a str) -> Place<'a> {
        if let Some((rest, offset)) = text.rsplit_once(":0x").or_else(|| text.rsplit_once("]:"))
            && let Some(start) = rest.find("wasm-function[")
        {
            let file = rest.get(..start).unwrap_or_default().trim_end_matches(':');
            let column = u32::from_str_radix(offset.trim_start_matches("0x"), 16).ok();
            let wasm = rest.get(start..).unwrap_or_default();
            return Place { file, line: None, column, wasm };
        }
        let Some((rest, last)) = number_at_end(text) else { return Place { file: text, ..Place::default() } };
        match number_at_end(rest) {
            Some((file, line)) => Place { file, line: Some(line), column: Some(last), ..Place::default() },
            // A port is no line.
            None if rest.ends_with("://") || is_host(rest) => Place { file: text, ..Place::default() },
            None => Place { file: rest, line: Some(last), ..Place::default() },
        }
    }

    /// What was made by `eval` is where that was called: `eval at f (file:1:2), <anonymous>:3:4`.
    fn of_v8(text: &'a str) -> Place<'a> {
        let mut text = text;
        while let Some(origin) = text.strip_prefix("eval at ") {
            let origin = origin.split_once("), ").map_or(origin, |(origin, _)| origin);
            text = origin.split_once(" (").map_or(origin, |(_, place)| place).trim_end_matches(')');
        }
        Place::of(text)
    }

    /// `file line 5 > eval:1:2` is where the text was evaluated.
    fn of_spider_monkey(text: &'a str) -> Place<'a> {
        let origin = text.split_once(" > ").and_then(|(origin, _)| origin.rsplit_once(" line "));
        match origin.and_then(|(file, line)| Some((file, line.parse().ok()?))) {
            Some((file, line)) => Place { file, line: Some(line), ..Place::default() },
            None => Place::of(text),
        }
    }
}

fn number_at_end(text: &str) -> Option<(&str, u32)> {
    let (rest, number) = text.rsplit_once(':')?;
    (!rest.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(())?;
    Some((rest, number.parse().ok()?))
}

/// `https://a.example`, whose colon stands before a port.
fn is_host(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, host)| scheme != "file" && !host.contains('/'))
}

fn frame(function: &str, place: Place<'_>) -> StackFrame {
    let known = |name: &str| !matches!(name, "" | "<anonymous>" | "?" | "anonymous" | "<unknown>");
    let function = if known(function) { function } else { place.wasm };
    let is_nowhere = |file: &str| {
        let native = matches!(file, "native" | "[native code]" | "[wasm code]" | "<anonymous>" | "<wasm>");
        native || file.starts_with("index ")
    };
    let file = if is_nowhere(place.file) { "" } else { place.file };
    StackFrame {
        function: Text::new(function),
        file: Text::new(file),
        line: place.line,
        column: place.column,
        in_app: is_in_app(file),
    }
}

/// Where libraries are served from.
const CDNS: [&str; 17] = [
    "ajax.aspnetcdn.com",
    "ajax.googleapis.com",
    "cdn.jsdelivr.net",
    "cdn.skypack.dev",
    "cdnjs.cloudflare.com",
    "code.jquery.com",
    "connect.facebook.net",
    "esm.run",
    "esm.sh",
    "ga.jspm.io",
    "js.stripe.com",
    "maxcdn.bootstrapcdn.com",
    "stackpath.bootstrapcdn.com",
    "unpkg.com",
    "use.fontawesome.com",
    "www.google-analytics.com",
    "www.googletagmanager.com",
];

/// Of browsers and their extensions.
const FOREIGN_SCHEMES: [&str; 11] = [
    "chrome",
    "chrome-extension",
    "moz-extension",
    "ms-browser-extension",
    "safari-extension",
    "safari-web-extension",
    "webkit-masked-url",
    "user-script",
    "resource",
    "node",
    "about",
];

/// Whether a person who works on the page may have written this file.
pub(crate) fn is_in_app(file: &str) -> bool {
    let scheme = file.split_once(':').map_or("", |(scheme, _)| scheme);
    let host = file.split_once("://").and_then(|(_, rest)| rest.split(['/', ':', '?']).next()).unwrap_or("");
    let path = file.split(['?', '#']).next().unwrap_or(file).replace('\\', "/");
    let is_library = path.contains("/node_modules/")
        || path.starts_with("node_modules/")
        || path.contains("/webpack/bootstrap")
        || path.contains("(webpack)")
        || path.starts_with("internal/");
    !file.is_empty() && !FOREIGN_SCHEMES.contains(&scheme) && !CDNS.contains(&host) && !is_library
}

#[cfg(test)]
mod tests;
