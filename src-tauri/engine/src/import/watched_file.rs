//! The file of an import, which cannot be read on once nobody wants the import any more.

use crate::{EngineError, ImportJob};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::atomic::{AtomicBool, Ordering};

pub(super) struct WatchedFile<'i> {
    job: &'i ImportJob,
    over: &'i AtomicBool,
    file: File,
}

impl<'i> WatchedFile<'i> {
    /// `over` is set when the import has come to its end, whatever that is.
    pub fn open(job: &'i ImportJob, over: &'i AtomicBool) -> Result<WatchedFile<'i>, EngineError> {
        let file = File::open(job.content()).map_err(|error| EngineError::unreadable(job.path(), &error))?;
        Ok(WatchedFile { job, over, file })
    }

    pub fn bytes(&self) -> Result<u64, EngineError> {
        let metadata = self.file.metadata();
        Ok(metadata.map_err(|error| EngineError::unreadable(self.job.path(), &error))?.len())
    }
}

impl Read for WatchedFile<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.job.cancel.is_cancelled() || self.over.load(Ordering::Relaxed) {
            return Err(io::Error::other("the import is over"));
        }
        self.file.read(into)
    }
}

impl Seek for WatchedFile<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
