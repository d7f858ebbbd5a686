//! What stands in the frame of the stage is the document of that moment: node by node, by any way there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

use e2e::readback::{Seed, Shelf, Tally, fixtures_in};

/// One for every recording; the full sweep (`cargo xtask sweep`) has more.
const SEED: Seed = Seed(1);

async fn sweep(files: &[(String, std::path::PathBuf)], moments: usize) -> Tally {
    let mut shelf = Shelf::of(files).await;
    let sweep = shelf.sweep(&[SEED], moments, |line| println!("{line}")).await;
    println!("together: {}", sweep.total);
    assert!(sweep.wrong.is_empty(), "{} differences\n{}", sweep.wrong.len(), sweep.wrong.join("\n"));
    shelf.close().await;
    sweep.total
}

#[tokio::test]
async fn the_stage_draws_the_document_of_real_pages() {
    let seen = sweep(&[fixtures_in("sample"), fixtures_in("rrweb")].concat(), 12).await;
    assert!(seen.unseen().is_empty(), "nothing of this kind was compared: {:?}", seen.unseen());
}

#[tokio::test]
async fn the_stage_draws_what_is_left_of_broken_recordings() {
    sweep(&fixtures_in("broken"), 6).await;
}

#[tokio::test]
async fn the_stage_draws_pages_made_for_what_is_rare() {
    sweep(&fixtures_in("shapes"), 12).await;
}
