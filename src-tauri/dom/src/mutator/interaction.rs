//! What people did: the pointer, the keyboard, scrolling, controls, media.

use super::Writer;
use crate::fault::{self, Fault};
use crate::scrolling::scrolls_window;
use crate::{CanvasLog, MediaClock, NodeData, NodeKey};
use events::limits::{MAX_RECENT_PRESSES, MAX_TRAIL_SAMPLES};
use events::{
    CanvasMutation, Code, Font, Interaction, InteractionKind, MediaAction, MediaState, PointerKind,
    PointerSample, SourceNodeId, Text, Timestamp,
};
use std::sync::Arc;

/// Microseconds after which a pointer sample or a press is history.
const RECENT_MICROS: i64 = 2_000_000;

impl Writer<'_> {
    pub(super) fn pointer(&mut self, sample: PointerSample) {
        remember(&mut self.document.state.hidden.trail, self.time, sample, MAX_TRAIL_SAMPLES);
    }

    pub(super) fn interaction(&mut self, interaction: Interaction) {
        match interaction.kind {
            InteractionKind::Focus => {
                self.document.state.focused = interaction
                    .target
                    .map(NodeKey::from_source)
                    .filter(|&key| self.document.node(key).is_some());
                return;
            }
            InteractionKind::Blur => {
                let left = interaction.target.map(NodeKey::from_source);
                // A blur can be written down after the focus of the next control.
                if left.is_none() || left == self.document.state.focused {
                    self.document.state.focused = None;
                }
                return;
            }
            _ => {}
        }
        remember(&mut self.document.state.hidden.presses, self.time, interaction, MAX_RECENT_PRESSES);
        if let Some((x, y)) = interaction.position {
            let is_touch = matches!(
                interaction.kind,
                InteractionKind::TouchStart | InteractionKind::TouchEnd | InteractionKind::TouchCancel
            );
            let kind =
                interaction.pointer.unwrap_or(if is_touch { PointerKind::Touch } else { PointerKind::Mouse });
            self.pointer(PointerSample { kind, x, y, target: interaction.target });
        }
    }

    pub(super) fn scroll(&mut self, target: SourceNodeId, offset: (f64, f64)) {
        let Some(key) = self.resolve(target, "scroll") else { return };
        let key = scrolls_window(self.document, key).unwrap_or(key);
        if let Some(node) = self.document.node_mut(key)
            && matches!(node.data, NodeData::Document { .. } | NodeData::Element(_))
        {
            node.edit_live(|live| live.scroll = Some(offset));
        } else {
            self.warn(Code::NotAnElement, format!("Node {key:?} was scrolled, which has no box"));
        }
    }

    pub(super) fn input(&mut self, target: SourceNodeId, value: &Text, checked: bool) {
        let Some(key) = self.resolve(target, "input") else { return };
        let Some(element) = self.document.node(key).and_then(|node| node.element()) else {
            self.warn(
                Code::NotAnElement,
                format!("Something was typed into node {key:?}, which is not a control"),
            );
            return;
        };
        let is_switch = element.is_html("input")
            && element.attribute("type").is_some_and(|kind| {
                kind.eq_ignore_ascii_case("checkbox") || kind.eq_ignore_ascii_case("radio")
            });
        match &*element.tag {
            "select" => self.choose_value(key, value),
            "option" => self.select_option(key, checked),
            "input" | "textarea" => {
                if let Some(node) = self.document.node_mut(key) {
                    node.edit_live(|live| match is_switch {
                        true => live.checked = Some(checked || fault::active(Fault::IgnoreUnchecking)),
                        false => live.value = Some(value.clone()),
                    });
                }
            }
            tag => {
                let sentence = format!("Something was typed into a {tag}, which is not a control");
                self.note(Code::NotAnElement, sentence);
            }
        }
    }

    fn select_option(&mut self, option: NodeKey, selected: bool) {
        if let Some(node) = self.document.node_mut(option) {
            node.edit_live(|live| live.selected = Some(selected));
        }
    }

    pub(super) fn media(&mut self, target: SourceNodeId, action: MediaAction, said: &MediaState) {
        let Some(key) = self.resolve(target, "media") else { return };
        let time = self.time;
        let Some(node) = self.document.node_mut(key) else { return };
        let Some(element) = node.element() else {
            self.warn(Code::NotAnElement, format!("Node {key:?} was played, which is not a media element"));
            return;
        };
        let starts_by_itself = element.attribute("autoplay").is_some();
        let before = node.live().media.clone().unwrap_or_default();
        let was_playing = before.state.playing.unwrap_or(starts_by_itself);
        let playing = match action {
            MediaAction::Play => true,
            MediaAction::Pause => false,
            _ => said.playing.unwrap_or(was_playing),
        };
        let state = MediaState {
            playing: Some(playing),
            current_secs: said.current_secs.or_else(|| position(&before, was_playing, time)),
            rate: said.rate.or(before.state.rate),
            volume: said.volume.or(before.state.volume),
            muted: said.muted.or(before.state.muted),
            looping: said.looping.or(before.state.looping),
        };
        node.edit_live(|live| live.media = Some(MediaClock { state, since: time }));
    }

    pub(super) fn font(&mut self, font: &Font) {
        if !self.document.state.fonts.contains(font) {
            Arc::make_mut(&mut self.document.state.fonts).push(font.clone());
        }
    }

    pub(super) fn canvas(&mut self, canvas: &CanvasMutation) {
        let Some(key) = self.resolve(canvas.target, "canvas") else { return };
        let Some(node) = self.document.node_mut(key) else { return };
        let Some(element) = node.element() else {
            self.warn(Code::NotAnElement, format!("Node {key:?} was drawn on, which is not a canvas"));
            return;
        };
        let size = |name, default| {
            element.attribute(name).and_then(|size| size.trim().parse().ok()).unwrap_or(default)
        };
        // The default size of a canvas in the HTML standard.
        let size = (size("width", 300.0), size("height", 150.0));
        let is_truncated = node.edit_live(|live| {
            let log: &mut CanvasLog = Arc::make_mut(live.canvas.get_or_insert_with(Arc::default));
            let was_truncated = log.truncated;
            let is_cleared = log.draw(canvas, size);
            let is_truncated = log.truncated && !was_truncated;
            if log.batches.is_empty() {
                live.canvas = None;
            }
            if is_cleared {
                live.picture = None;
            }
            is_truncated
        });
        if is_truncated {
            self.note(Code::LimitReached, format!("More was drawn on canvas {key:?} than is kept"));
        }
    }
}

/// Where a medium stands at `time`, from where it stood before.
fn position(clock: &MediaClock, was_playing: bool, time: Timestamp) -> Option<f64> {
    let then = clock.state.current_secs?;
    let passed_secs = if was_playing { (time - clock.since) as f64 / 1e6 } else { 0.0 };
    Some(then + passed_secs * clock.state.rate.unwrap_or(1.0))
}

fn remember<T: Clone>(list: &mut Arc<Vec<(Timestamp, T)>>, time: Timestamp, item: T, limit: usize) {
    let list = Arc::make_mut(list);
    list.push((time, item));
    let by_age = list.iter().take_while(|(then, _)| time - *then > RECENT_MICROS).count();
    let by_count = list.len().saturating_sub(limit);
    list.drain(..by_age.max(by_count));
}
