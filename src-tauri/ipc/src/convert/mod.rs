//! Engine types to wire twins and back: the only place that knows both.

mod found;
mod frame;
mod library;
mod session;
mod stage;
mod timeline;

pub use found::{error_group, finding, occurrence};
pub use frame::FrameEncoder;
pub use library::{error, import_report, recording_row, search_hit};
pub use session::{element_details, element_rows, key, recording_info, rows_request, session};
pub use timeline::{console_line, player_command, timeline};
