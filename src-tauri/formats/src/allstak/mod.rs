//! AllStak: replays of all its dialects, and what its clients send beside them.

mod body;
mod replay;
mod telemetry;
mod wire;
mod wireframe;

use crate::translate::Translated;
use crate::translate::panel::Panel;
use crate::translate::script::{Script, kind};
use replay::{Dialect, Replay, WINDOW};
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use wire::{Doc, DocKind, Event, docs_in};

/// A page that is loaded anew begins a new session: one that begins so soon after another of the same site goes on with it.
const GOES_ON_MS: f64 = 60_000.0;
const TELEMETRY_ONLY: &str = "These are errors, logs or requests that AllStak's clients sent, without a replay. They stand on the timeline and in the lists.";
/// What happened so long before or after a session still belongs to it, if it names none.
const AROUND_MS: f64 = 15_000.0;

/// Bodies in the order in which they were found.
#[derive(Default)]
pub(crate) struct Collected {
    docs: Vec<Doc>,
    /// Events that say no time or no kind.
    broken: usize,
}

impl Collected {
    /// `arrived` is when the body came in, in milliseconds, where that is known.
    pub(crate) fn add(&mut self, value: Value, arrived: Option<f64>) {
        docs_in(value, arrived, &mut self.docs, &mut self.broken);
    }

    pub(crate) fn merge(&mut self, mut other: Collected) {
        self.docs.append(&mut other.docs);
        self.broken += other.broken;
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.docs.is_empty()
    }

    /// The recordings: sessions, with those that go on with each other as one.
    pub(crate) fn recordings(self) -> Vec<Translated> {
        let broken = self.broken;
        let sessions = sessions(self.docs);
        let mut visits: Vec<Vec<Session>> = Vec::new();
        for session in sessions {
            match visits.iter_mut().find(|visit| visit.last().is_some_and(|last| session.goes_on_from(last)))
            {
                Some(visit) => visit.push(session),
                None => visits.push(vec![session]),
            }
        }
        let mut recordings: Vec<Translated> = visits.into_iter().map(recording).collect();
        if let (true, Some(first)) = (broken > 0, recordings.first_mut()) {
            first.notes.push(format!("{broken} events of AllStak without a time or a kind were left out"));
        }
        recordings
    }
}

struct Session {
    name: String,
    events: Vec<Event>,
    /// With when each happened, as well as that is known.
    beside: Vec<(f64, Doc)>,
    repeated: usize,
}

impl Session {
    fn span(&self) -> (f64, f64) {
        let times = self.events.iter().map(|event| event.at).chain(
            // Without a replay, what stands beside it is all there is.
            self.beside.iter().map(|(at, _)| *at).filter(|_| self.events.is_empty()),
        );
        times.fold((f64::INFINITY, f64::NEG_INFINITY), |(first, last), at| (first.min(at), last.max(at)))
    }

    fn site(&self) -> Option<String> {
        let of_body = |event: &Event| event.data.get("url").and_then(Value::as_str).map(str::to_owned);
        self.events
            .iter()
            .find_map(|event| event.url.clone().or_else(|| of_body(event)))
            .map(|url| site_of(&url))
    }

    fn person(&self) -> Option<String> {
        self.beside.iter().find_map(|(_, doc)| match &doc.kind {
            DocKind::Error(value) => value.pointer("/user/id")?.as_str().map(str::to_owned),
            DocKind::Log(value) | DocKind::SessionStart(value) => {
                value.get("userId")?.as_str().map(str::to_owned)
            }
            _ => None,
        })
    }

    fn goes_on_from(&self, before: &Session) -> bool {
        let same = |a: Option<String>, b: Option<String>| a.is_none() || b.is_none() || a == b;
        let gap = self.span().0 - before.span().1;
        (0.0..=GOES_ON_MS).contains(&gap)
            && same(self.site(), before.site())
            && same(self.person(), before.person())
            && Dialect::of(&self.events) == Dialect::of(&before.events)
    }
}

/// Scheme and host.
fn site_of(url: &str) -> String {
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    format!("{scheme}://{}", rest.split(['/', '?', '#']).next().unwrap_or(rest))
}

