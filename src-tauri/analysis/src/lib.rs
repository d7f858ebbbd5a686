//! What happened in a recording: pure folds over its events and documents giving marks, idle spans, page visits,
//! console lines, errors and the density of change.
//! It depends on `events` and `dom`.
//! It must never know where events came from, where findings go, or colours and pixels.

#![deny(clippy::disallowed_methods)]

mod activity;
mod analyzer;
mod errors;
mod idle;
mod label;

pub use activity::ActivityCounter;
pub use analyzer::{Analyzer, Findings, VERSION};
pub use errors::{error_from_console, fingerprint, split_exception};
pub use idle::{IdleFinder, SHORTEST_IDLE};
pub use label::{element_label, page_title};
