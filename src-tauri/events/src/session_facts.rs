//! What a recording tells of the session itself, whoever recorded it.

use crate::Text;

/// Names of one recording that are kept.
const MAX_NAMES: usize = 256;

/// Empty where nothing was told.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct SessionFacts {
    /// What others call it or something in it: the kind of name (`session`, `replay`, `event`, `person`, `file`) and the
    /// name.
    pub names: Vec<(Text, Text)>,
    /// As a person would call them: an e-mail address, a name, an id.
    pub person: Text,
    /// With its version.
    pub browser: Text,
    /// With its version.
    pub os: Text,
}

impl SessionFacts {
    pub fn add_name(&mut self, kind: &str, name: &str) {
        let is_known = self.names.iter().any(|(known, value)| known == kind && value == name);
        if !name.is_empty() && !is_known && self.names.len() < MAX_NAMES {
            self.names.push((kind.into(), name.into()));
        }
    }
}
