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
", "
    -- Everything found in recordings is made anew; `derived` then says so. What a person made stays.
    DROP TABLE searchable;
    DROP TABLE console_line;
    DROP TABLE error;
    ALTER TABLE recording RENAME TO recording_1;

    CREATE TABLE recording (
        key           INTEGER PRIMARY KEY,
        id            BLOB NOT NULL UNIQUE,
        file_name     TEXT NOT NULL,
        source_path   TEXT NOT NULL,
        href          TEXT NOT NULL,
        title         TEXT NOT NULL,
        person        TEXT NOT NULL,
        browser       TEXT NOT NULL,
        os            TEXT NOT NULL,
        start_wall    INTEGER NOT NULL,   -- microseconds since the Unix epoch
        duration      INTEGER NOT NULL,   -- microseconds
        events        INTEGER NOT NULL,
        errors        INTEGER NOT NULL,
        console_lines INTEGER NOT NULL,
        pages         INTEGER NOT NULL,
        requests      INTEGER NOT NULL,
        failed        INTEGER NOT NULL,   -- requests with a status of 400 and above, or none
        masked        INTEGER NOT NULL,   -- texts and fields that the recorder masked
        bytes         INTEGER NOT NULL,
        imported_wall INTEGER NOT NULL,
        activity      BLOB NOT NULL,      -- one byte a bucket, 255 is the busiest
        error_buckets INTEGER NOT NULL    -- a bit for each bucket of the activity with an error
    ) STRICT;
    INSERT INTO recording SELECT NULL, id, file_name, source_path, href, title, '', '', '', start_wall, duration,
        events, errors, console_lines, pages, 0, 0, 0, bytes, imported_wall, x'', 0
        FROM recording_1 ORDER BY imported_wall;
    DROP TABLE recording_1;
    CREATE INDEX recording_by_start ON recording(start_wall DESC, key);

    -- Each different text once. The kind of text is in the upper bits of the id (`texts.rs`).
    CREATE TABLE text (
        id   INTEGER PRIMARY KEY,
        hash INTEGER NOT NULL,
        uses INTEGER NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX text_by_hash ON text(hash);
    -- Without the texts, which stand above: what is deleted leaves it when segments are merged, which a deletion of many
    -- brings about. (With external content SQLite 3.51 never lets go of it.)
    CREATE VIRTUAL TABLE text_trigram USING fts5(
        text, content = '', contentless_delete = 1, tokenize = 'trigram', detail = none
    );
    -- Pairs of characters of scripts that write no blanks: two of them are a word.
    CREATE VIRTUAL TABLE text_pair USING fts5(
        pairs, content = '', contentless_delete = 1, tokenize = 'unicode61', detail = none
    );

    -- What happened and can be found, in order of time.
    CREATE TABLE moment (
        recording INTEGER NOT NULL REFERENCES recording(key),
        number    INTEGER NOT NULL,
        time      INTEGER NOT NULL,       -- microseconds since the start
        tab       INTEGER NOT NULL,
        kind      INTEGER NOT NULL,
        text      INTEGER NOT NULL REFERENCES text(id),
        detail    INTEGER NOT NULL,       -- of a request its status, of a console line its level
        PRIMARY KEY (recording, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX moment_by_text ON moment(text, recording);
    CREATE INDEX moment_by_status ON moment(detail, recording) WHERE kind = 2;

    CREATE TABLE error (
        fingerprint INTEGER NOT NULL,
        wall        INTEGER NOT NULL,     -- microseconds since the Unix epoch
        recording   INTEGER NOT NULL REFERENCES recording(key),
        number      INTEGER NOT NULL,     -- of its moment
        kind        TEXT NOT NULL,
        PRIMARY KEY (fingerprint, wall, recording, number)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX error_by_recording ON error(recording);

    -- Names that others have for a recording: a session, a replay, an event.
    CREATE TABLE alias (
        value     TEXT NOT NULL,
        recording INTEGER NOT NULL REFERENCES recording(key),
        kind      TEXT NOT NULL,
        PRIMARY KEY (value, recording, kind)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX alias_by_recording ON alias(recording);

    CREATE TABLE derived (is_stale INTEGER NOT NULL) STRICT;
    INSERT INTO derived SELECT count(*) > 0 FROM recording;

    -- What a person made: by the recording's id, so that it outlives everything above.
    CREATE TABLE own_tag (
        recording BLOB NOT NULL,
        tag       TEXT NOT NULL,
        PRIMARY KEY (recording, tag)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE own_note (
        id        INTEGER PRIMARY KEY,
        recording BLOB NOT NULL,
        time      INTEGER NOT NULL,
        until     INTEGER NOT NULL,
        text      TEXT NOT NULL,
        written   INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX own_note_by_recording ON own_note(recording, time);
    CREATE TABLE own_search (
        name  TEXT PRIMARY KEY,
        query TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE own_recent_search (
        query TEXT PRIMARY KEY,
        used  INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE own_group_rule (
        id      INTEGER PRIMARY KEY,
        pattern TEXT NOT NULL,
        name    TEXT NOT NULL
    ) STRICT;
    CREATE TABLE own_watched_folder (
        path TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
", "
    -- Source maps that a person has: files, and folders with files.
    CREATE TABLE own_source_map (
        path TEXT PRIMARY KEY
    ) STRICT, WITHOUT ROWID;
", "
    -- Friction by its kind. What was catalogued before knows of none until it is made again.
    CREATE INDEX moment_by_friction ON moment(detail, recording) WHERE kind = 6;
    UPDATE derived SET is_stale = is_stale OR (SELECT count(*) > 0 FROM recording);
", "
    -- What imports mask: by site, or everywhere else where that is empty.
    CREATE TABLE own_policy (
        site  TEXT PRIMARY KEY,
        rules TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
"];

fn is_new(connection: &Connection) -> Result<bool, LibraryError> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    Ok(pages == 0)
}

/// Brings the database to the newest version, in one transaction a step.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), LibraryError> {
    if is_new(connection)? {
        // What is deleted gives its pages back (`Library::give_space_back`). Only an empty database can be told so.
        connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
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
