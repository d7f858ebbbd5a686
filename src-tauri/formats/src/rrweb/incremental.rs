//! rrweb's incremental events (type 3), by their `source`.

use super::console;
use super::issues::{Issue, Issues};
use super::lenient::{Entry, List, NodeRef, Number, Scalar};
use super::mobile;
use super::mutation::WireMutation;
use super::plain;
use super::style::{WireAdoptedSheets, WireStyleDeclaration, WireStyleRule};
use super::wire::{read_json, read_object};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use events::{
    CanvasCommand, CanvasContext, CanvasMutation, EventKind, Font, Interaction, InteractionKind, MediaAction,
    MediaState, PointerKind, PointerSample, SelectionRange, Text, WallClock,
};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What an incremental event turns into.
pub(super) enum Incremental {
    /// Events at the event's own time.
    Now(Vec<EventKind>),
    /// Samples with times of their own.
    Samples(Vec<(WallClock, EventKind)>),
    /// The event is about nothing that can be found: what it is called, and whether the recorder says so itself.
    WithoutTarget(&'static str),
    UnknownSource(String),
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Source {
    source: Number,
}

pub(super) fn read(data: &str, wall: WallClock, issues: &mut Issues) -> serde_json::Result<Incremental> {
    let Some(source) = source(data)? else { return Ok(Incremental::UnknownSource("no source".to_owned())) };
    let one = |kind: Option<EventKind>, name| match kind {
        Some(kind) => Incremental::Now(vec![kind]),
        None => Incremental::WithoutTarget(name),
    };
    Ok(match source {
        0 => {
            let (mutation, adopted) = match plain::read_mutation(data, issues) {
                Some(read) => read,
                None => match mobile::mutation(data) {
                    Some(boxes) => read_json::<WireMutation>(&boxes)?.into_mutation(issues),
                    None => read_json::<WireMutation>(data)?.into_mutation(issues),
                },
            };
            let adopted = adopted.into_iter().map(|sheets| EventKind::AdoptedSheets(Box::new(sheets)));
            let mutation = EventKind::Mutation(Box::new(mutation));
            Incremental::Now(std::iter::once(mutation).chain(adopted).collect())
        }
        1 => samples(data, PointerKind::Mouse, wall, issues)?,
        6 => samples(data, PointerKind::Touch, wall, issues)?,
        12 => samples(data, PointerKind::Drag, wall, issues)?,
        2 => interaction(read_json(data)?),
        3 => one(read_json::<WirePlace>(data)?.into_scroll(issues), "scroll"),
        4 => {
            let size: WireSize = read_json(data)?;
            let (width, height) = (size.width.0.unwrap_or_default(), size.height.0.unwrap_or_default());
            Incremental::Now(vec![EventKind::Viewport { width, height }])
        }
        5 => one(read_json::<WireInput>(data)?.into_kind(issues), "input"),
        7 => one(read_json::<WireMedia>(data)?.into_kind(issues), "media interaction"),
        8 => one(read_json::<WireStyleRule>(data)?.into_kind(issues), "style sheet rule"),
        9 => one(read_json::<WireCanvas>(data)?.into_kind(issues), "canvas mutation"),
        10 => Incremental::Now(vec![read_json::<WireFont>(data)?.into_kind(issues)]),
        // Only in recordings of rrweb 0.x; a plugin since.
        11 => Incremental::Now(vec![console::read(data)?]),
        13 => one(read_json::<WireStyleDeclaration>(data)?.into_kind(), "style declaration"),
        14 => Incremental::Now(vec![read_json::<WireSelection>(data)?.into_kind(issues)]),
        15 => one(read_json::<WireAdoptedSheets>(data)?.into_kind(), "adopted style sheet"),
        16 => Incremental::Now(vec![read_json::<WireCustomElement>(data)?.into_kind()]),
        other => Incremental::UnknownSource(format!("source {other}")),
    })
}

fn source(data: &str) -> serde_json::Result<Option<i64>> {
    // Recorders write it first; then the rest need not be read twice.
    if let Some(rest) = data.strip_prefix("{\"source\":") {
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        if let Some(number) = rest.get(..end).and_then(|digits| digits.parse().ok()) {
            return Ok(Some(number));
        }
    }
    Ok(read_object::<Source>(data)?.source.0.map(|number| number as i64))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WirePositions {
    positions: List<Entry<WirePosition>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WirePosition {
    x: Number,
    y: Number,
    id: NodeRef,
    time_offset: Number,
}

fn samples(
    data: &str,
    kind: PointerKind,
    wall: WallClock,
    issues: &mut Issues,
) -> serde_json::Result<Incremental> {
    let positions: WirePositions = read_json(data)?;
    let mut samples = Vec::with_capacity(positions.positions.items.len());
    for position in positions.positions.items {
        let Some(WirePosition { x: Number(Some(x)), y: Number(Some(y)), id, time_offset }) = position.0
        else {
            issues.add(Issue::InvalidSample);
            continue;
        };
        let offset = WallClock::from_millis(time_offset.0.unwrap_or_default());
        let at = WallClock(wall.0.saturating_add(offset.0));
        samples.push((at, EventKind::PointerMove(PointerSample { kind, x, y, target: id.id })));
    }
    Ok(if samples.is_empty() {
        Incremental::WithoutTarget("pointer-move")
    } else {
        Incremental::Samples(samples)
    })
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireInteraction {
    #[serde(rename = "type")]
    kind: Number,
    id: NodeRef,
    x: Number,
    y: Number,
    pointer_type: Number,
}

fn interaction(wire: WireInteraction) -> Incremental {
    let position = wire.x.0.zip(wire.y.0);
    let kind = match wire.kind.0.map(|kind| kind as i64) {
        Some(0) => InteractionKind::MouseUp,
        Some(1) => InteractionKind::MouseDown,
        Some(2) => InteractionKind::Click,
        Some(3) => InteractionKind::ContextMenu,
        Some(4) => InteractionKind::DoubleClick,
        Some(5) => InteractionKind::Focus,
        Some(6) => InteractionKind::Blur,
        Some(7) => InteractionKind::TouchStart,
        // Retired in favour of samples, which is what it is.
        Some(8) => {
            let Some((x, y)) = position else { return Incremental::WithoutTarget("touch move") };
            let sample = PointerSample { kind: PointerKind::Touch, x, y, target: wire.id.id };
            return Incremental::Now(vec![EventKind::PointerMove(sample)]);
        }
        Some(9) => InteractionKind::TouchEnd,
        Some(10) => InteractionKind::TouchCancel,
        other => {
            let number = other.map_or_else(|| "without a type".to_owned(), |number| number.to_string());
            return Incremental::UnknownSource(format!("interaction {number}"));
        }
    };
    let pointer = match wire.pointer_type.0.map(|kind| kind as i64) {
        Some(0) => Some(PointerKind::Mouse),
        Some(1) => Some(PointerKind::Pen),
        Some(2) => Some(PointerKind::Touch),
        _ => None,
    };
    Incremental::Now(vec![EventKind::Interaction(Interaction {
        kind,
        target: wire.id.id,
        position,
        pointer,
    })])
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WirePlace {
    id: NodeRef,
    x: Number,
    y: Number,
}

impl WirePlace {
    fn into_scroll(self, issues: &mut Issues) -> Option<EventKind> {
        issues.add_if(self.id.bent, Issue::BentId);
        let (x, y) = (self.x.0.unwrap_or_default(), self.y.0.unwrap_or_default());
        Some(EventKind::Scroll { target: self.id.id?, x, y })
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireSize {
    width: Number,
    height: Number,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireInput {
    id: NodeRef,
    text: Scalar,
    is_checked: Scalar,
    user_triggered: Scalar,
}

impl WireInput {
    fn into_kind(self, issues: &mut Issues) -> Option<EventKind> {
        issues.add_if(self.id.bent, Issue::BentId);
        Some(EventKind::Input {
            target: self.id.id?,
            value: self.text.into_text(),
            checked: self.is_checked.is_true(),
            user_triggered: self.user_triggered.as_boolean(),
        })
    }
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireMedia {
    #[serde(rename = "type")]
    kind: Number,
    id: NodeRef,
    current_time: Number,
    volume: Number,
    muted: Scalar,
    #[serde(rename = "loop")]
    looping: Scalar,
    playback_rate: Number,
}

impl WireMedia {
    fn into_kind(self, issues: &mut Issues) -> Option<EventKind> {
        issues.add_if(self.id.bent, Issue::BentId);
        let (action, playing) = match self.kind.0.map(|kind| kind as i64)? {
            0 => (MediaAction::Play, Some(true)),
            1 => (MediaAction::Pause, Some(false)),
            2 => (MediaAction::Seeked, None),
            3 => (MediaAction::VolumeChange, None),
            4 => (MediaAction::RateChange, None),
            _ => return None,
        };
        let state = MediaState {
            playing,
            current_secs: self.current_time.0,
            rate: self.playback_rate.0,
            volume: self.volume.0,
            muted: self.muted.as_boolean(),
            looping: self.looping.as_boolean(),
        };
        Some(EventKind::Media { target: self.id.id?, action, state })
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireCanvas {
    id: NodeRef,
    #[serde(rename = "type")]
    context: Number,
    commands: List<Entry<WireCommand>>,
    // Before rrweb 1.1 an event held one command, itself.
    property: Scalar,
    args: Option<Box<RawValue>>,
    setter: Scalar,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireCommand {
    property: Scalar,
    args: Option<Box<RawValue>>,
    setter: Scalar,
}

impl WireCanvas {
    fn into_kind(self, issues: &mut Issues) -> Option<EventKind> {
        issues.add_if(self.id.bent, Issue::BentId);
        let context = match self.context.0.map(|kind| kind as i64) {
            Some(1) => CanvasContext::WebGl,
            Some(2) => CanvasContext::WebGl2,
            _ => CanvasContext::TwoD,
        };
        let mut wire = self.commands.items;
        if self.property != Scalar::Null {
            wire.push(Entry(Some(WireCommand {
                property: self.property,
                args: self.args,
                setter: self.setter,
            })));
        }
        let mut commands = Vec::with_capacity(wire.len());
        for command in wire {
            match command.0 {
                Some(WireCommand { property: Scalar::Text(property), args, setter }) => {
                    let args = Text::new(args.as_deref().map_or("[]", RawValue::get));
                    commands.push(CanvasCommand { property, args, setter: setter.is_true() });
                }
                _ => issues.add(Issue::InvalidCommand),
            }
        }
        Some(EventKind::Canvas(Box::new(CanvasMutation { target: self.id.id?, context, commands })))
    }
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireFont {
    family: Scalar,
    font_source: Scalar,
    buffer: Scalar,
    descriptors: Entry<std::collections::BTreeMap<String, Scalar>>,
}

impl WireFont {
    fn into_kind(self, issues: &mut Issues) -> EventKind {
        let mut source = self.font_source.into_text();
        let bytes = self.buffer.is_true();
        if bytes {
            // The recorder writes the bytes as the JSON text of an array of numbers.
            let numbers = serde_json::from_str::<Vec<u8>>(&source).ok();
            issues.add_if(numbers.is_none(), Issue::Undecoded);
            source = STANDARD.encode(numbers.unwrap_or_default()).into();
        }
        let descriptors = self.descriptors.0.unwrap_or_default();
        let descriptors =
            descriptors.into_iter().map(|(name, value)| (name.into(), value.into_text())).collect();
        EventKind::Font(Box::new(Font { family: self.family.into_text(), source, bytes, descriptors }))
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireSelection {
    ranges: List<Entry<WireRange>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireRange {
    start: NodeRef,
    start_offset: Number,
    end: NodeRef,
    end_offset: Number,
}

impl WireSelection {
    fn into_kind(self, issues: &mut Issues) -> EventKind {
        let mut ranges = Vec::new();
        for range in self.ranges.items {
            let range = range.0.and_then(|range| {
                Some(SelectionRange {
                    start: range.start.id?,
                    // Saturates, which a look-up by offset refuses anyway.
                    start_offset: range.start_offset.0.unwrap_or_default() as u32,
                    end: range.end.id?,
                    end_offset: range.end_offset.0.unwrap_or_default() as u32,
                })
            });
            issues.add_if(range.is_none(), Issue::InvalidRange);
            ranges.extend(range);
        }
        EventKind::Selection(ranges)
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireCustomElement {
    define: Entry<WireDefinition>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireDefinition {
    name: Scalar,
}

impl WireCustomElement {
    fn into_kind(self) -> EventKind {
        EventKind::CustomElement { name: self.define.0.unwrap_or_default().name.into_text() }
    }
}
