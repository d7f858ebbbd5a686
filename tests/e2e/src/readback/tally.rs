//! What was looked at: a comparison that met nothing of a kind says nothing about it.

use super::expected::{Expected, Node};
use std::collections::BTreeMap;
use std::fmt;

#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Tally {
    pub moments: usize,
    pub nodes: usize,
    kinds: BTreeMap<&'static str, usize>,
}

type Kind = (&'static str, fn(&Node) -> bool);

/// What beside the tree is compared of a node.
const KINDS: &[Kind] = &[
    ("attributes", |node| !node.attributes.is_empty()),
    ("sheets", |node| node.sheet.is_some()),
    ("adopted sheets", |node| node.live.adopted.as_ref().is_some_and(|ids| !ids.is_empty())),
    ("typed values", |node| node.live.value.is_some()),
    ("checked boxes", |node| node.live.checked.is_some()),
    ("chosen options", |node| node.live.selected.is_some()),
    ("offsets", |node| node.live.scroll.is_some_and(|offset| offset != (0.0, 0.0))),
    ("dialogs", |node| node.live.dialog.is_some()),
    ("clips", |node| node.live.media.is_some()),
    ("pictures", |node| node.live.picture.is_some()),
    ("drawings", |node| node.live.canvas.is_some()),
    ("blocked areas", |node| node.live.blocked_size.is_some()),
    ("missing assets", |node| node.live.missing.is_some()),
    ("shadow roots", |node| node.kind == super::expected::Kind::Shadow),
    ("nested documents", |node| node.parent != 0 && node.kind.is_document()),
];

impl Tally {
    pub(super) fn count(&mut self, expected: &Expected) {
        self.moments += 1;
        self.nodes += expected.nodes.len();
        for (kind, is) in KINDS {
            self.add(kind, expected.nodes.iter().filter(|node| is(node)).count());
        }
        self.add("selections", expected.selection.len());
        self.add("fonts", expected.fonts.len());
        self.add("moments with a focus", usize::from(expected.focus.is_some()));
        self.add("moments with a pointer", usize::from(expected.pointed.is_some()));
        self.add("moments with a press", usize::from(expected.pressed.is_some()));
    }

    fn add(&mut self, kind: &'static str, count: usize) {
        *self.kinds.entry(kind).or_default() += count;
    }

    pub fn join(&mut self, other: &Tally) {
        self.moments += other.moments;
        self.nodes += other.nodes;
        for (kind, count) in &other.kinds {
            self.add(kind, *count);
        }
    }

    /// The kinds of which there was none.
    pub fn unseen(&self) -> Vec<&'static str> {
        self.kinds.iter().filter(|(_, count)| **count == 0).map(|(kind, _)| *kind).collect()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} moments, {} nodes", self.moments, self.nodes)?;
        let seen = self.kinds.iter().filter(|(_, count)| **count > 0);
        seen.into_iter().try_for_each(|(kind, count)| write!(f, ", {count} {kind}"))
    }
}
