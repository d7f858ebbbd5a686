//! Source events of an open recording: as they were recorded, and where they stand in the list of all.

use super::Session;
use crate::EngineError;
use crate::event_pages::EventIndex;
use events::EventSeq;
use std::collections::HashMap;
use std::sync::Arc;
use store::{OwnedSourceRecord, SourceIter};

/// Events that stand this near to each other are read in one go, with those between them.
const NEAR: u64 = 256;

impl Session {
    /// All of them in (time, sequence) order. Reading them holds up nothing else.
    pub(crate) fn sources(&self) -> Result<SourceIter, EngineError> {
        Ok(self.lock().reader.source_sorted()?)
    }

    pub(crate) fn source_event(&self, seq: EventSeq) -> Result<Option<OwnedSourceRecord>, EngineError> {
        Ok(self.source_events(&[seq])?.remove(&seq))
    }

    /// Those of these numbers.
    pub(crate) fn source_events(
        &self,
        seqs: &[EventSeq],
    ) -> Result<HashMap<EventSeq, OwnedSourceRecord>, EngineError> {
        let mut sorted = seqs.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let mut found = HashMap::new();
        let runs = sorted.chunk_by(|before, next| next.0 - before.0 <= NEAR);
        for run in runs {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let most = usize::try_from(last.0 - first.0).unwrap_or(0).saturating_add(1);
            let records = self.lock().reader.source_events(*first, most)?;
            found.extend(
                records
                    .into_iter()
                    .filter(|record| run.binary_search(&record.seq).is_ok())
                    .map(|record| (record.seq, record)),
            );
        }
        Ok(found)
    }

    pub(crate) fn known_events(&self) -> Option<Arc<EventIndex>> {
        self.lock().events.clone()
    }

    pub(crate) fn know_events(&self, index: &Arc<EventIndex>) {
        self.lock().events = Some(index.clone());
    }
}
