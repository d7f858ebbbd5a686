//! What the fuzzer of documents does with its bytes.

use crate::{Recording, check_patch};
use dom::{Document, canonical, canonical_json, check_integrity, html, stage_full, text_tree};
use events::{Diagnostics, Event};
use testkit::{Choices, wild_events};

/// Documents that are compared with each other: all would be slow.
const MOST_TAKEN: usize = 12;

/// Reads the bytes as choices of events and, where they are one, as a recording. After each event the document is sound,
/// one that shares its pages with it has become the same, and patches lead from moment to moment. Panics where not.
pub fn fuzz_document(data: &[u8]) {
    check(&wild_events(Choices::Bytes(data), usize::MAX));
    if let Ok(recording) = Recording::read(data) {
        for tab in &recording.tabs {
            check(&recording.of_tab(*tab));
        }
    }
}

fn check(events: &[Event]) {
    let mut document = Document::new();
    let mut taken: Vec<Document> = Vec::new();
    let every = events.len().div_ceil(MOST_TAKEN).max(1);
    for (index, event) in events.iter().enumerate() {
        let mut shared = document.clone();
        document.apply(event, &mut Diagnostics::new());
        shared.apply(event, &mut Diagnostics::new());
        assert!(shared == document, "{:?} does another thing to a document that shares its pages", event.seq);
        let problems = check_integrity(&document);
        assert!(problems.is_empty(), "{:?}: {problems:#?}\n{}", event.seq, text_tree(&document));
        if index % every == 0 || index + 1 == events.len() {
            taken.push(document.clone());
        }
    }
    for (index, from) in taken.iter().enumerate() {
        for to in [taken.get(index + 1), taken.first(), taken.last()].into_iter().flatten() {
            let is_one_page = from.state().epoch == to.state().epoch;
            if is_one_page && from.root().is_some() && to.root().is_some() {
                check_patch(from, to).unwrap_or_else(|broken| {
                    panic!("{broken}, from\n{}to\n{}", text_tree(from), text_tree(to))
                });
            }
        }
    }
    canonical_json(&canonical(&document));
    html(&document);
    stage_full(&document);
}
