//! What was derived, as it was put. The rows are read anew each time.

use crate::{RecordingReader, Result, derived_rows};
use events::derived::{Activity, ConsoleLine, ErrorRecord, IdleSpan, Lack, Mark, PageVisit, RequestRecord};
use events::{TimeRange, Timestamp};

impl RecordingReader {
    /// Marks of a span of time, in order.
    pub fn marks(&self, range: TimeRange) -> Result<Vec<Mark>> {
        derived_rows::marks(self.connection(), range)
    }

    /// The first `limit` console lines of a span of time.
    pub fn console(&self, range: TimeRange, limit: usize) -> Result<Vec<ConsoleLine>> {
        derived_rows::console(self.connection(), range, limit)
    }

    pub fn errors(&self) -> Result<Vec<ErrorRecord>> {
        derived_rows::errors(self.connection())
    }

    pub fn idle(&self) -> Result<Vec<IdleSpan>> {
        derived_rows::idle(self.connection())
    }

    pub fn visits(&self) -> Result<Vec<PageVisit>> {
        derived_rows::visits(self.connection())
    }

    pub fn requests(&self) -> Result<Vec<RequestRecord>> {
        derived_rows::requests(self.connection())
    }

    /// None where none was put.
    pub fn activity(&self) -> Result<Option<Activity>> {
        derived_rows::activity(self.connection(), usize::MAX)
    }

    /// The activity in at most `max_bins` bins.
    pub fn activity_within(&self, max_bins: usize) -> Result<Option<Activity>> {
        derived_rows::activity(self.connection(), max_bins)
    }

    /// Times at which the person did something.
    pub fn acts(&self) -> Result<Vec<Timestamp>> {
        derived_rows::acts(self.connection())
    }

    /// What the recording does not hold.
    pub fn lacks(&self) -> Result<Vec<Lack>> {
        derived_rows::lacks(self.connection())
    }

    /// Facts that rules about friction judge, as they were put.
    pub fn friction(&self) -> Result<Option<Vec<u8>>> {
        derived_rows::meta(self.connection(), derived_rows::FRICTION)
    }

    /// The version of the code that made the derived rows; 0 where it was not said.
    pub fn derived_version(&self) -> Result<u32> {
        let bytes = derived_rows::meta(self.connection(), derived_rows::VERSION)?;
        Ok(bytes.and_then(|bytes| bytes.try_into().ok()).map_or(0, u32::from_le_bytes))
    }
}
