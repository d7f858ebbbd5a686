//! The segment of one tab that is still growing, and where it ends.

use crate::codec::event::Heads;
use crate::codec::rows::encode_rising;
use crate::codec::writer::{Encoder, Streams};
use crate::resource::ResourceSink;
use crate::{Result, SegmentPolicy, StoreError};
use dom::{Document, DocumentDelta};
use events::{Diagnostics, Event, EventKind, EventSeq, TabId, Timestamp};
use std::sync::Arc;

pub(crate) struct SegmentBuilder {
    pub id: i64,
    pub tab: TabId,
    /// After the newest event.
    pub document: Document,
    start: Timestamp,
    last: (Timestamp, EventSeq),
    keyframe: Arc<Streams>,
    /// The newest keyframe that stands by itself, if it is large enough for others to lean on.
    base: Option<Base>,
    leans: bool,
    /// The keyframe that this page's next ones are packed behind.
    prefix: Option<Prefix>,
    /// Whether this one is.
    is_behind: bool,
    chunk: EventBlob,
    /// The event that stands apart.
    tail: Option<EventBlob>,
    events: u64,
    records: usize,
    changes: Vec<i64>,
    /// Changed since it was last written.
    pub is_dirty: bool,
}

/// A keyframe that others may lean on.
#[derive(Clone)]
struct Base {
    id: i64,
    document: Document,
}

/// A keyframe that those after it are packed behind: much of the page is the same.
struct Prefix {
    id: i64,
    epoch: u32,
    keyframe: Arc<Streams>,
    followers: u32,
}

/// How many keyframes are packed behind one. Over 1,000,000 mutations 8 saved 33 % of them, 16 saved 35 %.
const FOLLOWERS: u32 = 15;

/// A prefix is inflated at every cold seek: at some gigabytes a second this is a tenth of a millisecond.
const MOST_PREFIX_BYTES: usize = 256 << 10;

impl Prefix {
    fn serves(&self, document: &Document) -> bool {
        self.epoch == document.state().epoch && self.followers < FOLLOWERS
    }
}

#[derive(Default)]
struct EventBlob {
    /// Shared with the thread that compresses it, which is done with it before the next event comes, or has it for good.
    streams: Arc<Streams>,
    heads: Heads,
    first: Option<Timestamp>,
}

impl EventBlob {
    /// One that will be about as large as the one before it.
    fn after(before: &EventBlob) -> EventBlob {
        EventBlob { streams: Arc::new(Streams::with_room_of(&before.streams)), ..EventBlob::default() }
    }

    fn push(&mut self, event: &Event, resources: &mut dyn ResourceSink) {
        self.first.get_or_insert(event.time);
        Encoder::new(Arc::make_mut(&mut self.streams), resources).event(&mut self.heads, event);
    }

    fn share(&self) -> Option<Arc<Streams>> {
        self.first.map(|_| self.streams.clone())
    }
}

/// A segment as it stands, ready to be compressed on another thread.
pub(crate) struct SegmentDraft {
    pub id: i64,
    pub tab: TabId,
    pub start: Timestamp,
    pub end: Timestamp,
    pub first: Option<Timestamp>,
    pub events: u64,
    pub records: u64,
    pub change_count: usize,
    pub keyframe: Arc<Streams>,
    /// The segment whose keyframe this one leans on.
    pub base: Option<i64>,
    /// The segment whose keyframe this one is packed behind, and that keyframe.
    pub prefix: Option<(i64, Arc<Streams>)>,
    pub chunk: Option<Arc<Streams>>,
    pub tail: Option<Arc<Streams>>,
    pub changes: Option<Vec<u8>>,
}

impl SegmentBuilder {
    /// A tab's first segment: it begins with an empty document.
    pub fn first(id: i64, tab: TabId, start: Timestamp, resources: &mut dyn ResourceSink) -> SegmentBuilder {
        let mut streams = Streams::default();
        let document = Document::new();
        Encoder::new(&mut streams, resources).document(&document);
        SegmentBuilder {
            id,
            tab,
            document,
            start,
            last: (start, EventSeq(0)),
            keyframe: Arc::new(streams),
            base: None,
            leans: false,
            prefix: None,
            is_behind: false,
            chunk: EventBlob::default(),
            tail: None,
            events: 0,
            records: 0,
            changes: Vec::new(),
            is_dirty: true,
        }
    }

    /// Becomes the segment after this one.
    pub fn advance(&mut self, id: i64, policy: &SegmentPolicy, resources: &mut dyn ResourceSink) {
        // Most keyframes are about as large as those before them.
        let mut streams = Streams::with_room_of(&self.keyframe);
        let mut encoder = Encoder::new(&mut streams, resources);
        let lean = self.base.as_ref().and_then(|base| Some((delta(&self.document, base, policy)?, base)));
        self.leans = lean.is_some();
        match lean {
            Some((delta, base)) => encoder.delta(&delta, &base.document),
            None => {
                encoder.document(&self.document);
                // Holding a document makes each page be copied at its next write: only where others will lean on it.
                let can_lean = self.document.node_count() >= policy.lean_min_nodes;
                self.base = can_lean.then(|| Base { id, document: self.document.clone() });
            }
        }
        self.id = id;
        self.start = self.last.0;
        self.keyframe = Arc::new(streams);
        self.settle_prefix();
        self.chunk = EventBlob::after(&self.chunk);
        self.tail = None;
        self.events = 0;
        self.records = 0;
        self.changes = Vec::new();
        self.is_dirty = true;
    }

