//! The document at a moment depends on the recording and the moment, and costs one segment.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "this is part of tests")]

mod recordings;

use dom::Document;
use events::{Event, TabId, Timestamp};
use recordings::*;
use store::{Moment, RecordingReader, SegmentPolicy};

#[test]
fn a_base_is_read_once() {
    let desk = Desk::new();
    let leaning = SegmentPolicy { lean_min_nodes: 0, lean_share: 1.0, ..small() };
    let reader = desk.recording(leaning, &busy(40, 120));
    let (_, first) = reader.document_at(TAB, at(1000)).unwrap();
    let (_, second) = reader.document_at(TAB, at(1200)).unwrap();
    let (_, elsewhere) = reader.another().unwrap().document_at(TAB, at(700)).unwrap();
    assert_eq!((first.bases_read, second.bases_read, elsewhere.bases_read), (1, 0, 0));
    assert!(second.bytes_inflated < first.bytes_inflated);
}

/// Every moment at, before and between the events' times, against applying everything from the start.
fn check(events: &[Event], policy: SegmentPolicy) -> RecordingReader {
    let desk = Desk::new();
    let reader = desk.recording(policy.clone(), events);
    let mut tabs: Vec<TabId> = events.iter().map(|event| event.tab).collect();
    tabs.sort();
    tabs.dedup();
    for tab in tabs {
        for time in events.iter().flat_map(|event| [event.time + -1, event.time, event.time + 1]) {
            for at in [Moment::At(time), Moment::Before(time)] {
                check_moment(&reader, events, tab, at, &policy);
            }
        }
    }
    reader
}

fn check_moment(reader: &RecordingReader, events: &[Event], tab: TabId, at: Moment, policy: &SegmentPolicy) {
    let expected = naive(events, tab, at);
    let (document, stats) = reader.document_at(tab, at).unwrap();
    assert!(document == expected, "{tab:?} {at:?}");
    assert!(stats.segments_read <= 1);
    assert!(stats.records_applied <= policy.max_records, "{at:?}: {stats:?}");
    let segment = reader.segment(tab, at).unwrap();
    assert!(segment.covers(at), "{at:?} is not in {:?}..{:?}", segment.start, segment.end);
    let (document, ..) = reader.document_in(&segment, at).unwrap();
    assert!(document == expected, "{tab:?} {at:?} in its segment");
    let mut document = reader.keyframe_of(&segment).unwrap().clone();
    let recorded = reader.events_of(&segment).unwrap();
    for event in recorded.iter().take_while(|event| at.includes(event.time)) {
        document.apply(event, &mut events::Diagnostics::new());
    }
    assert!(document == expected, "{tab:?} {at:?} event by event");
}

#[test]
fn every_moment_is_what_its_events_make() {
    let reader = check(&busy(6, 60), small());
    assert!(reader.segments().unwrap().len() > 10);
}

#[test]
fn large_segments_give_the_same_documents_as_small_ones() {
    let reader = check(&busy(6, 60), SegmentPolicy::default());
    assert_eq!(reader.segments().unwrap().len(), 2, "an empty page, and the page");
}

#[test]
fn events_of_one_time_may_lie_in_several_segments() {
    let mut events = vec![event(5, 1, page(4))];
    // Twelve changes in one millisecond are three segments.
    events.extend((0..12).map(|n| event(7, 2 + n, set_text(n % 4, &format!("at seven {n}")))));
    events.push(event(9, 20, set_text(0, "at nine")));
    let reader = check(&events, small());
    let row = |at| text_of(&reader.document_at(TAB, at).unwrap().0, 0).unwrap();
    assert_eq!(row(before(7)), "0");
    assert_eq!(row(at(7)), "at seven 8");
    assert_eq!(row(before(9)), "at seven 8");
    assert_eq!(row(at(9)), "at nine");
}

#[test]
fn before_the_first_event_there_is_an_empty_document() {
    let desk = Desk::new();
    let reader = desk.recording(small(), &busy(3, 3));
    for moment in [at(-1), before(0), at(0), at(9), before(10)] {
        let (document, stats) = reader.document_at(TAB, moment).unwrap();
        assert!(document == Document::new(), "{moment:?}");
        assert_eq!(stats.events_applied, 0);
    }
    assert!(reader.document_at(TabId(77), at(100)).unwrap().0 == Document::new());
}

#[test]
fn a_seek_never_replays_a_full_snapshot() {
    let mut events = busy(50, 9);
    events.push(event(200, 100, page(50)));
    events.push(event(300, 101, set_text(1, "later")));
    let desk = Desk::new();
    let reader = desk.recording(SegmentPolicy::default(), &events);
    for moment in [at(10), at(11), before(200), at(200), at(250)] {
        let (_, stats) = reader.document_at(TAB, moment).unwrap();
        assert!(stats.records_applied <= 9, "{moment:?}: {stats:?}");
        assert_eq!(stats.segments_read, 1);
    }
    let (_, behind) = reader.document_at(TAB, at(200)).unwrap();
    assert_eq!((behind.events_applied, behind.records_applied), (0, 0));
    check(&events, SegmentPolicy::default());
}

