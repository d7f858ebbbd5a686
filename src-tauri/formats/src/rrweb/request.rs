//! Requests, as recorders and monitors of several vendors write them.

use super::issues::{Issue, Issues};
use super::lenient::{List, Number, Scalar};
use super::wire::read_object;
use events::{EventKind, NetworkRequest, Text, WallClock};
use serde::Deserialize;
use serde_json::value::RawValue;

/// A request is reported when it is over: what claims to be older than this, or to come, has another clock.
const LONGEST_MS: f64 = 24.0 * 3_600_000.0;
const CLOCK_MS: f64 = 1_000.0;
/// Epoch times below this are seconds.
const SECONDS_BELOW: f64 = 1e11;

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
    time_origin: Number,
    timestamp: Number,
    start_time: Number,
    end_time: Number,
    response_end: Number,
    duration: Number,
}

/// What a plugin wrote about any number of requests.
pub(super) fn read_payload(
    payload: Option<&RawValue>,
    wall: WallClock,
    issues: &mut Issues,
) -> serde_json::Result<EventKind> {
    let wire: WireNetwork = read_object(payload.map_or("null", RawValue::get))?;
    let mut requests = Vec::new();
    for raw in wire.requests.items {
        let request = read_object::<WireRequest>(raw.get())?.into_request(raw.get(), wall);
        issues.add_if(request.is_none(), Issue::InvalidRequest);
        requests.extend(request);
    }
    Ok(EventKind::Network(Box::new(requests)))
}

/// One request with epoch times, in seconds or milliseconds.
pub(super) struct Timed<'a> {
    pub url: &'a str,
    pub method: Option<&'a str>,
    pub status: Option<f64>,
    pub initiator: &'a str,
    pub start: Option<f64>,
    pub end: Option<f64>,
    pub duration_ms: Option<f64>,
}

impl Timed<'_> {
    /// None without an address.
    pub(super) fn into_event(self, raw: &str, wall: WallClock) -> Option<EventKind> {
        let start_ms = self.start.and_then(|start| from_event(start, wall));
        let end = || Some(epoch_ms(self.end?) - epoch_ms(self.start?));
        let request = NetworkRequest {
            url: Some(self.url).filter(|url| !url.is_empty())?.into(),
            method: self.method.filter(|method| !method.is_empty()).map(Text::new),
            status: status(self.status, None, self.initiator),
            initiator: Some(Text::new(self.initiator)),
            start_ms,
            end_ms: self.duration_ms.or_else(end).map(|lasted| in_micros(start_ms.unwrap_or(0.0) + lasted)),
            raw: Text::new(raw),
        };
        Some(EventKind::Network(Box::new(vec![request])))
    }
}

impl WireRequest {
    fn into_request(self, raw: &str, wall: WallClock) -> Option<NetworkRequest> {
        let text = |scalar| match scalar {
            Scalar::Text(text) if !text.is_empty() => Some(text),
            _ => None,
        };
        let by_page = self.time_origin.0.zip(self.start_time.0).map(|(origin, start)| origin + start);
        let start_ms = by_page.or(self.timestamp.0).and_then(|start| from_event(start, wall));
        let end = self.end_time.0.or(self.response_end.0).filter(|&end| end > 0.0);
        let lasted = self.duration.0.or_else(|| Some(end? - self.start_time.0?)).filter(|&ms| ms >= 0.0);
        let initiator = text(self.initiator_type);
        let kind = initiator.as_ref().map_or("", Text::as_str);
        Some(NetworkRequest {
            url: text(self.name).or_else(|| text(self.url))?,
            method: text(self.method),
            status: status(self.status.0, self.response_status.0, kind),
            initiator,
            start_ms,
            end_ms: lasted.map(|lasted| in_micros(start_ms.unwrap_or(0.0) + lasted)),
            raw: Text::new(raw),
        })
    }
}

/// A browser writes 0 for whatever it may not tell; only whoever sent a request itself knows that no answer came.
fn status(own: Option<f64>, of_browser: Option<f64>, initiator: &str) -> Option<u16> {
    let is_own = matches!(initiator, "fetch" | "xmlhttprequest" | "xhr");
    let told = |status: &f64| (1.0..1000.0).contains(status) || (is_own && *status == 0.0);
    let of_browser = || of_browser.filter(|status| (1.0..1000.0).contains(status));
    own.filter(told).or_else(of_browser).map(|status| status as u16)
}

fn epoch_ms(time: f64) -> f64 {
    if time < SECONDS_BELOW { time * 1000.0 } else { time }
}

/// Milliseconds from the event to this epoch time, where that can be.
fn from_event(time: f64, wall: WallClock) -> Option<f64> {
    let ms = epoch_ms(time) - wall.0 as f64 / 1000.0;
    (-LONGEST_MS..=CLOCK_MS).contains(&ms).then(|| in_micros(ms))
}

fn in_micros(ms: f64) -> f64 {
    (ms * 1000.0).round() / 1000.0
}
