//! The catalogue made anew from the recording files alone. What a person made stays.

use crate::import::make_again;
use crate::{Engine, EngineError, derived};
use events::RecordingId;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use store::{Origin, RecordingReader};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ReindexProgress {
    pub done: usize,
    pub of: usize,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct ReindexReport {
    /// Recordings that stand in the catalogue now.
    pub recordings: usize,
    /// Those whose findings an older Playhead had made, and that were looked through again.
    pub made_again: usize,
    /// Rows whose file is gone.
    pub removed: usize,
    /// Files that could not be read. What the catalogue knew of them stays.
    pub failed: Vec<(PathBuf, EngineError)>,
}

impl Engine {
    /// Puts every recording file into the catalogue again, those too that it did not know, and takes out rows whose file
    /// is gone.
    pub fn reindex(&self, progress: &dyn Fn(ReindexProgress)) -> Result<ReindexReport, EngineError> {
        let mut report = ReindexReport::default();
        let files = self.recording_files()?;
        let here: HashSet<RecordingId> = files.iter().map(|(id, _)| *id).collect();
        let mut origins = Vec::new();
        for (id, path) in files {
            match self.origin(id, &path) {
                Ok(origin) => origins.push((origin, id, path)),
                Err(error) => report.failed.push((path, error)),
            }
        }
        // In the order in which they came, as the catalogue that was lost had them.
        origins.sort_by_key(|(origin, id, _): &(Origin, RecordingId, PathBuf)| (origin.imported, *id));
        let of = origins.len();
        for (done, (origin, id, path)) in origins.into_iter().enumerate() {
            progress(ReindexProgress { done, of });
            match self.list_from_file(id, &path, &origin) {
                Ok(was_made_again) => {
                    report.recordings += 1;
                    report.made_again += usize::from(was_made_again);
                }
                Err(error) => report.failed.push((path, error)),
            }
        }
        progress(ReindexProgress { done: of, of });
        let mut library = self.library();
        let gone: Vec<RecordingId> = library.list()?.iter().map(|row| row.id).collect();
        // An import may have put one in place since the folder was read.
        let gone: Vec<RecordingId> = gone
            .into_iter()
            .filter(|id| !here.contains(id) && !self.paths().recording(*id).exists())
            .collect();
        report.removed = library.remove_rows(&gone)?;
        if report.failed.is_empty() {
            library.set_fresh()?;
        }
        Ok(report)
    }

    /// Whether an older Playhead made the catalogue, or it was lost while recordings are there.
    pub(crate) fn needs_reindex(&self) -> Result<bool, EngineError> {
        let (is_stale, is_empty) = {
            let library = self.library();
            (library.is_stale()?, library.count()? == 0)
        };
        Ok(is_stale || (is_empty && !self.recording_files()?.is_empty()))
    }

    fn recording_files(&self) -> Result<Vec<(RecordingId, PathBuf)>, EngineError> {
        let folder = self.paths().recordings();
        let entries = std::fs::read_dir(&folder).map_err(|error| EngineError::unreadable(&folder, &error))?;
        let files = entries.flatten().map(|entry| entry.path()).filter_map(|path| {
            let is_recording = path.extension().is_some_and(|ending| ending == "playhead");
            let id = RecordingId::parse(path.file_stem()?.to_str()?).filter(|_| is_recording)?;
            Some((id, path))
        });
        Ok(files.collect())
    }

    fn origin(&self, id: RecordingId, path: &Path) -> Result<Origin, EngineError> {
        let reader = RecordingReader::open(path)?;
        let row = self.library().get(id)?;
        derived::origin_of(&reader, path, row.as_ref())
    }

    /// Puts one file into the catalogue; true where its findings had to be made again.
    fn list_from_file(&self, id: RecordingId, path: &Path, origin: &Origin) -> Result<bool, EngineError> {
        let mut reader = RecordingReader::open(path)?;
        let is_old = reader.derived_version()? < analysis::VERSION;
        if is_old {
            drop(reader);
            make_again(path, &self.next_temporary(), origin)?;
            reader = RecordingReader::open(path)?;
        }
        let (info, findings) = (reader.info()?, derived::read(&reader)?);
        self.look_at_maps()?;
        let findings = self.maps.applied(&findings);
        derived::catalogue(&mut self.library(), id, &info, origin, &findings)?;
        Ok(is_old)
    }
}
