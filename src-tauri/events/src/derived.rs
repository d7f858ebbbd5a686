//! What is computed from a recording's events: rows for the timeline and the panels. `analysis` makes them, `store` keeps
//! them beside the version of the code that made them, and they can always be thrown away and made again.

use crate::{ConsoleLevel, EventSeq, TabId, Text, TimeRange, Timestamp};

/// One sign on the timeline. Neighbours of one kind may be folded into one mark.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    pub time: Timestamp,
    /// Where it lasts (typing, scrolling) its end, else equal to `time`.
    pub until: Timestamp,
    pub tab: TabId,
    pub kind: MarkKind,
    /// What a row or a tooltip says about it.
    pub label: String,
    /// The node it is about, as the raw form of the document's key.
    pub target: Option<u64>,
    /// CSS pixels from the left of the top window's viewport.
    pub x: Option<f64>,
    /// CSS pixels from the top of the top window's viewport.
    pub y: Option<f64>,
    /// How many events it stands for, at least 1.
    pub count: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MarkKind {
    Click,
    DoubleClick,
    ContextMenu,
    Touch,
    Input,
    Scroll,
    Navigation,
    Console(ConsoleLevel),
    Error,
    Viewport,
    /// A message of the page or the recorder; the label begins with its tag.
    Custom,
}

impl MarkKind {
    /// A stable name for golden files, the command line and filters: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            MarkKind::Click => "click",
            MarkKind::DoubleClick => "double-click",
            MarkKind::ContextMenu => "context-menu",
            MarkKind::Touch => "touch",
            MarkKind::Input => "input",
            MarkKind::Scroll => "scroll",
            MarkKind::Navigation => "navigation",
            MarkKind::Console(ConsoleLevel::Debug) => "console-debug",
            MarkKind::Console(ConsoleLevel::Log) => "console-log",
            MarkKind::Console(ConsoleLevel::Info) => "console-info",
            MarkKind::Console(ConsoleLevel::Warn) => "console-warn",
            MarkKind::Console(ConsoleLevel::Error) => "console-error",
            MarkKind::Error => "error",
            MarkKind::Viewport => "viewport",
            MarkKind::Custom => "custom",
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct ConsoleLine {
    pub time: Timestamp,
    pub tab: TabId,
    pub seq: EventSeq,
    pub level: ConsoleLevel,
    /// The method as recorded (`log`, `assert`, `table`, `group`, …).
    pub method: Text,
    /// The arguments as one readable line.
    pub text: Text,
    /// Each argument as JSON text.
    pub args: Vec<Text>,
    /// Stack lines as recorded, innermost first.
    pub trace: Vec<Text>,
    pub uncaught: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ErrorKind {
    /// An exception that nothing caught.
    Uncaught,
    /// A promise rejection that nothing handled.
    Rejection,
    /// A line of the console at level error.
    Console,
    /// Reported by a monitor or by the page itself through a message.
    Reported,
    /// A request that was refused, broke or was never answered.
    Request,
}

impl ErrorKind {
    /// A stable name for golden files, the command line and filters: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Uncaught => "uncaught",
            ErrorKind::Rejection => "rejection",
            ErrorKind::Console => "console",
            ErrorKind::Reported => "reported",
            ErrorKind::Request => "request",
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct ErrorRecord {
    pub time: Timestamp,
    pub tab: TabId,
    pub seq: EventSeq,
    pub kind: ErrorKind,
    /// The exception's type (`TypeError`); empty where none was recorded.
    pub name: Text,
    pub message: Text,
    /// Stack lines as recorded, innermost first.
    pub stack: Vec<Text>,
    /// Equal for errors of one group: type, normalised message, top frames.
    pub fingerprint: u64,
}

/// One line of a stack.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct StackFrame {
    /// Empty where it has no name.
    pub function: Text,
    /// As recorded, with its query; empty where it is nowhere, as the browser's own functions are.
    pub file: Text,
    /// From 1.
    pub line: Option<u32>,
    /// From 1; of WebAssembly the offset in the module.
    pub column: Option<u32>,
    /// Of the page itself rather than of a library, the browser or an extension.
    pub in_app: bool,
}

/// One request of the page, with what came of it.
#[derive(Clone, PartialEq, Debug)]
pub struct RequestRecord {
    /// When it was sent.
    pub time: Timestamp,
    /// When the answer was there, or it failed; equal to `time` where that was not recorded.
    pub until: Timestamp,
    pub tab: TabId,
    pub seq: EventSeq,
    /// Upper case; empty where none was recorded.
    pub method: Text,
    pub href: Text,
    /// 0: no answer came. None: not recorded, as with most images and scripts.
    pub status: Option<u16>,
    /// What asked for it (`fetch`, `xmlhttprequest`, `img`, …); empty where not recorded.
    pub initiator: Text,
}

impl RequestRecord {
    /// Refused, broken or never answered.
    pub fn is_failed(&self) -> bool {
        self.status.is_some_and(|status| status == 0 || status >= 400)
    }
}

/// A span without any act of a person.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct IdleSpan(pub TimeRange);

/// The page was at this address from `time` on, until the next visit of the same tab.
#[derive(Clone, PartialEq, Debug)]
pub struct PageVisit {
    pub time: Timestamp,
    pub tab: TabId,
    pub href: Text,
    pub title: Text,
}

/// How much the page changed, in bins of equal length from the start of the recording.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Activity {
    /// Length of one bin in microseconds.
    pub bin_us: u64,
    /// Changes in each bin.
    pub counts: Vec<u32>,
}

/// Something that the recording does not hold, so that the viewer shows something else or nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lack {
    pub kind: LackKind,
    /// How many there are of it, at least 1.
    pub count: u64,
    /// Of how many, where that says something.
    pub of: Option<u64>,
    /// When it is met first.
    pub first: Option<Timestamp>,
    /// An address, where the first one has any.
    pub example: Text,
    /// What is lacking: one sentence without a final period.
    pub sentence: Text,
    /// What is therefore shown, in the same form.
    pub effect: Text,
}

