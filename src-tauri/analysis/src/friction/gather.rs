//! One pass over events and documents that gathers the facts.

use super::control::{button_sends, form_of, is_send_button, look_at};
use super::facts::*;
use super::forms::Forms;
use super::thrash::restless;
use super::ticking::Ticking;
use crate::errors::{error_from_console, error_from_report};
use crate::label::element_label;
use dom::{Document, NodeKey};
use events::derived::ErrorRecord;
use events::{
    Event, EventKind, Interaction, InteractionKind, PointerKind, SourceNodeId, TabId, Text, Timestamp,
};
use std::collections::HashMap;

/// A page that is quiet for so long is done with a click.
const QUIET: i64 = 100_000;

#[derive(Clone, Debug, Default)]
pub struct Gatherer {
    clicks: Vec<ClickFact>,
    pointer: Vec<PointerFact>,
    visits: Vec<VisitFact>,
    tabs: HashMap<TabId, TabState>,
    forms: Forms,
    ticking: Ticking,
    end: Timestamp,
}

#[derive(Clone, Debug, Default)]
struct TabState {
    /// Clicks that may still be answered, by running number.
    open: Vec<usize>,
    /// When something of each kind came last.
    last: Delays,
    selected: bool,
    scrolled: bool,
    visit: Option<usize>,
    height: f64,
    /// What was focused last, and whether the recorder tells of that.
    focus: Option<SourceNodeId>,
    tells_focus: bool,
    /// Somebody did something there.
    is_used: bool,
    /// Where each scrolled node stands, and which way it went last.
    scrolls: HashMap<SourceNodeId, (f64, f64)>,
}

impl Gatherer {
    pub fn new() -> Gatherer {
        Gatherer::default()
    }

    /// `document` is the state after the event.
    pub fn event(&mut self, event: &Event, document: &Document) {
        self.end = self.end.max(event.time);
        match &event.kind {
            EventKind::Interaction(it) => self.interaction(event, it, document),
            EventKind::PointerMove(sample) if sample.kind == PointerKind::Mouse => {
                // Fingers do not hesitate: they are where they touch.
                self.pointer.push(PointerFact { time: event.time, tab: event.tab, x: sample.x, y: sample.y });
            }
            EventKind::Mutation(mutation) => {
                self.signal(event, Signal::Mutation);
                if self.ticking.is_answer(event.tab, event.time, mutation, document) {
                    self.signal(event, Signal::Answer);
                }
                self.forms.changed(event, document);
            }
            EventKind::FullSnapshot(_) => {
                self.signal(event, Signal::Mutation);
                self.signal(event, Signal::Answer);
                self.forms.changed(event, document);
            }
            EventKind::StyleRule(_) | EventKind::StyleDeclaration(_) | EventKind::AdoptedSheets(_) => {
                self.signal(event, Signal::Style);
            }
            EventKind::Canvas(canvas) => {
                self.signal(event, Signal::Canvas);
                if self.ticking.is_answer_of(event.tab, event.time, canvas.target) {
                    self.signal(event, Signal::Answer);
                }
            }
            EventKind::Media { .. } => self.signal(event, Signal::Media),
            EventKind::Selection(ranges) => {
                // A click leaves the caret somewhere; that is no selection.
                let is_text = ranges
                    .iter()
                    .any(|range| (range.start, range.start_offset) != (range.end, range.end_offset));
                if is_text {
                    self.tab(event.tab).selected = true;
                    self.signal(event, Signal::Selection);
                }
            }
            EventKind::Input { target, value, user_triggered, .. } => {
                self.signal(event, Signal::Input);
                if self.is_typed(event.tab, *target, *user_triggered) {
                    self.act(event);
                    self.forms.input(event, *target, value, document);
                }
            }
            EventKind::Scroll { target, y, .. } => {
                self.tab(event.tab).scrolled = true;
                self.signal(event, Signal::Scroll);
                self.act(event);
                self.scrolled(event, *target, *y);
            }
            EventKind::Viewport { height, .. } => self.tab(event.tab).height = *height,
            EventKind::Meta { href, height, .. } => self.page(event, href, *height),
            EventKind::Network(requests) => {
                for request in requests.iter() {
                    let at = event.time + request.start_ms.map_or(0, |ms| (ms * 1000.0) as i64);
                    self.signal_at(event.tab, at.min(event.time), Signal::Request);
                }
            }
            EventKind::Console(record) => {
                let line = events::derived::ConsoleLine {
                    time: event.time,
                    tab: event.tab,
                    seq: event.seq,
                    level: record.level,
                    method: Text::default(),
                    text: record.text.clone(),
                    args: Vec::new(),
                    trace: record.trace.clone(),
                    uncaught: record.uncaught,
                };
                if let Some(error) = error_from_console(&line) {
                    self.error(event, &error);
                }
            }
            EventKind::Exception(report) => {
                if let Some(error) = error_from_report(event, report) {
                    self.error(event, &error);
                }
            }
            _ => {}
        }
    }

