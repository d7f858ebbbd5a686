//! The writer's other half, on a thread of its own: compresses, and writes into the transaction that is open.
//!
//! ```text
//! RecordingWriter ── jobs, at most `QUEUED` ──► Scribe (the connection)
//!                 ◄── the first failure, at the next call
//! ```

use crate::codec::pack::{Packer, SEGMENT_LEVEL, can_be_prefix};
use crate::resource::ResourcePool;
use crate::segment_builder::{SegmentBuilder, SegmentDraft};
use crate::source::SourcePiece;
use crate::source_packer::SourcePacker;
use crate::{Result, SegmentPolicy, StoreError, Watermark};
use events::{ResourceHash, TabId, Text, Timestamp};
use rusqlite::{Connection, params};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Jobs that wait at most. Each holds a segment or a piece of source events: some tenths of a megabyte.
const QUEUED: usize = 16;

const BROKEN_OFF: StoreError = StoreError::Damaged("writing it was broken off");

type Job = Box<dyn FnOnce(&mut Scribe) -> Result<()> + Send>;

/// The end that the writer holds.
pub(crate) struct Output {
    jobs: Option<SyncSender<Job>>,
    thread: Option<JoinHandle<()>>,
    shared: Arc<Shared>,
    pub resources: ResourcePool,
    next_segment: i64,
}

#[derive(Default)]
struct Shared {
    failure: Mutex<Option<StoreError>>,
    /// Held in memory until they are committed.
    uncommitted_bytes: AtomicUsize,
}

/// A commit that was begun.
pub struct Commit {
    pub watermark: Watermark,
    is_done: Receiver<()>,
}

impl Commit {
    /// Whether readers see it. Where it failed they never do, and the writer tells.
    pub fn is_done(&self) -> bool {
        self.is_done.try_recv().is_ok()
    }
}

/// The end that has the file.
pub(crate) struct Scribe {
    pub connection: Connection,
    packer: Packer,
    /// For keyframes behind that of a segment, the last one asked for.
    behind: Option<(i64, Packer)>,
    sources: SourcePacker,
    revision: i64,
    shared: Arc<Shared>,
}

impl Output {
    pub fn new(connection: Connection) -> Result<Output> {
        let shared = Arc::new(Shared::default());
        let mut scribe = Scribe {
            connection,
            packer: Packer::new(SEGMENT_LEVEL)?,
            behind: None,
            sources: SourcePacker::new()?,
            revision: 0,
            shared: shared.clone(),
        };
        let (jobs, queue) = sync_channel::<Job>(QUEUED);
        let thread = std::thread::Builder::new().name("scribe".to_owned()).spawn(move || {
            for job in queue {
                if scribe.shared.failure().is_none()
                    && let Err(error) = job(&mut scribe)
                {
                    *scribe.shared.failure() = Some(error);
                }
            }
        });
        Ok(Output {
            jobs: Some(jobs),
            thread: Some(thread.map_err(StoreError::file("written"))?),
            shared,
            resources: ResourcePool::default(),
            next_segment: 1,
        })
    }

    /// Has something done after everything before it. A failure is told by a later call.
    fn send(&self, job: Job) -> Result<()> {
        if let Some(error) = self.shared.failure().take() {
            return Err(error);
        }
        let sent = self.jobs.as_ref().map(|jobs| jobs.send(job));
        // Nobody listens only when a job panicked.
        if matches!(sent, Some(Ok(()))) {
            Ok(())
        } else {
            Err(StoreError::Damaged("writing it was broken off"))
        }
    }

    /// Has something done and waits for it.
    pub fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Scribe) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (answer, answered) = sync_channel(1);
        self.send(Box::new(move |scribe| {
            // The writer may have gone away meanwhile, and then nobody wants to know.
            let _ = answer.send(job(scribe));
            Ok(())
        }))?;
        match answered.recv() {
            Ok(done) => done,
            // Something before it failed, and nothing was done after that.
            Err(_) => Err(self.shared.failure().take().unwrap_or(BROKEN_OFF)),
        }
    }

    pub fn uncommitted_bytes(&self) -> usize {
        self.shared.uncommitted_bytes.load(Ordering::Relaxed)
    }

    /// Numbers of segments go on when segments are cut again: a reader that still has an old one's number finds nothing
    /// rather than another.
    fn take_id(&mut self) -> i64 {
        self.next_segment += 1;
        self.next_segment - 1
    }

    pub fn first_segment(&mut self, tab: TabId, start: Timestamp) -> SegmentBuilder {
        let id = self.take_id();
        SegmentBuilder::first(id, tab, start, &mut self.resources)
    }

    /// Writes a segment that is complete and begins the next.
    pub fn cut(&mut self, builder: &mut SegmentBuilder, policy: &SegmentPolicy) -> Result<()> {
        self.write_segment(builder)?;
        let id = self.take_id();
        builder.advance(id, policy, &mut self.resources);
        Ok(())
    }

    /// Writes a segment as it is now, in the place of what was written of it before.
    pub fn write_segment(&mut self, builder: &SegmentBuilder) -> Result<()> {
        let draft = builder.draft();
        let resources = self.resources.take_waiting();
        self.send(Box::new(move |scribe| {
            scribe.write_segment(&draft)?;
            resources.iter().try_for_each(|(hash, text)| scribe.write_resource(*hash, text))
        }))
    }

    /// Adds events to the open block of source events.
    pub fn push_sources(&mut self, piece: SourcePiece) -> Result<()> {
        self.send(Box::new(move |scribe| scribe.sources.push(&piece)))
    }

    pub fn end_block(&mut self, id: u32) -> Result<()> {
        self.send(Box::new(move |scribe| scribe.end_block(id)))
    }

    /// Returns when it is done: readers then see it.
    pub fn commit(&mut self, watermark: Watermark) -> Result<()> {
        self.run(move |scribe| scribe.commit(watermark))
    }

    /// The same without waiting for it.
    pub fn begin_commit(&mut self, watermark: Watermark) -> Result<Commit> {
        let (done, is_done) = sync_channel(1);
        self.send(Box::new(move |scribe| {
            scribe.commit(watermark)?;
            // Whoever began it may not want to know any more.
            let _ = done.send(());
            Ok(())
        }))?;
        Ok(Commit { watermark, is_done })
    }

    /// The last commit: nothing is written after it.
    pub fn close(&mut self, watermark: Watermark) -> Result<()> {
        self.run(move |scribe| {
            scribe.write_state(watermark)?;
            Ok(scribe.connection.execute_batch("COMMIT")?)
        })
    }
}

