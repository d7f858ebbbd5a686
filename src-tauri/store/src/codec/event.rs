//! Events of one tab, one after the other.

use crate::codec::Decoded;
use crate::codec::reader::Decoder;
use crate::codec::state::unknown_kind;
use crate::codec::writer::Encoder;
use events::{
    Event, EventKind, EventSeq, ExceptionReport, FullSnapshot, SourceNodeId, TabId, Text, Timestamp,
};

mod kind {
    pub const DOM_CONTENT_LOADED: u8 = 0;
    pub const LOAD: u8 = 1;
    pub const FULL_SNAPSHOT: u8 = 2;
    pub const META: u8 = 3;
    pub const MUTATION: u8 = 4;
    pub const POINTER_MOVE: u8 = 5;
    pub const INTERACTION: u8 = 6;
    pub const SCROLL: u8 = 7;
    pub const VIEWPORT: u8 = 8;
    pub const INPUT: u8 = 9;
    pub const MEDIA: u8 = 10;
    pub const STYLE_RULE: u8 = 11;
    pub const STYLE_DECLARATION: u8 = 12;
    pub const ADOPTED_SHEETS: u8 = 13;
    pub const CANVAS: u8 = 14;
    pub const FONT: u8 = 15;
    pub const SELECTION: u8 = 16;
    pub const CUSTOM_ELEMENT: u8 = 17;
    pub const CONSOLE: u8 = 18;
    pub const NETWORK: u8 = 19;
    pub const CUSTOM: u8 = 20;
    pub const PLUGIN: u8 = 21;
    pub const OPAQUE: u8 = 22;
    pub const EXCEPTION: u8 = 23;
}

/// Where the event before ended: times and numbers are written as differences.
#[derive(Clone, Copy, Default)]
pub(crate) struct Heads {
    time: i64,
    seq: u64,
}

impl Encoder<'_> {
    /// The tab is the segment's and not written.
    pub fn event(&mut self, heads: &mut Heads, event: &Event) {
        self.tag(number_of(&event.kind));
        self.time(event.time.0.wrapping_sub(heads.time));
        // The next event mostly has the next number.
        self.signed(event.seq.0.wrapping_sub(heads.seq).wrapping_sub(1) as i64);
        *heads = Heads { time: event.time.0, seq: event.seq.0 };
        self.event_kind(&event.kind);
    }

    /// Recorded times are mostly whole milliseconds: an even number counts those, an odd one microseconds.
    fn time(&mut self, micros: i64) {
        match micros % 1000 {
            0 => self.signed((micros / 1000) << 1),
            // The shift would lose the highest bit of a hostile time, which no sane recording reaches.
            _ => self.signed((micros.clamp(i64::MIN >> 2, i64::MAX >> 2) << 1) | 1),
        }
    }

    fn event_kind(&mut self, kind: &EventKind) {
        match kind {
            EventKind::DomContentLoaded | EventKind::Load => {}
            EventKind::FullSnapshot(snapshot) => {
                self.option(snapshot.scroll, Encoder::pair);
                self.tree(&snapshot.tree);
            }
            EventKind::Meta { href, width, height } => {
                self.text(href);
                self.pair((*width, *height));
            }
            EventKind::Mutation(mutation) => self.mutation(mutation),
            EventKind::PointerMove(sample) => self.pointer(sample),
            EventKind::Interaction(interaction) => self.interaction(interaction),
            EventKind::Scroll { target, x, y } => {
                self.id(target.0);
                self.pair((*x, *y));
            }
            EventKind::Viewport { width, height } => self.pair((*width, *height)),
            EventKind::Input { target, value, checked, user_triggered } => {
                self.id(target.0);
                self.text(value);
                self.flag(*checked);
                self.tristate(*user_triggered);
            }
            EventKind::Media { target, action, state } => {
                self.id(target.0);
                self.media_action(*action);
                self.media_state(state);
            }
            EventKind::StyleRule(rule) => self.style_rule(rule),
            EventKind::StyleDeclaration(declaration) => self.style_declaration(declaration),
            EventKind::AdoptedSheets(sheets) => self.adopted_sheets(sheets),
            EventKind::Canvas(canvas) => self.canvas(canvas),
            EventKind::Font(font) => self.font(font),
            EventKind::Selection(ranges) => self.selection(ranges),
            EventKind::CustomElement { name } => self.text(name),
            EventKind::Console(record) => self.console(record),
            EventKind::Network(requests) => {
                self.count(requests.len());
                requests.iter().for_each(|request| self.network(request));
            }
            EventKind::Exception(report) => {
                self.two_texts(&report.name, &report.message);
                self.texts(&report.stack);
            }
            EventKind::Custom { tag, payload } => self.two_texts(tag, payload),
            EventKind::Plugin { name, payload } => self.two_texts(name, payload),
            EventKind::Opaque { label } => self.text(label),
        }
    }

    fn two_texts(&mut self, first: &Text, second: &Text) {
        self.text(first);
        self.text(second);
    }
}

