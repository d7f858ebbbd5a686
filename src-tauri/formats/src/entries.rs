//! What lies in an archive beside recordings.

use crate::Source;
use crate::archive::{Blob, Outer, Section, unwrap};
use crate::error::DecodeError;
use std::io::Read;

/// Names of an archive's files that end so; none where it is no archive.
pub fn entries_ending<'s>(source: Box<dyn Source + 's>, ending: &str) -> Result<Vec<String>, DecodeError> {
    let parts = parts(source)?;
    Ok(parts.into_iter().filter_map(|part| part.name).filter(|name| name.ends_with(ending)).collect())
}

/// A file of an archive, up to so many bytes; None where there is no such file, it is larger, or it is damaged.
pub fn entry<'s>(
    source: Box<dyn Source + 's>,
    name: &str,
    most: u64,
) -> Result<Option<Vec<u8>>, DecodeError> {
    let part = parts(source)?.into_iter().find(|part| part.name.as_deref() == Some(name));
    let Some(part) = part else { return Ok(None) };
    let mut bytes = Vec::new();
    let read = part.open().and_then(|reader| reader.take(most + 1).read_to_end(&mut bytes));
    Ok((read.is_ok() && bytes.len() as u64 <= most).then_some(bytes))
}

fn parts<'s>(source: Box<dyn Source + 's>) -> Result<Vec<Blob<'s>>, DecodeError> {
    let section = Section::whole(Outer::new(source)).map_err(DecodeError::Unreadable)?;
    if section.is_empty() {
        return Ok(Vec::new());
    }
    let unwrapped = unwrap(Blob::whole(section));
    Ok(if unwrapped.in_archive { unwrapped.parts } else { Vec::new() })
}
