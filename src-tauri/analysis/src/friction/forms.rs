//! Forms in which somebody writes, and what becomes of them.

use super::control::{complaint, field_label, form_around, form_label, is_search};
use super::facts::{FieldFact, FormFact};
use dom::{Document, NodeKey};
use events::{Event, SourceNodeId, TabId, Text, Timestamp};
use std::collections::HashMap;

/// What comes within this time after a form was sent is its answer.
const ANSWER: i64 = 30_000_000;
/// A form that goes within this time after a button was pressed was sent by it.
const GOES: i64 = 2_000_000;
/// A form is asked what is wrong no more often.
const ASK_EVERY: i64 = 100_000;
/// What it says so long after the last act in it belongs to that act.
const SAYS: i64 = 5_000_000;

#[derive(Clone, Debug, Default)]
pub struct Forms {
    open: HashMap<(TabId, NodeKey), Open>,
    done: Vec<FormFact>,
    /// The last click on a button that may send what was written.
    pressed: HashMap<TabId, Timestamp>,
}

#[derive(Clone, Debug)]
struct Open {
    fact: FormFact,
    /// How long what stands in each field is.
    lengths: HashMap<NodeKey, usize>,
    asked: Timestamp,
}

impl Forms {
    pub fn input(&mut self, event: &Event, target: SourceNodeId, value: &Text, document: &Document) {
        let key = NodeKey::from_source(target);
        let Some((form, is_cluster)) = form_around(document, key) else { return };
        if is_search(document, key, form) {
            return;
        }
        let open = self.open.entry((event.tab, form)).or_insert_with(|| Open {
            fact: FormFact {
                tab: event.tab,
                from: event.time,
                last: event.time,
                until: event.time,
                is_cluster,
                label: form_label(document, form),
                fields: Vec::new(),
                last_field: 0,
                sent: None,
                succeeded: false,
                complaint: String::new(),
            },
            lengths: HashMap::new(),
            asked: event.time,
        });
        let length = value.chars().count();
        let was = open.lengths.insert(key, length).unwrap_or(0);
        let fact = &mut open.fact;
        fact.last = event.time;
        let place = fact.fields.iter().position(|field| field.target == key).unwrap_or_else(|| {
            fact.fields.push(FieldFact {
                target: key,
                label: field_label(document, key, form),
                first: event.time,
                last: event.time,
                corrections: 0,
            });
            fact.fields.len() - 1
        });
        fact.last_field = place;
        if let Some(field) = fact.fields.get_mut(place) {
            field.last = event.time;
            field.corrections += u32::from(length < was);
        }
    }

    pub fn sent(&mut self, event: &Event, form: NodeKey) {
        if let Some(open) = self.open.get_mut(&(event.tab, form)) {
            open.fact.sent = Some(event.time);
            open.fact.last = event.time;
        }
    }

    /// A button was pressed: it may stand outside of the form that it sends.
    pub fn pressed(&mut self, event: &Event, around: Option<NodeKey>, sends: bool) {
        if !sends {
            self.pressed.remove(&event.tab);
            return;
        }
        self.pressed.insert(event.tab, event.time);
        let inside = around.and_then(|form| self.open.get_mut(&(event.tab, form)));
        if let Some(open) = inside.filter(|open| open.fact.is_cluster) {
            // Fields without a form have no other way to be sent.
            (open.fact.sent, open.fact.last, open.fact.succeeded) = (Some(event.time), event.time, true);
        }
    }

    /// The page has changed: a form may have gone, or say what is wrong.
    pub fn changed(&mut self, event: &Event, document: &Document) {
        if self.open.is_empty() {
            return;
        }
        let mut gone = Vec::new();
        for (&(tab, form), open) in self.open.iter_mut().filter(|((tab, _), _)| *tab == event.tab) {
            if document.node(form).is_none() {
                let pressed =
                    self.pressed.get(&tab).filter(|at| event.time - **at <= GOES && **at >= open.fact.last);
                open.fact.sent = open.fact.sent.or(pressed.copied());
                gone.push((tab, form));
                continue;
            }
            let is_asked = event.time - open.asked >= ASK_EVERY || event.time == open.fact.last;
            if is_asked && event.time - open.fact.last <= SAYS {
                open.asked = event.time;
                let says = complaint(document, form);
                if !says.is_empty() {
                    open.fact.complaint = says;
                }
            }
        }
        for key in gone {
            self.close(key, event.time);
        }
    }

    /// The page of this tab is left.
    pub fn left(&mut self, event: &Event) {
        let keys: Vec<_> = self.open.keys().filter(|(tab, _)| *tab == event.tab).copied().collect();
        for key in keys {
            self.close(key, event.time);
        }
    }

    fn close(&mut self, key: (TabId, NodeKey), at: Timestamp) {
        let Some(mut open) = self.open.remove(&key) else { return };
        open.fact.until = at;
        open.fact.succeeded |= open.fact.sent.is_some_and(|sent| at - sent <= ANSWER);
        self.done.push(open.fact);
    }

    /// In order of time.
    pub fn facts(&self, end: Timestamp) -> Vec<FormFact> {
        let still = self.open.values().map(|open| FormFact { until: end, ..open.fact.clone() });
        let mut facts: Vec<FormFact> = self.done.iter().cloned().chain(still).collect();
        facts.sort_by_key(|fact| (fact.from, fact.tab));
        facts
    }
}
