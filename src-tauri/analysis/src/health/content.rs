//! Pictures, sheets, frames and drawings that nodes show and that were not recorded.

use super::words::lack;
use dom::{Document, Lacking, NodeKey, lacking};
use events::derived::{Lack, LackKind};
use events::{Event, TabId, Text, Timestamp};
use std::collections::{BTreeMap, HashMap, HashSet};

#[derive(Clone, Debug, Default)]
pub(super) struct MissingContent {
    /// By page and node, so that what comes late takes its node off the list.
    nodes: HashMap<(TabId, u32, NodeKey), (Lacking, Timestamp)>,
}

impl MissingContent {
    pub fn look_at(&mut self, key: NodeKey, event: &Event, document: &Document) {
        let place = (event.tab, document.state().epoch, key);
        match lacking(document, key) {
            Some(lacking) => {
                let first = self.nodes.get(&place).map_or(event.time, |(_, first)| *first);
                self.nodes.insert(place, (lacking, first));
            }
            None if self.nodes.is_empty() => {}
            None => {
                self.nodes.remove(&place);
            }
        }
    }

    pub fn lacks(&self) -> Vec<Lack> {
        let mut kinds: BTreeMap<LackKind, Kind<'_>> = BTreeMap::new();
        for (lacking, first) in self.nodes.values() {
            let (kind, address) = named(lacking);
            kinds.entry(kind).or_default().add(address, *first);
        }
        kinds.into_iter().map(|(kind, of_kind)| of_kind.lack(kind)).collect()
    }
}

fn named(lacking: &Lacking) -> (LackKind, Option<&Text>) {
    match lacking {
        Lacking::Picture(address) => (LackKind::Pictures, Some(address)),
        Lacking::Sheet(address) => (LackKind::Sheets, Some(address)),
        Lacking::Medium(address) => (LackKind::Media, Some(address)),
        Lacking::Plugin(address) => (LackKind::Plugins, Some(address)),
        Lacking::Frame(address) => (LackKind::Frames, address.as_ref()),
        Lacking::Drawing => (LackKind::Drawings, None),
        Lacking::Blocked => (LackKind::Blocked, None),
    }
}

#[derive(Default)]
struct Kind<'a> {
    /// One picture shown in many places is one picture.
    addresses: HashSet<&'a Text>,
    without_address: u64,
    first: Option<(Timestamp, Option<&'a Text>)>,
}

impl<'a> Kind<'a> {
    fn add(&mut self, address: Option<&'a Text>, first: Timestamp) {
        match address {
            Some(address) => {
                self.addresses.insert(address);
            }
            None => self.without_address += 1,
        }
        let found = (first, address);
        self.first = Some(self.first.map_or(found, |known| known.min(found)));
    }

    fn lack(self, kind: LackKind) -> Lack {
        let count = self.addresses.len() as u64 + self.without_address;
        let example = self.first.and_then(|(_, address)| address).cloned();
        Lack { example: example.unwrap_or_default(), ..lack(kind, count, None, self.first.map(|(at, _)| at)) }
    }
}
