//! The handle of the catalogue.

use crate::LibraryError;
use crate::migrate::migrate;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Another start of the program may be writing; a catalogue write takes milliseconds.
const BUSY: Duration = Duration::from_secs(10);

/// More than there are different ones, so that none is compiled twice.
const STATEMENTS: usize = 128;
/// Negative: KiB. What many recordings share stays in memory while they are put.
pub(crate) const CACHE_KIB: i64 = -32 * 1024;
/// In pages of 4 KB: so many changes are moved into the file at once, and synced once.
const LOG_PAGES: i64 = 4_000;
/// In pages of 4 KB: some milliseconds to read.
const CHECKED_AT_ONCE: i64 = 2_000;

pub struct Library {
    pub(crate) connection: Connection,
}

impl Library {
    /// Opens the catalogue, making or upgrading it where needed.
    pub fn open(path: &Path) -> Result<Library, LibraryError> {
        let refused = |source| LibraryError::CannotOpen { path: path.to_owned(), source };
        Library::prepare(Connection::open(path).map_err(refused)?)
    }

    /// Another connection to a catalogue that is open already, which changes nothing: what it answers does not wait for
    /// what is written.
    pub fn reader(path: &Path) -> Result<Library, LibraryError> {
        let refused = |source| LibraryError::CannotOpen { path: path.to_owned(), source };
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags).map_err(refused)?;
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.pragma_update(None, "query_only", true)?;
        Ok(Library { connection })
    }

    /// A catalogue that is gone with the handle, for tests.
    pub fn in_memory() -> Result<Library, LibraryError> {
        Library::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Library, LibraryError> {
        connection.busy_timeout(BUSY)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.pragma_update(None, "cache_size", CACHE_KIB)?;
        migrate(&mut connection)?;
        connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
        let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
        let library = Library { connection };
        if pages <= CHECKED_AT_ONCE {
            library.check()?;
        }
        Ok(library)
    }

    /// At most so much of the file, in SQLite's negative KiB.
    pub(crate) fn keep_in_memory(&self, kib: i64) -> Result<(), LibraryError> {
        Ok(self.connection.pragma_update(None, "cache_size", kib)?)
    }

    /// Reads the whole catalogue and says what is wrong with it. Opening does so by itself where that takes no time; a
    /// large one is to be checked beside the work.
    pub fn check(&self) -> Result<(), LibraryError> {
        let verdict: String = self.connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        if verdict == "ok" { Ok(()) } else { Err(LibraryError::Damaged(verdict)) }
    }

    /// Whether opening left the check to `check`.
    pub fn is_unchecked(&self) -> Result<bool, LibraryError> {
        let pages: i64 = self.connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
        Ok(pages > CHECKED_AT_ONCE)
    }
}
