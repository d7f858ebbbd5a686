//! What an import of many covers: files, folders, patterns, archives with several sessions, standard input.

use crate::files::{files_in, is_pattern, matching};
use crate::joined::Joined;
use crate::{Engine, EngineError, ImportJob};
use formats::ArchivedSession;
use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// One recording to import.
#[derive(Clone, PartialEq, Debug)]
pub struct ImportSource {
    /// As a person calls it: a file; or an archive or a folder, and behind ` › ` the name of the session in it.
    pub path: PathBuf,
    /// Size of what is read, as far as it is known before.
    pub bytes: u64,
    pub(crate) content: Content,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Content {
    /// Of the file at the path.
    File,
    /// Of one session in this archive.
    Session(PathBuf, ArchivedSession),
    /// Of several files.
    Joined(Box<Joined>),
    /// Of this file, which is ours and goes away with the import.
    Spooled(PathBuf),
    /// There is nothing to import, and why.
    Lost(EngineError),
}

impl ImportSource {
    pub(crate) fn file(path: &Path) -> ImportSource {
        let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        ImportSource { path: path.to_owned(), bytes, content: Content::File }
    }

    fn joined(joined: &Joined) -> ImportSource {
        let content = Content::Joined(Box::new(joined.clone()));
        ImportSource { path: joined.called(), bytes: joined.bytes(), content }
    }

    fn lost(path: PathBuf, error: EngineError) -> ImportSource {
        let error = error.at(&path);
        ImportSource { path, bytes: 0, content: Content::Lost(error) }
    }

    /// The files that it is made of, where they are several.
    pub(crate) fn parts(&self) -> &[PathBuf] {
        match &self.content {
            Content::Joined(joined) => joined.paths(),
            _ => &[],
        }
    }

    /// Those of a file among others in its folder: the sessions whose segments they are together, or what the file is alone.
    pub(crate) fn of_file_among(path: &Path, beside: &[PathBuf]) -> Vec<ImportSource> {
        let sessions = Joined::among(beside);
        let its: Vec<ImportSource> = sessions
            .iter()
            .filter(|session| session.paths().iter().any(|part| part == path))
            .map(ImportSource::joined)
            .collect();
        if its.is_empty() { ImportSource::of_file(path) } else { its }
    }

    /// Those of a file: itself, or each session of an archive that holds several.
    pub(crate) fn of_file(path: &Path) -> Vec<ImportSource> {
        let whole = || vec![ImportSource::file(path)];
        let Some(file) = archive(path) else { return whole() };
        // Whatever is wrong with the file, importing it says so.
        let Ok(Some(found)) = formats::sessions(Box::new(file)) else { return whole() };
        let inside = |name: &str| PathBuf::from(format!("{} › {name}", path.display()));
        let bytes = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
        let bytes = bytes / found.sessions.len().max(1) as u64;
        let sessions = found.sessions.into_iter().map(|session| ImportSource {
            path: inside(&session.name),
            bytes,
            content: Content::Session(path.to_owned(), session),
        });
        let lost =
            found.lost.into_iter().map(|(name, error)| ImportSource::lost(inside(&name), error.into()));
        sessions.chain(lost).collect()
    }
}

/// Bytes that say whether a file may be an archive, or a log of several sessions.
const START_BYTES: u64 = 64 << 10;

/// The file, if it may be an archive.
pub(crate) fn archive(path: &Path) -> Option<File> {
    let mut file = File::open(path).ok()?;
    if !file.metadata().ok()?.is_file() {
        return None;
    }
    let mut start = Vec::new();
    Read::by_ref(&mut file).take(START_BYTES).read_to_end(&mut start).ok()?;
    file.rewind().ok()?;
    formats::may_hold_sessions(&start).then_some(file)
}

impl Content {
    /// Makes ready what is to be read. `scratch` is where a session of an archive is put meanwhile.
    pub(crate) fn prepare(&self, job: &ImportJob, scratch: &Path) -> Result<(), EngineError> {
        match self {
            Content::File => Ok(()),
            Content::Spooled(path) => {
                job.set_content(path);
                Ok(())
            }
            Content::Lost(error) => Err(error.clone()),
            Content::Joined(joined) => {
                job.check()?;
                let file =
                    File::create(scratch).map_err(|error| EngineError::cannot_write(scratch, &error))?;
                let mut written = Cancellable { job, file: BufWriter::with_capacity(1 << 16, file) };
                joined.write(&mut written)?;
                job.check()?;
                written.flush().map_err(|error| EngineError::cannot_write(scratch, &error))?;
                job.set_content(scratch);
                Ok(())
            }
            Content::Session(archive, session) => {
                job.check()?;
                extract(archive, session, scratch, job)?;
                job.set_content(scratch);
                Ok(())
            }
        }
    }

