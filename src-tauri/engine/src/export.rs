//! Recordings as files that any player reads: what was recorded, as it was recorded.

use crate::{Engine, EngineError};
use events::RecordingId;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use store::RecordingReader;

/// What an export did, file by file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ExportReport {
    pub written: Vec<PathBuf>,
    pub failed: Vec<EngineError>,
}

impl Engine {
    /// Writes each recording's source events into a folder, as one JSON array a file, in the order in which they were
    /// recorded. Nothing that is there is overwritten.
    pub fn export(&self, ids: &[RecordingId], folder: &Path) -> Result<ExportReport, EngineError> {
        fs::create_dir_all(folder).map_err(|error| cannot(folder, &error))?;
        let mut report = ExportReport::default();
        for &id in ids {
            match self.export_one(id, folder) {
                Ok(path) => report.written.push(path),
                Err(error) => report.failed.push(error),
            }
        }
        Ok(report)
    }

    fn export_one(&self, id: RecordingId, folder: &Path) -> Result<PathBuf, EngineError> {
        let row = self.recording(id)?;
        let source = self.paths().recording(id);
        if !source.exists() {
            return Err(EngineError::not_found("file for this recording").at(&source));
        }
        let reader = RecordingReader::open(&source)?;
        let (path, file) = create(folder, &name_of(&row.file_name))?;
        let written = write(&reader, &path, BufWriter::new(file));
        if written.is_err() {
            // Half a recording is none.
            let _ = fs::remove_file(&path);
        }
        written.map(|()| path)
    }
}

fn write(reader: &RecordingReader, path: &Path, mut file: BufWriter<File>) -> Result<(), EngineError> {
    let failed = |error: io::Error| cannot(path, &error);
    let mut before: &[u8] = b"[\n";
    for record in reader.source_all()? {
        let record = record?;
        file.write_all(before).and_then(|()| file.write_all(&record.raw)).map_err(failed)?;
        before = b",\n";
    }
    let end: &[u8] = if before == b"[\n" { b"[]\n" } else { b"\n]\n" };
    file.write_all(end).map_err(failed)?;
    file.into_inner().map_err(|error| cannot(path, error.error()))?.sync_all().map_err(failed)
}

/// A file of a name that is not taken: `NAME.json`, `NAME 2.json`, …
fn create(folder: &Path, name: &str) -> Result<(PathBuf, File), EngineError> {
    for number in 1_u64.. {
        let number = if number == 1 { String::new() } else { format!(" {number}") };
        let path = folder.join(format!("{name}{number}.json"));
        match File::create_new(&path) {
            Ok(file) => return Ok((path, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(cannot(&path, &error)),
        }
    }
    Err(cannot(folder, &io::ErrorKind::AlreadyExists.into()))
}

/// What a recording was imported as, without endings and without what a system does not take in a name.
fn name_of(file_name: &str) -> String {
    const ENDINGS: [&str; 9] = [".gz", ".zst", ".zip", ".json", ".jsonl", ".ndjson", ".har", ".txt", ".html"];
    const LONGEST: usize = 100;
    let mut name = file_name.trim();
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)) {
        name = shorter;
    }
    let is_bad =
        |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = name.chars().map(|c| if is_bad(c) { '_' } else { c }).take(LONGEST).collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() { "recording".to_owned() } else { name.to_owned() }
}

fn cannot(path: &Path, error: &io::Error) -> EngineError {
    let happened = format!("The recording cannot be written there: {error}");
    EngineError::not_now(happened, "Choose another folder, or make room in this one").at(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_a_system_takes() {
        for (file_name, name) in [
            ("shop.json.gz", "shop"),
            ("all.zip › a/b: c.json", "all.zip › a_b_ c"),
            ("..", "recording"),
            (".json", "recording"),
            ("a.b", "a.b"),
        ] {
            assert_eq!(name_of(file_name), name);
        }
    }
}
