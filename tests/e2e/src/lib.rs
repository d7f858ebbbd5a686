//! Drives the built program in a real window, by role and name, as a person would.
//! It knows the program only from outside: its executable (`PLAYHEAD_BIN`), WebDriver, and the stage's read-only hook.
//! It may depend on `engine`, `dom` and `events` for what the window should show, and on nothing that is in the window.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod app;
mod driver;
mod drop;
mod hand;
mod hostile;
mod peer;
pub mod picture;
pub mod readback;
mod recorded;
pub mod sink;
mod small;

pub use app::{App, fixture};
pub use drop::Dragged;
pub use fantoccini::key::Key;
pub use hostile::Hostile;
pub use peer::Peer;
pub use recorded::{event_texts, event_times};
pub use small::{Small, long_recording};
