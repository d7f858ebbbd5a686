//! Files that came, until they have come to rest.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

/// Since the last word about a file that its writer has closed: it may be opened again for the next block.
const REST_CLOSED: Duration = Duration::from_millis(300);
/// Since the last word about a file of which nobody says that it was closed.
const REST_OPEN: Duration = Duration::from_millis(if cfg!(target_os = "linux") { 1_400 } else { 900 });

/// What a file is told from its next state by.
pub(super) type Stamp = (u64, SystemTime);

#[derive(Default)]
pub(super) struct Ripening {
    waiting: HashMap<PathBuf, Wait>,
    /// What was taken, so that it is not taken again before it changes.
    taken: HashMap<PathBuf, Stamp>,
}

struct Wait {
    /// When something was last heard of it.
    heard: Instant,
    is_closed: bool,
    due: Instant,
}

/// What has come to rest.
pub(super) enum Ripe {
    File(PathBuf),
    /// A folder that came with what is in it.
    Folder(PathBuf),
}

impl Ripening {
    /// Something was heard of it; `is_closed` where that was that its writer is done.
    pub fn hear(&mut self, path: &Path, is_closed: bool, now: Instant) {
        let due = now + if is_closed { REST_CLOSED } else { REST_OPEN };
        self.waiting.insert(path.to_owned(), Wait { heard: now, is_closed, due });
    }

    /// It was there when one looked.
    pub fn find(&mut self, path: &Path, now: Instant) {
        let found = Wait { heard: now, is_closed: true, due: now };
        self.waiting.entry(path.to_owned()).or_insert(found);
    }

    pub fn forget(&mut self, path: &Path) {
        self.waiting.retain(|waiting, _| !waiting.starts_with(path));
        self.taken.retain(|taken, _| !taken.starts_with(path));
    }

    /// When to look again; None where nothing waits.
    pub fn next(&self) -> Option<Instant> {
        self.waiting.values().map(|wait| wait.due).min()
    }

    pub fn take(&mut self, now: Instant) -> Vec<Ripe> {
        let mut ripe = Vec::new();
        let taken = &mut self.taken;
        self.waiting.retain(|path, wait| {
            if wait.due > now {
                return true;
            }
            let Ok(metadata) = std::fs::metadata(path) else { return false };
            if metadata.is_dir() {
                ripe.push(Ripe::Folder(path.clone()));
                return false;
            }
            let stamp = (metadata.len(), metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH));
            if !metadata.is_file() || stamp.0 == 0 || taken.get(path) == Some(&stamp) {
                return false;
            }
            // Written to without a word about it. A time that lies ahead says nothing.
            let rest = if wait.is_closed { REST_CLOSED } else { REST_OPEN };
            if let Some(left) = stamp.1.elapsed().ok().and_then(|age| rest.checked_sub(age))
                && !left.is_zero()
                && wait.heard + rest * 8 > now
            {
                wait.due = now + left;
                return true;
            }
            taken.insert(path.clone(), stamp);
            ripe.push(Ripe::File(path.clone()));
            false
        });
        ripe.sort_by(|a, b| a.path().cmp(b.path()));
        ripe
    }
}

impl Ripe {
    fn path(&self) -> &Path {
        match self {
            Ripe::File(path) | Ripe::Folder(path) => path,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_waits_until_nothing_is_heard_of_it_any_more() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.json");
        std::fs::write(&path, "x").unwrap();
        let old = SystemTime::now() - Duration::from_secs(60);
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        let start = Instant::now();
        let at = |millis| start + Duration::from_millis(millis);
        let mut ripening = Ripening::default();
        ripening.hear(&path, false, at(0));
        assert!(ripening.take(at(500)).is_empty());
        ripening.hear(&path, false, at(800));
        assert!(ripening.take(at(1_600)).is_empty());
        ripening.hear(&path, true, at(1_700));
        assert!(ripening.take(at(1_900)).is_empty());
        assert_eq!(ripening.take(at(2_010)).len(), 1);
        // Not again before it changes.
        ripening.find(&path, at(3_000));
        assert!(ripening.take(at(9_000)).is_empty() && ripening.next().is_none());
        std::fs::write(&path, "xy").unwrap();
        std::fs::File::options().write(true).open(&path).unwrap().set_modified(old).unwrap();
        ripening.find(&path, at(9_000));
        assert_eq!(ripening.take(at(9_000)).len(), 1);
        // Gone before its time.
        ripening.hear(&path, true, at(10_000));
        std::fs::remove_file(&path).unwrap();
        assert!(ripening.take(at(12_000)).is_empty() && ripening.next().is_none());
    }
}
