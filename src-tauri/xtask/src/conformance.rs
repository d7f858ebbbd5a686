//! `cargo xtask conformance`: replays the fixtures with Playhead and with rrweb's own player in a browser, and prints how
//! often each shows what stood in the live page. The scripts in `tests/conformance` do the comparing; this sets them up
//! and starts them. It must not know what is compared.

use crate::failure::Result;
use crate::project::Project;
use crate::setup;
use crate::shell::{Cmd, say};

const SCRIPT: &str = "tests/conformance/run.mjs";
const FIXTURES: &str = "fixtures";
const CLI: &str = "playhead-cli";

pub fn run(project: &Project, arguments: &[String]) -> Result {
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
