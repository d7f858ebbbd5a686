//! Full-text search: every hit is a recording and a moment.

use crate::{Library, LibraryError};
use events::{RecordingId, Timestamp};
use rusqlite::{Row, params};

/// Stand around the matched words in `SearchHit::text`: control characters, which no recorded line contains as text.
pub const MATCH_START: char = '\u{2}';
pub const MATCH_END: char = '\u{3}';

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SearchHit {
    pub recording: RecordingId,
    pub file_name: String,
    pub href: String,
    pub time: Timestamp,
    pub kind: HitKind,
    pub text: String,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum HitKind {
    Error,
    Console,
    Page,
}

impl HitKind {
    /// As stored; also the order of kinds among hits.
    pub(crate) fn code(self) -> i64 {
        match self {
            HitKind::Error => 0,
            HitKind::Console => 1,
            HitKind::Page => 2,
        }
    }

    fn from_code(code: i64) -> HitKind {
        match code {
            0 => HitKind::Error,
            1 => HitKind::Console,
            _ => HitKind::Page,
        }
    }
}

impl Library {
    /// Lines that hold all words of `text`, the last as a beginning: errors first, then console lines, then pages; the
    /// best match and the newest recording first. A pasted message matches although its numbers differ.
    pub fn search(&self, text: &str, limit: usize) -> Result<Vec<SearchHit>, LibraryError> {
        let words = words(text);
        let exact = self.matching(&words, limit)?;
        if !exact.is_empty() {
            return Ok(exact);
        }
        let without_numbers: Vec<&str> =
            words.iter().copied().filter(|word| !word.contains(|c: char| c.is_ascii_digit())).collect();
        if without_numbers.len() == words.len() { Ok(exact) } else { self.matching(&without_numbers, limit) }
    }

    fn matching(&self, words: &[&str], limit: usize) -> Result<Vec<SearchHit>, LibraryError> {
        if words.is_empty() {
            return Ok(Vec::new());
        }
        // The words hold only letters, digits, `_` and `$`, so quoting them is enough.
        let query = words.iter().map(|word| format!("\"{word}\"")).collect::<Vec<_>>().join(" ") + " *";
        let mut statement = self.connection.prepare(
            "SELECT s.recording, r.file_name, r.href, s.time, s.kind, highlight(searchable, 0, ?2, ?3) AS text
             FROM searchable s JOIN recording r ON r.id = s.recording
             WHERE searchable MATCH ?1
             ORDER BY s.kind, r.start_wall DESC, s.time
             LIMIT ?4",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement
            .query_map(params![query, MATCH_START.to_string(), MATCH_END.to_string(), limit], hit_from)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

/// Words as the full-text table cuts them.
fn words(text: &str) -> Vec<&str> {
    text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')))
        .filter(|word| !word.is_empty())
        .collect()
}

fn hit_from(row: &Row<'_>) -> rusqlite::Result<SearchHit> {
    Ok(SearchHit {
        recording: RecordingId(row.get("recording")?),
        file_name: row.get("file_name")?,
        href: row.get("href")?,
        time: Timestamp(row.get("time")?),
        kind: HitKind::from_code(row.get("kind")?),
        text: row.get("text")?,
    })
}
