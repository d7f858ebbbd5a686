//! What is decoded is what was encoded, and decoding ends well on any bytes.

use crate::codec::arbitrary::{document, events, kinds, rooted_document};
use crate::codec::event::Heads;
use crate::codec::pack::{Packer, Unpacker};
use crate::codec::rows::{
    decode_info, decode_rising, decode_texts, encode_info, encode_rising, encode_texts,
};
use crate::codec::writer::{Encoder, Streams};
use crate::reading::{Chunk, keyframe};
use crate::resource::{ResourceSink, ResourceSource, hash_of};
use crate::{RecordingInfo, Result, StoreError, fuzz_segment};
use dom::Document;
use events::{
    Code, Diagnostics, Event, EventSeq, RecordingId, ResourceHash, Severity, TabId, Text, Timestamp,
    WallClock,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, HashMap};

#[derive(Default)]
struct Shelf(HashMap<ResourceHash, Text>);

impl ResourceSink for Shelf {
    fn put(&mut self, text: &Text) -> ResourceHash {
        let hash = hash_of(text);
        self.0.entry(hash).or_insert_with(|| text.clone());
        hash
    }
}

impl ResourceSource for Shelf {
    fn get(&self, hash: ResourceHash) -> Result<Text> {
        self.0.get(&hash).cloned().ok_or(StoreError::Damaged("a long string is missing"))
    }
}

fn encode_events(events: &[Event], shelf: &mut Shelf) -> Vec<u8> {
    let (mut streams, mut heads) = (Streams::default(), Heads::default());
    let mut encoder = Encoder::new(&mut streams, shelf);
    events.iter().for_each(|event| encoder.event(&mut heads, event));
    streams.pieces().all().flatten().copied().collect()
}

fn encode_document(document: &Document, shelf: &mut Shelf) -> Vec<u8> {
    let mut streams = Streams::default();
    Encoder::new(&mut streams, shelf).document(document);
    streams.pieces().all().flatten().copied().collect()
}

fn encode_delta(document: &Document, base: &Document, shelf: &mut Shelf) -> Vec<u8> {
    let mut streams = Streams::default();
    Encoder::new(&mut streams, shelf).delta(&document.delta_from(base), base);
    streams.pieces().all().flatten().copied().collect()
}

/// Changes some bytes of a payload: near enough to a good one to get deep into decoding.
fn damage(payload: &mut [u8], hits: &[(prop::sample::Index, u8)]) {
    if payload.is_empty() {
        return;
    }
    for (index, value) in hits {
        payload[index.index(payload.len())] = *value;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn events_come_back_as_they_were(events in events()) {
        let mut shelf = Shelf::default();
        let payload = encode_events(&events, &mut shelf);
        let back = Chunk::new(&payload, TabId(3), &shelf).and_then(Chunk::all).unwrap();
        prop_assert_eq!(back, events);
    }

    #[test]
    fn documents_come_back_as_they_were(document in document()) {
        let mut shelf = Shelf::default();
        let payload = encode_document(&document, &mut shelf);
        let back = keyframe(&payload, None, &shelf).unwrap();
        prop_assert_eq!(&back, &document);
        prop_assert_eq!(encode_document(&back, &mut shelf), payload, "one document, one keyframe");
    }

    #[test]
    fn a_document_over_another_comes_back_as_it_was(base in rooted_document(), document in rooted_document()) {
        let mut shelf = Shelf::default();
        let payload = encode_delta(&document, &base, &mut shelf);
        let back = keyframe(&payload, Some(&base), &shelf);
        prop_assert!(back.is_ok(), "{:?}", back);
        prop_assert_eq!(back.unwrap(), document);
    }

    #[test]
    fn damaged_deltas_are_decoded_to_something_or_an_error(
        base in rooted_document(),
        document in rooted_document(),
        hits in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4),
    ) {
        let mut shelf = Shelf::default();
        let mut payload = encode_delta(&document, &base, &mut shelf);
        damage(&mut payload, &hits);
        if let Ok(document) = keyframe(&payload, Some(&base), &shelf)
            && let Some(root) = document.root()
        {
            prop_assert!(document.walk(root).count() <= document.node_count());
        }
    }

    #[test]
    fn any_bytes_are_decoded_to_something_or_an_error(data in prop::collection::vec(any::<u8>(), 0..600)) {
        fuzz_segment(&data);
    }

    #[test]
    fn damaged_events_are_decoded_to_something_or_an_error(
        events in events(),
        hits in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4),
    ) {
        let mut payload = encode_events(&events, &mut Shelf::default());
        damage(&mut payload, &hits);
        fuzz_segment(&payload);
    }

    #[test]
    fn damaged_documents_are_decoded_to_something_or_an_error(
        document in document(),
        hits in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 1..4),
    ) {
        let mut payload = encode_document(&document, &mut Shelf::default());
        damage(&mut payload, &hits);
        fuzz_segment(&payload);
    }

    #[test]
    fn rising_numbers_come_back_as_they_were(mut numbers in prop::collection::vec(any::<i64>(), 0..20)) {
        numbers.sort_unstable();
        prop_assert_eq!(decode_rising(&encode_rising(numbers.iter().copied())).unwrap(), numbers);
    }

    #[test]
    fn texts_come_back_as_they_were(texts in prop::collection::vec(".{0,9}".prop_map(Text::from), 0..9)) {
        prop_assert_eq!(decode_texts(&encode_texts(&texts)).unwrap(), texts);
    }

    #[test]
    fn blobs_come_back_as_they_were(bytes in prop::collection::vec(any::<u8>(), 0..3000)) {
        // In two pieces, twice from one packer.
        let (mut packer, mut unpacker, mut back) = (Packer::new(3).unwrap(), Unpacker::new().unwrap(), vec![7]);
        let (one, two) = bytes.split_at(bytes.len() / 3);
        packer.pack(std::iter::once(two)).unwrap();
        let blob = packer.pack([one, two].into_iter()).unwrap();
        unpacker.unpack(&blob, &mut back).unwrap();
        prop_assert_eq!(back, bytes);
    }
}

