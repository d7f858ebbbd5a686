//! What an exception from outside is looked for by.

use crate::query::{Condition, Expr, Value};
use crate::{Library, LibraryError};
use events::{RecordingId, Timestamp, WallClock};
use rusqlite::params;

/// An error of a recording: type and message, then the stack, a frame a line.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ErrorText {
    pub time: Timestamp,
    pub text: String,
}

impl Library {
    /// In order of time.
    pub fn errors_of(&self, recording: RecordingId) -> Result<Vec<ErrorText>, LibraryError> {
        let sql = "SELECT m.time, t.text FROM recording r
                   JOIN error e ON e.recording = r.key
                   JOIN moment m ON m.recording = e.recording AND m.number = e.number
                   JOIN text t ON t.id = m.text
                   WHERE r.id = ? ORDER BY m.time, m.number";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([&recording.0[..]], |row| {
            Ok(ErrorText { time: Timestamp(row.get(0)?), text: row.get(1)? })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Recordings with an error in whose message or stack all these words stand, newest first. Words with digits count
    /// only where some recording has them.
    pub fn with_error(&self, words: Vec<String>, limit: usize) -> Result<Vec<RecordingId>, LibraryError> {
        if words.iter().all(|word| word.is_empty()) {
            return Ok(Vec::new());
        }
        let condition = Condition { term: Some("error"), value: Value::Text(words), span: 0..0 };
        let hits = self.search(&Expr::Is(condition), limit)?;
        let mut found: Vec<RecordingId> = hits.into_iter().map(|hit| hit.recording).collect();
        found.dedup();
        Ok(found)
    }

    /// Names that others have for a recording: what kind of name, and the name.
    pub fn aliases_of(&self, recording: RecordingId) -> Result<Vec<(String, String)>, LibraryError> {
        let sql = "SELECT a.kind, a.value FROM recording r JOIN alias a ON a.recording = r.key
                   WHERE r.id = ? ORDER BY a.kind, a.value";
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map([&recording.0[..]], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Recordings that were running at that time, newest first.
    pub fn running_at(&self, wall: WallClock, limit: usize) -> Result<Vec<RecordingId>, LibraryError> {
        let sql = "SELECT id FROM recording WHERE start_wall <= ?1 AND start_wall + duration >= ?1
                   ORDER BY start_wall DESC, key LIMIT ?2";
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(params![wall.0, limit], |row| Ok(RecordingId(row.get(0)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// A number that another one follows with every change of the catalogue, by whatever program. Cheap enough to be
    /// asked several times a second.
    pub fn version(&self) -> Result<u64, LibraryError> {
        let others: i64 = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        let ours: i64 = self.connection.query_row("SELECT total_changes()", [], |row| row.get(0))?;
        Ok((others.cast_unsigned() << 40) ^ ours.cast_unsigned())
    }
}
