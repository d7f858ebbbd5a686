//! The library as the window shows it: finding every session with an error, and standing two seconds before it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, Small};
use engine::Engine;
use fantoccini::Locator;
use fantoccini::key::Key;
use serde_json::json;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const ERROR_AT: u64 = 6_000;
/// As it stands in a ticket: of another order.
const MESSAGE: &str = "TypeError: order 23 has no total";

fn chord(key: &str) -> String {
    format!("{}{}{key}{}", Key::Control, Key::Shift, Key::Null)
}

/// A page on which an error was caught, or none.
fn session(folder: &Path, name: &str, error: Option<&str>) -> PathBuf {
    let mut page = Small::page(name).says(1_000, name).says(9_000, "the end");
    if let Some(error) = error {
        let payload = json!({ "level": "error", "payload": [format!("\"{error}\"")],
            "trace": ["pay (https://small.example/app.js:10:5)"] });
        page = page.event(ERROR_AT, 6, json!({ "plugin": "rrweb/console@1", "payload": payload }));
    }
    let path = page.write(folder);
    let named = folder.join(format!("{name}.json"));
    std::fs::rename(path, &named).unwrap();
    named
}

async fn import(library: &Path, files: Vec<PathBuf>) {
    let library = library.to_owned();
    let imported = tokio::task::spawn_blocking(move || {
        let engine = Engine::open(&library).unwrap();
        files.iter().for_each(|file| drop(engine.import(file).outcome.unwrap()));
    });
    imported.await.unwrap();
}

/// Two sessions with one error, one with another, one without.
async fn library() -> (TempDir, TempDir) {
    let (folder, library) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let files = vec![
        session(folder.path(), "first", Some("Uncaught TypeError: order 17 has no total")),
        session(folder.path(), "second", Some("Uncaught TypeError: order 9 has no total")),
        session(folder.path(), "third", Some("Uncaught RangeError: too deep")),
        session(folder.path(), "fourth", None),
    ];
    import(library.path(), files).await;
    (folder, library)
}

/// File names of the rows that stand, in order.
const ROWS: &str = "[...document.querySelectorAll('[role=grid] [data-recording]')].map(row => row.getAttribute('aria-label'))";

async fn until_rows(app: &App, what: &str, condition: &str) {
    app.until(what, &format!("const rows = {ROWS}; return {condition}")).await;
}

async fn until_at(app: &App, millis: u64) {
    let body = format!("return window.__playheadStage?.standing().at === {} ", millis * 1000);
    app.until(&format!("the page at {millis} ms"), &body).await;
}

#[tokio::test]
async fn every_session_with_an_error_is_found_and_opens_two_seconds_before_it() {
    let (_folder, library) = library().await;
    let app = App::start_with(library, &[]).await;
    until_rows(&app, "all recordings", "rows.length === 4").await;

    let field = app.client.find(Locator::Css("[aria-label='Filter recordings']")).await.unwrap();
    field.send_keys("error:\"has no total\"").await.unwrap();
    until_rows(&app, "those with the error", "rows.length === 2").await;
    app.until(
        "why they are found",
        "const rows = [...document.querySelectorAll('[role=grid] [data-recording]')];
         return rows.every(row => row.innerText.includes('has no total') && row.innerText.includes('0:06.000'))",
    )
    .await;

    let row = app.client.find(Locator::Css("[role=grid] [data-recording]")).await.unwrap();
    row.click().await.unwrap();
    let list = app.client.find(Locator::Css("[role=grid]")).await.unwrap();
    list.send_keys(&Key::Enter.to_string()).await.unwrap();
    app.wait_for_page().await;
    until_at(&app, ERROR_AT - 2_000).await;
    app.close().await;
}

#[tokio::test]
async fn a_message_of_a_ticket_finds_its_moments() {
    let (_folder, library) = library().await;
    let app = App::start_with(library, &[]).await;
    until_rows(&app, "all recordings", "rows.length === 4").await;
    app.client.find(Locator::Css("body")).await.unwrap().send_keys(&chord("e")).await.unwrap();
    let field = app.client.wait().for_element(Locator::Css("dialog textarea")).await.unwrap();
    field.send_keys(MESSAGE).await.unwrap();
    field.send_keys(&Key::Enter.to_string()).await.unwrap();
    app.until(
        "the sessions in which it happened, the same message first",
        "const found = [...document.querySelectorAll('dialog li button')];
         return found.length === 2 && found.every(row => row.innerText.includes('same message'))",
    )
    .await;
    app.client.find(Locator::Css("dialog li button")).await.unwrap().click().await.unwrap();
    app.wait_for_page().await;
    until_at(&app, ERROR_AT - 2_000).await;
    app.close().await;
}

#[tokio::test]
async fn what_is_deleted_can_be_taken_back_and_another_programs_import_appears() {
    let (folder, library) = library().await;
    let app = App::start_with(library, &[]).await;
    until_rows(&app, "all recordings", "rows.length === 4").await;
    let row = app.client.find(Locator::Css("[role=grid] [data-recording]")).await.unwrap();
    row.click().await.unwrap();
    let list = app.client.find(Locator::Css("[role=grid]")).await.unwrap();
    list.send_keys(&Key::Delete.to_string()).await.unwrap();
    until_rows(&app, "the row gone", "rows.length === 3").await;
    app.until(
        "that it can be undone",
        "return document.body.innerText.includes('1 recording removed from the library.')",
    )
    .await;
    app.click("button", "Undo").await;
    until_rows(&app, "the row back", "rows.length === 4").await;

    let fifth = session(folder.path(), "fifth", None);
    import(app.library.path(), vec![fifth]).await;
    until_rows(&app, "the other program's recording", "rows.some(name => name.includes('fifth.json'))").await;
    app.close().await;
}

#[tokio::test]
async fn errors_are_groups_that_lead_to_their_moments() {
    let (_folder, library) = library().await;
    let app = App::start_with(library, &[]).await;
    app.click("tab", "Errors").await;
    let groups = "[...document.querySelectorAll('[aria-label=\"Groups of errors\"] [data-row]')]";
    app.until("two groups", &format!("return {groups}.length === 2")).await;
    app.js(&format!("{groups}.find(row => row.innerText.includes('has no total')).click()")).await;
    let places = "[...document.querySelectorAll('[aria-label=\"Where it happened\"] [data-row]')]";
    app.until("both places", &format!("return {places}.length === 2")).await;
    app.js(&format!("{places}[0].click()")).await;
    let list = app.client.find(Locator::Css("[role=listbox][aria-label='Where it happened']")).await.unwrap();
    list.send_keys(&Key::Enter.to_string()).await.unwrap();
    app.wait_for_page().await;
    until_at(&app, ERROR_AT - 2_000).await;
    app.close().await;
}

#[tokio::test]
async fn a_link_opens_its_moment() {
    let (_folder, library) = library().await;
    let dir = library.path().to_owned();
    let id = tokio::task::spawn_blocking(move || Engine::open(&dir).unwrap().recordings().unwrap()[0].id);
    let link = format!("playhead://session/{}?t=6.5", id.await.unwrap());
    let app = App::start_with(library, &[&link]).await;
    app.wait_for_page().await;
    until_at(&app, 6_500).await;
    app.close().await;
}
