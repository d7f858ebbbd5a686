//! Where a segment ends.

/// Limits of one segment: cut where applying costs about as much as decoding a keyframe.
#[derive(Clone, PartialEq, Debug)]
pub struct SegmentPolicy {
    /// Mutation records of one segment, at most. A single event may hold more: it is kept apart from the others.
    pub max_records: usize,
    /// Never cut for the number of records below this.
    pub min_records: usize,
    /// Cut at this many records for each node of the document (within the two limits above).
    pub records_per_node: f64,
    /// Bytes of a chunk before compression, at most (again but for a single event).
    pub max_bytes: usize,
    pub max_events: usize,
    /// Keyframes of documents with at least this many nodes may lean on an earlier keyframe and hold only what differs.
    /// Smaller documents are decoded whole as fast.
    pub lean_min_nodes: usize,
    /// A keyframe leans while it differs in at most this share of its nodes; beyond it stands by itself, and others lean
    /// on it.
    pub lean_share: f64,
}

impl Default for SegmentPolicy {
    fn default() -> SegmentPolicy {
        SegmentPolicy {
            max_records: 4096,
            min_records: 512,
            records_per_node: 0.5,
            max_bytes: 256 << 10,
            max_events: 4096,
            lean_min_nodes: 8192,
            lean_share: 0.25,
        }
    }
}

impl SegmentPolicy {
    /// Records after which a segment of a document this large ends.
    pub fn records_for(&self, nodes: usize) -> usize {
        let wanted = (nodes as f64 * self.records_per_node) as usize;
        wanted.max(self.min_records).min(self.max_records)
    }
}
