//! The façade: import, open, play, inspect, search; plain structs in the user's terms, and error codes.
//! It may depend on every engine crate (`events`, `formats`, `dom`, `store`, `analysis`, `library`) and on tokio for jobs.
//! It must never know Tauri, the webview's wire format, CSS or windows.

mod audit;
mod cancel;
mod derived;
mod element_search;
mod elements;
mod engine;
mod error;
mod event_pages;
mod export;
mod files;
mod find;
mod find_words;
mod frame;
mod import;
mod job;
mod joined;
mod keep;
mod link;
mod listing;
mod moment_text;
mod notes;
mod over_time;
mod own;
mod paths;
mod player;
mod player_command;
mod policy;
mod query;
mod readers;
mod reindex;
mod requests;
mod session;
mod session_errors;
mod sort;
mod source_maps;
mod sources;
mod spool;
mod views;
mod watch;

pub use analysis::audit::{Confidence, PrivateFinding, PrivateKind};
pub use analysis::{Findings, friction};
pub use cancel::CancelToken;
pub use element_search::{FoundBy, find_elements};
pub use elements::{
    ElementDetails, ElementKind, ElementRow, ElementRows, RowsRequest, element_details, element_rows,
};
pub use engine::{Engine, ImportReport, ImportedSummary, LEAD_US, OnNews, lead_in, report};
pub use error::{EngineError, ErrorCode};
pub use event_pages::{EventPage, EventPageRequest, EventRow};
pub use export::ExportReport;
pub use files::files_in;
pub use find::{Finding, Why};
pub use frame::{Blank, Frame, FrameBody, FrameCost, Overlay};
pub use import::{ImportProgress, Imported};
pub use job::{ImportJob, ImportNews};
pub use keep::BackupReport;
pub use link::SessionLink;
pub use listing::ListedEvent;
pub use moment_text::MomentText;
pub use over_time::{Cause, Clicked, DiffOfTwo, Past, Texts, WhenQuestion, WhenSpan, Whose, holding};
pub use paths::LibraryPaths;
pub use player::{Player, PlayerState};
pub use player_command::PlayerCommand;
pub use policy::{ImportPolicy, LibraryPolicy};
pub use query::query;
pub use reindex::{ReindexProgress, ReindexReport};
pub use requests::{RequestDetails, RequestRow};
pub use session::{Moment, Session, TabSpan, Timeline};
pub use session_errors::{SessionError, stack_frame};
pub use source_maps::MapReport;
pub use sources::ImportSource;
pub use spool::spool;
pub use views::{RecordingDetails, Searches, ViewSpec};
pub use watch::{OnWatch, WatchNews, WatchedFolder};

pub use events::{RecordingId, TabId, Timestamp};
pub use library::query::Completion;
pub use library::{
    ErrorGroup, GroupRule, Grouping, HitKind, MATCH_END, MATCH_START, Note, Occurrence, Recording,
    SavedSearch, SearchHit, Sort, View, ViewGroup, ViewRow, site_of,
};
pub use questions::{
    Change, ChangeKind, Click, Difference, HistoryRow, MomentDiff, Obstacle, ObstacleKind, Run, Span, label,
    plain,
};
pub use store::RecordingInfo;
