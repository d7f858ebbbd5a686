//! Groups of errors, and what a person adds to recordings.

use crate::engine::{now, today};
use crate::{Engine, EngineError};
use events::RecordingId;
use library::query::{self, Completion};
use library::{ErrorGroup, GroupRule, Library, Occurrence, Recording, SavedSearch};
use std::sync::{Arc, Mutex, PoisonError};

/// Values of one term that are offered.
const COMPLETIONS: usize = 8;

/// Groups of errors, and the state of the library that they are of.
pub(crate) type KnownGroups = Mutex<Option<(u64, Arc<Vec<ErrorGroup>>)>>;

impl Engine {
    /// The newest first.
    pub fn error_groups(&self) -> Result<Vec<ErrorGroup>, EngineError> {
        Ok(self.groups()?.to_vec())
    }

    /// Counted once for each state of the library.
    fn groups(&self) -> Result<Arc<Vec<ErrorGroup>>, EngineError> {
        // Asked before: groups that are newer than that are counted once more.
        let version = self.changes()?;
        let mut known = self.groups.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((of, groups)) = &*known
            && *of == version
        {
            return Ok(groups.clone());
        }
        let groups = Arc::new(self.readers.ask(Library::error_groups)?);
        *known = Some((version, groups.clone()));
        Ok(groups)
    }

    /// Where errors of a group happened, newest first.
    pub fn occurrences(&self, group: &ErrorGroup, limit: usize) -> Result<Vec<Occurrence>, EngineError> {
        self.readers.ask(|library| library.occurrences(&group.fingerprints, limit))
    }

    /// A recording as the list has it.
    pub fn recording(&self, id: RecordingId) -> Result<Recording, EngineError> {
        self.readers.look(|library| library.get(id))?.ok_or_else(|| EngineError::not_found("such recording"))
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
        self.readers.look(Library::tags)
    }

    /// Where errors of the group of this id (16 hexadecimal digits) happened, newest first.
    pub fn occurrences_in(&self, group: &str, limit: usize) -> Result<Vec<Occurrence>, EngineError> {
        let gone = || EngineError::not_found("such group of errors");
        let id = u64::from_str_radix(group, 16).map_err(|_| gone())?;
        let groups = self.groups()?;
        let group = groups.iter().find(|group| group.fingerprints.first() == Some(&id)).ok_or_else(gone)?;
        self.occurrences(group, limit)
    }

    pub fn group_rules(&self) -> Result<Vec<GroupRule>, EngineError> {
        self.readers.look(Library::group_rules)
    }

    /// Errors whose type, message or stack holds the pattern are one group of this name from now on.
    pub fn add_group_rule(&self, pattern: &str, name: &str) -> Result<i64, EngineError> {
        let (pattern, name) = (pattern.trim(), name.trim());
        if pattern.is_empty() || name.is_empty() {
            return Err(EngineError::not_now("A rule has a pattern and a name", "Write both"));
        }
        Ok(self.library().add_group_rule(pattern, name)?)
    }

    /// Whether there was one.
    pub fn remove_group_rule(&self, id: i64) -> Result<bool, EngineError> {
        Ok(self.library().remove_group_rule(id)?)
    }

    /// What could stand next in a search, at a place in bytes.
    pub fn complete(&self, text: &str, cursor: usize) -> Result<Vec<Completion>, EngineError> {
        self.readers.look(|library| {
            // Without what is known of a term there are no completions of it, and no harm is done.
            let known =
                |term: &str, begun: &str| library.known_values(term, begun, COMPLETIONS).unwrap_or_default();
            Ok(query::complete(text, cursor, query::TERMS, &known))
        })
    }

    pub fn saved_searches(&self) -> Result<Vec<SavedSearch>, EngineError> {
        self.readers.look(Library::saved_searches)
    }

    /// The last one first.
    pub fn recent_searches(&self) -> Result<Vec<String>, EngineError> {
        self.readers.look(Library::recent_searches)
    }

    /// One of the same name is replaced. What cannot be searched for cannot be saved.
    pub fn save_search(&self, name: &str, text: &str) -> Result<(), EngineError> {
        let name = name.trim();
        if name.is_empty() {
            return Err(EngineError::not_now("A saved search has a name", "Name it"));
        }
        query::parse(text, query::TERMS, today()).map_err(EngineError::query)?;
        Ok(self.library().save_search(name, text)?)
    }

    /// Whether there was one.
    pub fn remove_search(&self, name: &str) -> Result<bool, EngineError> {
        Ok(self.library().remove_search(name)?)
    }

    /// Remembers a search as the last one.
    pub fn note_search(&self, text: &str) -> Result<(), EngineError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        Ok(self.library().note_search(text.trim(), now())?)
    }
}
