//! The whole library: forgetting, keeping a copy, moving house.

use crate::{Engine, EngineError, LibraryPaths, ViewSpec, derived};
use events::RecordingId;
use library::{Library, Recording, Sort};
use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use store::RecordingReader;

/// What a backup did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BackupReport {
    /// Recordings that the backup holds now.
    pub recordings: u64,
    /// Those that were not there before.
    pub copied: u64,
    pub bytes_copied: u64,
    /// Recordings of earlier backups that the library has forgotten since; they are kept.
    pub kept: u64,
}

impl Engine {
    /// Recordings that fulfil a query, newest first; of an empty one all.
    pub fn matching(&self, text: &str) -> Result<Vec<RecordingId>, EngineError> {
        let spec = ViewSpec { text, sort: Sort::Start, descending: true, ..ViewSpec::default() };
        Ok(self.view(&spec)?.ids(0..usize::MAX).to_vec())
    }

    /// Removes recordings for good, with what a person wrote about them. The files they were imported from stay. How many
    /// there were.
    pub fn forget(&self, ids: &[RecordingId]) -> Result<usize, EngineError> {
        let note = self.paths().forgetting();
        let lines: String = ids.iter().map(|id| format!("{id}\n")).collect();
        fs::write(&note, lines).map_err(|error| EngineError::cannot_write(&note, &error))?;
        let known = self.forget_noted(ids)?;
        // One that stays is done with once more.
        let _ = fs::remove_file(&note);
        Ok(known)
    }

    /// A program that writes slowly pauses: what was imported of the same file before, and is the beginning of this
    /// recording, gives way to it.
    pub(crate) fn replace_beginnings(&self, path: &Path, by: RecordingId) -> Result<(), EngineError> {
        let whole = self.recording(by)?;
        let is_beginning = |row: &Recording| {
            row.id != by
                && Path::new(&row.source_path) == path
                && (row.start, &row.href) == (whole.start, &whole.href)
                && row.events < whole.events
                && row.duration <= whole.duration
        };
        let older = self.readers.look(|library| library.begun_at(whole.start))?;
        let older: Vec<RecordingId> =
            older.iter().filter(|row| is_beginning(row)).map(|row| row.id).collect();
        for &id in &older {
            self.library().inherit(id, by)?;
        }
        if !older.is_empty() {
            self.forget(&older)?;
        }
        Ok(())
    }

    /// Segments that came one by one: what was imported of some of these files before gives way to the recording of them all.
    pub(crate) fn replace_parts(&self, parts: &[PathBuf], by: RecordingId) -> Result<(), EngineError> {
        let whole = self.recording(by)?;
        let is_part = |row: &Recording| {
            row.id != by
                && row.events <= whole.events
                && parts.iter().any(|part| *part == first_file(&row.source_path))
        };
        let older: Vec<RecordingId> =
            self.recordings()?.iter().filter(|row| is_part(row)).map(|row| row.id).collect();
        for &id in &older {
            self.library().inherit(id, by)?;
        }
        if !older.is_empty() {
            self.forget(&older)?;
        }
        Ok(())
    }

    /// Goes on where removing was broken off.
    pub(crate) fn finish_forgetting(&self) -> Result<(), EngineError> {
        let note = self.paths().forgetting();
        let Ok(lines) = fs::read_to_string(&note) else { return Ok(()) };
        let ids: Vec<RecordingId> = lines.lines().filter_map(RecordingId::parse).collect();
        self.forget_noted(&ids)?;
        let _ = fs::remove_file(&note);
        Ok(())
    }

