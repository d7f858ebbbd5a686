//! Snappy blocks: one alone, or a row of them, each with its length in four bytes before it.

use events::limits::MAX_NESTED_ARCHIVE_BYTES;
use std::io::{self, Read};

/// Whether a block whose text is JSON begins here: the length, then a literal that begins like JSON.
pub(super) fn begins_block(head: &[u8]) -> bool {
    let Some(length) = head.iter().position(|byte| byte & 0x80 == 0).filter(|&last| last < 5) else {
        return false;
    };
    let Some(rest) = head.get(length + 1..) else { return false };
    let Some(&tag) = rest.first() else { return false };
    // A literal: its length stands in the tag, or in up to four bytes behind it.
    let behind = match tag >> 2 {
        0..60 => 0,
        more => usize::from(more) - 59,
    };
    let is_literal = tag & 3 == 0;
    let text = rest.get(1 + behind..).unwrap_or_default();
    is_literal && matches!(text, [b'{' | b'[', b'"' | b'{' | b'[' | b'\n' | b' ', ..])
}

/// Whether a row of blocks begins here.
pub(super) fn begins_blocks(head: &[u8]) -> bool {
    matches!(head, [0, ..]) && head.get(4..).is_some_and(begins_block)
}

/// What one block holds.
pub(super) fn block(source: impl Read) -> io::Result<Vec<u8>> {
    decode(&whole(source)?)
}

/// What a row of blocks holds.
pub(super) fn blocks(source: impl Read) -> io::Result<Vec<u8>> {
    let bytes = whole(source)?;
    let mut rest = bytes.as_slice();
    let mut text = Vec::new();
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        let length = u32::from_be_bytes(*length) as usize;
        let Some((block, next)) = behind.split_at_checked(length) else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        text.extend(decode(block)?);
        if text.len() > MAX_NESTED_ARCHIVE_BYTES {
            return Err(io::Error::other(super::TooMuch));
        }
        // Lines go on in the next block, or begin there.
        if !text.ends_with(b"\n") {
            text.push(b'\n');
        }
        rest = next;
    }
    Ok(text)
}

fn whole(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(MAX_NESTED_ARCHIVE_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > MAX_NESTED_ARCHIVE_BYTES { Err(io::Error::other(super::TooMuch)) } else { Ok(bytes) }
}

fn decode(block: &[u8]) -> io::Result<Vec<u8>> {
    let length = snap::raw::decompress_len(block).map_err(io::Error::other)?;
    if length > MAX_NESTED_ARCHIVE_BYTES {
        return Err(io::Error::other(super::TooMuch));
    }
    snap::raw::Decoder::new().decompress_vec(block).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_are_known_by_the_json_in_them_and_read() {
        let text = format!("[{}]", "{\"type\":4,\"timestamp\":1},".repeat(400));
        let block_of = |text: &str| snap::raw::Encoder::new().compress_vec(text.as_bytes()).unwrap();
        let one = block_of(&text);
        assert!(begins_block(&one) && !begins_blocks(&one));
        assert_eq!(block(one.as_slice()).unwrap(), text.as_bytes());
        let mut row = Vec::new();
        for part in [&one, &block_of("{\"a\":1}\n")] {
            row.extend((part.len() as u32).to_be_bytes());
            row.extend(part);
        }
        assert!(begins_blocks(&row));
        assert_eq!(blocks(row.as_slice()).unwrap(), format!("{text}\n{{\"a\":1}}\n").as_bytes());
        assert!(blocks(&row[..row.len() - 3]).is_err());
        assert!(!begins_block(b"some text") && !begins_block(b"{\"a\":1}") && !begins_block(b""));
        // A block that says it is four gigabytes long.
        assert!(block(&[0xff, 0xff, 0xff, 0xff, 0x0f, 0][..]).is_err());
    }
}
