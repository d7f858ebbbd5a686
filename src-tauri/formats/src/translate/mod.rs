//! Formats that are no lists of rrweb events become such lists here, whole, before anything is split.
//!
//! What comes out is one text for each recording: an object with what is known of the session and its events. Each event
//! holds what it was made from as `original`. A format is a folder that makes a `Translated` of the values in a file.

pub(crate) mod html;
pub(crate) mod panel;
pub(crate) mod script;
pub(crate) mod tree;

use crate::archive::{Blob, Unwrapped};
use crate::json_text;
use crate::probe::{self, Shape};
use crate::sessions::Look;
use crate::{allstak, chrome_recorder, har, wrappers};
use events::limits::MAX_TRANSLATED_BYTES;
use events::{Code, Diagnostic, Diagnostics, Severity};
use script::Script;
use serde_json::Value;
use std::io::Read;

/// A recording in rrweb's words.
pub(crate) struct Translated {
    /// As the container calls the session; may be empty.
    pub(crate) name: String,
    /// For people.
    pub(crate) format: &'static str,
    pub(crate) script: Script,
    /// What people should know of it, in sentences without a final period.
    pub(crate) notes: Vec<String>,
}

/// Puts translations in the places of what must be translated.
pub(crate) fn translate<'s>(mut unwrapped: Unwrapped<'s>, notes: &mut Diagnostics) -> Unwrapped<'s> {
    let shapes: Vec<Option<Shape>> = unwrapped.parts.iter().map(shape).collect();
    if shapes.iter().all(Option::is_none) {
        return unwrapped;
    }
    let parts = std::mem::take(&mut unwrapped.parts);
    let has_allstak = shapes.contains(&Some(Shape::AllStak));
    let mut collected = allstak::Collected::default();
    let mut bodies = Vec::new();
    let mut hars = Vec::new();
    let mut kept = Vec::new();
    for (part, shape) in parts.into_iter().zip(shapes) {
        let values = match shape {
            Some(_) => read(&part, notes),
            // What was sent beside a replay is known by the company it is in.
            None if has_allstak && unwrapped.in_archive_or_folder() && !part.is_large() => {
                read(&part, &mut Diagnostics::new())
            }
            None => None,
        };
        match (shape, values) {
            (Some(Shape::AllStak), Some(values)) => {
                values.into_iter().for_each(|value| collected.add(value, None));
                bodies.push(part);
            }
            (Some(Shape::Har), Some(values)) => match har::read(values) {
                har if har.span().is_some() => hars.push((har, part)),
                _ => kept.push(part),
            },
            (Some(Shape::ChromeRecorder), Some(values)) => {
                let translated = values.iter().find_map(chrome_recorder::translate);
                match translated {
                    Some(translated) => kept.push(blob(translated, vec![part], notes)),
                    None => kept.push(part),
                }
            }
            (Some(Shape::Wrapped(wrapper)), Some(values)) => match wrappers::translate(wrapper, &values) {
                Some(translated) => kept.push(blob(translated, vec![part], notes)),
                None => kept.push(part),
            },
            (None, Some(values)) => {
                let mut beside = allstak::Collected::default();
                values.into_iter().for_each(|value| beside.add(value, None));
                if beside.is_empty() {
                    kept.push(part);
                } else {
                    collected.merge(beside);
                    bodies.push(part);
                }
            }
            (_, None) => kept.push(part),
        }
    }
    // Bodies that a HAR file holds belong to the others.
    for (har, _) in &mut hars {
        for (arrived, value) in har.take_posts() {
            collected.add(value, Some(arrived));
        }
    }
    let mut recordings: Vec<(Translated, Vec<Blob<'s>>)> = Vec::new();
    recordings.extend(collected.recordings().into_iter().map(|translated| (translated, bodies.clone())));
    if recordings.is_empty() {
        kept.append(&mut bodies);
    }
    for (har, part) in hars {
        place_har(har, part, &mut recordings, &mut kept, notes);
    }
    kept.extend(recordings.into_iter().map(|(translated, from)| blob(translated, from, notes)));
    unwrapped.parts = kept;
    unwrapped
}

