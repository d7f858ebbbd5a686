//! One recording as one file: its source events, the segments from which any moment is rebuilt, and what was derived.
//! It depends on `events` and `dom`, and on SQLite, zstd and blake3.
//! It must never know a recording format, the catalogue, playback or the window.

mod cached_resources;
mod codec;
mod database;
mod derived_reader;
mod derived_rows;
mod error;
mod finish;
mod fuzz;
mod info;
mod origin;
mod output;
mod policy;
mod reader_cache;
mod reading;
mod recording_reader;
mod recording_writer;
mod resource;
mod segment;
mod segment_builder;
mod segment_index;
mod source;
mod source_packer;
mod source_reader;
mod temporaries;

pub use error::{Result, StoreError};
pub use fuzz::fuzz_segment;
pub use info::{RecordingInfo, RecordingSummary, Watermark};
pub use origin::Origin;
pub use output::Commit;
pub use policy::SegmentPolicy;
pub use recording_reader::RecordingReader;
pub use recording_writer::RecordingWriter;
pub use segment::{Moment, SeekStats, Segment, SegmentRow};
pub use source::{OwnedSourceRecord, SourceRecord};
pub use source_reader::SourceIter;
pub use temporaries::sweep_temporaries;