impl Decoder<'_> {
    pub fn event(&mut self, heads: &mut Heads, tab: TabId) -> Decoded<Event> {
        let kind = self.tag()?;
        let time = heads.time.wrapping_add(self.time()?);
        let seq = heads.seq.wrapping_add(1).wrapping_add(self.signed()? as u64);
        *heads = Heads { time, seq };
        Ok(Event { time: Timestamp(time), seq: EventSeq(seq), tab, kind: self.event_kind(kind)? })
    }

    fn time(&mut self) -> Decoded<i64> {
        let time = self.signed()?;
        Ok(if time & 1 == 0 { (time >> 1).wrapping_mul(1000) } else { time >> 1 })
    }

    fn event_kind(&mut self, kind: u8) -> Decoded<EventKind> {
        Ok(match kind {
            kind::DOM_CONTENT_LOADED => EventKind::DomContentLoaded,
            kind::LOAD => EventKind::Load,
            kind::FULL_SNAPSHOT => {
                let scroll = self.option(Decoder::pair)?;
                EventKind::FullSnapshot(Box::new(FullSnapshot { tree: self.tree()?, scroll }))
            }
            kind::META => {
                let href = self.text()?;
                let (width, height) = self.pair()?;
                EventKind::Meta { href, width, height }
            }
            kind::MUTATION => EventKind::Mutation(Box::new(self.mutation()?)),
            kind::POINTER_MOVE => EventKind::PointerMove(self.pointer()?),
            kind::INTERACTION => EventKind::Interaction(self.interaction()?),
            kind::SCROLL => {
                let target = self.source_id()?;
                let (x, y) = self.pair()?;
                EventKind::Scroll { target, x, y }
            }
            kind::VIEWPORT => {
                let (width, height) = self.pair()?;
                EventKind::Viewport { width, height }
            }
            kind::INPUT => EventKind::Input {
                target: SourceNodeId(self.id()?),
                value: self.text()?,
                checked: self.flag()?,
                user_triggered: self.tristate()?,
            },
            kind::MEDIA => EventKind::Media {
                target: SourceNodeId(self.id()?),
                action: self.media_action()?,
                state: self.media_state()?,
            },
            kind::STYLE_RULE => EventKind::StyleRule(Box::new(self.style_rule()?)),
            kind::STYLE_DECLARATION => EventKind::StyleDeclaration(Box::new(self.style_declaration()?)),
            kind::ADOPTED_SHEETS => EventKind::AdoptedSheets(Box::new(self.adopted_sheets()?)),
            kind::CANVAS => EventKind::Canvas(Box::new(self.canvas()?)),
            kind::FONT => EventKind::Font(Box::new(self.font()?)),
            kind::SELECTION => EventKind::Selection(self.selection()?),
            kind::CUSTOM_ELEMENT => EventKind::CustomElement { name: self.text()? },
            kind::CONSOLE => EventKind::Console(Box::new(self.console()?)),
            kind::NETWORK => EventKind::Network(Box::new(self.list(Decoder::network)?)),
            kind::EXCEPTION => EventKind::Exception(Box::new(ExceptionReport {
                name: self.text()?,
                message: self.text()?,
                stack: self.texts()?,
            })),
            kind::CUSTOM => EventKind::Custom { tag: self.text()?, payload: self.text()? },
            kind::PLUGIN => EventKind::Plugin { name: self.text()?, payload: self.text()? },
            kind::OPAQUE => EventKind::Opaque { label: self.text()? },
            _ => return Err(unknown_kind()),
        })
    }
}

fn number_of(kind: &EventKind) -> u8 {
    match kind {
        EventKind::DomContentLoaded => kind::DOM_CONTENT_LOADED,
        EventKind::Load => kind::LOAD,
        EventKind::FullSnapshot(_) => kind::FULL_SNAPSHOT,
        EventKind::Meta { .. } => kind::META,
        EventKind::Mutation(_) => kind::MUTATION,
        EventKind::PointerMove(_) => kind::POINTER_MOVE,
        EventKind::Interaction(_) => kind::INTERACTION,
        EventKind::Scroll { .. } => kind::SCROLL,
        EventKind::Viewport { .. } => kind::VIEWPORT,
        EventKind::Input { .. } => kind::INPUT,
        EventKind::Media { .. } => kind::MEDIA,
        EventKind::StyleRule(_) => kind::STYLE_RULE,
        EventKind::StyleDeclaration(_) => kind::STYLE_DECLARATION,
        EventKind::AdoptedSheets(_) => kind::ADOPTED_SHEETS,
        EventKind::Canvas(_) => kind::CANVAS,
        EventKind::Font(_) => kind::FONT,
        EventKind::Selection(_) => kind::SELECTION,
        EventKind::CustomElement { .. } => kind::CUSTOM_ELEMENT,
        EventKind::Console(_) => kind::CONSOLE,
        EventKind::Network(_) => kind::NETWORK,
        EventKind::Exception(_) => kind::EXCEPTION,
        EventKind::Custom { .. } => kind::CUSTOM,
        EventKind::Plugin { .. } => kind::PLUGIN,
        EventKind::Opaque { .. } => kind::OPAQUE,
    }
}
