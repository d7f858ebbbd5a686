//! Which places the system is asked about, and which of their files count.

use crate::files::is_hidden;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Names that programs give to files which they have not finished.
const UNFINISHED: [&str; 9] =
    ["part", "partial", "crdownload", "download", "tmp", "temp", "opdownload", "filepart", "swp"];

/// Whether a file of a watched folder may be read: neither it nor a folder around it is hidden or unfinished.
pub(super) fn is_finished_name(path: &Path, folder: &Path) -> bool {
    let inside = path.strip_prefix(folder).unwrap_or(path);
    !inside
        .ancestors()
        .filter(|part| part.file_name().is_some())
        .any(|part| is_hidden(part) || is_unfinished(part))
}

fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    UNFINISHED.contains(&ending) || name.ends_with('~')
}

/// Tells a folder from another one of the same name.
pub(super) type FolderId = (u64, u64);

/// None where there is no such folder.
pub(super) fn folder_id(path: &Path) -> Option<FolderId> {
    let metadata = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_dir)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some((metadata.dev(), metadata.ino()))
    }
    #[cfg(not(unix))]
    {
        let made = metadata.created().ok()?.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some((made.as_secs(), made.subsec_nanos().into()))
    }
}

/// The places to ask about, each with whether what is below counts: the folders that are there, and above each folder the
/// next one that is there, which tells when it comes or goes.
pub(super) fn places<'f>(folders: impl Iterator<Item = &'f Path> + Clone) -> BTreeMap<PathBuf, bool> {
    let mut places: BTreeMap<PathBuf, bool> = BTreeMap::new();
    let is_inside =
        |path: &Path| folders.clone().any(|other| path != other && path.starts_with(other) && other.is_dir());
    for folder in folders.clone() {
        if folder.is_dir() && !is_inside(folder) {
            places.insert(folder.to_owned(), true);
        }
        if let Some(above) = folder.ancestors().skip(1).find(|above| above.is_dir())
            && !is_inside(above)
        {
            places.entry(above.to_owned()).or_insert(false);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unfinished_and_hidden_files_do_not_count() {
        let folder = Path::new("/home/ada/.cache/in");
        for name in ["a.json", "x/b.zip", "part", "c.part.json"] {
            assert!(is_finished_name(&folder.join(name), folder), "{name}");
        }
        for name in [
            "a.json.part",
            "a.crdownload",
            "x.json.download/x.json",
            ".a.json",
            ".b/a.json",
            "a.json~",
            "A.TMP",
        ] {
            assert!(!is_finished_name(&folder.join(name), folder), "{name}");
        }
    }

    #[test]
    fn the_folder_above_tells_of_one_that_is_not_there() {
        let dir = tempfile::tempdir().unwrap();
        let there = dir.path().join("there");
        std::fs::create_dir_all(there.join("inside")).unwrap();
        let folders = [there.clone(), there.join("inside"), dir.path().join("gone/deep")];
        let places = places(folders.iter().map(PathBuf::as_path));
        assert_eq!(places.into_iter().collect::<Vec<_>>(), [(dir.path().to_owned(), false), (there, true)]);
    }
}
