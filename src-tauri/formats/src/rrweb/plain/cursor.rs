//! A place in strict JSON text. None wherever the text is not what was asked for, or not strict.

use super::super::lenient::{NodeRef, Scalar};
use events::{SourceNodeId, Text};
use wide::u8x16;

pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    pub fn new(text: &'t str) -> Cursor<'t> {
        Cursor { text, at: 0 }
    }

    /// Whether nothing but white space is left.
    pub fn is_at_end(&mut self) -> bool {
        self.token();
        self.at == self.text.len()
    }

    /// The next byte that is not white space, which stays ahead.
    #[inline]
    fn token(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if byte > b' ' {
                return Some(byte);
            }
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return None;
            }
            self.at += 1;
        }
    }

    #[inline]
    fn expect(&mut self, byte: u8) -> Option<()> {
        let found = self.token()? == byte;
        self.at += 1;
        found.then_some(())
    }

    /// An object: `member` is called before each name and has to read name, colon and value.
    #[inline]
    pub fn object(&mut self, mut member: impl FnMut(&mut Cursor<'t>) -> Option<()>) -> Option<()> {
        self.expect(b'{')?;
        if self.token()? == b'}' {
            self.at += 1;
            return Some(());
        }
        loop {
            self.token()?;
            member(self)?;
            if !self.goes_on(b'}')? {
                return Some(());
            }
        }
    }

    /// The first byte of the name of the member that is ahead.
    #[inline]
    pub fn initial(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at + 1).copied()
    }

    /// Over a member's name in its quotes and the colon, if it is this one.
    #[inline]
    pub fn is_member(&mut self, quoted_name: &'static str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(quoted_name.as_bytes()) {
            return false;
        }
        if rest.get(quoted_name.len()) == Some(&b':') {
            self.at += quoted_name.len() + 1;
            return true;
        }
        self.is_member_before_blank(quoted_name.len())
    }

    /// White space may stand before the colon.
    #[cold]
    fn is_member_before_blank(&mut self, name_length: usize) -> bool {
        let start = self.at;
        self.at += name_length;
        let is_whole = self.expect(b':').is_some();
        if !is_whole {
            // Then it is no other one either.
            self.at = start;
        }
        is_whole
    }

    /// Over an object of which only the end is looked for: the last closing bracket before that of the object around
    /// it, which is the last thing in the text.
    pub fn object_unread(&mut self) -> Option<&'t str> {
        if self.token()? != b'{' {
            return None;
        }
        let rest = self.text.get(self.at..)?;
        let inside = rest.trim_end_matches([' ', '\n', '\r', '\t']).strip_suffix('}')?;
        let end = inside.bytes().rposition(|byte| byte == b'}')? + 1;
        self.at += end;
        rest.get(..end)
    }

    /// Over any member's name and the colon.
    pub fn member_name(&mut self) -> Option<&'t str> {
        let name = self.plain_string()?;
        self.expect(b':').map(|()| name)
    }

    /// An array: `item` is called before each item and has to read it.
    #[inline]
    pub fn array(&mut self, mut item: impl FnMut(&mut Cursor<'t>) -> Option<()>) -> Option<()> {
        self.expect(b'[')?;
        if self.token()? == b']' {
            self.at += 1;
            return Some(());
        }
        loop {
            item(self)?;
            if !self.goes_on(b']')? {
                return Some(());
            }
        }
    }

    /// Over a comma or the closing bracket: whether it was a comma.
    #[inline]
    fn goes_on(&mut self, closing: u8) -> Option<bool> {
        let byte = self.token()?;
        self.at += 1;
        match byte {
            b',' => Some(true),
            _ if byte == closing => Some(false),
            _ => None,
        }
    }

    /// Any value but an object or array.
    #[inline]
    pub fn scalar(&mut self) -> Option<Scalar> {
        Some(match self.token()? {
            b'"' => Scalar::Text(self.string()?),
            b't' => self.word("true", Scalar::Boolean(true))?,
            b'f' => self.word("false", Scalar::Boolean(false))?,
            b'n' => self.word("null", Scalar::Null)?,
            _ => Scalar::Number(self.number()?),
        })
    }

    pub fn opens(&mut self, bracket: u8) -> Option<bool> {
        Some(self.token()? == bracket)
    }

    fn word<T>(&mut self, word: &str, meaning: T) -> Option<T> {
        let stands = self.text.as_bytes().get(self.at..)?.starts_with(word.as_bytes());
        self.at += word.len();
        stands.then_some(meaning)
    }

    /// An id, or null.
    #[inline]
    pub fn node_ref(&mut self) -> Option<NodeRef> {
        if self.token()? == b'n' {
            return self.word("null", NodeRef::default());
        }
        Some(match self.whole() {
            Some(id) => NodeRef { id: SourceNodeId::new(id), given: true, bent: false },
            None => NodeRef::of_number(self.other_number()?, false),
        })
    }

    #[inline]
    pub fn number(&mut self) -> Option<f64> {
        self.token()?;
        match self.whole() {
            // Below 2^53, so nothing is lost.
            Some(whole) => Some(whole as f64),
            None => self.other_number(),
        }
    }

    pub fn whole_number(&mut self) -> Option<i64> {
        self.token()?;
        self.whole().map(|number| number as i64)
    }

    /// Over a number of up to 15 digits and nothing else; otherwise it stays ahead.
    #[inline]
    fn whole(&mut self) -> Option<u64> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (value, length) = match rest {
            [digit @ b'0'..=b'9', b',' | b'}' | b']', ..] => (u64::from(digit - b'0'), 1),
            _ => rest.first_chunk().and_then(short_whole).or_else(|| long_whole(rest))?,
        };
        self.at += length;
        Some(value)
    }

    #[cold]
    fn other_number(&mut self) -> Option<f64> {
        let part_of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'-' | b'+');
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += bytes.get(start..)?.iter().take_while(|byte| part_of_number(byte)).count();
        // Digits and rounding are one reader's affair.
        serde_json::from_str(self.text.get(start..self.at)?).ok()
    }

    #[inline]
    pub fn string(&mut self) -> Option<Text> {
        let (plain, ended) = self.string_start()?;
        if ended { Some(Text::new(plain)) } else { Some(Text::from(self.escaped_string(plain)?)) }
    }

    /// A string without escapes.
    #[inline]
    pub fn plain_string(&mut self) -> Option<&'t str> {
        let (plain, ended) = self.string_start()?;
        ended.then_some(plain)
    }

    /// From a quote that is ahead: what stands before the closing quote or the first escape, and which of them it is.
    #[inline]
    fn string_start(&mut self) -> Option<(&'t str, bool)> {
        if self.text.as_bytes().get(self.at) != Some(&b'"') {
            return None;
        }
        self.at += 1;
        self.run()
    }

    /// Text up to a quote or backslash, over it, and whether it was a quote.
    #[inline]
    fn run(&mut self) -> Option<(&'t str, bool)> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let length = plain_length(rest);
        let found = *rest.get(length)?;
        let run = self.text.get(self.at..self.at + length)?;
        self.at += length + 1;
        match found {
            b'"' => Some((run, true)),
            b'\\' => Some((run, false)),
            _ => None,
        }
    }

    /// The rest of a string behind its first backslash.
    #[cold]
    fn escaped_string(&mut self, plain: &str) -> Option<String> {
        let mut out = String::from(plain);
        loop {
            out.push(self.escape()?);
            let (run, ended) = self.run()?;
            out.push_str(run);
            if ended {
                return Some(out);
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = *self.text.as_bytes().get(self.at)?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(),
            _ => return None,
        })
    }

    /// None for half a pair as well.
    fn unicode_escape(&mut self) -> Option<char> {
        let unit = self.hex_unit()?;
        if !(0xd800..0xdc00).contains(&unit) {
            return char::from_u32(u32::from(unit));
        }
        self.word("\\u", ())?;
        let pair = [unit, self.hex_unit()?];
        char::decode_utf16(pair).next()?.ok()
    }

    fn hex_unit(&mut self) -> Option<u16> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        // The parser would take a sign.
        let unit = || u16::from_str_radix(digits, 16).ok();
        if digits.bytes().all(|byte| byte.is_ascii_hexdigit()) { unit() } else { None }
    }
}

