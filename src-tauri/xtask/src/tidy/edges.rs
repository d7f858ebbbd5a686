//! Who may depend on whom, in one place: between our crates and between the folders of `ui/src`.
//! An edge that is not written here fails the build. Adding one is a decision about the shape of
//! the program: it changes `ARCHITECTURE.md` in the same commit.

pub const FILE: &str = "src-tauri/xtask/src/tidy/edges.rs";

pub struct Crate {
    /// Relative to the root; empty for the package in the root manifest, the desktop program.
    pub folder: &'static str,
    pub may_use: &'static [&'static str],
    /// Beyond `may_use`, in its tests only.
    pub tests_may_use: &'static [&'static str],
}

const EVENTS: &str = "src-tauri/events";
const FORMATS: &str = "src-tauri/formats";
const DOM: &str = "src-tauri/dom";
const STORE: &str = "src-tauri/store";
const ANALYSIS: &str = "src-tauri/analysis";
const LIBRARY: &str = "src-tauri/library";
const QUESTIONS: &str = "src-tauri/questions";
const ENGINE: &str = "src-tauri/engine";
const IPC: &str = "src-tauri/ipc";
const TESTKIT: &str = "src-tauri/testkit";

/// What crosses crates is tested and measured from above all of them.
const ALL_BELOW_THE_WINDOW: &[&str] =
    &[EVENTS, FORMATS, DOM, STORE, ANALYSIS, LIBRARY, QUESTIONS, ENGINE, IPC, TESTKIT];

pub const CRATES: &[Crate] = &[
    Crate { folder: EVENTS, may_use: &[], tests_may_use: &[TESTKIT] },
    Crate { folder: FORMATS, may_use: &[EVENTS], tests_may_use: &[TESTKIT] },
    Crate { folder: DOM, may_use: &[EVENTS], tests_may_use: &[TESTKIT] },
    Crate { folder: STORE, may_use: &[EVENTS, DOM], tests_may_use: &[TESTKIT] },
    Crate { folder: ANALYSIS, may_use: &[EVENTS, DOM], tests_may_use: &[TESTKIT] },
    Crate { folder: LIBRARY, may_use: &[EVENTS], tests_may_use: &[TESTKIT] },
    Crate { folder: QUESTIONS, may_use: &[EVENTS, DOM], tests_may_use: &[TESTKIT] },
    Crate {
        folder: ENGINE,
        may_use: &[EVENTS, FORMATS, DOM, STORE, ANALYSIS, LIBRARY, QUESTIONS],
        tests_may_use: &[TESTKIT],
    },
    Crate { folder: IPC, may_use: &[EVENTS, DOM, ENGINE], tests_may_use: &[TESTKIT] },
    // The desktop program.
    Crate { folder: "", may_use: &[IPC, ENGINE], tests_may_use: &[TESTKIT] },
    Crate { folder: "src-tauri/cli", may_use: &[EVENTS, DOM, ENGINE, IPC], tests_may_use: &[TESTKIT] },
    Crate { folder: TESTKIT, may_use: &[EVENTS, DOM], tests_may_use: &[] },
    Crate { folder: "src-tauri/xtask", may_use: &[], tests_may_use: &[] },
    Crate { folder: "tests", may_use: ALL_BELOW_THE_WINDOW, tests_may_use: &[] },
    Crate { folder: "tests/bench", may_use: ALL_BELOW_THE_WINDOW, tests_may_use: &[] },
    // Drives the built program from outside, and asks the engine what it should show.
    Crate { folder: "tests/e2e", may_use: &[EVENTS, DOM, ENGINE, TESTKIT], tests_may_use: &[] },
];

pub struct BannedCrate {
    /// A name, or its beginning when it ends with `*`.
    pub name: &'static str,
    pub banned_in: fn(folder: &str) -> bool,
    pub reason: &'static str,
}

pub const BANNED_CRATES: &[BannedCrate] = &[
    BannedCrate {
        name: "tauri*",
        banned_in: |folder| !folder.is_empty(),
        reason: "only the desktop program (src-tauri/app) knows Tauri",
    },
    BannedCrate {
        name: "wry",
        banned_in: |folder| !folder.is_empty(),
        reason: "only the desktop program (src-tauri/app) knows the web view",
    },
    BannedCrate {
        name: "serde",
        banned_in: |folder| [EVENTS, DOM, STORE, ENGINE, ANALYSIS].contains(&folder),
        reason: "engine types are not serialized; `ipc` has twins of them",
    },
];

pub struct UiFolder {
    pub name: &'static str,
    pub may_use: &'static [&'static str],
    /// Beyond `may_use`, with `import type` only: the import is gone when the program runs.
    pub may_use_types_of: &'static [&'static str],
}

/// Files that lie in `ui/src` itself (`main.ts`, `App.svelte`) wire everything and may use all.
pub const UI_FOLDERS: &[UiFolder] = &[
    UiFolder { name: "host", may_use: &[], may_use_types_of: &[] },
    UiFolder { name: "ipc", may_use: &["host"], may_use_types_of: &[] },
    UiFolder { name: "shared", may_use: &[], may_use_types_of: &[] },
    UiFolder { name: "styles", may_use: &[], may_use_types_of: &[] },
    UiFolder { name: "actions", may_use: &["shared"], may_use_types_of: &[] },
    UiFolder { name: "playback", may_use: &["ipc", "shared"], may_use_types_of: &[] },
    // The stage takes frames from whoever has them, so that it also plays in an exported page.
    UiFolder { name: "stage", may_use: &["shared"], may_use_types_of: &["ipc"] },
    UiFolder { name: "timeline", may_use: &["ipc", "playback", "shared", "actions"], may_use_types_of: &[] },
    UiFolder { name: "library", may_use: &["ipc", "shared", "actions"], may_use_types_of: &[] },
    UiFolder { name: "inspector", may_use: &["ipc", "playback", "shared", "actions"], may_use_types_of: &[] },
    UiFolder {
        name: "questions",
        may_use: &["ipc", "playback", "inspector", "shared"],
        may_use_types_of: &[],
    },
    // The rows of the window, which join the subjects.
    UiFolder {
        name: "window",
        may_use: &[
            "ipc",
            "playback",
            "stage",
            "timeline",
            "inspector",
            "questions",
            "library",
            "actions",
            "shared",
        ],
        may_use_types_of: &["host"],
    },
    // A made-up recording for looking at the window in a browser; not in the built program.
    UiFolder { name: "demo", may_use: &["host", "ipc"], may_use_types_of: &[] },
];
