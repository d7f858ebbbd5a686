//! Imports as the window shows them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, Dragged, fixture, long_recording};
use std::path::Path;

/// So many that the import takes seconds.
const CHANGES: u64 = 400_000;

fn left_in(library: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(library.join("recordings")).unwrap();
    entries.map(|entry| entry.unwrap().file_name().display().to_string()).collect()
}

#[tokio::test]
async fn an_import_tells_how_far_it_is_and_can_be_cancelled_without_a_trace() {
    let dir = tempfile::tempdir().unwrap();
    let file = long_recording(dir.path(), CHANGES);
    let app = App::start(&[file.to_str().unwrap()]).await;
    app.until(
        "progress in per cent, bytes, events and time",
        "return /Importing long\\.json: \\d+ % · [\\d.]+ MB of [\\d.]+ MB · [\\d,]+ events · (about|less than) \\d+ (s|min) left/
           .test(document.querySelector('footer').innerText)",
    )
    .await;
    app.wait_for_page().await;
    app.click("button", "Cancel the import").await;
    app.until("the start screen", "return document.body.innerText.includes('Drop a recording')").await;
    app.until("what became of it", "return document.body.innerText.includes('The import of long.json was cancelled. Nothing of it was kept.')")
        .await;
    app.until("an empty library", "return document.body.innerText.includes('No recordings yet.')").await;
    assert_eq!(left_in(app.library.path()), Vec::<String>::new());
    app.close().await;
}

#[tokio::test]
async fn a_recording_dropped_on_the_window_opens() {
    let app = App::start(&[]).await;
    app.until("the start screen", "return document.body.innerText.includes('Drop a recording')").await;
    let dragged = Dragged::over(&app, &fixture("sample/shop.json"));
    app.until(
        "that it can be dropped here",
        "const text = document.body.innerText; return text.includes('Drop to open') && text.includes('shop.json')",
    )
    .await;
    dragged.drop();
    app.wait_for_page().await;
    assert!(app.page_text().await.contains("Nimbus"));
    assert_eq!(app.js("return document.body.innerText.includes('Drop to open')").await, false);

    // And over a recording that is open.
    let other = tempfile::tempdir().unwrap();
    let dragged = Dragged::over(&app, &e2e::Small::page("dropped later").write(other.path()));
    app.until(
        "the veil over the page",
        "return document.querySelector('main').innerText.includes('small.json')",
    )
    .await;
    dragged.drop();
    app.until(
        "the other page",
        "return __playheadStage.readBack().nodes.some(node => node.text === 'dropped later')",
    )
    .await;
    app.close().await;
}
