//! Events as rrweb and the recorders built on it write them, of all generations, bent by whatever stored them.

mod console;
mod element;
mod incremental;
mod issues;
mod lenient;
mod mobile;
mod monitor;
mod mutation;
mod node;
pub(crate) mod packer;
mod plain;
mod plugin;
mod request;
mod style;
mod wire;

use crate::Decoded;
use crate::json_text;
use events::limits::MAX_JSON_DEPTH;
use events::{Code, Diagnostics, EventKind, EventSeq, FullSnapshot, Severity, Text, WallClock};
use incremental::Incremental;
use issues::{Issue, Issues};
use lenient::{Entry, Number, Scalar};
use node::Tree;
use packer::{Unpacked, unpack};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use std::borrow::Cow;
use wire::read_object;

/// Decodes one unwrapped event. Stateless: the same text always decodes to the same.
///
/// Pointer batches become one `PointerMove` for each sample, at its own time; a tree with sheets written into it brings
/// `AdoptedSheets` behind it; everything else gives one item. What is not understood is kept as `Opaque`.
pub fn decode(raw: &[u8], seq: EventSeq, wall: WallClock, diagnostics: &mut Diagnostics) -> Vec<Decoded> {
    let mut decoding = Decoding { wall, issues: Issues::default(), said: None };
    let (text, is_utf8) = match std::str::from_utf8(raw) {
        Ok(text) => (Cow::Borrowed(text), true),
        Err(_) => (String::from_utf8_lossy(raw), false),
    };
    if let Some(decoded) = decoding.plain_event(&text) {
        decoding.issues.add_if(!is_utf8, Issue::InvalidUtf8);
        decoding.issues.report(seq, diagnostics);
        return decoded;
    }
    decoding = Decoding { wall, issues: Issues::default(), said: None };
    let decoded = decoding.event(&text).or_else(|_| {
        decoding.issues = Issues::default();
        decoding.issues.add(Issue::TextRepaired);
        decoding.event(&json_text::repair(&text))
    });
    let decoded = decoded.or_else(|error| {
        if !wire::is_too_deep(&text) {
            return Err(error);
        }
        decoding.issues = Issues::default();
        decoding.issues.add(Issue::TooDeep);
        decoding.event(&json_text::repair(&json_text::cut_below(&text, MAX_JSON_DEPTH)))
    });
    let decoded = decoded.unwrap_or_else(|error| {
        decoding.issues = Issues::default();
        if error.is_data() {
            decoding.opaque("unreadable event", Said::Invalid)
        } else {
            decoding.opaque("unreadable event", Said::NotJson)
        }
    });
    decoding.issues.add_if(!is_utf8, Issue::InvalidUtf8);
    decoding.issues.report(seq, diagnostics);
    if let Some(said) = decoding.said {
        let (severity, code, sentence) = said.describe();
        diagnostics.report(severity, code, seq, sentence);
    }
    decoded
}

/// Whether an event is a page, its address or a mutation, told without decoding it.
pub(crate) fn builds_page(kind: Option<f64>, raw: &[u8]) -> bool {
    match kind.map(|kind| kind as i64) {
        Some(2 | 4) => true,
        Some(3) => {
            let source = || raw.windows(SOURCE.len()).position(|part| part == SOURCE);
            let searched = || raw.get(source()? + SOURCE.len()..);
            let value = raw.strip_prefix(SOURCE_FIRST).or_else(searched).unwrap_or_default();
            matches!(value.trim_ascii_start(), [b'0', b',' | b'}' | b' ' | b'\n' | b'\r', ..])
        }
        _ => false,
    }
}

const SOURCE: &[u8] = b"\"source\":";
/// As recorders write it.
const SOURCE_FIRST: &[u8] = b"{\"type\":3,\"data\":{\"source\":";

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireEvent<'a> {
    #[serde(rename = "type")]
    kind: Number,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    cv: Scalar,
}

