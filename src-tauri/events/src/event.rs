//! What a recorder wrote down, in one vocabulary for all recorders. A decoded event is never changed afterwards.

use crate::{
    ConsoleRecord, DialogMode, EventSeq, ExceptionReport, MediaState, NetworkRequest, SnapshotTree,
    SourceNodeId, StyleId, TabId, Text, Timestamp,
};

/// Ordered by time, then sequence. Several events may carry one sequence number: the samples of one pointer record.
#[derive(Clone, PartialEq, Debug)]
pub struct Event {
    pub time: Timestamp,
    pub seq: EventSeq,
    pub tab: TabId,
    pub kind: EventKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum EventKind {
    DomContentLoaded,
    Load,
    /// A complete page: base of everything that follows.
    FullSnapshot(Box<FullSnapshot>),
    Meta {
        href: Text,
        width: f64,
        height: f64,
    },
    Mutation(Box<Mutation>),
    /// One sample of a moving pointer at its own time (decoders split batches).
    PointerMove(PointerSample),
    Interaction(Interaction),
    Scroll {
        target: SourceNodeId,
        x: f64,
        y: f64,
    },
    Viewport {
        width: f64,
        height: f64,
    },
    Input {
        target: SourceNodeId,
        value: Text,
        checked: bool,
        user_triggered: Option<bool>,
    },
    Media {
        target: SourceNodeId,
        action: MediaAction,
        state: MediaState,
    },
    StyleRule(Box<StyleRule>),
    StyleDeclaration(Box<StyleDeclaration>),
    AdoptedSheets(Box<AdoptedSheets>),
    Canvas(Box<CanvasMutation>),
    Font(Box<Font>),
    Selection(Vec<SelectionRange>),
    CustomElement {
        name: Text,
    },
    Console(Box<ConsoleRecord>),
    Network(Box<Vec<NetworkRequest>>),
    /// An exception that a monitor in the page reported.
    Exception(Box<ExceptionReport>),
    /// A message of the page or the recorder under a tag; the payload is JSON text.
    Custom {
        tag: Text,
        payload: Text,
    },
    /// Another plugin's record; the payload is JSON text.
    Plugin {
        name: Text,
        payload: Text,
    },
    /// Kept, counted and shown, not understood. `label` names the kind in the source's own words.
    Opaque {
        label: Text,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub struct FullSnapshot {
    pub tree: SnapshotTree,
    /// Window scroll (left, top).
    pub scroll: Option<(f64, f64)>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Mutation {
    pub removes: Vec<Remove>,
    pub adds: Vec<Add>,
    pub texts: Vec<TextChange>,
    pub attributes: Vec<AttributeChange>,
    /// The adds attach the document of a frame.
    pub attaches_frame: bool,
}

impl Mutation {
    /// Mutation records: the unit of segment budgets.
    pub fn records(&self) -> usize {
        let inline: usize = self.adds.iter().map(|add| add.tree.nodes.len()).sum();
        self.removes.len() + inline + self.texts.len() + self.attributes.len()
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct Remove {
    pub parent: Option<SourceNodeId>,
    pub id: SourceNodeId,
    pub shadow: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Add {
    pub parent: SourceNodeId,
    /// The sibling it stands before.
    pub next: Sibling,
    /// The sibling it stands behind; only old recorders write it.
    pub previous: Sibling,
    pub tree: SnapshotTree,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Sibling {
    /// `next`: it is the last child; `previous`: nothing was said.
    #[default]
    None,
    Node(SourceNodeId),
    /// The recorder knew that there is a sibling but not yet its id (written as -1 by old recorders).
    Unknown,
}

#[derive(Clone, PartialEq, Debug)]
pub struct TextChange {
    pub id: SourceNodeId,
    pub value: Text,
}

#[derive(Clone, PartialEq, Debug)]
pub struct AttributeChange {
    pub id: SourceNodeId,
    /// In recorded order.
    pub entries: Vec<(Text, AttributeValue)>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum AttributeValue {
    Removed,
    Set(Text),
    /// Changes of single declarations of the style attribute.
    StyleDiff(Vec<StyleDiff>),
    /// The text of the sheet that this style or link now owns (the attribute's name is then meaningless).
    Sheet(Vec<Text>),
    /// The dialog was opened (again) in this mode.
    Dialog(DialogMode),
    /// The picture of an image or canvas, a data URL.
    Picture(Text),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StyleDiff {
    pub property: Text,
    /// None removes the property.
    pub value: Option<Text>,
    pub important: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum PointerKind {
    #[default]
    Mouse,
    Touch,
    Pen,
    Drag,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct PointerSample {
    pub kind: PointerKind,
    /// Client coordinates in the frame of the target's document.
    pub x: f64,
    pub y: f64,
    pub target: Option<SourceNodeId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum InteractionKind {
    MouseUp,
    MouseDown,
    Click,
    ContextMenu,
    DoubleClick,
    Focus,
    Blur,
    TouchStart,
    TouchEnd,
    TouchCancel,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Interaction {
    pub kind: InteractionKind,
    pub target: Option<SourceNodeId>,
    /// Client coordinates in the frame of the target's document; absent for focus and blur.
    pub position: Option<(f64, f64)>,
    pub pointer: Option<PointerKind>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MediaAction {
    Play,
    Pause,
    Seeked,
    VolumeChange,
    RateChange,
}

/// Which sheet an edit is about: one owned by a node, or a constructed one (which wins where both are given).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SheetTarget {
    Owner(SourceNodeId),
    Constructed(StyleId),
}

/// Edits of a sheet's rules, in this order: adds, removes, replace.
#[derive(Clone, PartialEq, Debug)]
pub struct StyleRule {
    pub target: SheetTarget,
    pub adds: Vec<RuleAdd>,
    /// Paths of deleted rules.
    pub removes: Vec<RulePath>,
    /// New text of a constructed sheet (`replace` or `replaceSync`).
    pub replace: Option<Text>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleAdd {
    pub rule: Text,
    pub at: RulePath,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RulePath {
    /// A position in the sheet's own list.
    Top(u32),
    /// Positions from the sheet's list downwards; the last is the place inside the innermost grouping rule.
    Nested(Vec<u32>),
}

#[derive(Clone, PartialEq, Debug)]
pub struct StyleDeclaration {
    pub target: SheetTarget,
    /// Full path of the rule.
    pub path: Vec<u32>,
    pub change: StyleDiff,
}

#[derive(Clone, PartialEq, Debug)]
pub struct AdoptedSheets {
    /// A document or a shadow host.
    pub target: SourceNodeId,
    /// The complete ordered list.
    pub adopted: Vec<StyleId>,
    /// Sheets seen for the first time, with their rules in order.
    pub created: Vec<(StyleId, Vec<Text>)>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum CanvasContext {
    #[default]
    TwoD,
    WebGl,
    WebGl2,
}

#[derive(Clone, PartialEq, Debug)]
pub struct CanvasMutation {
    pub target: SourceNodeId,
    pub context: CanvasContext,
    pub commands: Vec<CanvasCommand>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CanvasCommand {
    pub property: Text,
    /// JSON text of the argument array, in the field's argument encoding (`rr_type` objects).
    pub args: Text,
    /// An assignment of the first argument, not a call.
    pub setter: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Font {
    pub family: Text,
    /// A CSS source (`url(…)`), or base64 of the font's bytes where `bytes` is set.
    pub source: Text,
    pub bytes: bool,
    pub descriptors: Vec<(Text, Text)>,
}

/// Offsets are UTF-16 units.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct SelectionRange {
    pub start: SourceNodeId,
    pub start_offset: u32,
    pub end: SourceNodeId,
    pub end_offset: u32,
}

impl EventKind {
    /// A stable name for golden files, the command line and filters: kebab-case.
    pub fn name(&self) -> &'static str {
        match self {
            EventKind::DomContentLoaded => "dom-content-loaded",
            EventKind::Load => "load",
            EventKind::FullSnapshot(_) => "full-snapshot",
            EventKind::Meta { .. } => "meta",
            EventKind::Mutation(_) => "mutation",
            EventKind::PointerMove(_) => "pointer-move",
            EventKind::Interaction(_) => "interaction",
            EventKind::Scroll { .. } => "scroll",
            EventKind::Viewport { .. } => "viewport",
            EventKind::Input { .. } => "input",
            EventKind::Media { .. } => "media",
            EventKind::StyleRule(_) => "style-rule",
            EventKind::StyleDeclaration(_) => "style-declaration",
            EventKind::AdoptedSheets(_) => "adopted-sheets",
            EventKind::Canvas(_) => "canvas",
            EventKind::Font(_) => "font",
            EventKind::Selection(_) => "selection",
            EventKind::CustomElement { .. } => "custom-element",
            EventKind::Console(_) => "console",
            EventKind::Network(_) => "network",
            EventKind::Exception(_) => "exception",
            EventKind::Custom { .. } => "custom",
            EventKind::Plugin { .. } => "plugin",
            EventKind::Opaque { .. } => "opaque",
        }
    }

    /// Whether a person did it: what ends an idle span. Pointer moves, interactions, scrolls, viewport changes, inputs.
    pub fn is_user_act(&self) -> bool {
        matches!(
            self,
            EventKind::PointerMove(_)
                | EventKind::Interaction(_)
                | EventKind::Scroll { .. }
                | EventKind::Viewport { .. }
                | EventKind::Input { .. }
        )
    }

    /// Whether it changes the page itself (tree, live state, sheets, canvas), not only what lies over it.
    pub fn changes_page(&self) -> bool {
        matches!(
            self,
            EventKind::FullSnapshot(_)
                | EventKind::Mutation(_)
                | EventKind::Scroll { .. }
                | EventKind::Viewport { .. }
                | EventKind::Input { .. }
                | EventKind::Media { .. }
                | EventKind::StyleRule(_)
                | EventKind::StyleDeclaration(_)
                | EventKind::AdoptedSheets(_)
                | EventKind::Canvas(_)
                | EventKind::Font(_)
        )
    }
}
