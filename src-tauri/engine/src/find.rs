//! From an exception that somebody caught elsewhere to the moments at which it was recorded.

use crate::{Engine, EngineError};
use analysis::CodePlace;
use events::derived::StackFrame;
use events::{RecordingId, Text, Timestamp, WallClock};
use formats::ErrorReport;
use library::{Library, LibraryError, Recording};
use std::collections::HashSet;
use std::path::Path;

/// Recordings whose errors are compared one by one.
const COMPARED: usize = 200;
/// Moments told of one recording.
const PER_RECORDING: usize = 3;
/// Monitors keep less of an error.
const REPORT_BYTES: u64 = 4 << 20;
/// Frames that make two stacks the same.
const TOP_FRAMES: usize = 3;
/// A monitor's clock and a recorder's differ by the time it takes to report.
const SAME_TIME_US: i64 = 5_000_000;
/// Longer messages are told by their beginning.
const MESSAGE_WORDS: usize = 24;

/// Why a moment was found.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Why {
    /// The recording goes by this name: of a session, a replay or an event.
    SessionId,
    SameStack,
    SameMessage,
    AtThatTime,
    /// What is looked for stands in it: in a request, a console line, a click.
    SameWords,
}

impl Why {
    /// For people: what is the same.
    pub fn words(self) -> &'static str {
        match self {
            Why::SessionId => "session id",
            Why::SameStack => "same stack",
            Why::SameMessage => "same message",
            Why::AtThatTime => "at that time",
            Why::SameWords => "same words",
        }
    }

    fn weight(self) -> u32 {
        match self {
            Why::SessionId => 1_000,
            Why::SameStack => 400,
            Why::SameMessage => 300,
            Why::AtThatTime => 150,
            Why::SameWords => 100,
        }
    }
}

/// A moment that may be the one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub recording: RecordingId,
    pub file_name: String,
    pub href: String,
    /// When the recording began.
    pub start: WallClock,
    pub time: Timestamp,
    /// The error's type and message; empty where no error was recorded.
    pub text: String,
    /// What speaks for it, the most telling first.
    pub why: Vec<Why>,
}

impl Engine {
    /// Whether this is an error's JSON, which finds a recording and is none.
    pub fn is_error_report(bytes: &[u8]) -> bool {
        formats::error_report(bytes).is_some()
    }

    /// The same of a file. One that is larger than any error is not read.
    pub fn is_error_report_file(path: &Path) -> bool {
        let is_small =
            std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.len() <= REPORT_BYTES);
        is_small && std::fs::read(path).is_ok_and(|bytes| Engine::is_error_report(&bytes))
    }

    /// Moments for an error's JSON in a file, best first.
    pub fn find_error_file(&self, path: &Path, limit: usize) -> Result<Vec<Finding>, EngineError> {
        let bytes = std::fs::read(path).map_err(|error| EngineError::unreadable(path, &error))?;
        self.find_error(&bytes, limit).map_err(|error| error.at(path))
    }

    /// Moments for an error's JSON, best first.
    pub fn find_error(&self, bytes: &[u8], limit: usize) -> Result<Vec<Finding>, EngineError> {
        let report = formats::error_report(bytes).ok_or_else(|| {
            EngineError::not_now(
                "This is no error that Playhead can read",
                "Give it an error's JSON as a monitor has it, or paste the message",
            )
        })?;
        self.find_report(&report, limit)
    }

    /// Moments for whatever a person has: an error's JSON, the name of a session, a replay or an event (also inside an
    /// address), a message, a stack or a part of one; or, where no error is like it, any text of a recording, such as the
    /// address of a request. Best first.
    pub fn find(&self, text: &str, limit: usize) -> Result<Vec<Finding>, EngineError> {
        let text = text.trim();
        if let Some(report) = formats::error_report(text.as_bytes()) {
            return self.find_report(&report, limit);
        }
        if !text.contains(char::is_whitespace) {
            let found = self.find_named(text, limit)?;
            if !found.is_empty() {
                return Ok(found);
            }
        }
        let found = self.find_report(&pasted(text), limit)?;
        if found.is_empty() { self.find_words(text, limit) } else { Ok(found) }
    }

    /// Moments of the recordings that go by this name.
    pub fn find_named(&self, name: &str, limit: usize) -> Result<Vec<Finding>, EngineError> {
        self.find_report(&ErrorReport { ids: names_in(name), ..ErrorReport::default() }, limit)
    }

    fn find_report(&self, report: &ErrorReport, limit: usize) -> Result<Vec<Finding>, EngineError> {
        self.look_at_maps()?;
        let mut ways = vec![places_of(report)];
        if let Some(stack) = self.maps.lines(&report.stack) {
            ways.insert(0, places_of(&ErrorReport { stack, ..report.clone() }));
        }
        let found = self.readers.ask(|library| find_report(library, report, &ways))?;
        Ok(found.into_iter().take(limit).collect())
    }
}

