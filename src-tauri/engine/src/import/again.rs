//! A recording's segments and findings made anew from its source events.

use super::QUEUED_BYTES;
use super::cutter::Cutter;
use super::queue::queue;
use super::reading::{ReadEvent, read_again};
use crate::{EngineError, derived};
use events::WallClock;
use std::path::Path;
use store::{
    Origin, RecordingInfo, RecordingReader, RecordingWriter, SegmentPolicy, SourceIter, SourceRecord,
};

/// Decodes and cuts source events that come in order of time.
pub(super) fn cut_sorted(
    sorted: SourceIter,
    cutter: &mut Cutter,
    writer: &mut RecordingWriter,
    check: &dyn Fn() -> Result<(), EngineError>,
) -> Result<(), EngineError> {
    let (sender, mut batches) = queue(QUEUED_BYTES);
    std::thread::scope(|scope| {
        let reading = scope.spawn(move || read_again(sorted, sender));
        while let Some(batch) = batches.take() {
            for ReadEvent { record, parts, .. } in batch.events {
                check()?;
                cutter.take(parts, record.seq, record.wall, record.tab);
                cutter.cut_ready(writer)?;
            }
        }
        // Whoever reads waits for us no longer.
        drop(batches);
        reading.join().unwrap_or_else(|_| Err(EngineError::broken_off()))
    })?;
    cutter.cut_rest(writer)
}

/// Replaces a recording's file by one that the code of today makes of its source events; its origin and what was wrong
/// with its archive stay as they were. On an error the file is what it was.
pub(crate) fn make_again(path: &Path, temporary: &Path, origin: &Origin) -> Result<(), EngineError> {
    let old = RecordingReader::open(path)?;
    let mut writer = RecordingWriter::create(temporary, SegmentPolicy::default())?;
    match refill(&old, &mut writer, origin) {
        Ok(()) => {
            drop(old);
            writer.finish(path)?;
            Ok(())
        }
        Err(error) => {
            writer.abandon();
            Err(error)
        }
    }
}

fn refill(old: &RecordingReader, writer: &mut RecordingWriter, origin: &Origin) -> Result<(), EngineError> {
    let mut earliest: Option<WallClock> = None;
    for record in old.source_all()? {
        let record = record?;
        earliest = Some(earliest.map_or(record.wall, |earliest| earliest.min(record.wall)));
        let (seq, wall, tab) = (record.seq, record.wall, record.tab);
        writer.push_source(&SourceRecord { seq, wall, tab, raw: &record.raw })?;
    }
    let mut cutter = Cutter::from(earliest);
    cut_sorted(old.source_sorted()?, &mut cutter, writer, &|| Ok(()))?;
    let findings = cutter.analyzer.finish();
    let mut titles = findings.visits.iter().map(|visit| &visit.title);
    let title = titles.find(|title| !title.is_empty()).cloned().unwrap_or_default();
    let info = RecordingInfo { duration: cutter.end, records: cutter.records, title, ..old.info()? };
    derived::write(writer, &findings)?;
    writer.set_origin(origin)?;
    Ok(writer.set_info(&info)?)
}
