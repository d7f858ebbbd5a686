//! Whose recording it is, by the shape of what is wrapped around the events. Nothing depends on it but what people read.

use super::JsonPaths;
use super::{first_that_holds, is_json};
use memchr::memmem;

/// A guess: pages that Sentry watches have its marks, whoever records them.
pub(crate) const SENTRY_DOWNLOAD: &str = "probably a Sentry recording as its player downloads it";

/// `preface` is what stood before compressed content. None for plain rrweb and what looks like nothing else.
pub(crate) fn product(head: &[u8], preface: &[u8]) -> Option<&'static str> {
    let before = |words: &str| memmem::find(preface, words.as_bytes()).is_some();
    if before("\"replay_recording\"") {
        return Some("Sentry envelope");
    }
    if before("\"segment_id\"") {
        return Some("Sentry segment");
    }
    if !is_json(head) {
        return None;
    }
    let says = |words: &str| memmem::find(head, words.as_bytes()).is_some();
    let paths = JsonPaths::of(head);
    let has = |names: &[&str]| paths.has_all(names);
    let starts = |pattern: &[u8]| starts_with(head, pattern);
    let is_sentrys =
        says("\"tag\":\"performanceSpan\"") || says("\"tag\":\"breadcrumb\"") || says("\"tag\":\"options\"");
    first_that_holds([
        (has(&["version", "data.snapshots"]), "PostHog export"),
        (has(&["version", "data.snapshotsByWindowId"]), "PostHog export, version 1"),
        (says("\"$snapshot_data\""), "PostHog snapshots as they were sent"),
        (
            begins_with_a_window(head) && has(&["[].type", "[].timestamp"]) || has(&["window_id", "data"]),
            "PostHog snapshot blob",
        ),
        (says("\"cv\":\"20"), "PostHog snapshots"),
        (starts(b"{\"segment_id\""), "Sentry segment"),
        (says("\"replay_recording\""), "Sentry envelope"),
        (is_sentrys && starts(b"[["), "Sentry recording segments"),
        (is_sentrys, "Sentry recording"),
        (has(&["session.recorderVersion", "events"]), "rrweb browser extension"),
        (has(&["result.events", "result.sessionId"]), "Cloudflare Browser Run"),
        (has(&["version", "events"]) && says("\"{\\\"type\\\":"), "Amplitude session replay"),
        (says("\"__newrelic\""), "New Relic session replay"),
        (says("\"_sid\""), "Highlight download"),
        (has(&["sessionId", "sequence", "meta", "events"]), "ZipLogger replay"),
        (has(&["sessionId", "events", "startedAt"]), "Umami replay"),
        (says("\"data\":\"H4sI") || says("\"data\": \"H4sI"), "Laminar browser session"),
        (has(&["[].sessionId", "[].type", "[].timestamp"]), "Browserbase recording"),
        (starts(b"[{\"type\"") && (says("data-sentry-mask") || says("sentry-block")), SENTRY_DOWNLOAD),
    ])
}

/// A list of a window's name and an event.
fn begins_with_a_window(head: &[u8]) -> bool {
    let Some(rest) = head.trim_ascii_start().strip_prefix(b"[\"") else { return false };
    let name =
        rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')).count();
    (1..=64).contains(&name) && rest.get(name..).is_some_and(|rest| starts_with(rest, b"\",{"))
}

/// Without blanks between.
fn starts_with(head: &[u8], pattern: &[u8]) -> bool {
    let mut bytes = head.iter().filter(|byte| !byte.is_ascii_whitespace());
    pattern.iter().all(|wanted| bytes.next() == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_known_by_their_wrapping() {
        let event = r#"{"type":4,"data":{"href":"https://a.example/"},"timestamp":1}"#;
        let check = |text: &str, expected: Option<&str>| {
            let text = text.replace("%E", event);
            assert_eq!(product(text.as_bytes(), b""), expected, "{text}");
        };
        check("[%E,%E]", None);
        check("{\"events\":[%E]}", None);
        check("%E\n%E", None);
        check(r#"{"version":"2023-04-28","data":{"id":"x","snapshots":[%E]}}"#, Some("PostHog export"));
        check(
            r#"{"version":"2022-12-02","data":{"snapshotsByWindowId":{"w":[%E]}}}"#,
            Some("PostHog export, version 1"),
        );
        check(
            r#"[{"event":"$snapshot","properties":{"$snapshot_data":[%E]}}]"#,
            Some("PostHog snapshots as they were sent"),
        );
        check("[\"w\",%E]\n[\"w\",%E]", Some("PostHog snapshot blob"));
        check(r#"{"window_id":"w","data":[%E]}"#, Some("PostHog snapshot blob"));
        check(r#"[{"cv":"2024-10","type":2,"data":"x","timestamp":1}]"#, Some("PostHog snapshots"));
        check(
            r#"[[%E,{"type":5,"data":{"tag":"options","payload":{}},"timestamp":1}]]"#,
            Some("Sentry recording segments"),
        );
        check("{\"segment_id\":0}\n[%E]", Some("Sentry segment"));
        check(
            r#"{"session":{"id":"x","recorderVersion":"2"},"events":[%E]}"#,
            Some("rrweb browser extension"),
        );
        check(
            r#"{"success":true,"result":{"sessionId":"s","events":{"A":[%E]}}}"#,
            Some("Cloudflare Browser Run"),
        );
        check(r#"{"version":1,"events":["{\"type\":4}"]}"#, Some("Amplitude session replay"));
        check(r#"[{"type":4,"timestamp":1,"data":{},"__newrelic":{}}]"#, Some("New Relic session replay"));
        check(r#"[{"type":4,"timestamp":1,"data":{},"_sid":3}]"#, Some("Highlight download"));
        check(r#"{"sessionId":"s","events":[%E],"startedAt":"x"}"#, Some("Umami replay"));
        check(r#"[{"type":4,"timestamp":1,"data":"H4sIAAA"}]"#, Some("Laminar browser session"));
        check(
            r#"[{"type":2,"data":{"node":{"class":"sentry-block"}}}]"#,
            Some("probably a Sentry recording as its player downloads it"),
        );
        check(r#"[{"type":4,"timestamp":1,"data":{},"sessionId":"s"}]"#, Some("Browserbase recording"));
        assert_eq!(product(b"[]", b"{\"segment_id\":3}\n"), Some("Sentry segment"));
        assert_eq!(product(b"[]", b"{}\n{\"type\":\"replay_recording\"}\n"), Some("Sentry envelope"));
    }
}
