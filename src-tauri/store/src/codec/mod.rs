//! The bytes of keyframes and chunks. Nothing here knows the database.
//!
//! ```text
//! blob      version (1) · inflated length (varint) · zstd frame of the payload
//! payload   the lengths of six streams (varints), then the streams:
//!           tags     one byte for each choice: kinds, flags
//!           ids      node ids as differences to the one before, zigzag varints
//!           refs     strings: 0 is the next one of the table, n is the n-th
//!           numbers  counts, times, and floats (whole ones as varints)
//!           lengths  of the table's strings; odd for a resource
//!           bytes    of the table's strings; sixteen bytes of hash for a resource
//! ```
//! Values of one kind stand together, and the compressor begins a block with each stream, because a block has one table of
//! frequencies (together in one block, the chunks of `long-100k-fine` were a tenth larger).

pub(crate) mod act_event;
#[cfg(test)]
mod arbitrary;
mod delta;
pub(crate) mod document;
pub(crate) mod document_encoder;
pub(crate) mod event;
pub(crate) mod json_streams;
#[cfg(test)]
mod laws;
mod live;
pub(crate) mod pack;
mod page_event;
pub(crate) mod reader;
pub(crate) mod rows;
mod state;
pub(crate) mod strings;
mod tree;
pub(crate) mod writer;

use crate::StoreError;

/// What decoding gives. The error is boxed because every byte that is read returns one of these, and an unboxed one would
/// make each of them a copy of half a hundred bytes (a quarter of a keyframe's decoding time, by a profile).
pub(crate) type Decoded<T> = std::result::Result<T, Box<StoreError>>;

#[cold]
pub(crate) fn damaged(what: &'static str) -> Box<StoreError> {
    Box::new(StoreError::Damaged(what))
}

/// Of blobs. A decoder knows this one only: derived data is made again from the source events, not upgraded.
pub(crate) const CODEC_VERSION: u8 = 1;
