//! The one that writes a recording's file.

use crate::codec::rows::encode_info;
use crate::output::{Commit, Output};
use crate::segment_builder::SegmentBuilder;
use crate::source::{BLOCK_BYTES, SourcePiece};
use crate::source_reader::{Order, SourceIter};
use crate::{
    RecordingInfo, RecordingSummary, Result, SegmentPolicy, SourceRecord, StoreError, Watermark, database,
    derived_rows, finish,
};
use dom::Document;
use events::derived::{Activity, ConsoleLine, ErrorRecord, IdleSpan, Lack, Mark, PageVisit, RequestRecord};
use events::{Diagnostics, Event, EventSeq, TabId, Timestamp, WallClock};
use std::path::{Path, PathBuf};

/// Bytes written into the open transaction after which it is committed unasked, because it is held in memory.
const UNCOMMITTED_BYTES: usize = 8 << 20;

/// Writes one recording. Dropped without `finish` it leaves its temporary file behind, like a crash does, for
/// `sweep_temporaries`. After an error it is good for `abandon` only.
pub struct RecordingWriter {
    out: Output,
    path: PathBuf,
    policy: SegmentPolicy,
    /// Of the open block of source events: what is not with the other thread yet.
    piece: SourcePiece,
    /// Bytes and events of the open block.
    block_bytes: usize,
    block_events: u32,
    /// Blocks that are complete.
    blocks: u32,
    /// Of every source event: for putting them in order again when some came late.
    source_index: Vec<SourcePlace>,
    /// The open segment of each tab, in order of appearance.
    tabs: Vec<SegmentBuilder>,
    /// Written or open, of this generation.
    segments: u64,
    events: u64,
    records: u64,
    newest: Option<(Timestamp, EventSeq)>,
    /// Whether events of different tabs came in one order, so that the newest of all is the watermark.
    is_one_timeline: bool,
    generation: u64,
    info: RecordingInfo,
}

#[derive(Clone, Copy)]
struct SourcePlace {
    wall: WallClock,
    seq: EventSeq,
    block: u32,
    index: u32,
}

impl RecordingWriter {
    /// `path` is a temporary name in the folder of the final one.
    pub fn create(path: &Path, policy: SegmentPolicy) -> Result<RecordingWriter> {
        Ok(RecordingWriter {
            out: Output::new(database::create(path)?)?,
            path: path.to_owned(),
            policy,
            piece: SourcePiece::default(),
            block_bytes: 0,
            block_events: 0,
            blocks: 0,
            source_index: Vec::new(),
            tabs: Vec::new(),
            segments: 0,
            events: 0,
            records: 0,
            newest: None,
            is_one_timeline: true,
            generation: 0,
            info: RecordingInfo::default(),
        })
    }

    /// Keeps one source event as unwrapped, in source order: sequence numbers rise.
    pub fn push_source(&mut self, record: &SourceRecord<'_>) -> Result<()> {
        if let Some(last) = self.source_index.last().map(|place| place.seq)
            && record.seq <= last
        {
            return Err(StoreError::SourceOutOfOrder { seq: record.seq.0, last: last.0 });
        }
        let place = SourcePlace {
            wall: record.wall,
            seq: record.seq,
            block: self.blocks + 1,
            index: self.block_events,
        };
        self.source_index.push(place);
        self.piece.push(record);
        self.block_bytes += record.raw.len();
        self.block_events += 1;
        if self.piece.is_full() {
            self.flush_piece()?;
        }
        if self.block_bytes >= BLOCK_BYTES {
            self.flush_block()?;
            self.commit_if_large()?;
        }
        Ok(())
    }

    fn flush_piece(&mut self) -> Result<()> {
        // The next one becomes as large, mostly.
        let next = SourcePiece::with_capacity(self.piece.bytes.len(), self.piece.places.len());
        self.out.push_sources(std::mem::replace(&mut self.piece, next))
    }

    fn flush_block(&mut self) -> Result<()> {
        if self.block_events == 0 {
            return Ok(());
        }
        self.flush_piece()?;
        self.blocks += 1;
        self.block_bytes = 0;
        self.block_events = 0;
        self.out.end_block(self.blocks)
    }

