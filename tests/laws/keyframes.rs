//! What was written into a segment is read out of it: keyframes and events are kept as they were.

use dom::Document;
use events::{Diagnostics, Event};
use store::{Moment, SegmentPolicy};
use tests::naive::Replay;
use tests::rows::Rows;
use tests::{Recording, Stored, fixtures, tiny_segments};

/// Keyframes, and the documents made from them, are the documents made from the start.
fn check(recording: &Recording, policy: SegmentPolicy, name: &str) {
    let stored = Stored::write(recording, policy);
    for tab in &recording.tabs {
        let events = recording.of_tab(*tab);
        let mut document = Document::new();
        let mut issues = Diagnostics::new();
        let step = events.len().div_ceil(60).max(1);
        for (index, event) in events.iter().enumerate() {
            document.apply(event, &mut issues);
            let is_last_of_time = events.get(index + 1).is_none_or(|next| next.time > event.time);
            if is_last_of_time && (index % step == 0 || index + 1 == events.len()) {
                let (read, _) = stored.at(*tab, Moment::At(event.time));
                assert!(read == document, "{name}: at {:?} another document is read", event.time);
            }
        }
        let read: Vec<Event> = stored.reader.events(*tab).unwrap().flat_map(Result::unwrap).collect();
        assert_eq!(read.len(), events.len(), "{name}: events of tab {}", tab.0);
        for (read, written) in read.iter().zip(&events) {
            assert_eq!(read, written, "{name}");
        }
    }
}

#[test]
fn keyframes_of_real_pages_are_read_as_they_were_written() {
    for fixture in fixtures::real() {
        let recording = Recording::read(&fixture.bytes()).unwrap();
        check(&recording, SegmentPolicy::default(), &fixture.name);
        if recording.events.len() < 1000 {
            let few =
                SegmentPolicy { max_events: 40, min_records: 60, max_records: 120, ..tiny_segments(true) };
            check(&recording, few, &fixture.name);
        }
    }
}

/// The naive replay and the document agree on real pages too.
#[test]
fn real_pages_are_what_their_events_say() {
    for fixture in fixtures::real() {
        let recording = Recording::read(&fixture.bytes()).unwrap();
        for tab in &recording.tabs {
            let events = recording.of_tab(*tab);
            let (mut document, mut replay) = (Document::new(), Replay::new());
            let mut issues = Diagnostics::new();
            let step = events.len().div_ceil(40).max(1);
            for (index, event) in events.iter().enumerate() {
                document.apply(event, &mut issues);
                replay.apply(event);
                if index % step == 0 || index + 1 == events.len() {
                    let (ours, theirs) = (Rows::of_document(&document), Rows::of_replay(&replay));
                    if let Some(difference) = ours.difference(&theirs) {
                        panic!("{}, event {index} (left: the document), {difference}", fixture.name);
                    }
                }
            }
        }
    }
}
