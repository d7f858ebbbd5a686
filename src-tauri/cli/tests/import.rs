//! `playhead-cli import` when it is interrupted.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

#[test]
fn an_interrupted_import_says_so_and_leaves_nothing() {
    let scratch = tempfile::tempdir().unwrap();
    // Enough for seconds, whatever the machine: it is interrupted long before its end.
    let sample =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/large/long-100k-fine/recording.json.zst");
    for copy in 0..12 {
        std::fs::copy(&sample, scratch.path().join(format!("{copy}.json.zst"))).unwrap();
    }
    let library = scratch.path().join("library");
    let recordings = library.join("recordings");
    let child = Command::new(env!("CARGO_BIN_EXE_playhead-cli"))
        .args([Path::new("--library"), &library, Path::new("import"), scratch.path()])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let began = Instant::now();
    while !names_in(&recordings).iter().any(|name| name.starts_with(".import-")) {
        assert!(began.elapsed() < Duration::from_secs(60), "the import never began");
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(130), "{said}");
    assert!(said.contains("The import was cancelled"), "{said}");
    assert_eq!(names_in(&recordings).iter().filter(|name| name.starts_with(".import-")).count(), 0);
}