    fn forget_noted(&self, ids: &[RecordingId]) -> Result<usize, EngineError> {
        let mut files = HashSet::new();
        for &id in ids {
            let path = self.paths().recording(id);
            match fs::remove_file(&path) {
                Ok(()) => drop(files.insert(id)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(EngineError::cannot_write(&path, &error)),
            }
        }
        let mut library = self.library();
        let mut known = HashSet::new();
        for &id in ids {
            if files.contains(&id) || library.get(id)?.is_some() {
                known.insert(id);
            }
        }
        library.remove(ids)?;
        Ok(known.len())
    }

    /// Copies the library to a folder, as it is at one moment, while imports may go on; what the folder holds already is
    /// not copied again. The copy is a library itself.
    pub fn back_up(&self, to: &Path) -> Result<BackupReport, EngineError> {
        let cannot = |path: &Path| {
            let path = path.to_owned();
            move |error: io::Error| EngineError::cannot_write(&path, &error)
        };
        let there = LibraryPaths::new(to);
        fs::create_dir_all(there.recordings()).map_err(cannot(to))?;
        let real = to.canonicalize().map_err(cannot(to))?;
        let own = self.paths().dir().canonicalize().map_err(cannot(self.paths().dir()))?;
        if real.starts_with(&own) || own.starts_with(&real) {
            return Err(EngineError::not_now(
                "A library cannot be copied into itself",
                "Name a folder that has nothing to do with the library's own",
            )
            .at(to));
        }
        store::sweep_temporaries(&there.recordings())?;
        // Every row of the copy has its file: a recording is in place before it is listed.
        let fresh = there.recordings().join(format!(".import-{}-0.tmp", std::process::id()));
        let _ = fs::remove_file(&fresh);
        self.library().back_up(&fresh)?;
        let mut report = BackupReport::default();
        let mut listed = HashSet::new();
        {
            let mut copy = Library::open(&fresh)?;
            let mut vanished = Vec::new();
            for row in copy.list()? {
                match copy_recording(&self.paths().recording(row.id), &there.recording(row.id)) {
                    Ok(bytes) => {
                        report.recordings += 1;
                        report.copied += u64::from(bytes > 0);
                        report.bytes_copied += bytes;
                        listed.insert(there.recording(row.id));
                    }
                    // Forgotten meanwhile.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => vanished.push(row.id),
                    Err(error) => return Err(EngineError::cannot_write(&there.recording(row.id), &error)),
                }
            }
            copy.remove(&vanished)?;
            copy.fold()?;
        }
        for stale in ["-wal", "-shm"] {
            for of in [&there.catalogue(), &fresh] {
                let _ = fs::remove_file(with_ending(of, stale));
            }
        }
        File::open(&fresh).and_then(|file| file.sync_all()).map_err(cannot(&fresh))?;
        fs::rename(&fresh, there.catalogue()).map_err(cannot(&there.catalogue()))?;
        let files = fs::read_dir(there.recordings()).map_err(cannot(to))?.flatten().map(|entry| entry.path());
        let is_kept =
            |path: &PathBuf| path.extension().is_some_and(|e| e == "playhead") && !listed.contains(path);
        report.kept = files.filter(is_kept).count() as u64;
        Ok(report)
    }

    /// Takes over what a person made (tags, notes, searches, rules, watched folders, where source maps are) and the recordings that are missing
    /// here from a backup. How many recordings were.
    pub fn restore(&self, from: &Path) -> Result<u64, EngineError> {
        let there = LibraryPaths::new(from);
        let nothing = || EngineError::not_found("backup in this folder").at(from);
        if !there.catalogue().is_file() {
            return Err(nothing());
        }
        let backup = Library::open(&there.catalogue())?;
        let mut restored = 0;
        for row in backup.list()? {
            if self.library().get(row.id)?.is_some() {
                continue;
            }
            let path = self.paths().recording(row.id);
            match copy_recording(&there.recording(row.id), &path) {
                Ok(_) => {
                    self.list_again(&row)?;
                    restored += 1;
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(EngineError::cannot_write(&path, &error)),
            }
        }
        drop(backup);
        self.library().restore_own(&there.catalogue())?;
        // The backup may know of source maps.
        if !self.source_maps()?.is_empty() {
            self.map_again()?;
        }
        Ok(restored)
    }

    /// Moves the library to a folder that is empty or not there yet. The old folder tells where it went, so that a program
    /// that looks there finds it. Refused while another program uses the library.
    pub fn move_to(self, to: &Path) -> Result<PathBuf, EngineError> {
        let to = std::path::absolute(to).map_err(|error| EngineError::cannot_write(to, &error))?;
        if fs::read_dir(&to).is_ok_and(|mut entries| entries.next().is_some()) || to.is_file() {
            return Err(
                EngineError::not_now("There is something in this folder", "Name an empty folder").at(&to)
            );
        }
        self.readers.close();
        if !self.library().is_alone()? {
            return Err(EngineError::not_now(
                "Another program uses this library",
                "Close Playhead's window and whatever else uses it, then move it",
            ));
        }
        self.back_up(&to)?;
        let old = self.paths().clone();
        let cannot = |error| EngineError::cannot_write(old.dir(), &error);
        // From here on whoever opens the old folder is led to the new one.
        fs::write(old.moved(), to.to_string_lossy().as_bytes()).map_err(cannot)?;
        drop(self);
        fs::remove_dir_all(old.recordings()).map_err(cannot)?;
        for ending in ["", "-wal", "-shm"] {
            match fs::remove_file(with_ending(&old.catalogue(), ending)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(cannot(error)),
                _ => {}
            }
        }
        Ok(to)
    }
}

impl Engine {
    /// Lists a recording whose file is there, with what the file says happened in it.
    fn list_again(&self, row: &Recording) -> Result<(), EngineError> {
        let path = self.paths().recording(row.id);
        let reader = RecordingReader::open(&path)?;
        let origin = derived::origin_of(&reader, &path, Some(row))?;
        let (info, findings) = (reader.info()?, derived::read(&reader)?);
        self.look_at_maps()?;
        let findings = self.maps.applied(&findings);
        Ok(derived::catalogue(&mut self.library(), row.id, &info, &origin, &findings)?)
    }
}

/// Copies a recording's file unless it is there. The bytes that were copied. A file is another one where its length or
/// its time is: making findings anew puts a new file in the place of an old one, which may be as long.
fn copy_recording(from: &Path, to: &Path) -> io::Result<u64> {
    let about = fs::metadata(from)?;
    let (bytes, modified) = (about.len(), about.modified()?);
    let is_same =
        |there: fs::Metadata| there.len() == bytes && there.modified().is_ok_and(|at| at == modified);
    if fs::metadata(to).is_ok_and(is_same) {
        return Ok(0);
    }
    let name = to.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    // Under a name that a sweep knows as unfinished: its number is made of the recording's own name.
    let number = name.bytes().fold(1_u64, |number, byte| number.wrapping_mul(31).wrapping_add(byte.into()));
    let unfinished = to.with_file_name(format!(".import-{}-{number}.tmp", std::process::id()));
    let copied = fs::copy(from, &unfinished).and_then(|bytes| {
        let file = File::options().write(true).open(&unfinished)?;
        file.set_modified(modified)?;
        file.sync_all()?;
        fs::rename(&unfinished, to)?;
        Ok(bytes)
    });
    if copied.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    copied
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Of a file itself, and of several (`folder › 0.json + 3 more`) the one that they are called by.
fn first_file(source_path: &str) -> PathBuf {
    let of_several = source_path.split_once(" › ").and_then(|(folder, rest)| {
        let (name, _) = rest.rsplit_once(" + ")?;
        Some(Path::new(folder).join(name))
    });
    of_several.unwrap_or_else(|| PathBuf::from(source_path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, SystemTime};

    #[test]
    fn a_file_that_was_replaced_is_copied_again() {
        let dir = tempfile::tempdir().unwrap();
        let (from, to) = (dir.path().join("a.playhead"), dir.path().join("b.playhead"));
        let put = |text: &str, seconds: u64| {
            fs::write(&from, text).unwrap();
            let at = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + seconds);
            File::options().write(true).open(&from).unwrap().set_modified(at).unwrap();
        };
        put("old", 0);
        assert_eq!(copy_recording(&from, &to).unwrap(), 3);
        assert_eq!(copy_recording(&from, &to).unwrap(), 0);
        put("new", 1);
        assert_eq!(copy_recording(&from, &to).unwrap(), 3);
        assert_eq!(fs::read(&to).unwrap(), b"new");
        assert_eq!(copy_recording(&from, &to).unwrap(), 0);
        put("newer", 1);
        assert_eq!(copy_recording(&from, &to).unwrap(), 5);
    }
}
