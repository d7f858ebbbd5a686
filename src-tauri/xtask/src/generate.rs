//! Tasks that write files which are committed: types, golden files, pictures. The tests that
//! compare them write them too when `UPDATE=1` is set, so that the two cannot disagree. Nothing
//! is generated here.

use crate::app;
use crate::failure::Result;
use crate::project::Project;
use crate::setup;
use crate::shell::{Cmd, say};

pub fn bindings(project: &Project) -> Result {
    say("Writing the TypeScript types from the Rust ones");
    update(Cmd::cargo(["test", "--package", "ipc", "--test", "bindings"]), project)
}

pub fn golden(project: &Project) -> Result {
    project.require("tests/Cargo.toml")?;
    say("Writing the golden files anew");
    update(Cmd::cargo(["test", "--package", "tests"]), project)?;
    println!("Look at the diff: a golden file says what is right, not what is");
    Ok(())
}

pub fn screenshot(project: &Project) -> Result {
    setup::ensure(project, setup::FOR_TESTING)?;
    let program = app::build(project, false)?;
    say("Taking the pictures of the README");
    update(app::end_to_end(project, &program, &["--test", "screenshot"]), project)
}

fn update(command: Cmd, project: &Project) -> Result {
    command.env("UPDATE", "1").current_dir(&project.root).run()
}
