//! Operations for the stage.

use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// A string, or the hash of a long one that came in `FrameDto::resources` of this frame or an earlier one of the session.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(untagged)]
pub enum TextDto {
    Here(String),
    Resource { r: String },
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(tag = "op", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum StageOpDto {
    Remove {
        #[ts(type = "number")]
        key: u64,
    },
    Move {
        #[ts(type = "number")]
        key: u64,
        #[ts(type = "number")]
        parent: u64,
        #[ts(type = "number | null")]
        before: Option<u64>,
    },
    /// `parent` is null for the top document. The first node is the root of the subtree; parents come before children:
    /// a node, its shadow root (with everything in it), its children, its frame document.
    /// A shadow root or frame document as root is attached to `parent`.
    Insert {
        #[ts(type = "number | null")]
        parent: Option<u64>,
        #[ts(type = "number | null")]
        before: Option<u64>,
        nodes: Vec<StageNodeDto>,
    },
    SetText {
        #[ts(type = "number")]
        key: u64,
        text: TextDto,
    },
    SetAttribute {
        #[ts(type = "number")]
        key: u64,
        name: String,
        value: TextDto,
    },
    RemoveAttribute {
        #[ts(type = "number")]
        key: u64,
        name: String,
    },
    /// Replaces the whole live state of a node (null fields: back to what the attributes say).
    SetLive {
        #[ts(type = "number")]
        key: u64,
        live: Box<StageLiveDto>,
    },
    SetSheet {
        #[ts(type = "number")]
        key: u64,
        sheet: Option<StageSheetDto>,
    },
    /// Top-level rules `at .. at + removed` become `inserted`. Exactly one of `key` and `constructed` is set.
    SpliceRules {
        #[ts(type = "number | null")]
        key: Option<u64>,
        #[ts(type = "number | null")]
        constructed: Option<u64>,
        at: u32,
        removed: u32,
        inserted: Vec<TextDto>,
    },
    SetConstructed {
        #[ts(type = "number")]
        id: u64,
        sheet: StageSheetDto,
    },
    RemoveConstructed {
        #[ts(type = "number")]
        id: u64,
    },
    Fonts {
        fonts: Vec<FontDto>,
    },
    Selection {
        ranges: Vec<SelectionRangeDto>,
    },
    /// The recorded focus: styles only, the frame itself is never focused.
    Focus {
        #[ts(type = "number | null")]
        key: Option<u64>,
    },
    Viewport {
        size: Option<(f64, f64)>,
    },
    Href {
        href: String,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum StageKindDto {
    Document,
    QuirksDocument,
    ShadowRoot,
    Doctype,
    Html,
    Svg,
    MathMl,
    Text,
    Comment,
}

/// Short field names because a full frame holds thousands. Absent fields are null or empty.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct StageNodeDto {
    /// Key.
    #[ts(type = "number")]
    pub k: u64,
    /// Key of the parent; absent for the root of an insert.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(type = "number", optional)]
    pub p: Option<u64>,
    pub t: StageKindDto,
    /// Tag to create, or the name of a doctype.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub n: Option<String>,
    /// A custom element: define its name so that `:defined` matches.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub c: bool,
    /// Attributes, name and value in turn. For a doctype: public and system id.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<TextDto>>")]
    pub a: Vec<TextDto>,
    /// Text of a text or comment node.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub v: Option<TextDto>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub live: Option<StageLiveDto>,
    /// The sheet of a `style`; its text children exist for identity only and are not to be inserted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sheet: Option<StageSheetDto>,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum StageSheetDto {
    Text {
        text: TextDto,
    },
    /// One text for each top-level rule. A rule the browser refuses keeps its place as an empty one.
    Rules {
        rules: Vec<TextDto>,
    },
}

#[derive(Clone, PartialEq, Debug, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct StageLiveDto {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<TextDto>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub checked: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub selected: Option<bool>,
    /// (left, top); on a document its window's scroll.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub scroll: Option<(f64, f64)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dialog: Option<DialogModeDto>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub media: Option<MediaDto>,
    /// Ids of constructed sheets in adoption order; unknown ids are skipped.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "Array<number>")]
    pub adopted: Option<Vec<u64>>,
    /// Data URL of an image or canvas.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub picture: Option<TextDto>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub canvas: Option<CanvasDto>,
    /// Width and height of a blocked element, CSS lengths.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub blocked_size: Option<(String, String)>,
    /// Recorded address of an asset that is not in the recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub missing: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DialogModeDto {
    Modal,
    NonModal,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MediaDto {
    pub playing: bool,
    /// A moment at which this was so, and the position in seconds that it had then: where it is in a frame follows from the
    /// frame's own moment, because nothing is sent while it only plays.
    #[ts(type = "number")]
    pub since: i64,
    pub since_secs: Option<f64>,
    pub rate: Option<f64>,
    pub volume: Option<f64>,
    pub muted: Option<bool>,
    pub looping: Option<bool>,
}

/// All commands since the last full clear. Where what the stage has drawn is a prefix of them it draws the rest,
/// otherwise it clears and starts over.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CanvasDto {
    /// `property`, `args` as JSON text, and whether it is an assignment.
    pub commands: Vec<(String, TextDto, bool)>,
    pub truncated: bool,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FontDto {
    pub family: String,
    /// Base64 of the font's bytes.
    pub base64: TextDto,
    pub descriptors: BTreeMap<String, String>,
}

#[derive(Clone, Copy, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SelectionRangeDto {
    #[ts(type = "number")]
    pub start: u64,
    pub start_offset: u32,
    #[ts(type = "number")]
    pub end: u64,
    pub end_offset: u32,
}
