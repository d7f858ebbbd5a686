//! The files that a person means by naming a folder or a pattern.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Folders inside folders; nobody keeps recordings deeper.
const MAX_DEPTH: usize = 64;

/// Files stay as they are; a folder stands for every file below it, in name order, without hidden ones and without what
/// is no file (pipes, sockets), and each folder once however many links lead to it. Nothing below `except`
/// is taken, where it names something.
pub fn files_in<'a>(paths: impl IntoIterator<Item = &'a Path>, except: &Path) -> Vec<PathBuf> {
    let except = except.canonicalize().unwrap_or_else(|_| except.to_owned());
    let mut files = Vec::new();
    let mut seen = HashSet::new();
    let mut stack: Vec<(PathBuf, usize)> = paths.into_iter().map(|path| (path.to_owned(), 0)).collect();
    stack.reverse();
    while let Some((path, depth)) = stack.pop() {
        if !path.is_dir() {
            // What was named by itself is imported, or said to be impossible.
            if depth == 0 || path.is_file() {
                files.push(path);
            }
            continue;
        }
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        let is_except = !except.as_os_str().is_empty() && real.starts_with(&except);
        if depth >= MAX_DEPTH || is_except || !seen.insert(real) {
            continue;
        }
        let entries = std::fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut entries: Vec<PathBuf> = entries.filter(|entry| !is_hidden(entry)).collect();
        entries.sort_unstable_by(|a, b| b.cmp(a));
        stack.extend(entries.into_iter().map(|entry| (entry, depth + 1)));
    }
    files
}

/// Whether it is to be matched: a shell that knows no such pattern hands it on as it is.
pub fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains(['*', '?', '['])) && !path.exists()
}

pub fn matching(pattern: &Path) -> Vec<PathBuf> {
    let options = glob::MatchOptions { require_literal_leading_dot: true, ..glob::MatchOptions::new() };
    let found = pattern.to_str().and_then(|pattern| glob::glob_with(pattern, options).ok());
    // What may not be looked into matches nothing.
    found.into_iter().flatten().flatten().collect()
}

pub fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(names: &[&str]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for name in names {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        dir
    }

    fn names(files: &[PathBuf], dir: &Path) -> Vec<String> {
        let name = |file: &PathBuf| file.strip_prefix(dir).unwrap_or(file).display().to_string();
        files.iter().map(name).collect()
    }

    #[test]
    fn a_folder_stands_for_its_files_in_order() {
        let dir = folder(&["b.json", "a/2.json", "a/1.json", ".hidden/x.json", "library/library.db"]);
        let files = files_in([dir.path(), Path::new("/nowhere.json")], &dir.path().join("library"));
        assert_eq!(names(&files, dir.path()), ["a/1.json", "a/2.json", "b.json", "/nowhere.json"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_in_circles_and_what_is_no_file_do_no_harm() {
        let dir = folder(&["a/1.json"]);
        for link in ["a/up", "a/again"] {
            std::os::unix::fs::symlink(dir.path(), dir.path().join(link)).unwrap();
        }
        let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("a/socket")).unwrap();
        assert_eq!(names(&files_in([dir.path()], Path::new("/none")), dir.path()), ["a/1.json"]);
    }

    #[test]
    fn patterns_match_what_is_there() {
        let dir = folder(&["b.json", "a/2.json", "a/x.zip", ".hidden/x.json"]);
        let of = |pattern: &str| names(&matching(&dir.path().join(pattern)), dir.path());
        assert_eq!(of("*.json"), ["b.json"]);
        assert_eq!(of("**/*.json"), ["a/2.json", "b.json"]);
        assert_eq!(of("*.gz"), [""; 0]);
        assert!(is_pattern(&dir.path().join("?.json")) && !is_pattern(&dir.path().join("b.json")));
    }
}
