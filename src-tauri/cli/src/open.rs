//! Opening what the person named: a file, standard input or a recording of the library.

use crate::arguments::Arguments;
use engine::{Engine, EngineError, ImportPolicy, LibraryPaths, LibraryPolicy, Session};
use events::RecordingId;
use std::path::Path;
use tempfile::{NamedTempFile, TempDir};

/// The library of the command line, or the platform's.
pub fn library(arguments: &Arguments) -> Result<Engine, EngineError> {
    let dir = arguments.library.clone().or_else(LibraryPaths::platform_default);
    let nowhere = || {
        EngineError::not_now(
            "There is no home directory to keep the library in",
            "Name a folder with --library DIR",
        )
    };
    Engine::open(&dir.ok_or_else(nowhere)?)
}

/// An open recording and what must live as long as it.
pub struct Opened {
    pub session: Session,
    _scratch: Option<(TempDir, Option<NamedTempFile>)>,
}

/// A file is read through a library of its own, which is gone afterwards.
pub fn recording(arguments: &Arguments, name: &Path) -> Result<Opened, EngineError> {
    let id = name.to_str().and_then(RecordingId::parse);
    if let Some(id) = id
        && !name.exists()
    {
        return Ok(Opened { session: library(arguments)?.open_recording(id)?, _scratch: None });
    }
    let spooled = is_stdin(name).then(|| engine::spool(std::io::stdin().lock())).transpose()?;
    let path = spooled.as_ref().map_or(name, NamedTempFile::path);
    let scratch = TempDir::with_prefix("playhead-").map_err(|_| {
        EngineError::not_now(
            "There is no room for temporary files",
            "Free some space, or set TMPDIR to another folder",
        )
    })?;
    let engine = Engine::open(scratch.path())?;
    // Nothing of it is kept: it is read as it is.
    engine.set_policy(&LibraryPolicy { default: ImportPolicy::KEEP_AS_RECORDED, sites: Vec::new() })?;
    let imported = engine.import(path).outcome?;
    Ok(Opened { session: engine.open_recording(imported.id)?, _scratch: Some((scratch, spooled)) })
}

pub fn is_stdin(name: &Path) -> bool {
    name == Path::new("-")
}
