//! Files that lie beside each other and belong to one session: segments that a recorder wrote one by one.
//!
//! A folder is no archive: what lies in it may have nothing to do with each other. Files are joined where they name the
//! same session; or where their names differ in numbers only, their times follow each other, and all but the first have
//! no page of their own, without which they show nothing.

use crate::Source;
use crate::archive::{Blob, Outer, Section, Unwrapped, natural_order, unwrap};
use crate::error::DecodeError;
use crate::open::parts_with_events;
use crate::sessions::{ArchivedSession, Look, SEGMENT_GAP_US, copy_parts, session_of};
use crate::translate::translate;
use events::Diagnostics;
use std::collections::HashMap;
use std::io::Write;
use std::rc::Rc;

/// A page says hello within so many bytes.
const PAGE_BYTES: usize = 16 << 10;
/// Several windows of a session send their events one after the other.
const OVERLAP_US: i64 = 60_000_000;
/// A tab that stayed open without anything happening in it.
const LONGEST_SILENCE_US: i64 = 3_600_000_000;

/// A file as a piece of a source in which all of them stand one after the other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilePiece {
    pub name: String,
    pub bytes: u64,
}

/// The sessions that are more than one of these files.
pub fn joined_files<'s>(
    source: Box<dyn Source + 's>,
    files: &[FilePiece],
) -> Result<Vec<ArchivedSession>, DecodeError> {
    let unwrapped = unwrap_files(source, files)?;
    let mut alike: HashMap<String, Vec<(usize, &Blob<'s>)>> = HashMap::new();
    let mut sessions = Vec::new();
    for (number, part) in parts_with_events(&unwrapped.parts) {
        if let Some(from) = part.from.as_ref().filter(|from| from.len() > 1) {
            sessions.push(ArchivedSession::translated(number, part, from, &unwrapped.parts));
            continue;
        }
        // Whoever names a session is looked for by that name, everybody else among their like.
        let key = session_of(part, PAGE_BYTES)
            .map_or_else(|| stem_of(part), |session| format!("session {session}"));
        alike.entry(key).or_default().push((number, part));
    }
    for (key, parts) in alike {
        let names_it = key.starts_with("session ");
        if parts.len() < 2 || !names_it && !parts.iter().any(|(_, part)| may_lack_a_page(part)) {
            continue;
        }
        let looks: Vec<Look> =
            parts.into_iter().map(|(number, part)| Look::at(number, part)).collect::<Result<_, _>>()?;
        let groups = if names_it { parts_of_one(looks) } else { segments(looks) };
        sessions.extend(groups.into_iter().filter(|group| group.len() > 1).map(ArchivedSession::of));
    }
    sessions.sort_by(|a, b| natural_order(&a.name, &b.name));
    Ok(sessions)
}

/// Writes such a session as one file.
pub fn copy_joined<'s>(
    source: Box<dyn Source + 's>,
    files: &[FilePiece],
    session: &ArchivedSession,
    into: &mut dyn Write,
) -> Result<(), DecodeError> {
    let outer = Outer::new(source);
    let unwrapped = unwrap_pieces(&outer, files)?;
    copy_parts(&outer, &unwrapped, session, into)
}

fn unwrap_files<'s>(source: Box<dyn Source + 's>, files: &[FilePiece]) -> Result<Unwrapped<'s>, DecodeError> {
    unwrap_pieces(&Outer::new(source), files)
}

fn unwrap_pieces<'s>(outer: &Rc<Outer<'s>>, files: &[FilePiece]) -> Result<Unwrapped<'s>, DecodeError> {
    let whole = Section::whole(Rc::clone(outer)).map_err(DecodeError::Unreadable)?;
    let mut all = Unwrapped::default();
    let mut from = 0;
    for file in files {
        let mut blob = Blob::whole(whole.part(from, file.bytes));
        from += file.bytes;
        blob.name = Some(file.name.clone());
        let unwrapped = unwrap(blob);
        // An archive is imported by itself.
        if !unwrapped.in_archive {
            all.parts.extend(unwrapped.parts);
        }
    }
    all.in_folder = true;
    Ok(translate(all, &mut Diagnostics::new()))
}

fn stem_of(part: &Blob<'_>) -> String {
    let name = part.name.as_deref().unwrap_or_default();
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    stem.chars().filter(|c| !c.is_ascii_digit()).collect()
}

/// Whether there is no page at its beginning, as far as can be seen without reading it.
fn may_lack_a_page(part: &Blob<'_>) -> bool {
    let head = part.head(PAGE_BYTES).unwrap_or_default();
    let text: String = String::from_utf8_lossy(&head).chars().filter(|c| !c.is_whitespace()).collect();
    text.contains("\"timestamp\"") && !text.contains("\"type\":4")
}

/// Files that name one session are parts of it, unless they tell the same time twice, as two exports do.
fn parts_of_one(mut looks: Vec<Look>) -> Vec<Vec<Look>> {
    looks.sort_by(|a, b| a.first.cmp(&b.first).then_with(|| natural_order(&a.name, &b.name)));
    let mut groups: Vec<Vec<Look>> = Vec::new();
    for look in looks {
        let goes_on = |group: &&mut Vec<Look>| {
            let last = group.iter().map(|before| before.last.0).max().unwrap_or_default();
            look.first.0 >= last - OVERLAP_US
                && group.iter().all(|before| before.first != look.first || before.last != look.last)
        };
        match groups.iter_mut().find(goes_on) {
            Some(group) => group.push(look),
            None => groups.push(vec![look]),
        }
    }
    groups
}

/// Rows of files of which each goes on where the one before it ends.
fn segments(mut looks: Vec<Look>) -> Vec<Vec<Look>> {
    looks.sort_by(|a, b| natural_order(&a.name, &b.name));
    let mut groups: Vec<Vec<Look>> = Vec::new();
    for look in looks {
        let goes_on = |group: &&mut Vec<Look>| {
            let last = group.last().map_or(i64::MAX, |last| last.last.0);
            let gap = look.first.0.saturating_sub(last);
            let most = if look.has_page { SEGMENT_GAP_US } else { LONGEST_SILENCE_US };
            (0..=most).contains(&gap)
        };
        match groups.last_mut().filter(goes_on) {
            Some(group) => group.push(look),
            None => groups.push(vec![look]),
        }
    }
    groups
}
