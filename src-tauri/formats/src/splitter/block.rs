//! 64 bytes of JSON text as sets of places, one bit for each byte: what vector instructions find in a few steps.

use wide::u8x16;

pub(super) const BLOCK_BYTES: usize = 64;

/// Places in a block, the first byte's in the lowest bit.
type Places = u64;

/// The strings in a block.
pub(super) struct Strings {
    /// From the opening quote up to the closing one, which does not belong to it.
    pub inside: Places,
    /// Closing quotes.
    pub ends: Places,
    /// Opening and closing quotes.
    pub quotes: Places,
    /// Backslashes outside of strings. What stands behind the first of them was not understood.
    pub strays: Places,
    /// The block ends with a backslash whose character is in the next one.
    pub ends_with_escape: bool,
}

impl Strings {
    /// None where the block is nothing but a part of the string that was open before it.
    #[inline]
    pub fn of(block: &[u8; BLOCK_BYTES], in_string: bool) -> Option<Strings> {
        let mut quotes = places(block, |bytes| bytes.simd_eq(u8x16::splat(b'"')));
        let backslashes = places(block, |bytes| bytes.simd_eq(u8x16::splat(b'\\')));
        if in_string && quotes | backslashes == 0 {
            return None;
        }
        let mut ends_with_escape = false;
        if backslashes != 0 {
            let escaped;
            (escaped, ends_with_escape) = escaped_places(backslashes);
            quotes &= !escaped;
        }
        let inside = parity(quotes) ^ if in_string { Places::MAX } else { 0 };
        let (ends, strays) = (quotes & !inside, backslashes & !inside);
        Some(Strings { inside, ends, quotes, strays, ends_with_escape })
    }
}

/// Where brackets and what stands between values are, inside of strings too.
pub(super) struct Tokens {
    pub opens: Places,
    pub closes: Places,
    pub commas: Places,
    pub colons: Places,
    /// Of the brackets those that are curly; of other bytes it says nothing.
    pub curly: Places,
}

impl Tokens {
    #[inline]
    pub fn of(block: &[u8; BLOCK_BYTES]) -> Tokens {
        // Square and curly brackets differ in one bit.
        let is = |bytes: u8x16, byte: u8| (bytes | u8x16::splat(0x20)).simd_eq(u8x16::splat(byte));
        Tokens {
            opens: places(block, |bytes| is(bytes, b'{')),
            closes: places(block, |bytes| is(bytes, b'}')),
            commas: places(block, |bytes| bytes.simd_eq(u8x16::splat(b','))),
            colons: places(block, |bytes| bytes.simd_eq(u8x16::splat(b':'))),
            // The highest bit is what counts.
            curly: places(block, |bytes| bytes + u8x16::splat(0x80 - b'{')),
        }
    }
}

#[inline]
fn places(block: &[u8; BLOCK_BYTES], found: impl Fn(u8x16) -> u8x16) -> Places {
    let (parts, _) = block.as_chunks::<16>();
    let bits = parts.iter().enumerate().map(|(number, part)| {
        let bits = found(u8x16::new(*part)).to_bitmask();
        Places::from(bits) << (16 * number)
    });
    bits.fold(0, |all, bits| all | bits)
}

/// For each place whether an odd number of bits stands up to it.
#[inline]
fn parity(mut bits: Places) -> Places {
    for distance in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << distance;
    }
    bits
}

/// The places behind backslashes that are not escaped themselves, and whether the last backslash is such a one. See
/// Langdale and Lemire, "Parsing Gigabytes of JSON per Second": a run's carry tells whether its length is odd.
fn escaped_places(backslashes: Places) -> (Places, bool) {
    const ODD: Places = 0xaaaa_aaaa_aaaa_aaaa;
    let behind = backslashes << 1;
    let codes = (behind | ODD).wrapping_sub(backslashes) ^ ODD;
    (codes ^ backslashes, (codes & backslashes) >> 63 == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks a block against bits written below the text.
    fn check(text: &str, bits: &str, found: impl Fn(&[u8; BLOCK_BYTES]) -> Places) {
        let block: [u8; BLOCK_BYTES] = format!("{text:64}").into_bytes().try_into().unwrap();
        let places = format!("{:064b}", found(&block)).chars().rev().collect::<String>();
        let places = places.replace('0', " ").replace('1', "^");
        assert_eq!(places.trim_end(), bits.trim_end(), "{text}");
    }

    #[test]
    fn strings_are_told_from_what_is_between_them() {
        let text = r#"{"a":"b\"\\","\\\"":[]} "c"#;
        let inside = |block: &[u8; BLOCK_BYTES]| Strings::of(block, false).unwrap().inside;
        check(text, r#" ^^  ^^^^^^  ^^^^^      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"#, inside);
        check(text, r#"   ^       ^      ^       "#, |block| Strings::of(block, false).unwrap().ends);
        check(r#"ab"c\"d"#, r#"^^  ^  "#, |block| {
            let strings = Strings::of(block, true).unwrap();
            strings.inside & 0b1_0111 & !0b100 | strings.strays
        });
        assert!(Strings::of(&[b'x'; BLOCK_BYTES], true).is_none());
        assert!(Strings::of(&[b'x'; BLOCK_BYTES], false).is_some());
    }

    #[test]
    fn an_escape_at_the_end_of_a_block_is_seen() {
        for length in 0..BLOCK_BYTES {
            let mut block = [b'x'; BLOCK_BYTES];
            block[BLOCK_BYTES - length..].fill(b'\\');
            let ends = Strings::of(&block, true).is_some_and(|strings| strings.ends_with_escape);
            assert_eq!(ends, length % 2 == 1, "{length}");
        }
    }

    #[test]
    fn every_byte_is_known_at_every_place() {
        for byte in 0..=255_u8 {
            for place in 0..BLOCK_BYTES {
                let mut block = [b'~'; BLOCK_BYTES];
                block[place] = byte;
                let bit = |found: bool| u64::from(found) << place;
                let (tokens, strings) = (Tokens::of(&block), Strings::of(&block, false).unwrap());
                assert_eq!(tokens.opens, bit(matches!(byte, b'{' | b'[')), "{byte}");
                assert_eq!(tokens.closes, bit(matches!(byte, b'}' | b']')), "{byte}");
                assert_eq!(tokens.commas, bit(byte == b','), "{byte}");
                assert_eq!(tokens.colons, bit(byte == b':'), "{byte}");
                let brackets = tokens.opens | tokens.closes;
                assert_eq!(tokens.curly & brackets, bit(matches!(byte, b'{' | b'}')), "{byte}");
                assert_eq!(strings.quotes, bit(byte == b'"'), "{byte}");
                assert_eq!(strings.strays, bit(byte == b'\\'), "{byte}");
            }
        }
    }
}
