//! The traps of recordings in the field, a test for each: the neighbours of a bad entry survive, and a problem names it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod page;
mod story;
mod stream;
mod values;
