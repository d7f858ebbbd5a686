//! The laws of the product, over generated recordings and over the fixtures.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout)]

mod decoding;
mod faults;
mod keyframes;
mod patches;
mod questions;
mod replay;
mod scripts;
mod wild;
