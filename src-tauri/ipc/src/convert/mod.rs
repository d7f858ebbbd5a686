//! Engine types to wire twins and back: the only place that knows both.

mod found;
mod frame;
mod library;
mod own;
mod panels;
mod questions;
mod session;
mod stage;
mod timeline;
mod view;

pub use found::{error_group, finding, occurrence};
pub use frame::FrameEncoder;
pub use library::{error, import_report, recording_row, search_hit};
pub use own::{
    byte_place, cannot_watch, completion, group_rule, map_news, searches, watch_news, watched_folder,
};
pub use panels::{
    event_page, event_page_request, moment, note, request_details, request_row, sequence, session_error,
};
pub use questions::{clicked, difference, past, private, text_run, when_question, when_span};
pub use session::{element_details, element_rows, key, recording_info, rows_request, session};
pub use timeline::{console_line, player_command, timeline};
pub use view::{details, export_report, grouping, sort, view, view_row};
