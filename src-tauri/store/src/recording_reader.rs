//! Reads a recording: any moment of it, its source events, and what was derived.

mod bodies;
mod segments;

use crate::codec::pack::Unpacker;
use crate::codec::rows::{decode_info, decode_rising};
use crate::reader_cache::ReaderCache;
use crate::reading::Chunk;
use crate::segment_index::SegmentIndex;
use crate::source_reader::{Order, SourceIter, read_block};
use crate::{
    Moment, OwnedSourceRecord, RecordingInfo, Result, SegmentRow, StoreError, Watermark, database,
    derived_rows,
};
use events::{Event, EventSeq, TabId, Timestamp};
use rusqlite::{Connection, OptionalExtension};
use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Cheap to open; several may read one recording, each on its own thread. Keeps the index, long
/// strings, and keyframes that others lean on.
pub struct RecordingReader {
    connection: Connection,
    path: PathBuf,
    is_growing: bool,
    unpacker: RefCell<Unpacker>,
    cache: Arc<ReaderCache>,
    index: RefCell<SegmentIndex>,
    /// Of the index: the writer's commit it was read at.
    revision: Cell<Option<i64>>,
}

impl RecordingReader {
    /// Opens a finished recording. It is promised not to change.
    pub fn open(path: &Path) -> Result<RecordingReader> {
        RecordingReader::new(database::open_immutable(path)?, path, false, Arc::default())
    }

    /// Opens a recording that a writer of this process still writes. Reads see what is committed.
    pub fn open_growing(path: &Path) -> Result<RecordingReader> {
        RecordingReader::new(database::open_growing(path)?, path, true, Arc::default())
    }

    /// Another reader of the same recording, for another thread. They share what they hold in memory.
    pub fn another(&self) -> Result<RecordingReader> {
        let open = if self.is_growing { database::open_growing } else { database::open_immutable };
        RecordingReader::new(open(&self.path)?, &self.path, self.is_growing, self.cache.clone())
    }

    fn new(
        connection: Connection,
        path: &Path,
        is_growing: bool,
        cache: Arc<ReaderCache>,
    ) -> Result<RecordingReader> {
        let reader = RecordingReader {
            connection,
            path: path.to_owned(),
            is_growing,
            unpacker: RefCell::new(Unpacker::new()?),
            cache,
            index: RefCell::default(),
            revision: Cell::new(None),
        };
        reader.refresh()?;
        Ok(reader)
    }

    /// Reads the index again where the writer has committed since.
    fn refresh(&self) -> Result<()> {
        if !self.is_growing && self.revision.get().is_some() {
            return Ok(());
        }
        let mut query = self.connection.prepare_cached("SELECT revision FROM state")?;
        let revision = query.query_row([], |row| row.get(0))?;
        if self.revision.get() != Some(revision) {
            *self.index.borrow_mut() = SegmentIndex::read(&self.connection)?;
            self.revision.set(Some(revision));
        }
        Ok(())
    }

    /// Runs a question that needs several statements on one state of the file.
    fn read<T>(&self, question: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.is_growing {
            return question();
        }
        self.connection.execute_batch("BEGIN")?;
        let answer = self.refresh().and_then(|()| question());
        // Nothing was written, so there is nothing to lose: an error here could only hide the answer's.
        let _ = self.connection.execute_batch("COMMIT");
        answer
    }

    /// What the recording says about itself. Empty while it is growing.
    pub fn info(&self) -> Result<RecordingInfo> {
        match derived_rows::meta(&self.connection, derived_rows::INFO)? {
            Some(bytes) => Ok(decode_info(&bytes)?),
            None => Ok(RecordingInfo::default()),
        }
    }

    pub fn watermark(&self) -> Result<Watermark> {
        self.read(|| {
            let sql = "SELECT generation, time, complete FROM state";
            let mut query = self.connection.prepare_cached(sql)?;
            let segments = self.index.borrow().all().count() as u64;
            Ok(query.query_row([], |row| {
                let generation = row.get::<_, i64>(0)? as u64;
                let time = Timestamp(row.get(1)?);
                Ok(Watermark { generation, time, segments, complete: row.get(2)? })
            })?)
        })
    }

    /// Rises when late events made the segments be cut again.
    pub fn generation(&self) -> Result<u64> {
        Ok(self.watermark()?.generation)
    }

    /// All segments, tab by tab in order.
    pub fn segments(&self) -> Result<Vec<SegmentRow>> {
        self.read(|| Ok(self.index.borrow().all().copied().collect()))
    }

    pub fn tabs(&self) -> Result<Vec<TabId>> {
        let mut tabs: Vec<TabId> = self.segments()?.iter().map(|row| row.tab).collect();
        tabs.dedup();
        Ok(tabs)
    }

    /// A moment's segment and where the next one starts.
    fn find(&self, tab: TabId, at: Moment) -> Option<(SegmentRow, Option<Timestamp>)> {
        let index = self.index.borrow();
        let place = index.place(tab, at)?;
        let rows = index.rows(tab);
        Some((*rows.get(place)?, rows.get(place + 1).map(|next| next.start)))
    }

