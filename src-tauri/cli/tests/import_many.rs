//! `playhead-cli import` of folders, patterns, archives of several sessions and standard input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use std::io::Write;
use std::process::Stdio;
use support::*;

const DAY: u64 = 1_795_000_000_000;

#[test]
fn broken_files_are_lines_of_the_report_and_stop_nothing() {
    let scratch = Scratch::new();
    scratch.put("in/a.json", small(DAY, "a.example", "one"));
    scratch.put("in/deep/er/b.json", small(DAY + 60_000, "b.example", "two"));
    scratch.put("in/again.json", small(DAY, "a.example", "one"));
    scratch.put("in/readme.txt", "hello");
    scratch.put("in/empty.json", "");
    scratch.put("in/cut.json", &small(DAY + 1, "c.example", "three").as_bytes()[..400]);
    scratch.put("in/picture.png", b"\x89PNG\r\n\x1a\n and more");
    scratch.put("in/broken.zip", b"PK\x03\x04 and nothing");
    scratch.put("in/.hidden/x.json", small(DAY + 2, "d.example", "four"));
    let said = scratch.run(["import", "in", "--json"]);
    assert_eq!(said.code, Some(1), "{}", said.err);
    let reports = said.json();
    let find =
        |name: &str| reports.iter().find(|report| report["path"].as_str().unwrap().ends_with(name)).unwrap();
    assert_eq!(reports.len(), 8, "{}", said.out);
    assert!(find("a.json")["recording"].is_string() && find("b.json")["recording"].is_string());
    assert_eq!(find("again.json")["recording"], find("a.json")["recording"]);
    assert!(
        find("cut.json")["recording"].is_string()
            && !find("cut.json")["diagnostics"].as_array().unwrap().is_empty()
    );
    for name in ["readme.txt", "empty.json", "picture.png", "broken.zip"] {
        assert!(find(name)["error"]["happened"].as_str().unwrap().len() > 10, "{name}");
    }
    assert_eq!(scratch.contents("library").len(), 3);
    // Only what the reports name.
    assert_eq!(scratch.recordings("library").len(), 3);
}

