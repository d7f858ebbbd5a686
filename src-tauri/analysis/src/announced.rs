//! Whether each page that was announced also came. Where its snapshot was lost, the records of one page change another.

use events::{Code, Diagnostics, Event, EventKind, EventSeq, Severity, TabId, Text, Timestamp};
use std::collections::BTreeMap;

/// Some writers put a page's address behind its snapshot.
const ADDRESS_BEHIND: i64 = 1_000_000;

#[derive(Clone, Debug, Default)]
pub struct AnnouncedPages {
    tabs: BTreeMap<TabId, Tab>,
    issues: Diagnostics,
}

#[derive(Clone, Debug, Default)]
struct Tab {
    /// The address that was announced last.
    href: Text,
    /// The address of the last snapshot; None before the first.
    base: Option<Text>,
    /// The last snapshot, as long as no address came before it or behind it.
    unnamed: Option<Timestamp>,
    /// The address was announced before the last snapshot, and belongs to it.
    is_named: bool,
    /// Another page, whose snapshot has not come.
    announced: Option<(EventSeq, Timestamp)>,
}

impl AnnouncedPages {
    pub fn event(&mut self, event: &Event) {
        if !self.tabs.is_empty() && !self.tabs.contains_key(&event.tab) && self.tabs.len() == 1 {
            self.issues.report(
                Severity::Note,
                Code::SeveralTabs,
                event.seq,
                "The recording holds several tabs; at each moment the one where something happened last is shown",
            );
        }
        let tab = self.tabs.entry(event.tab).or_default();
        match &event.kind {
            EventKind::Meta { href, .. } => {
                let is_of_last_snapshot =
                    tab.unnamed.take().is_some_and(|snapshot| event.time - snapshot <= ADDRESS_BEHIND);
                if is_of_last_snapshot {
                    tab.base = Some(href.clone());
                }
                let is_another = tab.base.as_ref().is_some_and(|base| base != href);
                tab.announced = is_another.then_some((event.seq, event.time));
                tab.is_named = true;
                tab.href = href.clone();
            }
            EventKind::FullSnapshot(_) => {
                tab.announced = None;
                tab.unnamed = (!std::mem::take(&mut tab.is_named)).then_some(event.time);
                tab.base = Some(tab.href.clone());
            }
            EventKind::Mutation(_) => {
                if let Some((seq, _)) = tab.announced.take_if(|(_, time)| event.time > *time) {
                    self.issues.report(
                        Severity::Warning,
                        Code::MetaWithoutSnapshot,
                        seq,
                        "The page went to another address and no full snapshot of it follows; until the next one the \
                         page before is shown, changed by what was recorded of the other",
                    );
                }
            }
            _ => {}
        }
    }

    pub fn issues(&self) -> &Diagnostics {
        &self.issues
    }
}
