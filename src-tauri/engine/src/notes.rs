//! What a person writes about a moment or a range of a recording.

use crate::engine::now;
use crate::{Engine, EngineError};
use events::{RecordingId, Timestamp};
use library::Note;

impl Engine {
    /// In order of time.
    pub fn notes(&self, recording: RecordingId) -> Result<Vec<Note>, EngineError> {
        self.readers.look(|library| library.notes(recording))
    }

    /// The new note's id. `until` equals `at` for a moment.
    pub fn add_note(
        &self,
        recording: RecordingId,
        at: Timestamp,
        until: Timestamp,
        text: &str,
    ) -> Result<i64, EngineError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(EngineError::not_now("A note has a text", "Write it"));
        }
        self.recording(recording)?;
        Ok(self.library().add_note(recording, at, until.max(at), text, now())?)
    }

    /// Whether there was one.
    pub fn remove_note(&self, id: i64) -> Result<bool, EngineError> {
        Ok(self.library().remove_note(id)?)
    }
}
