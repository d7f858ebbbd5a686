//! What the first bytes say: which wrapping to take off next, or that this is the inside.

use super::layer::LENIENT;
use super::{snappy, tar};
use base64::Engine;
use std::io::Read;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Sniffed {
    Gzip,
    Zlib,
    Zstd,
    Zip,
    Tar,
    Brotli,
    Snappy,
    SnappyBlocks,
    Base64,
    Utf16Le,
    Utf16Be,
    /// Lines of JSON text before a compressed stream: the header of a Sentry segment or envelope. Holds their length.
    HeaderBefore(u64),
    /// Nothing to take off.
    Inside,
}

/// Whether there is anything to take off.
pub(crate) fn is_wrapped(head: &[u8]) -> bool {
    sniff(head) != Sniffed::Inside
}

pub(crate) fn sniff(head: &[u8]) -> Sniffed {
    if let Some(stream) = compressed(head) {
        return stream;
    }
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Sniffed::Zip,
        [0xff, 0xfe, ..] => Sniffed::Utf16Le,
        [0xfe, 0xff, ..] => Sniffed::Utf16Be,
        // Without a mark: JSON begins with an ASCII character, so every other byte is zero.
        [first, 0, _, 0, ..] if begins_json(*first) => Sniffed::Utf16Le,
        [0, first, 0, _, ..] if begins_json(*first) => Sniffed::Utf16Be,
        _ if tar::is_tar(head) => Sniffed::Tar,
        _ => header_before(head).map_or_else(|| without_a_mark(head), Sniffed::HeaderBefore),
    }
}

/// Wrappings that begin with nothing of their own are known by what is in them.
fn without_a_mark(head: &[u8]) -> Sniffed {
    if begins_json(head.first().copied().unwrap_or(b'{')) || head.starts_with(b"\xef\xbb\xbf") {
        return Sniffed::Inside;
    }
    if snappy::begins_blocks(head) {
        return Sniffed::SnappyBlocks;
    }
    if snappy::begins_block(head) {
        return Sniffed::Snappy;
    }
    if is_base64(head) {
        return Sniffed::Base64;
    }
    if is_brotli(head) { Sniffed::Brotli } else { Sniffed::Inside }
}

/// Nothing but its characters, and something known inside.
fn is_base64(head: &[u8]) -> bool {
    let is_its = |byte: &u8| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=') || byte.is_ascii_whitespace()
    };
    if !head.iter().all(is_its) {
        return false;
    }
    let mut start: Vec<u8> =
        head.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(64).collect();
    start.truncate(start.len() / 4 * 4);
    let Ok(inside) = LENIENT.decode(&start) else { return false };
    compressed(&inside).is_some() || inside.starts_with(b"PK\x03\x04") || begins_events(&inside)
}

fn begins_events(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start(), [b'{' | b'[', b'"' | b'{' | b'[' | b'\n' | b'\r' | b' ', ..])
}

/// The only wrapping without any mark: what comes out must be JSON.
fn is_brotli(head: &[u8]) -> bool {
    let is_text = !head.contains(&0) && std::str::from_utf8(head.get(..64).unwrap_or(head)).is_ok();
    if head.len() < 8 || is_text {
        return false;
    }
    let mut start = [0; 64];
    let mut reader = brotli_decompressor::Decompressor::new(head, 4096);
    let count = reader.read(&mut start).unwrap_or(0);
    let start = start.get(..count).unwrap_or_default();
    begins_events(start) && start.iter().all(|&byte| byte >= 0x20 || byte.is_ascii_whitespace())
}

fn compressed(bytes: &[u8]) -> Option<Sniffed> {
    match bytes {
        [0x1f, 0x8b, 8, ..] => Some(Sniffed::Gzip),
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Some(Sniffed::Zstd),
        // The usual window size; the second byte makes the pair a multiple of 31.
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => Some(Sniffed::Zlib),
        _ => None,
    }
}

fn begins_json(byte: u8) -> bool {
    matches!(byte, b'{' | b'[' | b'"' | b' ' | b'\n' | b'\r' | b'\t')
}

fn header_before(head: &[u8]) -> Option<u64> {
    let mut at = 0;
    while let [b'{', ..] = head.get(at..)? {
        at += head.get(at..)?.iter().position(|&byte| byte == b'\n')? + 1;
        if compressed(head.get(at..)?).is_some() {
            return Some(at as u64);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_bytes_name_the_wrapping() {
        let check = |head: &[u8], expected| assert_eq!(sniff(head), expected, "{head:?}");
        check(b"", Sniffed::Inside);
        check(b"[{\"type\":4", Sniffed::Inside);
        check(b"\x1f\x8b\x08\0", Sniffed::Gzip);
        check(b"\x78\x9c\x01", Sniffed::Zlib);
        check(b"x = 3", Sniffed::Inside);
        check(b"\x28\xb5\x2f\xfd", Sniffed::Zstd);
        check(b"PK\x03\x04", Sniffed::Zip);
        check(b"\xff\xfe[\0", Sniffed::Utf16Le);
        check(b"\xfe\xff\0[", Sniffed::Utf16Be);
        check(b"[\0{\0", Sniffed::Utf16Le);
        check(b"\0[\0{", Sniffed::Utf16Be);
        check(b"{\"segment_id\":0}\n\x78\x9c\x01", Sniffed::HeaderBefore(17));
        check(b"{\"segment_id\":0}\n[{}]", Sniffed::Inside);
        check(b"{\"a\":1}\n{\"type\":\"replay_recording\"}\n{\"segment_id\":3}\n\x1f\x8b\x08", {
            Sniffed::HeaderBefore(53)
        });
    }
}
