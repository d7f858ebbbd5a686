//! The live state the stage may hold.

use super::StageRules;
use super::attributes::missing;
use super::elements::{Held, Role};
use super::urls::{Use, is_data};
use crate::{Live, Node, StageLive};
use events::{CanvasContext, CanvasMutation, Text};
use std::sync::Arc;

impl StageRules {
    /// None where the node has nothing to say.
    pub(super) fn live(&mut self, node: &Node, held: Option<&Held>) -> Option<StageLive> {
        let live = held_live(node, held);
        match &node.live().canvas {
            Some(log) => Some(StageLive { canvas: Some(self.canvas(log)), ..live.unwrap_or_default() }),
            None => live,
        }
    }
}

/// Everything but what was drawn; None where the node has nothing else to say.
pub(super) fn held_live(node: &Node, held: Option<&Held>) -> Option<StageLive> {
    let live = node.live();
    let picture = live.picture.clone().filter(|picture| is_data(picture, Use::Image));
    let missing = match (node.element(), held) {
        (Some(_), Some(held)) if held.role == Role::Frame => {
            live.original_src.clone().filter(|_| node.content.is_none())
        }
        (Some(element), Some(held)) if picture.is_none() => {
            missing(element, held).or_else(|| undrawn(live).map(Text::from))
        }
        _ => None,
    };
    let blocked_size =
        live.blocked_size.clone().filter(|(width, height)| is_length(width) && is_length(height));
    let stage = StageLive {
        value: live.value.clone().or_else(|| textarea_value(node)),
        checked: live.checked,
        selected: live.selected,
        scroll: live.scroll,
        dialog: live.dialog,
        media: live.media.clone(),
        adopted: live.adopted.clone(),
        picture,
        canvas: None,
        blocked_size,
        missing,
    };
    (stage != StageLive::default()).then_some(stage)
}

/// A textarea that nobody typed into shows the text it has, which recorders write as an attribute that browsers ignore.
fn textarea_value(node: &Node) -> Option<Text> {
    node.element().filter(|element| element.is_html("textarea"))?.attribute("value").cloned()
}

/// Why nothing is seen of what was drawn: commands in three dimensions name what only the recorded machine had.
pub(super) fn undrawn(live: &Live) -> Option<&'static str> {
    let log = live.canvas.as_ref().filter(|_| live.picture.is_none())?;
    let is_flat = |batch: &Arc<CanvasMutation>| batch.context == CanvasContext::TwoD;
    (!log.batches.iter().any(is_flat)).then_some("What WebGL drew on this canvas")
}

/// What the browser forgets of a node when it or something above it is moved: offsets, what lies in the top layer, sheets
/// adopted in another document, playback.
pub(super) fn is_lost_by_a_move(live: &StageLive) -> bool {
    live.scroll.is_some_and(|(left, top)| left != 0.0 || top != 0.0)
        || live.dialog.is_some()
        || live.adopted.is_some()
        || live.media.is_some()
}

/// A number with a unit: the stage puts it into a style.
fn is_length(text: &Text) -> bool {
    text.len() <= 32 && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '%'))
}
