//! Events inside strings: JSON text, or compressed bytes written as one character for each byte.
//!
//! rrweb's packer writes zlib, PostHog gzip, and storage layers re-encode either of them on the way.

use crate::json_text::unescape;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use events::limits::MAX_PACKED_EVENT_BYTES;
use std::io::Read;

/// What a string turned out to be.
#[derive(PartialEq, Eq, Debug)]
pub(crate) enum Unpacked {
    /// JSON text, written as a string.
    Text(Vec<u8>),
    /// JSON text that was compressed.
    Inflated(Vec<u8>),
    /// It begins like a packed event and cannot be read.
    Unreadable,
    TooLong,
    /// An ordinary string.
    Other,
}

/// Takes the token between the quotes of a JSON string.
pub(crate) fn unpack(token: &[u8]) -> Unpacked {
    let begins_json = matches!(token.trim_ascii_start().first(), Some(b'{' | b'['));
    if begins_json {
        return Unpacked::Text(unescape(token));
    }
    unpack_text(&unescape(token))
}

/// As `unpack`, for a string without escapes. Bytes that are not UTF-8 are taken as they are: the file was Latin-1.
pub(crate) fn unpack_text(text: &[u8]) -> Unpacked {
    match inflated(text) {
        Some(Ok(inflated)) if looks_like_json(&inflated) => Unpacked::Inflated(inflated),
        Some(Err(TooLong)) => Unpacked::TooLong,
        _ if begins_packed(text) => Unpacked::Unreadable,
        _ => Unpacked::Other,
    }
}

/// The inflated bytes of a text in any of the ways bytes are written as text.
fn inflated(text: &[u8]) -> Option<Result<Vec<u8>, TooLong>> {
    let Some(units) = units(text) else { return inflate(text) };
    if text.is_ascii() {
        // One unit for each byte needs units above 127, so this can only be base64.
        let magic = text.starts_with(b"H4sI") || matches!(text, [b'e', b'J' | b'N' | b'A' | b'F', ..]);
        return if magic { inflate(&STANDARD.decode(text).ok()?) } else { None };
    }
    inflate(&units).or_else(|| {
        // Written as UTF-8 twice.
        let again = self::units(&units)?;
        if again.len() == units.len() { None } else { inflate(&again) }
    })
}

/// One byte for each character; None where the text is not UTF-8 or has characters that stand for no byte.
fn units(text: &[u8]) -> Option<Vec<u8>> {
    std::str::from_utf8(text).ok()?.chars().map(byte_of).collect()
}

/// Programs that take Latin-1 for Windows-1252 turn the bytes 80 to 9F into these.
fn byte_of(character: char) -> Option<u8> {
    const WINDOWS_1252: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    u8::try_from(u32::from(character)).ok().or_else(|| {
        let place = WINDOWS_1252.chars().position(|other| other == character)?;
        u8::try_from(0x80 + place).ok()
    })
}

#[derive(Debug)]
struct TooLong;

/// Zlib, gzip or bare deflate; None where it is none of them or damaged.
fn inflate(bytes: &[u8]) -> Option<Result<Vec<u8>, TooLong>> {
    let reader: Box<dyn Read + '_> = match bytes {
        [0x1f, 0x8b, ..] => Box::new(flate2::bufread::MultiGzDecoder::new(bytes)),
        [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..] => Box::new(flate2::bufread::ZlibDecoder::new(bytes)),
        _ => Box::new(flate2::bufread::DeflateDecoder::new(bytes)),
    };
    let mut out = Vec::new();
    reader.take(MAX_PACKED_EVENT_BYTES as u64 + 1).read_to_end(&mut out).ok()?;
    Some(if out.len() > MAX_PACKED_EVENT_BYTES { Err(TooLong) } else { Ok(out) })
}

fn looks_like_json(text: &[u8]) -> bool {
    matches!(text.trim_ascii_start().first(), Some(b'{' | b'[' | b'"'))
}

fn begins_packed(text: &[u8]) -> bool {
    let marks: [&[u8]; 8] =
        [b"x\x01", b"x^", b"x\x9c", b"x\xda", b"x\xc2\x9c", b"x\xc3\x9a", b"\x1f\x8b", b"\x1f\xc2\x8b"];
    marks.iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    const EVENT: &str = r#"{"type":4,"data":{"href":"https://a.example/"},"timestamp":1,"v":"v1"}"#;

    fn zlib() -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(EVENT.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn gzip() -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(EVENT.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate() -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(EVENT.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn latin1(bytes: &[u8]) -> String {
        bytes.iter().map(|&byte| char::from(byte)).collect()
    }

    /// The token as a JSON writer would write the string.
    fn token(text: &str) -> Vec<u8> {
        let json = serde_json::to_string(text).unwrap();
        json.as_bytes()[1..json.len() - 1].to_vec()
    }

    #[test]
    fn packed_events_are_unpacked_however_they_were_stored() {
        let check = |token: Vec<u8>| {
            assert_eq!(unpack(&token), Unpacked::Inflated(EVENT.into()), "{}", token.escape_ascii());
        };
        for bytes in [zlib(), gzip(), deflate()] {
            check(token(&latin1(&bytes)));
            // The file was written as Latin-1.
            let mut raw = Vec::new();
            for &byte in &bytes {
                match byte {
                    b'"' | b'\\' => raw.extend([b'\\', byte]),
                    0..0x20 => raw.extend(format!("\\u{byte:04x}").bytes()),
                    _ => raw.push(byte),
                }
            }
            check(raw);
            // UTF-8 twice.
            check(token(&latin1(latin1(&bytes).as_bytes())));
            // UTF-8 read as Windows-1252.
            let windows = latin1(&bytes).replace('\u{9c}', "œ").replace('\u{80}', "€");
            check(token(&windows));
        }
        check(STANDARD.encode(gzip()).into_bytes());
        check(STANDARD.encode(zlib()).into_bytes());
    }

    #[test]
    fn other_strings_are_left_alone() {
        let check = |token: &[u8], expected: Unpacked| assert_eq!(unpack(token), expected);
        check(br#"{\"type\":4}"#, Unpacked::Text(br#"{"type":4}"#.to_vec()));
        check(b"anon", Unpacked::Other);
        check(b"", Unpacked::Other);
        check("Grüße".as_bytes(), Unpacked::Other);
        check("日本".as_bytes(), Unpacked::Other);
        check(b"x\\u009cbroken", Unpacked::Unreadable);
        check(b"H4sInonsense", Unpacked::Other);
    }
}
