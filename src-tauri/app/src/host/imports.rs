//! Imports, those that were asked for and those of watched folders.

use super::changes::Changes;
use super::{Answer, Host, answer};
use crate::outbox::Outbox;
use engine::ImportJob;
use ipc::commands::*;
use ipc::convert;
use ipc::dto::library::AppEventDto;
use ipc::dto::own::{FolderDto, WatchedFolderDto};
use std::path::Path;
use std::sync::Arc;

impl Host {
    pub fn import_files(&self, request: ImportFilesDto) -> Answer<Nothing> {
        let sources = self.engine.sources(request.paths.iter().map(Path::new));
        self.take_source_maps(request.paths);
        // All that wait are seen before the first one ends.
        for source in &sources {
            self.tell_queued(&source.path);
        }
        for source in sources {
            let (outbox, changes) = (self.outbox.clone(), self.changes.clone());
            self.engine.start(source, Arc::new(move |job, _| tell_import(&outbox, &changes, job)));
        }
        Ok(Nothing {})
    }

    /// Beside everything else: errors of the whole library may be told anew.
    fn take_source_maps(&self, paths: Vec<String>) {
        let (engine, outbox, changes) = (self.engine.clone(), self.outbox.clone(), self.changes.clone());
        std::thread::spawn(move || {
            let taken = engine.take_source_maps(paths.iter().map(Path::new));
            if let Some(event) = convert::map_news(&taken) {
                outbox.event(event);
                changes.tell_in_time();
            }
        });
    }

    /// What the import has written goes away. One that came to its end meanwhile stays.
    pub fn cancel_import(&self, request: CancelImportDto) -> Answer<Nothing> {
        self.engine.cancel_imports(request.path.as_deref().map(Path::new));
        Ok(Nothing {})
    }

    pub fn watched_folders(&self, _: Nothing) -> Answer<Vec<WatchedFolderDto>> {
        let folders = answer(self.engine.watched_folders())?;
        Ok(folders.iter().map(convert::watched_folder).collect())
    }

    pub fn watch_folder(&self, request: FolderDto) -> Answer<Nothing> {
        answer(self.engine.watch(Path::new(&request.path)))?;
        Ok(Nothing {})
    }

    pub fn unwatch_folder(&self, request: FolderDto) -> Answer<Nothing> {
        answer(self.engine.unwatch(Path::new(&request.path)))?;
        Ok(Nothing {})
    }

    pub(super) fn tell_queued(&self, path: &Path) {
        let file_name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        self.outbox.event(AppEventDto::ImportQueued { path: path.display().to_string(), file_name });
    }

    /// As long as the program runs.
    pub(super) fn watch(&self) {
        let (outbox, changes) = (self.outbox.clone(), self.changes.clone());
        let watching = self.engine.start_watching(Arc::new(move |news| {
            if let Some(event) = convert::watch_news(&news) {
                outbox.event(event);
            }
            changes.tell_in_time();
        }));
        if let Err(error) = watching {
            self.outbox.event(convert::cannot_watch(&error));
        }
    }
}

pub(super) fn tell_import(outbox: &Outbox, changes: &Changes, job: &ImportJob) {
    let path = job.path().display().to_string();
    match job.result() {
        None => {
            let progress = job.progress();
            outbox.event(AppEventDto::ImportProgress {
                path,
                bytes: progress.bytes,
                total_bytes: progress.total_bytes,
                events: progress.events,
                left: job.time_left().and_then(|left| i64::try_from(left.as_micros()).ok()),
            });
        }
        Some(result) => {
            let report = convert::import_report(&engine::report(job.path(), result));
            outbox.event(AppEventDto::ImportFinished { report });
            changes.tell_in_time();
        }
    }
}
