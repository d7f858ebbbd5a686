//! `cargo xtask bench`: starts the benchmark program, which measures and prints the table. It
//! passes every argument on. It knows no benchmark.

use crate::failure::Result;
use crate::project::Project;
use crate::shell::Cmd;

const PACKAGE: &str = "playhead-bench";

pub fn run(project: &Project, arguments: &[String]) -> Result {
    project.require("tests/bench/Cargo.toml")?;
    let command = Cmd::cargo(["run", "--release", "--quiet", "--package", PACKAGE, "--"]).args(arguments);
    command.current_dir(&project.root).run()
}
