//! The project's tasks: `cargo xtask run` and `cargo xtask test` take a bare machine to a running
//! window and to a full test run, the other commands do one thing each. It may depend on the
//! standard library and on a JSON parser, so that it compiles in seconds where nothing is
//! installed yet. It must never know what the engine does: it only starts programs, reads their
//! output, and reads the project's own text files.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a task speaks to the terminal")]

mod app;
mod bench;
mod conformance;
mod failure;
mod fuzz;
mod generate;
mod project;
mod prove;
mod run;
mod setup;
mod shell;
mod test;
mod tidy;
mod ui;

use failure::{Failure, Result};
use project::Project;

const HELP: &str = "\
Playhead's tasks

  cargo xtask run [FILE]… [--release] [ARGS]…
        set up, build everything and open the window, with the sample recording when no FILE is
        given; ARGS such as `--at 1:23.4` or `--library DIR` go to the program
  cargo xtask test [--fast] [--only STEP] [--list]
        set up and run every test; --fast: only the engine's, without a window

  cargo xtask setup [--tests]
        what `run` needs (with --tests also what `test` needs): says what is missing, installs it
  cargo xtask tidy
        the rules of the house: who may depend on whom, contracts, forbidden words, file lengths
  cargo xtask bindings
        write the TypeScript types from the Rust ones
  cargo xtask golden        (also: fixtures)
        write the golden files anew; look at the diff before you commit it
  cargo xtask screenshot
        write the pictures of the README from the real window
  cargo xtask sweep [--seeds N] [--moments N] [FILE]…
        compare what stands on the stage with the engine's document, node by node, in the real
        window: all fixtures when no FILE is given; a folder stands for the recordings below it
  cargo xtask conformance [--moments N] [--seed N] [--verbose] [NAME]…
        replay the fixtures (or those named) here and with rrweb's own player in Chromium, and
        print how often each shows what stood in the live page
  cargo xtask conformance --pictures [--moments N] [FILE]…
        draw moments of recordings (or of the fixtures) on the stage and with rrweb's player, both
        in WebKitGTK, and compare pixel by pixel; the pictures are in target/pictures
  cargo xtask bench [--window] [ARGS]…
        measure, and print a table; ARGS go to the benchmark program: the engine's, or with
        --window the one that times seeks in the real window (release build)
  cargo xtask fuzz [TARGET] [SECONDS]
        fuzz one target or all of them, 60 seconds each unless told otherwise
  cargo xtask prove-setup [DIR] [--setup-only] [--worktree]
        prove on a bare Debian root, made in DIR (default: target/prove), that set-up leaves
        nothing out; --setup-only: without the tests, --worktree: uncommitted files too
";

fn main() -> std::process::ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => std::process::ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            std::process::ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    if matches!(command.as_str(), "help" | "--help" | "-h") || rest.iter().any(|rest| rest == "--help") {
        print!("{HELP}");
        return Ok(());
    }
    let project = Project::find()?;
    match command.as_str() {
        "run" => run::run(&project, rest),
        "test" => test::run(&project, rest),
        "setup" => setup::run(&project, rest),
        "tidy" => no_arguments(rest).and_then(|()| tidy::run(&project)),
        "bindings" => no_arguments(rest).and_then(|()| generate::bindings(&project)),
        "golden" | "fixtures" => no_arguments(rest).and_then(|()| generate::golden(&project)),
        "screenshot" => no_arguments(rest).and_then(|()| generate::screenshot(&project)),
        "sweep" => sweep(&project, rest),
        "conformance" => conformance::run(&project, rest),
        "bench" => bench::run(&project, rest),
        "fuzz" => fuzz::run(&project, rest),
        "prove-setup" => prove::run(&project, rest),
        other => Err(Failure::new(format!("There is no task `{other}`\n\n{HELP}"))),
    }
}

fn sweep(project: &Project, arguments: &[String]) -> Result {
    setup::ensure(project, setup::FOR_TESTING)?;
    let program = app::build(project, false)?;
    app::sweep(project, &program, arguments).run()
}

fn no_arguments(rest: &[String]) -> Result {
    match rest.first() {
        None => Ok(()),
        Some(extra) => Err(Failure::new(format!("This task takes no arguments, but got `{extra}`"))),
    }
}
