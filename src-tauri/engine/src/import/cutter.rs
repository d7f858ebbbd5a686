//! Orders decoded events, gives them their time, and hands them to the writer and the analysis.

use crate::EngineError;
use crate::sort::{Pending, SortWindow, WINDOW_US};
use analysis::Analyzer;
use dom::Document;
use events::{Diagnostics, Event, EventKind, EventSeq, TabId, Text, Timestamp, WallClock};
use formats::Decoded;
use std::collections::HashMap;
use store::RecordingWriter;

#[derive(Default)]
pub(super) struct Cutter {
    window: SortWindow,
    pub analyzer: Analyzer,
    /// The earliest source event read so far.
    pub earliest: Option<WallClock>,
    /// The recording's start: `earliest`, fixed when the first event is let go. Pointer samples may reach back before it.
    pub start: Option<WallClock>,
    /// The time of the newest event that was let go.
    pub end: Timestamp,
    pub records: u64,
    snapshots: HashMap<TabId, u64>,
    pub first_href: Option<Text>,
    /// Of applying: they go with the segments when those are cut again.
    pub issues: Diagnostics,
    /// For an event of a tab without a document.
    blank: Document,
}

impl Cutter {
    /// For events that come in order from here on.
    pub fn from(start: Option<WallClock>) -> Cutter {
        Cutter { start, ..Cutter::default() }
    }

    /// Takes what one source event was decoded to into the window; false where a part of it came too late.
    pub fn take(&mut self, parts: Vec<Decoded>, seq: EventSeq, wall: WallClock, tab: TabId) -> bool {
        let mut in_time = true;
        for (part, decoded) in parts.into_iter().enumerate() {
            let part = u32::try_from(part).unwrap_or(u32::MAX);
            // Samples that claim to be older than any recorder keeps them would come too late in every reading.
            let reach = WallClock(wall.0.saturating_sub(WINDOW_US));
            let oldest = self.start.map_or(reach, |start| reach.max(start)).min(wall);
            let wall = decoded.wall.max(oldest);
            in_time &= self.window.push(Pending { wall, seq, part, tab, kind: decoded.kind });
        }
        in_time
    }

    pub fn has_picture(&self) -> bool {
        !self.snapshots.is_empty()
    }

    pub fn cut_ready(&mut self, writer: &mut RecordingWriter) -> Result<(), EngineError> {
        while self.window.is_ready() {
            self.fix_start();
            if let Some(pending) = self.window.pop() {
                self.cut(pending, writer)?;
            }
        }
        Ok(())
    }

    fn fix_start(&mut self) {
        if let (None, Some(earliest)) = (self.start, self.earliest) {
            self.start = Some(earliest);
            self.window.raise_to(earliest);
        }
    }

    pub fn cut_rest(&mut self, writer: &mut RecordingWriter) -> Result<(), EngineError> {
        self.fix_start();
        while let Some(pending) = self.window.pop() {
            self.cut(pending, writer)?;
        }
        Ok(())
    }

    fn cut(&mut self, pending: Pending, writer: &mut RecordingWriter) -> Result<(), EngineError> {
        let start = *self.start.get_or_insert(self.earliest.unwrap_or(pending.wall));
        let time = pending.wall.since(start).max(Timestamp::ZERO);
        let event = Event { time, seq: pending.seq, tab: pending.tab, kind: pending.kind };
        self.end = self.end.max(time);
        match &event.kind {
            EventKind::FullSnapshot(_) => *self.snapshots.entry(event.tab).or_default() += 1,
            EventKind::Meta { href, .. } if self.first_href.is_none() => {
                self.first_href = Some(href.clone());
            }
            _ => {}
        }
        let told = self.issues.kept().len();
        let records = writer.push_event(&event, &mut self.issues)?;
        self.issues.date(told, pending.wall);
        self.records += records as u64;
        let document = writer.document(event.tab).unwrap_or(&self.blank);
        self.analyzer.event(&event, document, records);
        Ok(())
    }
}
