//! The part of the text that is in memory: from the mark (where the current element begins) to where reading stands.

use super::scanner::{Scan, Scanner, quote_or_backslash};
use events::limits::MAX_EVENT_BYTES;
use std::io::{self, Read};

/// Bytes read at a time. Larger ones were not faster on the corpus.
const CHUNK_BYTES: usize = 128 * 1024;

/// How many spaces may stand before something and what is before them is still seen.
const LOOK_BEHIND_BYTES: usize = 64;

/// Why reading could not go on.
#[derive(Debug)]
pub(crate) enum Halt {
    /// The text ended inside something, or the line did.
    End,
    /// Not JSON from here on.
    Broken,
    /// More than the allowed look-ahead was needed.
    TooFar,
}

pub(crate) type Reading<T> = Result<T, Halt>;

pub(crate) struct Window<'s> {
    reader: Box<dyn Read + 's>,
    /// Text up to `filled`, and room for more, which is cleared only once.
    buffer: Vec<u8>,
    filled: usize,
    /// Offset of the buffer's first byte in the text.
    base: u64,
    at: usize,
    mark: usize,
    /// Reading ends here as if the text did: the end of the current line.
    fence: Option<usize>,
    ended: bool,
    /// The element since the mark was longer than the limit, and its beginning is gone.
    overflowed: bool,
    /// Why the text ended early. What was read before it is still worth splitting.
    failure: Option<io::Error>,
}

impl<'s> Window<'s> {
    pub(crate) fn new(reader: Box<dyn Read + 's>) -> Window<'s> {
        Window {
            reader,
            buffer: Vec::new(),
            filled: 0,
            base: 0,
            at: 0,
            mark: 0,
            fence: None,
            ended: false,
            overflowed: false,
            failure: None,
        }
    }

    /// Over a text that is in memory anyway.
    pub(crate) fn of_text(text: Vec<u8>) -> Window<'static> {
        Window { filled: text.len(), buffer: text, ended: true, ..Window::new(Box::new(io::empty())) }
    }

    pub(crate) fn offset(&self) -> u64 {
        self.base + self.at as u64
    }

    pub(crate) fn set_mark(&mut self) {
        self.mark = self.at;
        self.overflowed = false;
    }

    #[cfg(test)]
    pub(crate) fn bytes_held(&self) -> usize {
        self.buffer.capacity()
    }

    pub(crate) fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    pub(crate) fn overflowed(&self) -> bool {
        self.overflowed
    }

    /// Bytes since the mark.
    pub(crate) fn since_mark(&self) -> usize {
        self.at.saturating_sub(self.mark)
    }

    /// Goes to a place since the mark that was read before.
    pub(crate) fn go_to(&mut self, since_mark: usize) {
        self.at = self.mark.saturating_add(since_mark).min(self.filled);
    }

    /// What was read since the mark.
    pub(crate) fn marked(&self) -> &[u8] {
        self.buffer.get(self.mark..self.at).unwrap_or_default()
    }

