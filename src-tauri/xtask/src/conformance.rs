//! `cargo xtask conformance`: replays the fixtures with Playhead and with rrweb's own player in a browser, and prints how
//! often each shows what stood in the live page. The scripts in `tests/conformance` do the comparing; this sets them up
//! and starts them. With `--pictures` both draw, in the same web engine, and what is drawn is compared. It must not know
//! what is compared.

use crate::app;
use crate::failure::Result;
use crate::project::Project;
use crate::setup;
use crate::shell::{Cmd, say};

const SCRIPT: &str = "tests/conformance/run.mjs";
const FIXTURES: &str = "fixtures";
const CLI: &str = "playhead-cli";
/// rrweb's own player, once it is installed.
pub const PLAYER: &str = "tests/conformance/node_modules/rrweb/dist";
const PICTURES: &str = "--pictures";

pub fn run(project: &Project, arguments: &[String]) -> Result {
    if arguments.iter().any(|argument| argument == PICTURES) {
        return pictures(project, arguments);
    }
    let script = project.require(SCRIPT)?;
    setup::ensure(project, setup::FOR_COMPARING)?;
    say("Building the command line");
    Cmd::cargo(["build", "--package", CLI]).current_dir(&project.root).run()?;
    let cli = project.target.join("debug").join(format!("{CLI}{}", std::env::consts::EXE_SUFFIX));
    let fixtures = project.path(FIXTURES);
    let command = Cmd::new("node").args([script.as_os_str(), "--cli".as_ref(), cli.as_os_str()]);
    command
        .args([std::ffi::OsStr::new("--fixtures"), fixtures.as_os_str()])
        .args(arguments)
        .current_dir(&project.root)
        .run()
}

fn pictures(project: &Project, arguments: &[String]) -> Result {
    setup::ensure(project, setup::FOR_TESTING)?;
    setup::ensure(project, setup::FOR_COMPARING)?;
    let program = app::build(project, false)?;
    let named = |name: &str, path: std::path::PathBuf| [name.to_owned(), path.display().to_string()];
    let folders = [named("--player", project.path(PLAYER)), named("--out", project.target.join("pictures"))];
    let rest = arguments.iter().filter(|argument| *argument != PICTURES).cloned();
    let arguments: Vec<String> = folders.into_iter().flatten().chain(rest).collect();
    app::pictures(project, &program, &arguments).run()
}
