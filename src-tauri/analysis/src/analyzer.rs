//! One pass over a recording's events, with the document as it stands after each.

use crate::activity::ActivityCounter;
use crate::announced::AnnouncedPages;
use crate::errors::{error_from_console, error_from_report, error_from_request, is_same_error};
use crate::friction::{Facts, Gatherer};
use crate::health::HealthFinder;
use crate::idle::IdleFinder;
use crate::label::{element_label, page_title};
use crate::requests::RequestFinder;
use dom::{Document, NodeKey};
use events::derived::{
    Activity, ConsoleLine, ErrorKind, ErrorRecord, IdleSpan, Lack, Mark, MarkKind, PageVisit, RequestRecord,
};
use events::{
    ConsoleLevel, ConsoleRecord, Diagnostics, Event, EventKind, ExceptionReport, Interaction,
    InteractionKind, SourceNodeId, TabId, Text, Timestamp,
};
use std::sync::Arc;

/// Of the code that makes findings: stored beside them, so that stale ones are made again.
pub const VERSION: u32 = 5;

/// Typing or scrolling goes on while the next event of the kind comes within this time.
const RUN_GAP: i64 = 1_000_000;
/// A touch and the click it makes are one act.
const TOUCH_CLICK_GAP: i64 = 700_000;

/// Characters of a mark's label that come from the page.
const LABEL_CHARS: usize = 200;
/// Errors among which the same one is looked for.
const ERRORS_COMPARED: usize = 32;

/// Everything the timeline and the panels show of a recording.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Findings {
    /// Ordered by time.
    pub marks: Vec<Mark>,
    pub console: Vec<ConsoleLine>,
    pub errors: Vec<ErrorRecord>,
    pub idle: Vec<IdleSpan>,
    pub visits: Vec<PageVisit>,
    pub requests: Vec<RequestRecord>,
    pub activity: Activity,
    pub lacks: Vec<Lack>,
    /// What rules about friction judge; of a recording that was read to its end.
    pub friction: Arc<Facts>,
}

fn report_label(error: &ErrorRecord) -> String {
    let separator = if error.name.is_empty() || error.message.is_empty() { "" } else { ": " };
    format!("{}{separator}{}", error.name, error.message).chars().take(LABEL_CHARS).collect()
}

/// Failed requests are errors that a person looks for, too.
fn with_failures(marks: &[Mark], failed: &[ErrorRecord]) -> Vec<Mark> {
    let of = |error: &ErrorRecord| Mark {
        time: error.time,
        until: error.time,
        tab: error.tab,
        kind: MarkKind::Error,
        label: report_label(error),
        target: None,
        x: None,
        y: None,
        count: 1,
    };
    merged(marks, failed.iter().map(of).collect(), |mark| mark.time)
}

/// By time; of one time those of `before` first.
fn merged<T: Clone>(before: &[T], more: Vec<T>, time: impl Fn(&T) -> Timestamp) -> Vec<T> {
    let mut all = before.to_vec();
    if !more.is_empty() {
        all.extend(more);
        all.sort_by_key(time);
    }
    all
}

#[derive(Clone, Debug, Default)]
pub struct Analyzer {
    marks: Vec<Mark>,
    console: Vec<ConsoleLine>,
    errors: Vec<ErrorRecord>,
    visits: Vec<PageVisit>,
    requests: RequestFinder,
    activity: ActivityCounter,
    idle: IdleFinder,
    health: HealthFinder,
    announced: AnnouncedPages,
    friction: Gatherer,
    end: Timestamp,
}

impl Analyzer {
    pub fn new() -> Analyzer {
        Analyzer::default()
    }

    /// `document` is the state after `event`; `records` what applying it counted.
    pub fn event(&mut self, event: &Event, document: &Document, records: usize) {
        self.end = self.end.max(event.time);
        self.health.event(event, document);
        self.announced.event(event);
        self.friction.event(event, document);
        if event.kind.is_user_act() {
            self.idle.act(event.time);
        }
        if event.kind.changes_page() {
            self.activity.add(event.time, records);
        }
        match &event.kind {
            EventKind::Interaction(interaction) => self.interaction(event, interaction, document),
            EventKind::Input { target, user_triggered, .. } if *user_triggered != Some(false) => {
                self.run(event, MarkKind::Input, Some(*target), "typed in", document);
            }
            EventKind::Scroll { target, .. } => {
                self.run(event, MarkKind::Scroll, Some(*target), "scrolled", document)
            }
            EventKind::Viewport { width, height } => {
                self.mark(event, MarkKind::Viewport, format!("window became {width} × {height}"), None, None);
            }
            EventKind::Meta { href, .. } => self.visit(event, href),
            EventKind::FullSnapshot(_) => self.title(event.tab, document),
            EventKind::Console(record) => self.console_line(event, record),
            EventKind::Exception(report) => self.exception(event, report),
            EventKind::Network(requests) => self.requests.add(event, requests),
            _ => {}
        }
    }

    /// What was found up to now. Cheap enough to be asked while an import runs.
    pub fn findings(&self) -> Findings {
        let requests = self.requests.requests();
        let failed: Vec<ErrorRecord> = requests.iter().filter_map(error_from_request).collect();
        Findings {
            marks: with_failures(&self.marks, &failed),
            console: self.console.clone(),
            errors: merged(&self.errors, failed, |error| error.time),
            idle: self.idle.spans(self.end),
            visits: self.visits.clone(),
            requests,
            activity: self.activity.get().clone(),
            lacks: self.health.lacks(),
            friction: Arc::default(),
        }
    }

    /// What was found, after the last event.
    pub fn finish(&self) -> Findings {
        Findings { friction: Arc::new(self.friction.facts()), ..self.findings() }
    }

