//! A serialized tree as events carry it, flattened so that its depth never meets a call stack.

use crate::{SourceNodeId, StyleId, Text};

/// A subtree in document order (each parent before its children, siblings in order; the light children and the shadow
/// children of a host are told apart by `TreeNode::shadow`).
/// Invariant: `nodes[0]` is the root with `parent == None`; every other `parent` is a smaller index.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct SnapshotTree {
    pub nodes: Vec<TreeNode>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct TreeNode {
    /// None where the writer gave no usable id; such a node is shown but cannot be addressed.
    pub id: Option<SourceNodeId>,
    /// Index into `SnapshotTree::nodes`.
    pub parent: Option<u32>,
    /// A direct child of its parent's shadow root.
    pub shadow: bool,
    pub kind: TreeNodeKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TreeNodeKind {
    Document { quirks: bool },
    Doctype { name: Text, public_id: Text, system_id: Text },
    Element(Box<TreeElement>),
    Text(Text),
    Comment(Text),
    Cdata,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Namespace {
    #[default]
    Html,
    Svg,
    MathMl,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct TreeElement {
    /// As recorded, lower-cased for HTML. SVG names get their camel case where the document is drawn, not here.
    pub tag: Text,
    pub namespace: Namespace,
    pub custom: bool,
    pub shadow_host: bool,
    /// In source order, values as text; the recorder's own helper attributes are not here but in `extra`.
    pub attributes: Vec<(Text, Text)>,
    pub extra: Option<Box<ElementExtra>>,
}

/// What the recorder wrote down about an element besides its attributes.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ElementExtra {
    /// The text of the sheet this `style` or `link` owns, in the recorded parts (one for each text child).
    pub sheet: Option<Vec<Text>>,
    /// Live value at serialization: input, select and textarea.
    pub value: Option<Text>,
    /// Live checkedness. Some(true) only where the recorder says 'checked now'.
    pub checked: Option<bool>,
    /// Live selectedness of an option.
    pub selected: Option<bool>,
    /// A blocked element's box, as CSS lengths.
    pub blocked_size: Option<(Text, Text)>,
    pub scroll: Option<(f64, f64)>,
    /// The picture of an image or canvas at serialization, a data URL.
    pub picture: Option<Text>,
    pub media: Option<MediaState>,
    pub dialog: Option<DialogMode>,
    /// The address of a frame whose document could not be read, or the original address of an inlined image.
    pub original_src: Option<Text>,
    /// Constructed sheets adopted by this shadow host or document, written inline by some recorders.
    pub adopted: Option<Vec<StyleId>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum DialogMode {
    Modal,
    NonModal,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct MediaState {
    pub playing: Option<bool>,
    pub current_secs: Option<f64>,
    pub rate: Option<f64>,
    pub volume: Option<f64>,
    pub muted: Option<bool>,
    pub looping: Option<bool>,
}
