//! Where a segment ends.

/// Limits of one segment: cut where applying costs about half as much as a keyframe does.
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

/// Measured with a scratch program (release build, two shared cores) on the recordings `long-100k-fine` (4,468 nodes,
/// 121,777 records) and `long-bigdom` (46,173 nodes, 22,301 records). Inflating and decoding a keyframe of the first takes
/// 0.35 ms, decoding and applying a record 0.2 µs: at 0.4 records for each node the average seek spends half as much on
/// records as on the keyframe, and more keyframes would take more room than they save time.
///
/// ```text
/// records for each node   0.5      0.4      0.3      0.12
/// seek, median            0.57 ms  0.55 ms  0.50 ms  0.40 ms
/// keyframes and chunks    801 KB   859 KB   970 KB   1797 KB   (the JSON under zstd -3: 840 KB)
/// ```
/// The large page cuts by `max_records`: at 2048 its median is 2.3 ms and its keyframes and chunks are 214 KB (the JSON
/// under zstd -3: 281 KB). Its keyframes lean while a tenth is different: at a quarter they take 1.3 times the bytes and
/// its median is 3.4 ms, because changes lie scattered and a leaning keyframe writes to every page of nodes it touches.
impl Default for SegmentPolicy {
    fn default() -> SegmentPolicy {
        SegmentPolicy {
            max_records: 2048,
            min_records: 512,
            records_per_node: 0.4,
            max_bytes: 256 << 10,
            max_events: 4096,
            lean_min_nodes: 8192,
            lean_share: 0.1,
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
