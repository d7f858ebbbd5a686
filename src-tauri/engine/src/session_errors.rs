//! The errors of an open recording, as the source has them, with the groups that they belong to.

use crate::{Engine, EngineError, Session};
use analysis::parse_frame;
use events::derived::{ErrorRecord, StackFrame};
use library::ErrorGroup;

#[derive(Clone, PartialEq, Debug)]
pub struct SessionError {
    /// With its stack as the source has it, where a map is known.
    pub error: ErrorRecord,
    /// A line of the stack as the source has it: None where that is how it was recorded.
    pub recorded: Vec<Option<String>>,
    /// The group in the library; None while the recording is not in it.
    pub group: Option<ErrorGroup>,
}

/// A line of a stack taken apart; None where it names no place.
pub fn stack_frame(line: &str) -> Option<StackFrame> {
    parse_frame(line)
}

impl Engine {
    /// In order of time.
    pub fn session_errors(&self, session: &Session) -> Result<Vec<SessionError>, EngineError> {
        self.look_at_maps()?;
        let findings = session.findings()?;
        let mapped = self.maps.applied(&findings);
        let groups = if session.recording().is_some() { self.error_groups()? } else { Vec::new() };
        let pairs = mapped.errors.iter().zip(&findings.errors);
        let error = |(error, before): (&ErrorRecord, &ErrorRecord)| {
            let line = |(now, then): (&events::Text, &events::Text)| (now != then).then(|| then.to_string());
            SessionError {
                error: error.clone(),
                recorded: error.stack.iter().zip(&before.stack).map(line).collect(),
                group: groups.iter().find(|group| group.fingerprints.contains(&error.fingerprint)).cloned(),
            }
        };
        Ok(pairs.map(error).collect())
    }
}
