//! Elements picked on the page and in the tree.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, fixture};
use serde_json::Value;

const SELECTED: &str =
    "document.querySelector('[role=tree][aria-label=Elements] [role=treeitem][aria-selected=true]')";
const DETAILS: &str = "document.querySelector('section[aria-label=\"Details of the element\"]')";

/// The outline's box and the element's, both in the window; null while there is no outline.
fn boxes(selector: &str, state: &str) -> String {
    format!(
        "const outline = document.querySelector('[data-overlay=outline][data-state={state}] .border, [data-overlay=outline][data-state={state}] .frame')
           ?? document.querySelector('[data-overlay=outline][data-state={state}]')?.firstElementChild;
         if (!outline) return null;
         const frame = document.querySelector('iframe[title=\"Recorded page content\"]');
         const inner = frame.contentDocument.querySelector('{selector}').getBoundingClientRect();
         const outer = frame.getBoundingClientRect(), scale = outer.width / frame.offsetWidth;
         const drawn = outline.getBoundingClientRect();
         const boxes = [[drawn.x, drawn.y, drawn.width, drawn.height],
                 [outer.x + inner.x * scale, outer.y + inner.y * scale, inner.width * scale, inner.height * scale]];
         // On its way the pointer outlines what it passes.
         return boxes[0].every((side, at) => Math.abs(side - boxes[1][at]) <= 5) && boxes;"
    )
}

fn close_together(boxes: &Value) {
    let number = |of: usize, at: usize| boxes[of][at].as_f64().unwrap();
    for at in 0..4 {
        // The outline's own width may stand outside of the box.
        assert!((number(0, at) - number(1, at)).abs() <= 5.0, "the outline stands at the element: {boxes}");
    }
}

#[tokio::test]
async fn an_element_picked_on_the_page_is_selected_in_the_tree() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(5).await;
    app.click("button", "Pick an element").await;
    let theme = app.on_page("#theme").await;
    app.point_at(theme).await;
    let outline = app.until("an outline under the pointer", &boxes("#theme", "hovered")).await;
    close_together(&outline);
    app.click_at(theme).await;
    app.until("its row", &format!("return {SELECTED}?.textContent.includes('id=\"theme\"') ?? false")).await;
    let details = app
        .until(
            "its details",
            &format!("const text = {DETAILS}?.innerText ?? ''; return text.includes('Attributes') && text"),
        )
        .await;
    let details = details.as_str().unwrap();
    assert!(details.contains("button#theme") && details.contains("onclick"), "{details}");
    assert_eq!(
        app.js("return document.querySelector('button[aria-label^=\"Pick\"]').ariaPressed").await,
        "false",
        "one pick ends the mode"
    );
    let outline = app.until("an outline that stays", &boxes("#theme", "selected")).await;
    close_together(&outline);
    app.close().await;
}

#[tokio::test]
async fn a_row_under_the_pointer_outlines_its_element() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(5).await;
    app.until(
        "the row of the header",
        "const row = [...document.querySelectorAll('[role=tree][aria-label=Elements] [role=treeitem]')].find(row => row.textContent.includes('id=\"top\"'));
         document.querySelectorAll('[data-e2e-row]').forEach(other => other.removeAttribute('data-e2e-row'));
         row?.setAttribute('data-e2e-row', '');
         return !!row",
    )
    .await;
    let row = app.in_window("[data-e2e-row]").await;
    app.point_at(row).await;
    let outline = app.until("the outline of the header", &boxes("#top", "hovered")).await;
    close_together(&outline);
    app.point_at((5.0, 5.0)).await;
    app.until("no outline", "return !document.querySelector('[data-overlay=outline]')").await;
    app.close().await;
}

#[tokio::test]
async fn the_selection_survives_seeking_and_says_where_it_is_not() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(5).await;
    app.click("button", "Pick an element").await;
    // A field of the form that stands on one of the sample's pages only.
    let field = app.on_page("#acc input[name=email]").await;
    app.click_at(field).await;
    let id = format!("return {DETAILS}?.querySelector('.id')?.textContent ?? null");
    let picked = app.until("the picked field", &id).await;
    app.tenth(1).await;
    app.until(
        "that it is not there at the first tenth",
        &format!("return /is not there at|belongs to another page/.test({DETAILS}?.innerText ?? '')"),
    )
    .await;
    app.tenth(5).await;
    app.until(
        "the same field again",
        &format!("return {SELECTED}?.textContent.includes('name=\"email\"') ?? false"),
    )
    .await;
    assert_eq!(app.until("its number", &id).await, picked, "the same node");
    app.close().await;
}

#[tokio::test]
async fn elements_are_found_by_selector_xpath_and_text() {
    let app = App::open(&fixture("sample/shop.json")).await;
    app.tenth(8).await;
    for (text, label) in [("#go", "id=\"go\""), ("//button[@id='go']", "id=\"go\""), ("Recently viewed", "h")]
    {
        app.js_with(
            "const field = document.querySelector('[data-element-search]');
             field.value = arguments[0];
             field.dispatchEvent(new Event('input', { bubbles: true }));
             field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));",
            vec![text.into()],
        )
        .await;
        app.until(text, &format!("return {SELECTED}?.textContent.includes('{label}') ?? false")).await;
    }
    app.close().await;
}