/// The requests of a HAR file go to the recording of the same time, or stand alone.
fn place_har<'s>(
    har: har::Har,
    part: Blob<'s>,
    recordings: &mut Vec<(Translated, Vec<Blob<'s>>)>,
    kept: &mut Vec<Blob<'s>>,
    notes: &mut Diagnostics,
) {
    let meets = |(first, last): (f64, f64)| har.span().is_some_and(|(from, to)| from <= last && to >= first);
    let mut at_once =
        recordings.iter_mut().filter(|(recording, _)| recording.script.span().is_some_and(meets));
    if let Some((recording, from)) = at_once.next() {
        recording.script.append(har.requests());
        from.push(part);
        return;
    }
    // What was posted is a recording by itself, told in the words of rrweb.
    let embedded: Vec<Blob<'s>> =
        har.bodies().into_iter().map(|body| Blob::of_text(body, &part, "HAR", Vec::new())).collect();
    if !embedded.is_empty() {
        kept.extend(embedded);
        let requests = Translated { format: "HAR", ..har.beside() };
        return kept.push(blob(requests, vec![part], notes));
    }
    let place = kept.iter().position(|other| {
        let span = Look::at(0, other).ok().filter(|look| look.has_page);
        span.is_some_and(|look| meets((look.first.as_millis(), look.last.as_millis())))
    });
    match place {
        Some(place) => {
            let mut from = vec![part];
            from.extend(kept.get(place).cloned());
            let requests = blob(har.beside(), from, notes);
            kept.insert(place + 1, requests);
        }
        None => kept.push(blob(har.alone(), vec![part], notes)),
    }
}

/// Whether a file with this beginning is translated.
pub(crate) fn is_translated(head: &[u8]) -> bool {
    probe::shape(head).is_some()
}

fn shape(part: &Blob<'_>) -> Option<Shape> {
    probe::shape(&part.head(crate::archive::HEAD_BYTES).ok()?)
}

/// All values of a text, as far as it can be read.
fn read(part: &Blob<'_>, notes: &mut Diagnostics) -> Option<Vec<Value>> {
    let mut text = Vec::new();
    let whole = part.open().ok()?.take(MAX_TRANSLATED_BYTES as u64 + 1).read_to_end(&mut text);
    if text.len() > MAX_TRANSLATED_BYTES {
        note(
            notes,
            Code::LimitReached,
            Severity::Error,
            "A file longer than the limit was left out".to_owned(),
        );
        return None;
    }
    let mut broken = usize::from(whole.is_err());
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    let (mut values, mut at) = (Vec::new(), 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.trim_ascii().is_empty()) {
        let mut stream = serde_json::Deserializer::from_slice(rest).into_iter::<Value>();
        let read = stream.by_ref().map_while(Result::ok);
        values.extend(read);
        let done = at + stream.byte_offset();
        let Some(left) = text.get(done..).filter(|left| !left.trim_ascii().is_empty()) else { break };
        // A value that lacks its end has whole ones inside.
        if serde_json::from_slice::<serde::de::IgnoredAny>(left).is_err_and(|error| error.is_eof())
            && let Some(inside) = json_text::closed(left).and_then(|text| serde_json::from_slice(&text).ok())
        {
            values.push(inside);
            let sentence = "The file ends before its last value does; everything in it was read".to_owned();
            note(notes, Code::Truncated, Severity::Error, sentence);
            break;
        }
        // Commas between lines are nothing; anything else that cannot be read goes up to the line's end.
        let skipped = left.len() - left.trim_ascii_start().len();
        at = match left.get(skipped) {
            Some(b',') => done + skipped + 1,
            _ => {
                broken += 1;
                let line = left.get(skipped..).and_then(|line| memchr::memchr(b'\n', line));
                line.map_or(text.len(), |end| done + skipped + end + 1)
            }
        };
    }
    if broken > 0 {
        let sentence = format!("{broken} texts that are not valid JSON were left out");
        note(notes, Code::InvalidJson, Severity::Error, sentence);
    }
    Some(values)
}

fn blob<'s>(translated: Translated, from: Vec<Blob<'s>>, notes: &mut Diagnostics) -> Blob<'s> {
    for sentence in translated.notes {
        note(notes, Code::NotRecorded, Severity::Note, sentence);
    }
    let names = from.iter().filter_map(|part| part.name.clone()).collect();
    let mut whole = match from.first() {
        Some(first) => Blob::of_text(translated.script.into_text(), first, translated.format, names),
        None => Blob::of_text(translated.script.into_text(), &Blob::empty(), translated.format, names),
    };
    if !translated.name.is_empty() && from.len() > 1 {
        whole.name = Some(translated.name);
    }
    whole
}

fn note(notes: &mut Diagnostics, code: Code, severity: Severity, sentence: String) {
    notes.push(Diagnostic { code, severity, sentence, seq: None, wall: None, offset: None });
}
