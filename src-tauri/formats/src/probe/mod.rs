//! Recognises by content the files that are not recordings we can play, so that they can be named.

mod foreign;
mod json_paths;
mod product;

pub use foreign::Foreign;
pub(crate) use product::{SENTRY_DOWNLOAD, product};

use crate::archive::HEAD_BYTES;
use crate::error::DecodeError;
use json_paths::JsonPaths;

/// Formats that are translated before they are split.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape {
    AllStak,
    Har,
    ChromeRecorder,
    Wrapped(Wrapper),
}

/// Products that keep rrweb's events as texts in records of their own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Wrapper {
    Faro,
    Highlight,
    CloudWatch,
    OpenTelemetry,
    Statsig,
}

/// One of these stands in whatever is translated.
const SIGNS: [&str; 11] = [
    "\"entries\"",
    "\"steps\"",
    "\"eventType\"",
    "\"event_type\"",
    "\"k\"",
    "/ingest/v1/",
    "faro.session_recording.",
    "statsig::session_recording",
    "com.amazon.rum.rrweb_event",
    "rr-web.event",
    "session_secure_id",
];

/// Whether content with this beginning is to be translated.
pub(crate) fn shape(head: &[u8]) -> Option<Shape> {
    // Most files are none of them: their paths need not be read.
    let may_be = |sign: &&str| memchr::memmem::find(head, sign.as_bytes()).is_some();
    if !is_json(head) || !SIGNS.iter().any(may_be) {
        return None;
    }
    let paths = JsonPaths::of(head);
    let shape = first_that_holds([
        (paths.has("log.entries"), Shape::Har),
        (paths.has_all(&["title", "steps[].type"]), Shape::ChromeRecorder),
        (is_allstak(&paths, &String::from_utf8_lossy(head)), Shape::AllStak),
    ]);
    shape.filter(|_| !paths.has("events[].timestamp")).or_else(|| wrapper(&paths, head).map(Shape::Wrapped))
}

fn wrapper(paths: &JsonPaths, head: &[u8]) -> Option<Wrapper> {
    let says = |words: &str| memchr::memmem::find(head, words.as_bytes()).is_some();
    let pushed = paths.has_below(&["", "[].", "variables."], &["session_secure_id"]);
    let is_push = pushed && (paths.has_below(&["", "[]."], &["events.events"]) || says("\"data\""));
    first_that_holds([
        (says("\"faro.session_recording."), Wrapper::Faro),
        (says("\"statsig::session_recording\""), Wrapper::Statsig),
        (says("\"com.amazon.rum.rrweb_event\""), Wrapper::CloudWatch),
        (says("\"rr-web.event\""), Wrapper::OpenTelemetry),
        (is_push, Wrapper::Highlight),
    ])
}

fn is_allstak(paths: &JsonPaths, text: &str) -> bool {
    let below = |members: &[&str]| paths.has_below(&WRAPPERS, members);
    below(&["events[].eventType"])
        || below(&["eventType", "eventData"])
        || below(&["event_type", "event_data"])
        || below(&["events[].ts", "events[].k", "events[].data"])
        || (below(&["path", "payload"]) && text.contains("/ingest/v1/"))
}

/// What the first bytes of the unwrapped content show. `Ok` is worth splitting into events.
pub(crate) fn recognise(head: &[u8]) -> Result<(), Foreign> {
    if let Some(foreign) = binary(head) {
        return Err(foreign);
    }
    if !is_json(head) {
        return Ok(());
    }
    look_alike(&JsonPaths::of(head)).map_or(Ok(()), Err)
}

/// Whether it is worth looking for events: JSON, or a text with JSON in it. Binaries are not read to their end.
pub(crate) fn may_hold_json(head: &[u8]) -> bool {
    is_json(head) || (is_text(head) && !head.trim_ascii_start().starts_with(b"<"))
}

