//! The difference between two documents of one page epoch: the only thing the stage knows how to apply.
//! `apply(diff(a, b), a) == b`, and the number of operations follows what changed, not what exists.

use crate::{Live, NodeData, NodeKey, Sheet};
use events::{Font, SelectionRange, StyleId, Text};
use std::sync::Arc;

/// Operations in the order they must be applied.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Patch {
    pub ops: Vec<PatchOp>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum PatchOp {
    /// Removes a node and everything below it (shadow tree and frame document included).
    Remove {
        key: NodeKey,
    },
    /// Puts an existing node (with its subtree) under `parent` before `before`, or last. A frame's document is attached
    /// to `parent` instead, as for `Insert`.
    Move {
        key: NodeKey,
        parent: NodeKey,
        before: Option<NodeKey>,
    },
    /// Builds a new subtree and puts its root under `parent` before `before`, or last. A root that is a shadow root or a
    /// frame's document is attached to `parent`, the host or frame element, instead; a document that the frame already
    /// held is then without a place until it is moved or removed. Without a parent it is the top document.
    Insert {
        parent: Option<NodeKey>,
        before: Option<NodeKey>,
        nodes: Vec<PatchNode>,
    },
    /// Text or comment.
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
    /// The order of attributes, sent only where single changes do not lead to it.
    SetAttributeOrder {
        key: NodeKey,
        names: Vec<Text>,
    },
    /// Everything of a node but its place: the document mode of a document, the three strings of a doctype, or an
    /// element of which so much changed that single operations would be more than the bound allows.
    SetData {
        key: NodeKey,
        data: NodeData,
        live: Option<Arc<Live>>,
    },
    /// Live state without the sheet (which has operations of its own, because it can be large).
    SetLive {
        key: NodeKey,
        live: Live,
    },
    /// The whole sheet that a node owns, or none.
    SetSheet {
        key: NodeKey,
        sheet: Option<Arc<Sheet>>,
    },
    /// Top-level rules `at .. at + removed` of an edited sheet become `inserted`.
    SpliceRules {
        target: SheetRef,
        at: u32,
        removed: u32,
        inserted: Vec<Text>,
    },
    /// A constructed sheet appears, or its text is replaced.
    SetConstructed {
        id: StyleId,
        sheet: Arc<Sheet>,
    },
    RemoveConstructed {
        id: StyleId,
    },
    Fonts(Arc<Vec<Font>>),
    Selection(Arc<[SelectionRange]>),
    Focus(Option<NodeKey>),
    Viewport(Option<(f64, f64)>),
    Href(Text),
    /// State of the document that the stage does not show but the next event may need.
    Hidden(Box<crate::document::HiddenState>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SheetRef {
    Owner(NodeKey),
    Constructed(StyleId),
}

/// A node of an inserted subtree, in document order: a node, its shadow root (with everything in it), its children,
/// its frame document. `parent` is None for the root only.
#[derive(Clone, PartialEq, Debug)]
pub struct PatchNode {
    pub key: NodeKey,
    pub parent: Option<NodeKey>,
    pub data: NodeData,
    pub live: Option<Arc<Live>>,
}
