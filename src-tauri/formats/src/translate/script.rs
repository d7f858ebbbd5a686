//! The events of a recording that was translated, as the text that goes on to the splitter.

use crate::timestamp::Stamp;
use serde_json::{Map, Value, json};

/// rrweb's numbers for kinds of events, and for the sources of incremental ones.
pub(crate) mod kind {
    pub(crate) const FULL_SNAPSHOT: u8 = 2;
    pub(crate) const INCREMENTAL: u8 = 3;
    pub(crate) const META: u8 = 4;
    pub(crate) const CUSTOM: u8 = 5;
    pub(crate) const PLUGIN: u8 = 6;
}

/// Events of one recording in the order they were told.
#[derive(Default)]
pub(crate) struct Script {
    events: Vec<(f64, String)>,
    /// What the container says of the session, as members of the object around the events.
    facts: Map<String, Value>,
    lost: usize,
}

impl Script {
    /// First and last time, in milliseconds.
    pub(crate) fn span(&self) -> Option<(f64, f64)> {
        let times = || self.events.iter().map(|(at, _)| *at);
        Some((times().min_by(f64::total_cmp)?, times().max_by(f64::total_cmp)?))
    }

    /// What is told first counts.
    pub(crate) fn fact(&mut self, name: &str, value: Value) {
        match (self.facts.get_mut(name), value) {
            (_, Value::Null) => {}
            (None, value) => {
                if value != json!({}) && value != json!("") {
                    self.facts.insert(name.to_owned(), value);
                }
            }
            // Of one person, what another message said is more of it.
            (Some(Value::Object(known)), Value::Object(more)) => {
                for (name, value) in more {
                    known.entry(name).or_insert(value);
                }
            }
            (Some(_), _) => {}
        }
    }

    /// An event as it was recorded.
    pub(crate) fn event(&mut self, event: Value) {
        let stamp = match event.get("timestamp") {
            Some(Value::Number(number)) => number.as_f64().map_or(Stamp::Missing, Stamp::Number),
            Some(Value::String(text)) => Stamp::of_text(text.as_bytes()),
            _ => Stamp::Missing,
        };
        // Without a time it stays behind the one that was told before it.
        let before = self.events.last().map_or(0.0, |(at, _)| *at);
        let at = stamp.repair().map_or(before, |repaired| repaired.wall.as_millis());
        self.events.push((at, event.to_string()));
    }

    /// Counts an event that cannot be told.
    pub(crate) fn lose(&mut self) {
        self.lost += 1;
    }

    /// How many were lost; None where there is nothing to say.
    pub(crate) fn take_lost(&mut self) -> Option<usize> {
        Some(std::mem::take(&mut self.lost)).filter(|&lost| lost > 0)
    }

    /// `data` is JSON text. `original` is what it was made from, kept beside it.
    pub(crate) fn push(&mut self, at: f64, kind: u8, data: &str, original: Option<&Value>) {
        let mut text = format!("{{\"type\":{kind},\"data\":{data},\"timestamp\":{}", number(at));
        if let Some(original) = original {
            text.push_str(",\"original\":");
            text.push_str(&original.to_string());
        }
        text.push('}');
        self.events.push((at, text));
    }

    pub(crate) fn meta(&mut self, at: f64, href: &str, (width, height): (f64, f64)) {
        let data = json!({ "href": href, "width": width, "height": height });
        self.push(at, kind::META, &data.to_string(), None);
    }

    pub(crate) fn incremental(&mut self, at: f64, data: &Value, original: Option<&Value>) {
        self.push(at, kind::INCREMENTAL, &data.to_string(), original);
    }

    pub(crate) fn custom(&mut self, at: f64, tag: &str, payload: &Value) {
        self.push(at, kind::CUSTOM, &json!({ "tag": tag, "payload": payload }).to_string(), None);
    }

    /// A console line. `args` as they were given to the console.
    pub(crate) fn console(&mut self, at: f64, level: &str, args: &[Value]) {
        let level = if level == "warning" { "warn" } else { level };
        let level = if level == "fatal" { "error" } else { level };
        let payload: Vec<String> = args.iter().map(Value::to_string).collect();
        let payload = json!({ "level": level, "trace": [], "payload": payload });
        let data = json!({ "plugin": "rrweb/console@1", "payload": payload });
        self.push(at, kind::PLUGIN, &data.to_string(), None);
    }

    /// An exception that a monitor reported.
    pub(crate) fn exception(&mut self, at: f64, payload: &Value) {
        self.custom(at, "$exception", payload);
    }

    /// A request that began `at`. `details` are what else is known of it, as `request_parts` reads it.
    pub(crate) fn request(&mut self, at: f64, request: &Request<'_>, details: &Value) {
        let mut data = details.as_object().cloned().unwrap_or_default();
        data.insert("method".to_owned(), json!(request.method));
        data.insert("statusCode".to_owned(), json!(request.status));
        let payload = json!({
            "op": format!("resource.{}", request.initiator),
            "description": request.url,
            "startTimestamp": at / 1000.0,
            "endTimestamp": (at + request.lasted.max(0.0)) / 1000.0,
            "data": data,
        });
        // It is known when it is over.
        self.custom(at + request.lasted.max(0.0), "performanceSpan", &payload);
    }

    /// Everything of another one.
    pub(crate) fn append(&mut self, mut other: Script) {
        self.events.append(&mut other.events);
        for (name, value) in other.facts {
            self.fact(&name, value);
        }
    }

    /// One object with the facts and, in the order of their times, the events: one on each line.
    pub(crate) fn into_text(mut self) -> Vec<u8> {
        self.events.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        let facts = Value::Object(self.facts).to_string();
        let facts = facts.strip_suffix('}').unwrap_or(&facts);
        let comma = if facts.len() > 1 { "," } else { "" };
        let mut text = format!("{facts}{comma}\"events\":[\n");
        for (place, (_, event)) in self.events.iter().enumerate() {
            if place > 0 {
                text.push_str(",\n");
            }
            text.push_str(event);
        }
        text.push_str("\n]}\n");
        text.into_bytes()
    }
}

/// What every request has.
pub(crate) struct Request<'a> {
    pub(crate) url: &'a str,
    pub(crate) method: Option<&'a str>,
    pub(crate) status: Option<f64>,
    /// In rrweb's words: `fetch`, `xhr`, `img`, `script`.
    pub(crate) initiator: &'a str,
    /// Milliseconds.
    pub(crate) lasted: f64,
}

/// Whole milliseconds without a fraction, as recorders write them.
fn number(at: f64) -> String {
    if at.fract() == 0.0 { format!("{at:.0}") } else { format!("{at:.3}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_out_in_time_order_with_the_facts_around_them() {
        let mut script = Script::default();
        script.fact("sessionId", json!("s-1"));
        script.fact("sessionId", json!("s-2"));
        script.fact("user", Value::Null);
        script.custom(30.0, "b", &json!(1));
        script.fact("user", json!({ "id": "u" }));
        script.fact("user", json!({ "id": "v", "email": "e" }));
        script.meta(10.5, "https://a.example/", (8.0, 6.0));
        assert_eq!(script.span(), Some((10.5, 30.0)));
        assert_eq!(
            String::from_utf8(script.into_text()).unwrap(),
            r#"{"sessionId":"s-1","user":{"id":"u","email":"e"},"events":[
{"type":4,"data":{"href":"https://a.example/","width":8.0,"height":6.0},"timestamp":10.500},
{"type":5,"data":{"tag":"b","payload":1},"timestamp":30}
]}
"#
        );
        assert_eq!(Script::default().into_text(), b"{\"events\":[\n\n]}\n");
    }
}
