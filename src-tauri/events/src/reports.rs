//! What a page tells of itself besides what it shows: console lines, requests, exceptions.

use crate::Text;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ConsoleLevel {
    Debug,
    Log,
    Info,
    Warn,
    Error,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ConsoleRecord {
    pub level: ConsoleLevel,
    /// The method as recorded (`log`, `assert`, `table`, `group`, …).
    pub method: Text,
    /// Each argument as JSON text.
    pub args: Vec<Text>,
    /// Stack lines as recorded, innermost first.
    pub trace: Vec<Text>,
    /// The arguments as one readable line.
    pub text: Text,
    /// An uncaught exception or unhandled rejection rather than a call of the console.
    pub uncaught: bool,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct NetworkRequest {
    pub url: Text,
    pub method: Option<Text>,
    pub status: Option<u16>,
    pub initiator: Option<Text>,
    /// Milliseconds from the event's time to when it was sent: mostly before it, so negative. None where that was not
    /// recorded.
    pub start_ms: Option<f64>,
    /// Milliseconds from the event's time to its answer; where `start_ms` is None, how long it took.
    pub end_ms: Option<f64>,
    /// The whole record as JSON text.
    pub raw: Text,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct ExceptionReport {
    /// The exception's type (`TypeError`); empty where none was recorded.
    pub name: Text,
    pub message: Text,
    /// Stack lines, innermost first.
    pub stack: Vec<Text>,
}