    /// Problems that only the whole of the recording shows.
    pub fn issues(&self) -> &Diagnostics {
        self.announced.issues()
    }

    fn interaction(&mut self, event: &Event, interaction: &Interaction, document: &Document) {
        let (kind, verb) = match interaction.kind {
            InteractionKind::Click => (MarkKind::Click, "clicked"),
            InteractionKind::DoubleClick => (MarkKind::DoubleClick, "double-clicked"),
            InteractionKind::ContextMenu => (MarkKind::ContextMenu, "opened the menu of"),
            InteractionKind::TouchStart => (MarkKind::Touch, "touched"),
            _ => return,
        };
        if kind == MarkKind::Click && self.touched_just_before(event) {
            return;
        }
        let target = interaction.target.map(NodeKey::from_source);
        let name = target.and_then(|key| element_label(document, key));
        let label = name.map_or_else(|| verb.to_owned(), |name| format!("{verb} {name}"));
        self.mark(event, kind, label, interaction.target, interaction.position);
    }

    fn touched_just_before(&self, event: &Event) -> bool {
        self.marks.iter().rev().take(8).any(|mark| {
            mark.kind == MarkKind::Touch && mark.tab == event.tab && event.time - mark.time < TOUCH_CLICK_GAP
        })
    }

    /// Marks that last: extends the run that is going on at this target, or begins one.
    fn run(
        &mut self,
        event: &Event,
        kind: MarkKind,
        target: Option<SourceNodeId>,
        verb: &str,
        document: &Document,
    ) {
        let raw = target.map(|id| id.0);
        let open = self.marks.iter_mut().rev().take(16).find(|mark| mark.kind == kind && mark.target == raw);
        if let Some(mark) = open
            && mark.tab == event.tab
            && event.time - mark.until < RUN_GAP
        {
            mark.until = event.time;
            mark.count += 1;
            return;
        }
        let name = target.map(NodeKey::from_source).and_then(|key| element_label(document, key));
        let label = name.map_or_else(|| verb.to_owned(), |name| format!("{verb} {name}"));
        let label = if kind == MarkKind::Scroll && self.is_page(document, target) {
            "scrolled the page".to_owned()
        } else {
            label
        };
        self.mark(event, kind, label, target, None);
    }

    fn is_page(&self, document: &Document, target: Option<SourceNodeId>) -> bool {
        let node = target.and_then(|id| document.node(NodeKey::from_source(id)));
        node.is_some_and(|node| node.data.is_document())
    }

    fn visit(&mut self, event: &Event, href: &Text) {
        let previous = self.visits.iter().rev().find(|visit| visit.tab == event.tab);
        // A periodic snapshot repeats the address: the person stayed where they were.
        if previous.is_some_and(|visit| visit.href == *href) {
            return;
        }
        let label = format!("opened {href}");
        self.visits.push(PageVisit {
            time: event.time,
            tab: event.tab,
            href: href.clone(),
            title: Text::default(),
        });
        self.mark(event, MarkKind::Navigation, label, None, None);
    }

    fn title(&mut self, tab: TabId, document: &Document) {
        let visit = self.visits.iter_mut().rev().find(|visit| visit.tab == tab);
        if let Some(visit) = visit
            && visit.title.is_empty()
            && let Some(title) = page_title(document)
        {
            visit.title = Text::from(title);
        }
    }

    fn console_line(&mut self, event: &Event, record: &ConsoleRecord) {
        let line = ConsoleLine {
            time: event.time,
            tab: event.tab,
            seq: event.seq,
            level: record.level,
            method: record.method.clone(),
            text: record.text.clone(),
            args: record.args.clone(),
            trace: record.trace.clone(),
            uncaught: record.uncaught,
        };
        let label: String = record.text.lines().next().unwrap_or("").chars().take(LABEL_CHARS).collect();
        let kind = match record.level {
            ConsoleLevel::Error => MarkKind::Error,
            level => MarkKind::Console(level),
        };
        self.mark(event, kind, label, None, None);
        if let Some(error) = error_from_console(&line) {
            self.drop_report_of(&error);
            self.errors.push(error);
        }
        self.console.push(line);
    }

    /// A monitor's report, unless the console told of it.
    fn exception(&mut self, event: &Event, report: &ExceptionReport) {
        let Some(error) = error_from_report(event, report) else { return };
        if self.newest_errors().any(|other| is_same_error(other, &error)) {
            return;
        }
        self.mark(event, MarkKind::Error, report_label(&error), None, None);
        self.errors.push(error);
    }

    fn newest_errors(&self) -> impl Iterator<Item = &ErrorRecord> {
        self.errors.iter().rev().take(ERRORS_COMPARED)
    }

    /// The console says more of an exception than a monitor that was faster.
    fn drop_report_of(&mut self, error: &ErrorRecord) {
        let is_it = |other: &ErrorRecord| other.kind == ErrorKind::Reported && is_same_error(other, error);
        let Some(back) = self.newest_errors().position(is_it) else { return };
        let report = self.errors.remove(self.errors.len() - 1 - back);
        let is_its = |mark: &Mark| {
            mark.kind == MarkKind::Error && mark.time == report.time && mark.label == report_label(&report)
        };
        if let Some(place) = self.marks.iter().rposition(is_its) {
            self.marks.remove(place);
        }
    }

    fn mark(
        &mut self,
        event: &Event,
        kind: MarkKind,
        label: String,
        target: Option<SourceNodeId>,
        position: Option<(f64, f64)>,
    ) {
        self.marks.push(Mark {
            time: event.time,
            until: event.time,
            tab: event.tab,
            kind,
            label,
            target: target.map(|id| id.0),
            x: position.map(|(x, _)| x),
            y: position.map(|(_, y)| y),
            count: 1,
        });
    }
}