    fn settle_prefix(&mut self) {
        self.is_behind = false;
        // What others lean on stands by itself, so that no keyframe needs more than one other.
        let is_base = self.base.as_ref().is_some_and(|base| base.id == self.id);
        if self.leans || is_base || self.keyframe.len() > MOST_PREFIX_BYTES {
            return;
        }
        match &mut self.prefix {
            Some(prefix) if prefix.serves(&self.document) => {
                prefix.followers += 1;
                self.is_behind = true;
            }
            prefix => {
                let epoch = self.document.state().epoch;
                *prefix = Some(Prefix { id: self.id, epoch, keyframe: self.keyframe.clone(), followers: 0 });
            }
        }
    }

    pub fn last_time(&self) -> Timestamp {
        self.last.0
    }

    pub fn check_order(&self, event: &Event) -> Result<()> {
        if (event.time, event.seq) < self.last {
            return Err(StoreError::OutOfOrder { time: event.time, last: self.last.0 });
        }
        Ok(())
    }

    /// Whether a segment must end before this event because it is full.
    pub fn must_end_before(&self, event: &Event, policy: &SegmentPolicy) -> bool {
        // An event that stands apart costs this segment's readers nothing, and ends it by itself.
        let limit = policy.records_for(self.document.node_count());
        if self.events == 0 || stands_apart(event, limit) {
            return false;
        }
        self.records.saturating_add(records_of(event)) > limit
            || self.events >= policy.max_events as u64
            || self.chunk.streams.len() >= policy.max_bytes
    }

    /// Applies and keeps an event. Returns its mutation records.
    pub fn push(
        &mut self,
        event: &Event,
        policy: &SegmentPolicy,
        resources: &mut dyn ResourceSink,
        issues: &mut Diagnostics,
    ) -> usize {
        if stands_apart(event, policy.records_for(self.document.node_count())) {
            self.tail.insert(EventBlob::default()).push(event, resources);
        } else {
            self.chunk.push(event, resources);
        }
        let records = self.document.apply(event, issues);
        self.records += records;
        self.events += 1;
        self.last = (event.time, event.seq);
        if event.kind.changes_page() && self.changes.last() != Some(&event.time.0) {
            self.changes.push(event.time.0);
        }
        self.is_dirty = true;
        records
    }

    /// Whether the next segment begins right behind the newest event, which no seek shall replay.
    pub fn has_tail(&self) -> bool {
        self.tail.is_some()
    }

    pub fn draft(&self) -> SegmentDraft {
        let changes = encode_rising(self.changes.iter().copied());
        SegmentDraft {
            id: self.id,
            tab: self.tab,
            start: self.start,
            end: self.last.0,
            first: self.chunk.first,
            events: self.events,
            records: self.records as u64,
            change_count: self.changes.len(),
            keyframe: self.keyframe.clone(),
            base: self.base.as_ref().filter(|_| self.leans).map(|base| base.id),
            prefix: self
                .prefix
                .as_ref()
                .filter(|_| self.is_behind)
                .map(|prefix| (prefix.id, prefix.keyframe.clone())),
            chunk: self.chunk.share(),
            tail: self.tail.as_ref().and_then(EventBlob::share),
            changes: (!changes.is_empty()).then_some(changes),
        }
    }
}

/// What a document differs in from a base, where leaning on it pays.
fn delta(document: &Document, base: &Base, policy: &SegmentPolicy) -> Option<DocumentDelta> {
    let nodes = document.node_count();
    if nodes < policy.lean_min_nodes || document.state().epoch != base.document.state().epoch {
        return None;
    }
    let delta = document.delta_from(&base.document);
    let different = delta.changed.len() + delta.removed.len();
    let pays = different as f64 <= nodes as f64 * policy.lean_share;
    // A reader refuses what is not sound. No document should be so; if one is, its keyframe stands by itself.
    (pays && base.document.with_delta(delta.clone()).is_some()).then_some(delta)
}

/// Events that cost more than a keyframe end their segment and are stored apart: the segment's other moments do not pay
/// for them, and the moments behind them begin at the next keyframe.
fn stands_apart(event: &Event, limit: usize) -> bool {
    matches!(event.kind, EventKind::FullSnapshot(_)) || records_of(event) > limit
}

fn records_of(event: &Event) -> usize {
    match &event.kind {
        EventKind::Mutation(mutation) => mutation.records(),
        _ => 1,
    }
}
