//! From an archive to a recording file, in stages on threads of their own.
//!
//! ```text
//! reading: read, unwrap, split, mask, decode ──► pipeline: order, cut, analyse ──► the writer's own thread
//! hashing: which archive it is              ──►
//! ```

mod again;
mod content_id;
mod cutter;
mod pipeline;
mod queue;
mod reading;
mod watched_file;

use crate::{EngineError, ImportJob, ImportNews, LibraryPaths, LibraryPolicy, derived};
pub(crate) use again::make_again;
use analysis::Findings;
use content_id::Identity;
use events::{RecordingId, SessionFacts};
use pipeline::{Pipeline, Taken};
use queue::{Receiver, queue};
use reading::{Batch, SourceEnd, read_source};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::ScopedJoinHandle;
use store::{Origin, RecordingInfo, RecordingWriter, SegmentPolicy};
use watched_file::WatchedFile;

/// Bytes of source events, as recorded, that wait between two stages. Decoded they take several times as much.
const QUEUED_BYTES: usize = 1 << 20;

#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct ImportProgress {
    pub bytes: u64,
    pub total_bytes: u64,
    pub events: u64,
}

/// A recording that stands in the library's folder.
#[derive(Clone, PartialEq, Debug)]
pub struct Imported {
    pub id: RecordingId,
    pub info: RecordingInfo,
    pub findings: Findings,
    pub origin: Origin,
    /// The same archive was there before; nothing was written.
    pub already_there: bool,
}

/// Imports the file of `job` into the folder of `paths`. Leaves either nothing or a whole recording.
/// `on_news` is called with what `ImportNews` names, but for the end.
pub(crate) fn import(
    job: &ImportJob,
    paths: &LibraryPaths,
    temporary: &Path,
    policy: &LibraryPolicy,
    on_news: &dyn Fn(ImportNews),
) -> Result<Imported, EngineError> {
    let over = AtomicBool::new(false);
    let identity = Identity::new(paths);
    let imported = std::thread::scope(|scope| {
        // However this ends, no thread goes on reading.
        let _over = SetAtTheEnd(&over);
        let file = WatchedFile::open(job, &over)?;
        let bytes = file.bytes()?;
        let to_hash = WatchedFile::open(job, &over)?;
        let (sender, batches) = queue(QUEUED_BYTES);
        let hashing = scope.spawn(|| identity.find(job, to_hash));
        let reading = scope.spawn(move || read_source(job, file, policy, sender));
        let stages = Stages { job, paths, identity: &identity, hashing, batches, reading, bytes };
        stages.run(temporary, policy, on_news)
    });
    imported.map_err(|error| match error.path {
        Some(_) => error,
        None => error.at(job.path()),
    })
}

struct SetAtTheEnd<'f>(&'f AtomicBool);

impl Drop for SetAtTheEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

type Stage<'s, T> = ScopedJoinHandle<'s, Result<T, EngineError>>;

/// The threads that run before and beside the pipeline.
struct Stages<'s> {
    job: &'s ImportJob,
    paths: &'s LibraryPaths,
    identity: &'s Identity<'s>,
    hashing: Stage<'s, RecordingId>,
    batches: Receiver<Batch>,
    reading: Stage<'s, SourceEnd>,
    bytes: u64,
}

impl Stages<'_> {
    fn run(
        mut self,
        temporary: &Path,
        policy: &LibraryPolicy,
        on_news: &dyn Fn(ImportNews),
    ) -> Result<Imported, EngineError> {
        // While the first events are read.
        let writer = RecordingWriter::create(temporary, SegmentPolicy::default())?;
        let Some(first) = self.batches.take() else {
            writer.abandon();
            // Not one event could be read, and the stage says why.
            return end_of(self.reading).and_then(|_| Err(EngineError::broken_off()));
        };
        let (job, paths, bytes) = (self.job, self.paths, self.bytes);
        let mut pipeline = Pipeline::new(job, writer, temporary, bytes, policy.default, on_news);
        match self.write(first, &mut pipeline) {
            Ok((id, Taken::All)) => pipeline.finish(id, &paths.recording(id)),
            Ok((id, Taken::AlreadyThere)) => {
                pipeline.abandon();
                already_there(id, &paths.recording(id), job, bytes)
            }
            Err(error) => {
                pipeline.abandon();
                Err(error)
            }
        }
    }

    fn write(
        mut self,
        first: Batch,
        pipeline: &mut Pipeline<'_>,
    ) -> Result<(RecordingId, Taken), EngineError> {
        let taken = pipeline.take_all(first, &mut self.batches, self.identity)?;
        if matches!(taken, Taken::All) {
            pipeline.complete(end_of(self.reading)?)?;
        }
        let id = end_of(self.hashing)?;
        self.job.check()?;
        Ok((id, if self.identity.is_in_library() { Taken::AlreadyThere } else { taken }))
    }
}

fn already_there(id: RecordingId, path: &Path, job: &ImportJob, bytes: u64) -> Result<Imported, EngineError> {
    let reader = store::RecordingReader::open(path)?;
    let (info, known) = (reader.info()?, reader.origin()?);
    let origin = known.unwrap_or_else(|| derived::origin(job, bytes, SessionFacts::default()));
    Ok(Imported { id, info, findings: Findings::default(), origin, already_there: true })
}

fn end_of<T>(stage: Stage<'_, T>) -> Result<T, EngineError> {
    stage.join().unwrap_or_else(|_| Err(EngineError::broken_off()))
}
