//! Requests, each once however often it was reported.

use events::derived::RequestRecord;
use events::{Event, NetworkRequest, TabId, Text, Timestamp};
use std::collections::HashMap;

/// Two reports of one request name the same moment, but for what rounding makes of it.
const SAME_US: i64 = 1_000;
/// Reports of one address that are compared with a new one.
const COMPARED: usize = 32;

#[derive(Clone, Debug, Default)]
pub(crate) struct RequestFinder {
    found: Vec<RequestRecord>,
    /// Those with a time of their own, by address.
    by_href: HashMap<(TabId, Text), Vec<usize>>,
}

impl RequestFinder {
    pub fn add(&mut self, event: &Event, requests: &[NetworkRequest]) {
        for request in requests {
            let record = record(event, request);
            if request.start_ms.is_none() {
                self.found.push(record);
                continue;
            }
            let of_href = self.by_href.entry((record.tab, record.href.clone())).or_default();
            let known = of_href.iter().rev().take(COMPARED).copied();
            let same = known
                .into_iter()
                .find(|&index| self.found.get(index).is_some_and(|before| is_same(before, &record)));
            match same.and_then(|index| self.found.get_mut(index)) {
                Some(before) => complete(before, record),
                None => {
                    of_href.push(self.found.len());
                    self.found.push(record);
                }
            }
        }
    }

    /// In order of time.
    pub fn requests(&self) -> Vec<RequestRecord> {
        let mut requests = self.found.clone();
        for request in &mut requests {
            // What was sent before the recording began is at its beginning.
            request.time = request.time.max(Timestamp::ZERO);
            request.until = request.until.max(request.time);
        }
        requests.sort_by_key(|request| (request.time, request.seq));
        requests
    }
}

fn record(event: &Event, request: &NetworkRequest) -> RequestRecord {
    let time = event.time + micros(request.start_ms.unwrap_or(0.0));
    let until = request.end_ms.map_or(time, |end| event.time + micros(end));
    RequestRecord {
        time,
        until: until.max(time),
        tab: event.tab,
        seq: event.seq,
        method: request.method.as_ref().map_or_else(Text::default, |method| method.to_uppercase().into()),
        href: request.url.clone(),
        status: request.status,
        initiator: request.initiator.clone().unwrap_or_default(),
    }
}

/// A hostile number becomes the nearest possible one.
fn micros(ms: f64) -> i64 {
    // Far from the ends, so that sums stay within them.
    ((ms * 1000.0).round() as i64).clamp(i64::MIN / 4, i64::MAX / 4)
}

fn is_same(before: &RequestRecord, new: &RequestRecord) -> bool {
    let agree = |a: &Text, b: &Text| a.is_empty() || b.is_empty() || a == b;
    (new.time - before.time).abs() <= SAME_US
        && agree(&before.method, &new.method)
        && agree(&before.initiator, &new.initiator)
        && (before.status.is_none() || new.status.is_none() || before.status == new.status)
}

/// What either report knows.
fn complete(before: &mut RequestRecord, new: RequestRecord) {
    before.until = before.until.max(new.until);
    before.status = before.status.or(new.status);
    if before.method.is_empty() {
        before.method = new.method;
    }
    if before.initiator.is_empty() {
        before.initiator = new.initiator;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::{EventKind, EventSeq};

    fn event(millis: i64, requests: Vec<NetworkRequest>) -> Event {
        let kind = EventKind::Network(Box::new(requests));
        Event { time: Timestamp(millis * 1000), seq: EventSeq(millis.unsigned_abs()), tab: TabId(0), kind }
    }

    fn request(method: &str, status: Option<u16>, start_ms: Option<f64>, end_ms: f64) -> NetworkRequest {
        NetworkRequest {
            url: "https://a.example/pay".into(),
            method: Some(method).filter(|method| !method.is_empty()).map(Text::new),
            status,
            start_ms,
            end_ms: Some(end_ms),
            ..NetworkRequest::default()
        }
    }

    fn found(events: &[Event]) -> Vec<String> {
        let mut finder = RequestFinder::default();
        for event in events {
            let EventKind::Network(requests) = &event.kind else { continue };
            finder.add(event, requests);
        }
        let line = |r: &RequestRecord| {
            let failed = if r.is_failed() { " failed" } else { "" };
            format!("{}..{} {} {:?}{failed}", r.time.0 / 1000, r.until.0 / 1000, r.method, r.status)
        };
        finder.requests().iter().map(line).collect()
    }

    #[test]
    fn a_request_has_its_own_time_or_the_events() {
        let events = [event(
            5_000,
            vec![
                request("post", Some(503), Some(-400.0), -100.0),
                request("GET", Some(0), None, 30.0),
                request("GET", Some(200), Some(-9_000.0), -8_000.0),
            ],
        )];
        assert_eq!(
            found(&events),
            ["0..0 GET Some(200)", "4600..4900 POST Some(503) failed", "5000..5030 GET Some(0) failed"]
        );
    }

    #[test]
    fn what_is_reported_twice_is_one_request() {
        // By the page's own timing, and by whoever wrapped the call.
        let timing = event(1_000, vec![request("", None, Some(-500.0), -100.0)]);
        let wrapped = event(1_200, vec![request("POST", Some(404), Some(-700.4), -290.0)]);
        assert_eq!(found(&[timing, wrapped]), ["500..910 POST Some(404) failed"]);
    }

    #[test]
    fn what_was_sent_again_is_another_request() {
        let again = |status| request("POST", Some(status), Some(-500.0), -100.0);
        let once = event(1_000, vec![again(200), again(500)]);
        let later = event(1_010, vec![again(200)]);
        assert_eq!(found(&[once, later]).len(), 3);
        // Nothing says that these are one.
        let untimed = event(1_000, vec![request("GET", Some(200), None, 5.0); 2]);
        assert_eq!(found(&[untimed]).len(), 2);
    }

    #[test]
    fn hostile_times_stay_within_the_recording() {
        let hostile = [f64::MAX, f64::MIN, f64::NAN].map(|ms| request("GET", None, Some(ms), f64::MAX));
        assert_eq!(found(&[event(1_000, hostile.to_vec())]).len(), 3);
    }
}
