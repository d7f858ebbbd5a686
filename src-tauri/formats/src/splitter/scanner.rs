//! Finds where a JSON container ends without building values: quotes, brackets and what may stand next to them.
//!
//! It sees the text in pieces of any length and keeps one bit for each open bracket. It checks just enough that a
//! broken element is noticed where it breaks and not at the end of the file: kinds of brackets, what follows a string
//! or a closed bracket, and that an object's comma is followed by a key.

/// What a piece of text ended with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Scan {
    /// All of it was taken and the container is still open.
    More,
    /// The container ended after this many bytes of the piece.
    Done(usize),
    /// This byte of the piece cannot stand here.
    Broken(usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    /// Between tokens.
    Between,
    InString,
    /// After a backslash in a string.
    Escape,
    /// After a string: a colon, a comma or a closing bracket follows.
    AfterString,
    /// After a closing bracket: a comma or another closing bracket follows.
    AfterClose,
    /// After an object's bracket or comma: a key follows, or the end.
    WantsKey,
}

#[derive(Debug)]
pub(crate) struct Scanner {
    state: State,
    depth: usize,
    deepest: usize,
    /// One bit for each of the innermost 64 open brackets, 1 for an object.
    kinds: u64,
    /// The words below `kinds`.
    outer_kinds: Vec<u64>,
}

impl Scanner {
    /// For a text that begins with the container's own bracket.
    pub(crate) fn new() -> Scanner {
        Scanner { state: State::Between, depth: 0, deepest: 0, kinds: 0, outer_kinds: Vec::new() }
    }

    pub(crate) fn deepest(&self) -> usize {
        self.deepest
    }

    pub(crate) fn feed(&mut self, piece: &[u8]) -> Scan {
        let mut at = 0;
        loop {
            let step = match self.state {
                State::Between => self.between(piece, at),
                State::InString => self.in_string(piece, at),
                State::Escape => match piece.get(at) {
                    Some(_) => {
                        self.state = State::InString;
                        Step::Go(at + 1)
                    }
                    None => Step::Stop(Scan::More),
                },
                State::AfterString => self.after(piece, at, |byte| matches!(byte, b':' | b',' | b'}' | b']')),
                State::AfterClose => self.after(piece, at, |byte| matches!(byte, b',' | b'}' | b']')),
                State::WantsKey => self.after(piece, at, |byte| matches!(byte, b'"' | b'}')),
            };
            match step {
                Step::Go(next) => at = next,
                Step::Stop(scan) => return scan,
            }
        }
    }

    #[inline]
    fn between(&mut self, piece: &[u8], from: usize) -> Step {
        let mut at = from;
        while let Some(&byte) = piece.get(at) {
            match byte {
                b'"' => {
                    self.state = State::InString;
                    return self.in_string(piece, at + 1);
                }
                b'{' | b'[' => {
                    self.open(byte == b'{');
                    if byte == b'{' {
                        self.state = State::WantsKey;
                        return Step::Go(at + 1);
                    }
                }
                b'}' | b']' => {
                    if !self.close(byte == b'}') {
                        return Step::Stop(Scan::Broken(at));
                    }
                    if self.depth == 0 {
                        return Step::Stop(Scan::Done(at + 1));
                    }
                    self.state = State::AfterClose;
                    return Step::Go(at + 1);
                }
                b',' if self.kinds & 1 == 1 => {
                    self.state = State::WantsKey;
                    return Step::Go(at + 1);
                }
                _ => {}
            }
            at += 1;
        }
        Step::Stop(Scan::More)
    }

    #[inline]
    fn in_string(&mut self, piece: &[u8], from: usize) -> Step {
        match quote_or_backslash(piece.get(from..).unwrap_or_default()) {
            Some((length, b'"')) => {
                let next = from + length + 1;
                // Nearly always the next byte follows at once and fits: spare the way through the states.
                if let Some(b':' | b',' | b'}' | b']') = piece.get(next) {
                    self.state = State::Between;
                } else {
                    self.state = State::AfterString;
                }
                Step::Go(next)
            }
            Some((length, _)) => {
                self.state = State::Escape;
                Step::Go(from + length + 1)
            }
            None => Step::Stop(Scan::More),
        }
    }

