//! The stage's twin of a document and of a patch.

use super::StageRules;
use crate::{CanvasLog, Document, MediaClock, NodeKey, Patch, SheetRef};
use events::{DialogMode, Font, Namespace, SelectionRange, StyleId, Text};
use std::sync::Arc;

/// Operations in the order the stage applies them. A full frame is one `Insert` without a parent, then the rest.
/// Of what browsers forget when a node is moved, frame documents are removed before and inserted after, and live state
/// and edited sheets are sent again behind all moves.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct StagePatch {
    pub ops: Vec<StageOp>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum StageOp {
    Remove {
        key: NodeKey,
    },
    Move {
        key: NodeKey,
        parent: NodeKey,
        before: Option<NodeKey>,
    },
    /// `parent` is None for the top document. The first node is the root of the inserted subtree.
    Insert {
        parent: Option<NodeKey>,
        before: Option<NodeKey>,
        nodes: Vec<StageNode>,
    },
    SetText {
        key: NodeKey,
        text: Text,
    },
    SetAttribute {
        key: NodeKey,
        name: Text,
        value: Text,
    },
    RemoveAttribute {
        key: NodeKey,
        name: Text,
    },
    SetLive {
        key: NodeKey,
        live: StageLive,
    },
    SetSheet {
        key: NodeKey,
        sheet: Option<StageSheet>,
    },
    SpliceRules {
        target: SheetRef,
        at: u32,
        removed: u32,
        inserted: Vec<Text>,
    },
    SetConstructed {
        id: StyleId,
        sheet: StageSheet,
    },
    RemoveConstructed {
        id: StyleId,
    },
    Fonts(Arc<Vec<Font>>),
    Selection(Arc<[SelectionRange]>),
    Focus(Option<NodeKey>),
    Viewport(Option<(f64, f64)>),
    Href(Text),
}

/// Document order, as in `PatchNode`.
#[derive(Clone, PartialEq, Debug)]
pub struct StageNode {
    pub key: NodeKey,
    pub parent: Option<NodeKey>,
    pub data: StageNodeData,
    pub live: Option<StageLive>,
    /// The sheet of a `style` (recorded `style` and inlined `link` alike); its text children are then not inserted.
    pub sheet: Option<StageSheet>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum StageNodeData {
    Document {
        quirks: bool,
    },
    ShadowRoot,
    Doctype {
        name: Text,
        public_id: Text,
        system_id: Text,
    },
    /// `tag` is the name to create: camel case for SVG, a `ph-…` name for elements the stage must not hold.
    Element {
        tag: Text,
        namespace: Namespace,
        custom: bool,
        attributes: Vec<(Text, Text)>,
    },
    Text(Text),
    Comment(Text),
}

#[derive(Clone, PartialEq, Debug)]
pub enum StageSheet {
    Text(Text),
    Rules(Vec<Text>),
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct StageLive {
    pub value: Option<Text>,
    pub checked: Option<bool>,
    pub selected: Option<bool>,
    pub scroll: Option<(f64, f64)>,
    pub dialog: Option<DialogMode>,
    pub media: Option<MediaClock>,
    pub adopted: Option<Arc<[StyleId]>>,
    pub picture: Option<Text>,
    pub canvas: Option<Arc<CanvasLog>>,
    pub blocked_size: Option<(Text, Text)>,
    /// The recorded address of an asset that is not in the recording: drawn as an outlined box, counted in the health.
    pub missing: Option<Text>,
}

/// Everything the stage needs to show a document from nothing.
pub fn stage_full(document: &Document) -> StagePatch {
    StageRules::default().full(document)
}

/// The stage's form of `patch`, which leads from `from` to `to`: applied to the stage's form of the one it gives that of
/// the other.
pub fn stage_patch(patch: &Patch, from: &Document, to: &Document) -> StagePatch {
    StageRules::default().patch(patch, from, to)
}
