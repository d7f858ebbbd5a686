//! Times the engine on recordings: import, seeks at random times, patches, memory and size; prints tables, or JSON with
//! `--json`. It may depend on every engine crate; it asserts nothing, because times wobble.
//! It must never be part of a test run.

#![allow(clippy::print_stdout, clippy::print_stderr)]

mod alone;
mod catalogue;
mod figures;
mod measure;
mod over_time;
mod peer;
mod samples;
mod variations;

use measure::measure;
use std::path::PathBuf;
use std::process::ExitCode;

/// As in the programs that are measured by this.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const HELP: &str = "\
cargo xtask bench [--json] [--seeks N] [FILE]…
cargo xtask bench [--json] --questions [FILE]…   histories, intervals, texts and diffs over the whole recording
cargo xtask bench [--json] --library [N]      a library of N recordings, 20,000 unless told

Without files: the recordings under fixtures/. Seeks and seed are fixed, so two runs ask for the same moments.
Imports and memory are measured in processes of their own; JSON.parse beside them where Node is installed.";

fn main() -> ExitCode {
    let mut json = false;
    let mut seeks = 200;
    let mut questions = false;
    let mut files = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--json" => json = true,
            "--questions" => questions = true,
            "--seeks" => seeks = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(seeks),
            "--library" => {
                let count = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(20_000);
                return finish(catalogue::measure(count, &fixtures()), json);
            }
            "--help" | "-h" => {
                println!("{HELP}");
                return ExitCode::SUCCESS;
            }
            alone::FLAG => return alone::run(&arguments.collect::<Vec<_>>()),
            _ => files.push(PathBuf::from(argument)),
        }
    }
    if files.is_empty() {
        files = fixtures();
    }
    let mut failed = false;
    for file in files {
        let figures = if questions { over_time::measure(&file) } else { measure(&file, seeks) };
        failed |= finish(figures, json) != ExitCode::SUCCESS;
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn finish(figures: Result<figures::Figures, engine::EngineError>, json: bool) -> ExitCode {
    match figures {
        Ok(figures) if json => println!("{}", figures.json()),
        Ok(figures) => println!("{}", figures.table()),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}

/// Every recording of a fixture folder, small ones first.
fn fixtures() -> Vec<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fixtures");
    let folders = ["sample", "rrweb", "large"].map(|folder| root.join(folder));
    let files = engine::files_in(folders.iter().map(PathBuf::as_path), &root.join("none"));
    let is_recording = |file: &PathBuf| {
        file.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.contains(".json") && !name.starts_with("expected") && !name.starts_with("truth")
        })
    };
    let mut files: Vec<PathBuf> = files.into_iter().filter(is_recording).collect();
    files.sort_by_key(|file| std::fs::metadata(file).map_or(0, |meta| meta.len()));
    files
}
