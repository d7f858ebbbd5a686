//! Every limit on recorded data, in one place. Reaching one is a diagnostic, not a crash.
//! They are generous: the largest real page seen has 50,000 nodes, the largest event 100 MB.

/// Levels of JSON nesting in one event. A DOM level costs two.
pub const MAX_JSON_DEPTH: usize = 20_000;
/// Levels of the document, shadow roots and nested documents included.
pub const MAX_DOM_DEPTH: usize = 8_000;
/// Nodes in one document, nested documents included.
pub const MAX_NODES: usize = 4_000_000;
/// Bytes of one event's JSON text.
pub const MAX_EVENT_BYTES: usize = 512 * 1024 * 1024;
/// Bytes that one packed event may inflate to.
pub const MAX_PACKED_EVENT_BYTES: usize = 256 * 1024 * 1024;
/// Bytes that one archive may inflate to.
pub const MAX_INFLATED_BYTES: u64 = 64 * 1024 * 1024 * 1024;
/// Archives inside archives.
pub const MAX_ARCHIVE_DEPTH: usize = 4;
/// Entries of one archive that are looked at.
pub const MAX_ARCHIVE_ENTRIES: usize = 100_000;
/// Bytes of a zip archive that is itself packed inside another archive: it is inflated into memory.
pub const MAX_NESTED_ARCHIVE_BYTES: usize = 256 * 1024 * 1024;
/// Bytes of a file in a format that is translated whole: HAR, AllStak, steps.
pub const MAX_TRANSLATED_BYTES: usize = 512 * 1024 * 1024;
/// Windows or tabs of one recording; events of further ones count as one more.
pub const MAX_TABS: usize = 1_000;
/// Bytes of one attribute value.
pub const MAX_ATTRIBUTE_BYTES: usize = 128 * 1024 * 1024;
/// Attributes of one element.
pub const MAX_ATTRIBUTES: usize = 10_000;
/// Rules in one style sheet that was edited through the CSSOM.
pub const MAX_SHEET_RULES: usize = 200_000;
/// Canvas commands kept since the last full clear or resize.
pub const MAX_CANVAS_COMMANDS: usize = 20_000;
/// Bytes of canvas command arguments kept since the last full clear or resize.
pub const MAX_CANVAS_BYTES: usize = 16 * 1024 * 1024;
/// Diagnostics kept one by one; beyond it only their counts grow.
pub const MAX_DIAGNOSTICS_KEPT: usize = 1_000;
/// Pointer samples remembered as the trail behind the pointer.
pub const MAX_TRAIL_SAMPLES: usize = 64;
/// Presses (mouse, touch) remembered for ripples.
pub const MAX_RECENT_PRESSES: usize = 16;
