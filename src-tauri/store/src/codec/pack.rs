//! Payloads to blobs and back: version, length, and one or more frames of zstd.

use crate::codec::reader::Cursor;
use crate::codec::writer::put_varint;
use crate::codec::{CODEC_VERSION, Decoded, damaged};
use crate::{Result, StoreError};
use events::limits::MAX_EVENT_BYTES;
use zstd::bulk::Decompressor;
use zstd::stream::raw::{CParameter, Encoder, InBuffer, Operation, OutBuffer};

/// Of keyframes, chunks and resources. On `long-100k-fine` level 6 saved 4 % of them: the time of an import is worth more.
pub(crate) const SEGMENT_LEVEL: i32 = 3;

/// A blob holds at most one event beyond its budget, and a decoded event is smaller than its JSON.
pub(crate) const MAX_PAYLOAD_BYTES: usize = 2 * MAX_EVENT_BYTES;

/// Smaller pieces share a block with the next: a block costs about as much as it could save here.
const BLOCK_BYTES: usize = 128;

/// What zstd takes for a dictionary of its own and not for mere bytes.
const DICTIONARY_MAGIC: [u8; 4] = 0xec30_a437_u32.to_le_bytes();

/// Whether a payload can be the prefix of others.
pub(crate) fn can_be_prefix(payload: &[u8]) -> bool {
    !payload.is_empty() && !payload.starts_with(&DICTIONARY_MAGIC)
}

/// A compressor is dear to make and cheap to use again.
pub(crate) struct Packer {
    encoder: Encoder<'static>,
}

impl Packer {
    pub fn new(level: i32) -> Result<Packer> {
        Packer::with_prefix(level, &[])
    }

    /// One whose blobs are compressed as if they stood behind these bytes, which reading them needs.
    pub fn with_prefix(level: i32, prefix: &[u8]) -> Result<Packer> {
        let mut encoder = Encoder::with_dictionary(level, prefix).map_err(StoreError::file("compressed"))?;
        // Four bytes that tell a damaged blob from a good one.
        encoder.set_parameter(CParameter::ChecksumFlag(true)).map_err(StoreError::file("compressed"))?;
        Ok(Packer { encoder })
    }

    /// Compresses pieces into one blob, as if they were one; each begins a block of its own.
    pub fn pack<'p>(&mut self, pieces: impl Iterator<Item = &'p [u8]> + Clone) -> Result<Vec<u8>> {
        let length: usize = pieces.clone().map(<[u8]>::len).sum();
        let mut blob = begin_blob(length);
        blob.reserve(zstd::zstd_safe::compress_bound(length));
        self.frame(pieces, &mut blob)?;
        Ok(blob)
    }

    /// Compresses pieces into a frame of a blob, which may have several.
    pub fn frame<'p>(
        &mut self,
        pieces: impl Iterator<Item = &'p [u8]> + Clone,
        blob: &mut Vec<u8>,
    ) -> Result<()> {
        // The encoder chooses its tables by the size: without it every small blob would pay for large ones.
        self.begin(Some(pieces.clone().map(<[u8]>::len).sum()))?;
        for piece in pieces {
            self.feed(piece, blob)?;
            if piece.len() >= BLOCK_BYTES {
                while with_room(blob, |out| self.encoder.flush(out))? > 0 {}
            }
        }
        self.end(blob)
    }

    /// Begins a frame; its length is known or not.
    pub fn begin(&mut self, length: Option<usize>) -> Result<()> {
        self.encoder.reinit().map_err(StoreError::file("compressed"))?;
        let length = length.map(|length| length as u64);
        self.encoder.set_pledged_src_size(length).map_err(StoreError::file("compressed"))
    }

    pub fn feed(&mut self, piece: &[u8], blob: &mut Vec<u8>) -> Result<()> {
        let mut input = InBuffer::around(piece);
        while input.pos() < piece.len() {
            with_room(blob, |out| self.encoder.run(&mut input, out))?;
        }
        Ok(())
    }

    pub fn end(&mut self, blob: &mut Vec<u8>) -> Result<()> {
        while with_room(blob, |out| self.encoder.finish(out, false))? > 0 {}
        Ok(())
    }
}

/// A blob without its frames.
pub(crate) fn begin_blob(length: usize) -> Vec<u8> {
    let mut blob = Vec::with_capacity(16);
    blob.push(CODEC_VERSION);
    put_varint(&mut blob, length as u64);
    blob
}

/// Lets an operation write behind what is in the blob, after making sure that there is room.
fn with_room(
    blob: &mut Vec<u8>,
    operation: impl FnOnce(&mut OutBuffer<'_, Vec<u8>>) -> std::io::Result<usize>,
) -> Result<usize> {
    blob.reserve(1024);
    let end = blob.len();
    operation(&mut OutBuffer::around_pos(blob, end)).map_err(StoreError::file("compressed"))
}

pub(crate) struct Unpacker {
    decompressor: Decompressor<'static>,
}

impl Unpacker {
    pub fn new() -> Result<Unpacker> {
        let decompressor = Decompressor::new().map_err(StoreError::file("decompressed"))?;
        Ok(Unpacker { decompressor })
    }

    /// The same for a blob that was packed behind a prefix.
    pub fn unpack_behind(&mut self, prefix: &[u8], blob: &[u8], out: &mut Vec<u8>) -> Decoded<()> {
        let set = |unpacker: &mut Unpacker, prefix: &[u8]| {
            unpacker
                .decompressor
                .set_dictionary(prefix)
                .map_err(|_| damaged("a blob's prefix cannot be used"))
        };
        set(self, prefix)?;
        let unpacked = self.unpack(blob, out);
        set(self, &[])?;
        unpacked
    }

    /// Puts the payload into `out`, in the place of what was there.
    pub fn unpack(&mut self, blob: &[u8], out: &mut Vec<u8>) -> Decoded<()> {
        out.clear();
        let mut cursor = Cursor::new(blob);
        if cursor.byte()? != CODEC_VERSION {
            return Err(damaged("a blob has an unknown version"));
        }
        let length = usize::try_from(cursor.varint()?).unwrap_or(usize::MAX);
        if length > MAX_PAYLOAD_BYTES {
            return Err(damaged("a blob claims to be larger than any can be"));
        }
        let frame = cursor.take(cursor.left())?;
        out.try_reserve_exact(length).map_err(|_| damaged("a blob is larger than the memory"))?;
        let inflated = self.decompressor.decompress_to_buffer(frame, out);
        match inflated {
            Ok(inflated) if inflated == length => Ok(()),
            Ok(_) => Err(damaged("a blob has another length than it says")),
            Err(_) => Err(damaged("a blob cannot be decompressed")),
        }
    }
}
