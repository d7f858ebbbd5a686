//! Long strings that were read, shared by all documents made from them.

use crate::codec::pack::Unpacker;
use crate::resource::ResourceSource;
use crate::{Result, StoreError};
use events::{ResourceHash, Text};
use hashbrown::HashMap;
use rusqlite::{Connection, OptionalExtension};
use std::cell::{Cell, RefCell};
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes of strings held. Beyond it all are let go: documents that hold some keep them, new ones share among themselves.
const HELD_BYTES: usize = 48 << 20;

/// Shared between the readers of one recording.
#[derive(Default)]
pub(crate) struct ResourceCache {
    held: HashMap<ResourceHash, Text>,
    bytes: usize,
}

impl ResourceCache {
    fn put(&mut self, hash: ResourceHash, text: &Text) {
        if self.bytes.saturating_add(text.len()) > HELD_BYTES {
            self.held.clear();
            self.bytes = 0;
        }
        if self.held.insert(hash, text.clone()).is_none() {
            self.bytes += text.len();
        }
    }
}

/// Resources through the cache, counting what had to be read.
pub(crate) struct CachedResources<'a> {
    pub connection: &'a Connection,
    pub unpacker: &'a RefCell<Unpacker>,
    pub cache: &'a Arc<Mutex<ResourceCache>>,
    pub read: Cell<usize>,
    pub bytes: Cell<usize>,
}

impl ResourceSource for CachedResources<'_> {
    fn get(&self, hash: ResourceHash) -> Result<Text> {
        if let Some(text) = lock(self.cache).held.get(&hash) {
            return Ok(text.clone());
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
        lock(self.cache).put(hash, &text);
        Ok(text)
    }
}

/// The cache is only a cache: what a panicking thread left of it is as good as any.
fn lock(cache: &Mutex<ResourceCache>) -> std::sync::MutexGuard<'_, ResourceCache> {
    cache.lock().unwrap_or_else(PoisonError::into_inner)
}
