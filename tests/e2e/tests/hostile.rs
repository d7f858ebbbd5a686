//! A recording cannot run anything and cannot reach anything. Each trap is shown to work by springing it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::sink::HttpSink;
use e2e::{App, Hostile};
use serde_json::Value;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

/// Looks for the canary's mark in the window and in every frame below it.
const CANARY: &str = "
    const marks = [], stack = [window];
    for (let next; (next = stack.pop()); ) {
      try { if (next.__canary) marks.push(next.__canary); if (next.document.title === 'canary') marks.push('title'); } catch {}
      try { stack.push(...[...next.document.querySelectorAll('iframe, frame')].map(f => f.contentWindow).filter(Boolean)); } catch {}
    }
    return marks;";

/// Opens the recording and stands at its start, its middle and its end.
async fn watch(app: &App) {
    app.wait_for_page().await;
    for tenth in [0, 3, 6, 9, 2, 9] {
        app.tenth(tenth).await;
    }
    let text = app.page_text().await;
    assert!(text.contains("Hello from a hostile page"), "the page itself is shown: {text}");
    // Late doors: refreshes, onload, media.
    tokio::time::sleep(Duration::from_millis(2500)).await;
}

#[tokio::test]
async fn nothing_runs_and_no_request_leaves() {
    let sink = HttpSink::start().await;
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("hostile.json");
    std::fs::write(&file, Hostile::recording(&format!("http://127.0.0.1:{}", sink.port))).unwrap();
    let app = App::start(&[file.to_str().unwrap()]).await;
    watch(&app).await;

    assert_eq!(app.js(CANARY).await, Value::Array(vec![]), "no code of the recording ran");
    assert_eq!(sink.seen(), Vec::<String>::new(), "nobody came to the server");

    // The traps work: the mark is seen where it is made, and the server counts whom the same window sends.
    app.js("window.__canary = 'control'").await;
    assert_eq!(app.js(CANARY).await, Value::Array(vec!["control".into()]));
    app.client.goto(&format!("http://127.0.0.1:{}/control", sink.port)).await.unwrap();
    assert!(sink.seen().iter().any(|line| line.contains("/control")), "{:?}", sink.seen());
    app.close().await;
}

/// Counts every packet that wants to leave, name look-ups and connection attempts included: the program runs in a network
/// of its own whose only way out is a cable to nobody.
#[test]
fn not_a_packet_leaves_the_machine() {
    let probe = env!("CARGO_BIN_EXE_packet-probe");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("in-a-network-of-its-own.sh");
    let output = Command::new("bash").arg(script).arg(probe).output().unwrap();
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{said}\n{complained}");
    assert!(said.contains("packets of the recording: 0"), "{said}");
    assert!(said.contains("packets of a look-up: some"), "{said}");
    assert!(said.contains("packets of a connection: some"), "{said}");
}
