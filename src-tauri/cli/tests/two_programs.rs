//! Several programs over one library at once.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use engine::Engine;
use std::time::{Duration, Instant};
use support::*;

const DAY: u64 = 1_795_000_000_000;

#[test]
fn two_imports_into_one_new_library_do_not_disturb_each_other() {
    for round in 0..4 {
        let scratch = Scratch::new();
        for number in 0..60 {
            let folder = if number % 3 == 0 {
                "both"
            } else if number % 3 == 1 {
                "one"
            } else {
                "two"
            };
            scratch.put(
                &format!("{folder}/{number}.json"),
                small(DAY + number * 60_000, "a.example", &format!("e{number}")),
            );
        }
        let children =
            [["import", "one", "both"], ["import", "both", "two"]].map(|arguments| scratch.start(arguments));
        let asked = scratch.run(["list", "--json"]);
        assert_eq!(asked.code, Some(0), "round {round}: {}", asked.err);
        for child in children {
            let output = child.wait_with_output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success() && said.lines().count() == 1, "round {round}: {said}");
        }
        assert_eq!(scratch.contents("library").len(), 60);
        assert_eq!(scratch.recordings("library").len(), 60);
    }
}

#[test]
fn a_program_sees_the_imports_of_another_one_within_a_second() {
    let scratch = Scratch::new();
    let engine = Engine::open(&scratch.path("library")).unwrap();
    let before = engine.changes().unwrap();
    assert_eq!(engine.changes().unwrap(), before, "nothing changed");
    for number in 0..5 {
        let before = engine.changes().unwrap();
        let path = scratch.put(&format!("{number}.json"), small(DAY + number, "a.example", "one"));
        let mut child = scratch.start([std::ffi::OsStr::new("import"), path.as_os_str()]);
        while child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let done = Instant::now();
        while engine.changes().unwrap() == before {
            assert!(done.elapsed() < Duration::from_secs(1), "nothing is told");
            std::thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(engine.recordings().unwrap().len(), number as usize + 1);
    }
    let before = engine.changes().unwrap();
    let own = scratch.put("own.json", small(DAY + 99, "a.example", "one"));
    assert!(engine.import(&own).outcome.is_ok());
    assert_ne!(engine.changes().unwrap(), before, "its own imports count too");
    let before = engine.changes().unwrap();
    let began = Instant::now();
    for _ in 0..1_000 {
        assert_eq!(engine.changes().unwrap(), before);
    }
    assert!(began.elapsed() < Duration::from_secs(1), "a thousand questions took {:?}", began.elapsed());
}

#[test]
fn a_backup_made_while_imports_run_is_a_whole_library() {
    let scratch = Scratch::new();
    for hours in 0..6 {
        scratch.put(&format!("in/{hours}.json"), shop(hours));
    }
    let mut child = scratch.start(["import", "in"]);
    let mut backups = 0;
    while child.try_wait().unwrap().is_none() || backups == 0 {
        let said = scratch.run(["backup", "copy", "--json"]);
        assert_eq!(said.code, Some(0), "{}", said.err);
        backups += 1;
        let rows = scratch.contents("copy");
        let files = scratch.recordings("copy");
        for row in &rows {
            assert!(files.contains(&format!("{}.playhead", row["id"].as_str().unwrap())), "{row}");
        }
        if let Some(row) = rows.first() {
            assert_eq!(scratch.run_on("copy", ["info", row["id"].as_str().unwrap()]).code, Some(0));
        }
    }
    assert_eq!(scratch.run(["backup", "copy"]).code, Some(0));
    assert_eq!(scratch.contents("copy"), scratch.contents("library"));
}
