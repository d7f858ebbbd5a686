//! The files of a tar archive, as windows of it.

use super::section::Section;
use events::limits::MAX_ARCHIVE_ENTRIES;
use std::io;

/// Where the first header says that it is one.
const MARK_AT: usize = 257;

pub(super) fn is_tar(head: &[u8]) -> bool {
    head.get(MARK_AT..).is_some_and(|rest| rest.starts_with(b"ustar"))
}

/// Name and content of each file, in the archive's order. What was read before damage is kept.
pub(super) fn entries<'s>(section: &Section<'s>) -> io::Result<Vec<(String, Section<'s>)>> {
    let mut archive = tar::Archive::new(section.part(0, u64::MAX));
    let mut files = Vec::new();
    for entry in archive.entries()?.take(MAX_ARCHIVE_ENTRIES) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) if files.is_empty() => return Err(error),
            Err(_) => break,
        };
        if entry.header().entry_type().is_file() {
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            files.push((name, section.part(entry.raw_file_position(), entry.size())));
        }
    }
    files.sort_by(|(a, _), (b, _)| super::natural_order(a, b));
    Ok(files)
}
