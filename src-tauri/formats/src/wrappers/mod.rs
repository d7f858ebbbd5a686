//! Products that keep rrweb's events as texts inside records of their own: whole, or cut into pieces.

mod faro;
mod highlight;
mod open_telemetry;
mod rum;
mod statsig;

use crate::probe::Wrapper;
use crate::timestamp::Stamp;
use crate::translate::Translated;
use crate::translate::script::Script;
use serde_json::Value;
use std::collections::BTreeMap;

/// None where no event is found.
pub(crate) fn translate(wrapper: Wrapper, values: &[Value]) -> Option<Translated> {
    let mut script = Script::default();
    let (format, read): (&'static str, fn(&Value, &mut Script)) = match wrapper {
        Wrapper::Faro => ("Grafana Faro", faro::read),
        Wrapper::Highlight => ("Highlight push payload", highlight::read),
        Wrapper::CloudWatch => ("CloudWatch RUM", rum::read),
        // Pieces of one event may stand in different records.
        Wrapper::OpenTelemetry => {
            open_telemetry::read(values, &mut script);
            ("OpenTelemetry session replay", |_, _| {})
        }
        Wrapper::Statsig => {
            statsig::read(values, &mut script);
            ("Statsig session replay", |_, _| {})
        }
    };
    values.iter().for_each(|value| read(value, &mut script));
    let notes = script
        .take_lost()
        .map(|lost| format!("{lost} events came without all their pieces and were left out"));
    script.span()?;
    Some(Translated { name: String::new(), format, script, notes: notes.into_iter().collect() })
}

/// Every object in a value, the outer ones first.
fn each_object<'v>(value: &'v Value, found: &mut impl FnMut(&'v serde_json::Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| each_object(item, found)),
        Value::Object(object) => {
            found(object);
            object.values().for_each(|inner| each_object(inner, found));
        }
        _ => {}
    }
}

/// The events in a text: one, or a list of them.
fn events_in(text: &str, script: &mut Script) -> bool {
    match serde_json::from_str(text) {
        Ok(Value::Array(items)) => {
            items.into_iter().for_each(|item| script.event(item));
            true
        }
        Ok(event @ Value::Object(_)) => {
            script.event(event);
            true
        }
        _ => false,
    }
}

fn millis(value: Option<&Value>) -> Option<f64> {
    let stamp = match value? {
        Value::Number(number) => Stamp::Number(number.as_f64()?),
        Value::String(text) => Stamp::of_text(text.as_bytes()),
        _ => return None,
    };
    stamp.repair().map(|repaired| repaired.wall.as_millis())
}

/// Its number, of how many, and its text.
type Piece = (u64, u64, String);

/// Texts that were cut into numbered pieces.
#[derive(Default)]
struct Pieces {
    texts: BTreeMap<(String, u64), Vec<Piece>>,
}

impl Pieces {
    fn add(&mut self, name: (String, u64), (number, count): (u64, u64), text: &str) {
        self.texts.entry(name).or_default().push((number, count, text.to_owned()));
    }

    /// What was whole, in the order of the names.
    fn tell(self, script: &mut Script) {
        for mut pieces in self.texts.into_values() {
            pieces.sort();
            // What was sent twice is there twice.
            pieces.dedup();
            let count = pieces.iter().map(|(_, count, _)| *count).max().unwrap_or(1).max(1);
            let is_whole = pieces.len() as u64 == count;
            let text: String = pieces.into_iter().map(|(_, _, text)| text).collect();
            if !is_whole || !events_in(&text, script) {
                script.lose();
            }
        }
    }
}

#[cfg(test)]
mod tests;
