//! Whatever the moment at which an import is killed, the library is whole and the next import completes it.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use std::time::{Duration, Instant};
use support::*;

#[test]
fn a_killed_import_leaves_a_library_that_the_next_one_completes() {
    const ROUNDS: u32 = 24;
    let scratch = Scratch::new();
    for hours in 0..5 {
        scratch.put(&format!("in/{hours}.json"), shop(hours));
    }
    scratch.put("in/small.json", small(1_795_000_000_000, "a.example", "one"));
    let (a, b) = (small(1_796_000_000_000, "a.example", "one"), small(1_797_000_000_000, "b.example", "two"));
    scratch.put("in/two.zip", zip(&[("a/x.json", a.as_bytes()), ("b/y.json", b.as_bytes())]));

    let began = Instant::now();
    assert_eq!(scratch.run_on("undisturbed", ["import", "in"]).code, Some(0));
    let whole = began.elapsed();
    let expected = scratch.contents("undisturbed");
    assert_eq!(expected.len(), 8);

    // A new library for every fourth round; the others go on with what the last one left.
    let mut dice = 0x2545_f491_4f6c_dd1d_u64;
    let mut unfinished = 0;
    for round in 0..ROUNDS {
        if round % 4 == 0 {
            let _ = std::fs::remove_dir_all(scratch.path("library"));
        }
        // Spread over the length of the import, a little past its end, never twice the same.
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let part = (f64::from(round % 8) + (dice >> 40) as f64 / f64::from(1 << 24)) / 8.0;
        let mut child = scratch.start(["import", "in"]);
        std::thread::sleep(whole.mul_f64(part) + Duration::from_millis(1));
        child.kill().unwrap();
        child.wait().unwrap();

        // The next start sweeps, and lists only what is whole.
        let listed = scratch.contents("library");
        assert!(listed.iter().all(|row| expected.contains(row)), "round {round}");
        let left = scratch.recordings("library");
        assert!(left.iter().all(|name| name.ends_with(".playhead")), "round {round}: {left:?}");
        for row in &listed {
            let said = scratch.run(["info", row["id"].as_str().unwrap()]);
            assert_eq!(said.code, Some(0), "round {round}: {}", said.err);
        }
        unfinished += usize::from(listed.len() < expected.len());
        if round % 4 == 3 {
            let said = scratch.run(["import", "in"]);
            assert_eq!(said.code, Some(0), "{}", said.err);
            assert_eq!(scratch.contents("library"), expected, "round {round}");
            assert_eq!(scratch.recordings("library"), scratch.recordings("undisturbed"));
            let find = |library| scratch.run_on(library, ["search", "has:error", "--limit", "500"]).out;
            assert!(find("undisturbed").lines().count() > 8);
            assert_eq!(find("library"), find("undisturbed"));
        }
    }
    assert!(unfinished > 3, "the kills came too late to mean anything");
}
