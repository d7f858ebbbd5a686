//! A recording read in the simplest way: everything decoded and sorted at once.

use events::{Diagnostics, Event, TabId, Timestamp, WallClock};
use formats::{DecodeError, Hints};
use std::io::Cursor;

pub struct Recording {
    /// Of all tabs, by (time, place in the source).
    pub events: Vec<Event>,
    /// As many as the container names, in its order.
    pub tabs: Vec<TabId>,
    pub container: String,
    pub start: WallClock,
    pub source_events: u64,
    /// Of reading and decoding.
    pub diagnostics: Diagnostics,
}

impl Recording {
    pub fn read(bytes: &[u8]) -> Result<Recording, DecodeError> {
        let mut diagnostics = Diagnostics::new();
        let mut source = formats::open(Box::new(Cursor::new(bytes)), &Hints::default())?;
        let mut decoded = Vec::new();
        let mut start: Option<WallClock> = None;
        let mut source_events = 0;
        while let Some(event) = source.next(&mut diagnostics)? {
            start = Some(start.map_or(event.wall, |start| start.min(event.wall)));
            source_events += 1;
            for part in formats::decode(&event.raw, event.seq, event.wall, &mut diagnostics) {
                // No recorder keeps pointer samples for longer than this.
                let oldest = WallClock(event.wall.0 - 2_000_000);
                decoded.push((part.wall.max(oldest), event.seq, event.tab, part.kind));
            }
        }
        let start = start.unwrap_or_default();
        let event = |(wall, seq, tab, kind): (WallClock, _, _, _)| {
            // A pointer sample can be older than the first event.
            let time = wall.since(start).max(Timestamp::ZERO);
            Event { time, seq, tab, kind }
        };
        let mut events: Vec<Event> = decoded.into_iter().map(event).collect();
        // Stable: what came from one record stays in its order.
        events.sort_by_key(|event| (event.time, event.seq));
        let mut tabs: Vec<TabId> = events.iter().map(|event| event.tab).collect();
        tabs.sort_unstable();
        tabs.dedup();
        Ok(Recording {
            events,
            tabs,
            container: source.container().to_owned(),
            start,
            source_events,
            diagnostics,
        })
    }

    pub fn end(&self) -> Timestamp {
        self.events.last().map_or(Timestamp::ZERO, |event| event.time)
    }

    pub fn of_tab(&self, tab: TabId) -> Vec<Event> {
        self.events.iter().filter(|event| event.tab == tab).cloned().collect()
    }
}
