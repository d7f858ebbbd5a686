//! UTF-16 text as UTF-8, as it streams by.

use std::io::{self, Read};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Endian {
    Little,
    Big,
}

pub(crate) struct Utf16Reader<R> {
    inner: R,
    endian: Endian,
    /// Bytes read and not yet translated.
    raw: Vec<u8>,
    /// A leading surrogate that waits for its other half.
    leading: Option<u16>,
    /// Translated and not yet handed out, from `given` on.
    text: Vec<u8>,
    given: usize,
}

/// Bytes of UTF-16 translated at a time.
const CHUNK_BYTES: u64 = 32 * 1024;

impl<R: Read> Utf16Reader<R> {
    pub(crate) fn new(inner: R, endian: Endian) -> Utf16Reader<R> {
        Utf16Reader { inner, endian, raw: Vec::new(), leading: None, text: Vec::new(), given: 0 }
    }

    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.given = 0;
        while self.text.is_empty() {
            let read = self.inner.by_ref().take(CHUNK_BYTES).read_to_end(&mut self.raw)?;
            if read == 0 {
                // Half a pair or half a unit at the very end is damage; the JSON reader reports the cut.
                if self.leading.take().is_some() {
                    self.push(char::REPLACEMENT_CHARACTER);
                }
                self.raw.clear();
                return Ok(());
            }
            let raw = std::mem::take(&mut self.raw);
            let (units, rest) = raw.as_chunks::<2>();
            for unit in units {
                self.unit(match self.endian {
                    Endian::Little => u16::from_le_bytes(*unit),
                    Endian::Big => u16::from_be_bytes(*unit),
                });
            }
            self.raw.extend_from_slice(rest);
        }
        Ok(())
    }

    fn unit(&mut self, unit: u16) {
        if let Some(leading) = self.leading.take() {
            if let Some(Ok(pair)) = char::decode_utf16([leading, unit]).next() {
                return self.push(pair);
            }
            self.push(char::REPLACEMENT_CHARACTER);
        }
        match unit {
            // The byte order mark has done its work.
            0xfeff => {}
            0xd800..=0xdbff => self.leading = Some(unit),
            _ => self.push(char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER)),
        }
    }

    fn push(&mut self, character: char) {
        self.text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
}

impl<R: Read> Read for Utf16Reader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given >= self.text.len() {
            self.refill()?;
        }
        let ready = self.text.get(self.given..).unwrap_or_default();
        let count = ready.len().min(into.len());
        if let (Some(to), Some(from)) = (into.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(units: &[u16], expected: &str) {
        for endian in [Endian::Little, Endian::Big] {
            let bytes: Vec<u8> = units
                .iter()
                .flat_map(|unit| match endian {
                    Endian::Little => unit.to_le_bytes(),
                    Endian::Big => unit.to_be_bytes(),
                })
                .collect();
            let mut text = String::new();
            Utf16Reader::new(&bytes[..], endian).read_to_string(&mut text).unwrap();
            assert_eq!(text, expected);
        }
    }

    #[test]
    fn pairs_are_joined_and_lone_halves_replaced() {
        check(&[0xfeff, 0x5b, 0xd83d, 0xde00, 0x5d], "[😀]");
        check(&[0xd83d, 0x41, 0xde00, 0xd83d], "\u{fffd}A\u{fffd}\u{fffd}");
    }
}