    /// All events of a tab in order, segment by segment, those that stand apart included.
    pub fn events(&self, tab: TabId) -> Result<impl Iterator<Item = Result<Vec<Event>>> + '_> {
        let ids: Vec<u64> =
            self.read(|| Ok(self.index.borrow().rows(tab).iter().map(|row| row.id).collect()))?;
        Ok(ids.into_iter().map(move |id| self.segment_events(tab, id)))
    }

    fn segment_events(&self, tab: TabId, id: u64) -> Result<Vec<Event>> {
        let mut query =
            self.connection.prepare_cached("SELECT chunk, tail FROM segment_body WHERE id = ?")?;
        let mut rows = query.query([id as i64])?;
        let found = rows.next()?.ok_or(StoreError::Damaged("a segment is missing"))?;
        let resources = self.cached_resources();
        let mut events = Vec::new();
        for column in 0..2 {
            if let Some(packed) = blob(found, column)? {
                let mut payload = Vec::new();
                self.unpacker.borrow_mut().unpack(packed, &mut payload)?;
                events.extend(Chunk::new(&payload, tab, &resources)?.all()?);
            }
        }
        Ok(events)
    }

    /// The next time after `after` at which the tab's page changed.
    pub fn next_change(&self, tab: TabId, after: Timestamp) -> Result<Option<Timestamp>> {
        self.read(|| {
            let index = self.index.borrow();
            let from = index.place(tab, Moment::At(after)).unwrap_or(0);
            let rows = index.rows(tab).get(from..).unwrap_or_default();
            for row in rows.iter().filter(|row| row.changes > 0 && row.end > after) {
                let changes = self.changes(row)?;
                let next = changes.partition_point(|&time| time <= after.0);
                if let Some(&time) = changes.get(next) {
                    return Ok(Some(Timestamp(time)));
                }
            }
            Ok(None)
        })
    }

    /// The last time before `before` at which the tab's page changed.
    pub fn previous_change(&self, tab: TabId, before: Timestamp) -> Result<Option<Timestamp>> {
        self.read(|| {
            let index = self.index.borrow();
            let Some(to) = index.place(tab, Moment::Before(before)) else { return Ok(None) };
            let rows = index.rows(tab).get(..=to).unwrap_or_default();
            for row in rows.iter().rev().filter(|row| row.changes > 0) {
                let changes = self.changes(row)?;
                let behind = changes.partition_point(|&time| time < before.0);
                if let Some(&time) = behind.checked_sub(1).and_then(|last| changes.get(last)) {
                    return Ok(Some(Timestamp(time)));
                }
            }
            Ok(None)
        })
    }

    fn changes(&self, row: &SegmentRow) -> Result<Vec<i64>> {
        let mut query = self.connection.prepare_cached("SELECT changes FROM segment_body WHERE id = ?")?;
        let bytes: Option<Option<Vec<u8>>> = query.query_row([row.id as i64], |row| row.get(0)).optional()?;
        Ok(decode_rising(&bytes.flatten().unwrap_or_default())?)
    }

    /// Up to `limit` source events from a sequence number on, in source order.
    pub fn source_events(&self, from: EventSeq, limit: usize) -> Result<Vec<OwnedSourceRecord>> {
        let Some((block, index)) = self.source_place(from)? else { return Ok(Vec::new()) };
        self.source_from(block, index)?.take(limit).collect()
    }

    /// Where the first event of this number or a later one stands.
    fn source_place(&self, from: EventSeq) -> Result<Option<(i64, usize)>> {
        let sql = "SELECT max(id) FROM source_block WHERE first_seq <= ?";
        let mut query = self.connection.prepare_cached(sql)?;
        let from_signed = i64::try_from(from.0).unwrap_or(i64::MAX);
        let block: Option<i64> = query.query_row([from_signed], |row| row.get(0))?;
        let block = block.unwrap_or(1);
        let open = read_block(&self.connection, &mut self.unpacker.borrow_mut(), block)?;
        Ok(open.map(|open| (block, open.places.partition_point(|place| place.seq < from))))
    }

    /// All source events, bit for bit, in source order. The iterator has its own connection.
    pub fn source_all(&self) -> Result<SourceIter> {
        self.source_from(1, 0)
    }

    /// All source events in (wall clock, sequence) order. Memory holds their places, not their text.
    pub fn source_sorted(&self) -> Result<SourceIter> {
        let mut places = Vec::new();
        for block in 1_u32.. {
            let open = read_block(&self.connection, &mut self.unpacker.borrow_mut(), i64::from(block))?;
            let Some(open) = open else { break };
            let numbered = open.places.iter().zip(0_u32..);
            places.extend(numbered.map(|(place, index)| (place.wall, place.seq, block, index)));
        }
        places.sort_unstable_by_key(|&(wall, seq, ..)| (wall, seq));
        let listed: Vec<(u32, u32)> = places.into_iter().map(|(_, _, block, index)| (block, index)).collect();
        let open = if self.is_growing { database::open_growing } else { database::open_immutable };
        SourceIter::new(open(&self.path)?, Order::Listed(listed.into_iter()))
    }

    fn source_from(&self, block: i64, index: usize) -> Result<SourceIter> {
        let open = if self.is_growing { database::open_growing } else { database::open_immutable };
        SourceIter::new(open(&self.path)?, Order::Source { block, index })
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// What the source events take in the file, in bytes; the rest is derived from them.
    pub fn source_bytes(&self) -> Result<u64> {
        let sql = "SELECT coalesce(sum(length(bytes)), 0) FROM source_block";
        Ok(self.connection.query_row(sql, [], |row| row.get::<_, i64>(0))? as u64)
    }

    pub(crate) fn count_source_events(&self) -> Result<u64> {
        let sql = "SELECT coalesce(sum(count), 0) FROM source_block";
        Ok(self.connection.query_row(sql, [], |row| row.get::<_, i64>(0))? as u64)
    }
}

fn blob<'a>(row: &'a rusqlite::Row<'_>, column: usize) -> Result<Option<&'a [u8]>> {
    let value = row.get_ref(column)?;
    value.as_blob_or_null().map_err(|_| StoreError::Damaged("a blob is something else"))
}
