//! The commands over a library, as a script sees them: what is printed and what the exit codes mean.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::time::{Duration, Instant};
use support::*;

const DAY: u64 = 1_795_000_000_000;
const NO_TOTAL: &str = "Uncaught TypeError: order 17 has no total";

/// Three recordings: two with one error, one with another.
fn library() -> Scratch {
    let scratch = Scratch::new();
    scratch.put("in/a.json", small(DAY, "a.example", NO_TOTAL));
    scratch
        .put("in/b.json", small(DAY + 86_400_000, "b.example", "Uncaught TypeError: order 9 has no total"));
    scratch.put("in/c.json", small(DAY + 172_800_000, "c.example", "Uncaught RangeError: too deep"));
    assert_eq!(scratch.run(["import", "in"]).code, Some(0));
    scratch
}

fn id_of(scratch: &Scratch, file: &str) -> String {
    let rows = scratch.contents("library");
    rows.iter().find(|row| row["fileName"] == file).unwrap()["id"].as_str().unwrap().to_owned()
}

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["fileName"].as_str().unwrap()).collect()
}

#[test]
fn recordings_are_listed_in_order_and_by_a_search() {
    let scratch = library();
    assert_eq!(
        names(&scratch.run(["list", "--json", "--sort", "recorded"]).json()),
        ["c.json", "b.json", "a.json"]
    );
    assert_eq!(
        names(&scratch.run(["list", "--json", "--sort", "name", "--limit", "2"]).json()),
        ["a.json", "b.json"]
    );
    let said = scratch.run(["list", "error:\"no total\" -url:b.example", "--json"]);
    assert_eq!((said.code, names(&said.json())), (Some(0), vec!["a.json"]), "{}", said.err);
    assert_eq!(scratch.run(["list", "nowhere"]).code, Some(1));
    let said = scratch.run(["list", "status:many"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains('^'), "{}", said.err);
    assert_eq!(scratch.run(["search", "status:many"]).code, Some(2));
    assert_eq!(scratch.run(["list", "--sort", "luck"]).code, Some(2));
}

#[test]
fn errors_are_grouped_and_lead_to_their_moments() {
    let scratch = library();
    let groups = scratch.run(["errors", "--json"]).json();
    assert_eq!(groups.len(), 2, "{groups:?}");
    assert_eq!((&groups[0]["count"], &groups[1]["count"]), (&1.into(), &2.into()));
    assert_eq!(
        (&groups[1]["sessions"], &groups[1]["title"]),
        (&2.into(), &"TypeError: order 9 has no total".into())
    );
    let said = scratch.run(["errors"]);
    assert!(said.out.contains("2 errors   2 sessions") && said.out.contains('█'), "{}", said.out);
    for name in ["2", groups[1]["id"].as_str().unwrap()] {
        let found = scratch.run(["errors", "--group", name, "--json"]).json();
        assert_eq!(names(&found), ["b.json", "a.json"]);
        assert_eq!((&found[0]["at"], &found[0]["openAt"]), (&4_000_000.into(), &2_000_000.into()));
    }
    let said = scratch.run(["errors", "--group", "2"]);
    assert!(
        said.out.contains(&format!("playhead {} --at 0:02.000", id_of(&scratch, "b.json"))),
        "{}",
        said.out
    );
    assert_eq!(scratch.run(["errors", "--group", "7"]).code, Some(1));
    assert_eq!(scratch.run_on("empty", ["errors"]).code, Some(1));
}

#[test]
fn an_exception_from_outside_finds_its_moment() {
    let scratch = library();
    let first = |said: &Said| {
        assert_eq!(said.code, Some(0), "{}", said.err);
        let found = said.json();
        let why: Vec<String> =
            found[0]["why"].as_array().unwrap().iter().map(|why| why.as_str().unwrap().to_owned()).collect();
        assert_eq!(found[0]["at"], 4_000_000);
        (found[0]["fileName"].as_str().unwrap().to_owned(), why.join(", "))
    };
    let (a, b) = ("a.json".to_owned(), "b.json".to_owned());
    // A message with another number in it; and in its own words.
    let said = scratch.run(["find", "order 123 has no total", "--json"]);
    assert_eq!(first(&said).1, "same message");
    assert_eq!(said.json().len(), 2);
    // The newest where nothing else tells them apart.
    assert_eq!(first(&said).0, b);
    let stack = format!(
        "{NO_TOTAL}\n    at pay (http://localhost/js/checkout.js:99:1)\n    at click (http://localhost/js/app.js:1:1)"
    );
    assert_eq!(first(&scratch.run(["find", &stack, "--json"])).1, "same stack, same message");

    let sentry = format!(
        r#"{{"event_id":"fc6d8c0c43fc4630ad850ee518f1b9d0","timestamp":{},"contexts":{{"replay":{{"replay_id":"0000111122223333"}}}},
        "exception":{{"values":[{{"type":"TypeError","value":"order 17 has no total","stacktrace":{{"frames":[
        {{"function":"click","filename":"/js/app.js"}},{{"function":"pay","filename":"/js/checkout.js"}}]}}}}]}}}}"#,
        (DAY + 4_000) as f64 / 1e3 + 0.3
    );
    scratch.put("sentry.json", sentry);
    let said = scratch.run(["find", "--error", "sentry.json", "--json"]);
    assert_eq!(first(&said), (a.clone(), "same stack, same message, at that time".to_owned()));
    let allstak = format!(
        r#"{{"eventId":"e-1","exceptionClass":"RangeError","message":"something else","sessionId":"s-1","timestampMillis":{}}}"#,
        DAY + 172_800_000 + 5_000
    );
    scratch.put("allstak.json", allstak);
    let found = scratch.run(["find", "--error", "allstak.json", "--json"]).json();
    assert_eq!((&found[0]["fileName"], &found[0]["at"]), (&"c.json".into(), &5_000_000.into()));
    assert_eq!(found[0]["why"][0], "at that time");

    let id = id_of(&scratch, "a.json");
    let found = scratch.run(["find", "--session", &id, "--json"]).json();
    assert_eq!((&found[0]["fileName"], &found[0]["why"][0]), (&"a.json".into(), &"session id".into()));
    assert_eq!(scratch.run(["find", "--session", "nobody-knows-it"]).code, Some(1));
    assert_eq!(scratch.run(["find", "no such thing anywhere"]).code, Some(1));
    assert_eq!(scratch.run(["find", "--error", "in/a.json"]).code, Some(1));
    assert_eq!(scratch.run(["find"]).code, Some(2));
}

