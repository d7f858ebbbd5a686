//! One pass over what happened in a tab: every event is applied once, and whoever asks is told which nodes each moment
//! changed.

use dom::{Document, Node, NodeKey, Touched};
use events::{Diagnostics, Event, Timestamp};

/// A moment at which something happened. All events of one time are one step: what one of them did and the next undid
/// was never to be seen.
pub struct Step<'a> {
    pub at: Timestamp,
    /// After all events of this time.
    pub document: &'a Document,
    /// Nodes that were written to, as they were before. Some of them may be as they were.
    pub touched: &'a Touched,
    /// Another page begins: keys from before it name other nodes now.
    pub new_page: bool,
}

impl<'a> Step<'a> {
    /// Those that are otherwise now: (key, before, now). On a new page all are.
    pub fn changes(&self) -> impl Iterator<Item = (NodeKey, Option<&'a Node>, Option<&'a Node>)> {
        let (document, new_page) = (self.document, self.new_page);
        self.touched.iter().filter_map(move |(&key, before)| {
            let (before, now) = (before.as_ref(), document.node(key));
            (new_page || before != now).then_some((key, before, now))
        })
    }

    pub fn page(&self) -> u32 {
        self.document.state().epoch
    }
}

/// Who wants to know.
pub trait Watcher {
    /// An event is about to be applied to this document.
    fn event(&mut self, _: &Event, _: &Document) {}

    fn step(&mut self, step: &Step<'_>);
}

/// Takes the events of one tab in order.
pub struct Walk {
    document: Document,
    page: u32,
    at: Option<Timestamp>,
    /// Memory that is used again.
    spare: Touched,
    issues: Diagnostics,
}

impl Default for Walk {
    fn default() -> Walk {
        let mut document = Document::new();
        document.watch();
        let page = document.state().epoch;
        Walk { document, page, at: None, spare: Touched::default(), issues: Diagnostics::new() }
    }
}

impl Walk {
    pub fn new() -> Walk {
        Walk::default()
    }

    pub fn take(&mut self, event: &Event, watcher: &mut dyn Watcher) {
        if self.at.is_some_and(|at| event.time > at) {
            self.finish(watcher);
        }
        self.at = Some(event.time);
        watcher.event(event, &self.document);
        self.document.apply(event, &mut self.issues);
    }

    /// Tells of the last step.
    pub fn finish(&mut self, watcher: &mut dyn Watcher) {
        let Some(at) = self.at.take() else { return };
        let touched = self.document.take_touched(std::mem::take(&mut self.spare));
        let page = self.document.state().epoch;
        let new_page = page != self.page;
        self.page = page;
        watcher.step(&Step { at, document: &self.document, touched: &touched, new_page });
        self.spare = touched;
    }

    pub fn document(&self) -> &Document {
        &self.document
    }
}
