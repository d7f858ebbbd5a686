//! Exported recordings become events here: probing, unwrapping, splitting and decoding, one folder for each format.
//! It may depend on `events` and on decoders from outside, and gets its bytes from a reader.
//! It must never know a path, a clock, a thread, the document, storage or the window.

#![deny(clippy::disallowed_methods)]

mod allstak;
mod archive;
mod chrome_recorder;
mod duplicates;
mod entries;
mod error;
mod error_report;
mod facts;
mod har;
mod joined;
mod json_text;
mod masking;
mod open;
mod probe;
mod request_parts;
mod rrweb;
mod sessions;
mod source_events;
mod splitter;
mod tabs;
mod timestamp;
mod translate;
mod wrappers;

pub use entries::{entries_ending, entry};
pub use error::DecodeError;
pub use error_report::{ErrorReport, error_report};
pub use facts::FactFinder;
pub use joined::{FilePiece, copy_joined, joined_files};
pub use masking::{MaskRules, Masker};
pub use open::open;
pub use probe::Foreign;
pub use request_parts::{RequestParts, request_parts};
pub use rrweb::decode;
pub use sessions::{ArchivedSession, Sessions, copy_session, may_hold_sessions, sessions};
pub use source_events::{SourceEvent, SourceEvents};

use events::{Diagnostics, EventKind, EventSeq, WallClock};
use std::io::Cursor;

/// Where the bytes come from.
pub trait Source: std::io::Read + std::io::Seek {}

impl<S: std::io::Read + std::io::Seek> Source for S {}

/// What is known about a source besides its bytes: for messages only, never for recognition.
#[derive(Clone, Copy, Default, Debug)]
pub struct Hints<'a> {
    pub file_name: Option<&'a str>,
}

/// One decoded event, or one sample of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Decoded {
    pub wall: WallClock,
    pub kind: EventKind,
}

/// Opens, reads and decodes whatever the bytes are: the body of the fuzz target. It must end, and must not panic.
pub fn fuzz_decode(data: &[u8]) {
    let mut diagnostics = Diagnostics::new();
    decode(data, EventSeq(0), WallClock(0), &mut diagnostics);
    let Ok(mut events) = open(Box::new(Cursor::new(data)), &Hints::default()) else { return };
    while let Ok(Some(event)) = events.next(&mut diagnostics) {
        decode(&event.raw, event.seq, event.wall, &mut diagnostics);
    }
}

#[cfg(test)]
mod tests;