    /// Takes away what is not needed any more.
    pub(crate) fn clear(&self, scratch: &Path) {
        let ours = match self {
            Content::File | Content::Lost(_) => return,
            Content::Session(..) | Content::Joined(_) => scratch,
            Content::Spooled(path) => path,
        };
        // What stays all the same is swept at the next start.
        let _ = std::fs::remove_file(ours);
    }
}

fn extract(
    archive: &Path,
    session: &ArchivedSession,
    into: &Path,
    job: &ImportJob,
) -> Result<(), EngineError> {
    let file = File::open(archive).map_err(|error| EngineError::unreadable(archive, &error))?;
    let written = File::create(into).map_err(|error| EngineError::cannot_write(into, &error))?;
    let mut written = Cancellable { job, file: BufWriter::with_capacity(1 << 16, written) };
    formats::copy_session(Box::new(file), session, &mut written)?;
    job.check()?;
    written.flush().map_err(|error| EngineError::cannot_write(into, &error))
}

struct Cancellable<'j> {
    job: &'j ImportJob,
    file: BufWriter<File>,
}

impl Write for Cancellable<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.job.check().map_err(std::io::Error::other)?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl Engine {
    /// What an import of these covers, but for source maps (`Engine::take_source_maps`). A folder stands for every file below it but hidden ones and this library's own; a
    /// pattern (`*.json`, `**/replay-?.zip`) for what it matches where no file is called so; an archive for the sessions
    /// in it.
    pub fn sources<'p>(&self, named: impl IntoIterator<Item = &'p Path>) -> Vec<ImportSource> {
        let own = self.paths().dir();
        let mut found = Vec::new();
        for name in named {
            let paths = if is_pattern(name) { matching(name) } else { vec![name.to_owned()] };
            if paths.is_empty() {
                let error = std::io::ErrorKind::NotFound.into();
                found.push(Err(ImportSource::lost(name.to_owned(), EngineError::unreadable(name, &error))));
            }
            let files = files_in(paths.iter().map(PathBuf::as_path), own);
            found.extend(files.into_iter().filter(|file| !Engine::is_source_map_file(file)).map(Ok));
        }
        let files: Vec<PathBuf> = found.iter().filter_map(|file| file.clone().ok()).collect();
        let joined = Joined::among(&files);
        // A file may tell of several sessions.
        let mut with: HashMap<&Path, Vec<&Joined>> = HashMap::new();
        for session in &joined {
            for path in session.paths() {
                with.entry(path.as_path()).or_default().push(session);
            }
        }
        let mut told = HashSet::new();
        let mut of_file = |file: PathBuf| match with.get(file.as_path()) {
            None => ImportSource::of_file(&file),
            Some(sessions) => {
                let new = sessions.iter().filter(|session| told.insert(session.called()));
                new.map(|session| ImportSource::joined(session)).collect()
            }
        };
        found.into_iter().flat_map(|found| found.map_or_else(|lost| vec![lost], &mut of_file)).collect()
    }

    /// A stream as something to import: it is copied, because reading an archive needs to go back and forth in it.
    pub fn spool(&self, mut input: impl Read, called: &str) -> Result<ImportSource, EngineError> {
        let path = self.next_temporary();
        let name = PathBuf::from(called);
        let mut file = File::create(&path).map_err(|error| EngineError::cannot_write(&path, &error))?;
        match std::io::copy(&mut input, &mut file) {
            Ok(bytes) => Ok(ImportSource { path: name, bytes, content: Content::Spooled(path) }),
            Err(error) => {
                let _ = std::fs::remove_file(&path);
                Err(EngineError::unreadable(&name, &error))
            }
        }
    }
}
