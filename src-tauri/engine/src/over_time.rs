//! Questions over a recording's time. Each is one pass over the events of each tab, on a reader of its own, so that the
//! player goes on meanwhile; answers are handed out while it goes on.

use crate::{CancelToken, EngineError, Moment, Session};
use dom::{Document, NodeKey};
use events::derived::{ErrorRecord, Mark, RequestRecord};
use events::{TabId, Timestamp};
use questions::{
    Click, Clicks, Condition, History, HistoryRow, MomentDiff, Run, Selector, Span, TextRuns, Tracker, Walk,
    Watcher, When, Which,
};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

/// Segments that wait to be applied, at most.
const SEGMENTS_AHEAD: usize = 4;

/// When something was so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct WhenQuestion {
    pub selector: String,
    pub text: Option<String>,
    pub value: Option<String>,
    /// `name` or `name=value`.
    pub attribute: Option<String>,
    /// At least so many elements; 0 is 1.
    pub count: usize,
    /// All tabs, one after the other, unless told.
    pub tab: Option<TabId>,
}

/// An interval, and the tab it was so in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WhenSpan {
    pub tab: TabId,
    pub span: Span,
}

/// What a person did, or what a server answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cause {
    pub at: Timestamp,
    /// `click`, `input`, …, or `request`.
    pub kind: &'static str,
    pub label: String,
}

/// A change of an element, with what happened last before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Past {
    pub tab: TabId,
    pub row: HistoryRow,
    pub act: Option<Cause>,
    pub answer: Option<Cause>,
}

/// Whose history it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Whose {
    /// This number on every page.
    Key(NodeKey),
    /// This number on one page.
    Node { page: u32, key: NodeKey },
    /// Every element that it ever finds.
    Selector(String),
}

/// A click, and what followed up to the next one in its tab.
#[derive(Clone, PartialEq, Debug)]
pub struct Clicked {
    pub tab: TabId,
    /// From 1, by time.
    pub number: usize,
    pub click: Click,
    pub requests: Vec<RequestRecord>,
    pub errors: Vec<ErrorRecord>,
}

/// Two moments, and what differs.
pub struct DiffOfTwo {
    pub before: Document,
    pub after: Document,
    pub diff: MomentDiff,
}

/// The texts of one tab.
pub type Texts = Arc<Vec<Run>>;

impl Session {
    /// Tells every interval, in order within a tab, until `each` answers false.
    pub fn when(
        &self,
        question: &WhenQuestion,
        cancel: &CancelToken,
        each: &mut dyn FnMut(WhenSpan) -> bool,
    ) -> Result<(), EngineError> {
        let condition = condition(question)?;
        for tab in self.asked_tabs(question.tab)? {
            let mut when = When::new(condition.clone());
            let mut goes_on = true;
            self.pass(tab, &mut when, cancel, &mut |when| {
                goes_on = when.take().into_iter().all(|span| each(WhenSpan { tab, span }));
                goes_on
            })?;
            if !goes_on || !when.finish().into_iter().all(|span| each(WhenSpan { tab, span })) {
                break;
            }
        }
        Ok(())
    }

    /// Tells every change, in order within a tab, until `each` answers false.
    pub fn history(
        &self,
        whose: &Whose,
        subtree: bool,
        tab: Option<TabId>,
        cancel: &CancelToken,
        each: &mut dyn FnMut(Past) -> bool,
    ) -> Result<(), EngineError> {
        let causes = Causes::of(self)?;
        for tab in self.asked_tabs(tab)? {
            let which = match whose {
                Whose::Key(key) => Which::Key(*key),
                Whose::Node { page, key } => Which::Elements([(*page, *key)].into_iter().collect()),
                Whose::Selector(selector) => Which::Elements(self.ever_found(selector, tab, cancel)?),
            };
            if which == Which::Elements(Default::default()) {
                continue;
            }
            let mut history = History::new(which, subtree);
            let mut goes_on = true;
            self.pass(tab, &mut history, cancel, &mut |history| {
                let rows = history.take().into_iter();
                goes_on = rows.map(|row| causes.told(tab, row)).all(&mut *each);
                goes_on
            })?;
            if !goes_on {
                break;
            }
        }
        Ok(())
    }

    /// (page, key) of every element that a selector ever finds in a tab.
    fn ever_found(
        &self,
        selector: &str,
        tab: TabId,
        cancel: &CancelToken,
    ) -> Result<questions::Elements, EngineError> {
        let selector = Selector::parse(selector).map_err(EngineError::selector)?;
        let mut ever = Ever { tracker: Tracker::new(selector), found: Default::default() };
        self.pass(tab, &mut ever, cancel, &mut |_| true)?;
        Ok(ever.found)
    }

    /// Every text that ever stood there, tab by tab, in the order in which they came.
    pub fn texts(
        &self,
        tab: Option<TabId>,
        cancel: &CancelToken,
    ) -> Result<Vec<(TabId, Texts)>, EngineError> {
        let mut all = Vec::new();
        for tab in self.asked_tabs(tab)? {
            let mut runs = TextRuns::new();
            self.pass(tab, &mut runs, cancel, &mut |_| true)?;
            all.push((tab, Arc::new(runs.finish())));
        }
        Ok(all)
    }

