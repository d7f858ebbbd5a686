//! `cargo xtask tidy`: the rules of the house that no compiler checks. Each rule is a function
//! from the project's text files (or its packages) to problems, so a test can plant one. A rule
//! reads and never writes, and what it says names the file to edit.

mod code;
mod contracts;
mod crates;
mod edges;
mod exceptions;
mod imports;
mod names;
mod words;

use crate::failure::{AtPath, Failure, Result};
use crate::project::Project;
use crate::shell::Cmd;
use exceptions::{EXCEPTIONS, Exception};

/// The project's text files: what git tracks or would track.
pub struct Tree {
    pub files: Vec<SourceFile>,
}

pub struct SourceFile {
    /// Relative to the root, with `/`.
    pub path: String,
    pub text: String,
}

#[derive(Debug)]
pub struct Problem {
    pub rule: &'static str,
    pub path: String,
    /// Counted from one; zero for the file as a whole.
    pub line: usize,
    pub message: String,
    pub is_warning: bool,
}

pub fn run(project: &Project) -> Result {
    let tree = Tree::read(project)?;
    let mut found = Vec::new();
    crates::check(&project.packages, &mut found);
    contracts::check(&tree, &project.packages, &mut found);
    imports::check(&tree, &mut found);
    names::check(&tree, &mut found);
    words::check(&tree, &mut found);
    let found = excuse(found, EXCEPTIONS);
    for problem in &found {
        println!("{}", problem.text());
    }
    match found.iter().filter(|problem| !problem.is_warning).count() {
        0 => {
            println!(
                "{} files and {} packages keep the rules of the house",
                tree.files.len(),
                project.packages.len()
            );
            Ok(())
        }
        1 => Err(Failure::new("One rule of the house is broken (see above)")),
        many => Err(Failure::new(format!("Rules of the house are broken in {many} places (see above)"))),
    }
}

/// Takes out what is excepted, and adds a problem for every exception that excepted nothing.
fn excuse(found: Vec<Problem>, exceptions: &[Exception]) -> Vec<Problem> {
    let matches = |exception: &Exception, problem: &Problem| {
        let in_folder = exception.path.ends_with('/') && problem.path.starts_with(exception.path);
        exception.rule == problem.rule && (in_folder || exception.path == problem.path)
    };
    let needless =
        exceptions.iter().filter(|exception| !found.iter().any(|problem| matches(exception, problem)));
    let needless: Vec<Problem> = needless
        .map(|exception| {
            let message = format!(
                "The exception from `{}` for {} is no longer needed ({}): remove it",
                exception.rule, exception.path, exception.reason
            );
            Problem::new("exceptions", exceptions::FILE, 0, message)
        })
        .collect();
    let kept =
        found.into_iter().filter(|problem| !exceptions.iter().any(|exception| matches(exception, problem)));
    kept.chain(needless).collect()
}

impl Tree {
    fn read(project: &Project) -> Result<Tree> {
        // A clone may belong to another user than the one who checks it, as in a container.
        let arguments =
            ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        let listed = Cmd::new("git").args(arguments).current_dir(&project.root).capture()?;
        let mut files = Vec::new();
        for path in listed.split('\0').filter(|path| !path.is_empty()) {
            let full = project.root.join(path);
            // A file can be deleted and still be known to git; a link points outside.
            if !full.is_file() || full.is_symlink() {
                continue;
            }
            // What is no UTF-8 is a picture or an archive, which no rule looks into.
            if let Ok(text) = String::from_utf8(std::fs::read(&full).at("read", &full)?) {
                files.push(SourceFile { path: path.to_owned(), text });
            }
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        files.dedup_by(|one, other| one.path == other.path);
        Ok(Tree { files })
    }

    fn file(&self, path: &str) -> Option<&SourceFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether it is a file, or a folder with one in it. Unlike the disk, git knows no empty ones.
    fn holds(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        self.files.iter().any(|file| file.path == path || file.path.starts_with(&folder))
    }

    #[cfg(test)]
    fn of(files: &[(&str, &str)]) -> Tree {
        let file = |(path, text): &(&str, &str)| SourceFile { path: (*path).into(), text: (*text).into() };
        Tree { files: files.iter().map(file).collect() }
    }
}

impl Problem {
    fn new(rule: &'static str, path: &str, line: usize, message: impl Into<String>) -> Problem {
        Problem { rule, path: path.to_owned(), line, message: message.into(), is_warning: false }
    }

    fn text(&self) -> String {
        let place = if self.line == 0 { self.path.clone() } else { format!("{}:{}", self.path, self.line) };
        let word = if self.is_warning { "warning" } else { "error" };
        format!("{word}[{}] {place}\n    {}", self.rule, self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exception_excuses_its_own_rule_and_path_only() {
        let list = [
            Exception { rule: "length", path: "a/", reason: "a table" },
            Exception { rule: "length", path: "gone.rs", reason: "was long" },
        ];
        let found = ["a/b.rs", "ab.rs"].map(|path| Problem::new("length", path, 0, "long"));
        let other = Problem::new("any", "a/b.rs", 3, "any");
        let left = excuse(found.into_iter().chain([other]).collect(), &list);
        let left: Vec<_> = left.iter().map(|problem| (problem.rule, problem.path.as_str())).collect();
        assert_eq!(left, [("length", "ab.rs"), ("any", "a/b.rs"), ("exceptions", exceptions::FILE)]);
    }

    #[test]
    fn a_problem_says_where_it_is() {
        let problem = Problem::new("any", "ui/src/main.ts", 3, "Give it a type");
        assert_eq!(problem.text(), "error[any] ui/src/main.ts:3\n    Give it a type");
    }
}
