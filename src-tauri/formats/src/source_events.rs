//! The events of a source, one by one in source order, with their times repaired and repetitions left out.

use crate::archive::{Blob, Outer, TooMuch};
use crate::duplicates::{Candidate, Duplicates};
use crate::error::DecodeError;
use crate::facts::FactFinder;
use crate::rrweb;
use crate::rrweb::packer::{Unpacked, unpack};
use crate::splitter::{Envelope, Piece, Problem, Splitter, Tab};
use crate::tabs::Tabs;
use events::{Code, Diagnostic, Diagnostics, EventSeq, Severity, TabId, WallClock};
use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::rc::Rc;

/// One event as the source holds it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceEvent {
    /// Its running number.
    pub seq: EventSeq,
    /// When it happened; repaired where the source does not say it in milliseconds.
    pub wall: WallClock,
    pub tab: TabId,
    /// JSON text: unwrapped and inflated, otherwise byte for byte as recorded.
    pub raw: Vec<u8>,
}

/// Strings inside strings that are followed.
const MAX_INNER: usize = 3;
/// Events without a time that wait for the first time in the source.
const MAX_HELD: usize = 1_000;

pub struct SourceEvents<'s> {
    outer: Rc<Outer<'s>>,
    parts: VecDeque<Blob<'s>>,
    /// The part that is being read, and what it is wrapped in.
    splitter: Option<Splitter<'s>>,
    part: Option<Blob<'s>>,
    several_parts: bool,
    /// Texts of strings that are being split, innermost last.
    inner: Vec<Inner>,
    tabs: Tabs,
    duplicates: Duplicates,
    last_wall: Option<WallClock>,
    held: Vec<Found>,
    ready: VecDeque<SourceEvent>,
    next_seq: u64,
    container: String,
    product: Option<&'static str>,
    /// Of the parts that were read.
    facts: FactFinder,
    /// What `open` found on its way to the first event.
    early: Diagnostics,
    valid: bool,
    damaged: bool,
}

impl fmt::Debug for SourceEvents<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (container, position) = (self.container(), self.position());
        f.debug_struct("SourceEvents").field("container", &container).field("position", &position).finish()
    }
}

struct Inner {
    splitter: Splitter<'static>,
    offset: u64,
    tab: Option<Tab>,
    content: &'static str,
    /// Whether a failure is worth telling: a string that merely begins with a bracket is none.
    promising: bool,
}

struct Found {
    raw: Vec<u8>,
    offset: u64,
    envelope: Envelope,
}

