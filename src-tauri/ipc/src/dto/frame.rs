//! What the stage shows next. One message per painted frame; self-contained; versioned.

use super::player::PlayerStateDto;
use super::stage::StageOpDto;
use serde::Serialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// The wire's version: the window refuses frames of another one.
pub const FRAME_VERSION: u32 = 2;

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FrameDto {
    pub version: u32,
    pub session: u32,
    /// Rises by one with each frame of the session.
    #[ts(type = "number")]
    pub sequence: u64,
    /// Rises with each seek or reload; a frame of an older generation than the newest asked for is dropped.
    #[ts(type = "number")]
    pub generation: u64,
    #[ts(type = "number")]
    pub at: i64,
    /// Whose page it is.
    pub tab: u32,
    /// The tab that the user was in.
    pub followed: u32,
    pub epoch: u32,
    pub body: FrameBodyDto,
    /// Why there is no page; null where there is one.
    pub blank: Option<BlankDto>,
    /// Long strings that `TextDto::Resource` refers to, sent once per session.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, String>>", optional)]
    pub resources: BTreeMap<String, String>,
    pub viewport: Option<(f64, f64)>,
    pub href: String,
    pub title: Option<String>,
    pub overlay: OverlayDto,
    pub player: PlayerStateDto,
    pub cost: FrameCostDto,
}

/// A tab before its first picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BlankDto {
    /// Null where the tab never shows a page, as far as it was read.
    #[ts(type = "number | null")]
    pub first_picture: Option<i64>,
}

#[derive(Clone, PartialEq, Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum FrameBodyDto {
    /// Forget everything and build: the first op inserts the top document (absent while there is no page yet).
    Full { ops: Vec<StageOpDto> },
    /// Apply to what the previous frame of this session left.
    Patch { ops: Vec<StageOpDto> },
}

/// Drawn above the page, never into it. Coordinates are client coordinates in the frame of the target's document.
#[derive(Clone, PartialEq, Debug, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OverlayDto {
    pub pointer: Option<PointerDto>,
    /// Oldest first; where the pointer was within the last second of the recording.
    pub trail: Vec<PointerDto>,
    /// Oldest first; presses whose ripple is still visible.
    pub presses: Vec<PressDto>,
    /// The node that is held down.
    #[ts(type = "number | null")]
    pub pressed: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PointerDto {
    #[ts(type = "number")]
    pub at: i64,
    pub x: f64,
    pub y: f64,
    #[ts(type = "number | null")]
    pub target: Option<u64>,
    pub kind: PointerKindDto,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PointerKindDto {
    Mouse,
    Touch,
    Pen,
    Drag,
}

#[derive(Clone, Copy, PartialEq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PressDto {
    #[ts(type = "number")]
    pub at: i64,
    pub x: f64,
    pub y: f64,
    #[ts(type = "number | null")]
    pub target: Option<u64>,
    pub kind: PressKindDto,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum PressKindDto {
    Down,
    Up,
    Click,
    DoubleClick,
    ContextMenu,
    TouchStart,
    TouchEnd,
}

/// What the frame cost the engine: shown in the status row.
#[derive(Clone, Copy, PartialEq, Debug, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FrameCostDto {
    pub segments_read: u32,
    pub records_applied: u32,
    pub ops: u32,
    pub nodes: u32,
    pub engine_us: u32,
}
