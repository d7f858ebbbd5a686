//! Requests with times of their own, and what monitors put into custom events.

use super::{decoded, decoded_at, lines};
use events::{EventKind, WallClock};

/// What a source event at 1000 ms says, without the raw text.
fn said(raw: &str) -> String {
    let (decoded, _) = decoded(raw.as_bytes());
    let kinds = decoded.iter().map(|decoded| match &decoded.kind {
        EventKind::Network(requests) => {
            let lines = requests.iter().map(|r| {
                format!(
                    "{:?} {} {:?} {:?} {:?}..{:?}",
                    r.method, r.url, r.status, r.initiator, r.start_ms, r.end_ms
                )
            });
            lines.collect::<Vec<_>>().join("\n").replace("Some(", "(")
        }
        EventKind::Console(record) => format!("{:?} {}: {}", record.level, record.method, record.text),
        EventKind::Exception(report) => format!("{}: {} {:?}", report.name, report.message, report.stack),
        other => format!("{other:?}"),
    });
    kinds.collect::<Vec<_>>().join("\n")
}

/// Times that can only be epochs: the recording is of 2026.
fn network(request: &str) -> String {
    let event =
        format!(r#"{{"type":6,"data":{{"plugin":"rrweb/network@1","payload":{{"requests":[{request}]}}}}}}"#);
    let (decoded, _) = decoded_at(event.as_bytes(), WallClock(1_767_261_600_000_000));
    match &decoded[0].kind {
        EventKind::Network(requests) => {
            let r = &requests[0];
            format!("{:?} {:?}..{:?}", r.status, r.start_ms, r.end_ms)
        }
        other => panic!("{other:?}"),
    }
}

fn custom(tag: &str, payload: &str) -> String {
    format!(r#"{{"type":5,"data":{{"tag":"{tag}","payload":{payload}}},"timestamp":1000}}"#)
}

#[test]
fn a_request_says_when_it_was_sent() {
    // The event is of 1767261600000.
    let check = |request: &str, expected: &str| assert_eq!(network(request), expected, "{request}");
    check(
        r#"{"name":"a","timeOrigin":1767261590000,"startTime":9000.5,"duration":250,"timestamp":1767261599000}"#,
        "None Some(-999.5)..Some(-749.5)",
    );
    check(
        r#"{"name":"a","timestamp":1767261599000,"startTime":7,"endTime":19}"#,
        "None Some(-1000.0)..Some(-988.0)",
    );
    check(r#"{"name":"a","startTime":7,"responseEnd":19}"#, "None None..Some(12.0)");
    // Of a page with another clock, and of one that was opened the day before yesterday.
    check(r#"{"name":"a","timestamp":1767361599000,"duration":5}"#, "None None..Some(5.0)");
    check(r#"{"name":"a","timeOrigin":1767061600000,"startTime":7}"#, "None None..None");
}

#[test]
fn a_status_of_nought_is_a_failure_only_where_the_sender_says_so() {
    let check = |request: &str, expected: &str| {
        assert!(network(&format!(r#"{{"name":"a",{request}}}"#)).starts_with(expected), "{request}");
    };
    check(r#""status":0,"initiatorType":"fetch""#, "Some(0)");
    check(r#""status":0,"initiatorType":"xmlhttprequest""#, "Some(0)");
    check(r#""status":0,"initiatorType":"img""#, "None");
    check(r#""responseStatus":0,"initiatorType":"fetch""#, "None");
    check(r#""responseStatus":404,"initiatorType":"img""#, "Some(404)");
    check(r#""status":"503""#, "Some(503)");
    check(r#""status":5030"#, "None");
}

#[test]
fn requests_in_custom_events() {
    let span = r#"{"op":"resource.xhr","description":"/api/save","startTimestamp":1.2,"endTimestamp":1.45,
        "data":{"method":"POST","statusCode":404}}"#;
    assert_eq!(
        said(&custom("performanceSpan", span)),
        r#"("POST") /api/save (404) ("xmlhttprequest") (200.0)..(450.0)"#
    );
    let picture = r#"{"op":"resource.img","description":"https://a/x.png","startTimestamp":0.5,"endTimestamp":0.75,
        "data":{"statusCode":0}}"#;
    assert_eq!(
        said(&custom("performanceSpan", picture)),
        r#"None https://a/x.png None ("img") (-500.0)..(-250.0)"#
    );
    let fetch = r#"{"timestamp":0.9,"type":"fetch","method":"GET","url":"https://a/y","duration":30,"error":{"name":"TypeError"}}"#;
    assert_eq!(
        said(&custom("fetch-request", fetch)),
        r#"("GET") https://a/y (0) ("fetch") (-100.0)..(-70.0)"#
    );
    for (tag, payload) in [
        ("performanceSpan", r#"{"op":"memory","description":"memory","startTimestamp":1}"#),
        ("performanceSpan", r#"{"op":"resource.fetch"}"#),
        ("performanceSpan", "null"),
        ("own", r#"{"op":"resource.fetch","description":"/x"}"#),
    ] {
        assert!(said(&custom(tag, payload)).starts_with("Custom"), "{payload}");
    }
}

#[test]
fn console_lines_in_custom_events() {
    let line = r#"{"category":"console","level":"warning","message":"slow [object Object]","data":{"arguments":["slow",{"ms":8}],"logger":"console"}}"#;
    assert_eq!(said(&custom("breadcrumb", line)), r#"Warn warn: slow {"ms":8}"#);
    let plain = r#"{"category":"console","level":"error","message":"save failed"}"#;
    assert_eq!(said(&custom("breadcrumb", plain)), "Error error: save failed");
    let click = r#"{"category":"ui.click","message":"button"}"#;
    assert!(said(&custom("breadcrumb", click)).starts_with("Custom"));
}

#[test]
fn exceptions_in_custom_events() {
    let check = |tag: &str, payload: &str, expected: &str| {
        assert_eq!(said(&custom(tag, payload)), expected, "{payload}");
    };
    check("breadcrumb", r#"{"type":"default","category":"exception","message":"TypeError: x is null"}"#, {
        ": TypeError: x is null []"
    });
    check(
        "breadcrumb",
        r#"{"type":"error","category":"sentry.event","level":"error","message":"Error: boom"}"#,
        ": Error: boom []",
    );
    check(
        "$exception",
        r#"{"$exception_list":[{"type":"RangeError","value":"too far","stacktrace":{"frames":[
            {"filename":"https://a/app.js","function":"main","lineno":9,"colno":1},
            {"filename":"https://a/lib.js","function":"?","lineno":2,"colno":3}]}},{"type":"Error","value":"cause"}]}"#,
        r#"RangeError: too far ["at https://a/lib.js:2:3", "at main (https://a/app.js:9:1)"]"#,
    );
    check(
        "$exception",
        r#"{"exception":{"values":[{"type":"Error","value":"cause"},{"type":"TypeError","value":"thrown"}]}}"#,
        "TypeError: thrown []",
    );
    check("$exception", r#"{"$exception_type":"Error","$exception_message":"old"}"#, "Error: old []");
    check(
        "$exception",
        r#"{"name":"Error","message":"m","stack":"Error: m\n    at f (https://a/x.js:1:2)\nf@https://a/x.js:1:2"}"#,
        r#"Error: m ["at f (https://a/x.js:1:2)", "f@https://a/x.js:1:2"]"#,
    );
    assert!(said(&custom("$exception", "{}")).starts_with("Custom"));
    assert!(
        said(&custom("breadcrumb", r#"{"category":"sentry.event","level":"info","message":"hi"}"#))
            .starts_with("Custom")
    );
}

#[test]
fn what_a_recorder_says_it_left_out_is_told() {
    let told = |event: &str| {
        lines(event.as_bytes()).into_iter().filter(|line| line.starts_with('!')).collect::<Vec<_>>()
    };
    let breadcrumb = |category: &str| {
        format!(
            r#"{{"type":5,"data":{{"tag":"breadcrumb","payload":{{"category":"{category}","timestamp":1}}}},"timestamp":1}}"#
        )
    };
    assert!(
        told(&breadcrumb("replay.mutations"))[0]
            .starts_with("! Warning not-recorded: The recorder met more changes")
    );
    assert!(
        told(&breadcrumb("replay.throttled"))[0]
            .starts_with("! Warning not-recorded: The recorder left events out")
    );
    assert!(told(&breadcrumb("ui.click")).is_empty());
    let video =
        r#"{"type":5,"data":{"tag":"video","payload":{"segmentId":0,"container":"mp4"}},"timestamp":1}"#;
    assert!(told(video)[0].contains("holds no page"), "{:?}", told(video));
    let newer = r#"{"type":2,"cv":"2031-01","data":"???","timestamp":1}"#;
    assert!(told(newer).iter().any(|line| line.contains("a newer one is needed")), "{:?}", told(newer));
}
