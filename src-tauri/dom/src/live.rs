//! State of a node that is not an attribute: what the person typed, scrolled, opened, drew.

use crate::Sheet;
use events::{CanvasMutation, DialogMode, MediaState, StyleId, Text, Timestamp};
use std::sync::Arc;

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Live {
    /// Live value of an input, textarea or select once it differs in origin from the attribute (typed, or recorded so).
    pub value: Option<Text>,
    pub checked: Option<bool>,
    /// Live selectedness of an option.
    pub selected: Option<bool>,
    /// (left, top). On a document: its window's scroll.
    pub scroll: Option<(f64, f64)>,
    pub dialog: Option<DialogMode>,
    pub media: Option<MediaClock>,
    /// The sheet a `style` or an inlined `link` owns, where it is more than the text of its children.
    pub sheet: Option<Arc<Sheet>>,
    /// On a document or shadow root: constructed sheets in adoption order. Ids are resolved when asked for.
    pub adopted: Option<Arc<[StyleId]>>,
    /// The recorded picture of an image or canvas, a data URL.
    pub picture: Option<Text>,
    pub canvas: Option<Arc<CanvasLog>>,
    /// The box of a blocked element (width, height) as CSS lengths.
    pub blocked_size: Option<(Text, Text)>,
    /// The address of a frame whose document was not readable.
    pub original_src: Option<Text>,
}

impl Live {
    pub const NONE: Live = Live {
        value: None,
        checked: None,
        selected: None,
        scroll: None,
        dialog: None,
        media: None,
        sheet: None,
        adopted: None,
        picture: None,
        canvas: None,
        blocked_size: None,
        original_src: None,
    };
}

/// A media element's state and the moment it was true.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct MediaClock {
    pub state: MediaState,
    pub since: Timestamp,
}

/// Canvas commands since the last full clear or resize, within the limits.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct CanvasLog {
    /// Shared one by one, so that appending does not copy what was drawn before.
    pub batches: Vec<Arc<CanvasMutation>>,
    /// Commands in `batches`.
    pub commands: usize,
    /// Bytes of arguments in `batches`.
    pub bytes: usize,
    /// A limit was reached and the oldest batches were dropped.
    pub truncated: bool,
}
