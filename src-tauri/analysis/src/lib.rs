//! What happened in a recording: pure folds over its events and documents giving marks, idle spans, page visits,
//! console lines, errors, the density of change, and what the recording lacks.
//! It depends on `events` and `dom`.
//! It must never know where events came from, where findings go, or colours and pixels.

#![deny(clippy::disallowed_methods)]

mod activity;
mod analyzer;
mod announced;
pub mod audit;
mod code_place;
mod errors;
pub mod friction;
mod health;
mod idle;
mod label;
mod mapped_error;
mod requests;
mod source_map;
mod stack;

pub use activity::ActivityCounter;
pub use analyzer::{Analyzer, Findings, VERSION};
pub use announced::AnnouncedPages;
pub use code_place::CodePlace;
pub use errors::{error_from_console, error_from_report, error_from_request, fingerprint, split_exception};
pub use health::{HealthFinder, lacks_of_problems};
pub use idle::{IdleFinder, SHORTEST_IDLE};
pub use label::{element_label, page_title};
pub use mapped_error::{map_error, map_lines};
pub use source_map::{MappedFrame, SourceMap, map_stack};
pub use stack::{parse_frame, parse_stack};
