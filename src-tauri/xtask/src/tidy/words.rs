//! Words that may not stand in some places: each ban is one row of a table, with the folders it
//! holds for and what to do instead. Words that need a closer look than a search have a function
//! of their own. The files of tidy itself are left out, because they spell the words.

use super::code::{self, Language, is_word};
use super::{Problem, SourceFile, Tree, contracts, imports, names};

/// What of a file a ban looks at.
#[derive(Clone, Copy, PartialEq)]
enum View {
    /// All of it, comments too.
    Text,
    /// Without comments.
    Code,
    /// Without comments and the contents of strings, and in Rust without test modules.
    Bare,
}

struct Ban {
    rule: &'static str,
    applies_to: fn(path: &str) -> bool,
    view: View,
    find: Find,
    instead: &'static str,
}

enum Find {
    /// Whole words, as they are written.
    Words(&'static [&'static str]),
    /// Parts of words too, in any case.
    Anywhere(&'static [&'static str]),
    /// A look at one line: gives what is wrong in it.
    Look(fn(line: &str) -> Option<&str>),
}

const BANS: &[Ban] = &[
    Ban {
        rule: "world",
        applies_to: |path| is_source_of(path, contracts::PURE_CRATES),
        view: View::Bare,
        find: Find::Words(&[
            "Instant::now",
            "time::Instant",
            "SystemTime",
            "std::fs",
            "fs::",
            "File::open",
            "File::create",
            "std::net",
            "std::thread",
            "thread::spawn",
            "std::env",
            "env::var",
            "std::process",
        ]),
        instead: "this crate knows no clock, file, thread, network or environment: take it as an argument",
    },
    Ban {
        rule: "vendor",
        applies_to: |path| {
            let crates = ["src-tauri/dom/", "src-tauri/store/", "src-tauri/engine/"];
            is_source_of(path, &crates) || (path.starts_with(imports::ROOT) && !imports::is_test(path))
        },
        view: View::Text,
        find: Find::Anywhere(&[
            "rrweb",
            "openreplay",
            "posthog",
            "sentry",
            "datadog",
            "fullstory",
            "logrocket",
            "hotjar",
            "playwright",
        ]),
        instead: "the names of recorders stay in `formats`: say what it means to us",
    },
    Ban {
        rule: "raw-html",
        applies_to: is_ui_source,
        view: View::Code,
        find: Find::Anywhere(&["{@html"]),
        instead: "a recording is hostile: build elements, or show it as text",
    },
    Ban {
        rule: "stores",
        applies_to: is_ui_source,
        view: View::Code,
        find: Find::Anywhere(&["svelte/store"]),
        instead: "state lives in a controller class with runes",
    },
    Ban {
        rule: "any",
        applies_to: is_ui_source,
        view: View::Bare,
        find: Find::Look(any_type),
        instead: "give it a type, or `unknown` and a check",
    },
    Ban {
        rule: "colour",
        applies_to: |path| {
            let is_sheet = path.ends_with(".css") && !path.starts_with("ui/src/styles/");
            path.starts_with(imports::ROOT) && (is_sheet || path.ends_with(".svelte"))
        },
        view: View::Code,
        find: Find::Look(raw_colour),
        instead: "use a token of ui/src/styles/tokens.css",
    },
    Ban {
        rule: "tauri-global",
        applies_to: |path| is_ui_source(path) && !path.starts_with(imports::SHELL),
        view: View::Code,
        find: Find::Anywhere(&["__TAURI"]),
        instead: "only ui/src/host/tauri speaks to the shell: go through `host`",
    },
    Ban {
        rule: "error-text",
        applies_to: is_ui_source,
        view: View::Code,
        find: Find::Anywhere(&[".message.includes", ".message.startsWith", ".message.match"]),
        instead: "switch on the error's code, never on its text",
    },
    Ban {
        rule: "skipped-test",
        applies_to: |path| Language::of(path) == Some(Language::Rust),
        view: View::Code,
        find: Find::Anywhere(&["#[ignore"]),
        instead: "no test is ignored: assert the wrong result and say why, or delete it",
    },
    Ban {
        rule: "skipped-test",
        applies_to: imports::is_test,
        view: View::Code,
        find: Find::Words(&[
            "it.only",
            "it.skip",
            "it.todo",
            "test.only",
            "test.skip",
            "test.todo",
            "describe.only",
            "describe.skip",
        ]),
        instead: "no test is skipped: assert the wrong result and say why, or delete it",
    },
    Ban {
        rule: "todo",
        applies_to: |path| !path.starts_with("fixtures/") && !is_lock_file(path),
        view: View::Text,
        find: Find::Look(todo_without_issue),
        instead: "name the issue on the same line, as #12",
    },
    Ban {
        rule: "registry-host",
        applies_to: |_| true,
        view: View::Text,
        find: Find::Anywhere(&[
            "crates.io",
            "npmjs.org",
            "npmjs.com",
            "pypi.org",
            "pythonhosted.org",
            "deb.debian.org",
            "static.rust-lang.org",
        ]),
        instead: "where packages come from is set on the machine, not in the project (in package-lock.json: \
                  npm's setting omit-lockfile-registry-resolved)",
    },
    Ban {
        rule: "machine-path",
        applies_to: |_| true,
        view: View::Text,
        find: Find::Look(machine_path),
        instead: "a path of one machine: write it relative to the project",
    },
];

