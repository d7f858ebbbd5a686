//! The tabs of a recording: which there are, which one the person was in, and when each first shows a page.

use super::{Moment, Session, is_act};
use crate::EngineError;
use events::{TabId, Text, Timestamp};
use std::sync::Arc;

/// One window or tab of the browser, as far as it was recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TabSpan {
    pub tab: TabId,
    /// What the container calls it; empty where it does not.
    pub name: Text,
    /// Of its first and last event.
    pub first: Timestamp,
    pub last: Timestamp,
}

impl Session {
    /// In the order in which they appear.
    pub fn tabs(&self) -> Result<Arc<[TabSpan]>, EngineError> {
        let mut inner = self.lock();
        if let Some(tabs) = &inner.tabs {
            return Ok(tabs.clone());
        }
        let names = inner.info()?.tabs;
        let mut tabs: Vec<TabSpan> = Vec::new();
        for row in inner.reader.segments()? {
            match tabs.last_mut() {
                Some(open) if open.tab == row.tab => open.last = open.last.max(row.end),
                _ => {
                    let name = names.get(row.tab.0 as usize).cloned().unwrap_or_default();
                    // A first segment begins with the recording, its first event may come later.
                    let first = row.first.unwrap_or(row.end);
                    tabs.push(TabSpan { tab: row.tab, name, first, last: row.end });
                }
            }
        }
        let tabs: Arc<[TabSpan]> = tabs.into();
        inner.tabs = Some(tabs.clone());
        Ok(tabs)
    }

    /// The tab that the person was in: the one with the latest page visit or act. What a page writes to its console
    /// says nothing about where the person looked.
    pub fn tab_at(&self, at: Timestamp) -> Result<TabId, EngineError> {
        if let [only] = &*self.tabs()? {
            return Ok(only.tab);
        }
        let findings = self.findings()?;
        let until = findings.marks.partition_point(|mark| mark.time <= at);
        let before = findings.marks.get(..until).unwrap_or_default();
        let act = before.iter().rfind(|mark| is_act(mark.kind)).map(|mark| mark.tab);
        let first = findings.visits.first().map(|visit| visit.tab);
        Ok(act.or(first).unwrap_or_default())
    }

    /// The first moment at which the person was before a page; the start where there never is one.
    pub fn first_picture(&self) -> Result<Timestamp, EngineError> {
        let mut pictures = Vec::new();
        for span in self.tabs()?.iter() {
            if let Some(at) = self.first_picture_of(span.tab)? {
                pictures.push((at, span.tab));
            }
        }
        pictures.sort_unstable();
        for &(at, tab) in &pictures {
            if self.tab_at(at)? == tab {
                return Ok(at);
            }
        }
        Ok(pictures.first().map_or(Timestamp::ZERO, |&(at, _)| at))
    }

    /// From when on a tab shows a page. None where it never does, or an import has not come so far.
    pub fn first_picture_of(&self, tab: TabId) -> Result<Option<Timestamp>, EngineError> {
        let mut inner = self.lock();
        if let Some(known) = inner.first_pictures.get(&tab) {
            return Ok(*known);
        }
        let mut found = None;
        // A page comes with a full snapshot, which ends its segment: it stands where the next one starts. It never goes
        // away again.
        for row in inner.reader.segments()?.iter().filter(|row| row.tab == tab) {
            let (document, _) = inner.reader.document_at(tab, Moment::At(row.start))?;
            if document.root().is_some() {
                found = Some(row.start);
                break;
            }
        }
        if found.is_some() || inner.job.is_none() {
            inner.first_pictures.insert(tab, found);
        }
        Ok(found)
    }
}
