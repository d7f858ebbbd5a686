//! What the stage shows next.

use crate::PlayerState;
use dom::{Document, StagePatch};
use events::{Interaction, PointerSample, SourceNodeId, TabId, Text, Timestamp};

/// One painted picture of the page. Sequence rises by one; a seek raises the generation, so that late frames are dropped.
#[derive(Clone, Debug)]
pub struct Frame {
    pub sequence: u64,
    pub generation: u64,
    pub at: Timestamp,
    /// Whose page it is.
    pub tab: TabId,
    /// The tab that the person was in.
    pub followed: TabId,
    /// Frames of different epochs have nothing in common; the number is unique over the tabs of a recording.
    pub epoch: u32,
    pub body: FrameBody,
    /// Why there is no page; None where there is one.
    pub blank: Option<Blank>,
    pub viewport: Option<(f64, f64)>,
    pub href: Text,
    pub title: Option<String>,
    pub overlay: Overlay,
    pub state: PlayerState,
    pub cost: FrameCost,
    /// The document itself, for questions about elements; cloning it is cheap.
    pub document: Document,
}

#[derive(Clone, PartialEq, Debug)]
pub enum FrameBody {
    /// Forget everything and build.
    Full(StagePatch),
    /// Apply to what the previous frame left.
    Patch(StagePatch),
}

/// A tab before its first picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Blank {
    /// None where the tab never shows a page, as far as it was read.
    pub first_picture: Option<Timestamp>,
}

/// Drawn above the page. Oldest first.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Overlay {
    pub pointer: Option<(Timestamp, PointerSample)>,
    pub trail: Vec<(Timestamp, PointerSample)>,
    pub presses: Vec<(Timestamp, Interaction)>,
    /// What is held down.
    pub pressed: Option<SourceNodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct FrameCost {
    pub segments_read: usize,
    pub records_applied: usize,
    pub operations: usize,
    pub nodes: usize,
}

impl FrameBody {
    pub fn patch(&self) -> &StagePatch {
        match self {
            FrameBody::Full(patch) | FrameBody::Patch(patch) => patch,
        }
    }
}
