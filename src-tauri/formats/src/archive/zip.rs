//! The entries of a zip archive as sections, so that each can be streamed on its own and more than once.

use super::layer::Layer;
use super::section::Section;
use events::limits::MAX_ARCHIVE_ENTRIES;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::io;
use zip::CompressionMethod;
use zip::ZipArchive;

pub(crate) struct ZipEntry<'s> {
    pub(crate) name: String,
    pub(crate) section: Section<'s>,
    /// What the entry needs; None where it is encrypted or packed in a way we cannot read.
    pub(crate) layers: Option<Vec<Layer>>,
}

/// In name order, where numbers count as numbers: the tenth segment comes after the second.
pub(crate) fn entries<'s>(archive: &Section<'s>) -> io::Result<Vec<ZipEntry<'s>>> {
    let mut zip = ZipArchive::new(archive.part(0, u64::MAX)).map_err(io::Error::other)?;
    let mut found = Vec::new();
    for index in 0..zip.len().min(MAX_ARCHIVE_ENTRIES) {
        // One unreadable entry is left out; the others are still worth reading.
        let Ok(entry) = zip.by_index_raw(index) else { continue };
        let Some(data_start) = entry.data_start() else { continue };
        let name = entry.name().map_or_else(|_| format!("entry {index}"), Cow::into_owned);
        if entry.is_dir() || is_side_file(&name) {
            continue;
        }
        let layers = match entry.compression() {
            _ if entry.encrypted() => None,
            CompressionMethod::STORE => Some(Vec::new()),
            CompressionMethod::DEFLATE => Some(vec![Layer::Deflate]),
            CompressionMethod::ZSTD => Some(vec![Layer::Zstd]),
            _ => None,
        };
        let section = archive.part(data_start, entry.compressed_size());
        found.push(ZipEntry { name, section, layers });
    }
    found.sort_by(|a, b| natural_order(&a.name, &b.name));
    // Those beyond the limit are one entry that cannot be opened, so that the note about left-out files names them.
    if let Some(count @ 1..) = zip.len().checked_sub(MAX_ARCHIVE_ENTRIES) {
        let name = format!("{count} files beyond the limit");
        found.push(ZipEntry { name, section: archive.part(0, 0), layers: None });
    }
    Ok(found)
}

/// What operating systems add to archives.
fn is_side_file(name: &str) -> bool {
    name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") || name.ends_with("Thumbs.db")
}

pub(crate) fn natural_order(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    while let (Some(x), Some(y)) = (left.chars().next(), right.chars().next()) {
        let (number, other) = (leading_digits(left), leading_digits(right));
        let order = if number.is_empty() || other.is_empty() {
            left = left.get(x.len_utf8()..).unwrap_or_default();
            right = right.get(y.len_utf8()..).unwrap_or_default();
            x.cmp(&y)
        } else {
            left = left.get(number.len()..).unwrap_or_default();
            right = right.get(other.len()..).unwrap_or_default();
            let (number, other) = (number.trim_start_matches('0'), other.trim_start_matches('0'));
            number.len().cmp(&other.len()).then(number.cmp(other))
        };
        if order.is_ne() {
            return order;
        }
    }
    left.len().cmp(&right.len()).then(a.cmp(b))
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count_as_numbers() {
        let mut names = vec!["s10.json", "s2.json", "s1.json", "a/9", "a/10", "s02.json", "s"];
        names.sort_by(|a, b| natural_order(a, b));
        assert_eq!(names, ["a/9", "a/10", "s", "s1.json", "s02.json", "s2.json", "s10.json"]);
    }
}
