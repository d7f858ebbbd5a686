//! `cargo xtask fuzz`: runs the fuzz targets of `tests/fuzz` for a fixed time. It asks cargo-fuzz
//! which targets there are and gives each the small fixtures to begin with. It knows no target, and
//! how they are built is cargo-fuzz's matter.

use crate::failure::{AtPath, Failure, Result};
use crate::project::Project;
use crate::shell::{Cmd, say};
use std::path::{Path, PathBuf};

const FOLDER: &str = "tests/fuzz";
const FIXTURES: &str = "fixtures";
const SECONDS: u32 = 60;
/// Inputs longer than this find nothing that shorter ones do not, and take longer for it.
const MOST_BYTES: u64 = 16 << 10;

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
        command.args(words.iter().skip(1)).current_dir(&project.root)
    };
    let targets = match target {
        Some(target) => vec![target.to_owned()],
        None => cargo_fuzz(&["list"]).capture()?.split_whitespace().map(str::to_owned).collect(),
    };
    let seconds_option = format!("-max_total_time={seconds}");
    let bytes_option = format!("-max_len={MOST_BYTES}");
    for target in &targets {
        say(format!("Fuzzing `{target}` for {seconds} seconds"));
        copy_seeds(project, target)?;
        let words = format!("{FOLDER}/{target}.dict");
        let words_option = format!("-dict={words}");
        // Without a sanitizer: nothing of ours is unsafe, and it runs on the stable compiler and twice as fast.
        let mut arguments = vec!["run", "--sanitizer", "none", target, "--", &seconds_option, &bytes_option];
        if project.path(&words).is_file() {
            arguments.push(&words_option);
        }
        cargo_fuzz(&arguments).run()?;
    }
    println!("Nothing found in {} {}", targets.len(), if targets.len() == 1 { "target" } else { "targets" });
    Ok(())
}

/// What a target has found stays beside the seeds and is built upon by the next run.
fn copy_seeds(project: &Project, target: &str) -> Result {
    let corpus = project.path(FOLDER).join("corpus").join(target);
    std::fs::create_dir_all(&corpus).at("make the folder", &corpus)?;
    let fixtures = project.require(FIXTURES)?;
    for seed in seeds(&fixtures)? {
        let name = seed.strip_prefix(&fixtures).unwrap_or(&seed).to_string_lossy().replace(['/', '\\'], "-");
        std::fs::copy(&seed, corpus.join(name)).at("copy", &seed)?;
    }
    Ok(())
}

/// The small files that lie in `folder` at any depth and are no text about them.
fn seeds(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).at("read", &folder)? {
            let path = entry.at("read", &folder)?.path();
            let length = std::fs::metadata(&path).at("look at", &path)?.len();
            let is_text_about = path.extension().is_some_and(|end| end == "md")
                || ["expected.txt", "truth.txt", "truth.json.gz"].iter().any(|name| path.ends_with(name));
            if path.is_dir() {
                folders.push(path);
            } else if length <= MOST_BYTES && !is_text_about {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
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

    #[test]
    fn small_recordings_are_seeds_and_texts_about_them_are_not() {
        let folder = std::env::temp_dir().join(format!("playhead-seeds-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("a/b")).unwrap();
        for (name, length) in
            [("a/b/x.json", 3), ("a/expected.txt", 3), ("README.md", 3), ("a/large.json", 99_999)]
        {
            std::fs::write(folder.join(name), vec![b' '; length]).unwrap();
        }
        assert_eq!(seeds(&folder).unwrap(), [folder.join("a/b/x.json")]);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
