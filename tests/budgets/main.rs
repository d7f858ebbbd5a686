//! Counts that must not grow: segments read, records applied and bytes inflated for a seek, operations for a frame.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use dom::Document;
use engine::{Moment, Player, PlayerCommand};
use events::Timestamp;
use std::collections::HashSet;
use store::SegmentPolicy;
use tests::{Recording, Stored, Workbench, fixtures};

/// Evenly spread over the recording, ends included.
fn moments(end: Timestamp, count: i64) -> Vec<Timestamp> {
    (0..=count).map(|step| Timestamp(end.0 * step / count)).collect()
}

#[test]
fn a_cold_seek_reads_one_segment_and_applies_no_more_than_the_policy_allows() {
    let policy = SegmentPolicy::default();
    for fixture in fixtures::real() {
        let bench = Workbench::new();
        let id = bench.import(&fixture.input).outcome.unwrap().id;
        let end = bench.engine.open_recording(id).unwrap().end().unwrap();
        for at in moments(end, 12) {
            let session = bench.engine.open_recording(id).unwrap();
            let tab = session.tab_at(at).unwrap();
            let (document, cost) = session.document_at(tab, Moment::At(at)).unwrap();
            let place = format!("{} at {at:?}", fixture.name);
            assert_eq!(cost.segments_read, 1, "{place}");
            let allowed = policy.records_for(document.node_count());
            assert!(cost.records_applied <= allowed, "{place}: {} of {allowed}", cost.records_applied);
        }
    }
}

#[test]
fn a_cold_seek_inflates_a_segment_and_the_page_itself() {
    let policy = SegmentPolicy::default();
    for fixture in fixtures::real() {
        let recording = Recording::read(&fixture.bytes()).unwrap();
        let stored = Stored::write(&recording, policy.clone());
        for at in moments(recording.end(), 12) {
            for tab in &recording.tabs {
                let (document, stats) = stored.fresh_reader().document_at(*tab, Moment::At(at)).unwrap();
                // What an event brings stands in the segment; what the page holds, in keyframes and long strings.
                let allowed = policy.max_bytes + 2 * size(&document) + 64 * document.node_count();
                let place = format!("{} at {at:?}", fixture.name);
                assert!(stats.segments_read <= 1 && stats.bases_read <= 1, "{place}: {stats:?}");
                assert!(stats.bytes_inflated <= allowed, "{place}: {stats:?}, {allowed} allowed");
            }
        }
    }
}

/// Against what `zstd -3` makes of the events alone. Deterministic: no machine stores them larger.
#[test]
fn a_long_recording_is_stored_in_less_than_twice_its_compressed_events() {
    let bench = Workbench::new();
    let fixture = fixtures::named("large/long-100k-fine");
    let id = bench.import(&fixture.input).outcome.unwrap().id;
    let events = zstd::stream::decode_all(fixture.bytes().as_slice()).unwrap();
    let packed = zstd::bulk::compress(&events, 3).unwrap().len() as f64;
    let stored = std::fs::metadata(bench.engine.paths().recording(id)).unwrap().len() as f64;
    assert!(stored <= 1.7 * packed, "{stored} bytes for {packed} of compressed events");
}

/// Bytes of everything recorded that the document holds, about.
fn size(document: &Document) -> usize {
    dom::html(document).len() + format!("{:?}", document.state().constructed).len()
}

#[test]
fn the_first_picture_reads_one_segment_however_long_the_recording_is() {
    for fixture in fixtures::real() {
        let bench = Workbench::new();
        let session = bench.open(&fixture.input);
        let mut player = Player::new(session.clone());
        let first = session.first_picture().unwrap();
        let session = bench.engine.open_recording(session.recording().unwrap()).unwrap();
        let tab = session.tab_at(first).unwrap();
        let (document, cost) = session.document_at(tab, Moment::At(first)).unwrap();
        assert_eq!(cost.segments_read, 1, "{}", fixture.name);
        assert!(document.node_count() > 0, "{}", fixture.name);
        player.command(PlayerCommand::Seek(first)).unwrap();
        assert!(player.frame().unwrap().document == document, "{}", fixture.name);
    }
}

#[test]
fn playing_reads_each_segment_once_and_applies_each_record_once() {
    for fixture in fixtures::real() {
        let bench = Workbench::new();
        let session = bench.open(&fixture.input);
        let info = session.info().unwrap();
        let mut player = Player::new(session.clone());
        player.command(PlayerCommand::Play).unwrap();
        let step_us = session.end().unwrap().0 / 150 + 1;
        let (mut segments, mut records) = (0, 0);
        loop {
            let frame = player.frame().unwrap();
            segments += frame.cost.segments_read;
            records += frame.cost.records_applied;
            if frame.state.at_end {
                break;
            }
            player.command(PlayerCommand::Advance { elapsed_us: step_us }).unwrap();
        }
        assert!(segments as u64 <= info.segments, "{}: {segments} of {}", fixture.name, info.segments);
        // What stands apart from a segment's other events is in the next keyframe and never applied.
        assert!(records as u64 <= info.records, "{}: {records} of {}", fixture.name, info.records);
    }
}

#[test]
fn a_frame_costs_what_changed() {
    for fixture in fixtures::real() {
        let bench = Workbench::new();
        let session = bench.open(&fixture.input);
        let mut player = Player::new(session.clone());
        let mut before: Option<(u32, Document)> = None;
        for at in moments(session.end().unwrap(), 60) {
            player.command(PlayerCommand::Seek(at)).unwrap();
            let frame = player.frame().unwrap();
            let place = format!("{} at {at:?}", fixture.name);
            if let Some((epoch, before)) = before.take().filter(|(_, before)| before.root().is_some())
                && epoch == frame.epoch
            {
                let changed = changed_nodes(&before, &frame.document);
                let (limit, ops) = (3 * changed + 10, frame.cost.operations);
                assert!(ops <= limit, "{place}: {ops} operations for {changed} nodes");
                assert!(matches!(frame.body, engine::FrameBody::Patch(_)), "{place}: the page is sent again");
            }
            before = Some((frame.epoch, frame.document));
        }
    }
}

/// Added, removed, at another place, or with other content. A frame's document is built again where its frame moved.
fn changed_nodes(before: &Document, after: &Document) -> usize {
    let keys: HashSet<_> = before.nodes().chain(after.nodes()).map(|(key, _)| key).collect();
    keys.into_iter().filter(|&key| before.node(key) != after.node(key)).count()
}

#[test]
fn a_document_is_the_same_by_any_path_of_seeks() {
    for fixture in fixtures::real() {
        let bench = Workbench::new();
        let session = bench.open(&fixture.input);
        let times = moments(session.end().unwrap(), 24);
        let at = |index: usize| {
            let at = times[index];
            session.document_at(session.tab_at(at).unwrap(), Moment::At(at)).unwrap().0
        };
        let forwards: Vec<Document> = (0..times.len()).map(at).collect();
        for index in (0..times.len()).rev() {
            assert!(at(index) == forwards[index], "{} backwards at {:?}", fixture.name, times[index]);
        }
        for turn in 0..60 {
            let index = turn * 7919 % times.len();
            assert!(
                at(index) == forwards[index],
                "{} hither and thither at {:?}",
                fixture.name,
                times[index]
            );
        }
    }
}
