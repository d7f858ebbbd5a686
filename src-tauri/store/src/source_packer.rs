//! Blocks of source events while they are filled: taken apart and compressed as the events come, so that little is left
//! to do when the last one is there.

use crate::Result;
use crate::codec::json_streams::{JsonStreams, join};
use crate::codec::pack::{Packer, begin_blob};
use crate::codec::writer::{put_varint, zigzag};
use crate::source::{Place, SOURCE_LEVEL, SourcePiece};
use events::{EventSeq, TabId, WallClock};

/// Text from which on a block's streams are compressed while it grows, each by itself. What the streams of a smaller one
/// have in common is worth more.
const GROWING_BYTES: usize = 512 << 10;

pub(crate) struct SourcePacker {
    places: Places,
    /// Bytes of all events.
    text_bytes: usize,
    text: BlockText,
    /// For frame, strings and numbers.
    growing: Option<[Growing; 3]>,
    packer: Packer,
}

/// What a block's text is kept as.
enum BlockText {
    Apart(Box<JsonStreams>),
    /// It is not JSON, or holds what stands for something else.
    AsItIs(Vec<u8>),
}

/// A block that is complete.
pub(crate) struct PackedBlock {
    pub first: EventSeq,
    pub count: usize,
    pub blob: Vec<u8>,
}

impl SourcePacker {
    pub fn new() -> Result<SourcePacker> {
        Ok(SourcePacker {
            places: Places::default(),
            text_bytes: 0,
            text: BlockText::Apart(Box::default()),
            growing: None,
            packer: Packer::new(SOURCE_LEVEL)?,
        })
    }

    /// Adds events to the block.
    pub fn push(&mut self, piece: &SourcePiece) -> Result<()> {
        piece.places.iter().for_each(|place| self.places.push(place));
        match &mut self.text {
            BlockText::Apart(streams) => {
                if !streams.push(&piece.bytes) {
                    let [frame, strings, numbers] = streams.all();
                    let before = join(frame, strings, numbers, self.text_bytes)?;
                    self.text = BlockText::AsItIs([before.as_slice(), &piece.bytes].concat());
                }
            }
            BlockText::AsItIs(text) => text.extend_from_slice(&piece.bytes),
        }
        self.text_bytes += piece.bytes.len();
        if let BlockText::Apart(streams) = &self.text
            && self.text_bytes >= GROWING_BYTES
        {
            let growing = match &mut self.growing {
                Some(growing) => growing,
                none => none.insert([Growing::new()?, Growing::new()?, Growing::new()?]),
            };
            for (growing, stream) in growing.iter_mut().zip(streams.all()) {
                growing.grow(stream)?;
            }
        }
        Ok(())
    }

    /// The block, if anything is in it; the next one begins.
    ///
    /// ```text
    /// payload   5 lengths (varints): places, text; frame, strings, numbers (0 0 0 where the text stands as it is)
    ///           places, then the text or its three streams
    /// ```
    pub fn end_block(&mut self) -> Result<Option<PackedBlock>> {
        let Places { bytes: places, first, count, .. } = std::mem::take(&mut self.places);
        let text_bytes = std::mem::take(&mut self.text_bytes);
        if count == 0 {
            return Ok(None);
        }
        let mut head = Vec::with_capacity(24 + places.len());
        put_varint(&mut head, places.len() as u64);
        put_varint(&mut head, text_bytes as u64);
        let lengths = match &self.text {
            BlockText::Apart(streams) => streams.all().map(<[u8]>::len),
            BlockText::AsItIs(_) => [0; 3],
        };
        lengths.iter().for_each(|&length| put_varint(&mut head, length as u64));
        let blob = match (&self.text, &mut self.growing) {
            (BlockText::AsItIs(text), _) => {
                self.packer.pack([&head, &places, text].into_iter().map(Vec::as_slice))?
            }
            (BlockText::Apart(streams), Some(growing)) if text_bytes >= GROWING_BYTES => {
                let mut blob = begin_blob(head.len() + places.len() + lengths.iter().sum::<usize>());
                self.packer.frame([&head, &places].into_iter().map(Vec::as_slice), &mut blob)?;
                for (growing, stream) in growing.iter_mut().zip(streams.all()) {
                    blob.append(&mut growing.finish(stream)?);
                }
                blob
            }
            (BlockText::Apart(streams), _) => {
                let pieces = [head.as_slice(), &places].into_iter().chain(streams.all());
                self.packer.pack(pieces)?
            }
        };
        self.restart();
        Ok(Some(PackedBlock { first, count, blob }))
    }

