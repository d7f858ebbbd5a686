//! The steps of a test run, in their order: cheap and telling ones first. Each can run alone, and
//! then builds what it needs itself. A step never skips anything in silence: what is not there is
//! a failure.

use super::count::{self, Counts};
use crate::app;
use crate::failure::Result;
use crate::project::Project;
use crate::setup::{FOR_TESTING, Need};
use crate::shell::Cmd;
use crate::{tidy, ui};

pub struct Step {
    pub name: &'static str,
    /// Completes `This step …`.
    pub what: &'static str,
    pub needs: &'static [Need],
    /// Belongs to `--fast`: needs no system library, no Node and no screen.
    pub is_fast: bool,
    /// Test runners succeed when they find no test. These steps do not.
    pub must_count: bool,
    pub act: fn(&mut Stage<'_>) -> Result,
}

/// What a step works with, and what it leaves behind.
pub struct Stage<'a> {
    pub project: &'a Project,
    pub counts: Counts,
}

pub const SETUP: &str = "setup";

pub const STEPS: &[Step] = &[
    Step {
        name: SETUP,
        what: "sees to it that this machine has all that the other steps need",
        needs: FOR_TESTING,
        is_fast: false,
        must_count: false,
        // The needs of all chosen steps are met before the first of them.
        act: |_| Ok(()),
    },
    Step {
        name: "tidy",
        what: "checks the rules of the house",
        needs: &[],
        is_fast: true,
        must_count: false,
        act: |stage| tidy::run(stage.project),
    },
    Step {
        name: "format",
        what: "compares the Rust sources with what rustfmt makes of them",
        needs: &[Need::RustComponents],
        is_fast: true,
        must_count: false,
        act: |stage| stage.cargo(&["fmt", "--all", "--check"]).run(),
    },
    Step {
        name: "clippy",
        what: "lints everything that builds without a window",
        needs: &[Need::RustComponents],
        is_fast: true,
        must_count: false,
        act: |stage| {
            stage.cargo(&["clippy", "--all-targets"]).args(WITHOUT_A_WINDOW).args(DENY_WARNINGS).run()
        },
    },
    Step {
        name: "engine",
        what: "tests everything that builds without a window, and the laws across crates",
        needs: &[],
        is_fast: true,
        must_count: true,
        act: |stage| stage.counted(&stage.cargo(&["test", "--no-fail-fast"]).args(WITHOUT_A_WINDOW)),
    },
    Step {
        name: "ui-types",
        what: "checks the types of the window's content",
        needs: &[Need::NodeModules],
        is_fast: false,
        must_count: false,
        act: |stage| ui::script(stage.project, "check")?.run(),
    },
    Step {
        name: "ui-lint",
        what: "lints the window's content",
        needs: &[Need::NodeModules],
        is_fast: false,
        must_count: false,
        act: |stage| ui::script(stage.project, "lint")?.run(),
    },
    Step {
        name: "ui-tests",
        what: "tests the window's content without a window",
        needs: &[Need::NodeModules],
        is_fast: false,
        must_count: true,
        act: |stage| stage.counted(&ui::script(stage.project, "test")?),
    },
    Step {
        name: "ui-build",
        what: "builds the window's content",
        needs: &[Need::NodeModules],
        is_fast: false,
        must_count: false,
        act: |stage| ui::build(stage.project),
    },
    Step {
        name: "app",
        what: "builds the program",
        needs: &[Need::NodeModules, Need::BuildLibraries],
        is_fast: false,
        must_count: false,
        act: |stage| app::build(stage.project, false).map(|_| ()),
    },
    Step {
        name: "clippy-app",
        what: "lints the program and what drives it",
        needs: &[Need::RustComponents, Need::NodeModules, Need::BuildLibraries],
        is_fast: false,
        must_count: false,
        act: |stage| {
            // The program takes `ui/dist` in when it is compiled, and linting compiles it.
            ui::build(stage.project)?;
            let packages =
                ["clippy", "--all-targets", "--package", app::PACKAGE, "--package", app::END_TO_END];
            stage.cargo(&packages).args(app::FEATURES).args(DENY_WARNINGS).run()
        },
    },
    Step {
        name: "app-tests",
        what: "tests the program's own code",
        needs: &[Need::NodeModules, Need::BuildLibraries],
        is_fast: false,
        // The shell is thin: it may well have nothing to test without a window.
        must_count: false,
        act: |stage| {
            ui::build(stage.project)?;
            let packages = ["test", "--no-fail-fast", "--package", app::PACKAGE];
            stage.counted(&stage.cargo(&packages).args(app::FEATURES))
        },
    },
    Step {
        name: "e2e",
        what: "drives the real window: use, hostile recordings, no packet on the network",
        needs: FOR_TESTING,
        is_fast: false,
        must_count: true,
        act: |stage| {
            stage.project.require("tests/e2e/Cargo.toml")?;
            let program = app::build(stage.project, false)?;
            stage.counted(&app::end_to_end(stage.project, &program, &["--no-fail-fast"]))
        },
    },
];

/// Named by what is left out, so that a new crate is tested from its first day.
const WITHOUT_A_WINDOW: &[&str] = &["--workspace", "--exclude", app::PACKAGE, "--exclude", app::END_TO_END];

const DENY_WARNINGS: &[&str] = &["--", "--deny", "warnings"];

impl Stage<'_> {
    fn cargo(&self, words: &[&str]) -> Cmd {
        Cmd::cargo(words).current_dir(&self.project.root)
    }

    fn counted(&mut self, command: &Cmd) -> Result {
        command.run_listening(|line| self.counts.add(count::read(line)))
    }
}
