use super::*;

fn check(head: impl AsRef<[u8]>, expected: &str) {
    let head = head.as_ref();
    let text = match recognise(head) {
        Ok(()) => "worth a try".to_owned(),
        Err(foreign) => format!("{foreign:?}"),
    };
    assert_eq!(text, expected, "{}", head.escape_ascii());
}

#[test]
fn look_alikes_are_told_before_anything_is_read() {
    check(r#"{"log":{"version":"1.2","creator":{},"entries":[]}}"#, "Har");
    check(r#"{"title":"x","steps":[{"type":"navigate"}]}"#, "ChromeRecorder");
    check(r#"{"records":[{"data":{"href":""},"type":4,"timestamp":1}],"start":1}"#, "Datadog");
    check(r#"[{"records":[{"type":4,"timestamp":1}],"view":{}}]"#, "Datadog");
    check(r#"[{"type":6,"data":{"has_focus":true},"timestamp":1}]"#, "Datadog");
    check(r#"{"e":["0.8.70",1],"a":[[53,8]],"p":[]}"#, "Clarity");
    check(r#"[[{"e":["0.8.70",1],"a":[],"p":[]}]]"#, "Clarity");
}

#[test]
fn other_products_are_told_by_their_shape() {
    let check = |text: &str, expected: Foreign| match explain(text.as_bytes(), true) {
        DecodeError::Foreign(foreign) => assert_eq!(foreign, expected, "{text}"),
        other => panic!("{text}: {other}"),
    };
    check(r#"[{"segment":"{\"records\":[{}]}","start":1}]"#, Foreign::OpenObserve);
    check(r#"[{"timestamp":1,"envelope":{"version":"0.8"}}]"#, Foreign::Clarity);
    check(r#"{"fingerprint":"f","events":[{"eventType":"click","eventData":"{}"}]}"#, Foreign::AllStak);
    check(r#"{"sessionId":"s","events":[{"ts":1,"k":"snap","data":{"html":""}}]}"#, Foreign::AllStak);
    check(r#"[{"id":"1","path":"/ingest/v1/logs","payload":{},"ts":1}]"#, Foreign::AllStak);
    check(r#"{"success":true,"data":{"items":[{"eventType":"a","eventData":"{}"}]}}"#, Foreign::AllStak);
    check(r#"{"clicks":[],"logs":[],"locations":[],"startTs":1}"#, Foreign::OpenReplaySpot);
    check(r#"{"resourceLogs":[{}]}"#, Foreign::OpenTelemetry);
    check(r#"{"sources":[{"source":"blob_v2","blob_key":"0"}]}"#, Foreign::PostHogSources);
    check(r#"{"version":8,"type":"context-options","origin":"library"}"#, Foreign::PlaywrightTrace);
    check(r#"{"exception":{"values":[{"type":"TypeError"}]}}"#, Foreign::SentryError);
}

#[test]
fn recordings_are_not_taken_for_other_products() {
    check(r#"[{"type":4,"data":{"href":"","width":1},"timestamp":1}]"#, "worth a try");
    check(r#"{"events":[{"type":4,"data":{},"timestamp":1}]}"#, "worth a try");
    check(r#"{"sessionId":"s","sequence":1,"events":[{"type":4,"timestamp":1}],"meta":{}}"#, "worth a try");
    check(r#"{"version":"2023-04-28","data":{"snapshots":[{"type":4}]}}"#, "worth a try");
    check("{\"segment_id\":0}\n[{\"type\":4,\"timestamp\":1}]", "worth a try");
}

#[test]
fn binaries_are_told_by_their_first_bytes() {
    check(b"\x89PNG\r\n\x1a\n", "Picture");
    check(b"\0\0\0\x20ftypisom", "Video");
    check(b"\xff\xff\xff\xff\xff\xff\xff\xfe\x51", "OpenReplay");
    check(b"\x51\x01\0\0\xd6\x85\xbf\xf7\xc0h\x1chttp://127.0.0.1/", "OpenReplay");
    check("Question: see http://example.com", "worth a try");
    check(b"Rar!\x1a\x07\0", "OtherArchive(\"rar\")");
    check(b"", "worth a try");
}

#[test]
fn content_without_events_is_explained() {
    let check = |head: &[u8], expected: &str| assert_eq!(explain(head, true).to_string(), expected);
    check(b"", "The file is empty");
    check(b" \n", "The file is empty");
    check(b"{\"name\":\"x\",\"deps\":{}}", "This JSON holds no recorded events, only “deps”, “name”");
    check(b"[]", "This JSON holds no recorded events");
    check(b"<!DOCTYPE html><html>", "This is a web page, not a session recording");
    check(b"<?xml version=\"1.0\"?><svg>", "This is an XML file, not a session recording");
    check(b"hello", "This is a text file, not a session recording");
    check(b"\x03\x01\xfe", "This is a binary file of an unknown kind, not a session recording");
    check(
        b"{\"node\":{\"type\":0,\"childNodes\":[]},\"initialOffset\":{}}",
        "This is the inside of a single rrweb snapshot, without its event",
    );
    check(
        b"{\"data\":[{\"replay_id\":\"1\",\"segment_id\":0}]}",
        "This is Sentry's list of a replay's segments, without their events",
    );
    assert_eq!(
        explain(b"[{\"a\":", false).to_string(),
        "The file looks like JSON but is not valid, and no recorded event was found in it"
    );
}
