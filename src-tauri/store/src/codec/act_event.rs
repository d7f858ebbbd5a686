//! Events about what the person did and what the page said: pointers, media, console, network.

use crate::codec::Decoded;
use crate::codec::reader::Decoder;
use crate::codec::state::unknown_kind;
use crate::codec::writer::Encoder;
use events::{
    ConsoleLevel, ConsoleRecord, Interaction, InteractionKind, MediaAction, NetworkRequest, PointerKind,
    PointerSample, SourceNodeId,
};

const HAS_TARGET: u8 = 1 << 4;
const HAS_POSITION: u8 = 1 << 5;
const HAS_POINTER: u8 = 1 << 6;
const LOW: u8 = 0xf;

impl Encoder<'_> {
    pub fn pointer(&mut self, sample: &PointerSample) {
        let PointerSample { kind, x, y, target } = sample;
        self.tag(pointer_number(*kind) | if target.is_some() { HAS_TARGET } else { 0 });
        self.pair((*x, *y));
        if let Some(target) = target {
            self.id(target.0);
        }
    }

    pub fn interaction(&mut self, interaction: &Interaction) {
        let Interaction { kind, target, position, pointer } = interaction;
        let mut tag = interaction_number(*kind);
        for (flag, set) in [
            (HAS_TARGET, target.is_some()),
            (HAS_POSITION, position.is_some()),
            (HAS_POINTER, pointer.is_some()),
        ] {
            tag |= if set { flag } else { 0 };
        }
        self.tag(tag);
        if let Some(target) = target {
            self.id(target.0);
        }
        if let Some(position) = position {
            self.pair(*position);
        }
        if let Some(pointer) = pointer {
            self.tag(pointer_number(*pointer));
        }
    }

    pub fn media_action(&mut self, action: MediaAction) {
        self.tag(match action {
            MediaAction::Play => 0,
            MediaAction::Pause => 1,
            MediaAction::Seeked => 2,
            MediaAction::VolumeChange => 3,
            MediaAction::RateChange => 4,
        });
    }

    pub fn console(&mut self, record: &ConsoleRecord) {
        let ConsoleRecord { level, method, args, trace, text, uncaught } = record;
        self.tag(level_number(*level));
        self.flag(*uncaught);
        self.text(method);
        self.texts(args);
        self.texts(trace);
        self.text(text);
    }

    pub fn network(&mut self, request: &NetworkRequest) {
        let NetworkRequest { url, method, status, initiator, start_ms, end_ms, raw } = request;
        self.text(url);
        self.option(method.as_ref(), Encoder::text);
        self.option(*status, |e, status| e.number(u64::from(status)));
        self.option(initiator.as_ref(), Encoder::text);
        self.option(*start_ms, Encoder::float);
        self.option(*end_ms, Encoder::float);
        self.text(raw);
    }
}

impl Decoder<'_> {
    pub fn pointer(&mut self) -> Decoded<PointerSample> {
        let tag = self.tag()?;
        let kind = pointer_kind(tag & LOW)?;
        let (x, y) = self.pair()?;
        let target = if tag & HAS_TARGET != 0 { Some(SourceNodeId(self.id()?)) } else { None };
        Ok(PointerSample { kind, x, y, target })
    }

    pub fn interaction(&mut self) -> Decoded<Interaction> {
        let tag = self.tag()?;
        Ok(Interaction {
            kind: interaction_kind(tag & LOW)?,
            target: if tag & HAS_TARGET != 0 { Some(SourceNodeId(self.id()?)) } else { None },
            position: if tag & HAS_POSITION != 0 { Some(self.pair()?) } else { None },
            pointer: if tag & HAS_POINTER != 0 { Some(pointer_kind(self.tag()?)?) } else { None },
        })
    }

    pub fn media_action(&mut self) -> Decoded<MediaAction> {
        Ok(match self.tag()? {
            0 => MediaAction::Play,
            1 => MediaAction::Pause,
            2 => MediaAction::Seeked,
            3 => MediaAction::VolumeChange,
            4 => MediaAction::RateChange,
            _ => return Err(unknown_kind()),
        })
    }

    pub fn console(&mut self) -> Decoded<ConsoleRecord> {
        Ok(ConsoleRecord {
            level: level(u64::from(self.tag()?))?,
            uncaught: self.flag()?,
            method: self.text()?,
            args: self.texts()?,
            trace: self.texts()?,
            text: self.text()?,
        })
    }

    pub fn network(&mut self) -> Decoded<NetworkRequest> {
        Ok(NetworkRequest {
            url: self.text()?,
            method: self.option(Decoder::text)?,
            status: self.option(|d| u16::try_from(d.number()?).map_err(|_| unknown_kind()))?,
            initiator: self.option(Decoder::text)?,
            start_ms: self.option(Decoder::float)?,
            end_ms: self.option(Decoder::float)?,
            raw: self.text()?,
        })
    }
}

fn pointer_number(kind: PointerKind) -> u8 {
    match kind {
        PointerKind::Mouse => 0,
        PointerKind::Touch => 1,
        PointerKind::Pen => 2,
        PointerKind::Drag => 3,
    }
}

fn pointer_kind(number: u8) -> Decoded<PointerKind> {
    Ok(match number {
        0 => PointerKind::Mouse,
        1 => PointerKind::Touch,
        2 => PointerKind::Pen,
        3 => PointerKind::Drag,
        _ => return Err(unknown_kind()),
    })
}

fn interaction_number(kind: InteractionKind) -> u8 {
    match kind {
        InteractionKind::MouseUp => 0,
        InteractionKind::MouseDown => 1,
        InteractionKind::Click => 2,
        InteractionKind::ContextMenu => 3,
        InteractionKind::DoubleClick => 4,
        InteractionKind::Focus => 5,
        InteractionKind::Blur => 6,
        InteractionKind::TouchStart => 7,
        InteractionKind::TouchEnd => 8,
        InteractionKind::TouchCancel => 9,
    }
}

fn interaction_kind(number: u8) -> Decoded<InteractionKind> {
    Ok(match number {
        0 => InteractionKind::MouseUp,
        1 => InteractionKind::MouseDown,
        2 => InteractionKind::Click,
        3 => InteractionKind::ContextMenu,
        4 => InteractionKind::DoubleClick,
        5 => InteractionKind::Focus,
        6 => InteractionKind::Blur,
        7 => InteractionKind::TouchStart,
        8 => InteractionKind::TouchEnd,
        9 => InteractionKind::TouchCancel,
        _ => return Err(unknown_kind()),
    })
}

pub(crate) fn level_number(level: ConsoleLevel) -> u8 {
    match level {
        ConsoleLevel::Debug => 0,
        ConsoleLevel::Log => 1,
        ConsoleLevel::Info => 2,
        ConsoleLevel::Warn => 3,
        ConsoleLevel::Error => 4,
    }
}

pub(crate) fn level(number: u64) -> Decoded<ConsoleLevel> {
    Ok(match number {
        0 => ConsoleLevel::Debug,
        1 => ConsoleLevel::Log,
        2 => ConsoleLevel::Info,
        3 => ConsoleLevel::Warn,
        4 => ConsoleLevel::Error,
        _ => return Err(unknown_kind()),
    })
}
