//! Starting other programs: every one is shown as the line a person would type, gets no standard
//! input (CI has none, and a question nobody sees would hang), and its failure names that line.
//! It depends on nothing of ours but the failure type, and knows no task.

use crate::failure::{Failure, Result};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Says in one line what happens next.
pub fn say(text: impl AsRef<str>) {
    println!("==> {}", text.as_ref());
}

pub struct Cmd {
    program: OsString,
    arguments: Vec<OsString>,
    variables: Vec<(String, OsString)>,
    folder: Option<PathBuf>,
    keeps_input: bool,
}

impl Cmd {
    pub fn new(program: impl AsRef<OsStr>) -> Self {
        Cmd {
            program: program.as_ref().to_owned(),
            arguments: Vec::new(),
            variables: Vec::new(),
            folder: None,
            keeps_input: false,
        }
    }

    /// The cargo that started us, so that a `+toolchain` on the command line holds throughout.
    pub fn cargo(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        Cmd::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())).args(arguments)
    }

    pub fn npm(arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        // On Windows npm is a batch file, which is only found under its full name.
        Cmd::new(if cfg!(windows) { "npm.cmd" } else { "npm" }).args(arguments)
    }

    pub fn args(mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> Self {
        self.arguments.extend(arguments.into_iter().map(|argument| argument.as_ref().to_owned()));
        self
    }

    pub fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.variables.push((name.to_owned(), value.as_ref().to_owned()));
        self
    }

    pub fn current_dir(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// For a program that a person uses: it keeps the terminal's input.
    pub fn interactive(mut self) -> Self {
        self.keeps_input = true;
        self
    }

    /// Puts another program in front, as in `xvfb-run -a PROGRAM …`.
    pub fn wrapped_in(mut self, wrapper: &[&str]) -> Self {
        if let Some((program, first)) = wrapper.split_first() {
            let inner = std::mem::replace(&mut self.program, program.into());
            let mut arguments: Vec<OsString> = first.iter().map(OsString::from).collect();
            arguments.push(inner);
            arguments.append(&mut self.arguments);
            self.arguments = arguments;
        }
        self
    }

    /// The line a person would type to do the same.
    pub fn line(&self) -> String {
        let variables = self.variables.iter().map(|(name, value)| format!("{name}={}", quoted(value)));
        let words = std::iter::once(&self.program).chain(&self.arguments).map(|word| quoted(word));
        variables.chain(words).collect::<Vec<_>>().join(" ")
    }

    /// Runs it under our own output.
    pub fn run(&self) -> Result {
        println!("  $ {}", self.line());
        let status = self.command().status().map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(()) } else { Err(self.failed()) }
    }

    /// Runs it under our own output and also hands every line of its standard output to `heard`.
    pub fn run_listening(&self, mut heard: impl FnMut(&str)) -> Result {
        println!("  $ {}", self.line());
        let mut child =
            self.command().stdout(Stdio::piped()).spawn().map_err(|error| self.not_started(&error))?;
        if let Some(output) = child.stdout.take() {
            let mut reader = BufReader::new(output);
            let mut line = Vec::new();
            // Lines are bytes here: a test may print what is no UTF-8.
            while reader.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
                let mut terminal = std::io::stdout().lock();
                // Nothing better can be done when our own output is closed, and the tests go on.
                let _ = terminal.write_all(&line).and_then(|()| terminal.flush());
                heard(&String::from_utf8_lossy(&line));
                line.clear();
            }
        }
        let status = child.wait().map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(()) } else { Err(self.failed()) }
    }

    /// Runs it silently and gives what it printed.
    pub fn capture(&self) -> Result<String> {
        let output = self.command().output().map_err(|error| self.not_started(&error))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let errors = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!("This command failed: {}\n{}", self.line(), errors.trim_end())))
    }

    /// Runs it silently; false also when there is no such program.
    pub fn succeeds(&self) -> bool {
        let quiet = self.command().stdout(Stdio::null()).stderr(Stdio::null()).status();
        quiet.is_ok_and(|status| status.success())
    }

    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments);
        // What `cargo run` told us about ourselves is not true of the cargo we start, and a build
        // script that reads it would be built again and again.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        if !self.keeps_input {
            command.stdin(Stdio::null());
        }
        command
    }

    fn not_started(&self, error: &std::io::Error) -> Failure {
        Failure::new(format!("Could not start `{}`: {error}", self.program.to_string_lossy()))
    }

    fn failed(&self) -> Failure {
        Failure::new(format!("This command failed: {}", self.line()))
    }
}

/// Whether a program of this name can be started.
pub fn on_path(program: &str) -> bool {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    // The system folders are searched even when a user's PATH leaves them out, as Debian's does.
    std::env::split_paths(&folders)
        .chain(["/usr/sbin".into(), "/sbin".into()])
        .any(|folder| folder.join(program).is_file())
}

fn quoted(word: &OsStr) -> String {
    // Cargo is started by its full path, which nobody types.
    let path = Path::new(word);
    if path.is_absolute() && path.file_stem().is_some_and(|name| name == "cargo") {
        return "cargo".to_owned();
    }
    let text = word.to_string_lossy();
    let plain = |letter: char| letter.is_alphanumeric() || "-_./:=@%+,~".contains(letter);
    if !text.is_empty() && text.chars().all(plain) { text.into_owned() } else { format!("'{text}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_shown_as_a_person_would_type_it() {
        let command = Cmd::new("/opt/bin/cargo").args(["test", "-p", "a b"]).env("UPDATE", "1");
        assert_eq!(command.line(), "UPDATE=1 cargo test -p 'a b'");
        assert_eq!(
            command.wrapped_in(&["xvfb-run", "-a"]).line(),
            "UPDATE=1 xvfb-run -a cargo test -p 'a b'"
        );
    }

    #[test]
    #[cfg(unix)]
    fn the_output_of_a_failing_command_is_heard_too() {
        let mut heard = Vec::new();
        let result = Cmd::new("sh")
            .args(["-c", "echo one; echo two; exit 3"])
            .run_listening(|line| heard.push(line.trim().to_owned()));
        assert_eq!(heard, ["one", "two"]);
        assert_eq!(
            result.unwrap_err().to_string(),
            "This command failed: sh -c 'echo one; echo two; exit 3'"
        );
    }
}
