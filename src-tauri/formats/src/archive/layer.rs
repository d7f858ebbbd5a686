//! One wrapping and the reader that takes it off.

use super::snappy;
use super::utf16::{Endian, Utf16Reader};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use base64::read::DecoderReader;
use events::limits::MAX_INFLATED_BYTES;
use std::fmt;
use std::io::{self, BufReader, Cursor, Read};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Layer {
    Gzip,
    Zlib,
    /// As zip entries hold it: no header of its own.
    Deflate,
    Zstd,
    Utf16(Endian),
    Brotli,
    /// As PostHog's blobs are stored: one block, or each with its length before it.
    Snappy,
    SnappyBlocks,
    Base64,
    /// That many bytes before the content are a header.
    Skip(u64),
}

impl Layer {
    /// As it is shown to people; None for what they need not know.
    pub(crate) fn label(self) -> Option<&'static str> {
        match self {
            Layer::Gzip => Some("gzip"),
            Layer::Zlib => Some("zlib"),
            Layer::Zstd => Some("zstd"),
            Layer::Brotli => Some("brotli"),
            Layer::Snappy | Layer::SnappyBlocks => Some("snappy"),
            Layer::Base64 => Some("base64"),
            Layer::Utf16(_) => Some("UTF-16 text"),
            Layer::Deflate | Layer::Skip(_) => None,
        }
    }

    /// Whether what comes out can be longer than what goes in.
    pub(crate) fn inflates(self) -> bool {
        matches!(self, Layer::Gzip | Layer::Zlib | Layer::Deflate | Layer::Zstd | Layer::Brotli)
    }

    pub(crate) fn wrap<'s>(self, inner: Box<dyn Read + 's>) -> io::Result<Box<dyn Read + 's>> {
        let inner = BufReader::with_capacity(64 * 1024, inner);
        Ok(match self {
            // Recorders append members, one for each flush.
            Layer::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(inner)),
            Layer::Zlib => Box::new(flate2::bufread::ZlibDecoder::new(inner)),
            Layer::Deflate => Box::new(flate2::bufread::DeflateDecoder::new(inner)),
            Layer::Zstd => Box::new(zstd::Decoder::with_buffer(inner)?),
            Layer::Brotli => Box::new(brotli_decompressor::Decompressor::new(inner, 64 * 1024)),
            Layer::Snappy => Box::new(Cursor::new(snappy::block(inner)?)),
            Layer::SnappyBlocks => Box::new(Cursor::new(snappy::blocks(inner)?)),
            Layer::Base64 => Box::new(DecoderReader::new(WithoutBlanks(inner), &LENIENT)),
            Layer::Utf16(endian) => Box::new(Utf16Reader::new(inner, endian)),
            Layer::Skip(count) => {
                let mut inner = inner;
                io::copy(&mut inner.by_ref().take(count), &mut io::sink())?;
                Box::new(inner)
            }
        })
    }
}

/// With or without its padding.
pub(super) const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Lines of base64 as one.
struct WithoutBlanks<R>(R);

impl<R: Read> Read for WithoutBlanks<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.0.read(into)?;
            let (mut kept, mut at) = (0, 0);
            while at < count {
                if let (Some(&byte), true) = (into.get(at), at < count)
                    && !byte.is_ascii_whitespace()
                {
                    if let Some(place) = into.get_mut(kept) {
                        *place = byte;
                    }
                    kept += 1;
                }
                at += 1;
            }
            if kept > 0 || count == 0 {
                return Ok(kept);
            }
        }
    }
}

/// Ends with `TooMuch` where an archive inflates beyond all reason.
pub(crate) struct Capped<R> {
    inner: R,
    left: u64,
}

impl<R> Capped<R> {
    pub(crate) fn new(inner: R) -> Capped<R> {
        Capped { inner, left: MAX_INFLATED_BYTES }
    }
}

/// What a reader answers when an archive holds more than the limit.
#[derive(Debug)]
pub(crate) struct TooMuch;

impl TooMuch {
    pub(crate) fn is(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<TooMuch>())
    }
}

impl fmt::Display for TooMuch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the archive inflates to more than {MAX_INFLATED_BYTES} bytes")
    }
}

impl std::error::Error for TooMuch {}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Err(io::Error::other(TooMuch));
        }
        let count = self.inner.read(into)?;
        self.left = self.left.saturating_sub(count as u64);
        Ok(count)
    }
}
