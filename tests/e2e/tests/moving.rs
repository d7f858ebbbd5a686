//! Moving through a recording: dragging, zooming, skipping, overlays.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, Small, fixture};
use serde_json::Value;

/// Where the lanes are free of marks: the row of changes.
const CHANGES: f64 = 40.0;

#[tokio::test]
async fn dragging_the_playhead_keeps_the_page_right() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(3).await;
    let straight = page(&app).await;
    app.tenth(8).await;

    let mut places = Vec::new();
    for part in [0.8, 0.1, 0.95, 0.02, 0.5, 0.3] {
        places.push(app.on_timeline(part, CHANGES).await);
    }
    app.press_and_hold(&places).await;
    // The driver may answer before the window has had all of the hand's way.
    app.until(
        "the page of the hand’s moment while the hand is down",
        "const at = Number(document.querySelector('[role=slider]').ariaValueNow), { at: shown } = __playheadStage.standing();
         const text = __playheadStage.readBack().nodes.map(node => node.text ?? '').join(' ');
         return Math.abs(at - 7531) < 60 && Math.abs(shown / 1000 - at) <= 1
           && text.includes('Nimbus – account') && !text.includes('Total €')",
    )
    .await;
    app.let_go().await;

    app.tenth(3).await;
    assert_eq!(page(&app).await, straight, "the page at 3 tenths, after the drag");
    assert_eq!(app.read_back().await["problems"]["count"], 0);
    app.close().await;
}

async fn page(app: &App) -> Value {
    app.js("return __playheadStage.readBack().nodes.map(({key, parent, kind, name, attributes, text, value, checked}) => ({key, parent, kind, name, attributes, text, value, checked}))")
        .await
}

#[tokio::test]
async fn the_wheel_zooms_into_the_timeline_and_a_button_leaves_it() {
    let app = App::open(&fixture("sample/shop.json")).await;
    let middle = app.on_timeline(0.5, CHANGES).await;
    let moment = |at: f64| 25_103.0 * at;
    app.wheel(middle, -600).await;
    app.until("that it is zoomed", "return !!document.querySelector('button[aria-label=\"Zoom out\"]')")
        .await;
    // The moment under the pointer stays where it is; a quarter of the width is less of the recording than before.
    app.click_at(middle).await;
    app.until("the middle", &near(moment(0.5), 60.0)).await;
    let quarter = app.on_timeline(0.75, CHANGES).await;
    app.click_at(quarter).await;
    app.settle().await;
    let at = app.at().await;
    assert!(at > moment(0.5) + 500.0 && at < moment(0.7), "a quarter of the width is {at} ms");
    app.click("button", "Zoom out").await;
    app.until("the whole", "return !document.querySelector('button[aria-label=\"Zoom out\"]')").await;
    app.click_at(quarter).await;
    app.until("three quarters", &near(moment(0.75), 60.0)).await;
    app.close().await;
}

fn near(at: f64, slack: f64) -> String {
    format!(
        "return Math.abs(Number(document.querySelector('[role=slider][aria-label=Timeline]').ariaValueNow) - {at}) <= {slack}"
    )
}

#[tokio::test]
async fn idle_time_is_skipped_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let recording = Small::page("start")
        .click(500)
        .says(600, "first")
        .click(20_000)
        .says(20_100, "second")
        .write(dir.path());
    let app = App::open(&recording).await;
    app.click("switch", "Skip idle").await;
    app.press(" ").await;
    app.until(
        "what was skipped",
        "return /skipped 17\\.\\d+ s/.test(document.querySelector('[role=toolbar]').innerText)",
    )
    .await;
    assert!(app.at().await >= 18_990.0, "it goes on a second before the next click");
    app.until("the second", "return __playheadStage.readBack().nodes.some(node => node.text === 'second')")
        .await;
    app.close().await;
}

#[tokio::test]
async fn console_lines_over_the_page_can_be_switched_off_and_on() {
    let app = App::start(&[fixture("sample/shop.json").to_str().unwrap(), "--at", "0:11.3"]).await;
    app.wait_for_page().await;
    let there = "return !!document.querySelector('[data-overlay=console-line]')";
    let gone = "return !document.querySelector('[data-overlay=console-line]')";
    app.until("a line over the page", there).await;
    app.click("button", "Overlays").await;
    app.click("menuitemcheckbox", "Console lines").await;
    app.until("no line over the page", gone).await;
    app.click("menuitemcheckbox", "Console lines").await;
    app.until("the line again", there).await;
    app.close().await;
}
