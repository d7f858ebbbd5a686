//! An import leaves a whole recording or nothing, once for each content.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod depth;
mod disorder;
mod growing;
mod interrupted;
mod policy;

use engine::ErrorCode;
use tests::{Workbench, fixtures};

#[test]
fn the_same_content_is_one_recording_whatever_it_is_called() {
    let bench = Workbench::new();
    let bytes = fixtures::named("sample").bytes();
    let first = bench.import(&bench.file("a.json", &bytes)).outcome.unwrap();
    let second = bench.import(&bench.file("b.txt", &bytes)).outcome.unwrap();
    assert_eq!(first.id, second.id);
    assert!(!first.already_there && second.already_there);
    assert_eq!(bench.engine.recordings().unwrap().len(), 1);
    let left = std::fs::read_dir(bench.library().join("recordings")).unwrap().count();
    assert_eq!(left, 1, "what the second import wrote goes away");
}

#[test]
fn every_event_is_kept_bit_for_bit() {
    let bench = Workbench::new();
    let bytes = fixtures::named("rrweb/swagger").bytes();
    let session = bench.open_bytes("swagger.json", &bytes);
    let mut kept = Vec::new();
    session
        .each_event(&mut |event| {
            kept.push(String::from_utf8(event.raw.to_vec()).unwrap());
            true
        })
        .unwrap();
    let source = String::from_utf8(bytes).unwrap();
    assert_eq!(kept.len(), 124);
    // The recording is in order: its events joined are the file.
    assert!(format!("[{}]", kept.join(",")) == source.trim());
}

#[test]
fn a_refused_file_leaves_nothing_and_says_what_it_is() {
    let bench = Workbench::new();
    let path = bench.file("page.json", "<!doctype html><p>Sign in");
    let error = bench.import(&path).outcome.unwrap_err();
    assert_eq!(error.code, ErrorCode::NotARecording);
    assert!(error.happened.contains("web page"), "{error}");
    assert_eq!(error.path.as_deref(), Some(path.as_path()));
    let left = std::fs::read_dir(bench.library().join("recordings")).unwrap().count();
    assert_eq!(left, 0, "no file stays behind");
}

#[test]
fn a_missing_file_is_a_sentence() {
    let bench = Workbench::new();
    let error = bench.import(&bench.library().join("nowhere.json")).outcome.unwrap_err();
    assert_eq!(error.code, ErrorCode::FileUnreadable);
}

#[test]
fn a_lost_catalogue_is_filled_again_from_the_recording_file() {
    let bench = Workbench::new();
    let input = fixtures::named("sample").input;
    bench.import(&input).outcome.unwrap();
    let before = bench.engine.recordings().unwrap();
    let catalogue = bench.library().join("library.db");
    let bench = bench.reopened_after(|| {
        for suffix in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{suffix}", catalogue.display()));
        }
    });
    assert_eq!(bench.engine.recordings().unwrap(), before);
    assert!(bench.import(&input).outcome.unwrap().already_there);
    assert_eq!(bench.engine.search("Checkout failed", 50).unwrap().len(), 4);
}

#[test]
fn what_a_killed_import_left_is_swept_at_the_next_start() {
    let bench = Workbench::new();
    // No process has this number: the one that wrote it is gone.
    let stale = bench.library().join("recordings/.import-4294967290-0.tmp");
    std::fs::write(&stale, "half a recording").unwrap();
    let bench = bench.reopened();
    assert!(!stale.exists(), "half a recording stays behind");
    assert!(bench.engine.recordings().unwrap().is_empty());
}
