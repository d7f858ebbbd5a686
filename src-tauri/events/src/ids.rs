//! Ids are newtypes, so that a node is never taken for a style sheet.

use std::fmt;

/// The id that the recorder gave to a node: positive, unique within one page epoch.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceNodeId(pub u64);

impl SourceNodeId {
    /// Ids at and above this are refused by decoders: the document keeps the space above for nodes without an id.
    pub const LIMIT: u64 = 1 << 40;

    pub fn new(raw: u64) -> Option<SourceNodeId> {
        (1..Self::LIMIT).contains(&raw).then_some(SourceNodeId(raw))
    }
}

/// The id that the recorder gave to a constructed style sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct StyleId(pub u64);

/// The recorded window or tab an event came from. 0 where the container names none.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct TabId(pub u32);

/// The place of an event among all events of the recording as they stood in the source. Ties in time are broken by it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct EventSeq(pub u64);

/// The content hash of the archive a recording came from: the same archive is the same recording.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordingId(pub [u8; 16]);

/// The content hash of a long string (style text, data URL), stored once per recording.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ResourceHash(pub [u8; 16]);

fn hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

fn from_hex(text: &str) -> Option<[u8; 16]> {
    let bytes = text.as_bytes();
    if bytes.len() != 32 || !bytes.is_ascii() {
        return None;
    }
    let mut out = [0; 16];
    for (slot, pair) in out.iter_mut().zip(bytes.chunks_exact(2)) {
        *slot = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(out)
}

macro_rules! hash_text {
    ($name:ident) => {
        impl $name {
            /// Reads the form that `Display` writes: 32 hexadecimal digits.
            pub fn parse(text: &str) -> Option<$name> {
                from_hex(text).map($name)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                hex(&self.0, f)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                hex(&self.0, f)
            }
        }
    };
}
hash_text!(RecordingId);
hash_text!(ResourceHash);