    /// Applies and keeps the next event of its tab, in (time, sequence) order; an earlier one is `OutOfOrder`, and the
    /// segments must be cut again. Problems of applying go to `issues`. Returns the number of mutation records.
    pub fn push_event(&mut self, event: &Event, issues: &mut Diagnostics) -> Result<usize> {
        let place = match self.tabs.iter().position(|builder| builder.tab == event.tab) {
            Some(place) => place,
            None => {
                let start = event.time.min(Timestamp::ZERO);
                self.tabs.push(self.out.first_segment(event.tab, start));
                self.segments += 1;
                self.tabs.len() - 1
            }
        };
        let Some(builder) = self.tabs.get_mut(place) else { return Ok(0) };
        builder.check_order(event)?;
        if builder.must_end_before(event, &self.policy) {
            self.out.cut(builder, &self.policy)?;
            self.segments += 1;
        }
        let records = builder.push(event, &self.policy, &mut self.out.resources, issues);
        if builder.has_tail() {
            self.out.cut(builder, &self.policy)?;
            self.segments += 1;
        }
        self.events += 1;
        self.records += records as u64;
        self.is_one_timeline &= self.newest.is_none_or(|newest| newest <= (event.time, event.seq));
        self.newest = self.newest.max(Some((event.time, event.seq)));
        self.commit_if_large()?;
        Ok(records)
    }

    /// The document of a tab after its newest event.
    pub fn document(&self, tab: TabId) -> Option<&Document> {
        self.tabs.iter().find(|builder| builder.tab == tab).map(|builder| &builder.document)
    }

    /// Makes everything up to the newest event visible to readers of this process: whole segments, and each tab's open one
    /// as far as it has grown.
    pub fn commit(&mut self) -> Result<Watermark> {
        self.write_open_segments()?;
        let watermark = self.watermark();
        self.out.commit(watermark)?;
        Ok(watermark)
    }

    /// The same without waiting until readers see it.
    pub fn begin_commit(&mut self) -> Result<Commit> {
        self.write_open_segments()?;
        self.out.begin_commit(self.watermark())
    }

    fn commit_if_large(&mut self) -> Result<()> {
        if self.out.uncommitted_bytes() < UNCOMMITTED_BYTES { Ok(()) } else { self.commit().map(drop) }
    }

    fn write_open_segments(&mut self) -> Result<()> {
        for builder in self.tabs.iter_mut().filter(|builder| builder.is_dirty) {
            self.out.write_segment(builder)?;
            builder.is_dirty = false;
        }
        Ok(())
    }

    fn watermark(&self) -> Watermark {
        let time = match self.newest {
            Some((newest, _)) if self.is_one_timeline => newest,
            // Tab after tab: only what all of them have reached is settled.
            _ => self.tabs.iter().map(SegmentBuilder::last_time).min().unwrap_or_default(),
        };
        Watermark { generation: self.generation, time, segments: self.segments, complete: false }
    }

    /// Throws away all segments and derived rows because events came late: they are pushed again from the first on.
    pub fn restart_segments(&mut self) -> Result<()> {
        self.out.run(|scribe| {
            scribe.connection.execute_batch("DELETE FROM segment; DELETE FROM segment_body;")?;
            derived_rows::clear(&scribe.connection)
        })?;
        self.tabs.clear();
        self.segments = 0;
        self.events = 0;
        self.records = 0;
        self.newest = None;
        self.is_one_timeline = true;
        self.generation += 1;
        Ok(())
    }

    /// All source events in (wall clock, sequence) order. The iterator has its own view of the file: the recording can be
    /// written while it runs. It sees what was pushed until now.
    pub fn source_records_sorted(&mut self) -> Result<SourceIter> {
        self.flush_block()?;
        self.commit()?;
        let mut index = self.source_index.clone();
        index.sort_unstable_by_key(|place| (place.wall, place.seq));
        let places: Vec<(u32, u32)> = index.iter().map(|place| (place.block, place.index)).collect();
        SourceIter::new(database::open_growing(&self.path)?, Order::Listed(places.into_iter()))
    }

