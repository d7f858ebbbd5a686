//! The edges between the folders of `ui/src`, read from the imports in TypeScript and Svelte
//! files. Test files may import what they like, as no program holds them. What is allowed stands
//! in `edges.rs`, not here.

use super::code::{self, Language};
use super::edges::{self, UI_FOLDERS};
use super::{Problem, SourceFile, Tree};

pub const ROOT: &str = "ui/src/";

/// The only folder that may speak to the shell.
pub const SHELL: &str = "ui/src/host/tauri/";

pub fn check(tree: &Tree, found: &mut Vec<Problem>) {
    for file in tree.files.iter().filter(|file| file.path.starts_with(ROOT)) {
        let is_source = [".ts", ".svelte", ".js"].iter().any(|end| file.path.ends_with(end));
        if is_source {
            check_file(file, found);
        }
    }
}

pub fn is_test(path: &str) -> bool {
    path.contains(".test.") || path.contains(".spec.")
}

/// The folder right below `ui/src` that a path lies in; `None` for a file in `ui/src` itself.
pub fn folder_of(path: &str) -> Option<&str> {
    path.strip_prefix(ROOT)?.split_once('/').map(|(folder, _)| folder)
}

fn check_file(file: &SourceFile, found: &mut Vec<Problem>) {
    let language = Language::of(&file.path).unwrap_or(Language::Script);
    let folder = folder_of(&file.path);
    let listed = UI_FOLDERS.iter().find(|listed| Some(listed.name) == folder);
    for import in imports(&code::without_comments(&file.text, language)) {
        let mut problem = |rule, message| found.push(Problem::new(rule, &file.path, import.line, message));
        if import.from.starts_with("@tauri-apps") && !file.path.starts_with(SHELL) {
            problem(
                "tauri-import",
                format!("`{}` may be imported in {SHELL} only: go through `host`", import.from),
            );
        }
        let Some(target) = target_folder(&file.path, &import.from) else { continue };
        if !target.is_empty() && !is_listed(&target) {
            let message = format!(
                "`{}` leads to the folder `{target}`, which {} does not list",
                import.from,
                edges::FILE
            );
            problem("ui-edge", message);
            continue;
        }
        let Some(listed) = listed else { continue };
        let place = if target.is_empty() { "ui/src" } else { &target };
        let types = listed.may_use_types_of.contains(&target.as_str());
        let allowed = target == listed.name || listed.may_use.contains(&target.as_str());
        if allowed || is_test(&file.path) || (types && import.only_types) {
            continue;
        }
        let hint = if types { " but for types: write `import type`" } else { "" };
        problem(
            "ui-edge",
            format!(
                "`{}` may not import from `{place}`{hint} (here: `{}`). Remove it, or add the edge to {} and to \
                 ARCHITECTURE.md",
                listed.name,
                import.from,
                edges::FILE
            ),
        );
    }
}

/// The folder of ours that an import leads to, empty for `ui/src` itself; `None` for packages.
fn target_folder(importer: &str, from: &str) -> Option<String> {
    if from.starts_with('.') {
        let mut parts: Vec<&str> = importer.split('/').collect();
        parts.pop();
        for part in from.split('/') {
            match part {
                "." => {}
                ".." => {
                    parts.pop();
                }
                _ => parts.push(part),
            }
        }
        let path = parts.join("/");
        let inside = path.strip_prefix(ROOT)?;
        let folder = match inside.split_once('/') {
            Some((folder, _)) => folder,
            // A folder can be named without a file in it.
            None if is_listed(inside) => inside,
            None => "",
        };
        return Some(folder.to_owned());
    }
    // The usual forms of an alias; only when they lead to a folder we know.
    let alias =
        ["$lib/", "@/", "~/", "/src/", "src/", "$", "#"].iter().find_map(|start| from.strip_prefix(start))?;
    let folder = alias.split('/').next()?;
    is_listed(folder).then(|| folder.to_owned())
}

fn is_listed(folder: &str) -> bool {
    UI_FOLDERS.iter().any(|listed| listed.name == folder)
}

#[derive(Debug, PartialEq)]
struct Import {
    from: String,
    only_types: bool,
    line: usize,
}

/// Every `import` and `export … from` in code without comments.
fn imports(code: &str) -> Vec<Import> {
    let mut imports = Vec::new();
    for word in ["import", "export"] {
        for (place, _) in code.match_indices(word) {
            let (before, after) =
                (code.get(..place).unwrap_or(""), code.get(place + word.len()..).unwrap_or(""));
            let is_word = |letter: char| code::is_word(letter) || letter == '$' || letter == '.';
            if before.ends_with(is_word) || after.starts_with(|letter| is_word(letter) || letter == ':') {
                continue;
            }
            let statement = if word == "import" { read_import(after) } else { read_from(after) };
            if let Some((from, only_types)) = statement {
                let line = before.matches('\n').count() + 1;
                imports.push(Import { from: from.to_owned(), only_types, line });
            }
        }
    }
    imports
}

