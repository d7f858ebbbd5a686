//! What a recording holds that looks private.

use crate::{CancelToken, EngineError, Session};
use analysis::audit::{Auditor, PrivateFinding};
use events::Diagnostics;

impl Session {
    /// Reads everything the recording ever held, its source events included. Values that hold one of the `allowed` texts
    /// are left out. The findings never hold a value itself.
    pub fn audit(
        &self,
        allowed: &[String],
        cancel: &CancelToken,
    ) -> Result<Vec<PrivateFinding>, EngineError> {
        let start = self.info()?.start;
        let mut auditor = Auditor::new(allowed);
        auditor.session(&self.facts()?.person);
        let mut ignored = Diagnostics::new();
        self.each_source(&mut |record| {
            let raw = String::from_utf8_lossy(&record.raw);
            for decoded in formats::decode(&record.raw, record.seq, record.wall, &mut ignored) {
                auditor.event(decoded.wall.since(start), record.tab, &decoded.kind, &raw);
            }
            !cancel.is_cancelled()
        })?;
        if cancel.is_cancelled() {
            return Err(EngineError::cancelled());
        }
        Ok(auditor.finish())
    }
}
