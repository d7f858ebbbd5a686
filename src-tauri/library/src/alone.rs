//! Who else uses the catalogue, and leaving it as one file.

use crate::{Library, LibraryError};

impl Library {
    /// Whether no other connection has it open. One that comes later is not kept out.
    pub fn is_alone(&self) -> Result<bool, LibraryError> {
        // Leaving the write-ahead log takes the whole file, which others that have it open do not give.
        let mode = self.connection.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get(0));
        let is_alone = match mode {
            Ok(mode) => {
                let mode: String = mode;
                mode == "delete"
            }
            Err(rusqlite::Error::SqliteFailure(error, _))
                if error.code == rusqlite::ErrorCode::DatabaseBusy =>
            {
                false
            }
            Err(error) => return Err(error.into()),
        };
        if is_alone {
            self.connection.pragma_update(None, "journal_mode", "WAL")?;
        }
        Ok(is_alone)
    }

    /// Puts everything into the file itself, so that it can be moved without those beside it.
    pub fn fold(&self) -> Result<(), LibraryError> {
        self.connection.pragma_update(None, "journal_mode", "DELETE")?;
        Ok(())
    }
}