fn read_import(after: &str) -> Option<(&str, bool)> {
    let after = after.trim_start();
    if let Some(dynamic) = after.strip_prefix('(') {
        return quoted(dynamic.trim_start()).map(|from| (from, false));
    }
    quoted(after).map(|from| (from, false)).or_else(|| read_from(after))
}

/// The rest of a statement of the form `clause from 'module'`.
fn read_from(after: &str) -> Option<(&str, bool)> {
    let end = after.find(['\'', '"', ';', '(', '=', '<'])?;
    let (clause, rest) = after.split_at(end);
    let clause = clause.trim_end().strip_suffix("from")?.trim();
    let names = clause.strip_prefix('{').and_then(|names| names.strip_suffix('}'));
    let all_are_types = names.is_some_and(|names| {
        let mut names = names.split(',').map(str::trim).filter(|name| !name.is_empty()).peekable();
        names.peek().is_some() && names.all(|name| name.starts_with("type "))
    });
    let is_type = clause.strip_prefix("type").is_some_and(|rest| !rest.starts_with(code::is_word));
    quoted(rest).map(|from| (from, is_type || all_are_types))
}

fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|letter| matches!(letter, '\'' | '"'))?;
    text.get(1..)?.split_once(quote).map(|(inside, _)| inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(path: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        check(&Tree::of(&[(path, text)]), &mut found);
        found.iter().map(|problem| format!("{}:{} {}", problem.rule, problem.line, problem.message)).collect()
    }

    #[test]
    fn every_form_of_import_is_read() {
        let code = "import a from 'a';\nimport {\n  type B,\n  type C,\n} from \"b\";\nimport 'c.css';\n\
                    const d = await import('d');\nexport { e } from 'e';\nexport type { F } from 'f';\n\
                    import type G from 'g';\nexport const h = 'i';\nimport.meta.env;\nimport J, { type K } from 'j';\n\
                    export function from(l = 'm') {}\nexport * from 'n';";
        let mut read = imports(code);
        read.sort_by_key(|import| import.line);
        let read: Vec<_> =
            read.iter().map(|import| (import.from.as_str(), import.only_types, import.line)).collect();
        let expected = [
            ("a", false, 1),
            ("b", true, 2),
            ("c.css", false, 6),
            ("d", false, 7),
            ("e", false, 8),
            ("f", true, 9),
            ("g", true, 10),
            ("j", false, 13),
            ("n", false, 15),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn an_edge_that_is_not_listed_is_caught_and_the_files_are_named() {
        let found = problems(
            "ui/src/library/List.svelte",
            "<script>\nimport { p } from '../playback/clock';\n</script>",
        );
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with("ui-edge:2 `library` may not import from `playback`"), "{found:?}");
        assert!(
            found[0].contains("'../playback/clock'") || found[0].contains("`../playback/clock`"),
            "{found:?}"
        );
        assert!(found[0].contains(edges::FILE), "{found:?}");
        assert_eq!(problems("ui/src/library/a.ts", "import { p } from '$playback/clock';").len(), 1);
        assert_eq!(problems("ui/src/host/memory/a.ts", "export * from '../../ipc';").len(), 1);
        assert_eq!(problems("ui/src/shared/a.ts", "import x from '../extra/x';").len(), 1);
        assert_eq!(problems("ui/src/shared/a.ts", "import App from '../App.svelte';").len(), 1);
    }

    #[test]
    fn listed_edges_tests_and_the_wiring_pass() {
        assert_eq!(
            problems("ui/src/library/a.ts", "import { c } from '../ipc/client';\nimport './b';"),
            [""; 0]
        );
        assert_eq!(problems("ui/src/library/a.test.ts", "import { p } from '../playback/clock';"), [""; 0]);
        assert_eq!(
            problems("ui/src/main.ts", "import App from './App.svelte';\nimport './stage/x';"),
            [""; 0]
        );
        assert_eq!(problems("ui/src/library/a.ts", "// import { p } from '../playback/clock';"), [""; 0]);
    }

    #[test]
    fn the_stage_takes_only_types_from_ipc() {
        assert_eq!(
            problems("ui/src/stage/a.ts", "import type { Frame } from '../ipc/generated/Frame';"),
            [""; 0]
        );
        assert_eq!(problems("ui/src/stage/a.ts", "import { type Frame } from '../ipc';"), [""; 0]);
        let found = problems("ui/src/stage/a.ts", "import { client } from '../ipc';");
        assert!(found[0].contains("but for types: write `import type`"), "{found:?}");
    }

    #[test]
    fn only_the_shell_folder_imports_tauri() {
        let text = "import { invoke } from '@tauri-apps/api/core';";
        assert_eq!(problems("ui/src/host/tauri/host.ts", text), [""; 0]);
        assert!(problems("ui/src/host/host.ts", text)[0].starts_with("tauri-import:1 "));
        assert!(problems("ui/src/ipc/a.test.ts", text)[0].starts_with("tauri-import:1 "));
    }
}
