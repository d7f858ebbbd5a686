//! Events that are written as recorders write them, read in one pass without looking for what storage layers bend.
//!
//! Everything here answers None where something is out of the ordinary: the lenient way then reads the event from the
//! start, and it alone decides what that means. So nothing here may understand anything differently.

mod cursor;
mod envelope;
mod mutation;
mod tree;

pub(super) use envelope::split;
pub(super) use mutation::read_mutation;
pub(super) use tree::read_snapshot;
