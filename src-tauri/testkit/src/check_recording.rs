//! Whether a recording and the documents made from it are sound.

use dom::{Document, check_integrity};
use events::{Event, EventKind, SnapshotTree, Timestamp};

/// One sentence for each violation: events in order, trees that hang together, and for each document its own integrity.
/// The documents may be of any moments; the time names them in the sentences.
pub fn check_recording<'a>(
    events: &[Event],
    documents: impl IntoIterator<Item = (Timestamp, &'a Document)>,
) -> Vec<String> {
    let mut problems = Vec::new();
    for pair in events.windows(2) {
        let [earlier, later] = pair else { continue };
        if (earlier.time, earlier.seq) > (later.time, later.seq) {
            problems
                .push(format!("Event {:?} stands behind event {:?}, which is later", later.seq, earlier.seq));
        }
    }
    for event in events {
        let sentences = match &event.kind {
            EventKind::FullSnapshot(snapshot) => check_tree(&snapshot.tree),
            EventKind::Mutation(mutation) => {
                mutation.adds.iter().flat_map(|add| check_tree(&add.tree)).collect()
            }
            _ => Vec::new(),
        };
        problems.extend(sentences.into_iter().map(|sentence| format!("Event {:?}: {sentence}", event.seq)));
    }
    for (time, document) in documents {
        let sentences = check_integrity(document);
        problems
            .extend(sentences.into_iter().map(|sentence| format!("At {} ms: {sentence}", time.as_millis())));
    }
    problems
}

fn check_tree(tree: &SnapshotTree) -> Vec<String> {
    let mut problems = Vec::new();
    if tree.nodes.first().is_some_and(|root| root.parent.is_some()) {
        problems.push("The root of a tree has a parent".to_owned());
    }
    for (index, node) in tree.nodes.iter().enumerate().skip(1) {
        if node.parent.is_none_or(|parent| parent as usize >= index) {
            problems.push(format!("Node {index} of a tree does not stand below an earlier one"));
        }
    }
    problems
}
