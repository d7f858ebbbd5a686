//! Questions over a recording's time, asked in the window.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, fixture};

/// Writes into a field and sends its form.
async fn fill(app: &App, label: &str, text: &str) {
    app.js_with(
        "const field = [...document.querySelectorAll('.panel input')].find(input =>
             (input.ariaLabel ?? input.closest('label')?.innerText ?? '').trim() === arguments[0]);
         field.value = arguments[1];
         field.dispatchEvent(new Event('input', { bubbles: true }));
         field.form?.requestSubmit();",
        vec![label.into(), text.into()],
    )
    .await;
}

fn list(label: &str) -> String {
    format!(
        "const rows = [...document.querySelectorAll('[role=listbox][aria-label=\"{label}\"] [role=option]')].map(row => row.innerText.replaceAll('\\n', ' '));
         return rows.length > 0 && rows;"
    )
}

#[tokio::test]
async fn when_something_was_so_becomes_a_lane_of_the_timeline() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(8).await;
    app.press("w").await;
    app.until(
        "the field",
        "return document.activeElement?.closest('label')?.innerText.trim() === 'Selector'",
    )
    .await;
    fill(&app, "Selector", "#go").await;
    let rows = app.until("its intervals", &list("Intervals")).await;
    assert_eq!(rows.as_array().unwrap().len(), 1, "the button of the cart was there once: {rows}");
    assert!(rows[0].as_str().unwrap().contains("button#go"), "{rows}");
    app.click("button", "Watch").await;
    app.until(
        "a lane",
        "return [...document.querySelectorAll('.names .name')].some(name => name.innerText.trim() === '#go')",
    )
    .await;
    app.until(
        "its value here",
        "return document.querySelector('[aria-label=Watches]')?.innerText.toLowerCase().includes('checkout')",
    )
    .await;
    app.tenth(1).await;
    app.until(
        "its absence there",
        "return document.querySelector('[aria-label=Watches]')?.innerText.includes('not now')",
    )
    .await;
    fill(&app, "Selector", "#go[").await;
    app.until(
        "what is wrong with it",
        "return document.querySelector('#drawer-panel-questions')?.innerText.includes('selector')",
    )
    .await;
    app.close().await;
}

#[tokio::test]
async fn clicks_tell_what_came_of_them_and_texts_when_they_stood_there() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(3).await;
    app.press("x").await;
    let rows = app.until("the clicks", &list("Clicks")).await;
    assert!(rows.as_array().unwrap().iter().any(|row| row.as_str().unwrap().contains("ms")), "{rows}");
    app.js("document.querySelectorAll('.kinds [role=radio]')[1].click()").await;
    fill(&app, "Words that ever stood on a page", "checkout").await;
    let rows = app.until("the texts", &list("Texts")).await;
    assert!(rows[0].as_str().unwrap().to_lowercase().contains("checkout"), "{rows}");
    app.close().await;
}

#[tokio::test]
async fn two_moments_are_compared_as_a_list_and_as_pictures() {
    let app = App::start(&[fixture("sample/shop.json").to_str().unwrap(), "--at", "0:11"]).await;
    app.wait_for_page().await;
    app.press("a").await;
    app.press(".").await;
    app.tenth(6).await;
    app.press("d").await;
    let rows = app.until("what differs", &list("Differences")).await;
    assert!(!rows.as_array().unwrap().is_empty(), "{rows}");
    app.click("button", "Pictures").await;
    app.until(
        "both pictures, with what differs drawn around",
        "const dialog = document.querySelector('dialog[open]');
         const pages = [...dialog?.querySelectorAll('iframe') ?? []];
         return pages.length === 2 && pages.every(page => page.contentDocument.body?.innerText.length > 20)
             && dialog.querySelectorAll('.region').length > 0;",
    )
    .await;
    app.close().await;
}

#[tokio::test]
async fn an_element_tells_its_history_and_where_it_was_when_it_is_gone() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(8).await;
    app.click("button", "Pick an element").await;
    let place = app.on_page("#go").await;
    app.point_at(place).await;
    app.click_at(place).await;
    app.press("h").await;
    let rows = app.until("its history", &list("History of the element")).await;
    let rows = rows.as_array().unwrap();
    assert!(rows[0].as_str().unwrap().contains("created"), "{rows:?}");
    app.click("tab", "Elements").await;
    app.tenth(1).await;
    app.until(
        "when it came and went",
        "const text = document.querySelector('section[aria-label=\"Details of the element\"]')?.innerText ?? '';
         return text.includes('Created at') && text.includes('Removed at');",
    )
    .await;
    app.click("button", "Clear selection").await;
    app.close().await;
}

#[tokio::test]
async fn what_looks_private_is_listed_and_what_is_not_can_be_told() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(3).await;
    app.click("tab", "Privacy").await;
    let rows = app.until("what looks private", &list("Private values")).await;
    let is_mail = |rows: &serde_json::Value| {
        rows.as_array().unwrap().iter().any(|row| row.as_str().unwrap().contains("E-mail"))
    };
    assert!(is_mail(&rows), "{rows}");
    let shown = app.js("return document.querySelector('#drawer-panel-privacy').innerText").await;
    let shown = shown.as_str().unwrap();
    assert!(
        shown.contains("card and one-time-code fields masked") && !shown.contains("jane@example.org"),
        "{shown}"
    );
    fill(&app, "Text that is not private on this site", "example.org").await;
    let before = rows.as_array().unwrap().len();
    app.until(
        "the list without it",
        &format!(
            "const rows = document.querySelectorAll('[role=listbox][aria-label=\"Private values\"] [role=option]').length;
             return rows < {before} && document.querySelector('#drawer-panel-privacy').innerText.includes('example.org');"
        ),
    )
    .await;
    app.close().await;
}
