//! What a folder promises at its door: three sentences at the top of every crate, a short README
//! in every folder of `ui/src`, and invariants in `ARCHITECTURE.md` that end with what guards
//! them. It checks that the promise is there and, where a file is named, that the file is too. It
//! cannot know whether the promise is kept.

use super::code::{self, Language};
use super::edges::{self, UI_FOLDERS};
use super::{Problem, Tree, imports};
use crate::project::Package;

const SENTENCES: usize = 3;
const README_LINES: usize = 15;
const ARCHITECTURE: &str = "ARCHITECTURE.md";

/// These touch neither clock nor disk nor network: the lint that sees to it is denied at their top.
pub const PURE_CRATES: &[&str] =
    &["src-tauri/events/", "src-tauri/formats/", "src-tauri/dom/", "src-tauri/analysis/"];

pub fn check(tree: &Tree, packages: &[Package], found: &mut Vec<Problem>) {
    for package in packages {
        check_manifest(tree, &package.manifest(), found);
        package.main_files.iter().for_each(|path| check_crate(tree, path, found));
    }
    check_ui(tree, found);
    check_invariants(tree, found);
}

/// A crate that does not take over the workspace's lints is judged by none of them.
fn check_manifest(tree: &Tree, path: &str, found: &mut Vec<Problem>) {
    let text = tree.file(path).map_or("", |file| &file.text);
    let lints = text.lines().map(str::trim).skip_while(|line| *line != "[lints]").nth(1);
    if lints != Some("workspace = true") {
        let message = "Take over the workspace's lints: [lints], and below it workspace = true";
        found.push(Problem::new("contract", path, 0, message));
    }
}

fn check_crate(tree: &Tree, path: &str, found: &mut Vec<Problem>) {
    let text = tree.file(path).map_or("", |file| &file.text);
    let opening: Vec<&str> = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .map_while(|line| line.trim_start().strip_prefix("//!"))
        .collect();
    let written = sentences(&opening.join(" "));
    if written < SENTENCES {
        let message = format!(
            "It opens with {written} sentences of `//!`; {SENTENCES} are wanted: what lives here, what it may \
             depend on, what it must never know"
        );
        found.push(Problem::new("contract", path, 1, message));
    }
    let is_pure = PURE_CRATES.iter().any(|folder| path.starts_with(folder));
    let code = code::without_comments(text, Language::Rust);
    let denies = code.split("#![").any(|attribute| {
        attribute.split(']').next().is_some_and(|inside| inside.contains("clippy::disallowed_methods"))
    });
    if is_pure && !denies {
        let message = "It must not touch the world; put at its top: #![deny(clippy::disallowed_methods)]";
        found.push(Problem::new("contract", path, 1, message));
    }
}

/// Counts the ends of sentences. A point within a word or a name (`lib.rs`) is none.
fn sentences(text: &str) -> usize {
    let ends = |word: &&str| {
        let word = word.trim_end_matches([')', '`', '"', '*', '_']);
        word.ends_with(['.', '!', '?']) && !["e.g.", "i.e.", "etc."].contains(&word)
    };
    text.split_whitespace().filter(ends).count()
}

fn check_ui(tree: &Tree, found: &mut Vec<Problem>) {
    let mut folders: Vec<&str> =
        tree.files.iter().filter_map(|file| imports::folder_of(&file.path)).collect();
    folders.extend(UI_FOLDERS.iter().map(|listed| listed.name));
    folders.sort_unstable();
    folders.dedup();
    for folder in folders {
        let readme = format!("{}{folder}/README.md", imports::ROOT);
        if !UI_FOLDERS.iter().any(|listed| listed.name == folder) {
            let message = format!("This folder is not listed in {}: say there what it may use", edges::FILE);
            found.push(Problem::new("ui-edge", &format!("{}{folder}", imports::ROOT), 0, message));
        }
        match tree.file(&readme).map(|file| file.text.trim().lines().count()) {
            Some(1..=README_LINES) => {}
            Some(lines) => {
                let message = format!("It has {lines} lines; between 1 and {README_LINES} are wanted");
                found.push(Problem::new("contract", &readme, 0, message));
            }
            None => {
                let message = "Missing: say what lives here, what it may depend on, what it must never know";
                found.push(Problem::new("contract", &readme, 0, message));
            }
        }
    }
}

/// Looks at the numbered paragraphs under the heading that names invariants.
fn check_invariants(tree: &Tree, found: &mut Vec<Problem>) {
    let text = tree.file(ARCHITECTURE).map_or("", |file| &file.text);
    let invariants = invariants(text);
    if invariants.is_empty() {
        let message = "It lists no invariants: wanted are numbered paragraphs under a heading with that word";
        found.push(Problem::new("invariant", ARCHITECTURE, 0, message));
    }
    for (line, invariant) in invariants {
        let ending = invariant.trim_end_matches(['.', ')', ' ']);
        let guard = ending.strip_suffix('`').and_then(|rest| rest.rsplit_once('`')).map(|(_, guard)| guard);
        let Some(guard) = guard else {
            let message = "This invariant does not end with the file of its guard (the test or lint), as in (`tests/laws/a.rs`)";
            found.push(Problem::new("invariant", ARCHITECTURE, line, message));
            continue;
        };
        // One test of a file may be named, as in `tests/laws/a.rs::name`.
        let path = guard.split("::").next().unwrap_or(guard);
        if !tree.holds(path) {
            let message = format!("The guard of this invariant does not exist: `{guard}`");
            found.push(Problem::new("invariant", ARCHITECTURE, line, message));
        }
    }
}

