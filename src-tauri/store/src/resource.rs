//! Long strings are stored once per recording and named by their content.

use crate::Result;
use events::{ResourceHash, Text};
use hashbrown::{HashMap, HashSet};

/// Strings of at least this many bytes are resources. Shorter ones cost less inside a blob, where they are compressed
/// with their neighbours, than as a row of their own (sixteen bytes of hash for each mention that do not compress).
pub(crate) const RESOURCE_BYTES: usize = 512;

/// Strings held so that their addresses stay theirs; beyond either number the memory of addresses begins anew.
const REMEMBERED: usize = 4096;
const REMEMBERED_BYTES: usize = 8 << 20;

/// Takes long strings while a blob is encoded.
pub(crate) trait ResourceSink {
    fn put(&mut self, text: &Text) -> ResourceHash;
}

/// Gives long strings while a blob is decoded.
pub(crate) trait ResourceSource {
    fn get(&self, hash: ResourceHash) -> Result<Text>;
}

pub(crate) fn hash_of(text: &str) -> ResourceHash {
    let mut hash = [0; 16];
    hash.iter_mut().zip(blake3::hash(text.as_bytes()).as_bytes()).for_each(|(to, from)| *to = *from);
    ResourceHash(hash)
}

/// The writer's resources: which are stored, and which wait for being stored.
#[derive(Default)]
pub(crate) struct ResourcePool {
    stored: HashSet<ResourceHash>,
    waiting: Vec<(ResourceHash, Text)>,
    /// By address, so that a sheet that a thousand keyframes mention is hashed once.
    /// Invariant: the value's text has the key's address and, being held, keeps it.
    remembered: HashMap<usize, (Text, ResourceHash)>,
    remembered_bytes: usize,
}

impl ResourcePool {
    /// What was put since the last call and must be stored now.
    pub fn take_waiting(&mut self) -> Vec<(ResourceHash, Text)> {
        std::mem::take(&mut self.waiting)
    }

    pub fn len(&self) -> usize {
        self.stored.len()
    }
}

impl ResourceSink for ResourcePool {
    fn put(&mut self, text: &Text) -> ResourceHash {
        if let Some((_, hash)) = self.remembered.get(&text.address()) {
            return *hash;
        }
        let hash = hash_of(text);
        if self.stored.insert(hash) {
            self.waiting.push((hash, text.clone()));
        }
        if self.remembered.len() >= REMEMBERED || self.remembered_bytes >= REMEMBERED_BYTES {
            self.remembered.clear();
            self.remembered_bytes = 0;
        }
        self.remembered_bytes += text.len();
        self.remembered.insert(text.address(), (text.clone(), hash));
        hash
    }
}
