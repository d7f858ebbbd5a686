//! Finds where a JSON container ends without building values: quotes, brackets and what may stand next to them.
//!
//! It sees the text in pieces of any length and keeps one bit for each open bracket. It checks just enough that a
//! broken element is noticed where it breaks and not at the end of the file: kinds of brackets, what follows a string
//! or a closed bracket, and that an object's comma is followed by a key. Text is taken in blocks as far as everything
//! in them is in order and without white space where it matters, and byte by byte where it is not.

use super::block::{BLOCK_BYTES, Strings, Tokens};

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
            while matches!(self.state, State::Between | State::InString)
                && let Some(block) = piece.get(at..).and_then(|rest| rest.first_chunk())
            {
                match self.block(block) {
                    Taken::All => at += BLOCK_BYTES,
                    Taken::Part(count) => {
                        at += count;
                        break;
                    }
                    Taken::Done(count) => return Scan::Done(at + count),
                }
            }
            match self.step(piece, at) {
                Step::Go(next) => at = next,
                Step::Stop(scan) => return scan,
            }
        }
    }

    /// Takes a block up to what needs a closer look, from between tokens or inside a string.
    #[inline]
    fn block(&mut self, block: &[u8; BLOCK_BYTES]) -> Taken {
        let Some(strings) = Strings::of(block, self.state == State::InString) else { return Taken::All };
        let tokens = Tokens::of(block);
        let outside = !strings.inside;
        let (opens, closes) = (tokens.opens & outside, tokens.closes & outside);
        let behind_close = tokens.commas | closes;
        let behind_string = behind_close | tokens.colons;
        // What stands directly behind these and may not; white space may, and is looked at more closely.
        let unfit = [
            strings.ends << 1 & !behind_string,
            closes << 1 & !behind_close,
            (opens & tokens.curly) << 1 & !(strings.quotes | closes),
        ];
        let looks = unfit[0] | unfit[1] | unfit[2] | strings.strays;
        // Up to the first of them.
        let clear = !looks & looks.wrapping_sub(1);
        // A comma before a string is right in an object and in an array.
        let commas = tokens.commas & outside & !(strings.quotes >> 1);
        let mut places = (opens | closes | commas) & clear;
        while places != 0 {
            let rest = places & (places - 1);
            let place = places ^ rest;
            let curly = tokens.curly & place != 0;
            if opens & place != 0 {
                self.open(curly);
            } else if closes & place != 0 {
                if !self.close(curly) {
                    self.state = State::Between;
                    return Taken::Part(place.trailing_zeros() as usize);
                }
                if self.depth == 0 {
                    return Taken::Done(place.trailing_zeros() as usize + 1);
                }
            } else if self.kinds & 1 == 1 {
                self.state = State::WantsKey;
                return Taken::Part(place.trailing_zeros() as usize + 1);
            }
            places = rest;
        }
        if looks != 0 {
            let place = looks.trailing_zeros();
            let states = [State::AfterString, State::AfterClose, State::WantsKey];
            let state = states.into_iter().zip(unfit).find(|(_, places)| places >> place & 1 == 1);
            self.state = state.map_or(State::Between, |(state, _)| state);
            return Taken::Part(place as usize);
        }
        const LAST: u64 = 1 << 63;
        self.state = match () {
            () if strings.ends & LAST != 0 => State::AfterString,
            () if closes & LAST != 0 => State::AfterClose,
            () if opens & tokens.curly & LAST != 0 => State::WantsKey,
            () if strings.inside & LAST == 0 => State::Between,
            () if strings.ends_with_escape => State::Escape,
            () => State::InString,
        };
        Taken::All
    }

    /// Over the next token or string.
    fn step(&mut self, piece: &[u8], at: usize) -> Step {
        match self.state {
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

    #[inline]
    fn open(&mut self, object: bool) {
        if self.depth.is_multiple_of(64) && self.depth > 0 {
            self.outer_kinds.push(self.kinds);
        }
        self.kinds = self.kinds << 1 | u64::from(object);
        self.depth += 1;
        self.deepest = self.deepest.max(self.depth);
    }

    #[inline]
    fn close(&mut self, object: bool) -> bool {
        if self.depth == 0 || (self.kinds & 1 == 1) != object {
            return false;
        }
        self.depth -= 1;
        self.kinds >>= 1;
        if self.depth.is_multiple_of(64) && self.depth > 0 {
            self.kinds = self.outer_kinds.pop().unwrap_or_default();
        }
        true
    }
}

/// How much of a block was taken.
enum Taken {
    All,
    /// So many bytes; the next one needs a closer look.
    Part(usize),
    /// The container ended behind so many bytes.
    Done(usize),
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
mod tests;