    /// What was gathered up to now.
    pub fn facts(&self) -> Facts {
        let mut visits = self.visits.clone();
        for tab in self.tabs.values() {
            if let Some(visit) = tab.visit.and_then(|number| visits.get_mut(number)) {
                (visit.until, visit.is_last) = (self.end, true);
            }
        }
        let forms = self.forms.facts(self.end);
        Facts { clicks: self.clicks.clone(), pointer: restless(&self.pointer), visits, forms, end: self.end }
    }

    fn tab(&mut self, tab: TabId) -> &mut TabState {
        self.tabs.entry(tab).or_default()
    }

    fn interaction(&mut self, event: &Event, it: &Interaction, document: &Document) {
        self.tab(event.tab).is_used = true;
        match it.kind {
            InteractionKind::Click => self.click(event, it, document),
            InteractionKind::Focus | InteractionKind::Blur if it.target.is_some() => {
                let tab = self.tab(event.tab);
                tab.tells_focus = true;
                if it.kind == InteractionKind::Focus {
                    tab.focus = it.target;
                }
                self.signal(event, Signal::Focus);
            }
            InteractionKind::Focus | InteractionKind::Blur => self.signal(event, Signal::Focus),
            _ => {}
        }
    }

    /// Pages fill fields as well; where nobody says who it was, a person is who writes where the focus is.
    fn is_typed(&self, tab: TabId, target: SourceNodeId, user_triggered: Option<bool>) -> bool {
        let tab = self.tabs.get(&tab);
        let is_focused =
            tab.is_some_and(|tab| if tab.tells_focus { tab.focus == Some(target) } else { tab.is_used });
        user_triggered.unwrap_or(is_focused)
    }

    fn click(&mut self, event: &Event, it: &Interaction, document: &Document) {
        self.act(event);
        self.ticking.click(event.tab, event.time);
        let key = it.target.map(NodeKey::from_source);
        let found = key.map(|key| look_at(document, key)).unwrap_or_default();
        let tab = self.tabs.entry(event.tab).or_default();
        let mut before = Delays::default();
        for signal in ALL {
            let ago = tab.last.get(signal).map(|last| event.time.0 - last);
            if let Some(ago) = ago.filter(|ago| (0..=LOOK_BACK).contains(ago)) {
                before.set(signal, ago);
            }
        }
        tab.open.push(self.clicks.len());
        self.clicks.push(ClickFact {
            time: event.time,
            tab: event.tab,
            target: key,
            control: found.control,
            control_kind: found.kind,
            label: key.and_then(|key| element_label(document, key)).unwrap_or_default(),
            text: found.text.clone(),
            position: it.position,
            on_page: found.on_page,
            is_excluded: found.is_excluded,
            after: Delays::default(),
            before,
            selected_since: std::mem::take(&mut tab.selected),
            scrolled_since: std::mem::take(&mut tab.scrolled),
            busy_until: event.time,
            error_while_busy: None,
        });
        if let Some(key) = key
            && let Some(sends) = button_sends(document, key, &found)
        {
            self.forms.pressed(event, form_of(document, key), sends);
        }
        if let Some(key) = key
            && let Some(form) = form_of(document, key)
            && is_send_button(document, key)
        {
            self.forms.sent(event, form);
        }
    }

