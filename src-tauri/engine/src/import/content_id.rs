//! Which archive it is, found out while the archive is read.

use super::watched_file::WatchedFile;
use crate::{EngineError, ImportJob, LibraryPaths};
use events::RecordingId;
use std::io::Read;
use std::sync::OnceLock;

/// Bytes hashed at a time.
const HASH_BLOCK: usize = 1 << 18;

/// Told by the thread that hashes to the one that writes.
pub(super) struct Identity<'i> {
    paths: &'i LibraryPaths,
    found: OnceLock<(RecordingId, bool)>,
}

impl<'i> Identity<'i> {
    pub fn new(paths: &'i LibraryPaths) -> Identity<'i> {
        Identity { paths, found: OnceLock::new() }
    }

    /// Whether the same archive is known to be in the library: not before all of it was hashed.
    pub fn is_in_library(&self) -> bool {
        self.found.get().is_some_and(|&(_, there)| there)
    }

    /// Hashes the archive.
    pub fn find(&self, job: &ImportJob, file: WatchedFile<'_>) -> Result<RecordingId, EngineError> {
        let id = content_id(job, file)?;
        let path = self.paths.recording(id);
        let there = path.exists() && store::RecordingReader::open(&path).is_ok();
        Ok(self.found.get_or_init(|| (id, there)).0)
    }
}

/// The archive's identity is its content, whatever it is called.
fn content_id(job: &ImportJob, mut file: WatchedFile<'_>) -> Result<RecordingId, EngineError> {
    let mut hasher = blake3::Hasher::new();
    let mut block = vec![0; HASH_BLOCK];
    loop {
        let read = file.read(&mut block);
        job.check()?;
        let read = read.map_err(|error| EngineError::unreadable(job.path(), &error))?;
        if read == 0 {
            break;
        }
        hasher.update(block.get(..read).unwrap_or_default());
    }
    let mut id = [0; 16];
    id.iter_mut().zip(hasher.finalize().as_bytes()).for_each(|(to, from)| *to = *from);
    Ok(RecordingId(id))
}
