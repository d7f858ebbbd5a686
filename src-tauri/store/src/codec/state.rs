//! The part of a document that is not in its nodes.

use crate::StoreError;
use crate::codec::reader::Decoder;
use crate::codec::writer::Encoder;
use crate::codec::{Decoded, damaged};
use dom::{HiddenState, NodeKey, PageState, Sheet};
use events::{SelectionRange, SourceNodeId, StyleId, Timestamp};
use std::sync::Arc;

impl Encoder<'_> {
    pub fn state(&mut self, state: &PageState) {
        let PageState { epoch, viewport, href, constructed, fonts, selection, focused, hidden } = state;
        self.number(u64::from(*epoch));
        self.option(*viewport, Encoder::pair);
        self.text(href);
        let mut sheets: Vec<(&StyleId, &Arc<Sheet>)> = constructed.iter().collect();
        sheets.sort_unstable_by_key(|(id, _)| **id);
        self.count(sheets.len());
        for (id, sheet) in sheets {
            self.number(id.0);
            self.sheet(sheet);
        }
        self.count(fonts.len());
        fonts.iter().for_each(|font| self.font(font));
        self.selection(selection);
        self.option(*focused, Encoder::key);
        self.hidden(hidden);
    }

    fn hidden(&mut self, hidden: &HiddenState) {
        let HiddenState {
            nameless,
            has_base,
            base_href,
            navigated,
            awaits_load,
            parked,
            waiting,
            trail,
            presses,
        } = hidden;
        self.number(*nameless);
        self.flag(*has_base);
        self.text(base_href);
        self.flag(*navigated);
        self.flag(*awaits_load);
        self.count(parked.len());
        for (frame, tree) in parked.iter() {
            self.key(*frame);
            self.tree(tree);
        }
        self.count(waiting.len());
        for (node, previous, next) in waiting.iter() {
            self.key(*node);
            self.option(*previous, Encoder::key);
            self.option(*next, Encoder::key);
        }
        self.count(trail.len());
        let mut last = 0;
        for (time, sample) in trail.iter() {
            self.signed(time.0.wrapping_sub(last));
            last = time.0;
            self.pointer(sample);
        }
        self.count(presses.len());
        for (time, press) in presses.iter() {
            self.signed(time.0);
            self.interaction(press);
        }
    }

    pub fn key(&mut self, key: NodeKey) {
        self.id(key.raw());
    }

    pub fn selection(&mut self, selection: &[SelectionRange]) {
        self.count(selection.len());
        for SelectionRange { start, start_offset, end, end_offset } in selection {
            self.id(start.0);
            self.number(u64::from(*start_offset));
            self.id(end.0);
            self.number(u64::from(*end_offset));
        }
    }
}

impl Decoder<'_> {
    pub fn state(&mut self) -> Decoded<PageState> {
        Ok(PageState {
            epoch: self.small()?,
            viewport: self.option(Decoder::pair)?,
            href: self.text()?,
            constructed: Arc::new(
                self.list(|d| Ok((StyleId(d.number()?), Arc::new(d.sheet()?))))?.into_iter().collect(),
            ),
            fonts: Arc::new(self.list(Decoder::font)?),
            selection: Arc::from(self.selection()?),
            focused: self.option(Decoder::key)?,
            hidden: self.hidden()?,
        })
    }

    fn hidden(&mut self) -> Decoded<HiddenState> {
        Ok(HiddenState {
            nameless: self.number()?,
            has_base: self.flag()?,
            base_href: self.text()?,
            navigated: self.flag()?,
            awaits_load: self.flag()?,
            parked: Arc::new(self.list(|d| Ok((d.key()?, Arc::new(d.tree()?))))?),
            waiting: Arc::new(
                self.list(|d| Ok((d.key()?, d.option(Decoder::key)?, d.option(Decoder::key)?)))?,
            ),
            trail: {
                let mut last = 0_i64;
                Arc::new(self.list(|d| {
                    last = last.wrapping_add(d.signed()?);
                    Ok((Timestamp(last), d.pointer()?))
                })?)
            },
            presses: Arc::new(self.list(|d| Ok((Timestamp(d.signed()?), d.interaction()?)))?),
        })
    }

    pub fn selection(&mut self) -> Decoded<Vec<SelectionRange>> {
        self.list(|d| {
            Ok(SelectionRange {
                start: SourceNodeId(d.id()?),
                start_offset: d.small()?,
                end: SourceNodeId(d.id()?),
                end_offset: d.small()?,
            })
        })
    }
}

#[cold]
pub(crate) fn unknown_kind() -> Box<StoreError> {
    damaged("something has an unknown kind")
}
