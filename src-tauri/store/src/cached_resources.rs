//! Long strings from the recording, through the readers' cache.

use crate::codec::pack::Unpacker;
use crate::reader_cache::ReaderCache;
use crate::resource::ResourceSource;
use crate::{Result, StoreError};
use events::{ResourceHash, Text};
use rusqlite::{Connection, OptionalExtension};
use std::cell::{Cell, RefCell};

pub(crate) struct CachedResources<'a> {
    pub connection: &'a Connection,
    pub unpacker: &'a RefCell<Unpacker>,
    pub cache: &'a ReaderCache,
    /// How many were not in the cache, and their bytes.
    pub read: Cell<usize>,
    pub bytes: Cell<usize>,
}

impl ResourceSource for CachedResources<'_> {
    fn get(&self, hash: ResourceHash) -> Result<Text> {
        if let Some(text) = self.cache.text(hash) {
            return Ok(text);
        }
        let mut query = self.connection.prepare_cached("SELECT bytes FROM resource WHERE hash = ?")?;
        let packed: Option<Vec<u8>> = query.query_row([hash.0], |row| row.get(0)).optional()?;
        let packed = packed.ok_or(StoreError::Damaged("a long string is missing"))?;
        let mut bytes = Vec::new();
        self.unpacker.borrow_mut().unpack(&packed, &mut bytes)?;
        let text = std::str::from_utf8(&bytes).map_err(|_| StoreError::Damaged("a string is not text"))?;
        let text = Text::new(text);
        self.read.set(self.read.get() + 1);
        self.bytes.set(self.bytes.get() + text.len());
        self.cache.put_text(hash, &text);
        Ok(text)
    }
}
