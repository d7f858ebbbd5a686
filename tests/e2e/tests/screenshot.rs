//! The picture in the README: the real program on a real recording. `UPDATE=1` writes it; otherwise the test makes sure
//! that there is a picture and that it still can be taken.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, fixture};
use std::path::Path;

#[tokio::test]
async fn the_readme_shows_the_real_window() {
    let app = App::start(&[fixture("sample/shop.json").to_str().unwrap(), "--at", "0:20.9"]).await;
    app.wait_for_page().await;
    app.client.set_window_size(1440, 900).await.unwrap();
    app.until("the error over the page", "return !!document.querySelector('[data-overlay=console-line]')")
        .await;
    app.until("the tree", "return document.querySelectorAll('[role=treeitem]').length > 3").await;
    let picture = app.screenshot().await;
    assert!(picture.starts_with(b"\x89PNG"), "a PNG");
    assert!(picture.len() > 20_000, "not an empty window");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("pictures/window.png");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &picture).unwrap();
    }
    assert!(path.is_file(), "the README's picture is there: run `cargo xtask screenshot`");
    app.close().await;
}
