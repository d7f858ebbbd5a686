//! Frames for the wire: long strings are sent once per session.

use super::stage::op;
use crate::dto::frame::*;
use crate::dto::player::PlayerStateDto;
use crate::dto::stage::TextDto;
use engine::{Frame, FrameBody, Overlay, PlayerState};
use events::{Interaction, InteractionKind, PointerKind, PointerSample, Text, Timestamp};
use std::collections::{BTreeMap, HashMap};

/// Strings of at least this many bytes travel once and are then referred to by hash. Below it the reference would save
/// little.
const RESOURCE_BYTES: usize = 512;

/// Turns the frames of one session into messages and remembers which long strings the window already has.
#[derive(Default)]
pub struct FrameEncoder {
    session: u32,
    /// Hash of what was sent, by the address of the engine's shared copy. The copy is kept, so that no other string can
    /// come to lie at its address.
    sent: HashMap<usize, (Text, String)>,
    hashes: std::collections::HashSet<String>,
}

impl FrameEncoder {
    pub fn new(session: u32) -> FrameEncoder {
        FrameEncoder { session, ..FrameEncoder::default() }
    }

    /// The window lost what it had: send every string again.
    pub fn forget(&mut self) {
        *self = FrameEncoder::new(self.session);
    }

    /// `engine_us` is what the caller measured for making the frame.
    pub fn encode(&mut self, frame: &Frame, engine_us: u32) -> FrameDto {
        let mut fresh = BTreeMap::new();
        let mut ops = Vec::with_capacity(frame.body.patch().ops.len());
        for stage_op in &frame.body.patch().ops {
            ops.push(op(stage_op, &mut |text| self.text(text, &mut fresh)));
        }
        let body = match &frame.body {
            FrameBody::Full(_) => FrameBodyDto::Full { ops },
            FrameBody::Patch(_) => FrameBodyDto::Patch { ops },
        };
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        FrameDto {
            version: FRAME_VERSION,
            session: self.session,
            sequence: frame.sequence,
            generation: frame.generation,
            at: frame.at.0,
            tab: frame.tab.0,
            followed: frame.followed.0,
            epoch: frame.epoch,
            body,
            blank: frame.blank.map(|blank| BlankDto { first_picture: blank.first_picture.map(|at| at.0) }),
            resources: fresh,
            viewport: frame.viewport,
            href: frame.href.to_string(),
            title: frame.title.clone(),
            overlay: overlay(&frame.overlay),
            player: player_state(&frame.state),
            cost: FrameCostDto {
                segments_read: count(frame.cost.segments_read),
                records_applied: count(frame.cost.records_applied),
                ops: count(frame.cost.operations),
                nodes: count(frame.cost.nodes),
                engine_us,
            },
        }
    }

    fn text(&mut self, text: &Text, fresh: &mut BTreeMap<String, String>) -> TextDto {
        if text.len() < RESOURCE_BYTES {
            return TextDto::Here(text.to_string());
        }
        if let Some((_, hash)) = self.sent.get(&text.address()) {
            return TextDto::Resource { r: hash.clone() };
        }
        let hash = blake3::hash(text.as_bytes()).to_hex().as_str().chars().take(32).collect::<String>();
        if self.hashes.insert(hash.clone()) {
            fresh.insert(hash.clone(), text.to_string());
        }
        self.sent.insert(text.address(), (text.clone(), hash.clone()));
        TextDto::Resource { r: hash }
    }
}

fn player_state(state: &PlayerState) -> PlayerStateDto {
    let pair = |range: events::TimeRange| (range.start.0, range.end.0);
    PlayerStateDto {
        playing: state.playing,
        speed: state.speed,
        skip_idle: state.skip_idle,
        idle_threshold: state.idle_threshold_us,
        skipping: state.skipping.map(pair),
        loop_range: state.loop_range.map(pair),
        pinned: state.pinned.map(|tab| tab.0),
        at_end: state.at_end,
    }
}

fn overlay(overlay: &Overlay) -> OverlayDto {
    OverlayDto {
        pointer: overlay.pointer.map(pointer),
        trail: overlay.trail.iter().copied().map(pointer).collect(),
        presses: overlay.presses.iter().filter_map(press).collect(),
        pressed: overlay.pressed.map(|id| id.0),
    }
}

fn pointer((at, sample): (Timestamp, PointerSample)) -> PointerDto {
    let kind = match sample.kind {
        PointerKind::Mouse => PointerKindDto::Mouse,
        PointerKind::Touch => PointerKindDto::Touch,
        PointerKind::Pen => PointerKindDto::Pen,
        PointerKind::Drag => PointerKindDto::Drag,
    };
    PointerDto { at: at.0, x: sample.x, y: sample.y, target: sample.target.map(|id| id.0), kind }
}

fn press((at, interaction): &(Timestamp, Interaction)) -> Option<PressDto> {
    let kind = match interaction.kind {
        InteractionKind::MouseDown => PressKindDto::Down,
        InteractionKind::MouseUp => PressKindDto::Up,
        InteractionKind::Click => PressKindDto::Click,
        InteractionKind::DoubleClick => PressKindDto::DoubleClick,
        InteractionKind::ContextMenu => PressKindDto::ContextMenu,
        InteractionKind::TouchStart => PressKindDto::TouchStart,
        InteractionKind::TouchEnd | InteractionKind::TouchCancel => PressKindDto::TouchEnd,
        InteractionKind::Focus | InteractionKind::Blur => return None,
    };
    let (x, y) = interaction.position?;
    Some(PressDto { at: at.0, x, y, target: interaction.target.map(|id| id.0), kind })
}
