//! An error message leads to the recording and the moment.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{HitKind, lead_in};
use events::Timestamp;
use tests::{Workbench, fixtures};

#[test]
fn a_pasted_message_finds_the_moment_and_opens_two_seconds_before_it() {
    let bench = Workbench::new();
    for name in ["sample", "rrweb/swagger", "rrweb/node-red"] {
        bench.import(&fixtures::named(name).input).outcome.unwrap();
    }
    let hits =
        bench.engine.search("TypeError: Checkout failed: Cannot read properties of undefined", 50).unwrap();
    assert_eq!(hits.len(), 4, "it happened four times: {hits:?}");
    let first = hits.iter().map(|hit| hit.time).min().unwrap();
    assert_eq!(first, Timestamp(20_669_000));
    assert_eq!(lead_in(first), Timestamp(18_669_000));
    assert!(hits.iter().all(|hit| hit.kind == HitKind::Error && hit.file_name == "shop.json"), "{hits:?}");
}

#[test]
fn console_lines_are_found_and_other_words_are_not() {
    let bench = Workbench::new();
    bench.import(&fixtures::named("sample").input).outcome.unwrap();
    let hits = bench.engine.search("saving Jane", 50).unwrap();
    assert_eq!(hits.iter().map(|hit| hit.kind).collect::<Vec<_>>(), [HitKind::Console]);
    assert!(bench.engine.search("no such thing was ever said", 50).unwrap().is_empty());
}

#[test]
fn what_was_removed_is_not_found() {
    let bench = Workbench::new();
    let imported = bench.import(&fixtures::named("sample").input).outcome.unwrap();
    bench.engine.remove(imported.id).unwrap();
    assert!(bench.engine.search("Checkout failed", 50).unwrap().is_empty());
    assert!(bench.engine.recordings().unwrap().is_empty());
}
