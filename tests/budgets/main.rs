//! Counts that must not grow: segments read and records applied for a seek, operations for a patch.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use dom::{PatchOp, diff};
use engine::Moment;
use events::Timestamp;
use std::collections::HashSet;
use store::SegmentPolicy;
use tests::{Workbench, fixtures};

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
            assert_eq!(cost.segments_read, 1, "{} at {at:?}", fixture.name);
            let allowed = policy.records_for(document.node_count());
            assert!(
                cost.records_applied <= allowed,
                "{} at {at:?}: {} of {allowed}",
                fixture.name,
                cost.records_applied
            );
        }
    }
}

#[test]
fn a_patch_costs_what_changed() {
    for fixture in fixtures::real() {
        let bench = Workbench::new();
        let session = bench.open(&fixture.input);
        let mut before = None;
        for at in moments(session.end().unwrap(), 40) {
            let tab = session.tab_at(at).unwrap();
            let (document, _) = session.document_at(tab, Moment::At(at)).unwrap();
            if let Some(before) = before.replace(document.clone())
                && same_page(&before, &document)
            {
                let patch = diff(&before, &document);
                let changed = changed_nodes(&before, &document);
                let limit = 3 * changed + 10;
                assert!(
                    patch.ops.len() <= limit,
                    "{} at {at:?}: {} operations for {changed} nodes",
                    fixture.name,
                    patch.ops.len()
                );
                let mut patched = before;
                patched.apply_patch(&patch).unwrap();
                assert!(patched == document, "{} at {at:?}: the patch leads there", fixture.name);
                assert!(
                    !patch.ops.iter().any(|op| matches!(op, PatchOp::Insert { parent: None, .. })),
                    "no page is sent again"
                );
            }
        }
    }
}

fn same_page(a: &dom::Document, b: &dom::Document) -> bool {
    a.root().is_some() && a.root() == b.root() && a.state().epoch == b.state().epoch
}

/// Added, removed, at another place, or with other content.
fn changed_nodes(before: &dom::Document, after: &dom::Document) -> usize {
    let keys: HashSet<_> = before.nodes().chain(after.nodes()).map(|(key, _)| key).collect();
    keys.into_iter().filter(|&key| before.node(key) != after.node(key)).count()
}
