//! The SQLite file: its tables, and the three ways it is opened.

use crate::{Result, StoreError};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// 'Play' as a big-endian number, so that `file` and others can name the file's kind.
const APPLICATION_ID: u32 = 0x506c_6179;

/// Of the tables. A file of another version is refused: the recording is imported again.
pub(crate) const SCHEMA_VERSION: u32 = 2;

/// Half a page is lost behind each blob, of which there are hundreds. Measured on `long-100k-fine`: 2 KB lose 3 % of the
/// file, 4 KB 10 %, 16 KB 20 %, and a keyframe is read in the same time with each.
const PAGE_BYTES: u32 = 2 << 10;

/// A reader waits while a commit is written, a writer while readers are in the middle of a statement. Both are short.
const BUSY: Duration = Duration::from_secs(20);

/// Segment bodies stand apart from their index, so that reading the index does not touch the pages of the blobs.
const SCHEMA: &str = "
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL, generation INTEGER NOT NULL, time INTEGER NOT NULL, complete INTEGER NOT NULL
);
CREATE TABLE source_block (
  id INTEGER PRIMARY KEY, first_seq INTEGER NOT NULL, count INTEGER NOT NULL, bytes BLOB NOT NULL
);
CREATE TABLE segment (
  id INTEGER PRIMARY KEY, tab INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, first INTEGER,
  events INTEGER NOT NULL, records INTEGER NOT NULL, changes INTEGER NOT NULL,
  keyframe_bytes INTEGER NOT NULL, chunk_bytes INTEGER NOT NULL, base INTEGER
);
CREATE TABLE segment_body (id INTEGER PRIMARY KEY, prefix INTEGER, keyframe BLOB NOT NULL, chunk BLOB, tail BLOB, changes BLOB);
CREATE TABLE resource (id INTEGER PRIMARY KEY, hash BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL);
CREATE TABLE mark (
  id INTEGER PRIMARY KEY, time INTEGER NOT NULL, until INTEGER NOT NULL, tab INTEGER NOT NULL,
  kind INTEGER NOT NULL, label TEXT NOT NULL, target INTEGER, x REAL, y REAL, count INTEGER NOT NULL
);
CREATE TABLE console (
  id INTEGER PRIMARY KEY, time INTEGER NOT NULL, tab INTEGER NOT NULL, seq INTEGER NOT NULL, level INTEGER NOT NULL,
  method TEXT NOT NULL, text TEXT NOT NULL, args BLOB NOT NULL, trace BLOB NOT NULL, uncaught INTEGER NOT NULL
);
CREATE TABLE error (
  id INTEGER PRIMARY KEY, time INTEGER NOT NULL, tab INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL,
  name TEXT NOT NULL, message TEXT NOT NULL, stack BLOB NOT NULL, fingerprint INTEGER NOT NULL
);
CREATE TABLE idle (id INTEGER PRIMARY KEY, start INTEGER NOT NULL, end INTEGER NOT NULL);
CREATE TABLE visit (
  id INTEGER PRIMARY KEY, time INTEGER NOT NULL, tab INTEGER NOT NULL, href TEXT NOT NULL, title TEXT NOT NULL
);
CREATE INDEX mark_time ON mark (time);
CREATE INDEX console_time ON console (time);
INSERT INTO state VALUES (1, 0, 0, 0, 0);
";

/// A new file under a temporary name, in a transaction. Nothing is synced before it is finished: a crash leaves a
/// temporary file, whatever is in it.
pub(crate) fn create(path: &Path) -> Result<Connection> {
    // The name is ours: whatever stands there is the rest of a process that had our number.
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            return Err(StoreError::File { doing: "created", source: error });
        }
        _ => {}
    }
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    // Without spilling, the file is locked against readers only while a commit is written.
    connection.execute_batch(&format!(
        "PRAGMA page_size = {PAGE_BYTES}; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;
         PRAGMA cache_spill = OFF; PRAGMA temp_store = MEMORY;
         PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {SCHEMA_VERSION};
         BEGIN; {SCHEMA} COMMIT; BEGIN IMMEDIATE;"
    ))?;
    Ok(connection)
}

/// A finished file: read-only, and promised not to change, so that no lock is ever taken.
pub(crate) fn open_immutable(path: &Path) -> Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let absolute = std::path::absolute(path).map_err(StoreError::file("opened"))?;
    checked(Connection::open_with_flags(format!("file:{}?immutable=1", uri_path(&absolute)), flags)?)
}

/// A file that a writer of this process still writes.
pub(crate) fn open_growing(path: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(BUSY)?;
    checked(connection)
}

fn checked(connection: Connection) -> Result<Connection> {
    let number = |pragma: &str| connection.query_row(pragma, [], |row| row.get::<_, u32>(0));
    let application = match number("PRAGMA application_id") {
        Err(rusqlite::Error::SqliteFailure(failure, _))
            if failure.code == rusqlite::ErrorCode::NotADatabase =>
        {
            return Err(StoreError::NotARecording);
        }
        other => other?,
    };
    if application != APPLICATION_ID {
        return Err(StoreError::NotARecording);
    }
    let found = number("PRAGMA user_version")?;
    if found > SCHEMA_VERSION {
        return Err(StoreError::NewerVersion { found, known: SCHEMA_VERSION });
    }
    if found < SCHEMA_VERSION {
        return Err(StoreError::OlderVersion { found, known: SCHEMA_VERSION });
    }
    Ok(connection)
}

/// The path as SQLite's URIs want it: escaped, with slashes, and with one before a drive letter.
fn uri_path(path: &Path) -> String {
    let text = path.to_string_lossy();
    let text = if cfg!(windows) { text.replace('\\', "/") } else { text.into_owned() };
    let mut uri = String::with_capacity(text.len() + 8);
    if !text.starts_with('/') {
        uri.push('/');
    }
    for character in text.chars() {
        match character {
            '%' => uri.push_str("%25"),
            '?' => uri.push_str("%3f"),
            '#' => uri.push_str("%23"),
            other => uri.push(other),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_path_with_marks_of_an_address_stays_a_path() {
        let path = std::path::Path::new("/a b/50%?#.playhead");
        assert_eq!(super::uri_path(path), "/a b/50%25%3f%23.playhead");
    }
}
