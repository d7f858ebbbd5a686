//! What can go wrong with the catalogue, in the user's terms.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    #[error("The catalogue cannot be opened\n{path}", path = path.display())]
    CannotOpen { path: PathBuf, source: rusqlite::Error },
    #[error("This library was made by a newer Playhead (format {found}, this one reads up to {known})")]
    Newer { found: u32, known: u32 },
    #[error("The catalogue is damaged: {0}")]
    Damaged(String),
    #[error("The catalogue refused: {0}")]
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for LibraryError {
    fn from(error: rusqlite::Error) -> LibraryError {
        use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
        match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => LibraryError::Damaged(error.to_string()),
            _ => LibraryError::Sql(error),
        }
    }
}