/// The order is that of a list for people: what changes the picture most comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum LackKind {
    /// Full snapshots, the base of everything that follows.
    Snapshots,
    Events,
    Nodes,
    Changes,
    Sheets,
    Frames,
    Pictures,
    Media,
    Plugins,
    SheetAssets,
    Drawings,
    WindowSize,
    Blocked,
    MaskedTexts,
    MaskedInputs,
    Gaps,
    ClockJumps,
}

impl LackKind {
    /// A stable name for golden files and the command line: kebab-case.
    pub fn name(self) -> &'static str {
        match self {
            LackKind::Snapshots => "snapshots",
            LackKind::Events => "events",
            LackKind::Nodes => "nodes",
            LackKind::Changes => "changes",
            LackKind::Sheets => "sheets",
            LackKind::Frames => "frames",
            LackKind::Pictures => "pictures",
            LackKind::Media => "media",
            LackKind::Plugins => "plugins",
            LackKind::SheetAssets => "sheet-assets",
            LackKind::Drawings => "drawings",
            LackKind::WindowSize => "window-size",
            LackKind::Blocked => "blocked",
            LackKind::MaskedTexts => "masked-texts",
            LackKind::MaskedInputs => "masked-inputs",
            LackKind::Gaps => "gaps",
            LackKind::ClockJumps => "clock-jumps",
        }
    }

    /// The inverse of `name`.
    pub fn from_name(name: &str) -> Option<LackKind> {
        LackKind::ALL.iter().copied().find(|kind| kind.name() == name)
    }

    /// Every kind. Invariant: complete (a kind that is missing here is lost when a recording is read back).
    pub const ALL: &'static [LackKind] = &[
        LackKind::Snapshots,
        LackKind::Events,
        LackKind::Nodes,
        LackKind::Changes,
        LackKind::Sheets,
        LackKind::Frames,
        LackKind::Pictures,
        LackKind::Media,
        LackKind::Plugins,
        LackKind::SheetAssets,
        LackKind::Drawings,
        LackKind::WindowSize,
        LackKind::Blocked,
        LackKind::MaskedTexts,
        LackKind::MaskedInputs,
        LackKind::Gaps,
        LackKind::ClockJumps,
    ];

    /// Left out on purpose, or nothing to see: whoever recorded it wanted it so.
    pub fn is_by_design(self) -> bool {
        matches!(self, LackKind::Blocked | LackKind::MaskedTexts | LackKind::MaskedInputs | LackKind::Gaps)
    }
}