#[test]
fn tags_are_given_and_what_is_forgotten_is_gone() {
    let scratch = library();
    let (a, b) = (id_of(&scratch, "a.json"), id_of(&scratch, "b.json"));
    assert_eq!(scratch.run(["tag", "mine", &a]).code, Some(0));
    assert_eq!(scratch.run(["tag", "deep", "--matching", "error:RangeError"]).code, Some(0));
    assert_eq!(names(&scratch.run(["list", "tag:deep", "--json"]).json()), ["c.json"]);
    assert_eq!(scratch.run(["untag", "mine", &a]).code, Some(0));
    assert_eq!(scratch.run(["list", "tag:mine"]).code, Some(1));
    assert_eq!(scratch.run(["tag", "mine", "not-an-id"]).code, Some(2));

    let said = scratch.run(["forget", "--matching", "tag:deep"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("c.json") && said.err.contains("--yes"), "{}", said.err);
    assert_eq!(scratch.contents("library").len(), 3);
    assert_eq!(scratch.run(["forget", "--matching", "tag:deep", "--yes"]).code, Some(0));
    assert_eq!(scratch.run(["forget", &a, &b, "--json"]).json()[0]["recordings"], 2);
    assert!(scratch.contents("library").is_empty() && scratch.recordings("library").is_empty());
    assert_eq!(scratch.run(["forget", &a]).code, Some(1));
    // What it was imported from is there.
    assert_eq!(scratch.run(["import", "in"]).code, Some(0));
}

#[test]
fn source_maps_are_kept_on_a_list() {
    let scratch = library();
    let map = r#"{"version":3,"file":"app.js","sources":["src/a.ts"],"names":[],"mappings":"AAAA"}"#;
    scratch.put("dist/app.js.map", map);
    assert_eq!(scratch.run(["maps", "list"]).code, Some(1));
    let said = scratch.run(["maps", "add", "dist", "--json"]);
    assert_eq!((said.code, said.json()[0]["maps"].as_u64()), (Some(0), Some(1)), "{}", said.err);
    let listed = scratch.run(["maps", "list", "--json"]).json();
    assert!(listed[0]["path"].as_str().unwrap().ends_with("dist"), "{listed:?}");
    assert_eq!(scratch.run(["maps", "remove", "dist"]).code, Some(0));
    assert_eq!(scratch.run(["maps", "remove", "dist"]).code, Some(1));
    assert_eq!(scratch.run(["import", "in", "--source-maps", "dist/app.js.map"]).code, Some(0));
    assert_eq!(scratch.run(["maps", "list", "--json"]).json().len(), 1);
    assert_eq!(scratch.run(["maps", "add", "none"]).code, Some(1));
    // Those in an imported folder are taken, too, and are no failed recordings.
    scratch.put("in/maps/other.js.map", format!(")]}}'\n{map}"));
    let said = scratch.run(["import", "in", "--verbose"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.err.contains("2 source maps known") && !said.err.contains("other.js.map"), "{}", said.err);
    assert_eq!(scratch.run(["maps", "list", "--json"]).json().len(), 2);
    assert!(!scratch.run(["import", "in"]).err.contains("source map"));
}

#[test]
fn recordings_are_written_as_files_again() {
    let scratch = library();
    let a = id_of(&scratch, "a.json");
    let said = scratch.run(["export", "--to", "out", "--json", &a]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let written = said.json()[0]["written"][0].as_str().unwrap().to_owned();
    assert_eq!(written, "out/a.json");
    let events = std::fs::read_to_string(scratch.path(&written)).unwrap();
    let events: serde_json::Value = serde_json::from_str(&events).unwrap();
    assert!(events.as_array().unwrap().len() > 1);
    assert_eq!(scratch.run(["export", "--to", "out", "--matching", "error:none-such"]).code, Some(1));
}

#[test]
fn a_library_is_backed_up_restored_and_moved() {
    let scratch = library();
    let a = id_of(&scratch, "a.json");
    assert_eq!(scratch.run(["tag", "mine", &a]).code, Some(0));
    let first = scratch.run(["backup", "copy", "--json"]).json();
    assert_eq!((&first[0]["recordings"], &first[0]["copied"]), (&3.into(), &3.into()));
    assert_eq!(scratch.contents("copy"), scratch.contents("library"));
    scratch.put("in/d.json", small(DAY + 5, "d.example", "four"));
    assert_eq!(scratch.run(["import", "in/d.json"]).code, Some(0));
    let second = scratch.run(["backup", "copy", "--json"]).json();
    assert_eq!((&second[0]["recordings"], &second[0]["copied"]), (&4.into(), &1.into()));
    assert_eq!(scratch.run(["backup", "library/inside"]).code, Some(1));

    // Everything is lost.
    let before = scratch.contents("library");
    std::fs::remove_dir_all(scratch.path("library")).unwrap();
    assert_eq!(scratch.run(["restore", "copy"]).code, Some(0));
    assert_eq!(scratch.contents("library"), before);
    assert_eq!(names(&scratch.run(["list", "tag:mine", "--json"]).json()), ["a.json"]);
    assert_eq!(scratch.run(["search", "total"]).out, scratch.run_on("copy", ["search", "total"]).out);
    assert_eq!(scratch.run(["restore", "in"]).code, Some(1));

    assert_eq!(scratch.run(["move", "in"]).code, Some(1));
    let said = scratch.run(["move", "new/home"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(scratch.contents("new/home"), before);
    // Who looks at the old place finds it.
    assert_eq!(scratch.contents("library"), before);
    assert!(scratch.recordings("library").is_empty() && !scratch.path("library/library.db").exists());
}

#[test]
fn a_library_in_use_is_not_moved() {
    let scratch = library();
    std::fs::create_dir_all(scratch.path("watched")).unwrap();
    let mut child = scratch.start(["watch", "watched"]);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.next().unwrap().unwrap().starts_with("watching"));
    let said = scratch.run(["move", "elsewhere"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("Another program uses this library"), "{}", said.err);
    // And it goes on.
    scratch.put("watched/new.json", small(DAY + 77, "new.example", "five"));
    let written = Instant::now();
    let line = lines.next().unwrap().unwrap();
    assert!(line.contains("imported") && line.contains("new.json"), "{line}");
    assert!(written.elapsed() < Duration::from_secs(10));
    child.kill().unwrap();
    child.wait().unwrap();
    let said = scratch.run(["watch", "--list"]);
    assert!(said.code == Some(0) && said.out.contains("watched"), "{}", said.out);
    assert_eq!(scratch.run(["watch", "--remove", "watched"]).code, Some(0));
    assert_eq!(scratch.run(["watch", "--list"]).code, Some(1));
}

#[test]
#[cfg(unix)]
fn whoever_reads_may_stop_reading() {
    let scratch = library();
    let mut child = scratch.command(["events", "in/a.json"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{output:?}");
}
