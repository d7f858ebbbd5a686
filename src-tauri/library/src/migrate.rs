//! The catalogue's schema, step by step. A step is never edited after a release.

use crate::LibraryError;
use rusqlite::Connection;

/// "PHLB": tells our database from another program's.
const APPLICATION_ID: i64 = 0x5048_4c42;

/// Each step leads from version `index` to `index + 1`.
const STEPS: &[&str] = &["
    CREATE TABLE recording (
        id            BLOB PRIMARY KEY,
        file_name     TEXT NOT NULL,
        source_path   TEXT NOT NULL,
        href          TEXT NOT NULL,
        title         TEXT NOT NULL,
        start_wall    INTEGER NOT NULL,   -- microseconds since the Unix epoch
        duration      INTEGER NOT NULL,   -- microseconds
        events        INTEGER NOT NULL,
        errors        INTEGER NOT NULL,
        console_lines INTEGER NOT NULL,
        pages         INTEGER NOT NULL,
        bytes         INTEGER NOT NULL,
        imported_wall INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE error (
        recording   BLOB NOT NULL REFERENCES recording(id) ON DELETE CASCADE,
        time        INTEGER NOT NULL,
        tab         INTEGER NOT NULL,
        kind        TEXT NOT NULL,
        name        TEXT NOT NULL,
        message     TEXT NOT NULL,
        stack       TEXT NOT NULL,        -- one frame a line, innermost first
        fingerprint INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX error_by_recording ON error(recording, time);
    CREATE INDEX error_by_group ON error(fingerprint, time);

    CREATE TABLE console_line (
        recording BLOB NOT NULL REFERENCES recording(id) ON DELETE CASCADE,
        time      INTEGER NOT NULL,
        level     INTEGER NOT NULL,
        text      TEXT NOT NULL
    ) STRICT;
    CREATE INDEX console_by_recording ON console_line(recording, time);

    -- Everything a person can search for, each row with the recording and the moment.
    CREATE VIRTUAL TABLE searchable USING fts5(
        text, kind UNINDEXED, recording UNINDEXED, time UNINDEXED,
        tokenize = \"unicode61 remove_diacritics 2 tokenchars '_$'\"
    );
"];

fn is_new(connection: &Connection) -> Result<bool, LibraryError> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    Ok(pages == 0)
}

/// Brings the database to the newest version, in one transaction a step.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), LibraryError> {
    if is_new(connection)? {
        // Nothing can be lost yet: without a journal on the disk the first page costs one sync instead of four.
        connection.pragma_update(None, "journal_mode", "MEMORY")?;
    }
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = u32::try_from(STEPS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(LibraryError::Newer { found, known });
    }
    let application: i64 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID && (application != 0 || found != 0) {
        return Err(LibraryError::Damaged("this database belongs to another program".to_owned()));
    }
    for (index, step) in STEPS.iter().enumerate().skip(found as usize) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(step)?;
        transaction.pragma_update(None, "user_version", (index + 1) as i64)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.commit()?;
    }
    Ok(())
}
