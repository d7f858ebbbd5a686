//! The strings of one payload, each written once; long ones by hash only.

use crate::codec::reader::{Cursor, cut_short};
use crate::codec::writer::{put_varint, with_room_of};
use crate::codec::{Decoded, damaged};
use crate::resource::{RESOURCE_BYTES, ResourceSink, ResourceSource};
use events::{ResourceHash, Text};
use hashbrown::{DefaultHashBuilder, HashMap, HashTable};
use std::hash::{BuildHasher, Hasher};

#[derive(Clone, Default)]
pub(crate) struct StringTableWriter {
    /// Twice the length in bytes; 1 for a resource.
    pub lengths: Vec<u8>,
    pub bytes: Vec<u8>,
    places: HashTable<Place>,
    hasher: DefaultHashBuilder,
    resources: HashMap<ResourceHash, u64>,
    count: u64,
}

/// A string of the table: where its bytes stand, and its number.
#[derive(Clone, Copy)]
struct Place {
    hash: u64,
    start: usize,
    length: usize,
    number: u64,
}

impl StringTableWriter {
    /// An empty table with room for as much as stands in another.
    pub fn with_room_of(other: &StringTableWriter) -> StringTableWriter {
        StringTableWriter {
            lengths: with_room_of(&other.lengths),
            bytes: with_room_of(&other.bytes),
            places: HashTable::with_capacity(other.places.len()),
            ..StringTableWriter::default()
        }
    }

    /// 0 for a string that was not in the table until now, else its number from 1.
    #[inline]
    pub fn reference(&mut self, text: &Text, resources: &mut dyn ResourceSink) -> u64 {
        let text_bytes = text.as_bytes();
        if text_bytes.len() >= RESOURCE_BYTES {
            return self.resource(resources.put(text));
        }
        let hash = hash_of(&self.hasher, text_bytes);
        let is_it = |place: &Place| {
            place.hash == hash && self.bytes.get(place.start..place.start + place.length) == Some(text_bytes)
        };
        if let Some(place) = self.places.find(hash, is_it) {
            return place.number;
        }
        self.count += 1;
        let place = Place { hash, start: self.bytes.len(), length: text_bytes.len(), number: self.count };
        self.places.insert_unique(hash, place, |place| place.hash);
        put_varint(&mut self.lengths, (text_bytes.len() as u64) << 1);
        self.bytes.extend_from_slice(text_bytes);
        0
    }

    fn resource(&mut self, hash: ResourceHash) -> u64 {
        let next = self.count + 1;
        let number = *self.resources.entry(hash).or_insert(next);
        if number < next {
            return number;
        }
        self.count = next;
        put_varint(&mut self.lengths, 1);
        self.bytes.extend_from_slice(&hash.0);
        0
    }
}

/// Cheaper than by `Hash`, which also hashes where a string ends.
#[inline]
pub(crate) fn hash_of(builder: &DefaultHashBuilder, bytes: &[u8]) -> u64 {
    let mut hasher = builder.build_hasher();
    hasher.write(bytes);
    hasher.finish()
}

#[derive(Clone)]
enum Entry<'a> {
    Raw(&'a str),
    Resource(&'a [u8; 16]),
    /// Asked for before: all mentions share one allocation.
    Made(Text),
}

pub(crate) struct StringTableReader<'a> {
    entries: Vec<Entry<'a>>,
    /// How many were introduced so far.
    introduced: usize,
}

impl<'a> StringTableReader<'a> {
    pub fn new(lengths: &'a [u8], bytes: &'a [u8]) -> Decoded<StringTableReader<'a>> {
        let mut entries = Vec::with_capacity(lengths.len());
        let (mut lengths, mut bytes) = (Cursor::new(lengths), Cursor::new(bytes));
        while lengths.left() > 0 {
            // The strings up to the next resource are one text, checked at once.
            let mut run = lengths;
            let (mut run_bytes, mut is_cut) = (0_usize, false);
            while run.left() > 0 && !is_cut {
                match run.varint()? {
                    1 => is_cut = true,
                    length => {
                        run_bytes =
                            run_bytes.saturating_add(usize::try_from(length >> 1).unwrap_or(usize::MAX))
                    }
                }
            }
            let text =
                std::str::from_utf8(bytes.take(run_bytes)?).map_err(|_| damaged("a string is not text"))?;
            let mut start = 0;
            while lengths.left() > run.left() {
                let length = lengths.varint()?;
                if length == 1 {
                    entries.push(Entry::Resource(bytes.array_ref()?));
                } else {
                    let end = start + (length >> 1) as usize;
                    let string = text.get(start..end).ok_or_else(|| damaged("a string is not text"))?;
                    entries.push(Entry::Raw(string));
                    start = end;
                }
            }
        }
        Ok(StringTableReader { entries, introduced: 0 })
    }

    #[inline]
    pub fn text(&mut self, reference: u64, resources: &dyn ResourceSource) -> Decoded<Text> {
        let index = match reference {
            0 => {
                self.introduced += 1;
                self.introduced - 1
            }
            n => usize::try_from(n - 1).map_err(|_| cut_short())?,
        };
        let entry = self.entries.get_mut(index).ok_or_else(|| damaged("a string is missing"))?;
        let text = match entry {
            Entry::Made(text) => return Ok(text.clone()),
            Entry::Raw(raw) => Text::new(raw),
            Entry::Resource(hash) => resources.get(ResourceHash(**hash))?,
        };
        *entry = Entry::Made(text.clone());
        Ok(text)
    }
}
