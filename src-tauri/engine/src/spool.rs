//! Standard input as a file: reading an archive needs to go back and forth in it.

use crate::EngineError;
use std::io::Read;
use std::path::Path;
use tempfile::NamedTempFile;

/// Copies a stream into a temporary file, which is gone with the handle.
pub fn spool(mut input: impl Read) -> Result<NamedTempFile, EngineError> {
    let dir = std::env::temp_dir();
    let mut file =
        NamedTempFile::with_prefix("standard-input-").map_err(|e| EngineError::cannot_write(&dir, &e))?;
    std::io::copy(&mut input, &mut file)
        .map_err(|error| EngineError::unreadable(Path::new("(standard input)"), &error))?;
    Ok(file)
}