/// The names of an archive's entries can say what it is.
pub(crate) fn recognise_archive<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Option<Foreign> {
    let any = |found: fn(&str) -> bool| names.clone().any(found);
    if any(|name| name.ends_with(".trace")) {
        return Some(Foreign::PlaywrightTrace);
    }
    if any(|name| name == "report.jsonl") && any(|name| name.starts_with("resources/")) {
        return Some(Foreign::PlaywrightReport);
    }
    let wacz = any(|name| name == "datapackage.json") && any(|name| name.starts_with("archive/"));
    wacz.then_some(Foreign::WebArchive)
}

/// Why content in which no event was found holds none.
pub(crate) fn explain(head: &[u8], valid: bool) -> DecodeError {
    if let Err(foreign) = recognise(head) {
        return DecodeError::Foreign(foreign);
    }
    let content = without_mark(head).trim_ascii_start();
    match content.first() {
        None => DecodeError::Empty,
        Some(b'<') => DecodeError::Foreign(markup(content)),
        Some(_) if is_json(head) && valid => {
            let paths = JsonPaths::of(head);
            let named = without_events(&paths, head);
            named.map_or_else(|| DecodeError::NoEvents(paths.top(6)), DecodeError::Foreign)
        }
        Some(_) if is_json(head) => DecodeError::BrokenJson,
        Some(_) if is_text(head) => DecodeError::Text,
        Some(_) => DecodeError::Binary,
    }
}

fn without_mark(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head)
}

fn is_json(head: &[u8]) -> bool {
    let content = without_mark(head).trim_ascii_start();
    // JSON text sequences put a separator before each value.
    matches!(content.strip_prefix(b"\x1e").unwrap_or(content).first(), Some(b'{' | b'[' | b'"'))
}

fn is_text(head: &[u8]) -> bool {
    // The head may end inside a character.
    let valid = match std::str::from_utf8(head) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none() && head.len() == HEAD_BYTES,
    };
    valid
        && !head.iter().any(|&byte| byte == 0 || (byte < 0x20 && !byte.is_ascii_whitespace() && byte != 0x1b))
}