/// The numbered paragraphs with the line each begins on.
fn invariants(text: &str) -> Vec<(usize, String)> {
    let mut invariants: Vec<(usize, String)> = Vec::new();
    let mut level = 0;
    let mut is_open = false;
    for (index, line) in text.lines().enumerate() {
        let depth = line.chars().take_while(|letter| *letter == '#').count();
        if depth > 0 {
            let begins = line.to_lowercase().contains("invariant");
            if begins && level == 0 {
                level = depth;
            } else if depth <= level && !begins {
                level = 0;
            }
            is_open = false;
            continue;
        }
        if level == 0 {
            continue;
        }
        let number = line.split_once(". ").is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        if number {
            invariants.push((index + 1, line.trim().to_owned()));
            is_open = true;
        } else if let (true, false, Some((_, last))) =
            (is_open, line.trim().is_empty(), invariants.last_mut())
        {
            // An indented paragraph still belongs to its number, other text after a blank line does not.
            last.push(' ');
            last.push_str(line.trim());
        } else if line.trim().is_empty() {
            is_open = text.lines().nth(index + 1).is_some_and(|next| next.starts_with("   "));
        }
    }
    invariants
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(files: &[(&str, &str)], act: impl Fn(&Tree, &mut Vec<Problem>)) -> Vec<String> {
        let mut found = Vec::new();
        act(&Tree::of(files), &mut found);
        found.iter().map(|problem| format!("{}:{} {}", problem.path, problem.line, problem.message)).collect()
    }

    #[test]
    fn a_crate_opens_with_three_sentences() {
        let check =
            |path: &str, text: &str| problems(&[(path, text)], |tree, found| check_crate(tree, path, found));
        assert_eq!(
            check("src-tauri/cli/src/main.rs", "//! One. Two\n//! goes on (e.g. here). Three.\n").len(),
            0
        );
        let found = check("src-tauri/cli/src/main.rs", "//! One, in `lib.rs` alone. Two.\n\n//! Three.\n");
        assert!(found[0].contains("opens with 2 sentences"), "{found:?}");
        assert_eq!(check("src-tauri/cli/src/main.rs", "use x;\n//! One. Two. Three.\n").len(), 1);
    }

    #[test]
    fn a_crate_without_the_world_denies_it() {
        let check = |text: &str| {
            let path = "src-tauri/dom/src/lib.rs";
            problems(&[(path, text)], |tree, found| check_crate(tree, path, found))
        };
        let found = check("//! One. Two. Three.\n// #![deny(clippy::disallowed_methods)]\n");
        assert!(found[0].contains("put at its top"), "{found:?}");
        assert_eq!(check("//! One. Two. Three.\n#![deny(clippy::disallowed_methods)]\n").len(), 0);
    }

    #[test]
    fn a_crate_takes_over_the_lints_of_the_workspace() {
        let check = |text: &str| {
            let path = "tests/e2e/Cargo.toml";
            problems(&[(path, text)], |tree, found| check_manifest(tree, path, found)).len()
        };
        assert_eq!(check("[package]\n\n[lints]\nworkspace = true\n"), 0);
        assert_eq!(check("[package]\n[dependencies]\nworkspace = true\n"), 1);
    }

    #[test]
    fn every_folder_of_the_window_has_a_short_readme() {
        let long = "x\n".repeat(16);
        let found = problems(
            &[
                ("ui/src/host/README.md", "Short."),
                ("ui/src/ipc/README.md", &long),
                ("ui/src/extra/a.ts", ""),
            ],
            check_ui,
        );
        let about = |path: &str| found.iter().filter(|text| text.starts_with(path)).collect::<Vec<_>>();
        assert!(about("ui/src/host/").is_empty());
        assert!(about("ui/src/ipc/README.md")[0].contains("has 16 lines"));
        assert!(about("ui/src/stage/README.md")[0].contains("Missing"));
        assert!(about("ui/src/extra:")[0].contains("not listed"));
    }

    #[test]
    fn an_invariant_ends_with_a_guard_that_exists() {
        let text = "# A\n\n1. No invariant.\n\n## Invariants\n\nSome words.\n\n\
                    1. First, over\n   two lines. (`tests/laws/a.rs`)\n2. Second, by a test of a file: `tests/b.rs::name`.\n\
                    3. Third, without.\n4. Fourth. (`gone.rs`)\n5. Fifth, by a folder (`tests/laws`)\n\n\
                    ### More\n\n6. Sixth, with `a` in it only.\n\n## Other\n\n7. Not one.\n";
        let files = [(ARCHITECTURE, text), ("tests/laws/a.rs", ""), ("tests/b.rs", "")];
        let found = problems(&files, check_invariants);
        let places: Vec<_> = found.iter().map(|text| text.split(' ').next().unwrap_or("")).collect();
        assert_eq!(places, ["ARCHITECTURE.md:12", "ARCHITECTURE.md:13", "ARCHITECTURE.md:18"], "{found:?}");
        assert!(found[1].contains("does not exist: `gone.rs`"));
        assert!(problems(&[(ARCHITECTURE, "# A\n")], check_invariants)[0].contains("no invariants"));
    }
}
