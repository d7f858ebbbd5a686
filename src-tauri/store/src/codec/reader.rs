//! Streams to values. Total on any bytes: every read is checked, every count is bounded by what is left.

use crate::StoreError;
use crate::codec::strings::StringTableReader;
use crate::codec::{Decoded, damaged};
use crate::resource::ResourceSource;
use dom::NodeKey;
use events::{SourceNodeId, Text};

#[cold]
pub(crate) fn cut_short() -> Box<StoreError> {
    damaged("a blob ends too early")
}

/// A position in bytes.
#[derive(Clone, Copy, Default)]
pub(crate) struct Cursor<'a> {
    left: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub fn new(bytes: &'a [u8]) -> Cursor<'a> {
        Cursor { left: bytes }
    }

    pub fn left(&self) -> usize {
        self.left.len()
    }

    pub fn rest(&self) -> &'a [u8] {
        self.left
    }

    #[inline]
    pub fn byte(&mut self) -> Decoded<u8> {
        let (&first, rest) = self.left.split_first().ok_or_else(cut_short)?;
        self.left = rest;
        Ok(first)
    }

    #[inline]
    pub fn varint(&mut self) -> Decoded<u64> {
        let first = self.byte()?;
        if first < 0x80 {
            return Ok(u64::from(first));
        }
        self.long_varint(first)
    }

    #[inline(never)]
    fn long_varint(&mut self, first: u8) -> Decoded<u64> {
        let mut value = u64::from(first & 0x7f);
        let mut shift = 7;
        loop {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
            shift += 7;
            if shift > 63 {
                return Err(damaged("a number is too long"));
            }
        }
    }

    pub fn signed(&mut self) -> Decoded<i64> {
        self.varint().map(unzigzag)
    }

    /// A count of things that take at least one byte each here.
    pub fn count(&mut self) -> Decoded<usize> {
        let count = self.varint()?;
        usize::try_from(count).ok().filter(|&count| count <= self.left()).ok_or_else(cut_short)
    }

    pub fn take(&mut self, length: usize) -> Decoded<&'a [u8]> {
        let (taken, rest) = self.left.split_at_checked(length).ok_or_else(cut_short)?;
        self.left = rest;
        Ok(taken)
    }

    /// Bytes after their length.
    pub fn bytes(&mut self) -> Decoded<&'a [u8]> {
        let length = self.count()?;
        self.take(length)
    }

    pub fn array<const N: usize>(&mut self) -> Decoded<[u8; N]> {
        self.array_ref().copied()
    }

    pub fn array_ref<const N: usize>(&mut self) -> Decoded<&'a [u8; N]> {
        let (taken, rest) = self.left.split_first_chunk().ok_or_else(cut_short)?;
        self.left = rest;
        Ok(taken)
    }
}

/// One payload being read.
pub(crate) struct Decoder<'a> {
    tags: Cursor<'a>,
    ids: Cursor<'a>,
    refs: Cursor<'a>,
    numbers: Cursor<'a>,
    strings: StringTableReader<'a>,
    resources: &'a dyn ResourceSource,
    last_id: u64,
}

impl<'a> Decoder<'a> {
    pub fn new(payload: &'a [u8], resources: &'a dyn ResourceSource) -> Decoded<Decoder<'a>> {
        let mut cursor = Cursor::new(payload);
        let mut lengths = [0; 6];
        for length in &mut lengths {
            *length = usize::try_from(cursor.varint()?).map_err(|_| cut_short())?;
        }
        let [tags, ids, refs, numbers, lengths, bytes] = lengths;
        Ok(Decoder {
            tags: Cursor::new(cursor.take(tags)?),
            ids: Cursor::new(cursor.take(ids)?),
            refs: Cursor::new(cursor.take(refs)?),
            numbers: Cursor::new(cursor.take(numbers)?),
            strings: StringTableReader::new(cursor.take(lengths)?, cursor.take(bytes)?)?,
            resources,
            last_id: 0,
        })
    }

    /// Whether all tags are read. Everything written begins with a tag, so this is the end.
    pub fn is_at_end(&self) -> bool {
        self.tags.left() == 0
    }

    #[inline]
    pub fn tag(&mut self) -> Decoded<u8> {
        self.tags.byte()
    }

    /// The next tags, all at once.
    pub fn tag_run(&mut self, count: usize) -> Decoded<&'a [u8]> {
        self.tags.take(count)
    }

    pub fn flag(&mut self) -> Decoded<bool> {
        match self.tag()? {
            0 => Ok(false),
            1 => Ok(true),
            _ => Err(damaged("a flag is neither set nor clear")),
        }
    }

    #[inline]
    pub fn number(&mut self) -> Decoded<u64> {
        self.numbers.varint()
    }

    pub fn small(&mut self) -> Decoded<u32> {
        u32::try_from(self.number()?).map_err(|_| damaged("a number is too large"))
    }

    pub fn signed(&mut self) -> Decoded<i64> {
        self.number().map(unzigzag)
    }

    /// A count of things that take at least one byte each, in whatever stream.
    pub fn count(&mut self) -> Decoded<usize> {
        let count = self.number()?;
        let left = self.tags.left() + self.ids.left() + self.refs.left() + self.numbers.left();
        usize::try_from(count).ok().filter(|&count| count <= left).ok_or_else(cut_short)
    }

    #[inline]
    pub fn id(&mut self) -> Decoded<u64> {
        let delta = self.ids.signed()?;
        self.last_id = self.last_id.wrapping_add(delta as u64);
        Ok(self.last_id)
    }

    pub fn source_id(&mut self) -> Decoded<SourceNodeId> {
        self.id().map(SourceNodeId)
    }

    pub fn key(&mut self) -> Decoded<NodeKey> {
        NodeKey::from_raw(self.id()?).ok_or_else(|| damaged("a node has an impossible key"))
    }

    #[inline]
    pub fn text(&mut self) -> Decoded<Text> {
        let reference = self.refs.varint()?;
        self.strings.text(reference, self.resources)
    }

    pub fn float(&mut self) -> Decoded<f64> {
        let number = self.number()?;
        match number {
            1 => Ok(f64::from_bits(u64::from_le_bytes(self.numbers.array()?))),
            _ if number & 1 == 0 => Ok(unzigzag(number >> 1) as f64),
            _ => Err(damaged("a number has an unknown form")),
        }
    }

    pub fn option<T>(&mut self, get: impl FnOnce(&mut Decoder<'a>) -> Decoded<T>) -> Decoded<Option<T>> {
        if self.flag()? { get(self).map(Some) } else { Ok(None) }
    }

    pub fn list<T>(&mut self, mut get: impl FnMut(&mut Decoder<'a>) -> Decoded<T>) -> Decoded<Vec<T>> {
        let count = self.count()?;
        // A hostile count may be as large as the blob, and an item larger than its bytes: room is given as it is earned.
        let mut out = Vec::with_capacity(count.min(4096));
        for _ in 0..count {
            out.push(get(self)?);
        }
        Ok(out)
    }

    pub fn texts(&mut self) -> Decoded<Vec<Text>> {
        self.list(Decoder::text)
    }

    pub fn pair(&mut self) -> Decoded<(f64, f64)> {
        Ok((self.float()?, self.float()?))
    }

    pub fn tristate(&mut self) -> Decoded<Option<bool>> {
        match self.tag()? {
            0 => Ok(Some(false)),
            1 => Ok(Some(true)),
            2 => Ok(None),
            _ => Err(damaged("a choice is unknown")),
        }
    }
}

pub(crate) fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}
