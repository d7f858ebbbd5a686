//! Segments as readers see them.

use dom::Document;
use dom::fault::{self, Fault};
use events::{Event, TabId, Timestamp};
use std::sync::OnceLock;

/// A moment of the recording. Which events of equal time belong to it is part of the question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Moment {
    /// After all events of this time.
    At(Timestamp),
    /// Before all events of this time.
    Before(Timestamp),
}

impl Moment {
    pub fn time(self) -> Timestamp {
        match self {
            Moment::At(time) | Moment::Before(time) => time,
        }
    }

    /// Whether an event of this time has happened by then.
    pub fn includes(self, time: Timestamp) -> bool {
        match self {
            Moment::At(at) if fault::active(Fault::TimeIsExclusive) => time < at,
            Moment::At(at) => time <= at,
            Moment::Before(at) => time < at,
        }
    }
}

/// What a document cost. Counts, not times: tests assert them.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct SeekStats {
    pub segments_read: usize,
    pub events_applied: usize,
    pub records_applied: usize,
    /// Of keyframe, chunk, resources, and a keyframe that they need.
    pub bytes_inflated: usize,
    /// Resources that were not in the reader's memory.
    pub resources_read: usize,
    /// Keyframes that the segment's own needs and that were not in the reader's memory.
    pub bases_read: usize,
}

/// Bytes of a keyframe that is held once it was decoded: some ten thousand nodes. One that leans on another is as large.
/// Of smaller ones every page of nodes is soon written to, and would have to be copied for that.
const LARGE: usize = 128 << 10;

/// A keyframe and the events up to the next, as they are stored: decoded when a reader is asked for them, and held then.
pub struct Segment {
    pub id: u64,
    pub tab: TabId,
    /// The keyframe is the state after all events of earlier segments, the last of which had this time.
    pub start: Timestamp,
    /// Where the next segment starts; None for the tab's last one.
    pub end: Option<Timestamp>,
    /// Bytes that keyframe and chunk took before and after decompression.
    pub stored_bytes: usize,
    pub inflated_bytes: usize,
    pub(crate) keyframe: Part<Document>,
    /// The document that the keyframe leans on.
    pub(crate) base: Option<Document>,
    pub(crate) events: Part<Vec<Event>>,
}

/// Bytes, and what they mean once somebody wanted to know.
pub(crate) struct Part<T> {
    /// None where there is nothing.
    pub payload: Option<Vec<u8>>,
    pub decoded: OnceLock<T>,
}

impl<T> Part<T> {
    pub fn new(payload: Option<Vec<u8>>) -> Part<T> {
        Part { payload, decoded: OnceLock::new() }
    }
}

impl Segment {
    /// Whether the document at this moment is made from this segment.
    pub fn covers(&self, at: Moment) -> bool {
        at.includes(self.start) && self.end.is_none_or(|end| !at.includes(end))
    }

    /// Whether decoding the keyframe costs more than copying what is written to.
    pub(crate) fn is_large(&self) -> bool {
        self.base.is_some() || self.keyframe.payload.as_ref().is_some_and(|payload| payload.len() > LARGE)
    }
}

/// One row of the segments' index.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SegmentRow {
    pub id: u64,
    pub tab: TabId,
    pub start: Timestamp,
    /// The time of its last event.
    pub end: Timestamp,
    /// The time of its first event that does not stand apart.
    pub first: Option<Timestamp>,
    pub events: u64,
    pub records: u64,
    /// Different times at which the page changed.
    pub changes: u64,
    pub keyframe_bytes: u64,
    pub chunk_bytes: u64,
    /// The segment whose keyframe this one's leans on.
    pub base: Option<u64>,
}
