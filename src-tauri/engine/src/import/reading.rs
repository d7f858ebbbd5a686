//! The first stage of an import, on a thread of its own: read, unwrap, mask, decode.

use super::queue::Sender;
use super::watched_file::WatchedFile;
use crate::{EngineError, ImportJob, ImportPolicy, LibraryPolicy};
use events::{Diagnostics, EventKind, SessionFacts};
use formats::{Decoded, FactFinder, Hints, Masker, SourceEvents};
use std::sync::Arc;
use store::OwnedSourceRecord;

/// Bytes of source events handed on together, about: small enough that the first picture does not wait for them.
const BATCH_BYTES: usize = 64 << 10;
/// Small events together weigh more than their bytes.
const BATCH_EVENTS: usize = 256;

/// A source event, decoded.
pub(super) struct ReadEvent {
    pub record: OwnedSourceRecord,
    pub parts: Vec<Decoded>,
    /// Of reading up to this event and of decoding it.
    pub problems: Option<Box<Diagnostics>>,
}

#[derive(Default)]
pub(super) struct Batch {
    pub events: Vec<ReadEvent>,
    /// Bytes of the file read so far.
    pub position: u64,
    pub wrapping: Arc<Wrapping>,
}

/// What stands around the events, as far as it was read.
#[derive(Default)]
pub(super) struct Wrapping {
    pub container: String,
    pub tabs: Vec<String>,
}

/// What is known once everything was read.
pub(super) struct SourceEnd {
    /// Behind the last event.
    pub problems: Diagnostics,
    pub facts: SessionFacts,
    /// What was masked.
    pub policy: ImportPolicy,
}

/// Reads a whole archive. Ends early, as if that were all, when nobody takes the batches any more.
pub(super) fn read_source(
    job: &ImportJob,
    file: WatchedFile<'_>,
    policy: &LibraryPolicy,
    batches: Sender<Batch>,
) -> Result<SourceEnd, EngineError> {
    // A cancelled import cannot read on, which is not the file's fault.
    let failed = |error: formats::DecodeError| job.check().err().unwrap_or_else(|| error.into());
    let hints = Hints { file_name: Some(job.file_name()) };
    let mut source = formats::open(Box::new(file), &hints).map_err(failed)?;
    let mut batcher = Batcher::new(batches);
    batcher.masking = Some(Masking::new(policy));
    let mut problems = Diagnostics::new();
    while let Some(event) = source.next(&mut problems).map_err(failed)? {
        let record = OwnedSourceRecord { seq: event.seq, wall: event.wall, tab: event.tab, raw: event.raw };
        batcher.look_at(&source);
        if !batcher.push(record, &mut problems) {
            break;
        }
    }
    batcher.send();
    let policy = batcher.masking.map_or(policy.default, |masking| masking.policy);
    // What the container says goes before what single events say.
    let mut facts = source.take_facts();
    facts.merge(batcher.facts);
    facts.file_name(job.file_name());
    Ok(SourceEnd { problems, facts: facts.facts(), policy })
}

/// Decodes source events that were written already.
pub(super) fn read_again(
    records: impl Iterator<Item = store::Result<OwnedSourceRecord>>,
    batches: Sender<Batch>,
) -> Result<(), EngineError> {
    let mut batcher = Batcher::new(batches);
    for record in records {
        // What is wrong with them was told when they were read first.
        if !batcher.push(record?, &mut Diagnostics::new()) {
            break;
        }
    }
    batcher.send();
    Ok(())
}

/// What is masked in the events of one recording, by where it was made.
struct Masking<'p> {
    of: &'p LibraryPolicy,
    policy: ImportPolicy,
    masker: Masker,
    /// The page's address was told.
    is_placed: bool,
}

impl<'p> Masking<'p> {
    fn new(of: &'p LibraryPolicy) -> Masking<'p> {
        Masking { of, policy: of.default, masker: Masker::new(of.default.rules()), is_placed: false }
    }

    fn mask(&mut self, record: &OwnedSourceRecord, parts: &[Decoded]) -> Option<Vec<u8>> {
        if !self.is_placed
            && let Some(href) = parts.iter().find_map(|part| match &part.kind {
                EventKind::Meta { href, .. } if !href.is_empty() => Some(href),
                _ => None,
            })
        {
            self.is_placed = true;
            self.policy = self.of.of(href);
            self.masker.set_rules(self.policy.rules());
        }
        self.masker.mask(record.tab, parts, &record.raw)
    }
}

/// Decodes events and hands them on, many at a time.
struct Batcher<'p> {
    /// None where it was masked before.
    masking: Option<Masking<'p>>,
    batches: Sender<Batch>,
    batch: Batch,
    bytes: usize,
    wrapping: Arc<Wrapping>,
    facts: FactFinder,
}

impl<'p> Batcher<'p> {
    fn new(batches: Sender<Batch>) -> Batcher<'p> {
        Batcher {
            masking: None,
            batches,
            batch: Batch::default(),
            bytes: 0,
            wrapping: Arc::default(),
            facts: FactFinder::default(),
        }
    }

    fn look_at(&mut self, source: &SourceEvents<'_>) {
        self.batch.position = source.position();
        // The container is known at the first event; tabs come along the way.
        if self.wrapping.tabs.len() != source.tabs().len() {
            let (container, tabs) = (source.container().to_owned(), source.tabs().to_vec());
            self.wrapping = Arc::new(Wrapping { container, tabs });
        }
    }

    /// False where nobody takes them any more.
    fn push(&mut self, mut record: OwnedSourceRecord, problems: &mut Diagnostics) -> bool {
        let told = problems.kept().len();
        let mut parts = formats::decode(&record.raw, record.seq, record.wall, problems);
        if let Some(masking) = &mut self.masking
            && let Some(raw) = masking.mask(&record, &parts)
        {
            // What is wrong with it was told.
            parts = formats::decode(&raw, record.seq, record.wall, &mut Diagnostics::new());
            record.raw = raw;
        }
        problems.date(told, record.wall);
        if let [only] = parts.as_slice() {
            self.facts.event(&record.raw, &only.kind);
        }
        let problems = (!problems.is_empty()).then(|| Box::new(std::mem::take(problems)));
        self.bytes += record.raw.len();
        self.batch.events.push(ReadEvent { record, parts, problems });
        let full = self.bytes >= BATCH_BYTES || self.batch.events.len() >= BATCH_EVENTS;
        !full || self.send()
    }

    fn send(&mut self) -> bool {
        let mut batch = std::mem::take(&mut self.batch);
        batch.wrapping = self.wrapping.clone();
        batch.events.is_empty() || self.batches.send(batch, std::mem::take(&mut self.bytes))
    }
}
