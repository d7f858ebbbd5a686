use super::*;

fn frames(report: &ErrorReport) -> Vec<(&str, &str)> {
    report.frames.iter().map(|frame| (frame.function.as_str(), frame.file.as_str())).collect()
}

#[test]
fn the_events_of_monitors_are_read() {
    let sentry = r#"{"event_id":"fc6d8c0c43fc4630ad850ee518f1b9d0","timestamp":1795420729.5,
        "contexts":{"trace":{"trace_id":"aaaabbbbccccddddeeeeffff00001111"},"replay":{"replay_id":"00001111222233334444555566667777"}},
        "exception":{"values":[{"type":"TypeError","value":"x is undefined","stacktrace":{"frames":[
            {"function":"click","filename":"app:///js/app.js","in_app":true},{"function":"pay","filename":"/js/pay.js"}]}}]}}"#;
    let report = error_report(sentry.as_bytes()).unwrap();
    assert_eq!((report.name.as_str(), report.message.as_str()), ("TypeError", "x is undefined"));
    assert_eq!(frames(&report), [("pay", "/js/pay.js"), ("click", "app:///js/app.js")]);
    assert_eq!(report.ids[0], "00001111222233334444555566667777");
    assert!(report.ids.contains(&"fc6d8c0c43fc4630ad850ee518f1b9d0".to_owned()));
    assert_eq!(report.wall.unwrap().as_millis(), 1_795_420_729_500.0);
    // The same behind the header of an envelope.
    let envelope = format!(
        "{{\"sent_at\":\"2026-11-23T10:00:00Z\"}}\n{{\"type\":\"event\"}}\n{}",
        sentry.replace('\n', "")
    );
    assert_eq!(error_report(envelope.as_bytes()).unwrap().frames, report.frames);

    let of_api = r#"{"eventID":"e1e1e1","dateCreated":"2026-11-23T10:00:00Z","tags":[{"key":"replayId","value":"r1r1r1"}],
        "entries":[{"type":"breadcrumbs","data":{}},{"type":"exception","data":{"values":[{"type":"Error","value":"boom"}]}}]}"#;
    let report = error_report(of_api.as_bytes()).unwrap();
    assert_eq!((report.message.as_str(), report.ids.len()), ("boom", 2));

    let posthog = r#"{"results":[{"uuid":"0199-u","event":"$exception","timestamp":"2026-11-23T10:00:00.250Z","properties":{
        "$session_id":"0199-s","$exception_list":[{"type":"RangeError","value":"too deep","stacktrace":{"frames":[{"function":"f","filename":"a.js"}]}}]}}]}"#;
    let report = error_report(posthog.as_bytes()).unwrap();
    assert_eq!((report.name.as_str(), report.message.as_str()), ("RangeError", "too deep"));
    assert_eq!(report.ids, ["0199-s", "0199-u"]);
    assert!(report.wall.is_some());

    let allstak = r#"{"path":"/ingest/v1/errors","payload":{"eventId":"ev-1","exceptionClass":"TypeError","message":"no cart",
        "stackTrace":["    at pay (https://a/app.js:1:2)"],"sessionId":"s-17","breadcrumbs":[{"timestamp":"2026-11-23T10:00:00Z","type":"log"}]}}"#;
    let report = error_report(allstak.as_bytes()).unwrap();
    assert_eq!((report.name.as_str(), report.message.as_str()), ("TypeError", "no cart"));
    assert_eq!(report.stack, ["    at pay (https://a/app.js:1:2)"]);
    assert_eq!(report.ids, ["s-17", "ev-1"]);
    assert!(report.wall.is_some());
}

#[test]
fn recordings_and_other_json_are_no_errors() {
    for text in [
        r#"[{"type":4,"data":{"href":"https://a/"},"timestamp":1700000000003}]"#,
        r#"{"events":[{"type":6,"data":{"payload":{"exceptionClass":"E","message":"m"}},"timestamp":1700000000003}]}"#,
        r#"{"name":"x","version":"1.0"}"#,
        "Error: x",
        "{\"exception\":",
        "",
    ] {
        assert_eq!(error_report(text.as_bytes()), None, "{text}");
    }
}
