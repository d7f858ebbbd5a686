//! An archive that holds several sessions: which of its files belong together.
//!
//! A recorder that writes segments leaves files whose names differ in their numbers and whose times follow each other;
//! not each of them begins with a page. Whoever exports several sessions puts whole recordings side by side.

use crate::archive::{Blob, Closed, Outer, Section, Unwrapped, is_wrapped, natural_order, unwrap};
use crate::error::DecodeError;
use crate::open::{closed_error, parts_with_events};
use crate::source_events::SourceEvents;
use crate::translate::{is_translated, translate};
use crate::{Source, probe, rrweb};
use events::{Diagnostics, EventKind, WallClock};
use std::io::{self, Write};
use std::rc::Rc;

/// Files that each begin with a page are segments of one session where no more than this lies between them.
pub(crate) const SEGMENT_GAP_US: i64 = 5_000_000;
/// A file has a page of its own if one stands among so many events at its beginning.
const FIRST_EVENTS: usize = 32;
/// How far a name of the session is looked for, before the first event.
const NAME_BYTES: usize = 4 << 10;

/// One session of an archive.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ArchivedSession {
    /// Of its first file.
    pub name: String,
    /// All its files, in order.
    pub files: Vec<String>,
    /// The same, by their running numbers in the archive.
    parts: Vec<usize>,
}

impl ArchivedSession {
    pub(crate) fn of(group: Vec<Look>) -> ArchivedSession {
        ArchivedSession {
            name: group.first().map(|look| look.name.clone()).unwrap_or_default(),
            parts: group.iter().map(|look| look.number).collect(),
            files: group.into_iter().map(|look| look.name).collect(),
        }
    }
}

impl ArchivedSession {
    /// A translation of several files. Those of them that stand there as they are come with it.
    pub(crate) fn translated(
        number: usize,
        part: &Blob<'_>,
        from: &[String],
        all: &[Blob<'_>],
    ) -> ArchivedSession {
        let is_meant = |(_, other): &(usize, &Blob<'_>)| {
            other.from.is_none() && other.name.as_ref().is_some_and(|name| from.contains(name))
        };
        let as_they_are = all.iter().enumerate().filter(is_meant).map(|(number, _)| number);
        let mut files = from.to_vec();
        files.sort_by(|a, b| natural_order(a, b));
        ArchivedSession {
            name: part.name.clone().unwrap_or_default(),
            parts: as_they_are.chain([number]).collect(),
            files,
        }
    }
}

/// What an archive of several sessions holds.
#[derive(Debug, Default)]
pub struct Sessions {
    pub sessions: Vec<ArchivedSession>,
    /// Files that may have been recordings, and why they cannot be read.
    pub lost: Vec<(String, DecodeError)>,
}

/// The sessions of an archive that holds more than one; None of anything else.
pub fn sessions<'s>(source: Box<dyn Source + 's>) -> Result<Option<Sessions>, DecodeError> {
    let section = Section::whole(Outer::new(source)).map_err(DecodeError::Unreadable)?;
    if section.is_empty() {
        return Ok(None);
    }
    let unwrapped = translate(unwrap(Blob::whole(section)), &mut Diagnostics::new());
    let is_translation = unwrapped.parts.iter().all(|part| part.from.is_some());
    if !(unwrapped.in_archive || is_translation) || unwrapped.parts.len() < 2 {
        return Ok(None);
    }
    let names = || unwrapped.parts.iter().map(|part| part.name.as_deref().unwrap_or_default());
    if probe::recognise_archive(names()).is_some() {
        return Ok(None);
    }
    let recordings = parts_with_events(&unwrapped.parts);
    let looked: Vec<Look> =
        recordings.into_iter().map(|(number, part)| Look::at(number, part)).collect::<Result<_, _>>()?;
    let groups = grouped(looked);
    if groups.len() < 2 {
        return Ok(None);
    }
    let sessions = groups.into_iter().map(ArchivedSession::of);
    let lost =
        unwrapped.closed.into_iter().map(|(name, closed): (String, Closed)| (name, closed_error(closed)));
    Ok(Some(Sessions { sessions: sessions.collect(), lost: lost.collect() }))
}

/// Whether a file with this beginning may hold several sessions.
pub fn may_hold_sessions(head: &[u8]) -> bool {
    is_wrapped(head) || is_translated(head)
}

/// Writes one session of an archive as a file of its own: of a single file exactly what is in it.
pub fn copy_session<'s>(
    source: Box<dyn Source + 's>,
    session: &ArchivedSession,
    into: &mut dyn Write,
) -> Result<(), DecodeError> {
    let outer = Outer::new(source);
    let section = Section::whole(Rc::clone(&outer)).map_err(DecodeError::Unreadable)?;
    let unwrapped = translate(unwrap(Blob::whole(section)), &mut Diagnostics::new());
    copy_parts(&outer, &unwrapped, session, into)
}

