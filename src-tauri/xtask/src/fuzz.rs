//! `cargo xtask fuzz`: runs the fuzz targets of `tests/fuzz` for a fixed time. It asks cargo-fuzz
//! which targets there are. It knows none of them, and how they are built is cargo-fuzz's matter.

use crate::failure::{Failure, Result};
use crate::project::Project;
use crate::shell::{Cmd, say};

const FOLDER: &str = "tests/fuzz";
const SECONDS: u32 = 60;

pub fn run(project: &Project, arguments: &[String]) -> Result {
    let (target, seconds) = read(arguments)?;
    project.require(FOLDER)?;
    if !Cmd::cargo(["fuzz", "--version"]).succeeds() {
        return Err(Failure::new(
            "cargo-fuzz is missing\nInstall it with: cargo install --locked cargo-fuzz",
        ));
    }
    let cargo_fuzz = |words: &[&str]| {
        let command = Cmd::cargo(["fuzz"]).args(words.iter().take(1)).args(["--fuzz-dir", FOLDER]);
        // The address sanitizer is an unstable flag of the compiler; the stable one takes it only so.
        command.args(words.iter().skip(1)).env("RUSTC_BOOTSTRAP", "1").current_dir(&project.root)
    };
    let targets = match target {
        Some(target) => vec![target.to_owned()],
        None => cargo_fuzz(&["list"]).capture()?.split_whitespace().map(str::to_owned).collect(),
    };
    let limit = format!("-max_total_time={seconds}");
    for target in &targets {
        say(format!("Fuzzing `{target}` for {seconds} seconds"));
        cargo_fuzz(&["run", target, "--", &limit]).run()?;
    }
    println!("Nothing found in {} {}", targets.len(), if targets.len() == 1 { "target" } else { "targets" });
    Ok(())
}

/// A number alone is a time, so that all targets can be given a longer one.
fn read(arguments: &[String]) -> Result<(Option<&str>, u32)> {
    let number = |word: &String| word.parse::<u32>().ok();
    match arguments {
        [] => Ok((None, SECONDS)),
        [one] => Ok(number(one).map_or((Some(one.as_str()), SECONDS), |seconds| (None, seconds))),
        [target, seconds] => match number(seconds) {
            Some(seconds) => Ok((Some(target), seconds)),
            None => Err(Failure::new(format!("`{seconds}` is no number of seconds"))),
        },
        _ => Err(Failure::new("`fuzz` takes at most a target and a number of seconds")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_alone_is_a_time() {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(read(&words("")).unwrap(), (None, SECONDS));
        assert_eq!(read(&words("decode")).unwrap(), (Some("decode"), SECONDS));
        assert_eq!(read(&words("300")).unwrap(), (None, 300));
        assert_eq!(read(&words("decode 5")).unwrap(), (Some("decode"), 5));
        assert!(read(&words("decode soon")).is_err());
    }
}
