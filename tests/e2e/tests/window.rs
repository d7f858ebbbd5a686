//! A person opens the sample, goes to moments back and forth, looks at elements, reads the console, finds an error.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, fixture};
use serde_json::Value;

/// What stands on the page at some tenths of the sample, and what does not.
const MOMENTS: &[(u8, &str, &str)] = &[
    (1, "Nimbus – catalog", "Total €"),
    (3, "Nimbus – account", "HTTP 404"),
    (5, "HTTP 404", "Total €"),
    (8, "Total € 67.25", "HTTP 404"),
];

#[tokio::test]
async fn the_right_page_stands_at_every_moment_in_any_order() {
    let app = App::open(&fixture("sample/shop.json")).await;
    for at in [0, 2, 3, 1, 0, 3, 2, 1] {
        let (tenth, there, not_there) = MOMENTS[at];
        app.tenth(tenth).await;
        let text = app.page_text().await;
        assert!(text.contains(there), "at {tenth} tenths the page holds “{there}”: {text}");
        assert!(!text.contains(not_there), "at {tenth} tenths the page does not hold “{not_there}”: {text}");
    }
    let read = app.read_back().await;
    assert_eq!(
        read["strangers"],
        Value::Array(Vec::new()),
        "nothing stands on the stage that no key leads to"
    );
    assert_eq!(read["problems"]["count"], 0, "every operation could be applied: {}", read["problems"]);
    app.close().await;
}

#[tokio::test]
async fn the_same_moment_is_the_same_page_by_any_way() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(6).await;
    let straight = nodes(&app).await;
    for tenth in [9, 1, 4, 8, 2, 6] {
        app.tenth(tenth).await;
    }
    assert_eq!(nodes(&app).await, straight, "the page at 6 tenths after many seeks");

    app.tenth(5).await;
    app.press(" ").await;
    app.until("playing past the moment", "return !!document.querySelector('button[aria-label^=Pause]')")
        .await;
    app.press(" ").await;
    app.tenth(6).await;
    assert_eq!(nodes(&app).await, straight, "the page at 6 tenths after playing");
    app.close().await;
}

/// The page without the marks of the pointer and scroll offsets, which layout may clamp.
async fn nodes(app: &App) -> Value {
    app.js(
        "return __playheadStage.readBack().nodes.map(({key, parent, kind, name, attributes, text, rules, value, checked, selected}) =>
           ({key, parent, kind, name, attributes, text, rules, value, checked, selected}))",
    )
    .await
}

#[tokio::test]
async fn playing_moves_the_page_and_the_pointer_and_stops_at_the_end() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(1).await;
    app.press(" ").await;
    app.until("the pointer is drawn", "return !!document.querySelector('[data-overlay=pointer]')").await;
    let first =
        app.js("return Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow'))").await;
    app.until(
        "time goes on",
        &format!("return Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow')) > {first} + 500"),
    )
    .await;
    app.press(" ").await;
    app.press("9").await;
    app.press(" ").await;
    app.until("the end", "return !!document.querySelector('button[aria-label^=Play]')").await;
    app.close().await;
}

#[tokio::test]
async fn console_lines_stand_over_the_page_and_in_the_list() {
    let app = App::start(&[fixture("sample/shop.json").to_str().unwrap(), "--at", "0:11.3"]).await;
    app.wait_for_page().await;
    app.until(
        "the line over the page",
        "return [...document.querySelectorAll('[data-overlay=console-line]')].some(e => e.textContent.includes('save failed 404'))",
    )
    .await;
    app.click("tab", "Console").await;
    app.until(
        "the line in the console",
        "return [...document.querySelectorAll('[role=tree][aria-label=Console] [role=treeitem]')]
           .some(e => e.textContent.includes('save failed 404'))",
    )
    .await;
    app.close().await;
}

/// A click on the tab of an open drawer folds it, so a window that remembers another one's drawer takes the first click
/// for the opposite.
#[tokio::test]
async fn a_window_remembers_its_drawer_and_no_other_windows() {
    let sample = fixture("sample/shop.json");
    let drawer = "return !!document.querySelector('[role=tree][aria-label=Console]')";
    let app = App::open(&sample).await;
    app.click("tab", "Console").await;
    app.until("the console is open", drawer).await;
    let library = app.close().await;

    let other = App::open(&sample).await;
    assert_eq!(other.js(drawer).await, false, "a library of its own begins with a drawer that is closed");
    other.close().await;

    let again = App::start_with(library, &[sample.to_str().unwrap()]).await;
    again.wait_for_page().await;
    again.until("the console is open as it was left", drawer).await;
    again.close().await;
}

#[tokio::test]
async fn the_element_tree_shows_the_document_of_the_moment() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(5).await;
    app.until(
        "the tree",
        "return [...document.querySelectorAll('[role=tree][aria-label=Elements] [role=treeitem]')].some(e => e.textContent.includes('body'))",
    )
    .await;
    app.close().await;
}

#[tokio::test]
async fn an_error_message_leads_to_two_seconds_before_it() {
    let app = App::open(&fixture("sample/shop.json")).await;
    let search = app.find("searchbox", "Search").await;
    search.click().await.unwrap();
    search.send_keys("Checkout failed: Cannot read").await.unwrap();
    app.until(
        "a hit",
        "return [...document.querySelectorAll('[role=listbox] [role=option]')].some(e => e.textContent.includes('Checkout failed'))",
    )
    .await;
    let hit = app
        .js("const hit = [...document.querySelectorAll('[role=listbox] [role=option]')].find(e => e.textContent.includes('Checkout failed'));
             hit.click(); return hit.textContent")
        .await;
    assert!(hit.as_str().unwrap().contains("Cannot read"), "{hit}");
    // The earliest is at 20.669 s.
    app.until(
        "two seconds before the error",
        "const at = Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow'));
         return Math.abs(at - 18669) < 5 || Math.abs(at - 19543) < 5",
    )
    .await;
    app.close().await;
}

#[tokio::test]
async fn a_file_that_is_no_recording_says_what_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("holiday.json");
    std::fs::write(&file, "<!doctype html><title>Not found</title>").unwrap();
    let app = App::start(&[file.to_str().unwrap()]).await;
    let card = app
        .until(
            "the card",
            "const card = document.querySelector('[role=alert]'); return card && card.innerText",
        )
        .await;
    let card = card.as_str().unwrap();
    assert!(card.contains("web page") && card.contains("holiday.json"), "{card}");
    app.close().await;
}
