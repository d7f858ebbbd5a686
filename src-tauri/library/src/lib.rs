//! The catalogue: recordings, their errors and console lines, and full-text search over them; all derived, rebuilt from
//! the recording files.
//! It depends on `events` (ids, time and derived rows only) and on SQLite.
//! It must never know decoding, documents, segments or the webview.

mod error;
mod library;
mod migrate;
mod recordings;
mod search;

pub use error::LibraryError;
pub use library::Library;
pub use recordings::{Recording, RecordingFindings};
pub use search::{HitKind, MATCH_END, MATCH_START, SearchHit};
