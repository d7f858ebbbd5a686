//! The requests of an open recording, with what its recorder kept of them.

use crate::{EngineError, Session};
use events::derived::RequestRecord;
use events::{Diagnostics, EventKind, EventSeq, NetworkRequest, Text};
use formats::{RequestParts, request_parts};
use std::collections::HashMap;
use store::OwnedSourceRecord;

/// Of so many the answer's type and size are read out of the source events; of the others they stand in the details only.
const LOOKED_INTO: usize = 5_000;

/// A row of the list.
#[derive(Clone, PartialEq, Debug)]
pub struct RequestRow {
    pub record: RequestRecord,
    /// Empty where not recorded.
    pub mime: String,
    /// Bytes of the answer.
    pub size: Option<u64>,
}

/// All that is known of one request.
#[derive(Clone, PartialEq, Debug)]
pub struct RequestDetails {
    pub parts: RequestParts,
    /// Its record as JSON text, as recorded.
    pub raw: Text,
}

impl Session {
    /// In order of time.
    pub fn requests(&self) -> Result<Vec<RequestRow>, EngineError> {
        let records = self.findings()?.requests.clone();
        let mut told: HashMap<EventSeq, Vec<NetworkRequest>> = HashMap::new();
        let mut seqs: Vec<EventSeq> = records.iter().map(|record| record.seq).collect();
        seqs.sort_unstable();
        seqs.dedup();
        seqs.truncate(LOOKED_INTO);
        for (seq, source) in self.source_events(&seqs)? {
            told.insert(seq, told_in(&source));
        }
        let row = |record: RequestRecord| {
            let raw = told.get(&record.seq).and_then(|requests| raw_of(requests, &record.href));
            let parts = raw.map_or_else(RequestParts::default, |raw| request_parts(&raw));
            RequestRow { record, mime: parts.mime, size: parts.size }
        };
        Ok(records.into_iter().map(row).collect())
    }

    /// Of the request of this address that an event told of; None where there is none.
    pub fn request_details(&self, seq: EventSeq, href: &str) -> Result<Option<RequestDetails>, EngineError> {
        let source = self.source_event(seq)?;
        let raw = source.and_then(|source| raw_of(&told_in(&source), href));
        Ok(raw.map(|raw| RequestDetails { parts: request_parts(&raw), raw }))
    }
}

fn told_in(source: &OwnedSourceRecord) -> Vec<NetworkRequest> {
    let decoded = formats::decode(&source.raw, source.seq, source.wall, &mut Diagnostics::new());
    let requests = decoded.into_iter().filter_map(|event| match event.kind {
        EventKind::Network(requests) => Some(*requests),
        _ => None,
    });
    requests.flatten().collect()
}

fn raw_of(requests: &[NetworkRequest], href: &str) -> Option<Text> {
    requests.iter().find(|request| request.url == *href).map(|request| request.raw.clone())
}
