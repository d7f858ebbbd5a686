//! What several of the cross-crate tests stand on: fixtures, recordings read step by step, the naive replay and its rows,
//! and the functions that the fuzzer calls.
//! It may depend on every engine crate and on testkit.
//! It must never know Tauri or the window, and nothing that is shipped may depend on it.

// A test whose ground does not hold has failed: there is nobody to report it to but the panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

pub mod fixtures;
mod fuzz;
pub mod naive;
mod patches;
mod recording;
pub mod rows;
#[path = "../../src-tauri/dom/tests/patch/stage_model.rs"]
pub mod stage_model;
mod stored;
mod workbench;

pub use fuzz::fuzz_document;
pub use patches::check_patch;
pub use recording::Recording;
pub use stored::{Stored, tiny_segments};
pub use workbench::Workbench;
