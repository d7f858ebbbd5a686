//! What AllStak's clients send beside a replay: errors with their breadcrumbs, logs, requests, spans.

use super::wire::{Doc, DocKind, millis, text};
use crate::translate::script::{Request, Script};
use serde_json::{Value, json};

/// Whoever watches the page sends what it saw to such paths.
const OWN_PATH: &str = "/ingest/v1/";
/// A breadcrumb and a record of one request differ by its duration.
const SAME_REQUEST_MS: f64 = 1_500.0;

/// Requests of a session that were told by themselves, so that breadcrumbs do not tell them again.
#[derive(Default)]
pub(super) struct Known {
    requests: Vec<(f64, String, Option<f64>)>,
    logs: Vec<(f64, String)>,
}

impl Known {
    fn has_request(&self, at: f64, path: &str, status: Option<f64>) -> bool {
        self.requests.iter().any(|(other, known, answered)| {
            (at - other).abs() <= SAME_REQUEST_MS && known == path && *answered == status
        })
    }
}

/// Tells one document; `at` is when it happened, as well as that is known.
pub(super) fn tell(doc: &Doc, at: f64, base: &str, script: &mut Script, known: &mut Known) {
    match &doc.kind {
        DocKind::Replay { .. } => {}
        DocKind::Error(error) => exception(error, at, script),
        DocKind::Requests(items) => items.iter().for_each(|item| request(item, at, base, script, known)),
        DocKind::Spans(items) => items.iter().for_each(|item| span(item, at, script)),
        DocKind::Log(log) => {
            let message = log.get("message").cloned().unwrap_or_default();
            known.logs.push((at, message.as_str().unwrap_or_default().to_owned()));
            let mut args = vec![message];
            args.extend(
                log.get("metadata")
                    .filter(|more| more.as_object().is_some_and(|more| !more.is_empty()))
                    .cloned(),
            );
            script.console(at, log.get("level").and_then(Value::as_str).unwrap_or("log"), &args);
            person(log, script);
        }
        DocKind::SessionStart(start) => {
            person(start, script);
            script.custom(at, "allstak.session-start", start);
        }
        DocKind::SessionEnd(end) => script.custom(at, "allstak.session-end", end),
    }
}

/// The breadcrumbs of errors, once everything else is known.
pub(super) fn breadcrumbs(error: &Value, base: &str, script: &mut Script, known: &mut Known) {
    for crumb in error.get("breadcrumbs").and_then(Value::as_array).into_iter().flatten() {
        let Some(object) = crumb.as_object() else { continue };
        let Some(at) = millis(object, &["timestamp"]) else { continue };
        let message = text(object, &["message"]).unwrap_or_default();
        let data = object.get("data").unwrap_or(&Value::Null);
        match object.get("type").and_then(Value::as_str).unwrap_or_default() {
            "http" => {
                let url =
                    data.get("url").or_else(|| data.get("path")).and_then(Value::as_str).unwrap_or_default();
                let status = data.get("statusCode").and_then(Value::as_f64);
                let lasted = data.get("durationMs").and_then(Value::as_f64).unwrap_or(0.0);
                if url.is_empty() || url.contains(OWN_PATH) || known.has_request(at, path_of(url), status) {
                    continue;
                }
                known.requests.push((at, path_of(url).to_owned(), status));
                let method = data.get("method").and_then(Value::as_str);
                let url = absolute(url, base);
                let request = Request { url: &url, method, status, initiator: "fetch", lasted };
                script.request(at - lasted, &request, data);
            }
            "log" => {
                if known.logs.iter().any(|(other, said)| (at - other).abs() < 50.0 && *said == message) {
                    continue;
                }
                let level = object.get("level").and_then(Value::as_str).unwrap_or("log");
                let args = data.get("args").and_then(Value::as_array).cloned();
                script.console(at, level, &args.unwrap_or_else(|| vec![json!(message)]));
            }
            // Clicks stand in the replay.
            "ui" => {}
            kind => script.custom(at, &format!("breadcrumb.{kind}"), crumb),
        }
    }
}

fn exception(error: &Value, at: f64, script: &mut Script) {
    let lines: Vec<&str> = error
        .get("stackTrace")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    let mut payload = json!({
        "type": error.get("exceptionClass").filter(|name| *name != "Message"),
        "value": error.get("message"),
        "stack": lines.join("\n"),
    });
    if let (Some(object), Some(payload)) = (error.as_object(), payload.as_object_mut()) {
        for name in [
            "eventId",
            "sessionId",
            "traceId",
            "requestId",
            "level",
            "release",
            "environment",
            "metadata",
            "requestContext",
        ] {
            if let Some(value) = object.get(name) {
                payload.insert(name.to_owned(), value.clone());
            }
        }
    }
    script.exception(at, &payload);
    person(error, script);
}

fn request(item: &Value, at: f64, base: &str, script: &mut Script, known: &mut Known) {
    let of = |name: &str| item.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let ended = item.as_object().and_then(|item| millis(item, &["timestamp"])).unwrap_or(at);
    let path = of("path").or_else(|| of("url")).unwrap_or_default();
    let url = match (of("url"), of("host")) {
        (Some(url), _) => absolute(url, base),
        (None, Some(host)) if !base.is_empty() && base.contains(host) => absolute(path, base),
        (None, Some(host)) => format!("https://{host}{path}"),
        (None, None) => absolute(path, base),
    };
    let status = item.get("statusCode").and_then(Value::as_f64);
    let lasted = item.get("durationMs").and_then(Value::as_f64).unwrap_or(0.0);
    known.requests.push((ended, path_of(&url).to_owned(), status));
    let request = Request { url: &url, method: of("method"), status, initiator: "fetch", lasted };
    script.request(ended - lasted, &request, item);
}

fn span(item: &Value, at: f64, script: &mut Script) {
    let of = |name: &str| item.as_object().and_then(|item| millis(item, &[name]));
    let at = of("endTimeMillis").or_else(|| of("startTimeMillis")).unwrap_or(at);
    let name = item.get("op").or_else(|| item.get("operation")).and_then(Value::as_str).unwrap_or("span");
    script.custom(at, &format!("allstak.{name}"), item);
}

/// What a body says of whose session it was.
fn person(value: &Value, script: &mut Script) {
    let mut user = value.get("user").cloned().unwrap_or_else(|| json!({}));
    if let (Some(id), Some(user)) = (value.get("userId"), user.as_object_mut()) {
        user.entry("id").or_insert_with(|| id.clone());
    }
    script.fact("user", user);
    for name in ["release", "environment"] {
        script.fact(name, value.get(name).cloned().unwrap_or_default());
    }
    let agent = value.pointer("/requestContext/userAgent").cloned();
    script.fact("userAgent", agent.unwrap_or_default());
}

fn absolute(url: &str, base: &str) -> String {
    if url.starts_with('/') && !url.starts_with("//") { format!("{base}{url}") } else { url.to_owned() }
}

/// Behind the host, before the query.
fn path_of(url: &str) -> &str {
    let rest = url
        .split_once("://")
        .map_or(url, |(_, rest)| rest.find('/').map_or("/", |at| rest.get(at..).unwrap_or("/")));
    rest.split(['?', '#']).next().unwrap_or(rest)
}