/// Waits until the file is closed: it is renamed or removed next.
impl Drop for Output {
    fn drop(&mut self) {
        drop(self.jobs.take());
        if let Some(thread) = self.thread.take() {
            // A panic over there was told as a failure.
            let _ = thread.join();
        }
    }
}

impl Shared {
    fn failure(&self) -> std::sync::MutexGuard<'_, Option<StoreError>> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Scribe {
    fn write_segment(&mut self, draft: &SegmentDraft) -> Result<()> {
        let (prefix, keyframe) = self.pack_keyframe(draft)?;
        let chunk = draft.chunk.as_ref().map(|chunk| self.packer.pack(chunk.pieces().all())).transpose()?;
        let tail = draft.tail.as_ref().map(|tail| self.packer.pack(tail.pieces().all())).transpose()?;
        let row = params![
            draft.id,
            draft.tab.0,
            draft.start.0,
            draft.end.0,
            draft.first.map(|first| first.0),
            draft.events as i64,
            draft.records as i64,
            draft.change_count as i64,
            keyframe.len() as i64,
            chunk.as_ref().map_or(0, Vec::len) as i64,
            draft.base,
        ];
        let sql = "INSERT OR REPLACE INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        self.connection.prepare_cached(sql)?.execute(row)?;
        let bytes =
            [Some(&keyframe), chunk.as_ref(), tail.as_ref()].into_iter().flatten().map(Vec::len).sum();
        let sql = "INSERT OR REPLACE INTO segment_body VALUES (?, ?, ?, ?, ?, ?)";
        let row = params![draft.id, prefix, keyframe, chunk, tail, draft.changes];
        self.connection.prepare_cached(sql)?.execute(row)?;
        self.note_written(bytes);
        Ok(())
    }

    /// A keyframe's blob, and the segment of the one it is packed behind.
    fn pack_keyframe(&mut self, draft: &SegmentDraft) -> Result<(Option<i64>, Vec<u8>)> {
        let payload = draft.keyframe.pieces();
        let Some((id, prefix)) = &draft.prefix else { return Ok((None, self.packer.pack(payload.all())?)) };
        if self.behind.as_ref().is_none_or(|(held, _)| held != id) {
            let prefix = prefix.payload();
            if !can_be_prefix(&prefix) {
                return Ok((None, self.packer.pack(payload.all())?));
            }
            self.behind = Some((*id, Packer::with_prefix(SEGMENT_LEVEL, &prefix)?));
        }
        match &mut self.behind {
            Some((_, packer)) => Ok((Some(*id), packer.pack(payload.all())?)),
            None => Ok((None, self.packer.pack(payload.all())?)),
        }
    }

    fn write_resource(&mut self, hash: ResourceHash, text: &Text) -> Result<()> {
        let packed = self.packer.pack(std::iter::once(text.as_bytes()))?;
        let sql = "INSERT INTO resource (hash, bytes) VALUES (?, ?)";
        self.connection.prepare_cached(sql)?.execute(params![hash.0, packed])?;
        self.note_written(packed.len());
        Ok(())
    }

    fn end_block(&mut self, id: u32) -> Result<()> {
        let Some(block) = self.sources.end_block()? else { return Ok(()) };
        let row = params![id, block.first.0 as i64, block.count as i64, block.blob];
        self.connection.prepare_cached("INSERT INTO source_block VALUES (?, ?, ?, ?)")?.execute(row)?;
        self.note_written(block.blob.len());
        Ok(())
    }

    fn note_written(&self, bytes: usize) {
        self.shared.uncommitted_bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    fn commit(&mut self, watermark: Watermark) -> Result<()> {
        self.write_state(watermark)?;
        self.connection.execute_batch("COMMIT; BEGIN IMMEDIATE")?;
        self.shared.uncommitted_bytes.store(0, Ordering::Relaxed);
        Ok(())
    }

    fn write_state(&mut self, watermark: Watermark) -> Result<()> {
        self.revision += 1;
        let Watermark { generation, time, complete, .. } = watermark;
        let sql = "UPDATE state SET revision = ?, generation = ?, time = ?, complete = ?";
        let row = params![self.revision, generation as i64, time.0, complete];
        self.connection.prepare_cached(sql)?.execute(row)?;
        Ok(())
    }
}
