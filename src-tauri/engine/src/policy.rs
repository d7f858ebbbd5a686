//! What an import does to events before anything is written.

/// The stage stands in the pipeline from the start, so that nothing unmasked can ever reach the disk once there are rules.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum ImportPolicy {
    /// Bit-exact: what is exported again is what came in.
    #[default]
    KeepAsRecorded,
}

impl ImportPolicy {
    /// For people, kept with the recording.
    pub fn describe(self) -> &'static str {
        match self {
            ImportPolicy::KeepAsRecorded => "keep as recorded",
        }
    }

    /// One unwrapped event as it may be written.
    pub fn apply(self, raw: Vec<u8>) -> Vec<u8> {
        match self {
            ImportPolicy::KeepAsRecorded => raw,
        }
    }
}
