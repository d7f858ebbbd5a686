//! Rows that can be made again from the recording files.

use crate::recordings::delete;
use crate::texts::Texts;
use crate::{Library, LibraryError};
use events::RecordingId;
use rusqlite::TransactionBehavior;

impl Library {
    /// Takes recordings out whose files are gone, in one transaction; what a person wrote about them stays, should the
    /// files come back. How many there were.
    pub fn remove_rows(&mut self, ids: &[RecordingId]) -> Result<usize, LibraryError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut texts = Texts::new(&transaction);
        let mut removed = 0;
        for &id in ids {
            removed += usize::from(delete(&transaction, &mut texts, id)?);
        }
        drop(texts);
        transaction.commit()?;
        Ok(removed)
    }
}