const OWN_FOLDER: &str = "src-tauri/xtask/src/tidy/";

pub fn check(tree: &Tree, found: &mut Vec<Problem>) {
    for file in tree.files.iter().filter(|file| !file.path.starts_with(OWN_FOLDER)) {
        for ban in BANS.iter().filter(|ban| (ban.applies_to)(&file.path)) {
            check_file(file, ban, found);
        }
    }
}

fn check_file(file: &SourceFile, ban: &Ban, found: &mut Vec<Problem>) {
    let viewed = view(file, ban.view);
    for (index, line) in viewed.lines().enumerate() {
        let hit = match ban.find {
            Find::Words(words) => words.iter().copied().find(|word| has_word(line, word)),
            Find::Anywhere(words) => {
                let lower = line.to_lowercase();
                words.iter().copied().find(|word| lower.contains(&word.to_lowercase()))
            }
            Find::Look(look) => look(line),
        };
        if let Some(hit) = hit {
            let message = format!("`{hit}`: {}", ban.instead);
            found.push(Problem::new(ban.rule, &file.path, index + 1, message));
        }
    }
}

fn view(file: &SourceFile, view: View) -> String {
    match (view, Language::of(&file.path)) {
        (View::Text, _) | (_, None) => file.text.clone(),
        (View::Code, Some(language)) => code::without_comments(&file.text, language),
        (View::Bare, Some(language)) => {
            let bare = code::without_comments_and_strings(&file.text, language);
            if language == Language::Rust { code::without_test_modules(&bare) } else { bare }
        }
    }
}

/// In a crate's `src`; its `tests` may do what they need.
fn is_source_of(path: &str, folders: &[&str]) -> bool {
    folders.iter().any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with("src/")))
}

fn is_ui_source(path: &str) -> bool {
    path.starts_with(imports::ROOT) && !path.starts_with(names::GENERATED) && Language::of(path).is_some()
}

fn is_lock_file(path: &str) -> bool {
    path.ends_with("Cargo.lock") || path.ends_with("package-lock.json")
}

fn has_word(line: &str, word: &str) -> bool {
    places(line, word).any(|(before, after)| {
        let begins = !word.starts_with(is_word) || !before.ends_with(is_word);
        let ends = !word.ends_with(is_word) || !after.starts_with(is_word);
        begins && ends
    })
}

/// What stands before and after each place where `part` is found.
fn places<'a>(line: &'a str, part: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    line.match_indices(part)
        .filter_map(move |(place, _)| Some((line.get(..place)?, line.get(place + part.len()..)?)))
}

fn any_type(line: &str) -> Option<&str> {
    let is_type = |(before, after): (&str, &str)| {
        let begins = before.trim_end().ends_with([':', '<', '|', '&']) || before.ends_with(" as ");
        // In prose a word follows: `: any file`.
        begins && !after.trim_start().starts_with(is_word) && !after.starts_with(is_word)
    };
    places(line, "any").any(is_type).then_some("any")
}

fn raw_colour(line: &str) -> Option<&str> {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "oklch(", "oklab("];
    if let Some(function) = functions.iter().find(|function| has_word(line, function)) {
        return Some(function);
    }
    line.match_indices('#').find_map(|(place, _)| {
        let digits = line.get(place + 1..)?.chars().take_while(|letter| is_word(*letter) || *letter == '-');
        let digits: String = digits.collect();
        let is_colour =
            matches!(digits.len(), 3 | 4 | 6 | 8) && digits.chars().all(|digit| digit.is_ascii_hexdigit());
        // `{#each`, `this.#added` and `href="#add"` are no colours.
        let before = line.get(..place)?;
        let is_other =
            before.ends_with(['{', '.', '&']) || before.ends_with("href=\"") || before.ends_with("url(");
        (is_colour && !is_other).then(|| line.get(place..place + 1 + digits.len())).flatten()
    })
}

fn todo_without_issue(line: &str) -> Option<&str> {
    let mark = ["TODO", "FIXME"].into_iter().find(|mark| has_word(line, mark))?;
    let names_issue =
        places(line, "#").any(|(_, after)| after.starts_with(|letter: char| letter.is_ascii_digit()));
    (!names_issue).then_some(mark)
}

fn machine_path(line: &str) -> Option<&str> {
    let is_root = |before: &str| !before.ends_with(|letter| is_word(letter) || "./-~}$)".contains(letter));
    places(line, "/work/").any(|(before, _)| is_root(before)).then_some("/work/")
}

#[cfg(test)]
mod tests;
