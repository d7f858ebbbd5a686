//! The parts of the Rust toolchain that a minimal rustup profile leaves out.

use crate::failure::{Failure, Result};
use crate::shell::{Cmd, on_path, say};

const COMPONENTS: &[&str] = &["clippy", "rustfmt"];

pub fn ensure_components() -> Result {
    // Asked by running them: a toolchain from a distribution has no rustup to ask.
    let missing = || -> Vec<&str> {
        let commands = [("clippy", "clippy"), ("rustfmt", "fmt")];
        let absent = commands.iter().filter(|(_, command)| !Cmd::cargo([*command, "--version"]).succeeds());
        absent.map(|(component, _)| *component).collect()
    };
    if missing().is_empty() {
        return Ok(());
    }
    let line = format!("rustup component add {}", COMPONENTS.join(" "));
    if !on_path("rustup") {
        return Err(Failure::new(format!(
            "The Rust toolchain lacks {}, and there is no rustup to add it\n\
             Install it with your system's packages, or install rustup and run: {line}",
            missing().join(" and ")
        )));
    }
    say(format!("Adding {} to the Rust toolchain", COMPONENTS.join(" and ")));
    // Judged by what is there afterwards, so that the person reads one sentence and not two.
    let _ = Cmd::new("rustup").args(["component", "add"]).args(COMPONENTS).run();
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("The Rust toolchain still lacks {}\nRun this: {line}", missing.join(" and "))))
}
