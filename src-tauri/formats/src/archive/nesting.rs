//! Archives inside archives: every recording-sized piece of a source with the layers that must come off it.

use super::layer::{Capped, Layer};
use super::section::{Outer, Section};
use super::sniff::{Sniffed, sniff};
use super::utf16::Endian;
use super::{tar, zip};
use events::limits::{MAX_ARCHIVE_DEPTH, MAX_NESTED_ARCHIVE_BYTES};
use std::io::{self, Cursor, Read};

/// Bytes that a look at the beginning may read.
pub(crate) const HEAD_BYTES: usize = 64 * 1024;
/// Bytes that decide about a wrapping. A Sentry envelope's text header is the longest thing looked for.
const SNIFF_BYTES: usize = 16 * 1024;
const MAX_BESIDE_BYTES: usize = 4 << 20;

/// One piece of content: a section of the source and the layers around it, outermost first. It can be opened again.
#[derive(Clone)]
pub(crate) struct Blob<'s> {
    section: Section<'s>,
    layers: Vec<Layer>,
    /// The wrappings as they are shown to people, zip included.
    labels: Vec<&'static str>,
    /// Its name in the archive it lay in.
    pub(crate) name: Option<String>,
    /// Of a translation: the names of what it was made from.
    pub(crate) from: Option<Vec<String>>,
}

/// The inside of a source.
#[derive(Default)]
pub(crate) struct Unwrapped<'s> {
    pub(crate) parts: Vec<Blob<'s>>,
    /// Entries that cannot be opened, with the reason.
    pub(crate) closed: Vec<(String, Closed)>,
    pub(crate) in_archive: bool,
    /// Files that lie beside each other.
    pub(crate) in_folder: bool,
}

impl Unwrapped<'_> {
    pub(crate) fn in_archive_or_folder(&self) -> bool {
        self.in_archive || self.in_folder
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Closed {
    Encrypted,
    TooDeep,
    TooLarge,
    Damaged(&'static str),
}

impl<'s> Blob<'s> {
    pub(crate) fn whole(section: Section<'s>) -> Blob<'s> {
        Blob { section, layers: Vec::new(), labels: Vec::new(), name: None, from: None }
    }

    pub(crate) fn empty() -> Blob<'s> {
        let outer = Outer::new(Box::new(Cursor::new([])));
        Blob::whole(Section::in_memory(outer, 0))
    }

    /// A text that was made of a part of the source, and `from` which files.
    pub(crate) fn of_text(
        text: Vec<u8>,
        part: &Blob<'s>,
        label: &'static str,
        from: Vec<String>,
    ) -> Blob<'s> {
        let length = text.len() as u64;
        let section = Section::in_memory(Outer::new(Box::new(Cursor::new(text))), length);
        let mut labels = part.labels.clone();
        labels.push(label);
        Blob { section, layers: Vec::new(), labels, name: part.name.clone(), from: Some(from) }
    }

    /// Whether it is too long to be looked at for what it may be beside something else.
    pub(crate) fn is_large(&self) -> bool {
        self.head(MAX_BESIDE_BYTES + 1).map_or(true, |head| head.len() > MAX_BESIDE_BYTES)
    }

    pub(crate) fn labels(&self) -> &[&'static str] {
        &self.labels
    }

    pub(crate) fn open(&self) -> io::Result<Box<dyn Read + 's>> {
        let mut reader: Box<dyn Read + 's> = Box::new(self.section.part(0, u64::MAX));
        for layer in &self.layers {
            reader = layer.wrap(reader)?;
            if layer.inflates() {
                reader = Box::new(Capped::new(reader));
            }
        }
        Ok(reader)
    }

    /// Up to `count` bytes from the beginning; fewer at damage, an error only where there is nothing at all.
    pub(crate) fn head(&self, count: usize) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        match self.open()?.take(count as u64).read_to_end(&mut head) {
            Err(error) if head.is_empty() => Err(error),
            _ => Ok(head),
        }
    }

    /// The lines of text before compressed content that were taken off it: the header of an envelope.
    pub(crate) fn preface(&self) -> Vec<u8> {
        let mut preface = Vec::new();
        let Some(at) = self.layers.iter().rposition(|layer| matches!(layer, Layer::Skip(_))) else {
            return preface;
        };
        let Some(&Layer::Skip(count)) = self.layers.get(at) else { return preface };
        let mut outside = self.clone();
        outside.layers.truncate(at);
        if let Ok(reader) = outside.open() {
            let _ = reader.take(count.min(HEAD_BYTES as u64)).read_to_end(&mut preface);
        }
        preface
    }

    fn depth(&self) -> usize {
        self.labels.len()
    }

    fn with(mut self, layer: Layer) -> Blob<'s> {
        self.layers.push(layer);
        self.labels.extend(layer.label());
        self
    }
}