/// A whole number of two to seven digits before a comma or a closing bracket, and its length. See Lemire, "Quickly
/// parsing eight digits".
#[inline]
fn short_whole(text: &[u8; 8]) -> Option<(u64, usize)> {
    let word = u64::from_le_bytes(*text);
    let digits = word ^ u64::from_ne_bytes([b'0'; 8]);
    // The highest bit of the first byte that is no digit; a carry only reaches bytes behind it.
    let others =
        (digits.wrapping_add(u64::from_ne_bytes([0x7f - 9; 8])) | digits) & u64::from_ne_bytes([0x80; 8]);
    let bits = others.trailing_zeros() & !7;
    let next = (word >> (bits & 63)) as u8;
    let is_strict = (16..64).contains(&bits) && digits & 0xff != 0;
    if !is_strict || !matches!(next, b',' | b'}' | b']') {
        return None;
    }
    // As if noughts stood before it.
    let eight = digits << (64 - bits);
    let pairs = (eight.wrapping_mul(1 + (10 << 8)) >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = (pairs.wrapping_mul(1 + (100 << 16)) >> 16) & 0x0000_ffff_0000_ffff;
    let value = fours.wrapping_mul(1 + (10_000 << 32)) >> 32;
    Some((value, (bits / 8) as usize))
}

/// A whole number of up to 15 digits, and its length.
#[inline(never)]
fn long_whole(text: &[u8]) -> Option<(u64, usize)> {
    let length = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at_checked(length)?;
    let is_strict = length == 1 || (2..16).contains(&length) && digits.first() != Some(&b'0');
    if !is_strict || matches!(rest.first(), Some(b'.' | b'e' | b'E' | b'-' | b'+')) {
        return None;
    }
    let value = digits.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0'));
    Some((value, length))
}

/// Bytes before the first quote, backslash or control character, sixteen at a time.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    let (parts, rest) = bytes.as_chunks::<16>();
    let mut at = 0;
    for part in parts {
        let part = u8x16::new(*part);
        let quotes = part.simd_eq(u8x16::splat(b'"'));
        let backslashes = part.simd_eq(u8x16::splat(b'\\'));
        let controls = part.min(u8x16::splat(0x1f)).simd_eq(part);
        let hits = (quotes | backslashes | controls).to_bitmask();
        if hits != 0 {
            return at + hits.trailing_zeros() as usize;
        }
        at += 16;
    }
    at + rest.iter().take_while(|&&byte| byte >= 0x20 && !matches!(byte, b'"' | b'\\')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'t, T>(text: &'t str, read: impl FnOnce(&mut Cursor<'t>) -> Option<T>) -> Option<T> {
        let mut cursor = Cursor::new(text);
        read(&mut cursor).filter(|_| cursor.is_at_end())
    }

    /// What is read is what serde_json reads, and what it refuses is refused.
    fn check(text: &str, expected: Option<Scalar>) {
        assert_eq!(read(text, Cursor::scalar), expected, "{text}");
        let lenient = serde_json::from_str::<Scalar>(text).ok();
        assert!(expected.is_none() || lenient == expected, "{text}: {lenient:?}");
    }

    #[test]
    fn scalars_are_those_of_strict_json() {
        let number = |number| Some(Scalar::Number(number));
        let text = |text| Some(Scalar::Text(Text::new(text)));
        check("0", number(0.0));
        check(" 17 ", number(17.0));
        check("-1", number(-1.0));
        check("-0.0", number(-0.0));
        check("123456789012345", number(123_456_789_012_345.0));
        check("12345678901234567890123", number(12_345_678_901_234_567_890_123.0));
        check("0.1", number(0.1));
        check("2.5E-3", number(0.0025));
        check("true", Some(Scalar::Boolean(true)));
        check("null", Some(Scalar::Null));
        check("\"\"", text(""));
        check("\"plain, longer than eight é\"", text("plain, longer than eight é"));
        check(r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00z""#, text("a\"\\/\u{8}\u{c}\n\r\té😀z"));
        let refused = [
            "",
            "01",
            "1.",
            "-",
            "+1",
            "1e",
            "tru",
            "nul",
            "NaN",
            "1 2",
            "[1]",
            "{}",
            "\"a",
            "\"\u{1}\"",
            "\"12345678\u{1f}\"",
            r#""\x""#,
            r#""\u12""#,
            r#""\u+123""#,
            r#""\ud83d""#,
            r#""\ud83dx""#,
            r#""\ude00""#,
            r#""\ud83d\u0041""#,
            "\u{a0}1",
        ];
        for text in refused {
            check(text, None);
        }
    }

    #[test]
    fn whole_numbers_of_every_length_before_every_byte() {
        for length in 0..=17 {
            for first in ["1", "0", "9"] {
                let digits = [first, "2305678904321987"].concat();
                let digits = &digits[..length];
                for next in 0..=0x7f_u8 {
                    let text = format!("{digits}{}0000000", char::from(next));
                    if next.is_ascii_digit() {
                        continue;
                    }
                    let strict = (1..16).contains(&length) && (length == 1 || first != "0");
                    let expected = strict && !matches!(next, b'.' | b'e' | b'E' | b'-' | b'+');
                    let mut cursor = Cursor::new(&text);
                    let value = expected.then(|| digits.parse().unwrap());
                    assert_eq!(cursor.whole(), value, "{text}");
                    assert_eq!(cursor.at, if expected { length } else { 0 }, "{text}");
                }
            }
        }
    }

    #[test]
    fn every_byte_that_ends_a_run_of_text_is_found_at_every_place() {
        for byte in 0..=0x7f_u8 {
            for place in 0..40 {
                let mut text = vec![b'~'; 40];
                text[place] = byte;
                let expected = if byte < 0x20 || matches!(byte, b'"' | b'\\') { place } else { 40 };
                assert_eq!(plain_length(&text), expected, "{byte} at {place}");
            }
        }
        assert_eq!(plain_length("ÿ\u{80}\u{7ff}\u{ffff}\"".as_bytes()), 9);
    }

    #[test]
    fn brackets_and_commas_are_those_of_strict_json() {
        let check = |text: &str, expected: Option<usize>| {
            let count = |cursor: &mut Cursor<'_>| {
                let mut count = 0;
                cursor.object(|cursor| {
                    cursor.member_name()?;
                    cursor.array(|cursor| {
                        count += 1;
                        cursor.scalar().map(drop)
                    })
                })?;
                Some(count)
            };
            assert_eq!(read(text, count), expected, "{text}");
        };
        check("{}", Some(0));
        check(r#" { "a" : [ 1 , 2 ] , "b":[] } "#, Some(2));
        for text in [
            r#"{"a":[1,]}"#,
            r#"{"a":[1],}"#,
            r#"{"a":[1}"#,
            r#"{"a":[1]]"#,
            r#"{"a" [1]}"#,
            "{,}",
            r#"{"a":[,]}"#,
        ] {
            check(text, None);
        }
    }
}