/// `ways` are its stack, as it stands in the source and as it was caught.
fn find_report(
    library: &Library,
    report: &ErrorReport,
    ways: &[Vec<CodePlace>],
) -> Result<Vec<Finding>, LibraryError> {
    let mut named = HashSet::new();
    let mut candidates = Vec::new();
    for id in &report.ids {
        candidates.extend(library.called(id)?);
        candidates.extend(RecordingId::parse(id));
    }
    named.extend(candidates.iter().copied());
    let message = report.message.trim_end_matches(['…', '.']);
    let words: Vec<String> = message.split_whitespace().take(MESSAGE_WORDS).map(str::to_owned).collect();
    candidates.extend(library.with_error(words, COMPARED)?);
    let top = ways.iter().flat_map(|places| places.iter().take(TOP_FRAMES));
    for place in top.filter(|place| !place.function.is_empty()) {
        let stem = place.file.split('.').next().unwrap_or_default();
        candidates.extend(library.with_error(vec![place.function.clone(), stem.to_owned()], COMPARED)?);
    }
    // Where no frame has a name, the file and the line have to tell.
    if ways.iter().flatten().all(|place| place.function.is_empty()) {
        for frame in frames_of(report).iter().take(TOP_FRAMES) {
            candidates.extend(library.with_error(vec![line_of(frame)], COMPARED)?);
        }
    }
    if let Some(wall) = report.wall {
        candidates.extend(library.running_at(wall, COMPARED)?);
    }
    let mut seen = HashSet::new();
    candidates.retain(|id| seen.insert(*id));

    // The best moment of each recording stands before the second best of any.
    let mut found: Vec<(usize, u32, Finding)> = Vec::new();
    for id in candidates {
        let Some(row) = library.get(id)? else { continue };
        let errors = library.errors_of(id)?;
        let errors = errors.iter().map(|error| (error.time, error.text.as_str()));
        let best = moments(&row, errors, report, ways, named.contains(&id));
        found.extend(best.into_iter().enumerate().map(|(rank, (weight, finding))| (rank, weight, finding)));
    }
    found.sort_by(|(i, a, x), (j, b, y)| {
        i.cmp(j).then(b.cmp(a)).then(y.start.cmp(&x.start)).then(x.time.cmp(&y.time))
    });
    Ok(found.into_iter().map(|(_, _, finding)| finding).collect())
}

/// The best moments of one recording, with what speaks for them.
fn moments<'e>(
    row: &Recording,
    errors: impl Iterator<Item = (Timestamp, &'e str)>,
    report: &ErrorReport,
    ways: &[Vec<CodePlace>],
    is_named: bool,
) -> Vec<(u32, Finding)> {
    let time = report.wall.map(|wall| wall.since(row.start));
    let finding = |time: Timestamp, text: &str, mut why: Vec<Why>| {
        why.extend(is_named.then_some(Why::SessionId));
        why.sort_unstable();
        let finding = Finding {
            recording: row.id,
            file_name: row.file_name.clone(),
            href: row.href.clone(),
            start: row.start,
            time,
            text: text.lines().next().unwrap_or_default().to_owned(),
            why,
        };
        (finding.why.iter().map(|why| why.weight()).sum(), finding)
    };
    let mut found: Vec<(u32, Finding)> = Vec::new();
    for (at, text) in errors {
        let mut why = sameness(text, report, ways);
        let is_then = time.is_some_and(|time| (time.0 - at.0).abs() <= SAME_TIME_US);
        why.extend((is_then && (is_named || !why.is_empty())).then_some(Why::AtThatTime));
        if !why.is_empty() {
            found.push(finding(at, text, why));
        }
    }
    // Of one weight, the first: what came after it may be its consequence.
    found.sort_by(|(a, x), (b, y)| b.cmp(a).then(x.time.cmp(&y.time)));
    found.truncate(PER_RECORDING);
    let within = time.filter(|time| (0..=row.duration.0).contains(&time.0));
    match within {
        _ if !found.is_empty() => found,
        Some(at) => vec![finding(at, "", vec![Why::AtThatTime])],
        None if is_named => vec![finding(Timestamp::ZERO, "", Vec::new())],
        None => found,
    }
}

/// What a recorded error has in common with the one that is looked for.
fn sameness(text: &str, report: &ErrorReport, ways: &[Vec<CodePlace>]) -> Vec<Why> {
    let mut why = Vec::new();
    let mut lines = text.lines();
    let (_, message) = analysis::split_exception(lines.next().unwrap_or_default());
    let recorded: Vec<CodePlace> =
        lines.filter_map(analysis::parse_frame).map(|frame| CodePlace::of(&frame)).collect();
    let is_same_stack =
        ways.iter().any(|places| is_same_stack(&recorded, places)) || is_part_of(text, report);
    why.extend(is_same_stack.then_some(Why::SameStack));
    let same = |message: &str| analysis::fingerprint("", message.trim(), &[]);
    let is_same = !report.message.is_empty()
        && (same(message) == same(&report.message) || holds(text, &report.message));
    why.extend(is_same.then_some(Why::SameMessage));
    why
}

