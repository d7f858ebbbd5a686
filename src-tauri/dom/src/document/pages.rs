//! Where a document's nodes stand: in pages, and the pages in sheaves, all shared until written to.
//!
//! ```text
//! Pages ── sheaf of 32 pages ── page of 32 nodes        keys below DENSE, which recorders give one after the other
//!       └─ by number ────────── page of 32 nodes        the others: shadow roots, nodes without an id, wild ids
//! ```

use super::page_nodes;
use crate::{Node, NodeKey};
use hashbrown::HashMap;
use std::sync::Arc;

/// Nodes per page. Measured on a table of 4,500 nodes: smaller pages make the page table dear to clone, larger ones copy
/// too many neighbours at the first write.
pub(super) const PAGE_NODES: usize = 32;

const SHEAF_PAGES: usize = 32;

/// Pages from this number on are looked up by number: one wild id shall not cost a table of all ids below it.
const DENSE_PAGES: u64 = (1 << 24) / PAGE_NODES as u64;

/// `NodeKey::raw() / PAGE_NODES`.
pub type PageNumber = u64;

pub(crate) type Page = [Option<Node>; PAGE_NODES];

type Sheaf = [Option<Arc<Page>>; SHEAF_PAGES];

#[derive(Clone, Debug, Default)]
pub(crate) struct Pages {
    /// As long as the highest page needs.
    sheaves: Vec<Option<Arc<Sheaf>>>,
    sparse: HashMap<PageNumber, Arc<Page>>,
}

impl Pages {
    #[inline]
    pub fn get(&self, number: PageNumber) -> Option<&Arc<Page>> {
        match sheaf_place(number) {
            Some((sheaf, slot)) => self.sheaves.get(sheaf)?.as_deref()?.get(slot)?.as_ref(),
            None => self.sparse.get(&number),
        }
    }

    /// A page for writing: this document's own from now on.
    #[inline]
    pub fn get_mut(&mut self, number: PageNumber) -> Option<&mut Page> {
        let page = match sheaf_place(number) {
            Some((sheaf, slot)) => {
                let sheaf = self.sheaves.get_mut(sheaf)?.as_mut()?;
                // A missing page is no reason to copy a shared sheaf.
                sheaf.get(slot)?.as_ref()?;
                Arc::make_mut(sheaf).get_mut(slot)?.as_mut()?
            }
            None => self.sparse.get_mut(&number)?,
        };
        Some(Arc::make_mut(page))
    }

    /// A page for writing, made where there was none. None for no number that a key can have.
    #[inline]
    pub fn get_or_make(&mut self, number: PageNumber) -> Option<&mut Page> {
        let page = match sheaf_place(number) {
            Some((sheaf, slot)) => {
                if self.sheaves.len() <= sheaf {
                    self.sheaves.resize(sheaf + 1, None);
                }
                let sheaf = self.sheaves.get_mut(sheaf)?.get_or_insert_with(Default::default);
                Arc::make_mut(sheaf).get_mut(slot)?.get_or_insert_with(empty_page)
            }
            None => self.sparse.entry(number).or_insert_with(empty_page),
        };
        Some(Arc::make_mut(page))
    }

    /// Forgets a page.
    pub fn remove(&mut self, number: PageNumber) {
        let Some((sheaf, slot)) = sheaf_place(number) else {
            self.sparse.remove(&number);
            return;
        };
        let Some(place) = self.sheaves.get_mut(sheaf) else { return };
        if let Some(sheaf) = place
            && let Some(page) = Arc::make_mut(sheaf).get_mut(slot)
        {
            *page = None;
            if sheaf.iter().all(Option::is_none) {
                *place = None;
            }
        }
    }

    pub fn clear(&mut self) {
        *self = Pages::default();
    }

    /// All pages, those in sheaves in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (PageNumber, &Arc<Page>)> {
        let sheaves = self.sheaves.iter().enumerate();
        let dense = sheaves.flat_map(|(index, sheaf)| sheaf_pages(index, sheaf.as_deref()));
        dense.chain(self.sparse.iter().map(|(&number, page)| (number, page)))
    }

    /// All nodes, in no order.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeKey, &Node)> {
        self.iter().flat_map(|(number, page)| page_nodes(number, page))
    }

    /// Pages that the two do not share, each with the other's page of that number. Sheaves they share cost one look.
    pub fn apart_from<'a>(
        &'a self,
        other: &'a Pages,
    ) -> impl Iterator<Item = (PageNumber, Option<&'a Arc<Page>>, Option<&'a Arc<Page>>)> {
        let sheaf_of = |pages: &'a Pages, index| pages.sheaves.get(index).and_then(Option::as_ref);
        let sheaves = (0..self.sheaves.len().max(other.sheaves.len()))
            .filter(move |&index| !is_shared(sheaf_of(self, index), sheaf_of(other, index)));
        let dense = sheaves.flat_map(|index| {
            let first = (index * SHEAF_PAGES) as PageNumber;
            (first..first + SHEAF_PAGES as PageNumber)
                .map(|number| (number, self.get(number), other.get(number)))
        });
        let sparse =
            self.sparse.iter().map(|(&number, page)| (number, Some(page), other.sparse.get(&number)));
        let lost = other.sparse.iter().filter(|(number, _)| !self.sparse.contains_key(*number));
        let lost = lost.map(|(&number, page)| (number, None, Some(page)));
        dense.chain(sparse).chain(lost).filter(|(_, page, other)| !is_shared(*page, *other))
    }
}

/// Whether both are one allocation, or neither is anything.
fn is_shared<T: ?Sized>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        (one, other) => one.is_none() && other.is_none(),
    }
}

fn sheaf_pages(index: usize, sheaf: Option<&Sheaf>) -> impl Iterator<Item = (PageNumber, &Arc<Page>)> {
    let pages = sheaf.into_iter().flatten().enumerate();
    pages.filter_map(move |(slot, page)| Some(((index * SHEAF_PAGES + slot) as PageNumber, page.as_ref()?)))
}

#[inline]
fn sheaf_place(number: PageNumber) -> Option<(usize, usize)> {
    let size = SHEAF_PAGES as u64;
    (number < DENSE_PAGES).then_some(((number / size) as usize, (number % size) as usize))
}

fn empty_page() -> Arc<Page> {
    Arc::new([const { None }; PAGE_NODES])
}
