//! The catalogue: recordings, what happened in them, search over it, groups of errors; all derived, rebuilt from the
//! recording files; and what a person made: tags, notes, searches.
//! It depends on `events` (ids, time and derived rows only) and on SQLite.
//! It must never know decoding, documents, segments or the webview.

mod alone;
mod error;
mod groups;
mod library;
mod migrate;
mod moments;
mod outside;
mod own;
pub mod query;
mod recordings;
mod rows;
mod search;
mod site;
mod texts;
mod view;

pub use error::LibraryError;
pub use groups::{ErrorGroup, GROUP_BUCKETS, GroupRule, Occurrence};
pub use library::Library;
pub use moments::{FRICTION, HitKind, error_text};
pub use outside::ErrorText;
pub use own::{Note, SavedSearch};
pub use recordings::{ACTIVITY_BUCKETS, FrictionRow, Recording, RecordingFindings, activity_buckets};
pub use search::{HITS_PER_RECORDING, MATCH_END, MATCH_START, SearchHit};
pub use site::site_of;
pub use view::{Grouping, Sort, View, ViewGroup, ViewRequest, ViewRow};
