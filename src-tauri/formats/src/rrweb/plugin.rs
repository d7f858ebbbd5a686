//! Plugin events (type 6): console and network records, and whatever else a plugin wrote.

use super::console;
use super::issues::{Issue, Issues};
use super::lenient::{List, Number, Scalar};
use super::wire::read_object;
use events::{EventKind, NetworkRequest, Text};
use serde::Deserialize;
use serde_json::value::RawValue;

#[derive(Deserialize, Default)]
#[serde(default)]
struct WirePlugin<'a> {
    plugin: Scalar,
    #[serde(borrow)]
    payload: Option<&'a RawValue>,
}

pub(super) fn read(data: &str, issues: &mut Issues) -> serde_json::Result<EventKind> {
    let WirePlugin { plugin, payload } = read_object(data)?;
    let name = plugin.into_text();
    let kind = name.split('@').next().unwrap_or_default();
    match kind {
        "rrweb/console" => console::read_payload(payload),
        "rrweb/network" => network(payload, issues),
        _ => Ok(EventKind::Plugin { name, payload: json(payload) }),
    }
}

/// JSON text as it stands; null where there is none.
pub(super) fn json(value: Option<&RawValue>) -> Text {
    Text::new(value.map_or("null", RawValue::get))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct WireNetwork {
    requests: List<Box<RawValue>>,
}

#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct WireRequest {
    name: Scalar,
    url: Scalar,
    method: Scalar,
    status: Number,
    response_status: Number,
    initiator_type: Scalar,
    start_time: Number,
    end_time: Number,
    response_end: Number,
    duration: Number,
}

fn network(payload: Option<&RawValue>, issues: &mut Issues) -> serde_json::Result<EventKind> {
    let wire: WireNetwork = read_object(payload.map_or("null", RawValue::get))?;
    let mut requests = Vec::new();
    for raw in wire.requests.items {
        let request = read_object::<WireRequest>(raw.get())?.into_request(raw.get());
        issues.add_if(request.is_none(), Issue::InvalidRequest);
        requests.extend(request);
    }
    Ok(EventKind::Network(Box::new(requests)))
}

impl WireRequest {
    fn into_request(self, raw: &str) -> Option<NetworkRequest> {
        let text = |scalar| match scalar {
            Scalar::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        };
        let status = self.status.0.or(self.response_status.0).filter(|status| (1.0..1000.0).contains(status));
        let start_ms = self.start_time.0;
        let lasted = || Some(start_ms? + self.duration.0?);
        Some(NetworkRequest {
            url: text(self.name).or_else(|| text(self.url))?,
            method: text(self.method),
            status: status.map(|status| status as u16),
            initiator: text(self.initiator_type),
            start_ms,
            end_ms: self.end_time.0.or(self.response_end.0).or_else(lasted),
            raw: Text::new(raw),
        })
    }
}
