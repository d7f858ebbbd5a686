//! Recordings written by hand: a page with rows, and events that change it.
#![allow(dead_code, reason = "each test file uses its share")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "this is part of tests")]

use dom::{Document, NodeData, NodeKey};
use events::{
    Add, AttributeChange, AttributeValue, Diagnostics, Event, EventKind, EventSeq, FullSnapshot, Mutation,
    SnapshotTree, SourceNodeId, TabId, Text, TextChange, Timestamp, TreeElement, TreeNode, TreeNodeKind,
    WallClock,
};
use std::path::PathBuf;
use store::{Moment, RecordingReader, RecordingWriter, SegmentPolicy, SourceRecord};

pub const TAB: TabId = TabId(0);

/// A folder with the two names a recording has in its life.
pub struct Desk {
    pub dir: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        Desk { dir: tempfile::tempdir().unwrap() }
    }

    pub fn temporary(&self) -> PathBuf {
        self.dir.path().join(format!(".import-{}-1.tmp", std::process::id()))
    }

    pub fn place(&self) -> PathBuf {
        self.dir.path().join("a.playhead")
    }

    pub fn writer(&self, policy: SegmentPolicy) -> RecordingWriter {
        RecordingWriter::create(&self.temporary(), policy).unwrap()
    }

    /// Writes events as a recording and opens it.
    pub fn recording(&self, policy: SegmentPolicy, events: &[Event]) -> RecordingReader {
        let mut writer = self.writer(policy);
        push(&mut writer, events);
        writer.finish(&self.place()).unwrap();
        RecordingReader::open(&self.place()).unwrap()
    }

    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.dir.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

pub fn push(writer: &mut RecordingWriter, events: &[Event]) {
    let mut issues = Diagnostics::new();
    for event in events {
        writer.push_event(event, &mut issues).unwrap();
    }
    assert_eq!(issues.kept(), [], "the recordings of these tests can be applied");
}

pub fn push_source(writer: &mut RecordingWriter, seq: u64, wall: i64, raw: &str) {
    let record = SourceRecord { seq: EventSeq(seq), wall: WallClock(wall), tab: TAB, raw: raw.as_bytes() };
    writer.push_source(&record).unwrap();
}

/// Small segments, so that a handful of events makes many.
pub fn small() -> SegmentPolicy {
    SegmentPolicy { max_records: 8, min_records: 4, records_per_node: 0.0, ..SegmentPolicy::default() }
}

pub fn event(millis: i64, seq: u64, kind: EventKind) -> Event {
    Event { time: Timestamp(millis * 1000), seq: EventSeq(seq), tab: TAB, kind }
}

fn element(id: u64, parent: u32, tag: &str, attributes: &[(&str, &str)]) -> TreeNode {
    let attributes = attributes.iter().map(|&(name, value)| (name.into(), value.into())).collect();
    let element = TreeElement { tag: tag.into(), attributes, ..TreeElement::default() };
    let kind = TreeNodeKind::Element(Box::new(element));
    TreeNode { id: Some(SourceNodeId(id)), parent: Some(parent), shadow: false, kind }
}

fn text(id: u64, parent: u32, text: &str) -> TreeNode {
    let kind = TreeNodeKind::Text(text.into());
    TreeNode { id: Some(SourceNodeId(id)), parent: Some(parent), shadow: false, kind }
}

/// Of the n-th row's text.
pub fn row_id(row: u64) -> u64 {
    101 + 2 * row
}

/// A page with a long style sheet and rows of text.
pub fn page(rows: u64) -> EventKind {
    let document = TreeNode {
        id: Some(SourceNodeId(1)),
        parent: None,
        shadow: false,
        kind: TreeNodeKind::Document { quirks: false },
    };
    let mut nodes = vec![document, element(2, 0, "html", &[]), element(3, 1, "head", &[])];
    nodes.extend([element(4, 2, "style", &[]), text(5, 3, &long_sheet()), element(6, 1, "body", &[])]);
    for row in 0..rows {
        let parent = nodes.len() as u32;
        nodes.push(element(row_id(row) - 1, 5, "p", &[("class", "row")]));
        nodes.push(text(row_id(row), parent, "0"));
    }
    EventKind::FullSnapshot(Box::new(FullSnapshot { tree: SnapshotTree { nodes }, scroll: Some((0.0, 0.0)) }))
}

/// Long enough to be a resource.
pub fn long_sheet() -> String {
    (0..100).map(|n| format!(".row-{n} {{ color: red }}\n")).collect()
}

pub fn set_text(row: u64, value: &str) -> EventKind {
    let texts = vec![TextChange { id: SourceNodeId(row_id(row)), value: value.into() }];
    EventKind::Mutation(Box::new(Mutation { texts, ..Mutation::default() }))
}

pub fn set_class(row: u64, value: &str) -> EventKind {
    let entries = vec![("class".into(), AttributeValue::Set(value.into()))];
    let attributes = vec![AttributeChange { id: SourceNodeId(row_id(row) - 1), entries }];
    EventKind::Mutation(Box::new(Mutation { attributes, ..Mutation::default() }))
}

/// Adds `count` rows whose texts are their ids, in one mutation of two records each.
pub fn add_rows(from_row: u64, count: u64) -> EventKind {
    let adds = (from_row..from_row + count).map(|row| {
        let mut nodes = vec![element(row_id(row) - 1, 0, "p", &[])];
        nodes[0].parent = None;
        nodes.push(text(row_id(row), 0, &row.to_string()));
        Add {
            parent: SourceNodeId(6),
            next: events::Sibling::None,
            previous: events::Sibling::None,
            tree: SnapshotTree { nodes },
        }
    });
    EventKind::Mutation(Box::new(Mutation { adds: adds.collect(), ..Mutation::default() }))
}

pub fn remove_row(row: u64) -> EventKind {
    let id = SourceNodeId(row_id(row) - 1);
    let removes = vec![events::Remove { parent: Some(SourceNodeId(6)), id, shadow: false }];
    EventKind::Mutation(Box::new(Mutation { removes, ..Mutation::default() }))
}

pub fn pointer(x: f64) -> EventKind {
    EventKind::PointerMove(events::PointerSample {
        kind: events::PointerKind::Mouse,
        x,
        y: 1.0,
        target: None,
    })
}

/// A page at 10 ms and then a change every 10 ms, going round the rows.
pub fn busy(rows: u64, changes: u64) -> Vec<Event> {
    let mut events = vec![event(10, 1, page(rows))];
    for change in 0..changes {
        let kind = match change % 5 {
            0..3 => set_text(change % rows, &change.to_string()),
            3 => set_class(change % rows, &format!("row c{change}")),
            _ => pointer(change as f64),
        };
        events.push(event(20 + 10 * change as i64, 2 + change, kind));
    }
    events
}

/// Independent of segments: everything from the first event on.
pub fn naive(events: &[Event], tab: TabId, at: Moment) -> Document {
    let mut document = Document::new();
    for event in events.iter().filter(|event| event.tab == tab && at.includes(event.time)) {
        document.apply(event, &mut Diagnostics::new());
    }
    document
}

pub fn text_of(document: &Document, row: u64) -> Option<Text> {
    match &document.node(NodeKey::from_source(SourceNodeId(row_id(row))))?.data {
        NodeData::Text(text) => Some(text.clone()),
        _ => None,
    }
}

pub fn at(millis: i64) -> Moment {
    Moment::At(Timestamp(millis * 1000))
}

pub fn before(millis: i64) -> Moment {
    Moment::Before(Timestamp(millis * 1000))
}