/// Some lines out of the middle of a stack, or a word of one.
fn is_part_of(text: &str, report: &ErrorReport) -> bool {
    let stack = || text.lines().skip(1);
    let asked = frames_of(report);
    if asked.is_empty() {
        return report.message.len() >= 8 && stack().any(|line| line.contains(&report.message));
    }
    // Lines move with each release; these are of one build.
    let exact = |frame: &StackFrame| (CodePlace::of(frame), line_of(frame));
    let asked: Vec<_> = asked.iter().map(exact).collect();
    let recorded: Vec<_> = stack().filter_map(analysis::parse_frame).map(|frame| exact(&frame)).collect();
    recorded.windows(asked.len()).any(|part| part == asked)
}

/// `app.js:10:5`, as far as it is known.
fn line_of(frame: &StackFrame) -> String {
    let file = frame.file.split(['?', '#']).next().unwrap_or_default();
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let numbers = [frame.line, frame.column].into_iter().flatten().map(|number| format!(":{number}"));
    name.to_owned() + &numbers.collect::<String>()
}

fn holds(text: &str, message: &str) -> bool {
    let message = message.trim_end_matches(['…', '.']).to_lowercase();
    let head = text.lines().next().unwrap_or_default().to_lowercase();
    // Short words stand in many messages.
    message.len() >= 8 && head.contains(&message)
}

fn is_same_stack(a: &[CodePlace], b: &[CodePlace]) -> bool {
    let count = TOP_FRAMES.min(a.len()).min(b.len());
    let is_same = |(a, b): (&CodePlace, &CodePlace)| a == b && !a.is_nowhere();
    // Functions without a name are many in a file.
    let is_telling = a.iter().take(count).any(|place| !place.function.is_empty());
    is_telling && a.iter().zip(b).take(count).all(is_same)
}

/// Innermost first.
fn places_of(report: &ErrorReport) -> Vec<CodePlace> {
    frames_of(report).iter().map(CodePlace::of).collect()
}

fn frames_of(report: &ErrorReport) -> Vec<StackFrame> {
    let lines = analysis::parse_stack(&report.stack);
    if lines.is_empty() { report.frames.clone() } else { lines }
}

/// A message, with or without its stack, as people copy it from a console or a ticket.
fn pasted(text: &str) -> ErrorReport {
    let mut message = Vec::new();
    let mut stack = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if analysis::parse_frame(line).is_some() {
            stack.push(Text::from(line));
        } else if stack.is_empty() {
            message.push(line);
        }
        // Below the stack stands whatever the ticket says besides.
    }
    let message = message.join(" ");
    let (name, message) = analysis::split_exception(&message);
    ErrorReport { name: name.to_owned(), message: message.to_owned(), stack, ..ErrorReport::default() }
}

/// The name itself, and those in an address.
fn names_in(text: &str) -> Vec<String> {
    let mut names = vec![text.to_owned()];
    let parts = text.split(['/', '?', '&', '=', '#', ':']);
    names.extend(parts.filter(|part| part.len() >= 8 && *part != text).map(str::to_owned));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_addresses() {
        let names = names_in("https://monitor.example/replays/0123456789abcdef/?t=12");
        assert!(names.contains(&"0123456789abcdef".to_owned()), "{names:?}");
        assert_eq!(names_in("0199-abcd")[0], "0199-abcd");
    }

    #[test]
    fn a_pasted_error_is_taken_apart() {
        let report = pasted(
            "Uncaught TypeError: cart.total is not a function\n    at pay (http://a/app.js:1:2)\n    at click (http://a/app.js:3:4)\nSeen by Ada",
        );
        assert_eq!(
            (report.name.as_str(), report.message.as_str()),
            ("TypeError", "cart.total is not a function")
        );
        let functions: Vec<String> = places_of(&report).into_iter().map(|place| place.function).collect();
        assert_eq!(functions, ["pay", "click"]);
    }

    #[test]
    fn what_is_the_same_is_told_apart() {
        let report = pasted(
            "TypeError: order 17 has no total\n    at pay (https://a/app.3fa9c21.js:1:2)\n    at click (https://a/app.js:3:4)",
        );
        let text = "TypeError: order 9 has no total\npay@https://b/app.0b77a1f2.js:9:9\nclick@https://b/app.js:1:1\nmore@https://b/app.js:1:1";
        let sameness = |text: &str| sameness(text, &report, &[places_of(&report)]);
        assert_eq!(sameness(text), [Why::SameStack, Why::SameMessage]);
        assert_eq!(
            sameness("TypeError: order 9 has no total\nother@https://b/app.js:1:1"),
            [Why::SameMessage]
        );
        assert_eq!(sameness("RangeError: deep\npay@https://b/app.js:9:9"), [Why::SameStack]);
        assert_eq!(sameness("RangeError: deep"), []);
    }
}
