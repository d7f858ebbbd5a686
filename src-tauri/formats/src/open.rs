//! From a source to its recordings: takes wrappings off, leaves out what is something else, finds the first event.

use crate::archive::{Blob, Closed, HEAD_BYTES, Outer, Section, Unwrapped, unwrap};
use crate::error::DecodeError;
use crate::facts::FactFinder;
use crate::probe::{self, Foreign};
use crate::rrweb::packer::{Unpacked, unpack};
use crate::source_events::SourceEvents;
use crate::splitter::{Piece, Splitter};
use crate::translate::translate;
use crate::{Hints, Source};
use events::{Code, Diagnostic, Diagnostics, Severity};
use std::rc::Rc;

const SENTRY_TAKES_OUT: &str = "If this is what “Download JSON” in Sentry gives, console, requests and errors were taken out \
of it; the replay's recording-segments with download=true have them";
/// Names of left-out entries that a note lists.
const NAMES_LISTED: usize = 5;

/// Probes by content, unwraps and translates what is to be, and is ready to stream events.
pub fn open<'s>(source: Box<dyn Source + 's>, _hints: &Hints<'_>) -> Result<SourceEvents<'s>, DecodeError> {
    let outer = Outer::new(source);
    let section = Section::whole(Rc::clone(&outer)).map_err(DecodeError::Unreadable)?;
    if section.is_empty() {
        return Err(DecodeError::Empty);
    }
    let whole = Blob::whole(section);
    let head = whole.head(HEAD_BYTES).unwrap_or_default();
    let mut early = Diagnostics::new();
    let unwrapped = translate(unwrap(whole), &mut early);
    let parts = recordings(unwrapped, &mut early);
    // An error of the source looks like damage from in there.
    if let Some(error) = outer.take_error() {
        return Err(DecodeError::Unreadable(error));
    }
    let parts = parts?;
    let first = parts.first().cloned();
    let as_it_came = first.as_ref().filter(|part| part.from.is_none());
    let product = as_it_came
        .and_then(|part| probe::product(&part.head(HEAD_BYTES).unwrap_or_default(), &part.preface()));
    if product == Some(probe::SENTRY_DOWNLOAD) {
        let (code, severity) = (Code::NotRecorded, Severity::Note);
        let sentence = SENTRY_TAKES_OUT.to_owned();
        early.push(Diagnostic { code, severity, sentence, seq: None, wall: None, offset: None });
    }
    outer.reset_consumed();
    let mut facts = FactFinder::default();
    if first.as_ref().is_some_and(|part| !part.labels().is_empty()) {
        // What is packed in an envelope has lines of text before it.
        facts.lines(&head);
    }
    let mut events = SourceEvents::new(outer, parts, early).with_facts(facts).of_product(product);
    if events.look_ahead()? {
        return Ok(events);
    }
    Err(match first {
        Some(part) if !events.ended_by_damage() => {
            let head = part.head(HEAD_BYTES).unwrap_or_default();
            probe::explain(&head, events.is_valid())
        }
        Some(part) => DecodeError::Damaged(part.labels().last().copied().unwrap_or("file")),
        None => DecodeError::Empty,
    })
}

fn recordings<'s>(unwrapped: Unwrapped<'s>, early: &mut Diagnostics) -> Result<Vec<Blob<'s>>, DecodeError> {
    if unwrapped.in_archive {
        return choose(unwrapped.parts, &unwrapped.closed, early);
    }
    if let Some(&(_, closed)) = unwrapped.closed.first() {
        return Err(closed_error(closed));
    }
    for part in &unwrapped.parts {
        look_at(part)?;
    }
    Ok(unwrapped.parts)
}

/// The beginning of a part, if it may hold events.
fn look_at(part: &Blob<'_>) -> Result<Vec<u8>, DecodeError> {
    let innermost = part.labels().last().copied().unwrap_or("file");
    let head = part.head(HEAD_BYTES).map_err(|_| DecodeError::Damaged(innermost))?;
    probe::recognise(&head).map_err(DecodeError::Foreign)?;
    if probe::may_hold_json(&head) { Ok(head) } else { Err(probe::explain(&head, true)) }
}

