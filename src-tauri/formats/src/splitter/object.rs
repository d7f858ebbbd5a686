//! Is this object an event, or does it wrap events? Decided by its members as they come, without reading it first.

use super::window::{Halt, Reading, Window};
use crate::timestamp::{Stamp, of_digits};
use std::ops::Range;
use std::rc::Rc;

/// How far into an undecided object we look before it is taken for a wrapper and entered: a wrapper can be as long as
/// the file, and nothing but the current event may be kept in memory.
pub(super) const LOOK_AHEAD_BYTES: usize = 64 * 1024;

/// Members of an event's `data`, whichever of them comes first. Names that wrappers use too are not among them.
pub(super) const DATA_MEMBERS: [&[u8]; 25] = [
    b"node",
    b"initialOffset",
    b"source",
    b"href",
    b"tag",
    b"plugin",
    b"positions",
    b"texts",
    b"attributes",
    b"removes",
    b"adds",
    b"ranges",
    b"styles",
    b"styleIds",
    b"styleId",
    b"commands",
    b"define",
    b"trace",
    b"set",
    b"remove",
    b"family",
    b"fontSource",
    b"wireframes",
    b"isAttachIframe",
    b"isChecked",
];

/// The name of a window or tab, as the container writes it.
pub(crate) type Tab = Rc<str>;

/// Longer names of windows are not believed.
const MAX_TAB_NAME_BYTES: usize = 256;

/// What an event says about itself at its top level.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Envelope {
    pub(crate) kind: Option<f64>,
    pub(crate) stamp: Stamp,
    pub(crate) tab: Option<Tab>,
    /// Where the value of `delay` stands: a player's leftover that says nothing.
    pub(crate) delay: Option<Range<usize>>,
    has_data: bool,
    has_stamp: bool,
}

#[derive(Debug)]
pub(super) enum Verdict {
    Event(Envelope),
    /// Enter it: events may be inside.
    Wrapper,
    /// Neither. True where it looks like an event that lost its type.
    Other(bool),
}

/// Reads the object whose bracket is ahead (and at the mark). After `Wrapper` the window stands at the bracket again.
pub(super) fn read(window: &mut Window<'_>) -> Reading<Verdict> {
    let mut walk = Walk::default();
    let outcome = walk.members(window);
    let undecided = !walk.is_event() && walk.nested && !window.overflowed();
    match outcome {
        Ok(()) if walk.is_event() => Ok(Verdict::Event(walk.envelope)),
        Ok(()) if walk.lost_its_type(window) => Ok(Verdict::Other(true)),
        Ok(()) if !undecided => Ok(Verdict::Other(false)),
        // A wrapper that is cut off or broken may still hold whole events.
        Ok(()) | Err(Halt::TooFar) => Ok(enter(window)),
        Err(Halt::End | Halt::Broken) if undecided && !walk.decided => Ok(enter(window)),
        Err(halt) => Err(halt),
    }
}

fn enter(window: &mut Window<'_>) -> Verdict {
    window.go_to(0);
    Verdict::Wrapper
}

#[derive(Default)]
struct Walk {
    envelope: Envelope,
    /// A numeric type was seen, or a `data` that only events have.
    decided: bool,
    /// Some member is an object, an array, or text that may hold events.
    nested: bool,
    /// Where `data` begins, if it is an object.
    data_at: Option<usize>,
}

impl Walk {
    fn is_event(&self) -> bool {
        self.envelope.kind.is_some() && (self.envelope.has_stamp || self.envelope.has_data)
    }

    /// Whether everything about this whole object says event, but for the missing type.
    fn lost_its_type(&self, window: &mut Window<'_>) -> bool {
        let (true, Some(data)) = (self.envelope.has_stamp, self.data_at) else { return false };
        let end = window.since_mark();
        window.go_to(data);
        let events = window.next_token().and_then(|_| data_is_an_events(window));
        window.go_to(end);
        matches!(events, Ok(true))
    }

    fn members(&mut self, window: &mut Window<'_>) -> Reading<()> {
        window.advance(1);
        loop {
            match window.next_token()? {
                b'}' => {
                    window.advance(1);
                    return Ok(());
                }
                b',' => window.advance(1),
                b'"' => self.member(window)?,
                _ => return Err(Halt::Broken),
            }
        }
    }

    fn member(&mut self, window: &mut Window<'_>) -> Reading<()> {
        let name = Name::read(window)?;
        let start = window.since_mark();
        match window.next_token()? {
            bracket @ (b'{' | b'[') => {
                self.nested = true;
                if name == Name::Data {
                    self.envelope.has_data = true;
                    self.data_at = (bracket == b'{').then_some(start);
                }
                self.container(window, name, start, bracket)
            }
            b'"' => {
                let range = window.string()?;
                self.text(window, name, range);
                Ok(())
            }
            _ => {
                let range = window.scalar()?;
                self.scalar(window, name, range);
                Ok(())
            }
        }
    }