    /// Every click, with what it met and the first change after it, in order within a tab; and what the page asked its
    /// servers for and reported after each, up to the next.
    pub fn clicks(&self, tab: Option<TabId>, cancel: &CancelToken) -> Result<Vec<Clicked>, EngineError> {
        let findings = self.findings()?;
        let mut all = Vec::new();
        for tab in self.asked_tabs(tab)? {
            let mut clicks = Clicks::new();
            self.pass(tab, &mut clicks, cancel, &mut |_| true)?;
            let clicks = clicks.finish();
            let nexts: Vec<Timestamp> = clicks.iter().skip(1).map(|next| next.at).collect();
            for (index, click) in clicks.into_iter().enumerate() {
                let until = nexts.get(index).copied().unwrap_or(Timestamp(i64::MAX));
                let is_after = |of: TabId, at: Timestamp| of == tab && click.at <= at && at < until;
                let requests = findings.requests.iter().filter(|request| is_after(request.tab, request.time));
                let errors = findings.errors.iter().filter(|error| is_after(error.tab, error.time));
                all.push(Clicked {
                    tab,
                    number: 0,
                    requests: requests.cloned().collect(),
                    errors: errors.cloned().collect(),
                    click,
                });
            }
        }
        all.sort_by_key(|clicked| clicked.click.at);
        for (number, clicked) in all.iter_mut().enumerate() {
            clicked.number = number + 1;
        }
        Ok(all)
    }

    /// What differs between two moments of a tab, and the documents of both.
    pub fn diff(&self, tab: TabId, from: Moment, to: Moment) -> Result<DiffOfTwo, EngineError> {
        let reader = self.another_reader()?;
        let (before, _) = reader.document_at(tab, from)?;
        let (after, _) = reader.document_at(tab, to)?;
        let diff = questions::moment_diff(&before, &after);
        Ok(DiffOfTwo { before, after, diff })
    }

    fn asked_tabs(&self, tab: Option<TabId>) -> Result<Vec<TabId>, EngineError> {
        Ok(match tab {
            Some(tab) => vec![tab],
            None => self.tabs()?.iter().map(|span| span.tab).collect(),
        })
    }

    /// One pass over a tab. `after` is asked behind each segment whether to go on.
    pub(crate) fn pass<W: Watcher>(
        &self,
        tab: TabId,
        watcher: &mut W,
        cancel: &CancelToken,
        after: &mut dyn FnMut(&mut W) -> bool,
    ) -> Result<(), EngineError> {
        let reader = self.another_reader()?;
        let mut walk = Walk::new();
        // Segments are read and decoded while those before them are applied.
        std::thread::scope(|scope| {
            let (send, receive) = sync_channel(SEGMENTS_AHEAD);
            scope.spawn(move || {
                let mut batches = match reader.events(tab) {
                    Ok(batches) => batches,
                    Err(error) => return drop(send.send(Err(error))),
                };
                while let Some(events) = batches.next()
                    && send.send(events).is_ok()
                {}
            });
            for events in receive {
                if cancel.is_cancelled() {
                    return Err(EngineError::not_now("The question was taken back", "Ask it again"));
                }
                for event in &events? {
                    walk.take(event, watcher);
                }
                if !after(watcher) {
                    return Ok(());
                }
            }
            walk.finish(watcher);
            after(watcher);
            Ok(())
        })
    }
}

/// The elements of which it is so in a document, in its order.
pub fn holding(document: &Document, question: &WhenQuestion) -> Result<Vec<NodeKey>, EngineError> {
    let condition = condition(question)?;
    let mut found = condition.selector.find(document);
    found.retain(|&key| condition.holds(document, key));
    Ok(if found.len() < condition.count { Vec::new() } else { found })
}

fn condition(question: &WhenQuestion) -> Result<Condition, EngineError> {
    let selector = Selector::parse(&question.selector).map_err(EngineError::selector)?;
    let attribute = question.attribute.as_ref().map(|attribute| match attribute.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
        None => (attribute.clone(), None),
    });
    Ok(Condition {
        text: question.text.clone(),
        value: question.value.clone(),
        attribute,
        count: question.count.max(1),
        ..Condition::new(selector)
    })
}

struct Ever {
    tracker: Tracker,
    found: questions::Elements,
}

impl Watcher for Ever {
    fn step(&mut self, step: &questions::Step<'_>) {
        let come = self.tracker.step(step).come;
        self.found.extend(come.into_iter().map(|key| (step.page(), key)));
    }
}

/// What people did and servers answered, by time.
struct Causes {
    acts: Vec<Mark>,
    /// By the time of the answer.
    answers: Vec<RequestRecord>,
}

impl Causes {
    fn of(session: &Session) -> Result<Causes, EngineError> {
        let findings = session.findings()?;
        let acts = findings.marks.iter().filter(|mark| crate::session::is_act(mark.kind)).cloned().collect();
        let mut answers: Vec<RequestRecord> =
            findings.requests.iter().filter(|request| request.until > request.time).cloned().collect();
        answers.sort_by_key(|request| request.until);
        Ok(Causes { acts, answers })
    }

    fn told(&self, tab: TabId, row: HistoryRow) -> Past {
        let until = self.acts.partition_point(|mark| mark.time <= row.at);
        let mut acts = self.acts.get(..until).unwrap_or_default().iter().rev();
        let act = acts.find(|mark| mark.tab == tab).map(|mark| Cause {
            at: mark.until.min(row.at),
            kind: mark.kind.name(),
            label: mark.label.clone(),
        });
        let until = self.answers.partition_point(|request| request.until <= row.at);
        let mut answers = self.answers.get(..until).unwrap_or_default().iter().rev();
        let answer = answers.find(|request| request.tab == tab).map(|request| Cause {
            at: request.until,
            kind: "request",
            label: match request.status {
                Some(status) => format!("{} {} → {status}", request.method, request.href),
                None => format!("{} {}", request.method, request.href),
            },
        });
        Past { tab, row, act, answer }
    }
}