    fn restart(&mut self) {
        match &mut self.text {
            BlockText::Apart(streams) => streams.clear(),
            text => *text = BlockText::Apart(Box::default()),
        }
        self.growing.iter_mut().flatten().for_each(Growing::restart);
    }
}

/// A stream that is compressed while it grows.
struct Growing {
    packer: Packer,
    frame: Vec<u8>,
    /// Bytes of the stream that the packer has.
    taken: usize,
}

impl Growing {
    fn new() -> Result<Growing> {
        Ok(Growing { packer: Packer::new(SOURCE_LEVEL)?, frame: Vec::new(), taken: 0 })
    }

    fn restart(&mut self) {
        self.frame.clear();
        self.taken = 0;
    }

    fn grow(&mut self, stream: &[u8]) -> Result<()> {
        if self.taken == 0 {
            self.packer.begin(None)?;
        }
        self.packer.feed(stream.get(self.taken..).unwrap_or_default(), &mut self.frame)?;
        self.taken = stream.len();
        Ok(())
    }

    /// The whole stream's frame.
    fn finish(&mut self, stream: &[u8]) -> Result<Vec<u8>> {
        self.grow(stream)?;
        self.packer.end(&mut self.frame)?;
        Ok(std::mem::take(&mut self.frame))
    }
}

/// The places of a block's events, encoded.
#[derive(Default)]
struct Places {
    bytes: Vec<u8>,
    first: EventSeq,
    count: usize,
    last: (EventSeq, WallClock, TabId),
}

impl Places {
    fn push(&mut self, place: &Place) {
        let (seq, wall, tab) = self.last;
        put_varint(&mut self.bytes, place.seq.0.wrapping_sub(seq.0));
        put_varint(&mut self.bytes, zigzag(place.wall.0.wrapping_sub(wall.0)));
        put_varint(&mut self.bytes, zigzag(i64::from(place.tab.0) - i64::from(tab.0)));
        put_varint(&mut self.bytes, (place.end - place.start) as u64);
        if self.count == 0 {
            self.first = place.seq;
        }
        self.count += 1;
        self.last = (place.seq, place.wall, place.tab);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SourceRecord;
    use crate::codec::pack::Unpacker;
    use crate::source::OpenBlock;

    /// Packs events in pieces of three and reads them back.
    fn round_trip(packer: &mut SourcePacker, events: &[Vec<u8>]) {
        for (third, texts) in events.chunks(3).enumerate() {
            let mut piece = SourcePiece::default();
            for (index, raw) in texts.iter().enumerate() {
                let seq = EventSeq((third * 3 + index) as u64);
                let wall = WallClock(1_000 - seq.0 as i64);
                piece.push(&SourceRecord { seq, wall, tab: TabId(seq.0 as u32 % 2), raw });
            }
            packer.push(&piece).unwrap();
        }
        let block = packer.end_block().unwrap().unwrap();
        assert_eq!((block.first, block.count), (EventSeq(0), events.len()));
        let mut payload = Vec::new();
        Unpacker::new().unwrap().unpack(&block.blob, &mut payload).unwrap();
        let block = OpenBlock::decode(&payload).unwrap();
        for (index, raw) in events.iter().enumerate() {
            let record = block.record(index).unwrap();
            assert_eq!(record.raw, *raw);
            assert_eq!(record.wall, WallClock(1_000 - index as i64));
            assert_eq!(record.tab, TabId(index as u32 % 2));
        }
    }

    fn event(number: usize) -> Vec<u8> {
        format!(r#"{{"type":3,"data":{{"id":{},"value":"{:x}"}}}}"#, number % 97, number * 7919).into_bytes()
    }

    #[test]
    fn small_and_growing_blocks_come_back_and_so_do_those_after_them() {
        let mut packer = SourcePacker::new().unwrap();
        let many = GROWING_BYTES / event(0).len() + 5_000;
        for count in [1, 10, many, 10, many] {
            round_trip(&mut packer, &(0..count).map(event).collect::<Vec<_>>());
        }
        assert!(packer.end_block().unwrap().is_none());
    }

    #[test]
    fn what_cannot_be_taken_apart_is_kept_with_what_was_before_it() {
        let mut packer = SourcePacker::new().unwrap();
        for count in [20, GROWING_BYTES / event(0).len() + 5_000] {
            let mut events: Vec<Vec<u8>> = (0..count).map(event).collect();
            events[count - 10] = b"{\"no end".to_vec();
            round_trip(&mut packer, &events);
        }
        round_trip(&mut packer, &[event(1)]);
    }
}
