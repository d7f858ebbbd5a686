//! Takes the wrappings off a source: gzip, zlib, zstd, brotli, snappy, zip, tar, base64, UTF-16, one inside the other up to a limit.

mod layer;
mod nesting;
mod section;
mod snappy;
mod sniff;
mod tar;
mod utf16;
mod zip;

pub(crate) use layer::TooMuch;
pub(crate) use nesting::{Blob, Closed, HEAD_BYTES, Unwrapped, unwrap};
pub(crate) use section::{Outer, Section};
pub(crate) use sniff::is_wrapped;
pub(crate) use zip::natural_order;
