//! From a temporary file to a recording: checked and synced, then renamed.

use crate::{Moment, RecordingReader, RecordingSummary, Result, StoreError};
use std::path::Path;

/// On an error nothing is left.
pub(crate) fn finish(
    path: &Path,
    final_path: &Path,
    closed: Result<RecordingSummary>,
) -> Result<RecordingSummary> {
    let done = closed.and_then(|mut summary| {
        // The disk is slow and the check is work: neither needs to wait for the other.
        let (checked, synced) = std::thread::scope(|scope| {
            let syncing = scope.spawn(|| sync(path));
            (check(path, &summary), syncing.join())
        });
        checked?;
        summary.bytes = synced.unwrap_or(Err(StoreError::Damaged("writing it was broken off")))?;
        put_in_place(path, final_path)?;
        Ok(summary)
    });
    if done.is_err() {
        // The first error is the one to tell; a file that cannot be removed is swept later.
        let _ = std::fs::remove_file(path);
    }
    done
}

/// Whether the file gives back what was put in: the counts, and a sample of documents.
fn check(path: &Path, summary: &RecordingSummary) -> Result<()> {
    let reader = RecordingReader::open(path)?;
    let rows = reader.segments()?;
    let events: u64 = rows.iter().map(|row| row.events).sum();
    if rows.len() as u64 != summary.segments || events != summary.events {
        return Err(StoreError::Damaged("it does not hold the events that were written"));
    }
    if reader.count_source_events()? != summary.source_events {
        return Err(StoreError::Damaged("it does not hold the source events that were written"));
    }
    for index in [0, rows.len() / 2, rows.len().saturating_sub(1)] {
        if let Some(row) = rows.get(index) {
            let segment = reader.segment(row.tab, Moment::At(row.end))?;
            reader.keyframe_of(&segment)?;
            reader.events_of(&segment)?;
        }
    }
    Ok(())
}

/// Returns the bytes that are on the disk.
fn sync(path: &Path) -> Result<u64> {
    let file = std::fs::OpenOptions::new().read(true).write(true).open(path);
    let file = file.map_err(StoreError::file("synced"))?;
    file.sync_all().map_err(StoreError::file("synced"))?;
    Ok(file.metadata().map_err(StoreError::file("synced"))?.len())
}

/// The order matters: the content must be on the disk before the name is, and the name before we say so.
fn put_in_place(path: &Path, final_path: &Path) -> Result<()> {
    std::fs::rename(path, final_path).map_err(StoreError::file("put in its place"))?;
    #[cfg(unix)]
    if let Some(folder) = final_path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        let folder = std::fs::File::open(folder).map_err(StoreError::file("put in its place"))?;
        folder.sync_all().map_err(StoreError::file("put in its place"))?;
    }
    Ok(())
}
