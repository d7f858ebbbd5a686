//! Several tabs, and moments without a page.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, fixture};
use serde_json::{Value, json};

const STAGE: &str = "document.querySelector('main').innerText";

async fn open(recording: &str, at: &str) -> App {
    App::start(&[fixture(recording).to_str().unwrap(), "--at", at]).await
}

async fn until_page_says(app: &App, text: &str) {
    let body = format!(
        "return window.__playheadStage?.readBack().nodes.some(node => node.kind === 'text' && node.text.includes({})) ?? false",
        json!(text)
    );
    app.until(&format!("a page that says “{text}”"), &body).await;
}

async fn until_stage_says(app: &App, text: &str) {
    app.until(&format!("“{text}” on the stage"), &format!("return {STAGE}.includes({})", json!(text))).await;
}

/// The tab that is shown, and whether it is kept.
async fn shown(app: &App) -> Value {
    app.js(
        "const strip = document.querySelector('[role=tablist][aria-label=\"Recorded tabs\"]');
         return [[...strip.querySelectorAll('[role=tab]')].findIndex(tab => tab.ariaSelected === 'true'),
                 !!document.querySelector('button[aria-label=\"Follow the user again\"][aria-pressed=true]')]",
    )
    .await
}

#[tokio::test]
async fn the_tab_of_the_user_is_shown_until_another_is_kept() {
    let app = open("broken/two-tabs/recording.json", "0:01.000").await;
    until_page_says(&app, "Hello again").await;
    assert_eq!(shown(&app).await, json!([0, false]));

    app.click("tab", "2 · Small page").await;
    until_page_says(&app, "in the other tab").await;
    assert_eq!(shown(&app).await, json!([1, true]));
    assert!(app.js("return document.body.innerText.includes('small.example/other')").await == true);

    // It stays at moments at which the user is in the first.
    app.press("4").await;
    until_page_says(&app, "The other tab").await;
    assert_eq!(shown(&app).await, json!([1, true]));

    app.press("9").await;
    until_page_says(&app, "in the other tab").await;
    app.press("t").await;
    app.until("nothing is kept", "return !!document.querySelector('button[aria-label=\"Keep this tab\"]')")
        .await;
    assert_eq!(shown(&app).await, json!([1, false]), "at 1.35 s the user is in the second tab");
    app.press("7").await;
    until_page_says(&app, "Hello again").await;
    assert_eq!(shown(&app).await, json!([0, false]), "and before it in the first");
    app.close().await;
}

#[tokio::test]
async fn before_its_first_picture_a_page_says_so_and_leads_there() {
    let app = open("broken/meta-without-snapshot/recording.json", "0").await;
    app.press("0").await;
    until_stage_says(&app, "No page yet.").await;
    until_stage_says(&app, "The first picture of the page is at 0:00.010.").await;
    app.click("button", "Go to 0:00.010").await;
    until_page_says(&app, "Hello").await;
    assert_eq!(app.at().await, 10.0);
    assert!(app.js(&format!("return !{STAGE}.includes('No page')")).await == true);
    app.close().await;
}

#[tokio::test]
async fn a_recording_without_a_page_says_what_is_there_instead() {
    let app = open("broken/no-snapshot/recording.json", "0").await;
    until_stage_says(&app, "This recording holds no page.").await;
    until_stage_says(&app, "1 act of the user, 1 page address and 1 console line").await;
    app.click("button", "Open the console").await;
    app.until(
        "its console",
        "return [...document.querySelectorAll('[role=tree][aria-label=Console] [role=treeitem]')]
           .some(row => row.textContent.includes('cart is undefined'))",
    )
    .await;
    app.close().await;
}

#[tokio::test]
async fn segments_in_a_zip_are_one_tab() {
    let app = App::open(&fixture("broken/zip-of-segments/recording.zip")).await;
    app.press("5").await;
    until_page_says(&app, "one").await;
    app.press(&e2e::Key::End).await;
    until_page_says(&app, "two").await;
    assert_eq!(
        app.js("return document.querySelector('[role=tablist][aria-label=\"Recorded tabs\"]')").await,
        Value::Null
    );
    app.close().await;
}
