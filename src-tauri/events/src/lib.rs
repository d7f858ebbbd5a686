//! The words everything in Playhead speaks: time, ids, recorded events, snapshot trees, diagnostics and limits.
//! It depends on nothing of ours and on the standard library only.
//! It must never know a vendor's field names, a file, a database, a clock or the webview.

#![deny(clippy::disallowed_methods)]

pub mod derived;
mod diagnostics;
mod event;
mod ids;
pub mod limits;
mod reports;
mod session_facts;
mod snapshot_tree;
mod text;
mod time;

pub use diagnostics::{Code, Diagnostic, Diagnostics, Severity};
pub use event::*;
pub use ids::{EventSeq, RecordingId, ResourceHash, SourceNodeId, StyleId, TabId};
pub use reports::*;
pub use session_facts::SessionFacts;
pub use snapshot_tree::*;
pub use text::{Text, utf16_len};
pub use time::{TimeRange, Timestamp, WallClock};
