//! What the readers of one recording hold together: long strings, and keyframes that others need. Documents made from
//! the same string or keyframe share it.

use dom::Document;
use events::{ResourceHash, Text};
use hashbrown::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes of strings held. Beyond it all are let go: documents that hold some keep them, new ones share among themselves.
const HELD_BYTES: usize = 48 << 20;

/// Nodes of keyframes held, about 200 bytes each. One keyframe is always held, however large.
const HELD_NODES: usize = 200_000;

#[derive(Default)]
pub(crate) struct ReaderCache {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    texts: HashMap<ResourceHash, Text>,
    text_bytes: usize,
    /// By segment, the last used last. Numbers of segments are never given twice, so what is held is never stale.
    bases: Vec<(u64, Document)>,
    /// The payload that keyframes were last read behind, by its segment.
    prefix: Option<(u64, Arc<Vec<u8>>)>,
}

impl ReaderCache {
    pub fn text(&self, hash: ResourceHash) -> Option<Text> {
        self.lock().texts.get(&hash).cloned()
    }

    pub fn put_text(&self, hash: ResourceHash, text: &Text) {
        let mut inner = self.lock();
        if inner.text_bytes.saturating_add(text.len()) > HELD_BYTES {
            inner.texts.clear();
            inner.text_bytes = 0;
        }
        if inner.texts.insert(hash, text.clone()).is_none() {
            inner.text_bytes += text.len();
        }
    }

    pub fn base(&self, segment: u64) -> Option<Document> {
        let mut inner = self.lock();
        let place = inner.bases.iter().position(|(held, _)| *held == segment)?;
        let hit = inner.bases.remove(place);
        let document = hit.1.clone();
        inner.bases.push(hit);
        Some(document)
    }

    pub fn put_base(&self, segment: u64, document: &Document) {
        let mut inner = self.lock();
        inner.bases.push((segment, document.clone()));
        let mut nodes: usize = inner.bases.iter().map(|(_, document)| document.node_count()).sum();
        while inner.bases.len() > 1 && nodes > HELD_NODES {
            let (_, oldest) = inner.bases.remove(0);
            nodes -= oldest.node_count();
        }
    }

    pub fn prefix(&self, segment: u64) -> Option<Arc<Vec<u8>>> {
        self.lock().prefix.as_ref().filter(|(held, _)| *held == segment).map(|(_, payload)| payload.clone())
    }

    pub fn put_prefix(&self, segment: u64, payload: &Arc<Vec<u8>>) {
        self.lock().prefix = Some((segment, payload.clone()));
    }

    /// What a panicking thread left of a cache is as good as any.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