/// Of an archive's entries those that are recordings; the others become a note.
fn choose<'s>(
    parts: Vec<Blob<'s>>,
    closed: &[(String, Closed)],
    notes: &mut Diagnostics,
) -> Result<Vec<Blob<'s>>, DecodeError> {
    let part_name = |part: &Blob<'_>| part.name.clone().unwrap_or_default();
    let names: Vec<String> =
        parts.iter().map(part_name).chain(closed.iter().map(|(name, _)| name.clone())).collect();
    if let Some(foreign) = probe::recognise_archive(names.iter().map(String::as_str)) {
        return Err(DecodeError::Foreign(foreign));
    }
    let mut recordings = Vec::new();
    let mut others = Vec::new();
    let mut telemetry = None;
    for part in parts {
        match look_at(&part) {
            Ok(_) if holds_events(&part) => recordings.push(part),
            Ok(head) => {
                others.push(part_name(&part));
                telemetry = telemetry.or(named(probe::explain(&head, true)));
            }
            Err(error) => {
                others.push(part_name(&part));
                telemetry = telemetry.or(named(error));
            }
        }
    }
    others.extend(closed.iter().map(|(name, _)| name.clone()));
    if recordings.is_empty() {
        return Err(match (telemetry, closed.first()) {
            (Some(foreign), _) => DecodeError::Foreign(foreign),
            (None, Some(&(_, closed))) if others.len() == 1 => closed_error(closed),
            (None, Some(&(_, Closed::Encrypted))) if names.len() == closed.len() => DecodeError::Encrypted,
            (None, _) if names.is_empty() => DecodeError::EmptyArchive,
            (None, _) => DecodeError::NothingInArchive(names.len()),
        });
    }
    note_others(&others, notes);
    Ok(recordings)
}

fn named(error: DecodeError) -> Option<Foreign> {
    match error {
        DecodeError::Foreign(foreign) if foreign.is_about_a_session() => Some(foreign),
        _ => None,
    }
}

fn note_others(others: &[String], notes: &mut Diagnostics) {
    let listed: Vec<&str> = others.iter().take(NAMES_LISTED).map(String::as_str).collect();
    let sentence = match others.len() {
        0 => return,
        1 => format!("One other file in the archive was left out: {}", listed.join(", ")),
        count => format!(
            "{count} other files in the archive were left out: {}{}",
            listed.join(", "),
            if count > NAMES_LISTED { ", …" } else { "" }
        ),
    };
    let (code, severity) = (Code::NotDecodedYet, Severity::Note);
    notes.push(Diagnostic { code, severity, sentence, seq: None, wall: None, offset: None });
}

pub(crate) fn closed_error(closed: Closed) -> DecodeError {
    match closed {
        Closed::Encrypted => DecodeError::Encrypted,
        Closed::TooDeep => DecodeError::TooDeep,
        Closed::TooLarge => DecodeError::TooLarge,
        Closed::Damaged(kind) => DecodeError::Damaged(kind),
    }
}

/// Those of an archive's entries that are recordings, with their running numbers.
pub(crate) fn parts_with_events<'p, 's>(parts: &'p [Blob<'s>]) -> Vec<(usize, &'p Blob<'s>)> {
    let recordings = parts.iter().enumerate().filter(|(_, part)| look_at(part).is_ok() && holds_events(part));
    recordings.collect()
}

fn holds_events(part: &Blob<'_>) -> bool {
    let Ok(reader) = part.open() else { return false };
    let mut splitter = Splitter::new(reader);
    loop {
        match splitter.next() {
            Ok(Piece::Event { .. }) => return true,
            Ok(Piece::Text { token, .. }) => {
                if matches!(unpack(&token), Unpacked::Text(_) | Unpacked::Inflated(_)) {
                    return true;
                }
            }
            Ok(Piece::Problem(_)) => {}
            Ok(Piece::End) | Err(_) => return false,
        }
    }
}
