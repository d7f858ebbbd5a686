//! What became of all files of an import: folders hold more than recordings, and that is no failure.

use crate::arguments::Arguments;
use crate::import_command::print;
use crate::print::{count, plural};
use engine::{ErrorCode, ImportReport};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// So many files of a kind are named.
const NAMED: usize = 3;

pub struct Results<'c> {
    /// What was asked for: a file of it that is no recording is a failure.
    asked: &'c [PathBuf],
    names_each: bool,
    new: u64,
    known: u64,
    failed: u64,
    /// Files that are no recordings, by what they are.
    others: BTreeMap<String, Vec<PathBuf>>,
}

impl<'c> Results<'c> {
    pub fn new(asked: &'c [PathBuf], names_each: bool) -> Results<'c> {
        Results { asked, names_each, new: 0, known: 0, failed: 0, others: BTreeMap::new() }
    }

    /// Tells of one file, unless it is told of at the end.
    pub fn take(&mut self, arguments: &Arguments, report: &ImportReport) {
        match &report.outcome {
            Ok(imported) if imported.already_there => self.known += 1,
            Ok(_) => self.new += 1,
            Err(error) if error.code == ErrorCode::NotARecording && !self.asked.contains(&report.path) => {
                // “This JSON holds no recorded events, only …”: the kind is what stands before the details.
                let kind = error.happened.split(", ").next().unwrap_or_default();
                self.others.entry(kind.to_owned()).or_default().push(report.path.clone());
                if !self.names_each {
                    return;
                }
            }
            Err(_) => self.failed += 1,
        }
        print(arguments, report);
    }

    /// Something could not be imported, or there was no recording at all.
    pub fn failed(&self) -> bool {
        self.failed > 0 || self.new + self.known == 0
    }

    /// On standard error, where many files were looked at.
    pub fn sum_up(&self) {
        let others: usize = self.others.values().map(Vec::len).sum();
        if self.new + self.known + self.failed + others as u64 <= 1 {
            return;
        }
        if others > 0 && !self.names_each {
            eprintln!("{} hold no recording; --verbose names each:", plural(others as u64, "other file"));
            let mut kinds: Vec<_> = self.others.iter().collect();
            kinds.sort_by_key(|(_, files)| std::cmp::Reverse(files.len()));
            for (kind, files) in kinds {
                let names: Vec<_> = files.iter().take(NAMED).map(|path| name_of(path)).collect();
                let more = if files.len() > NAMED { ", …" } else { "" };
                eprintln!("  {:>5}  {kind}: {}{more}", count(files.len() as u64), names.join(", "));
            }
        }
        let parts = [(self.new, "imported"), (self.known, "there already"), (self.failed, "failed")];
        let parts = parts.into_iter().filter(|(number, _)| *number > 0);
        let parts: Vec<_> = parts.map(|(number, word)| format!("{} {word}", count(number))).collect();
        if !parts.is_empty() {
            eprintln!("{}", parts.join(", "));
        }
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}
