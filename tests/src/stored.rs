//! A recording in a file of the store, cut by a policy of the test's choice.

use crate::Recording;
use dom::Document;
use events::{Diagnostics, TabId};
use std::path::PathBuf;
use store::{Moment, RecordingInfo, RecordingReader, RecordingWriter, SeekStats, SegmentPolicy};
use tempfile::TempDir;

pub struct Stored {
    pub reader: RecordingReader,
    path: PathBuf,
    _dir: TempDir,
}

/// Segments so short that a small recording has many. `leans`: keyframes may lean on each other.
pub fn tiny_segments(leans: bool) -> SegmentPolicy {
    SegmentPolicy {
        max_records: 24,
        min_records: 6,
        records_per_node: 0.1,
        max_bytes: 4 << 10,
        max_events: 7,
        lean_min_nodes: if leans { 1 } else { usize::MAX },
        ..SegmentPolicy::default()
    }
}

impl Stored {
    pub fn write(recording: &Recording, policy: SegmentPolicy) -> Stored {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("recording.playhead");
        let mut writer = RecordingWriter::create(&dir.path().join(".import-0-0.tmp"), policy).unwrap();
        let mut issues = Diagnostics::new();
        for event in &recording.events {
            writer.push_event(event, &mut issues).unwrap();
        }
        let info = RecordingInfo {
            start: recording.start,
            duration: recording.end(),
            tabs: recording.tabs.iter().map(|_| events::Text::default()).collect(),
            ..RecordingInfo::default()
        };
        writer.set_info(&info).unwrap();
        writer.finish(&path).unwrap();
        Stored { reader: RecordingReader::open(&path).unwrap(), path, _dir: dir }
    }

    /// A reader that remembers nothing.
    pub fn fresh_reader(&self) -> RecordingReader {
        RecordingReader::open(&self.path).unwrap()
    }

    pub fn at(&self, tab: TabId, at: Moment) -> (Document, SeekStats) {
        self.reader.document_at(tab, at).unwrap()
    }
}