    pub fn put_marks(&mut self, marks: &[Mark]) -> Result<()> {
        let marks = marks.to_vec();
        self.out.run(move |scribe| derived_rows::put_marks(&scribe.connection, &marks))
    }

    pub fn put_console(&mut self, lines: &[ConsoleLine]) -> Result<()> {
        let lines = lines.to_vec();
        self.out.run(move |scribe| derived_rows::put_console(&scribe.connection, &lines))
    }

    pub fn put_errors(&mut self, errors: &[ErrorRecord]) -> Result<()> {
        let errors = errors.to_vec();
        self.out.run(move |scribe| derived_rows::put_errors(&scribe.connection, &errors))
    }

    pub fn put_idle(&mut self, spans: &[IdleSpan]) -> Result<()> {
        let spans = spans.to_vec();
        self.out.run(move |scribe| derived_rows::put_idle(&scribe.connection, &spans))
    }

    pub fn put_visits(&mut self, visits: &[PageVisit]) -> Result<()> {
        let visits = visits.to_vec();
        self.out.run(move |scribe| derived_rows::put_visits(&scribe.connection, &visits))
    }

    pub fn put_requests(&mut self, requests: &[RequestRecord]) -> Result<()> {
        let requests = requests.to_vec();
        self.out.run(move |scribe| derived_rows::put_requests(&scribe.connection, &requests))
    }

    pub fn put_activity(&mut self, activity: &Activity) -> Result<()> {
        let activity = activity.clone();
        self.out.run(move |scribe| derived_rows::put_activity(&scribe.connection, &activity))
    }

    pub fn put_lacks(&mut self, lacks: &[Lack]) -> Result<()> {
        let lacks = lacks.to_vec();
        self.out.run(move |scribe| derived_rows::put_lacks(&scribe.connection, &lacks))
    }

    /// Facts that rules about friction judge, as whoever made them writes them.
    pub fn put_friction(&mut self, facts: Vec<u8>) -> Result<()> {
        self.put_meta(derived_rows::FRICTION, facts)
    }

    /// Times at which the person did something, in order.
    pub fn put_acts(&mut self, times: &[Timestamp]) -> Result<()> {
        let times = times.to_vec();
        self.out.run(move |scribe| derived_rows::put_acts(&scribe.connection, &times))
    }

    /// The version of the code that made the derived rows.
    pub fn set_derived_version(&mut self, version: u32) -> Result<()> {
        self.put_meta(derived_rows::VERSION, version.to_le_bytes().to_vec())
    }

    pub fn set_info(&mut self, info: &RecordingInfo) -> Result<()> {
        self.info = info.clone();
        self.write_info()
    }

    fn write_info(&mut self) -> Result<()> {
        self.info.source_events = self.source_index.len() as u64;
        self.info.segments = self.segments;
        self.info.resources = self.out.resources.len() as u64;
        self.put_meta(derived_rows::INFO, encode_info(&self.info))
    }

    pub(crate) fn put_meta(&self, key: &'static str, value: Vec<u8>) -> Result<()> {
        self.out.run(move |scribe| derived_rows::put_meta(&scribe.connection, key, &value))
    }

    /// Checks, syncs, and renames into place. After this the file never changes. On an error nothing is left.
    pub fn finish(mut self, final_path: &Path) -> Result<RecordingSummary> {
        let closed = self.close();
        let path = self.path.clone();
        drop(self);
        finish::finish(&path, final_path, closed)
    }

    fn close(&mut self) -> Result<RecordingSummary> {
        self.flush_block()?;
        self.write_open_segments()?;
        self.write_info()?;
        let time = self.newest.map_or(Timestamp::ZERO, |(time, _)| time);
        self.out.close(Watermark { complete: true, time, ..self.watermark() })?;
        Ok(RecordingSummary {
            source_events: self.source_index.len() as u64,
            events: self.events,
            records: self.records,
            segments: self.segments,
            resources: self.out.resources.len() as u64,
            bytes: 0,
        })
    }

    /// Removes the temporary file.
    pub fn abandon(self) {
        let path = self.path.clone();
        drop(self);
        // Nothing can be done about a file that stays; it is swept later.
        let _ = std::fs::remove_file(path);
    }
}