#[test]
fn an_archive_of_several_sessions_is_as_many_recordings() {
    let scratch = Scratch::new();
    let (one, two) = (small(DAY, "a.example", "one"), small(DAY + 3_600_000, "a.example", "two"));
    let rest = format!(
        r#"[{{"type":3,"data":{{"source":3,"id":1,"x":0,"y":99}},"timestamp":{}}}]"#,
        DAY + 3_620_000
    );
    let archive = zip(&[
        ("export/1/0.json", one.as_bytes()),
        ("export/2/0.json", two.as_bytes()),
        ("export/2/1.json", rest.as_bytes()),
        ("export/readme.txt", b"hello"),
    ]);
    scratch.put("sessions.zip", archive);
    scratch.put("one.json", &one);
    let said = scratch.run(["import", "sessions.zip", "one.json", "--json"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let reports = said.json();
    let paths: Vec<_> = reports.iter().map(|report| report["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["sessions.zip › export/1/0.json", "sessions.zip › export/2/0.json", "one.json"]);
    // The same content is the same recording, in an archive or not.
    assert_eq!(reports[0]["recording"], reports[2]["recording"]);
    let rows = scratch.contents("library");
    let mut lengths: Vec<_> = rows.iter().map(|row| row["duration"].as_i64().unwrap()).collect();
    lengths.sort_unstable();
    assert_eq!(lengths, [9_000_000, 20_000_000]);
    let again = scratch.run(["import", "sessions.zip", "--json"]).json();
    assert!(again.iter().all(|report| report["alreadyThere"] == true));
    assert!(scratch.recordings("library").iter().all(|name| name.ends_with(".playhead")));
}

#[test]
fn patterns_and_standard_input_are_imported() {
    let scratch = Scratch::new();
    scratch.put("in/x/a.json", small(DAY, "a.example", "one"));
    scratch.put("in/b.txt", small(DAY + 1, "b.example", "two"));
    // As a shell hands it on that does not know `**`.
    let said = scratch.run(["import", "in/**/*.json"]);
    assert_eq!((said.code, said.out.lines().count()), (Some(0), 1), "{}", said.err);
    let said = scratch.run(["import", "in/*.nothing"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("in/*.nothing"), "{}", said.err);

    let mut child = scratch.command(["import", "-"]).stdin(Stdio::piped()).spawn().unwrap();
    let archive = zip(&[("b.json", small(DAY + 2, "b.example", "x").as_bytes())]);
    child.stdin.take().unwrap().write_all(&archive).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert!(String::from_utf8(output.stdout).unwrap().contains("standard input"));
    assert_eq!(scratch.contents("library").len(), 2);
    assert_eq!(scratch.recordings("library").len(), 2);
}

#[test]
fn a_folder_may_hold_more_than_recordings() {
    let scratch = Scratch::new();
    scratch.put("in/a.json", small(DAY, "a.example", "one"));
    scratch.put("in/readme.md", "# Replays of the nightly tests");
    scratch.put("in/package.json", r#"{"name":"shop","version":"1.0.0"}"#);
    let said = scratch.run(["import", "in"]);
    assert_eq!((said.code, said.out.lines().count()), (Some(0), 1), "{}", said.err);
    assert!(said.err.contains("2 other files hold no recording"), "{}", said.err);
    assert!(said.err.contains("1  This is a text file: readme.md"), "{}", said.err);
    let said = scratch.run(["import", "in", "--verbose"]);
    assert!(said.err.contains("in/readme.md") && said.err.contains("1 there already"), "{}", said.err);
    assert_eq!(scratch.run(["import", "in", "--json"]).json().len(), 3);
    // What was named is missed.
    assert_eq!(scratch.run(["import", "in/a.json", "in/readme.md"]).code, Some(1));
    // So is a recording that is broken.
    scratch.put("in/cut.json", r#"{"events": [{"type": 4, "#);
    let said = scratch.run(["import", "in"]);
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("1 there already, 1 failed"), "{}", said.err);
}

#[test]
fn segments_in_a_folder_are_one_recording() {
    let scratch = Scratch::new();
    let segment = |millis: u64| {
        format!(r#"[{{"type":3,"data":{{"source":3,"id":1,"x":0,"y":99}},"timestamp":{}}}]"#, DAY + millis)
    };
    scratch.put("in/replay/0.json", small(DAY, "a.example", "one"));
    scratch.put("in/replay/1.json", segment(12_000));
    scratch.put("in/replay/10.json", segment(19_000));
    scratch.put("in/other.json", small(DAY + 5_000, "b.example", "two"));
    let said = scratch.run(["import", "in", "--json"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let reports = said.json();
    let paths: Vec<_> = reports.iter().map(|report| report["path"].as_str().unwrap()).collect();
    assert_eq!(paths, ["in/other.json", "in/replay › 0.json + 2 more"]);
    let lengths: Vec<_> =
        scratch.contents("library").iter().map(|row| row["duration"].as_i64().unwrap()).collect();
    assert!(lengths.contains(&19_000_000), "{lengths:?}");
    let again = scratch.run(["import", "in/replay", "--json"]).json();
    assert_eq!((again.len(), &again[0]["alreadyThere"]), (1, &serde_json::Value::Bool(true)));
    assert_eq!(scratch.recordings("library").len(), 2);
}

#[test]
fn source_maps_in_an_archive_are_used() {
    let scratch = Scratch::new();
    let page = r#"{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":2,"childNodes":[]}]}"#;
    let events = format!(
        r#"[{{"type":4,"data":{{"href":"https://a.example/","width":9,"height":9}},"timestamp":{DAY}}},
        {{"type":2,"data":{{"node":{page}}},"timestamp":{DAY}}},
        {{"type":6,"data":{{"plugin":"rrweb/console@1","payload":{{"level":"error","payload":["\"Uncaught TypeError: total is null\""],
          "trace":["b (https://a.example/js/app.js:1:1)"]}}}},"timestamp":{}}}]"#,
        DAY + 900
    );
    let map =
        r#"{"version":3,"file":"app.js","sources":["webpack:///./src/pay.ts"],"names":[],"mappings":"AAEA"}"#;
    let archive = zip(&[("replay/events.json", events.as_bytes()), ("dist/js/app.js.map", map.as_bytes())]);
    scratch.put("in/replay.zip", archive);
    let said = scratch.run(["import", "in"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.err.contains("1 source map known"), "{}", said.err);
    let groups = scratch.run(["errors", "--json"]).json();
    assert_eq!(groups[0]["place"], "at b (webpack:///./src/pay.ts:3:1)", "{groups:?}");
    assert!(!scratch.run(["import", "in"]).err.contains("source map"));
}
