//! Groups of errors, and what a person adds to recordings.

use crate::{Engine, EngineError};
use events::RecordingId;
use library::{ErrorGroup, Occurrence, Recording};

impl Engine {
    /// The newest first.
    pub fn error_groups(&self) -> Result<Vec<ErrorGroup>, EngineError> {
        Ok(self.library().error_groups()?)
    }

    /// Where errors of a group happened, newest first.
    pub fn occurrences(&self, group: &ErrorGroup, limit: usize) -> Result<Vec<Occurrence>, EngineError> {
        Ok(self.library().occurrences(&group.fingerprints, limit)?)
    }

    /// A recording as the list has it.
    pub fn recording(&self, id: RecordingId) -> Result<Recording, EngineError> {
        self.library().get(id)?.ok_or_else(|| EngineError::not_found("such recording"))
    }

    pub fn tag(&self, recordings: &[RecordingId], tag: &str) -> Result<(), EngineError> {
        let tag = tag.trim();
        if tag.is_empty() {
            return Err(EngineError::not_now("A tag has a name", "Name it"));
        }
        Ok(self.library().tag(recordings, tag)?)
    }

    pub fn untag(&self, recordings: &[RecordingId], tag: &str) -> Result<(), EngineError> {
        Ok(self.library().untag(recordings, tag.trim())?)
    }

    /// All tags that are in use.
    pub fn tags(&self) -> Result<Vec<String>, EngineError> {
        Ok(self.library().tags()?)
    }
}
