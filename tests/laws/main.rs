//! The laws of the product, over generated recordings and over the fixtures.

mod decoding;
mod faults;
mod keyframes;
mod patches;
mod replay;
mod scripts;
#[path = "../../src-tauri/dom/tests/patch/stage_model.rs"]
mod stage_model;
