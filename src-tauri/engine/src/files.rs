//! What an import of files and folders covers.

use std::path::{Path, PathBuf};

/// Folders inside folders; beyond it a link probably leads in a circle.
const MAX_DEPTH: usize = 32;

/// Files stay as they are; a folder stands for every file below it, in name order, without hidden ones.
pub fn files_in<'a>(paths: impl IntoIterator<Item = &'a Path>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut stack: Vec<(PathBuf, usize)> = paths.into_iter().map(|path| (path.to_owned(), 0)).collect();
    stack.reverse();
    while let Some((path, depth)) = stack.pop() {
        if !path.is_dir() {
            files.push(path);
            continue;
        }
        let entries = std::fs::read_dir(&path).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut entries: Vec<PathBuf> = entries.filter(|entry| !is_hidden(entry)).collect();
        entries.sort_unstable_by(|a, b| b.cmp(a));
        if depth < MAX_DEPTH {
            stack.extend(entries.into_iter().map(|entry| (entry, depth + 1)));
        }
    }
    files
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_stands_for_its_files_in_order() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.json", "a/2.json", "a/1.json", ".hidden/x.json"] {
            let path = dir.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let files = files_in([dir.path(), Path::new("/nowhere.json")]);
        let names: Vec<_> = files
            .iter()
            .map(|file| file.strip_prefix(dir.path()).unwrap_or(file).display().to_string())
            .collect();
        assert_eq!(names, ["a/1.json", "a/2.json", "b.json", "/nowhere.json"]);
    }
}