fn markup(content: &[u8]) -> Foreign {
    let start = content.get(..content.len().min(1024)).unwrap_or_default().to_ascii_lowercase();
    let html = [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<!--"];
    if html.iter().any(|mark| start.starts_with(mark)) || start.windows(5).any(|part| part == b"<html") {
        Foreign::Html
    } else {
        Foreign::Xml
    }
}

fn binary(head: &[u8]) -> Option<Foreign> {
    let at = |place: usize, mark: &[u8]| head.get(place..).is_some_and(|rest| rest.starts_with(mark));
    let starts = |mark: &[u8]| at(0, mark);
    first_that_holds([
        (starts(b"\x89PNG\r\n") || starts(b"\xff\xd8\xff") || starts(b"GIF8"), Foreign::Picture),
        (starts(b"RIFF") && at(8, b"WEBP"), Foreign::Picture),
        (starts(b"\x1a\x45\xdf\xa3") || at(4, b"ftyp"), Foreign::Video),
        (starts(b"%PDF-"), Foreign::Pdf),
        (starts(b"SQLite format 3\0"), Foreign::Sqlite),
        (starts(b"\x7fELF") || starts(b"MZ\x90\0"), Foreign::Program),
        (starts(b"WARC/"), Foreign::WebArchive),
        (starts(b"7z\xbc\xaf\x27\x1c"), Foreign::OtherArchive("7z")),
        (starts(b"Rar!\x1a\x07"), Foreign::OtherArchive("rar")),
        (starts(b"\xfd7zXZ\0"), Foreign::OtherArchive("xz")),
        (starts(b"BZh") && at(4, b"1AY&SY"), Foreign::OtherArchive("bzip2")),
        // Seven bytes and a version; or messages with an index of eight bytes before a timestamp.
        (starts(&[0xff; 7]) && matches!(head.get(7), Some(0xfd..=0xff)), Foreign::OpenReplay),
        (starts(&[1, 0, 0, 0, 0, 0, 0, 0, 0]), Foreign::OpenReplay),
        // A batch as the tracker sends it: the batch's own message, with the page's address.
        (matches!(head.first(), Some(0x50 | 0x51)) && is_tracker_batch(head), Foreign::OpenReplay),
    ])
}

fn first_that_holds<T, const N: usize>(rules: [(bool, T); N]) -> Option<T> {
    rules.into_iter().find_map(|(holds, found)| holds.then_some(found))
}

fn is_tracker_batch(head: &[u8]) -> bool {
    let start = head.get(..head.len().min(64)).unwrap_or_default();
    !is_text(start) && start.windows(4).any(|part| part == b"http")
}

/// Where a format's own members may stand: alone, in arrays, in the wrappers of its API.
const WRAPPERS: [&str; 8] =
    ["", "[].", "[][].", "data.", "data.items[].", "payload.", "[].payload.", "data[]."];

/// Formats that would be taken for rrweb, or whose bodies are long and hold nothing.
fn look_alike(paths: &JsonPaths) -> Option<Foreign> {
    first_that_holds([
        (paths.has_all(&["log.entries", "log.version"]), Foreign::Har),
        (paths.has_all(&["title", "steps[].type"]), Foreign::ChromeRecorder),
        (paths.has_below(&WRAPPERS, &["records[].type", "records[].timestamp"]), Foreign::Datadog),
        (paths.has("[].data.has_focus"), Foreign::Datadog),
        (paths.has_below(&WRAPPERS, &["e[]", "a[]", "p"]), Foreign::Clarity),
    ])
}

/// Names for what turned out to hold no events. Recordings may have some of these shapes around them.
fn without_events(paths: &JsonPaths, head: &[u8]) -> Option<Foreign> {
    let text = String::from_utf8_lossy(head);
    let says = |words: &str| text.contains(words);
    let below = |members: &[&str]| paths.has_below(&WRAPPERS, members);
    first_that_holds([
        (paths.has_all(&["sources[].source", "sources[].blob_key"]), Foreign::PostHogSources),
        (below(&["segment"]) && says(r#"{\"records\":"#), Foreign::OpenObserve),
        (below(&["e[]", "a[]"]) || paths.has_all(&["[].envelope", "[].timestamp"]), Foreign::Clarity),
        (below(&["events[].eventType"]) || below(&["eventType", "eventData"]), Foreign::AllStak),
        (below(&["events[].ts", "events[].k", "events[].data"]), Foreign::AllStak),
        (below(&["path", "payload"]) && says("\"/ingest/v1/"), Foreign::AllStak),
        (paths.has_all(&["clicks", "logs", "locations"]), Foreign::OpenReplaySpot),
        (below(&["resourceLogs"]) || says("\"rr-web.event\""), Foreign::OpenTelemetry),
        (says("faro.session_recording."), Foreign::Faro),
        (says("statsig::session_recording"), Foreign::Statsig),
        (says(r#""type":"context-options""#), Foreign::PlaywrightTrace),
        (says(r#""kind":"createRecording""#), Foreign::ReplayIo),
        (paths.has_all(&["node.type", "node.childNodes"]), Foreign::BareSnapshot),
        (paths.has_all(&["data[].replay_id", "data[].segment_id"]), Foreign::SentrySegmentList),
        (paths.has_all(&["data.error_ids", "data.urls"]), Foreign::SentryDetails),
        (paths.has_all(&["error_ids", "urls", "replay_type"]), Foreign::SentryDetails),
        (paths.has("exception.values[].type") && !paths.has("sent_at"), Foreign::SentryError),
        (paths.has_all(&["event_id", "sent_at"]), Foreign::SentryEnvelope),
    ])
}

#[cfg(test)]
mod tests;
