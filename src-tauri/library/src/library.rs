//! The handle of the catalogue.

use crate::LibraryError;
use crate::migrate::migrate;
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

/// Another start of the program may be writing; a catalogue write takes milliseconds.
const BUSY: Duration = Duration::from_secs(10);

pub struct Library {
    pub(crate) connection: Connection,
}

impl Library {
    /// Opens the catalogue, making or upgrading it where needed.
    pub fn open(path: &Path) -> Result<Library, LibraryError> {
        let refused = |source| LibraryError::CannotOpen { path: path.to_owned(), source };
        Library::prepare(Connection::open(path).map_err(refused)?)
    }

    /// A catalogue that is gone with the handle, for tests.
    pub fn in_memory() -> Result<Library, LibraryError> {
        Library::prepare(Connection::open_in_memory()?)
    }

    fn prepare(mut connection: Connection) -> Result<Library, LibraryError> {
        connection.busy_timeout(BUSY)?;
        migrate(&mut connection)?;
        let verdict: String = connection.pragma_query_value(None, "quick_check", |row| row.get(0))?;
        if verdict != "ok" {
            return Err(LibraryError::Damaged(verdict));
        }
        Ok(Library { connection })
    }
}