#[test]
fn a_huge_mutation_costs_the_moments_around_it_nothing() {
    let mut events = busy(4, 3);
    events.push(event(500, 50, add_rows(1000, 400)));
    events.push(event(600, 51, set_text(1, "after")));
    let reader = check(&events, SegmentPolicy { max_records: 64, ..small() });
    let (_, before) = reader.document_at(TAB, before(500)).unwrap();
    let (_, behind) = reader.document_at(TAB, at(700)).unwrap();
    assert!(before.bytes_inflated * 4 < behind.bytes_inflated, "{before:?} {behind:?}");
    assert_eq!(behind.records_applied, 1);
}

#[test]
fn keyframes_that_lean_on_an_earlier_one_give_the_same_documents() {
    let mut events = busy(40, 120);
    events.push(event(1500, 200, add_rows(1000, 3)));
    events.push(event(1600, 201, remove_row(25)));
    events.extend((0..40).map(|n| event(1700 + n, 210 + n as u64, set_text(n as u64 % 7, "after"))));
    // Another page, on which nothing can lean that came before.
    events.push(event(3000, 300, page(30)));
    events.extend((0..40).map(|n| event(3001 + n, 301 + n as u64, set_text(n as u64 % 7, "again"))));
    let leaning = SegmentPolicy { lean_min_nodes: 0, lean_share: 0.3, ..small() };
    let reader = check(&events, leaning);
    let rows = reader.segments().unwrap();
    let bases: Vec<u64> = rows.iter().filter_map(|row| row.base).collect();
    assert!(bases.len() > rows.len() / 2, "{rows:#?}");
    assert!(bases.iter().any(|base| *base != bases[0]), "a new base once too much is different");
    let by_id = |id| rows.iter().find(|row| row.id == id).unwrap();
    for row in rows.iter().filter(|row| row.base.is_some()) {
        let base = by_id(row.base.unwrap());
        assert_eq!(base.base, None, "no keyframe leans on one that leans");
    }
}

#[test]
fn each_tab_has_a_document_of_its_own() {
    let mut events = Vec::new();
    for tab in [7, 0, 3] {
        let mut page = busy(3 + u64::from(tab), 20);
        page.iter_mut().for_each(|event| event.tab = TabId(tab));
        events.extend(page);
    }
    events.sort_by_key(|event| (event.time, event.tab));
    for (seq, event) in events.iter_mut().enumerate() {
        event.seq = events::EventSeq(seq as u64);
    }
    let reader = check(&events, small());
    assert_eq!(reader.tabs().unwrap(), [TabId(0), TabId(3), TabId(7)]);
}

#[test]
fn the_times_of_changes_are_found_across_segments() {
    let events = busy(4, 40);
    let desk = Desk::new();
    let reader = desk.recording(small(), &events);
    let mut changes: Vec<Timestamp> =
        events.iter().filter(|event| event.kind.changes_page()).map(|event| event.time).collect();
    changes.dedup();
    for micros in (0..450_000).step_by(2500) {
        let time = Timestamp(micros);
        let next = changes.iter().copied().find(|&change| change > time);
        let previous = changes.iter().copied().rfind(|&change| change < time);
        assert_eq!(reader.next_change(TAB, time).unwrap(), next, "after {micros}");
        assert_eq!(reader.previous_change(TAB, time).unwrap(), previous, "before {micros}");
    }
    assert_eq!(reader.next_change(TabId(9), Timestamp::ZERO).unwrap(), None);
    assert_eq!(reader.previous_change(TabId(9), Timestamp::ZERO).unwrap(), None);
}

#[test]
fn long_strings_are_stored_once_and_shared_by_documents() {
    let desk = Desk::new();
    let reader = desk.recording(small(), &busy(4, 60));
    assert_eq!(reader.info().unwrap().resources, 1);
    let sheet = |moment| {
        let (document, stats) = reader.document_at(TAB, moment).unwrap();
        let key = dom::NodeKey::from_raw(5).unwrap();
        (document.node(key).unwrap().text().unwrap().clone(), stats)
    };
    let (early, first) = sheet(at(30));
    let (late, second) = sheet(at(600));
    assert_eq!(early, long_sheet().as_str());
    assert!(early.same(&late), "documents of different segments share the sheet");
    assert_eq!((first.resources_read, second.resources_read), (1, 0));
    let other = reader.another().unwrap();
    let (document, stats) = other.document_at(TAB, at(100)).unwrap();
    assert_eq!(stats.resources_read, 0, "readers of one recording share it too");
    assert!(document.node(dom::NodeKey::from_raw(5).unwrap()).unwrap().text().unwrap().same(&early));
}
