//! `playhead-cli verify`: what it says and what its exit code means.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn verify(fixture: &str, options: &[&str]) -> Output {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(fixture);
    Command::new(env!("CARGO_BIN_EXE_playhead-cli")).arg("verify").arg(path).args(options).output().unwrap()
}

/// Exit code and what was printed.
fn said(fixture: &str, options: &[&str]) -> (Option<i32>, String) {
    let output = verify(fixture, options);
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_whole_recording_lacks_nothing() {
    let (code, text) = said("broken/zstd/recording.json.zst", &[]);
    assert_eq!((code, text.as_str()), (Some(0), "recording.json.zst lacks nothing\n"));
}

#[test]
fn what_is_lacking_and_what_is_shown_instead_is_told_in_words() {
    let (code, text) = said("sample/shop.json", &[]);
    assert_eq!(code, Some(1));
    for sentence in [
        "shop.json lacks\n  1 film or sound is not in the recording, first at 0:12.695\n      It is not played\n",
        "What was drawn on 2 canvases was not recorded, first at 0:00.211\n      They are shown blank\n",
        "Left out on purpose, or nothing to record\n  2 elements were left out by the recorder",
        "8 of 98 typed values (8 %) are masked",
    ] {
        assert!(text.contains(sentence), "{sentence}\nis not in\n{text}");
    }
}

#[test]
fn what_a_recorder_was_told_to_leave_out_is_no_failure() {
    let (code, text) = said("rrweb/long-10k/recording.json.zst", &[]);
    assert_eq!(code, Some(0), "{text}");
    assert!(
        text.starts_with("recording.json.zst lacks nothing but what was left out on purpose\n"),
        "{text}"
    );
    assert!(text.contains("Nothing at all was recorded in 15 stretches, 38 min 23 s in all"), "{text}");
}

#[test]
fn a_script_gets_one_object() {
    let (code, text) = said("broken/unresolved/recording.json", &["--json"]);
    assert_eq!(code, Some(1));
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["complete"], false);
    let lacks: Vec<_> =
        report["lacks"].as_array().unwrap().iter().map(|lack| (&lack["kind"], &lack["count"])).collect();
    assert_eq!(lacks, [(&Value::from("nodes"), &Value::from(3)), (&Value::from("changes"), &Value::from(3))]);
    assert_eq!(report["lacks"][0]["first"], 500_000);
    assert_eq!(report["diagnostics"][0]["code"], "unresolved-id");

    let (_, text) = said("broken/no-snapshot/recording.json", &["--json"]);
    let report: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["lacks"][0]["kind"], "snapshots");
    assert_eq!(report["lacks"][0]["sentence"], "The full snapshot of a page is missing");
}

#[test]
fn what_is_no_recording_is_an_error() {
    let output = verify("broken/picture/recording.json", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty() && !output.stderr.is_empty());
}