    pub(crate) fn advance(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.filled);
    }

    fn visible(&self) -> &[u8] {
        self.buffer.get(self.at..self.fence.unwrap_or(self.filled)).unwrap_or_default()
    }

    /// Reads on; false at the end of the text or at the fence.
    fn fill(&mut self) -> bool {
        if self.ended || self.fence.is_some() {
            return false;
        }
        if self.since_mark() > MAX_EVENT_BYTES {
            self.overflowed = true;
            self.mark = self.at;
        }
        // Moving only what is less than half of the text keeps the cost in proportion to the text.
        if self.mark > self.filled / 2 {
            self.buffer.copy_within(self.mark..self.filled, 0);
            self.base += self.mark as u64;
            self.at -= self.mark;
            self.filled -= self.mark;
            self.mark = 0;
        }
        if self.buffer.len() - self.filled < CHUNK_BYTES / 2 {
            self.buffer.resize(self.filled + CHUNK_BYTES, 0);
        }
        let result = self.reader.read(self.buffer.get_mut(self.filled..).unwrap_or_default());
        match result {
            Ok(0) => self.ended = true,
            Ok(count) => self.filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => {
                self.ended = true;
                self.failure = Some(error);
            }
        }
        !self.ended
    }

    /// At least `count` bytes ahead, if there are that many.
    pub(crate) fn ahead(&mut self, count: usize) -> &[u8] {
        while self.visible().len() < count && self.fill() {}
        let visible = self.visible();
        visible.get(..count).unwrap_or(visible)
    }

    /// The next byte, which stays ahead.
    pub(crate) fn peek(&mut self) -> Option<u8> {
        self.ahead(1).first().copied()
    }

    /// The next byte that is not white space, which stays ahead; `End` where there is none.
    pub(crate) fn next_token(&mut self) -> Reading<u8> {
        loop {
            let visible = self.visible();
            let blank = visible.iter().take_while(|byte| is_blank(**byte)).count();
            let found = visible.get(blank).copied();
            self.at += blank;
            match found {
                Some(byte) => return Ok(byte),
                None if self.fill() => {}
                None => return Err(Halt::End),
            }
        }
    }

    /// As `next_token`, between elements: the mark follows, so that white space is not kept.
    pub(crate) fn next_item(&mut self) -> Reading<u8> {
        loop {
            let blank = self.visible().iter().take_while(|byte| is_blank(**byte)).count();
            self.at += blank;
            self.set_mark();
            if let Some(byte) = self.visible().first() {
                return Ok(*byte);
            }
            if !self.fill() {
                return Err(Halt::End);
            }
        }
    }

    /// Over a string; the quote is ahead. The range since the mark that lies between the quotes.
    pub(crate) fn string(&mut self) -> Reading<std::ops::Range<usize>> {
        self.advance(1);
        let start = self.since_mark();
        loop {
            match quote_or_backslash(self.visible()) {
                Some((length, b'"')) => {
                    self.advance(length);
                    let end = self.since_mark();
                    self.advance(1);
                    return Ok(start..end);
                }
                Some((length, _)) => {
                    self.advance(length + 1);
                    self.peek().ok_or(Halt::End)?;
                    self.advance(1);
                }
                None => {
                    self.at += self.visible().len();
                    if !self.fill() {
                        return Err(Halt::End);
                    }
                }
            }
        }
    }

    /// Over a container whose bracket is ahead. Stops where it would read beyond `limit` bytes since the mark.
    pub(crate) fn container(&mut self, limit: Option<usize>) -> Reading<()> {
        let mut scanner = Scanner::new();
        loop {
            let piece = self.visible();
            let length = piece.len();
            match scanner.feed(piece) {
                Scan::Done(count) => {
                    self.at += count;
                    return Ok(());
                }
                Scan::Broken(count) => {
                    self.at += count;
                    return Err(Halt::Broken);
                }
                Scan::More => {
                    self.at += length;
                    if limit.is_some_and(|limit| self.since_mark() > limit) {
                        return Err(Halt::TooFar);
                    }
                    if !self.fill() {
                        return Err(Halt::End);
                    }
                }
            }
        }
    }

    /// Over a number, `true`, `NaN` and the like. At the end of the text it is complete.
    pub(crate) fn scalar(&mut self) -> Reading<std::ops::Range<usize>> {
        let start = self.since_mark();
        loop {
            let visible = self.visible();
            let length = visible.iter().take_while(|byte| is_scalar(**byte)).count();
            let whole = length == visible.len();
            self.at += length;
            if !whole || !self.fill() {
                break;
            }
        }
        if self.since_mark() == start { Err(Halt::Broken) } else { Ok(start..self.since_mark()) }
    }

    /// Sets the fence at the end of the line, if it ends within `limit` bytes.
    pub(crate) fn fence_line(&mut self, limit: usize) -> bool {
        let mut searched = 0;
        loop {
            let rest = self.visible().get(searched..).unwrap_or_default();
            if let Some(place) = memchr::memchr(b'\n', rest) {
                self.fence = Some(self.at + searched + place);
                return true;
            }
            searched += rest.len();
            if searched > limit || !self.fill() {
                return false;
            }
        }
    }

    pub(crate) fn fenced(&self) -> bool {
        self.fence.is_some()
    }

    /// The rest of the line, up to the fence.
    pub(crate) fn rest_of_line(&self) -> &[u8] {
        if self.fenced() { self.visible() } else { &[] }
    }

    pub(crate) fn lift_fence(&mut self) {
        self.fence = None;
    }

    /// To the end of the current line, and no fence.
    pub(crate) fn leave_line(&mut self) {
        if let Some(fence) = self.fence.take() {
            self.at = fence;
        }
    }

    /// Forward to the next byte that `found` accepts; false at the end of the text.
    pub(crate) fn seek_byte(&mut self, found: fn(u8) -> bool) -> bool {
        loop {
            match self.visible().iter().position(|&byte| found(byte)) {
                Some(place) => {
                    self.at += place;
                    return true;
                }
                None => {
                    self.at += self.visible().len();
                    // What stands before a find is looked at, so a little stays.
                    self.mark = self.at.saturating_sub(LOOK_BEHIND_BYTES);
                    if !self.fill() {
                        return false;
                    }
                }
            }
        }
    }

    /// The last byte before this place that is not a space.
    pub(crate) fn previous_token(&self) -> Option<u8> {
        let before = self.buffer.get(..self.at).unwrap_or_default();
        before
            .iter()
            .rev()
            .take(LOOK_BEHIND_BYTES)
            .copied()
            .find(|byte| !matches!(byte, b' ' | b'\t' | b'\r'))
    }
}

pub(crate) fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t')
}

fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_' | b'$')
}
