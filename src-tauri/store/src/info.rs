//! What a recording says about itself.

use events::{Diagnostics, RecordingId, Text, Timestamp, WallClock};

/// Read at opening. The counts of segments and resources are the writer's own and set by it.
#[derive(Clone, PartialEq, Debug)]
pub struct RecordingInfo {
    pub id: RecordingId,
    /// The recorded page's clock at time zero.
    pub start: WallClock,
    /// The time of the last event.
    pub duration: Timestamp,
    /// Events as they stood in the source.
    pub source_events: u64,
    /// Decoded events; a source event may give several or none.
    pub events: u64,
    /// Mutation records in them.
    pub records: u64,
    pub segments: u64,
    pub resources: u64,
    /// What the container said, as it said it.
    pub container: String,
    pub site: Text,
    pub title: Text,
    /// The first page's address.
    pub href: Text,
    /// What the container calls each tab, by `TabId`.
    pub tabs: Vec<Text>,
    /// The decoders that read the source, with their versions.
    pub decoders: Vec<(Text, u32)>,
    pub diagnostics: Diagnostics,
    /// The import policy in words.
    pub policy: String,
}

impl Default for RecordingInfo {
    fn default() -> RecordingInfo {
        RecordingInfo {
            id: RecordingId([0; 16]),
            start: WallClock::default(),
            duration: Timestamp::ZERO,
            source_events: 0,
            events: 0,
            records: 0,
            segments: 0,
            resources: 0,
            container: String::new(),
            site: Text::default(),
            title: Text::default(),
            href: Text::default(),
            tabs: Vec::new(),
            decoders: Vec::new(),
            diagnostics: Diagnostics::new(),
            policy: String::new(),
        }
    }
}

/// What a finished file holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct RecordingSummary {
    pub source_events: u64,
    pub events: u64,
    pub records: u64,
    pub segments: u64,
    pub resources: u64,
    /// Of the file.
    pub bytes: u64,
}

/// How far a recording can be read. Everything strictly before `time` is final within this generation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Watermark {
    /// Rises when segments are cut again because of late events: what was read before may have changed.
    pub generation: u64,
    /// The time of the newest committed event.
    pub time: Timestamp,
    pub segments: u64,
    /// The recording is finished and nothing comes after `time`.
    pub complete: bool,
}
