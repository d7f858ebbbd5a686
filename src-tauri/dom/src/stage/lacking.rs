//! What a node shows that the recording does not hold, so that the stage has something else in its place.

use super::elements::{Role, held, lower_case};
use super::live::{held_live, undrawn};
use crate::{Document, NodeKey};
use events::Text;

/// The content that a node lacks, with its address where one was recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lacking {
    Picture(Text),
    Sheet(Text),
    /// A film or a sound.
    Medium(Text),
    /// What an `object` or `embed` shows.
    Plugin(Text),
    Frame(Option<Text>),
    /// What was drawn on a canvas.
    Drawing,
    /// The recorder was told to leave the element out; its size is known.
    Blocked,
}

/// None where the node shows nothing, or everything it shows was recorded.
pub fn lacking(document: &Document, key: NodeKey) -> Option<Lacking> {
    let node = document.node(key)?;
    let element = node.element()?;
    let live = node.live();
    if live.blocked_size.is_some() {
        return Some(Lacking::Blocked);
    }
    if element.is_html("canvas") {
        let is_blank = live.canvas.is_none() && live.picture.is_none();
        return (is_blank || undrawn(live).is_some()).then_some(Lacking::Drawing);
    }
    if element.attributes.is_empty() && live.original_src.is_none() && !has_a_document(&element.tag) {
        return None;
    }
    let held = held(element, node);
    if held.role == Role::Frame {
        let address = || live.original_src.clone().or_else(|| element.attribute("src").cloned());
        return node.content.is_none().then(|| Lacking::Frame(address()));
    }
    let address = held_live(node, Some(&held))?.missing?;
    Some(match &*lower_case(&held.tag) {
        "audio" | "video" | "source" => Lacking::Medium(address),
        "ph-object" | "ph-embed" => Lacking::Plugin(address),
        "ph-link" => Lacking::Sheet(address),
        _ => Lacking::Picture(address),
    })
}

fn has_a_document(tag: &str) -> bool {
    ["iframe", "frame"].iter().any(|frame| tag.eq_ignore_ascii_case(frame))
}
