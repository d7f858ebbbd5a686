//! Recordings and what belongs to them.

use crate::{HitKind, Library, LibraryError};
use events::derived::{ConsoleLine, ErrorRecord, PageVisit};
use events::{RecordingId, Timestamp, WallClock};
use rusqlite::{Connection, OptionalExtension, Row, params};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recording {
    pub id: RecordingId,
    pub file_name: String,
    /// Where it was imported from, as a person would look for it.
    pub source_path: String,
    pub href: String,
    pub title: String,
    pub start: WallClock,
    pub duration: Timestamp,
    pub events: u64,
    pub errors: u32,
    pub console_lines: u32,
    pub pages: u32,
    /// Size of the archive.
    pub bytes: u64,
    pub imported: WallClock,
}

/// What of a recording goes into the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct RecordingFindings<'a> {
    pub console: &'a [ConsoleLine],
    pub errors: &'a [ErrorRecord],
    pub visits: &'a [PageVisit],
}

impl Library {
    /// Adds a recording, or replaces what was known of it, in one transaction.
    pub fn put(
        &mut self,
        recording: &Recording,
        findings: RecordingFindings<'_>,
    ) -> Result<(), LibraryError> {
        let transaction = self.connection.transaction()?;
        delete(&transaction, recording.id)?;
        insert(&transaction, recording)?;
        insert_findings(&transaction, recording.id, findings)?;
        transaction.commit()?;
        Ok(())
    }

    /// Whether there was one to remove.
    pub fn remove(&mut self, id: RecordingId) -> Result<bool, LibraryError> {
        let transaction = self.connection.transaction()?;
        let removed = delete(&transaction, id)?;
        transaction.commit()?;
        Ok(removed)
    }

    /// Newest import first.
    pub fn list(&self) -> Result<Vec<Recording>, LibraryError> {
        let mut statement = self
            .connection
            .prepare("SELECT * FROM recording ORDER BY imported_wall DESC, start_wall DESC, id")?;
        let rows = statement.query_map([], recording_from)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn get(&self, id: RecordingId) -> Result<Option<Recording>, LibraryError> {
        let mut statement = self.connection.prepare("SELECT * FROM recording WHERE id = ?")?;
        Ok(statement.query_row([&id.0[..]], recording_from).optional()?)
    }
}

fn delete(connection: &Connection, id: RecordingId) -> Result<bool, LibraryError> {
    connection.execute("DELETE FROM searchable WHERE recording = ?", [&id.0[..]])?;
    Ok(connection.execute("DELETE FROM recording WHERE id = ?", [&id.0[..]])? > 0)
}

fn insert(connection: &Connection, recording: &Recording) -> Result<(), LibraryError> {
    let sql = "INSERT INTO recording VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    connection.execute(
        sql,
        params![
            &recording.id.0[..],
            recording.file_name,
            recording.source_path,
            recording.href,
            recording.title,
            recording.start.0,
            recording.duration.0,
            signed(recording.events),
            recording.errors,
            recording.console_lines,
            recording.pages,
            signed(recording.bytes),
            recording.imported.0,
        ],
    )?;
    Ok(())
}

fn insert_findings(
    connection: &Connection,
    id: RecordingId,
    findings: RecordingFindings<'_>,
) -> Result<(), LibraryError> {
    let id = &id.0[..];
    let mut error = connection.prepare("INSERT INTO error VALUES (?, ?, ?, ?, ?, ?, ?, ?)")?;
    let mut line = connection.prepare("INSERT INTO console_line VALUES (?, ?, ?, ?)")?;
    let mut text =
        connection.prepare("INSERT INTO searchable (text, kind, recording, time) VALUES (?, ?, ?, ?)")?;
    for found in findings.errors {
        let stack = found.stack.iter().map(|frame| frame.as_str()).collect::<Vec<_>>().join("\n");
        let kind = found.kind.name();
        let fingerprint = found.fingerprint.cast_signed();
        let (name, message) = (found.name.as_str(), found.message.as_str());
        error.execute(params![id, found.time.0, found.tab.0, kind, name, message, stack, fingerprint])?;
        let separator = if name.is_empty() { "" } else { ": " };
        let full = format!("{name}{separator}{message}");
        text.execute(params![full, HitKind::Error.code(), id, found.time.0])?;
    }
    for found in findings.console {
        line.execute(params![id, found.time.0, found.level as i64, found.text.as_str()])?;
        // An error's line is searchable as the error it is.
        if found.level != events::ConsoleLevel::Error {
            text.execute(params![found.text.as_str(), HitKind::Console.code(), id, found.time.0])?;
        }
    }
    for visit in findings.visits {
        let full = format!("{} {}", visit.title, visit.href);
        text.execute(params![full, HitKind::Page.code(), id, visit.time.0])?;
    }
    Ok(())
}

fn recording_from(row: &Row<'_>) -> rusqlite::Result<Recording> {
    let id: [u8; 16] = row.get("id")?;
    Ok(Recording {
        id: RecordingId(id),
        file_name: row.get("file_name")?,
        source_path: row.get("source_path")?,
        href: row.get("href")?,
        title: row.get("title")?,
        start: WallClock(row.get("start_wall")?),
        duration: Timestamp(row.get("duration")?),
        events: row.get::<_, i64>("events")?.unsigned_abs(),
        errors: row.get("errors")?,
        console_lines: row.get("console_lines")?,
        pages: row.get("pages")?,
        bytes: row.get::<_, i64>("bytes")?.unsigned_abs(),
        imported: WallClock(row.get("imported_wall")?),
    })
}

/// SQLite integers are signed; no count of ours comes near the limit.
fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
