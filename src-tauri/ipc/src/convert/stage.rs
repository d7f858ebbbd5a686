//! Stage operations for the wire.

use crate::dto::stage::*;
use dom::{SheetRef, StageLive, StageNode, StageNodeData, StageOp, StageSheet};
use events::{DialogMode, Namespace, Text};

/// Decides whether a string travels as itself or by reference.
type Texts<'a> = dyn FnMut(&Text) -> TextDto + 'a;

pub(super) fn op(op: &StageOp, texts: &mut Texts) -> StageOpDto {
    match op {
        StageOp::Remove { key } => StageOpDto::Remove { key: key.raw() },
        StageOp::Move { key, parent, before } => {
            StageOpDto::Move { key: key.raw(), parent: parent.raw(), before: before.map(|key| key.raw()) }
        }
        StageOp::Insert { parent, before, nodes } => StageOpDto::Insert {
            parent: parent.map(|key| key.raw()),
            before: before.map(|key| key.raw()),
            nodes: nodes.iter().map(|n| node(n, texts)).collect(),
        },
        StageOp::SetText { key, text } => StageOpDto::SetText { key: key.raw(), text: texts(text) },
        StageOp::SetAttribute { key, name, value } => {
            StageOpDto::SetAttribute { key: key.raw(), name: name.to_string(), value: texts(value) }
        }
        StageOp::RemoveAttribute { key, name } => {
            StageOpDto::RemoveAttribute { key: key.raw(), name: name.to_string() }
        }
        StageOp::SetLive { key, live: state } => {
            StageOpDto::SetLive { key: key.raw(), live: Box::new(live(state, texts)) }
        }
        StageOp::SetSheet { key, sheet: owned } => {
            StageOpDto::SetSheet { key: key.raw(), sheet: owned.as_ref().map(|owned| sheet(owned, texts)) }
        }
        StageOp::SpliceRules { target, at, removed, inserted } => {
            let (key, constructed) = match target {
                SheetRef::Owner(key) => (Some(key.raw()), None),
                SheetRef::Constructed(id) => (None, Some(id.0)),
            };
            let inserted = inserted.iter().map(&mut *texts).collect();
            StageOpDto::SpliceRules { key, constructed, at: *at, removed: *removed, inserted }
        }
        StageOp::SetConstructed { id, sheet: text } => {
            StageOpDto::SetConstructed { id: id.0, sheet: sheet(text, texts) }
        }
        StageOp::RemoveConstructed { id } => StageOpDto::RemoveConstructed { id: id.0 },
        StageOp::Fonts(fonts) => StageOpDto::Fonts {
            fonts: fonts
                .iter()
                .map(|font| FontDto {
                    family: font.family.to_string(),
                    base64: texts(&font.source),
                    descriptors: font
                        .descriptors
                        .iter()
                        .map(|(n, v)| (n.to_string(), v.to_string()))
                        .collect(),
                })
                .collect(),
        },
        StageOp::Selection(ranges) => StageOpDto::Selection {
            ranges: ranges
                .iter()
                .map(|range| SelectionRangeDto {
                    start: range.start.0,
                    start_offset: range.start_offset,
                    end: range.end.0,
                    end_offset: range.end_offset,
                })
                .collect(),
        },
        StageOp::Focus(key) => StageOpDto::Focus { key: key.map(|key| key.raw()) },
        StageOp::Viewport(size) => StageOpDto::Viewport { size: *size },
        StageOp::Href(href) => StageOpDto::Href { href: href.to_string() },
    }
}

fn node(node: &StageNode, texts: &mut Texts) -> StageNodeDto {
    let mut dto = StageNodeDto {
        k: node.key.raw(),
        p: node.parent.map(|key| key.raw()),
        t: StageKindDto::Text,
        n: None,
        c: false,
        a: Vec::new(),
        v: None,
        live: node.live.as_ref().map(|state| live(state, texts)),
        sheet: node.sheet.as_ref().map(|owned| sheet(owned, texts)),
    };
    match &node.data {
        StageNodeData::Document { quirks: false } => dto.t = StageKindDto::Document,
        StageNodeData::Document { quirks: true } => dto.t = StageKindDto::QuirksDocument,
        StageNodeData::ShadowRoot => dto.t = StageKindDto::ShadowRoot,
        StageNodeData::Doctype { name, public_id, system_id } => {
            dto.t = StageKindDto::Doctype;
            dto.n = Some(name.to_string());
            dto.a = vec![texts(public_id), texts(system_id)];
        }
        StageNodeData::Element { tag, namespace, custom, attributes } => {
            dto.t = match namespace {
                Namespace::Html => StageKindDto::Html,
                Namespace::Svg => StageKindDto::Svg,
                Namespace::MathMl => StageKindDto::MathMl,
            };
            dto.n = Some(tag.to_string());
            dto.c = *custom;
            dto.a = Vec::with_capacity(attributes.len() * 2);
            for (name, value) in attributes {
                dto.a.push(TextDto::Here(name.to_string()));
                dto.a.push(texts(value));
            }
        }
        StageNodeData::Text(text) => dto.v = Some(texts(text)),
        StageNodeData::Comment(text) => {
            dto.t = StageKindDto::Comment;
            dto.v = Some(texts(text));
        }
    }
    dto
}

fn sheet(sheet: &StageSheet, texts: &mut Texts) -> StageSheetDto {
    match sheet {
        StageSheet::Text(text) => StageSheetDto::Text { text: texts(text) },
        StageSheet::Rules(rules) => StageSheetDto::Rules { rules: rules.iter().map(texts).collect() },
    }
}

fn live(live: &StageLive, texts: &mut Texts) -> StageLiveDto {
    StageLiveDto {
        value: live.value.as_ref().map(&mut *texts),
        checked: live.checked,
        selected: live.selected,
        scroll: live.scroll,
        dialog: live.dialog.map(|mode| match mode {
            DialogMode::Modal => DialogModeDto::Modal,
            DialogMode::NonModal => DialogModeDto::NonModal,
        }),
        media: live.media.as_ref().map(media),
        adopted: live.adopted.as_ref().map(|ids| ids.iter().map(|id| id.0).collect()),
        picture: live.picture.as_ref().map(&mut *texts),
        canvas: live.canvas.as_ref().map(|log| {
            let commands = log.batches.iter().flat_map(|batch| &batch.commands);
            let commands = commands
                .map(|command| (command.property.to_string(), texts(&command.args), command.setter))
                .collect();
            CanvasDto { commands, truncated: log.truncated }
        }),
        blocked_size: live.blocked_size.as_ref().map(|(w, h)| (w.to_string(), h.to_string())),
        missing: live.missing.as_ref().map(Text::to_string),
    }
}

fn media(clock: &dom::MediaClock) -> MediaDto {
    let state = &clock.state;
    MediaDto {
        playing: state.playing == Some(true),
        since: clock.since.0,
        since_secs: state.current_secs,
        rate: state.rate,
        volume: state.volume,
        muted: state.muted,
        looping: state.looping,
    }
}
