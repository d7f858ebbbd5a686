//! Building the desktop program, and the surroundings in which tests drive it. It knows the
//! program's package name and its features, and nothing of what the window does. Nothing else in
//! the project's tasks may name either.

use crate::failure::Result;
use crate::project::Project;
use crate::shell::{Cmd, say};
use crate::ui;
use std::path::{Path, PathBuf};

pub const PACKAGE: &str = "playhead";
/// The crate that drives the built program from outside.
pub const END_TO_END: &str = "e2e";
/// Without it the program looks for a development server and not for `ui/dist`.
pub const FEATURES: &[&str] = &["--features", "playhead/custom-protocol"];

/// Builds the program with its window's content and gives its path.
pub fn build(project: &Project, release: bool) -> Result<PathBuf> {
    ui::build(project)?;
    say("Building the program");
    let profile: &[&str] = if release { &["--release"] } else { &[] };
    let command = Cmd::cargo(["build", "--package", PACKAGE]).args(FEATURES).args(profile);
    command.current_dir(&project.root).run()?;
    let folder = project.target.join(if release { "release" } else { "debug" });
    Ok(folder.join(format!("{PACKAGE}{}", std::env::consts::EXE_SUFFIX)))
}

/// An end-to-end test run against the built program.
pub fn end_to_end(project: &Project, program: &Path, arguments: &[&str]) -> Cmd {
    on_a_screen(Cmd::cargo(["test", "--package", END_TO_END]).args(arguments), project, program)
}

/// The same for what compares the stage with the engine, over any recordings.
pub fn sweep(project: &Project, program: &Path, arguments: &[String]) -> Cmd {
    with_the_window("sweep", project, program, arguments)
}

/// And for what times seeks in the window.
pub fn window_bench(project: &Project, program: &Path, arguments: &[String]) -> Cmd {
    with_the_window("window-bench", project, program, arguments)
}

/// And for what draws moments on the stage beside another player, and compares the pictures.
pub fn pictures(project: &Project, program: &Path, arguments: &[String]) -> Cmd {
    // Painted by the processor: WebKitGTK's other way of painting rounds edges a little differently each time.
    with_the_window("pictures", project, program, arguments).env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
}

fn with_the_window(driver: &str, project: &Project, program: &Path, arguments: &[String]) -> Cmd {
    let words = ["run", "--quiet", "--package", END_TO_END, "--bin", driver, "--"];
    on_a_screen(Cmd::cargo(words).args(arguments), project, program)
}

/// On a screen and a message bus of its own.
fn on_a_screen(command: Cmd, project: &Project, program: &Path) -> Cmd {
    // The size is that of the pictures in the README with room for a window's frame.
    let screen = ["xvfb-run", "-a", "-s", "-screen 0 1680x1050x24", "dbus-run-session", "--"];
    command
        .wrapped_in(&screen)
        .env("PLAYHEAD_BIN", program)
        // The program lets itself be driven only when told so.
        .env("TAURI_AUTOMATION", "true")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .current_dir(&project.root)
}
