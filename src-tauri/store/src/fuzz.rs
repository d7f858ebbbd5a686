//! Decoding is total: whatever the bytes, there is an answer.

use crate::codec::pack::Unpacker;
use crate::codec::rows;
use crate::reading::{Chunk, keyframe};
use crate::resource::ResourceSource;
use crate::source::OpenBlock;
use crate::{Result, StoreError};
use dom::Document;
use events::{ResourceHash, TabId, Text};

struct NoResources;

impl ResourceSource for NoResources {
    fn get(&self, hash: ResourceHash) -> Result<Text> {
        // One half exists, so that decoding goes on behind a mention.
        if hash.0.first().is_some_and(|byte| byte & 1 == 0) {
            return Ok(Text::new("resource"));
        }
        Err(StoreError::Damaged("a long string is missing"))
    }
}

/// Decodes any bytes as everything that a recording holds. The body of the fuzz target and of a test.
pub fn fuzz_segment(data: &[u8]) {
    if let Ok(document) = keyframe(data, None, &NoResources) {
        check_walk(&document);
        // The same bytes as a delta over what they make, and over nothing.
        for base in [&document, &Document::new()] {
            keyframe(data, Some(base), &NoResources).iter().for_each(check_walk);
        }
    }
    let _ = Chunk::new(data, TabId(0), &NoResources).and_then(Chunk::all);
    let _ = rows::decode_info(data);
    let _ = rows::decode_texts(data);
    let _ = rows::decode_lacks(data);
    let _ = rows::decode_rising(data);
    let _ = OpenBlock::decode(data);
    if let Ok(mut unpacker) = Unpacker::new() {
        let _ = unpacker.unpack(data, &mut Vec::new());
    }
}

/// A document made of any bytes is a tree: the walk ends.
fn check_walk(document: &Document) {
    let Some(root) = document.root() else { return };
    assert!(document.walk(root).count() <= document.node_count());
}
