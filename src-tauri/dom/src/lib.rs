//! The document at one moment: its nodes and live state, its single writer, patches between two moments, and what of it
//! the stage may hold.
//! It depends on `events` and on parsers of the field (cssparser); it is a pure function of the events it is given.
//! It must never know a recording format, a file, a clock, how a patch travels or how it is painted.

#![deny(clippy::disallowed_methods)]

mod apply_patch;
mod canonical;
mod canonical_json;
mod canvas_log;
mod diff;
mod document;
mod form_state;
mod html;
mod inline_style;
mod integrity;
mod json_text;
mod key;
mod live;
mod mutator;
mod node;
mod patch;
mod rekey;
mod scrolling;
mod sheet;
mod shorthand;
mod stage;
mod text_tree;

#[doc(hidden)]
pub mod fault;

pub use apply_patch::PatchError;
pub use canonical::{Canonical, CanonicalDeclaration, CanonicalKind, CanonicalNode, canonical};
pub use canonical_json::canonical_json;
pub use diff::diff;
pub use document::{
    Assembly, AssemblyPage, Children, Document, DocumentDelta, DocumentParts, HiddenState, PageNumber,
    PageState, Touched, Waiting, Walk,
};
pub use form_state::FormValue;
pub use html::{html, outer_html};
pub use integrity::check_integrity;
pub use key::NodeKey;
pub use live::{CanvasLog, Live, MediaClock};
pub use node::{Doctype, Element, Node, NodeData};
pub use patch::{Patch, PatchNode, PatchOp, SheetRef};
pub use sheet::Sheet;
pub use stage::{
    Lacking, StageLive, StageNode, StageNodeData, StageOp, StagePatch, StageRules, StageSheet, lacking,
    stage_full, stage_patch, withheld,
};
pub use text_tree::text_tree;