/// What belongs to which session, in the order of their beginnings.
fn sessions(docs: Vec<Doc>) -> Vec<Session> {
    let spans = spans_of(&docs);
    let mut of_trace: HashMap<String, String> = HashMap::new();
    for doc in &docs {
        if let (Some(trace), Some(session)) = (doc.trace(), doc.session()) {
            of_trace.entry(trace).or_insert(session);
        }
    }
    let mut sessions: BTreeMap<String, Session> = BTreeMap::new();
    let mut seen: HashMap<String, HashMap<String, usize>> = HashMap::new();
    let mut last = spans.keys().next().cloned().unwrap_or_default();
    // Up to when each session was told so far.
    let mut told: HashMap<String, f64> =
        spans.iter().map(|(name, (first, _))| (name.clone(), *first)).collect();
    for doc in docs {
        let at = doc.at();
        let by_time = |at: f64| {
            let near =
                spans.iter().filter(|(_, (first, end))| (first - AROUND_MS..=end + AROUND_MS).contains(&at));
            let off = |(first, end): &(f64, f64)| (first - at).max(at - end).max(0.0);
            near.min_by(|(_, a), (_, b)| off(a).total_cmp(&off(b))).map(|(name, _)| name.clone())
        };
        let name = doc
            .session()
            .or_else(|| doc.trace().and_then(|trace| of_trace.get(&trace).cloned()))
            .or_else(|| at.or(doc.arrived).and_then(by_time))
            .unwrap_or_else(|| last.clone());
        let session = sessions.entry(name.clone()).or_insert_with(|| Session {
            name: name.clone(),
            events: Vec::new(),
            beside: Vec::new(),
            repeated: 0,
        });
        last.clone_from(&name);
        match doc.kind {
            DocKind::Replay { events, .. } => {
                if let Some(end) = events.iter().map(|event| event.at).max_by(f64::total_cmp) {
                    told.insert(name.clone(), end);
                }
                take_new(session, events, seen.entry(name).or_default());
            }
            _ => {
                let at = at.or(doc.arrived).or_else(|| told.get(&name).copied()).unwrap_or_default();
                session.beside.push((at, doc));
            }
        }
    }
    let is_told = |session: &Session| !session.events.is_empty() || !session.beside.is_empty();
    let mut sessions: Vec<Session> = sessions.into_values().filter(is_told).collect();
    for session in &mut sessions {
        session.events.sort_by(|a, b| a.at.total_cmp(&b.at));
    }
    sessions.sort_by(|a, b| a.span().0.total_cmp(&b.span().0));
    sessions
}

/// From when to when each replay tells.
fn spans_of(docs: &[Doc]) -> BTreeMap<String, (f64, f64)> {
    let mut spans: BTreeMap<String, (f64, f64)> = BTreeMap::new();
    for doc in docs {
        if let DocKind::Replay { session, events } = &doc.kind {
            for event in events {
                let span = spans.entry(session.clone()).or_insert((event.at, event.at));
                *span = (span.0.min(event.at), span.1.max(event.at));
            }
        }
    }
    spans
}

/// A batch whose answer was late is sent again. Within one batch the same may well happen twice.
fn take_new(session: &mut Session, events: Vec<Event>, seen: &mut HashMap<String, usize>) {
    let mut here: HashMap<String, usize> = HashMap::new();
    for event in events {
        let key = format!("{} {} {}", event.at, event.kind, event.data);
        let count = here.entry(key.clone()).or_default();
        *count += 1;
        let known = seen.entry(key).or_default();
        if *count > *known {
            *known = *count;
            session.events.push(event);
        } else {
            session.repeated += 1;
        }
    }
}

fn recording(visit: Vec<Session>) -> Translated {
    let mut script = Script::default();
    let mut notes = Vec::new();
    let dialect = visit.first().map_or(Dialect::D, |session| Dialect::of(&session.events));
    let has_replay = visit.iter().any(|session| !session.events.is_empty());
    let (mut unplaced, mut repeated) = (0, 0);
    let name = visit.first().map(|session| session.name.clone()).unwrap_or_default();
    script.fact("sessionId", json!(name));
    let others: Vec<Value> =
        visit.iter().skip(1).map(|session| json!({ "sessionId": session.name })).collect();
    if !others.is_empty() {
        script.fact("sessions", Value::Array(others));
    }
    for session in &visit {
        let mut replay = Replay::new(&mut script, dialect);
        session.events.iter().for_each(|event| replay.event(event));
        unplaced += replay.unplaced;
        repeated += session.repeated;
        let base = session.site().unwrap_or_default();
        let mut known = telemetry::Known::default();
        for (at, doc) in &session.beside {
            telemetry::tell(doc, *at, &base, &mut script, &mut known);
        }
        for (_, doc) in &session.beside {
            if let DocKind::Error(error) = &doc.kind {
                telemetry::breadcrumbs(error, &base, &mut script, &mut known);
            }
        }
    }
    if has_replay {
        notes.push(dialect.lacks().to_owned());
    } else {
        if let Some((first, _)) = script.span() {
            let (tree, _) = Panel::page("No picture was recorded", TELEMETRY_ONLY);
            script.meta(first, "about:blank", WINDOW);
            script.push(first, kind::FULL_SNAPSHOT, &tree.snapshot((0.0, 0.0)), None);
        }
        notes.push(
            "These are AllStak's errors, logs or requests without a replay: no picture was recorded"
                .to_owned(),
        );
    }
    if unplaced > 0 {
        notes.push(format!(
            "{unplaced} changes were recorded without what changed or where; the attribute data-playhead-changes counts them"
        ));
    }
    if repeated > 0 {
        notes.push(format!("{repeated} events that were sent twice were taken once"));
    }
    Translated { name, format: format_of(dialect, has_replay), script, notes }
}

fn format_of(dialect: Dialect, has_replay: bool) -> &'static str {
    match dialect {
        _ if !has_replay => "AllStak telemetry",
        Dialect::A1 => "AllStak replay (allstak-js, early)",
        Dialect::A2 => "AllStak replay (allstak-js)",
        Dialect::B => "AllStak replay (allstak-react)",
        Dialect::C => "AllStak replay (allstak-react-native)",
        Dialect::D => "AllStak replay (own client)",
    }
}

#[cfg(test)]
mod tests;
