//! Documents and segments.

use super::RecordingReader;
use crate::cached_resources::CachedResources;
use crate::reading::{Chunk, keyframe};
use crate::segment::Part;
use crate::{Moment, Result, SeekStats, Segment};
use dom::Document;
use events::{Event, TabId, Timestamp};
use std::cell::Cell;
use std::sync::Arc;

impl RecordingReader {
    /// The document of a tab: a function of the recording and the moment, from exactly one segment.
    pub fn document_at(&self, tab: TabId, at: Moment) -> Result<(Document, SeekStats)> {
        self.read(|| {
            let Some((row, _)) = self.find(tab, at) else {
                return Ok((Document::new(), SeekStats::default()));
            };
            let body = self.body(row.id, row.first.is_some_and(|first| at.includes(first)))?;
            let resources = self.cached_resources();
            let mut stats =
                SeekStats { segments_read: 1, bytes_inflated: body.inflated(), ..SeekStats::default() };
            stats.bases_read += usize::from(body.prefix > 0);
            let base = self.base(&row, &resources, &mut stats)?;
            let mut document = keyframe(&body.keyframe, base.as_ref(), &resources)?;
            if let Some(chunk) = &body.chunk {
                let chunk = Chunk::new(chunk, tab, &resources)?;
                (stats.events_applied, stats.records_applied) = chunk.apply_until(at, &mut document)?;
            }
            stats.resources_read = resources.read.get();
            stats.bytes_inflated += resources.bytes.get();
            Ok((document, stats))
        })
    }

    /// The segment that a moment belongs to. Before the first event it is an empty one.
    pub fn segment(&self, tab: TabId, at: Moment) -> Result<Arc<Segment>> {
        self.read(|| {
            let Some((row, end)) = self.find(tab, at) else { return Ok(Arc::new(self.before_all(tab))) };
            let body = self.body(row.id, true)?;
            let resources = self.cached_resources();
            let base = self.base(&row, &resources, &mut SeekStats::default())?;
            let (stored_bytes, inflated_bytes) = (body.stored, body.inflated());
            let segment = Segment {
                id: row.id,
                tab,
                start: row.start,
                end,
                stored_bytes,
                inflated_bytes,
                keyframe: Part::new(Some(body.keyframe)),
                base,
                events: Part::new(body.chunk),
            };
            if self.is_growing {
                // What it needs may be gone from the file when it is asked for.
                self.keyframe_of(&segment)?;
                self.events_of(&segment)?;
            }
            Ok(Arc::new(segment))
        })
    }

    fn before_all(&self, tab: TabId) -> Segment {
        Segment {
            id: 0,
            tab,
            start: Timestamp(i64::MIN),
            end: self.index.borrow().rows(tab).first().map(|row| row.start),
            stored_bytes: 0,
            inflated_bytes: 0,
            keyframe: Part::new(None),
            base: None,
            events: Part::new(None),
        }
    }

    /// The state that a segment begins with.
    pub fn keyframe_of<'s>(&self, segment: &'s Segment) -> Result<&'s Document> {
        if let Some(document) = segment.keyframe.decoded.get() {
            return Ok(document);
        }
        let document = decode_keyframe(segment, &self.cached_resources())?;
        Ok(segment.keyframe.decoded.get_or_init(|| document))
    }

    /// The events of a segment in (time, sequence) order. Without one that ends it and is so large that it stands apart
    /// (a full snapshot, a huge mutation): no moment of this segment includes it.
    pub fn events_of<'s>(&self, segment: &'s Segment) -> Result<&'s [Event]> {
        if let Some(events) = segment.events.decoded.get() {
            return Ok(events);
        }
        let resources = self.cached_resources();
        let events = match &segment.events.payload {
            Some(payload) => Chunk::new(payload, segment.tab, &resources)?.all()?,
            None => Vec::new(),
        };
        Ok(segment.events.decoded.get_or_init(|| events))
    }

    /// A segment's document at a moment, decoded for this and no further than to it. Nothing of it is held but a large
    /// keyframe. Returns how many (events, mutation records) it took.
    pub fn document_in(&self, segment: &Segment, at: Moment) -> Result<(Document, usize, usize)> {
        let resources = self.cached_resources();
        let mut document = if segment.is_large() {
            self.keyframe_of(segment)?.clone()
        } else {
            decode_keyframe(segment, &resources)?
        };
        let (events, records) = match &segment.events.payload {
            Some(payload) => Chunk::new(payload, segment.tab, &resources)?.apply_until(at, &mut document)?,
            None => (0, 0),
        };
        Ok((document, events, records))
    }

    pub(super) fn cached_resources(&self) -> CachedResources<'_> {
        CachedResources {
            connection: &self.connection,
            unpacker: &self.unpacker,
            cache: &self.cache,
            read: Cell::new(0),
            bytes: Cell::new(0),
        }
    }
}

fn decode_keyframe(segment: &Segment, resources: &CachedResources<'_>) -> Result<Document> {
    match &segment.keyframe.payload {
        Some(payload) => keyframe(payload, segment.base.as_ref(), resources),
        None => Ok(Document::new()),
    }
}