#[test]
fn the_generator_makes_every_kind_of_event() {
    let mut runner = TestRunner::deterministic();
    let mut met: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in kinds() {
        *met.entry(kind.new_tree(&mut runner).unwrap().current().name()).or_default() += 1;
    }
    // A new kind must be given a strategy in `arbitrary`; the codec's exhaustive match asks for its number.
    assert_eq!(met.len(), 24, "{met:?}");
    let mut random: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..200 {
        for event in events().new_tree(&mut runner).unwrap().current() {
            *random.entry(event.kind.name()).or_default() += 1;
        }
    }
    assert_eq!(random.len(), met.len(), "{random:?}");
}

#[test]
fn equal_elements_and_strings_share_one_allocation() {
    use dom::{DocumentParts, Element, Node, NodeData, NodeKey};
    let cell = || {
        let attributes = vec![("class".into(), "cell".into())];
        NodeData::Element(Element { tag: "td".into(), attributes, ..Element::default() }.into())
    };
    let nodes = (1..4).map(|raw| (NodeKey::from_raw(raw).unwrap(), Node::new(cell()))).collect();
    let document = Document::from_parts(DocumentParts { nodes, ..DocumentParts::default() });
    let mut shelf = Shelf::default();
    let back = keyframe(&encode_document(&document, &mut shelf), None, &shelf).unwrap();
    let elements: Vec<&Element> = back.nodes().filter_map(|(_, node)| node.element()).collect();
    assert!(elements.windows(2).all(|pair| std::ptr::eq(pair[0], pair[1])));
}

#[test]
fn the_description_comes_back_as_it_was() {
    let mut diagnostics = Diagnostics::new();
    for _ in 0..1200 {
        diagnostics.report(Severity::Warning, Code::UnresolvedId, EventSeq(7), "A node was not there");
    }
    let info = RecordingInfo {
        id: RecordingId([9; 16]),
        start: WallClock(1_700_000_000_000_000),
        duration: Timestamp(-1),
        source_events: 1,
        events: 2,
        records: u64::MAX,
        segments: 4,
        resources: 5,
        container: "{\"a\":1}".to_owned(),
        site: "shop".into(),
        title: "é".into(),
        href: "https://shop.example/".into(),
        tabs: vec![Text::from(""), Text::from("w-1")],
        decoders: vec![("one".into(), 2)],
        diagnostics,
        policy: "keep as recorded".to_owned(),
    };
    assert_eq!(decode_info(&encode_info(&info)).unwrap(), info);
}