/// How PostHog compresses events.
const KNOWN_COMPRESSION: &str = "2024-10";

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireSnapshot {
    node: Tree,
    initial_offset: Entry<WireOffset>,
    wireframes: Option<IgnoredAny>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireOffset {
    left: Number,
    top: Number,
}

fn offset(wire: Entry<WireOffset>) -> Option<(f64, f64)> {
    wire.0.map(|offset| (offset.left.0.unwrap_or_default(), offset.top.0.unwrap_or_default()))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireMeta {
    href: Scalar,
    width: Number,
    height: Number,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireCustom<'a> {
    tag: Scalar,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

/// Why an event is kept without being understood.
#[derive(Clone, Copy)]
enum Said {
    UnknownType,
    UnknownSource,
    Invalid,
    NotJson,
    WithoutTarget,
    Asset,
}

impl Said {
    fn describe(self) -> (Severity, Code, &'static str) {
        use Severity::{Error, Note};
        match self {
            Said::UnknownType => (
                Note,
                Code::UnknownEventType,
                "An event of a type that Playhead does not know was kept as it is",
            ),
            Said::UnknownSource => (
                Note,
                Code::UnknownSource,
                "A change of a kind that Playhead does not know was kept as it is",
            ),
            Said::Invalid => {
                (Error, Code::InvalidEvent, "An event without the parts of its type was kept as it is")
            }
            Said::NotJson => (Error, Code::InvalidJson, "An event that is not valid JSON was kept as it is"),
            Said::WithoutTarget => {
                (Note, Code::InvalidEvent, "An event about nothing that was recorded was kept as it is")
            }
            Said::Asset => {
                (Note, Code::NotDecodedYet, "An asset was kept as it is; Playhead cannot show it yet")
            }
        }
    }
}

struct Decoding {
    wall: WallClock,
    issues: Issues,
    said: Option<Said>,
}

impl Decoding {
    /// An event that is written as recorders write it and can be understood: its data is read once. None is no verdict.
    fn plain_event(&mut self, text: &str) -> Option<Vec<Decoded>> {
        let (kind, data) = plain::split(text)?;
        // The others do not read their data.
        let decoded = matches!(kind, 2..=6).then(|| self.typed(Some(kind), data))?.ok()?;
        self.said.is_none().then_some(decoded)
    }

    fn event(&mut self, text: &str) -> serde_json::Result<Vec<Decoded>> {
        let event: WireEvent<'_> = read_object(text)?;
        let compression = event.cv.into_text();
        self.issues.add_if(!matches!(compression.as_str(), "" | KNOWN_COMPRESSION), Issue::NewerCompression);
        let data = event.data.map_or("null", RawValue::get);
        let data = self.unpacked(data);
        self.typed(event.kind.0.map(|kind| kind as i64), &data)
    }

    fn typed(&mut self, kind: Option<i64>, data: &str) -> serde_json::Result<Vec<Decoded>> {
        let one = |kind| vec![Decoded { wall: self.wall, kind }];
        Ok(match kind {
            Some(0) => one(EventKind::DomContentLoaded),
            Some(1) => one(EventKind::Load),
            Some(2) => return self.snapshot(data),
            Some(3) => return self.incremental(data),
            Some(4) => {
                let meta: WireMeta = read_object(data)?;
                let (width, height) = (meta.width.0.unwrap_or_default(), meta.height.0.unwrap_or_default());
                one(EventKind::Meta { href: meta.href.into_text(), width, height })
            }
            Some(5) => {
                let custom: WireCustom<'_> = read_object(data)?;
                let tag = custom.tag.into_text();
                self.issues.add_if(tag.as_str() == "video", Issue::VideoSegment);
                if tag.as_str() == "breadcrumb" {
                    let said = custom.payload.map_or("", RawValue::get);
                    self.issues.add_if(said.contains("\"replay.mutations\""), Issue::ChangesDropped);
                    self.issues.add_if(said.contains("\"replay.throttled\""), Issue::Throttled);
                }
                one(monitor::read(&tag, custom.payload, self.wall)
                    .unwrap_or_else(|| EventKind::Custom { tag, payload: plugin::json(custom.payload) }))
            }
            Some(6) => {
                let kind = plugin::read(data, self.wall, &mut self.issues)?;
                vec![Decoded { wall: self.wall, kind }]
            }
            Some(7) => self.opaque("asset", Said::Asset),
            // An annotation of rrweb 2.2: a caption or a mark on the timeline.
            Some(8) => one(EventKind::Custom { tag: Text::new("annotation"), payload: Text::new(data) }),
            Some(other) => self.opaque(&format!("event type {other}"), Said::UnknownType),
            None => self.opaque("event without a type", Said::Invalid),
        })
    }

    /// `data` may be a string that holds its JSON text, compressed (PostHog, Laminar) or as it is.
    fn unpacked<'t>(&mut self, data: &'t str) -> Cow<'t, str> {
        let token = data.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let Some(token) = token else { return Cow::Borrowed(data) };
        match unpack(token.as_bytes()) {
            Unpacked::Text(text) | Unpacked::Inflated(text) => {
                Cow::Owned(String::from_utf8_lossy(&text).into_owned())
            }
            Unpacked::Unreadable | Unpacked::TooLong | Unpacked::Other => {
                self.issues.add(Issue::Undecoded);
                Cow::Borrowed("null")
            }
        }
    }

    fn snapshot(&mut self, data: &str) -> serde_json::Result<Vec<Decoded>> {
        let (tree, scroll) = match plain::read_snapshot(data) {
            Some(read) => read,
            None => {
                let mut snapshot: WireSnapshot = read_object(data)?;
                if let (Some(_), Some(page)) = (&snapshot.wireframes, mobile::snapshot(data)) {
                    snapshot = read_object(&page)?;
                }
                if snapshot.node.tree.nodes.is_empty() {
                    return Ok(self.opaque("full snapshot without a page", Said::Invalid));
                }
                (snapshot.node, offset(snapshot.initial_offset))
            }
        };
        self.issues.merge(tree.issues);
        let page = EventKind::FullSnapshot(Box::new(FullSnapshot { tree: tree.tree, scroll }));
        let sheets = tree.adopted.into_iter().map(|sheets| EventKind::AdoptedSheets(Box::new(sheets)));
        Ok(std::iter::once(page).chain(sheets).map(|kind| Decoded { wall: self.wall, kind }).collect())
    }

    fn incremental(&mut self, data: &str) -> serde_json::Result<Vec<Decoded>> {
        Ok(match incremental::read(data, self.wall, &mut self.issues)? {
            Incremental::Now(kinds) => {
                kinds.into_iter().map(|kind| Decoded { wall: self.wall, kind }).collect()
            }
            Incremental::Samples(samples) => {
                samples.into_iter().map(|(wall, kind)| Decoded { wall, kind }).collect()
            }
            Incremental::WithoutTarget(name) => {
                self.opaque(&format!("{name} without a target"), Said::WithoutTarget)
            }
            Incremental::UnknownSource(name) => {
                self.opaque(&format!("incremental {name}"), Said::UnknownSource)
            }
        })
    }

    fn opaque(&mut self, label: &str, said: Said) -> Vec<Decoded> {
        self.said = Some(said);
        vec![Decoded { wall: self.wall, kind: EventKind::Opaque { label: Text::new(label) } }]
    }
}

#[cfg(test)]
mod tests;