    fn container(&mut self, window: &mut Window<'_>, name: Name, start: usize, bracket: u8) -> Reading<()> {
        if self.decided {
            return window.container(None);
        }
        match window.container(Some(LOOK_AHEAD_BYTES)) {
            Err(Halt::TooFar) if name == Name::Data && bracket == b'{' => {
                window.go_to(start);
                window.next_token()?;
                if self.envelope.has_stamp || data_is_an_events(window)? {
                    self.decided = true;
                    window.go_to(start);
                    window.next_token()?;
                    return window.container(None);
                }
                Err(Halt::TooFar)
            }
            other => other,
        }
    }

    fn text(&mut self, window: &Window<'_>, name: Name, range: Range<usize>) {
        let text = window.marked().get(range.clone()).unwrap_or_default();
        match name {
            Name::Type => self.kind(text),
            Name::Timestamp => {
                self.envelope.has_stamp = true;
                self.envelope.stamp = Stamp::of_text(text);
            }
            Name::Tab => self.envelope.tab = tab(text),
            Name::Data | Name::Content => {
                self.envelope.has_data |= name == Name::Data;
                self.nested = true;
            }
            Name::Delay => self.envelope.delay = Some(range),
            Name::Other => {}
        }
    }

    fn scalar(&mut self, window: &Window<'_>, name: Name, range: Range<usize>) {
        let text = window.marked().get(range.clone()).unwrap_or_default();
        match name {
            Name::Type => self.kind(text),
            Name::Timestamp => {
                self.envelope.has_stamp = true;
                self.envelope.stamp = Stamp::of_number(text);
            }
            Name::Tab => self.envelope.tab = tab(text).filter(|name| &**name != "null"),
            Name::Delay => self.envelope.delay = Some(range),
            Name::Data | Name::Content | Name::Other => {}
        }
    }

    fn kind(&mut self, text: &[u8]) {
        self.envelope.kind = number(text);
        self.decided |= self.envelope.kind.is_some();
    }
}

/// Whether this `data` (its bracket is ahead) is what an event carries.
fn data_is_an_events(window: &mut Window<'_>) -> Reading<bool> {
    window.advance(1);
    loop {
        match window.next_token()? {
            b',' => window.advance(1),
            b'"' => {
                let range = window.string()?;
                let name = window.marked().get(range).unwrap_or_default();
                let (known, payload) = (DATA_MEMBERS.contains(&name), name == b"payload");
                colon(window)?;
                match window.next_token()? {
                    _ if known => return Ok(true),
                    // Custom and plugin events say what they are behind their payload.
                    b'{' | b'[' if payload => window.container(None)?,
                    b'{' | b'[' => return Ok(false),
                    b'"' => {
                        window.string()?;
                    }
                    _ => {
                        window.scalar()?;
                    }
                }
            }
            b'}' => return Ok(true),
            _ => return Err(Halt::Broken),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Type,
    Data,
    Timestamp,
    Tab,
    Delay,
    /// Its text may be JSON text again.
    Content,
    Other,
}

impl Name {
    /// Reads a member's name and the colon.
    fn read(window: &mut Window<'_>) -> Reading<Name> {
        let range = window.string()?;
        let name = match window.marked().get(range).unwrap_or_default() {
            b"type" => Name::Type,
            b"data" => Name::Data,
            b"timestamp" => Name::Timestamp,
            b"delay" => Name::Delay,
            name if is_tab_member(name) => Name::Tab,
            name if may_hold_events(name) => Name::Content,
            _ => Name::Other,
        };
        colon(window)?;
        Ok(name)
    }
}

pub(super) fn is_tab_member(name: &[u8]) -> bool {
    matches!(name, b"windowId" | b"window_id" | b"$window_id")
}

/// Members whose text may be JSON text again.
pub(super) fn may_hold_events(name: &[u8]) -> bool {
    matches!(
        name,
        b"data" | b"events" | b"snapshots" | b"snapshot_data" | b"$snapshot_data" | b"rrweb_events"
    )
}

pub(super) fn colon(window: &mut Window<'_>) -> Reading<()> {
    if window.next_token()? != b':' {
        return Err(Halt::Broken);
    }
    window.advance(1);
    Ok(())
}

pub(super) fn tab(text: &[u8]) -> Option<Tab> {
    let believable = !text.is_empty() && text.len() <= MAX_TAB_NAME_BYTES;
    believable.then(|| Rc::from(String::from_utf8_lossy(text)))
}

fn number(text: &[u8]) -> Option<f64> {
    let other = || std::str::from_utf8(text).ok()?.parse().ok().filter(|number: &f64| number.is_finite());
    of_digits(text).or_else(other)
}
