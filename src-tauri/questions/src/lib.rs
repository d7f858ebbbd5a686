//! What a page answers when it is asked: which elements a selector finds, in a document and over time; what changed about
//! an element, when something was so, which texts stood there, what differs between two moments.
//! It depends on `events` and `dom`.
//! It must never know where documents come from, nor how answers are shown.

#![deny(clippy::disallowed_methods)]

mod clicks;
mod facts;
mod history;
mod moment_diff;
mod selector;
mod text_runs;
mod walk;
mod when;
mod words;
mod xpath;

pub use clicks::{Click, Clicks, Obstacle, ObstacleKind};
pub use facts::{Change, ChangeKind, Facts, label};
pub use history::{Elements, History, HistoryRow, Which};
pub use moment_diff::{Difference, MomentDiff, moment_diff};
pub use selector::{Found, Selector, SelectorProblem, Tracker};
pub use text_runs::{Run, TextRuns, stands};
pub use walk::{Step, Walk, Watcher};
pub use when::{Condition, Span, When};
pub use words::{own_text, plain, text_of, value_of};
pub use xpath::{XPath, xpath_of};
