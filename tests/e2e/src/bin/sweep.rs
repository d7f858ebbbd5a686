//! Compares what stands on the stage with the engine's document, at many moments of many recordings: what the tests do with
//! one seed for each fixture, for any files and as many seeds as there is time for. `cargo xtask sweep` starts it.

#![allow(clippy::print_stdout, reason = "it speaks to the terminal")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::readback::{Seed, Shelf, fixtures_in, recordings_at};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

struct Wanted {
    seeds: u64,
    moments: usize,
    files: Vec<(String, PathBuf)>,
}

fn read(arguments: impl Iterator<Item = String>) -> Wanted {
    let mut wanted = Wanted { seeds: 3, moments: 24, files: Vec::new() };
    let mut rest = arguments;
    while let Some(word) = rest.next() {
        let mut number = || rest.next().and_then(|n| n.parse().ok()).unwrap_or_else(|| panic!("{word} N"));
        match word.as_str() {
            "--seeds" => wanted.seeds = number(),
            "--moments" => wanted.moments = usize::try_from(number()).expect("a number of moments"),
            path => wanted.files.extend(recordings_at(Path::new(path))),
        }
    }
    if wanted.files.is_empty() {
        for group in ["sample", "rrweb", "shapes", "broken", "large"] {
            wanted.files.extend(fixtures_in(group));
        }
    }
    wanted
}

#[tokio::main]
async fn main() -> ExitCode {
    let wanted = read(std::env::args().skip(1));
    let mut shelf = Shelf::of(&wanted.files).await;
    let seeds: Vec<Seed> = (1..=wanted.seeds).map(Seed).collect();
    let sweep = shelf.sweep(&seeds, wanted.moments, |line| println!("{line}")).await;
    println!("{} recordings: {}", shelf.recordings.len(), sweep.total);
    for wrong in &sweep.wrong {
        println!("{wrong}");
    }
    println!("{} differences", sweep.wrong.len());
    shelf.close().await;
    if sweep.wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
