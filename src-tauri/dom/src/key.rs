//! The identity of a node within one page epoch.

use events::SourceNodeId;
use std::fmt;
use std::num::NonZeroU64;

/// A node's name within one page epoch: the recorder's id where there is one, so that identity survives keyframes,
/// patches and moves without a table.
///
/// ```text
/// 1 … 2^40-1         nodes the recorder numbered
/// 2^40 … 2^41-1      nodes without a usable id, numbered in the order they were met
/// 2^41 | host        the shadow root of `host`
/// ```
/// All keys stay below 2^53, so they are exact in JavaScript.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeKey(NonZeroU64);

const NAMELESS: u64 = 1 << 40;
const SHADOW: u64 = 1 << 41;

impl NodeKey {
    pub fn from_raw(raw: u64) -> Option<NodeKey> {
        if raw >= SHADOW << 1 {
            return None;
        }
        NonZeroU64::new(raw).map(NodeKey)
    }

    pub fn from_source(id: SourceNodeId) -> NodeKey {
        NodeKey(NonZeroU64::new(id.0).unwrap_or(NonZeroU64::MIN))
    }

    /// The `index`-th node without an id.
    pub fn nameless(index: u64) -> NodeKey {
        NodeKey(NonZeroU64::MIN.saturating_add((NAMELESS | (index & (NAMELESS - 1))) - 1))
    }

    /// The key of this node's shadow root.
    pub fn shadow_root(self) -> NodeKey {
        NodeKey(self.0 | SHADOW)
    }

    pub fn is_shadow_root(self) -> bool {
        self.0.get() & SHADOW != 0
    }

    /// The recorder's id; None for nodes it did not number.
    pub fn source(self) -> Option<SourceNodeId> {
        SourceNodeId::new(self.0.get())
    }

    /// The number among the nodes without an id; for others a number without meaning.
    pub fn nameless_number(self) -> u64 {
        self.0.get() & (NAMELESS - 1)
    }

    pub fn raw(self) -> u64 {
        self.0.get()
    }
}

impl fmt::Debug for NodeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.raw() {
            raw if raw & SHADOW != 0 => write!(f, "#{}/shadow", raw & !SHADOW),
            raw if raw & NAMELESS != 0 => write!(f, "#nameless-{}", raw & !NAMELESS),
            raw => write!(f, "#{raw}"),
        }
    }
}
