//! Splits a JSON text into the events inside it, whatever is wrapped around them, with no more than one event in
//! memory.
//!
//! Arrays are entered; an object is an event if it has a numeric `type` and a `timestamp` or `data`, and is entered
//! otherwise; strings inside arrays are handed out, because they may be packed events. Names of windows are picked up
//! on the way. What cannot be read is reported and passed over.

mod block;
mod facts;
mod object;
mod resync;
mod scanner;
mod shape;
mod window;

pub(crate) use object::{Envelope, Tab};
pub(crate) use scanner::Scanner;

use crate::facts::FactFinder;
use events::Code;
use events::limits::MAX_EVENT_BYTES;
use object::Verdict;
use std::io::{self, Read};
use window::{Halt, Reading, Window};

/// Breaks in a row at which the broken element is searched for whole events.
const MAX_LOOKS_BACK: u32 = 8;
/// Wrappers inside wrappers that are entered. The deepest real one (PostHog's ingest bodies) has five.
const MAX_WRAPPERS: usize = 16;
/// Longer lines are read without knowing where they end, so that a batch as long as the file is not kept in memory.
const LINE_BYTES: usize = 8 * 1024 * 1024;

pub(crate) enum Piece {
    /// An object that looks like an event.
    Event {
        raw: Vec<u8>,
        offset: u64,
        envelope: Envelope,
    },
    /// What stands between the quotes of a string that may hold an event.
    Text {
        token: Vec<u8>,
        offset: u64,
        tab: Option<Tab>,
    },
    Problem(Problem),
    End,
}

/// What could not be read, and where it begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Problem {
    pub(crate) code: Code,
    pub(crate) offset: u64,
    pub(crate) sentence: &'static str,
}

pub(crate) struct Splitter<'s> {
    window: Window<'s>,
    /// The wrappers around the current place, outermost first.
    wrappers: Vec<Wrapper>,
    /// One value stands on each line, so a broken one ends with its line.
    lines: bool,
    started: bool,
    finished: bool,
    /// Reading went on after a break, perhaps inside of something.
    resynced: bool,
    /// Breaks since the last whole element at which text was read again.
    looks_back: u32,
    /// The last whole element was a string.
    after_text: bool,
    /// What stands around the events.
    facts: FactFinder,
}

#[derive(Default)]
struct Wrapper {
    object: bool,
    /// The window its events came from.
    tab: Option<Tab>,
    /// Its members are named after windows.
    members_are_tabs: bool,
    /// The member that is being read.
    member: String,
    /// Items read so far.
    items: u64,
    /// The first item, if it is a plain string or number: `[window, event]`.
    first: Option<Tab>,
}

impl<'s> Splitter<'s> {
    pub(crate) fn new(reader: Box<dyn Read + 's>) -> Splitter<'s> {
        Splitter::over(Window::new(reader))
    }

    pub(crate) fn of_text(text: Vec<u8>) -> Splitter<'static> {
        Splitter::over(Window::of_text(text))
    }

