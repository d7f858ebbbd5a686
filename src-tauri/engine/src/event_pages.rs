//! All events of an open recording as a list that is read page by page.

use crate::listing::summary_of;
use crate::{EngineError, Session};
use events::{Diagnostics, EventSeq, TabId, Timestamp};
use std::collections::HashMap;
use std::sync::Arc;
use store::OwnedSourceRecord;

/// A page is never longer than this.
const LONGEST_PAGE: usize = 500;

/// Where each event stands, without its text: 24 bytes an event.
#[derive(Debug, Default)]
pub(crate) struct EventIndex {
    entries: Vec<Entry>,
    /// Names of kinds, in the order in which they were met.
    kinds: Vec<&'static str>,
    counts: Vec<usize>,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    time: Timestamp,
    seq: EventSeq,
    kind: u16,
}

#[derive(Clone, PartialEq, Debug)]
pub struct EventRow {
    pub time: Timestamp,
    pub seq: EventSeq,
    pub tab: TabId,
    pub kind: &'static str,
    pub summary: String,
}

#[derive(Clone, PartialEq, Debug)]
pub struct EventPage {
    /// Kinds and how many there are of each, the most frequent first.
    pub kinds: Vec<(&'static str, usize)>,
    /// Events of the kinds that were asked for.
    pub total: usize,
    /// So many of them are at or before the moment that was asked for.
    pub until: usize,
    pub rows: Vec<EventRow>,
}

/// What of the list is asked for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EventPageRequest {
    /// Empty for all.
    pub kinds: Vec<String>,
    pub first: usize,
    pub count: usize,
    pub at: Timestamp,
}

impl Session {
    /// The first one of a recording reads all of its events; the others read what they show.
    pub fn event_page(&self, request: &EventPageRequest) -> Result<EventPage, EngineError> {
        let index = self.event_index()?;
        let wanted: Vec<bool> = index
            .kinds
            .iter()
            .map(|kind| request.kinds.is_empty() || request.kinds.iter().any(|wanted| wanted == kind))
            .collect();
        let is_wanted = |entry: &&Entry| wanted.get(usize::from(entry.kind)).copied().unwrap_or(false);
        let all = || index.entries.iter().filter(is_wanted);
        let count = request.count.min(LONGEST_PAGE);
        let shown: Vec<Entry> = all().skip(request.first).take(count).copied().collect();
        let seqs: Vec<EventSeq> = shown.iter().map(|entry| entry.seq).collect();
        let sources = self.source_events(&seqs)?;
        let rows = shown.into_iter().map(|entry| row(&index, entry, sources.get(&entry.seq))).collect();
        let mut kinds: Vec<_> = index.kinds.iter().copied().zip(index.counts.iter().copied()).collect();
        kinds.sort_by_key(|&(name, count)| (std::cmp::Reverse(count), name));
        Ok(EventPage {
            total: all().count(),
            until: all().take_while(|entry| entry.time <= request.at).count(),
            kinds,
            rows,
        })
    }

    /// JSON text of one event, as recorded.
    pub fn event_raw(&self, seq: EventSeq) -> Result<Option<String>, EngineError> {
        let source = self.source_event(seq)?;
        Ok(source.map(|source| String::from_utf8_lossy(&source.raw).into_owned()))
    }

    fn event_index(&self) -> Result<Arc<EventIndex>, EngineError> {
        if let Some(known) = self.known_events() {
            return Ok(known);
        }
        let start = self.info()?.start;
        let mut index = EventIndex::default();
        let mut numbers: HashMap<&'static str, u16> = HashMap::new();
        let mut ignored = Diagnostics::new();
        for record in self.sources()? {
            let record = record?;
            let name = summary_of(&formats::decode(&record.raw, record.seq, record.wall, &mut ignored)).0;
            let kind = *numbers.entry(name).or_insert_with(|| {
                index.kinds.push(name);
                index.counts.push(0);
                u16::try_from(index.kinds.len() - 1).unwrap_or(u16::MAX)
            });
            if let Some(count) = index.counts.get_mut(usize::from(kind)) {
                *count += 1;
            }
            index.entries.push(Entry { time: record.wall.since(start), seq: record.seq, kind });
        }
        let index = Arc::new(index);
        self.know_events(&index);
        Ok(index)
    }
}

fn row(index: &EventIndex, entry: Entry, source: Option<&OwnedSourceRecord>) -> EventRow {
    let kind = index.kinds.get(usize::from(entry.kind)).copied().unwrap_or_default();
    let decoded = source
        .map(|source| formats::decode(&source.raw, source.seq, source.wall, &mut Diagnostics::new()))
        .unwrap_or_default();
    let tab = source.map_or(TabId::default(), |source| source.tab);
    EventRow { time: entry.time, seq: entry.seq, tab, kind, summary: summary_of(&decoded).1 }
}
