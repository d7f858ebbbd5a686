//! Drives the built program in a real window, by role and name, as a person would.
//! It knows the program only from outside: its executable (`PLAYHEAD_BIN`), WebDriver, and the stage's read-only hook.
//! It must never link a crate of ours.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod app;
mod driver;
mod hostile;
pub mod sink;

pub use app::{App, fixture};
pub use fantoccini::key::Key;
pub use hostile::Hostile;
