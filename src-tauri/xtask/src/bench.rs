//! `cargo xtask bench`: starts a benchmark program, which measures and prints the table: the engine's, or with
//! `--window` the one that drives the built program. It passes every argument on. It knows no benchmark.

use crate::failure::Result;
use crate::project::Project;
use crate::shell::Cmd;
use crate::{app, conformance, setup};

const PACKAGE: &str = "playhead-bench";

pub fn run(project: &Project, arguments: &[String]) -> Result {
    if let Some((first, rest)) = arguments.split_first()
        && first == "--window"
    {
        setup::ensure(project, setup::FOR_TESTING)?;
        let program = app::build(project, true)?;
        let mut arguments = rest.to_vec();
        // Beside us where it was installed by `cargo xtask conformance`.
        let player = project.path(conformance::PLAYER);
        if player.is_dir() {
            arguments.extend(["--player".to_owned(), player.display().to_string()]);
        }
        return app::window_bench(project, &program, &arguments).run();
    }
    project.require("tests/bench/Cargo.toml")?;
    let command = Cmd::cargo(["run", "--release", "--quiet", "--package", PACKAGE, "--"]).args(arguments);
    command.current_dir(&project.root).run()
}
