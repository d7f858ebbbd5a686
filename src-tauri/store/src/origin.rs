//! Where a recording came from: what a catalogue says of it that its events do not.

use crate::codec::Decoded;
use crate::codec::reader::Cursor;
use crate::codec::rows::{list, put_text, text};
use crate::codec::writer::{put_varint, zigzag};
use crate::{RecordingReader, RecordingWriter, Result, derived_rows};
use events::{SessionFacts, WallClock};

/// Key of `meta`.
const ORIGIN: &str = "origin";

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Origin {
    pub file_name: String,
    /// As a person would look for it.
    pub source_path: String,
    pub imported: WallClock,
    /// Size of the archive.
    pub bytes: u64,
    pub facts: SessionFacts,
}

impl RecordingWriter {
    pub fn set_origin(&mut self, origin: &Origin) -> Result<()> {
        self.put_meta(ORIGIN, encode(origin))
    }
}

impl RecordingReader {
    /// None of a file from before it was kept.
    pub fn origin(&self) -> Result<Option<Origin>> {
        let bytes = derived_rows::meta(self.connection(), ORIGIN)?;
        Ok(bytes.map(|bytes| decode(&bytes)).transpose()?)
    }
}

fn encode(origin: &Origin) -> Vec<u8> {
    let Origin { file_name, source_path, imported, bytes, facts } = origin;
    let SessionFacts { names, person, browser, os } = facts;
    let mut out = Vec::new();
    put_varint(&mut out, zigzag(imported.0));
    put_varint(&mut out, *bytes);
    for value in [file_name.as_str(), source_path, person, browser, os] {
        put_text(&mut out, value);
    }
    put_varint(&mut out, names.len() as u64);
    for (kind, name) in names {
        put_text(&mut out, kind);
        put_text(&mut out, name);
    }
    out
}

/// What a later version writes behind it is not looked at.
fn decode(bytes: &[u8]) -> Decoded<Origin> {
    let mut cursor = Cursor::new(bytes);
    let (imported, bytes) = (WallClock(cursor.signed()?), cursor.varint()?);
    let file_name = text(&mut cursor)?.to_owned();
    let source_path = text(&mut cursor)?.to_owned();
    let (person, browser, os) =
        (text(&mut cursor)?.into(), text(&mut cursor)?.into(), text(&mut cursor)?.into());
    let names = list(&mut cursor, |cursor| Ok((text(cursor)?.into(), text(cursor)?.into())))?;
    let facts = SessionFacts { names, person, browser, os };
    Ok(Origin { file_name, source_path, imported, bytes, facts })
}