    fn after(&mut self, piece: &[u8], from: usize, fits: fn(u8) -> bool) -> Step {
        let mut at = from;
        while let Some(&byte) = piece.get(at) {
            if fits(byte) {
                self.state = State::Between;
                return Step::Go(at);
            }
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Step::Stop(Scan::Broken(at));
            }
            at += 1;
        }
        Step::Stop(Scan::More)
    }

    fn open(&mut self, object: bool) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.outer_kinds.push(self.kinds);
        }
        self.kinds = self.kinds << 1 | u64::from(object);
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
    }

    fn close(&mut self, object: bool) -> bool {
        if self.depth == 0 || (self.kinds & 1 == 1) != object {
            return false;
        }
        self.depth -= 1;
        self.kinds >>= 1;
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.kinds = self.outer_kinds.pop().unwrap_or_default();
        }
        true
    }
}

enum Step {
    Go(usize),
    Stop(Scan),
}

/// The place and the kind of the next quote or backslash, eight bytes at a time.
#[inline]
pub(crate) fn quote_or_backslash(text: &[u8]) -> Option<(usize, u8)> {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    let zero_bytes = |word: u64| word.wrapping_sub(ONES) & !word & HIGHS;
    let (words, rest) = text.as_chunks::<8>();
    let mut at = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let hits = zero_bytes(word ^ (ONES * u64::from(b'"'))) | zero_bytes(word ^ (ONES * u64::from(b'\\')));
        if hits != 0 {
            let place = (hits.trailing_zeros() / 8) as usize;
            return Some((at + place, (word >> (place * 8)) as u8));
        }
        at += 8;
    }
    let place = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
    Some((at + place, rest.get(place).copied()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The result must not depend on how the text is cut into pieces.
    fn check(text: &str, expected: Scan) {
        for piece_length in [text.len().max(1), 1, 2, 3, 7] {
            let mut scanner = Scanner::new();
            let mut base = 0;
            let mut outcome = Scan::More;
            for piece in text.as_bytes().chunks(piece_length) {
                outcome = match scanner.feed(piece) {
                    Scan::More => Scan::More,
                    Scan::Done(at) => Scan::Done(base + at),
                    Scan::Broken(at) => Scan::Broken(base + at),
                };
                if outcome != Scan::More {
                    break;
                }
                base += piece.len();
            }
            assert_eq!(outcome, expected, "{text} in pieces of {piece_length}");
        }
    }

    #[test]
    fn the_end_of_a_container_is_found_in_any_cut() {
        check(r#"{}, "#, Scan::Done(2));
        check(r#"[1, 2, [3]] "#, Scan::Done(11));
        check(r#"{"a":"}]\"\\","b" : [ {"c" : null } , "x" ] } tail"#, Scan::Done(45));
        check(r#"{"a":"unfinished}"#, Scan::More);
        check(r#"[NaN, Infinity, -1.5e3]"#, Scan::Done(23));
        check(r#"{"long string without anything to find":"abcdefgh abcdefgh abcdefgh\\"}"#, Scan::Done(71));
    }

    #[test]
    fn a_break_is_noticed_where_it_is() {
        check(r#"{"a":[1}"#, Scan::Broken(7));
        check(r#"{"a":"x}, {"type":3}"#, Scan::Broken(12));
        check(r#"{"a":{}} "#, Scan::Done(8));
        check(r#"{"a":{},{"type""#, Scan::Broken(8));
        check("{\"a\":{}\n{\"type\"", Scan::Broken(8));
        check(r#"{"a":"x"y"#, Scan::Broken(8));
    }

    #[test]
    fn deep_nesting_keeps_the_kinds_of_brackets() {
        let deep = 1_000;
        let text = format!("{}{}", "[{\"a\":".repeat(deep), "}]".repeat(deep));
        check(&text, Scan::Done(text.len()));
        let mixed = format!("{}{}", "[{\"a\":".repeat(deep), "]}".repeat(deep));
        check(&mixed, Scan::Broken(6 * deep));
        let mut scanner = Scanner::new();
        scanner.feed(text.as_bytes());
        assert_eq!(scanner.deepest(), 2 * deep);
    }
}