impl<'s> SourceEvents<'s> {
    pub(crate) fn new(outer: Rc<Outer<'s>>, parts: Vec<Blob<'s>>, early: Diagnostics) -> SourceEvents<'s> {
        SourceEvents {
            outer,
            several_parts: parts.len() > 1,
            parts: parts.into(),
            splitter: None,
            part: None,
            inner: Vec::new(),
            tabs: Tabs::new(),
            duplicates: Duplicates::default(),
            last_wall: None,
            held: Vec::new(),
            ready: VecDeque::new(),
            next_seq: 0,
            container: String::new(),
            product: None,
            facts: FactFinder::default(),
            early,
            valid: true,
            damaged: false,
        }
    }

    /// How the events were wrapped, for people: "zip › gzip › JSON array of packed strings".
    pub fn container(&self) -> &str {
        &self.container
    }

    /// Bytes of the outer source read so far.
    pub fn position(&self) -> u64 {
        self.outer.consumed()
    }

    /// The windows or tabs as the container names them: `TabId(i)` is the i-th. "" where none is named.
    pub fn tabs(&self) -> &[String] {
        self.tabs.names()
    }

    /// Whose recording it is, where that is known.
    pub(crate) fn of_product(mut self, product: Option<&'static str>) -> Self {
        self.product = product;
        self
    }

    /// Goes on from what stands before the parts.
    pub(crate) fn with_facts(mut self, facts: FactFinder) -> Self {
        self.facts = facts;
        self
    }

    /// What the container said about the session, once everything was read.
    pub fn take_facts(&mut self) -> FactFinder {
        std::mem::take(&mut self.facts)
    }

    /// The next event in source order. Problems go to `diagnostics` and reading goes on; the error is one of the source
    /// itself.
    pub fn next(&mut self, diagnostics: &mut Diagnostics) -> Result<Option<SourceEvent>, DecodeError> {
        if !self.early.is_empty() {
            diagnostics.merge(std::mem::take(&mut self.early));
        }
        match self.ready.pop_front() {
            Some(event) => Ok(Some(event)),
            None => self.pull(diagnostics),
        }
    }

    /// Reads up to the first event; false where there is none.
    pub(crate) fn look_ahead(&mut self) -> Result<bool, DecodeError> {
        let mut early = std::mem::take(&mut self.early);
        let first = self.pull(&mut early);
        self.early = early;
        let found = first?;
        let any = found.is_some();
        if let Some(event) = found {
            self.ready.push_front(event);
        }
        Ok(any)
    }

    pub(crate) fn is_valid(&self) -> bool {
        self.valid
    }

    pub(crate) fn ended_by_damage(&self) -> bool {
        self.damaged
    }

    fn pull(&mut self, diagnostics: &mut Diagnostics) -> Result<Option<SourceEvent>, DecodeError> {
        loop {
            let Some(found) = self.read(diagnostics)? else {
                // Not one event in the whole source has a time.
                self.release(WallClock::default(), diagnostics);
                return Ok(self.ready.pop_front());
            };
            let said = found.envelope.stamp.repair().map(|repaired| repaired.wall);
            // An event without a time must never decide when the recording starts.
            let Some(wall) = said.or(self.last_wall) else {
                self.held.push(found);
                if self.held.len() >= MAX_HELD {
                    self.release(WallClock::default(), diagnostics);
                }
                continue;
            };
            self.release(wall, diagnostics);
            let accepted = self.accept(found, wall, diagnostics);
            self.ready.extend(accepted);
            if let Some(event) = self.ready.pop_front() {
                return Ok(Some(event));
            }
        }
    }

    /// Hands out the events that waited for a time.
    fn release(&mut self, wall: WallClock, diagnostics: &mut Diagnostics) {
        for found in std::mem::take(&mut self.held) {
            let accepted = self.accept(found, wall, diagnostics);
            self.ready.extend(accepted);
        }
    }

    /// Numbers an event, unless it came before.
    fn accept(
        &mut self,
        found: Found,
        wall: WallClock,
        diagnostics: &mut Diagnostics,
    ) -> Option<SourceEvent> {
        let Found { raw, offset, envelope } = found;
        let tab = self.tabs.number(envelope.tab.as_ref());
        let seq = EventSeq(self.next_seq);
        let mut note = |severity, code, sentence: String| {
            let (seq, wall, offset) = (Some(seq), Some(wall), Some(offset));
            diagnostics.push(Diagnostic { code, severity, sentence, seq, wall, offset });
        };
        let builds_page = rrweb::builds_page(envelope.kind, &raw);
        let candidate = Candidate { raw: &raw, delay: envelope.delay, wall, tab, builds_page };
        if self.duplicates.is_repeated(candidate) {
            let sentence = "An event that the source holds twice was taken once";
            note(Severity::Note, Code::DuplicateEvent, sentence.to_owned());
            return None;
        }
        match envelope.stamp.repair() {
            None => {
                let sentence = "An event without a time was given the time of its neighbour";
                note(Severity::Warning, Code::TimestampMissing, sentence.to_owned());
            }
            Some(repaired) => {
                if let Some(how) = repaired.how {
                    let sentence = format!("The time of an event {how}");
                    note(Severity::Note, Code::TimestampRepaired, sentence);
                }
            }
        }
        self.last_wall = Some(wall);
        self.next_seq += 1;
        Some(SourceEvent { seq, wall, tab, raw })
    }

    fn read(&mut self, diagnostics: &mut Diagnostics) -> Result<Option<Found>, DecodeError> {
        loop {
            let found = if self.inner.is_empty() {
                if self.splitter.is_none() && !self.next_part(diagnostics)? {
                    return Ok(None);
                }
                self.read_part(diagnostics)?
            } else {
                self.read_inner(diagnostics)
            };
            if let Some(found) = found {
                if self.container.is_empty() {
                    self.container = self.describe();
                }
                return Ok(Some(found));
            }
        }
    }

    fn next_part(&mut self, diagnostics: &mut Diagnostics) -> Result<bool, DecodeError> {
        let Some(part) = self.parts.pop_front() else { return Ok(false) };
        let opened = part.open();
        self.part = Some(part);
        match opened {
            Ok(reader) => {
                self.splitter = Some(Splitter::new(reader).with_facts(std::mem::take(&mut self.facts)));
            }
            Err(error) => self.failed(&error, 0, diagnostics)?,
        }
        Ok(true)
    }

    fn read_part(&mut self, diagnostics: &mut Diagnostics) -> Result<Option<Found>, DecodeError> {
        let Some(splitter) = &mut self.splitter else { return Ok(None) };
        match splitter.next() {
            Ok(Piece::Event { raw, offset, envelope }) => return Ok(Some(Found { raw, offset, envelope })),
            Ok(Piece::Text { token, offset, tab }) => self.text(&token, offset, tab, diagnostics),
            Ok(Piece::Problem(problem)) => self.report(problem, diagnostics),
            Ok(Piece::End) => {
                self.facts = splitter.take_facts();
                self.splitter = None;
            }
            Err(error) => {
                let offset = splitter.offset();
                self.facts = splitter.take_facts();
                self.failed(&error, offset, diagnostics)?;
            }
        }
        Ok(None)
    }

    fn read_inner(&mut self, diagnostics: &mut Diagnostics) -> Option<Found> {
        let inner = self.inner.last_mut()?;
        let offset = inner.offset;
        match inner.splitter.next() {
            Ok(Piece::Event { raw, mut envelope, .. }) => {
                envelope.tab = envelope.tab.or_else(|| inner.tab.clone());
                inner.promising = false;
                return Some(Found { raw, offset, envelope });
            }
            Ok(Piece::Text { token, tab, .. }) => {
                let tab = tab.or_else(|| inner.tab.clone());
                self.text(&token, offset, tab, diagnostics);
            }
            Ok(Piece::Problem(_)) => {
                if std::mem::take(&mut inner.promising) {
                    self.report(unreadable(offset), diagnostics);
                }
            }
            // A text in memory has no reader that could fail.
            Ok(Piece::End) | Err(_) => drop(self.inner.pop()),
        }
        None
    }

    /// A string of the source: perhaps an event, perhaps several.
    fn text(&mut self, token: &[u8], offset: u64, tab: Option<Tab>, diagnostics: &mut Diagnostics) {
        let (text, content) = match unpack(token) {
            Unpacked::Text(text) => (text, "JSON strings"),
            Unpacked::Inflated(text) => (text, "packed strings"),
            Unpacked::Unreadable => return self.report(unreadable(offset), diagnostics),
            Unpacked::TooLong => {
                let sentence = "A packed event longer than the limit was left out";
                let code = Code::LimitReached;
                return self.report(Problem { code, offset, sentence }, diagnostics);
            }
            Unpacked::Other => return,
        };
        if self.inner.len() < MAX_INNER {
            let promising = text.windows(6).any(|part| part == b"\"type\"");
            let splitter = Splitter::of_text(text);
            self.inner.push(Inner { splitter, offset, tab, content, promising });
        }
    }

    /// The part cannot be read on: an error of the source itself, or damage inside an archive.
    fn failed(
        &mut self,
        error: &io::Error,
        offset: u64,
        diagnostics: &mut Diagnostics,
    ) -> Result<(), DecodeError> {
        self.splitter = None;
        if let Some(error) = self.outer.take_error() {
            return Err(DecodeError::Unreadable(error));
        }
        self.damaged = true;
        let (code, sentence) = if TooMuch::is(error) {
            (Code::LimitReached, "The archive inflates beyond the limit; the rest was left out")
        } else {
            (Code::Truncated, "The compressed data is damaged or cut off here; everything before it was read")
        };
        self.report(Problem { code, offset, sentence }, diagnostics);
        Ok(())
    }

    fn report(&mut self, problem: Problem, diagnostics: &mut Diagnostics) {
        self.valid &= !matches!(problem.code, Code::InvalidJson | Code::Truncated);
        let mut sentence = problem.sentence.to_owned();
        if let (true, Some(name)) =
            (self.several_parts, self.part.as_ref().and_then(|part| part.name.as_ref()))
        {
            sentence = format!("{sentence}, in “{name}”");
        }
        diagnostics.push(Diagnostic {
            code: problem.code,
            severity: severity(problem.code),
            sentence,
            seq: None,
            wall: self.last_wall,
            offset: Some(problem.offset),
        });
    }

    fn describe(&self) -> String {
        let content = self.inner.last().map_or("events", |inner| inner.content);
        let is_translated = self.part.as_ref().is_some_and(|part| part.from.is_some());
        let splitter = self.splitter.as_ref().filter(|_| !is_translated);
        let text = splitter.map(|splitter| splitter.describe(content));
        let labels = self.part.iter().flat_map(|part| part.labels().iter().map(|label| (*label).to_owned()));
        self.product
            .map(str::to_owned)
            .into_iter()
            .chain(labels)
            .chain(text)
            .collect::<Vec<String>>()
            .join(" › ")
    }
}

fn unreadable(offset: u64) -> Problem {
    let sentence = "A packed event could not be unpacked and was left out";
    Problem { code: Code::PackedEventUnreadable, offset, sentence }
}

/// Something recorded is lost in all of these.
fn severity(code: Code) -> Severity {
    match code {
        Code::InvalidEvent => Severity::Warning,
        _ => Severity::Error,
    }
}