pub(crate) fn copy_parts(
    outer: &Outer<'_>,
    unwrapped: &Unwrapped<'_>,
    session: &ArchivedSession,
    into: &mut dyn Write,
) -> Result<(), DecodeError> {
    for (place, &number) in session.parts.iter().enumerate() {
        let Some(part) = unwrapped.parts.get(number) else { continue };
        let mut between = if place == 0 { &b""[..] } else { &b"\n"[..] };
        // What can be read of a damaged file is worth having; the import tells what is wrong with it.
        let copied = part.open().and_then(|mut reader| {
            io::copy(&mut between, into)?;
            io::copy(&mut reader, into)
        });
        match (copied, outer.take_error()) {
            (_, Some(error)) => return Err(DecodeError::Unreadable(error)),
            (Err(error), None) if error.kind() == io::ErrorKind::StorageFull => {
                return Err(DecodeError::Unreadable(error));
            }
            _ => {}
        }
    }
    Ok(())
}

/// What one file says.
pub(crate) struct Look {
    number: usize,
    pub(crate) name: String,
    /// As the file calls it.
    session: Option<String>,
    pub(crate) has_page: bool,
    pub(crate) first: WallClock,
    pub(crate) last: WallClock,
}

impl Look {
    pub(crate) fn at(number: usize, part: &Blob<'_>) -> Result<Look, DecodeError> {
        let mut look = Look {
            number,
            name: part.name.clone().unwrap_or_default(),
            session: session_of(part, NAME_BYTES),
            has_page: false,
            first: WallClock(i64::MAX),
            last: WallClock(i64::MIN),
        };
        let unused = Outer::new(Box::new(io::Cursor::new([])));
        let mut events = SourceEvents::new(unused, vec![part.clone()], Diagnostics::new());
        let mut problems = Diagnostics::new();
        let mut count = 0;
        while let Some(event) = events.next(&mut problems)? {
            look.first = look.first.min(event.wall);
            look.last = look.last.max(event.wall);
            count += 1;
            if count <= FIRST_EVENTS && !look.has_page {
                let decoded = rrweb::decode(&event.raw, event.seq, event.wall, &mut problems);
                look.has_page = decoded.iter().any(|part| matches!(part.kind, EventKind::FullSnapshot(_)));
            }
        }
        Ok(look)
    }

    /// Its name without numbers and endings.
    fn stem(&self) -> String {
        let (folder, file) = self.name.rsplit_once(['/', '\\']).unwrap_or(("", &self.name));
        let file = file.split_once('.').map_or(file, |(stem, _)| stem);
        let file: String = file.chars().filter(|c| !c.is_ascii_digit()).collect();
        format!("{folder}/{file}")
    }
}

/// In the order of the names.
fn grouped(looks: Vec<Look>) -> Vec<Vec<Look>> {
    let mut alike: Vec<(String, Vec<Look>)> = Vec::new();
    for look in looks {
        let stem = look.stem();
        match alike.iter_mut().find(|(known, _)| *known == stem) {
            Some((_, group)) => group.push(look),
            None => alike.push((stem, vec![look])),
        }
    }
    let mut groups: Vec<Vec<Look>> = Vec::new();
    for (_, group) in alike {
        let is_segments = group.iter().any(|look| !look.has_page) && follow_each_other(&group);
        for look in group {
            let joins = groups.last().is_some_and(|before| belongs(&look, before, is_segments));
            match groups.last_mut().filter(|_| joins) {
                Some(before) => before.push(look),
                None => groups.push(vec![look]),
            }
        }
    }
    // Without a page it shows nothing by itself: it is the beginning of what follows.
    if groups.len() > 1 && groups.first().is_some_and(|group| group.iter().all(|look| !look.has_page)) {
        let first = groups.remove(0);
        if let Some(next) = groups.first_mut() {
            next.splice(0..0, first);
        }
    }
    groups
}

fn follow_each_other(group: &[Look]) -> bool {
    group.windows(2).all(|pair| matches!(pair, [a, b] if a.last <= b.first))
}

/// Whether a file is one more of the session before it.
fn belongs(look: &Look, before: &[Look], is_segments: bool) -> bool {
    let Some(last) = before.last() else { return false };
    match (&last.session, &look.session) {
        (Some(a), Some(b)) => return a == b,
        (Some(_), None) | (None, Some(_)) if look.has_page => return false,
        _ => {}
    }
    if !look.has_page {
        return true;
    }
    let gap = look.first.0.saturating_sub(last.last.0);
    look.stem() == last.stem() && (is_segments || (0..=SEGMENT_GAP_US).contains(&gap))
}

/// The name of the session that a file says it is of: in lines before its content, or before its first event.
pub(crate) fn session_of(part: &Blob<'_>, bytes: usize) -> Option<String> {
    let preface = part.preface();
    named_in(&String::from_utf8_lossy(&preface))
        .or_else(|| session_named_in(&part.head(bytes).unwrap_or_default()))
}

/// The value of a member that names the session, before the first event.
fn session_named_in(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    named_in(text.split("\"timestamp\"").next().unwrap_or_default())
}

fn named_in(text: &str) -> Option<String> {
    ["sessionId", "session_id", "$session_id", "replay_id", "replayId", "recording_id"].iter().find_map(
        |name| {
            let (_, after) = text.split_once(&format!("\"{name}\""))?;
            let value = after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
            value.split_once('"').map(|(value, _)| value.to_owned()).filter(|value| !value.is_empty())
        },
    )
}
