//! A segment's blobs, decompressed, with the one keyframe that its own may need.

use super::{RecordingReader, blob};
use crate::cached_resources::CachedResources;
use crate::reading::keyframe;
use crate::{Result, SeekStats, SegmentRow, StoreError};
use dom::Document;
use std::sync::Arc;

/// A segment's stored parts that were asked for, decompressed.
pub(super) struct Body {
    pub keyframe: Vec<u8>,
    pub chunk: Option<Vec<u8>>,
    pub stored: usize,
    /// Bytes of a keyframe that had to be read first.
    pub prefix: usize,
}

struct ReadPrefix {
    payload: Arc<Vec<u8>>,
    /// Whether it was not in memory.
    is_fresh: bool,
}

impl Body {
    pub fn inflated(&self) -> usize {
        self.keyframe.len() + self.chunk.as_ref().map_or(0, Vec::len) + self.prefix
    }
}

impl RecordingReader {
    pub(super) fn body(&self, id: u64, with_chunk: bool) -> Result<Body> {
        let sql = "SELECT prefix, keyframe, chunk FROM segment_body WHERE id = ?";
        let mut query = self.connection.prepare_cached(sql)?;
        let mut rows = query.query([id as i64])?;
        let found = rows.next()?.ok_or(StoreError::Damaged("a segment is missing"))?;
        let prefix = found.get::<_, Option<i64>>(0)?.map(|id| self.prefix(id as u64)).transpose()?;
        let mut unpacker = self.unpacker.borrow_mut();
        let packed = blob(found, 1)?.ok_or(StoreError::Damaged("a segment has no keyframe"))?;
        let mut stored = packed.len();
        let mut keyframe = Vec::new();
        match &prefix {
            Some(prefix) => unpacker.unpack_behind(&prefix.payload, packed, &mut keyframe)?,
            None => unpacker.unpack(packed, &mut keyframe)?,
        }
        let prefix = prefix.filter(|prefix| prefix.is_fresh).map_or(0, |prefix| prefix.payload.len());
        let chunk = match if with_chunk { blob(found, 2)? } else { None } {
            Some(packed) => {
                stored += packed.len();
                let mut chunk = Vec::new();
                unpacker.unpack(packed, &mut chunk)?;
                Some(chunk)
            }
            None => None,
        };
        Ok(Body { keyframe, chunk, stored, prefix })
    }

    /// A keyframe that others are packed behind. It stands by itself.
    fn prefix(&self, id: u64) -> Result<ReadPrefix> {
        if let Some(payload) = self.cache.prefix(id) {
            return Ok(ReadPrefix { payload, is_fresh: false });
        }
        let sql = "SELECT keyframe FROM segment_body WHERE id = ? AND prefix IS NULL";
        let mut query = self.connection.prepare_cached(sql)?;
        let mut rows = query.query([id as i64])?;
        let found = rows.next()?.ok_or(StoreError::Damaged("a keyframe that others need is missing"))?;
        let packed = blob(found, 0)?.ok_or(StoreError::Damaged("a segment has no keyframe"))?;
        let mut payload = Vec::new();
        self.unpacker.borrow_mut().unpack(packed, &mut payload)?;
        let payload = Arc::new(payload);
        self.cache.put_prefix(id, &payload);
        Ok(ReadPrefix { payload, is_fresh: true })
    }

    /// The document that a segment's keyframe leans on.
    pub(super) fn base(
        &self,
        row: &SegmentRow,
        resources: &CachedResources<'_>,
        stats: &mut SeekStats,
    ) -> Result<Option<Document>> {
        let Some(id) = row.base else { return Ok(None) };
        if let Some(held) = self.cache.base(id) {
            return Ok(Some(held));
        }
        let body = self.body(id, false)?;
        let document = keyframe(&body.keyframe, None, resources)?;
        self.cache.put_base(id, &document);
        stats.bases_read += 1;
        stats.bytes_inflated += body.inflated();
        Ok(Some(document))
    }
}
