//! A place in strict JSON text. None wherever the text is not what was asked for, or not strict.

use super::super::lenient::{NodeRef, Scalar};
use events::{SourceNodeId, Text};

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
    pub fn is_member(&mut self, name_and_colon: &'static str) -> bool {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(name_and_colon.as_bytes()) {
            self.at += name_and_colon.len();
            return true;
        }
        self.is_member_before_blank(rest, name_and_colon)
    }

    /// As `is_member`, with white space before the colon.
    #[inline]
    fn is_member_before_blank(&mut self, rest: &[u8], name_and_colon: &'static str) -> bool {
        let (name, _) = name_and_colon.as_bytes().split_at(name_and_colon.len() - 1);
        if !rest.starts_with(name) {
            return false;
        }
        let start = self.at;
        self.at += name.len();
        let is_whole = self.expect(b':').is_some();
        if !is_whole {
            // Then it is no other one either.
            self.at = start;
        }
        is_whole
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

    /// Over a number of up to 15 digits and nothing else; otherwise it stays ahead.
    #[inline]
    fn whole(&mut self) -> Option<u64> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let (mut value, mut length) = (0_u64, 0);
        let next = loop {
            let byte = rest.get(length).copied().unwrap_or_default();
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break byte;
            }
            value = value.wrapping_mul(10).wrapping_add(u64::from(digit));
            length += 1;
        };
        let is_strict = length == 1 || (2..16).contains(&length) && rest.first() != Some(&b'0');
        if !is_strict || matches!(next, b'.' | b'e' | b'E' | b'-' | b'+') {
            return None;
        }
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

/// Bytes before the first quote, backslash or control character, eight at a time.
#[inline]
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    let zero_bytes = |word: u64| word.wrapping_sub(ONES) & !word;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let quotes = zero_bytes(word ^ (ONES * u64::from(b'"')));
        let backslashes = zero_bytes(word ^ (ONES * u64::from(b'\\')));
        let controls = word.wrapping_sub(ONES * 0x20) & !word;
        // A borrow may mark bytes behind the first hit, never before it.
        let hits = (quotes | backslashes | controls) & HIGHS;
        if hits != 0 {
            return at + (hits.trailing_zeros() / 8) as usize;
        }
        at += 8;
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
    fn every_byte_that_ends_a_run_of_text_is_found_at_every_place() {
        for byte in 0..=0x7f_u8 {
            for place in 0..24 {
                let mut text = vec![b'~'; 24];
                text[place] = byte;
                let expected = if byte < 0x20 || matches!(byte, b'"' | b'\\') { place } else { 24 };
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
