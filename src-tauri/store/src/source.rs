//! Source events, unwrapped and in order, in compressed blocks.

use crate::codec::Decoded;
use crate::codec::json_streams::join;
use crate::codec::pack::MAX_PAYLOAD_BYTES;
use crate::codec::reader::{Cursor, unzigzag};
use crate::{Result, StoreError};
use events::{EventSeq, TabId, WallClock};
use std::sync::Arc;

/// Bytes of source events in one block, about. Neighbours compress each other over megabytes, and whole blocks are what
/// an export and a second reading want; what pays is the look at one raw event, which inflates its block (some
/// milliseconds). On `long-100k-fine` (11 MB) blocks of 256 KB took 39 % more than one block of it all, blocks of 4 MB take 6 %.
pub(crate) const BLOCK_BYTES: usize = 4 << 20;

/// Source events are written once on a thread of their own and seldom read.
pub(crate) const SOURCE_LEVEL: i32 = 3;

/// One event as it stood in the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SourceRecord<'a> {
    pub seq: EventSeq,
    pub wall: WallClock,
    pub tab: TabId,
    /// JSON text.
    pub raw: &'a [u8],
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnedSourceRecord {
    pub seq: EventSeq,
    pub wall: WallClock,
    pub tab: TabId,
    /// JSON text.
    pub raw: Vec<u8>,
}

/// Where an event lies within its block's payload.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub seq: EventSeq,
    pub wall: WallClock,
    pub tab: TabId,
    pub start: usize,
    pub end: usize,
}

/// Bytes of source events that go to the thread that compresses them together, about.
const PIECE_BYTES: usize = 64 << 10;

/// A piece of the block that is being filled.
#[derive(Default)]
pub(crate) struct SourcePiece {
    pub places: Vec<Place>,
    pub bytes: Vec<u8>,
}

impl SourcePiece {
    pub fn with_capacity(bytes: usize, places: usize) -> SourcePiece {
        SourcePiece { places: Vec::with_capacity(places), bytes: Vec::with_capacity(bytes) }
    }

    pub fn push(&mut self, record: &SourceRecord<'_>) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(record.raw);
        let &SourceRecord { seq, wall, tab, .. } = record;
        self.places.push(Place { seq, wall, tab, start, end: self.bytes.len() });
    }

    pub fn is_full(&self) -> bool {
        self.bytes.len() >= PIECE_BYTES
    }
}

/// Events by their places in a text of `length` bytes.
fn decode_places(bytes: &[u8], length: usize) -> Decoded<Vec<Place>> {
    let mut cursor = Cursor::new(bytes);
    let mut places = Vec::new();
    let (mut seq, mut wall, mut tab, mut start) = (0_u64, 0_i64, 0_i64, 0_usize);
    while cursor.left() > 0 {
        seq = seq.wrapping_add(cursor.varint()?);
        wall = wall.wrapping_add(unzigzag(cursor.varint()?));
        tab = tab.wrapping_add(unzigzag(cursor.varint()?));
        let end = usize::try_from(cursor.varint()?).ok().and_then(|size| start.checked_add(size));
        let end = end.filter(|&end| end <= length).ok_or_else(outside)?;
        let tab_id = TabId(u32::try_from(tab).map_err(|_| outside())?);
        places.push(Place { seq: EventSeq(seq), wall: WallClock(wall), tab: tab_id, start, end });
        start = end;
    }
    if start == length { Ok(places) } else { Err(outside()) }
}

#[cold]
fn outside() -> Box<StoreError> {
    Box::new(OUTSIDE)
}

pub(crate) const OUTSIDE: StoreError = StoreError::Damaged("a source event lies outside its block");

/// A block that was read, shared by the records that come from it.
#[derive(Clone)]
pub(crate) struct OpenBlock {
    pub places: Arc<[Place]>,
    /// The text.
    bytes: Arc<Vec<u8>>,
}

impl OpenBlock {
    pub fn decode(payload: &[u8]) -> Decoded<OpenBlock> {
        let mut cursor = Cursor::new(payload);
        let mut lengths = [0_usize; 5];
        for length in &mut lengths {
            let long = cursor.varint()?;
            *length = usize::try_from(long)
                .ok()
                .filter(|&length| length <= MAX_PAYLOAD_BYTES)
                .ok_or_else(outside)?;
        }
        let [places, text, frame, strings, numbers] = lengths;
        let places = decode_places(cursor.take(places)?, text)?;
        let bytes = if [frame, strings, numbers] == [0; 3] {
            cursor.take(text)?.to_vec()
        } else {
            join(cursor.take(frame)?, cursor.take(strings)?, cursor.take(numbers)?, text)?
        };
        if cursor.left() > 0 {
            return Err(outside());
        }
        Ok(OpenBlock { places: Arc::from(places), bytes: Arc::new(bytes) })
    }

    pub fn record(&self, index: usize) -> Result<OwnedSourceRecord> {
        let place = self.places.get(index).ok_or(OUTSIDE)?;
        let raw = self.bytes.get(place.start..place.end).ok_or(OUTSIDE)?.to_vec();
        Ok(OwnedSourceRecord { seq: place.seq, wall: place.wall, tab: place.tab, raw })
    }
}