    fn signal(&mut self, event: &Event, signal: Signal) {
        self.signal_at(event.tab, event.time, signal);
    }

    fn signal_at(&mut self, tab: TabId, at: Timestamp, signal: Signal) {
        let end = self.end;
        let tab = self.tabs.entry(tab).or_default();
        tab.last.set(signal, at.0);
        let clicks = &mut self.clicks;
        // Signals come in order but for requests, which are told of late.
        tab.open.retain(|&number| {
            let Some(click) = clicks.get_mut(number) else { return false };
            if end - click.time > LOOK_AHEAD {
                return false;
            }
            let delay = at - click.time;
            if delay < 0 {
                return true;
            }
            click.after.set_first(signal, delay);
            let is_activity = !matches!(signal, Signal::Error | Signal::Focus | Signal::Selection);
            let goes_on = at - click.busy_until <= QUIET;
            if goes_on && is_activity {
                click.busy_until = click.busy_until.max(at);
            }
            if goes_on && signal == Signal::Error && click.error_while_busy.is_none() {
                click.error_while_busy = Some(at);
            }
            true
        });
    }

    fn act(&mut self, event: &Event) {
        self.ticking.act(event.tab, event.time);
        if let Some(visit) = self.visit(event.tab) {
            visit.acts += 1;
            visit.last_act = Some(event.time);
        }
    }

    fn visit(&mut self, tab: TabId) -> Option<&mut VisitFact> {
        let number = self.tabs.get(&tab)?.visit?;
        self.visits.get_mut(number)
    }

    fn error(&mut self, event: &Event, error: &ErrorRecord) {
        self.signal(event, Signal::Error);
        if let Some(visit) = self.visit(event.tab) {
            visit.last_error = Some(event.time);
            let separator = if error.name.is_empty() { "" } else { ": " };
            visit.error = format!("{}{separator}{}", error.name, error.message);
        }
    }

    fn page(&mut self, event: &Event, href: &Text, height: f64) {
        self.tab(event.tab).height = height;
        let number = self.visits.len();
        if let Some(visit) = self.visit(event.tab) {
            // A periodic snapshot repeats the address.
            if visit.href == href.as_str() {
                return;
            }
            visit.until = event.time;
            self.signal(event, Signal::Navigation);
            self.forms.left(event);
        }
        self.tab(event.tab).visit = Some(number);
        self.tab(event.tab).scrolls.clear();
        self.visits.push(VisitFact {
            tab: event.tab,
            href: href.to_string(),
            from: event.time,
            until: event.time,
            acts: 0,
            last_act: None,
            last_error: None,
            error: String::new(),
            is_last: false,
            screens: 0.0,
            turns: 0,
        });
    }

    fn scrolled(&mut self, event: &Event, target: SourceNodeId, y: f64) {
        let tab = self.tab(event.tab);
        let height = tab.height.max(1.0);
        let (at, way) = tab.scrolls.get(&target).copied().unwrap_or((0.0, 0.0));
        let by = y - at;
        tab.scrolls.insert(target, (y, if by == 0.0 { way } else { by.signum() }));
        if let Some(visit) = self.visit(event.tab) {
            visit.screens += by.abs() / height;
            visit.turns += u32::from(by != 0.0 && way != 0.0 && by.signum() != way);
        }
    }
}

const ALL: [Signal; SIGNALS] = [
    Signal::Mutation,
    Signal::Style,
    Signal::Canvas,
    Signal::Media,
    Signal::Input,
    Signal::Scroll,
    Signal::Selection,
    Signal::Focus,
    Signal::Request,
    Signal::Navigation,
    Signal::Error,
    Signal::Answer,
];
