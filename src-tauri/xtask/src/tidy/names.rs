//! How files are called and how long they may be: a file is named after the type or the verb in
//! it, and read in one sitting. It counts lines without a file's own test module. What is in the
//! lines is no matter of this module.

use super::code::{self, Language};
use super::{Problem, Tree, imports};

/// Names under which anything can be put, and so everything is.
const EMPTY_NAMES: &[&str] =
    &["util", "utils", "helper", "helpers", "manager", "service", "services", "types", "misc", "common"];

const SOURCES: &[&str] = &[".rs", ".ts", ".js", ".svelte", ".css"];
pub const GENERATED: &str = "ui/src/ipc/generated/";

const AIM: usize = 400;
const LIMIT: usize = 800;

pub fn check(tree: &Tree, found: &mut Vec<Problem>) {
    for file in &tree.files {
        let is_source = SOURCES.iter().any(|end| file.path.ends_with(end));
        if !is_source || file.path.starts_with("fixtures/") || file.path.starts_with(GENERATED) {
            continue;
        }
        check_name(&file.path, found);
        if !is_test(&file.path) {
            check_length(&file.path, &file.text, found);
        }
    }
}

pub fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || imports::is_test(path)
}

fn check_name(path: &str, found: &mut Vec<Problem>) {
    for part in path.split('/') {
        let stem = part.split('.').next().unwrap_or(part);
        if EMPTY_NAMES.contains(&stem.to_lowercase().as_str()) {
            let message = format!("`{stem}` says nothing: name it after the type or the verb in it");
            found.push(Problem::new("name", path, 0, message));
        }
    }
}

fn check_length(path: &str, text: &str, found: &mut Vec<Problem>) {
    let lines = match Language::of(path) {
        Some(Language::Rust) => {
            let bare = code::without_comments_and_strings(text, Language::Rust);
            let kept = code::without_test_modules(&bare);
            // The test module is blank in `kept`; elsewhere blank lines and comments count, as they
            // must be scrolled past.
            let removed = bare.lines().zip(kept.lines()).filter(|(before, after)| before != after).count();
            text.lines().count() - removed
        }
        _ => text.lines().count(),
    };
    if lines > AIM {
        let is_warning = lines <= LIMIT;
        let limit = if is_warning { AIM } else { LIMIT };
        let message = format!(
            "{lines} lines without tests, more than {limit}: split it by what it does (a table is excepted in {})",
            super::exceptions::FILE
        );
        found.push(Problem { is_warning, ..Problem::new("length", path, 0, message) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<(&'static str, bool)> {
        let mut found = Vec::new();
        check(&Tree::of(&[(path, text)]), &mut found);
        found.iter().map(|problem| (problem.rule, problem.is_warning)).collect()
    }

    #[test]
    fn names_that_say_nothing_are_caught() {
        assert_eq!(problems("src-tauri/dom/src/utils.rs", ""), [("name", false)]);
        assert_eq!(problems("src-tauri/dom/src/helpers/a.rs", ""), [("name", false)]);
        assert_eq!(problems("ui/src/ipc/Service.svelte.ts", ""), [("name", false)]);
        assert_eq!(problems("ui/src/ipc/serviceWorker.ts", ""), []);
        assert_eq!(problems("ui/src/ipc/generated/types.ts", ""), []);
    }

    #[test]
    fn long_files_are_warned_of_and_very_long_ones_refused() {
        assert_eq!(problems("a.rs", &"x\n".repeat(400)), []);
        assert_eq!(problems("a.rs", &"x\n".repeat(401)), [("length", true)]);
        assert_eq!(problems("ui/src/a.svelte", &"x\n".repeat(801)), [("length", false)]);
        assert_eq!(problems("src-tauri/dom/tests/a.rs", &"x\n".repeat(900)), []);
        let with_tests =
            format!("{}#[cfg(test)]\nmod tests {{\n{}}}\n", "x\n".repeat(399), "y\n".repeat(900));
        assert_eq!(problems("a.rs", &with_tests), []);
    }
}
