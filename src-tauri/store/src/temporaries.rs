//! What a crash may have left behind.

use crate::{Result, StoreError};
use std::path::Path;

/// Removes unfinished recordings of processes that are gone from a folder. Their names are `.import-PID-NUMBER.tmp`.
/// Returns how many were removed.
pub fn sweep_temporaries(dir: &Path) -> Result<usize> {
    let mut removed = 0;
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(StoreError::File { doing: "swept", source: error }),
    };
    for entry in entries {
        let entry = entry.map_err(StoreError::file("swept"))?;
        let name = entry.file_name();
        let Some(pid) = name.to_str().and_then(process_of) else { continue };
        if is_running(pid, &entry) {
            continue;
        }
        std::fs::remove_file(entry.path()).map_err(StoreError::file("swept"))?;
        removed += 1;
    }
    Ok(removed)
}

fn process_of(name: &str) -> Option<u32> {
    let middle = name.strip_prefix(".import-")?.strip_suffix(".tmp")?;
    let (pid, number) = middle.split_once('-')?;
    number.parse::<u64>().ok()?;
    pid.parse().ok()
}

/// Whether the process may still be writing it. Where the system does not tell without a library of its own, a file that
/// nothing was written to for a day counts as left behind.
fn is_running(pid: u32, entry: &std::fs::DirEntry) -> bool {
    if pid == std::process::id() {
        return true;
    }
    if cfg!(target_os = "linux") {
        return Path::new("/proc").join(pid.to_string()).exists();
    }
    let modified = entry.metadata().and_then(|metadata| metadata.modified());
    let age = modified.ok().and_then(|modified| modified.elapsed().ok());
    age.is_none_or(|age| age.as_secs() < 24 * 60 * 60)
}

#[cfg(test)]
mod tests {
    use super::process_of;

    #[test]
    fn only_names_of_our_own_making_are_swept() {
        assert_eq!(process_of(".import-17-3.tmp"), Some(17));
        for other in
            ["import-17-3.tmp", ".import-17.tmp", ".import-x-3.tmp", ".import-17-x.tmp", "a.playhead"]
        {
            assert_eq!(process_of(other), None, "{other}");
        }
    }
}