/// Takes all wrappings off. Damage that leaves nothing becomes an entry of `closed`.
pub(crate) fn unwrap<'s>(source: Blob<'s>) -> Unwrapped<'s> {
    let mut unwrapped = Unwrapped::default();
    // A stack in reverse, so that entries come out in name order, an inner archive in the place of its entry.
    let mut waiting = vec![source];
    while let Some(blob) = waiting.pop() {
        let name = blob.name.clone().unwrap_or_default();
        match step(blob) {
            Ok(Step::Inside(part)) => unwrapped.parts.push(part),
            Ok(Step::Again(inner)) => waiting.push(inner),
            Ok(Step::Archive(entries)) => {
                unwrapped.in_archive = true;
                let (open, closed): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(_, open)| *open);
                let names = closed.into_iter().map(|(blob, _)| blob.name.unwrap_or_default());
                unwrapped.closed.extend(names.map(|name| (name, Closed::Encrypted)));
                waiting.extend(open.into_iter().rev().map(|(blob, _)| blob));
            }
            Err(closed) => unwrapped.closed.push((name, closed)),
        }
    }
    unwrapped
}

enum Step<'s> {
    Inside(Blob<'s>),
    Again(Blob<'s>),
    /// Entries, and whether each can be opened.
    Archive(Vec<(Blob<'s>, bool)>),
}

fn step(blob: Blob<'_>) -> Result<Step<'_>, Closed> {
    let innermost = blob.labels.last().copied();
    let head = blob.head(SNIFF_BYTES).map_err(|_| Closed::Damaged(innermost.unwrap_or("file")))?;
    let layer = match sniff(&head) {
        Sniffed::Inside => return Ok(Step::Inside(blob)),
        _ if blob.depth() >= MAX_ARCHIVE_DEPTH => return Err(Closed::TooDeep),
        Sniffed::Zip => return Ok(Step::Archive(open_zip(blob)?)),
        Sniffed::Tar => return Ok(Step::Archive(open_tar(blob)?)),
        Sniffed::Brotli => Layer::Brotli,
        Sniffed::Snappy => Layer::Snappy,
        Sniffed::SnappyBlocks => Layer::SnappyBlocks,
        Sniffed::Base64 => Layer::Base64,
        Sniffed::Gzip => Layer::Gzip,
        Sniffed::Zlib => Layer::Zlib,
        Sniffed::Zstd => Layer::Zstd,
        Sniffed::Utf16Le => Layer::Utf16(Endian::Little),
        Sniffed::Utf16Be => Layer::Utf16(Endian::Big),
        Sniffed::HeaderBefore(length) => Layer::Skip(length),
    };
    Ok(Step::Again(blob.with(layer)))
}

fn open_zip(blob: Blob<'_>) -> Result<Vec<(Blob<'_>, bool)>, Closed> {
    let mut labels = blob.labels.clone();
    labels.push("zip");
    let section = if blob.layers.is_empty() { blob.section.clone() } else { spool(&blob)? };
    let entries = zip::entries(&section).map_err(|_| Closed::Damaged("zip"))?;
    let prefix = blob.name.map(|name| format!("{name} › ")).unwrap_or_default();
    Ok(entries
        .into_iter()
        .map(|entry| {
            let open = entry.layers.is_some();
            let name = Some(format!("{prefix}{}", entry.name));
            let layers = entry.layers.unwrap_or_default();
            (Blob { section: entry.section, layers, labels: labels.clone(), name, from: None }, open)
        })
        .collect())
}

fn open_tar(blob: Blob<'_>) -> Result<Vec<(Blob<'_>, bool)>, Closed> {
    let mut labels = blob.labels.clone();
    labels.push("tar");
    let section = if blob.layers.is_empty() { blob.section.clone() } else { spool(&blob)? };
    let entries = tar::entries(&section).map_err(|_| Closed::Damaged("tar"))?;
    let prefix = blob.name.map(|name| format!("{name} › ")).unwrap_or_default();
    let inside = entries.into_iter().map(|(name, section)| {
        let name = Some(format!("{prefix}{name}"));
        (Blob { section, layers: Vec::new(), labels: labels.clone(), name, from: None }, true)
    });
    Ok(inside.collect())
}

/// Archives are read back and forth, which a stream cannot be: one that is itself compressed is inflated
/// into memory, within a limit.
fn spool<'s>(blob: &Blob<'s>) -> Result<Section<'s>, Closed> {
    let mut bytes = Vec::new();
    let limit = MAX_NESTED_ARCHIVE_BYTES as u64 + 1;
    let reader = blob.open().map_err(|_| Closed::Damaged("zip"))?;
    reader.take(limit).read_to_end(&mut bytes).map_err(|_| Closed::Damaged("zip"))?;
    if bytes.len() > MAX_NESTED_ARCHIVE_BYTES {
        return Err(Closed::TooLarge);
    }
    Section::whole(Outer::new(Box::new(Cursor::new(bytes)))).map_err(|_| Closed::Damaged("zip"))
}