    fn over(window: Window<'_>) -> Splitter<'_> {
        Splitter {
            window,
            wrappers: Vec::new(),
            lines: false,
            started: false,
            finished: false,
            resynced: false,
            looks_back: 0,
            after_text: false,
            facts: FactFinder::default(),
        }
    }

    /// Where reading stands in the text.
    pub(crate) fn offset(&self) -> u64 {
        self.window.offset()
    }

    #[cfg(test)]
    pub(crate) fn bytes_held(&self) -> usize {
        self.window.bytes_held()
    }

    /// The next piece. The error is the reader's; everything before it has been handed out.
    pub(crate) fn next(&mut self) -> io::Result<Piece> {
        while !self.finished {
            let problem = match self.step() {
                Ok(Some(piece)) => {
                    self.looks_back = 0;
                    self.after_text = matches!(piece, Piece::Text { .. });
                    return Ok(piece);
                }
                Ok(None) => continue,
                Err(Halt::End) if self.window.fenced() => self.drop_line("The line ends inside an event"),
                Err(Halt::End) => match self.end()? {
                    Some(problem) => problem,
                    None => break,
                },
                Err(Halt::Broken | Halt::TooFar) => self.resync(),
            };
            return Ok(Piece::Problem(problem));
        }
        Ok(Piece::End)
    }

    fn step(&mut self) -> Reading<Option<Piece>> {
        match self.wrappers.last() {
            None => self.at_root(),
            Some(wrapper) if wrapper.object => self.in_object(),
            Some(_) => self.in_array(),
        }
    }

    fn at_root(&mut self) -> Reading<Option<Piece>> {
        let byte = match self.window.next_item() {
            Err(Halt::End) if self.window.fenced() => {
                self.window.lift_fence();
                self.window.next_item()?
            }
            other => other?,
        };
        if !self.started {
            self.started = true;
            if self.window.ahead(3) == b"\xef\xbb\xbf" {
                self.window.advance(3);
                return Ok(None);
            }
            self.lines = self.consists_of_lines();
        }
        if self.lines && !self.window.fenced() {
            self.window.fence_line(LINE_BYTES);
        }
        match byte {
            // Between values: a comma after each line, the separator of JSON text sequences, a padded end.
            b',' | 0 | 0x1e => self.window.advance(1),
            // The ends of what was around the place where reading went on after a break.
            b']' | b'}' | b')' | b';' if self.resynced => self.window.advance(1),
            b'{' | b'[' | b'"' => return self.value(byte, None),
            _ => return Err(Halt::Broken),
        }
        Ok(None)
    }

    fn in_array(&mut self) -> Reading<Option<Piece>> {
        let byte = self.window.next_item()?;
        match byte {
            b',' => self.window.advance(1),
            b']' => {
                self.window.advance(1);
                self.wrappers.pop();
            }
            b'}' | b':' => {
                self.window.advance(1);
                return Err(Halt::Broken);
            }
            _ => {
                let Some(array) = self.wrappers.last_mut() else { return Ok(None) };
                let is_first = array.items == 0;
                array.items += 1;
                // `[window, event]`. A string beside a string is another packed event.
                let named = array.first.clone().filter(|_| array.items == 2 && byte != b'"');
                let tab = named.or_else(|| array.tab.clone());
                if matches!(byte, b'{' | b'[' | b'"') {
                    let piece = self.value(byte, tab)?;
                    if let (Some(Piece::Text { token, .. }), true) = (&piece, is_first) {
                        // A packed event may stand here as well, which looks like nothing.
                        let plain = token.iter().all(|byte| byte.is_ascii_graphic() && *byte != b'\\');
                        self.remember_first(object::tab(token).filter(|_| plain));
                    }
                    return Ok(piece);
                }
                let range = self.window.scalar()?;
                if is_first {
                    self.remember_first(object::tab(
                        self.window.marked().get(range.clone()).unwrap_or_default(),
                    ));
                }
                self.note_scalar(range);
            }
        }
        Ok(None)
    }

    fn remember_first(&mut self, first: Option<Tab>) {
        if let Some(array) = self.wrappers.last_mut() {
            array.first = first;
        }
    }

    fn in_object(&mut self) -> Reading<Option<Piece>> {
        match self.window.next_item()? {
            b',' => self.window.advance(1),
            b'}' => {
                self.window.advance(1);
                self.wrappers.pop();
            }
            b'"' => return self.member(),
            _ => {
                self.window.advance(1);
                return Err(Halt::Broken);
            }
        }
        Ok(None)
    }

    fn member(&mut self) -> Reading<Option<Piece>> {
        let range = self.window.string()?;
        let name = String::from_utf8_lossy(self.window.marked().get(range).unwrap_or_default()).into_owned();
        object::colon(&mut self.window)?;
        let byte = self.window.next_item()?;
        let is_tab = object::is_tab_member(name.as_bytes());
        let tab = self.wrappers.last_mut().and_then(|object| {
            object.member.clone_from(&name);
            let named = object.members_are_tabs.then(|| object::tab(name.as_bytes())).flatten();
            named.or_else(|| object.tab.clone())
        });
        match byte {
            b'{' | b'[' => return self.value(byte, tab),
            b'"' if !is_tab && object::may_hold_events(name.as_bytes()) => return self.value(byte, tab),
            b'"' | b'-' | b'+' | b'.' => {}
            _ if byte.is_ascii_alphanumeric() => {}
            _ => return Err(Halt::Broken),
        }
        let range = if byte == b'"' { self.window.string()? } else { self.window.scalar()? };
        if let (true, Some(object)) = (is_tab, self.wrappers.last_mut()) {
            object.tab = object::tab(self.window.marked().get(range.clone()).unwrap_or_default());
        }
        self.note_scalar(range);
        Ok(None)
    }

    /// An object, array or string is ahead, and the mark is there.
    fn value(&mut self, byte: u8, tab: Option<Tab>) -> Reading<Option<Piece>> {
        let offset = self.window.offset();
        if byte == b'"' {
            let range = self.window.string()?;
            let token = self.window.marked().get(range.clone()).unwrap_or_default().to_vec();
            self.note_scalar(range);
            return Ok(Some(self.limits(offset).unwrap_or(Piece::Text { token, offset, tab })));
        }
        if self.wrappers.len() >= MAX_WRAPPERS {
            self.window.container(None)?;
            return Ok(None);
        }
        if byte == b'[' {
            self.enter(false, tab);
            return Ok(None);
        }
        match object::read(&mut self.window)? {
            Verdict::Event(mut envelope) => {
                if let Some(problem) = self.limits(offset) {
                    return Ok(Some(problem));
                }
                envelope.tab = envelope.tab.or(tab);
                Ok(Some(Piece::Event { raw: self.window.marked().to_vec(), offset, envelope }))
            }
            Verdict::Wrapper => {
                self.enter(true, tab);
                Ok(None)
            }
            Verdict::Other(false) => {
                self.note_object();
                Ok(None)
            }
            Verdict::Other(true) => Ok(Some(Piece::Problem(Problem {
                code: Code::InvalidEvent,
                offset,
                sentence: "An event without a type was left out",
            }))),
        }
    }

    fn enter(&mut self, object: bool, tab: Option<Tab>) {
        self.window.advance(1);
        let member = self.wrappers.last().filter(|outer| outer.object).map(|outer| outer.member.as_str());
        let members_are_tabs = object
            && matches!(
                member,
                Some("snapshotsByWindowId" | "snapshots_by_window_id" | "snapshots" | "events")
            );
        self.wrappers.push(Wrapper { object, tab, members_are_tabs, ..Wrapper::default() });
    }

    /// The problem with an element that is too long, if it is.
    fn limits(&self, offset: u64) -> Option<Piece> {
        let is_too_long = self.window.overflowed() || self.window.since_mark() > MAX_EVENT_BYTES;
        let sentence = "An event longer than the limit was left out";
        is_too_long.then_some(Piece::Problem(Problem { code: Code::LimitReached, offset, sentence }))
    }

    fn end(&mut self) -> io::Result<Option<Problem>> {
        let offset = self.window.offset();
        let inside_event = self.window.since_mark() > 0;
        // An event that lost its end swallows the ones behind it.
        if inside_event && self.may_look_back() && self.find_event(1) {
            let sentence = "An event without an end was left out";
            return Ok(Some(Problem { code: Code::InvalidJson, offset, sentence }));
        }
        self.finished = true;
        if let Some(failure) = self.window.take_failure() {
            return Err(failure);
        }
        let sentence = if inside_event {
            "The file ends in the middle of an event; everything before it was read"
        } else {
            "The file ends before its list of events does; everything in it was read"
        };
        let cut = inside_event || !self.wrappers.is_empty();
        Ok(cut.then_some(Problem { code: Code::Truncated, offset, sentence }))
    }

    fn drop_line(&mut self, sentence: &'static str) -> Problem {
        let offset = self.window.offset();
        self.window.leave_line();
        self.wrappers.clear();
        Problem { code: Code::InvalidJson, offset, sentence }
    }

    /// Goes to where reading can go on after a break.
    fn resync(&mut self) -> Problem {
        let offset = self.window.offset();
        if self.window.fenced() {
            return self.drop_line("A line that is not JSON was left out");
        }
        let broken = self.window.since_mark();
        // The broken event may have swallowed whole ones.
        let from = if self.may_look_back() { 1.min(broken) } else { broken };
        let sentence = if self.find_event(from) {
            "Text that is not valid JSON was left out"
        } else {
            self.finished = true;
            "The text is not valid JSON from here to its end"
        };
        Problem { code: Code::InvalidJson, offset, sentence }
    }

    /// Looking back reads some text again. Without a limit a hostile file could have all of it read at every bracket.
    fn may_look_back(&mut self) -> bool {
        self.looks_back += 1;
        self.looks_back <= MAX_LOOKS_BACK && !self.window.overflowed()
    }

    /// Goes on to the next place where an event begins, from a place since the mark.
    fn find_event(&mut self, from: usize) -> bool {
        let end = self.window.since_mark();
        self.window.go_to(from);
        self.resynced = true;
        while self.window.seek_byte(|byte| matches!(byte, b'{' | b'"')) {
            let previous = self.window.previous_token();
            let ahead = self.window.ahead(resync::CANDIDATE_BYTES);
            if resync::begins_event(ahead, previous, self.after_text) {
                return true;
            }
            self.window.advance(1);
        }
        self.window.go_to(end);
        false
    }
}

#[cfg(test)]
mod tests;
