//! `cargo xtask run`: from a bare machine to the open window. It splits its arguments into files,
//! options of its own and options for the program, and leaves the rest to the other modules. It
//! must never need a display to build.

use crate::app;
use crate::failure::{Failure, Result};
use crate::project::Project;
use crate::setup;
use crate::shell::{Cmd, say};
use std::path::Path;

/// Opened when no file is given.
const SAMPLE: &str = "fixtures/sample/shop.json";

/// Options of the program that take the next word as their value.
const TAKE_A_VALUE: &[&str] = &["--at", "--library"];

pub fn run(project: &Project, arguments: &[String]) -> Result {
    let Wanted { release, has_file, mut words } = read(arguments)?;
    if !has_file {
        words.push(project.require(SAMPLE)?.to_string_lossy().into_owned());
    }
    if !has_display() {
        say("This machine has no display: building only");
    }
    setup::ensure(project, setup::FOR_BUILDING)?;
    let program = app::build(project, release)?;
    let command = Cmd::new(program).args(&words).interactive();
    if !has_display() {
        return Err(Failure::new(format!(
            "No display to open the window on; the program is built\n\
             Run this where there is a screen, or give it one: xvfb-run -a {}",
            command.line()
        )));
    }
    command.run()
}

#[derive(Debug, PartialEq)]
struct Wanted {
    release: bool,
    has_file: bool,
    /// Handed to the program as they are, but for files, which become absolute paths.
    words: Vec<String>,
}

fn read(arguments: &[String]) -> Result<Wanted> {
    let mut wanted = Wanted { release: false, has_file: false, words: Vec::new() };
    let mut rest = arguments.iter();
    while let Some(word) = rest.next() {
        if word == "--release" {
            wanted.release = true;
        } else if TAKE_A_VALUE.contains(&word.as_str()) {
            let value = rest.next().ok_or_else(|| Failure::new(format!("`{word}` needs a value")))?;
            wanted.words.extend([word.clone(), value.clone()]);
        } else if word.starts_with('-') {
            wanted.words.push(word.clone());
        } else {
            let path = Path::new(word);
            let absolute = std::path::absolute(path).ok().filter(|path| path.exists());
            let absolute = absolute.ok_or_else(|| Failure::new(format!("There is no such file\n{word}")))?;
            wanted.words.push(absolute.to_string_lossy().into_owned());
            wanted.has_file = true;
        }
    }
    Ok(wanted)
}

fn has_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &[&str]) -> std::result::Result<Wanted, String> {
        read(&arguments.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
            .map_err(|failure| failure.to_string())
    }

    #[test]
    fn a_file_becomes_absolute_and_the_rest_is_passed_on() {
        let here = std::path::absolute("Cargo.toml").unwrap().to_string_lossy().into_owned();
        let wanted = check(&["--release", "Cargo.toml", "--at", "1:23.4", "--library=x"]).unwrap();
        assert_eq!(wanted.words, [here.as_str(), "--at", "1:23.4", "--library=x"]);
        assert!(wanted.release && wanted.has_file);
    }

    #[test]
    fn the_value_of_an_option_is_no_file() {
        let wanted = check(&["--library", "no/such/folder"]).unwrap();
        assert_eq!((wanted.has_file, wanted.words.len()), (false, 2));
        assert_eq!(check(&["--at"]).unwrap_err(), "`--at` needs a value");
        assert_eq!(check(&["no/such/file"]).unwrap_err(), "There is no such file\nno/such/file");
    }
}
