//! Imports that do not come to their end.

use crate::growing::long_recording;
use engine::{Engine, ErrorCode, OnMore};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tests::Workbench;

fn left_in(library: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(library.join("recordings")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().display().to_string()).collect()
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let bench = Workbench::new();
    let path = bench.file("long.json", long_recording(60_000));
    let cancel: OnMore = Arc::new(|job| job.cancel.cancel());
    let job = bench.engine.start_import(&path, cancel);
    let error = job.wait().unwrap_err();
    assert_eq!(error.code, ErrorCode::Cancelled);
    assert_eq!(left_in(&bench.library()), Vec::<String>::new());
    assert!(bench.engine.recordings().unwrap().is_empty());
    // It can be imported after all.
    assert!(!bench.import(&path).outcome.unwrap().already_there);
}

/// Where the process that is to die imports from and to.
const SOURCE: &str = "PLAYHEAD_TEST_SOURCE";
const LIBRARY: &str = "PLAYHEAD_TEST_LIBRARY";

#[test]
fn a_killed_import_leaves_nothing_once_the_library_is_opened_again() {
    if let (Some(source), Some(library)) = (std::env::var_os(SOURCE), std::env::var_os(LIBRARY)) {
        die_while_importing(Path::new(&source), Path::new(&library));
    }
    let bench = Workbench::new();
    let path = bench.file("long.json", long_recording(60_000));
    let died = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "interrupted::a_killed_import_leaves_nothing_once_the_library_is_opened_again"])
        .env(SOURCE, &path)
        .env(LIBRARY, bench.library())
        .output()
        .unwrap();
    assert!(!died.status.success(), "it was to die: {died:?}");
    let half = left_in(&bench.library());
    assert!(half.iter().any(|name| name.ends_with(".tmp")), "it died before it wrote anything: {half:?}");
    let bench = bench.reopened();
    assert_eq!(left_in(&bench.library()), Vec::<String>::new());
    assert!(bench.engine.recordings().unwrap().is_empty());
    assert!(!bench.import(&path).outcome.unwrap().already_there);
}

fn die_while_importing(source: &Path, library: &Path) -> ! {
    let engine = Engine::open(library).unwrap();
    let job = engine.start_import(source, Arc::new(|_| std::process::abort()));
    let outcome = job.wait().map(drop);
    panic!("the import came to its end: {outcome:?}");
}
