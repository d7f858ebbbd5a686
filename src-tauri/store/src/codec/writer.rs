//! Values to streams.

use crate::codec::strings::StringTableWriter;
use crate::resource::ResourceSink;
use events::Text;

/// The streams of one payload while it is being written.
#[derive(Clone, Default)]
pub(crate) struct Streams {
    tags: Vec<u8>,
    ids: Vec<u8>,
    refs: Vec<u8>,
    numbers: Vec<u8>,
    strings: StringTableWriter,
    last_id: u64,
}

impl Streams {
    /// Empty streams with room for as much as stands in others.
    pub fn with_room_of(other: &Streams) -> Streams {
        Streams {
            tags: with_room_of(&other.tags),
            ids: with_room_of(&other.ids),
            refs: with_room_of(&other.refs),
            numbers: with_room_of(&other.numbers),
            strings: StringTableWriter::with_room_of(&other.strings),
            last_id: 0,
        }
    }

    /// Bytes so far: what a reader will have to inflate.
    pub fn len(&self) -> usize {
        let strings = self.strings.lengths.len() + self.strings.bytes.len();
        self.tags.len() + self.ids.len() + self.refs.len() + self.numbers.len() + strings
    }

    /// The payload as it is read.
    pub fn payload(&self) -> Vec<u8> {
        let pieces = self.pieces();
        pieces.all().fold(Vec::with_capacity(self.len() + 16), |mut payload, piece| {
            payload.extend_from_slice(piece);
            payload
        })
    }

    /// The payload in pieces, each of one kind of values.
    pub fn pieces(&self) -> Pieces<'_> {
        let strings = &self.strings;
        let streams: [&[u8]; 6] =
            [&self.tags, &self.ids, &self.refs, &self.numbers, &strings.lengths, &strings.bytes];
        let mut lengths = Vec::with_capacity(16);
        streams.iter().for_each(|stream| put_varint(&mut lengths, stream.len() as u64));
        Pieces { lengths, streams }
    }
}

pub(crate) struct Pieces<'a> {
    pub lengths: Vec<u8>,
    pub streams: [&'a [u8]; 6],
}

impl Pieces<'_> {
    pub fn all(&self) -> impl Iterator<Item = &[u8]> + Clone {
        std::iter::once(self.lengths.as_slice()).chain(self.streams)
    }
}

/// Streams and the place where long strings go.
pub(crate) struct Encoder<'a> {
    streams: &'a mut Streams,
    resources: &'a mut dyn ResourceSink,
}

impl<'a> Encoder<'a> {
    pub fn new(streams: &'a mut Streams, resources: &'a mut dyn ResourceSink) -> Encoder<'a> {
        Encoder { streams, resources }
    }

    pub fn tag(&mut self, tag: u8) {
        self.streams.tags.push(tag);
    }

    pub fn flag(&mut self, flag: bool) {
        self.tag(u8::from(flag));
    }

    pub fn number(&mut self, number: u64) {
        put_varint(&mut self.streams.numbers, number);
    }

    pub fn signed(&mut self, number: i64) {
        self.number(zigzag(number));
    }

    pub fn count(&mut self, count: usize) {
        self.number(count as u64);
    }

    /// A node id: near the one before, mostly.
    pub fn id(&mut self, id: u64) {
        let delta = id.wrapping_sub(self.streams.last_id) as i64;
        put_varint(&mut self.streams.ids, zigzag(delta));
        self.streams.last_id = id;
    }

    #[inline]
    pub fn text(&mut self, text: &Text) {
        let reference = self.streams.strings.reference(text, self.resources);
        put_varint(&mut self.streams.refs, reference);
    }

    /// Bit for bit. Whole numbers, the common case, take one or two bytes.
    pub fn float(&mut self, float: f64) {
        let whole = float as i64;
        // The comparison of bits keeps -0.0 and NaN out of the short form.
        if whole.unsigned_abs() < 1 << 52 && (whole as f64).to_bits() == float.to_bits() {
            self.number(zigzag(whole) << 1);
        } else {
            self.number(1);
            self.streams.numbers.extend_from_slice(&float.to_bits().to_le_bytes());
        }
    }

    pub fn option<T>(&mut self, value: Option<T>, put: impl FnOnce(&mut Encoder<'a>, T)) {
        self.flag(value.is_some());
        if let Some(value) = value {
            put(self, value);
        }
    }

    pub fn texts(&mut self, texts: &[Text]) {
        self.count(texts.len());
        texts.iter().for_each(|text| self.text(text));
    }

    pub fn pair(&mut self, pair: (f64, f64)) {
        self.float(pair.0);
        self.float(pair.1);
    }

    /// Some(true), Some(false) and None in one tag.
    pub fn tristate(&mut self, value: Option<bool>) {
        self.tag(value.map_or(2, u8::from));
    }
}

/// An empty vector with room for as much as another holds, and a little more.
pub(crate) fn with_room_of(other: &[u8]) -> Vec<u8> {
    Vec::with_capacity(other.len() + other.len() / 8)
}

#[inline]
pub(crate) fn put_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

pub(crate) fn zigzag(value: i64) -> u64 {
    ((value << 1) ^ (value >> 63)) as u64
}
