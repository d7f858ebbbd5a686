//! What tests make recordings with: a small text language, a generator of pages and what happens to them, the recorder's
//! wire form, events that no recorder wrote, and a check that a recording and its documents are sound.
//! It may depend on `events`, on `dom` and on serde_json; integration tests depend on it, and nothing that is shipped does.
//! It must never know how recordings are decoded, stored or played: it stands on the recorder's side.

// A test whose input cannot be read has failed: there is nobody to report it to but the panic.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod check_recording;
pub mod generate;
mod random;
mod recording_text;
mod tree_text;
mod wild;
pub mod wire;
mod words;

pub use check_recording::check_recording;
pub use random::Random;
pub use recording_text::recording;
pub use tree_text::tree;
pub use wild::{Choices, wild_events};
