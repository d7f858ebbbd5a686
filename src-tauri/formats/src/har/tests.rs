use super::*;

fn text(script: Script) -> String {
    String::from_utf8(script.into_text()).unwrap()
}

fn log() -> Har {
    let entry = |at: &str, url: &str, status: u16, kind: &str| {
        json!({ "startedDateTime": at, "time": 40.0, "_resourceType": kind,
            "request": { "method": "GET", "url": url, "headers": [{ "name": "accept", "value": "*/*" }] },
            "response": { "status": status, "content": { "mimeType": "text/html", "text": "<p>", "size": 3 } } })
    };
    read(vec![json!({ "log": { "version": "1.2",
        "pages": [{ "startedDateTime": "2026-08-01T10:00:00.000Z", "title": "Checkout", "pageTimings": { "onLoad": 300.0 } }],
        "entries": [
            entry("2026-08-01T10:00:01.000Z", "https://a.example/api/save", 500, "fetch"),
            entry("2026-08-01T12:00:00.000+02:00", "https://a.example/checkout", 200, "document"),
            json!({ "request": { "url": "https://a.example/no-time" } }),
        ] } })])
}

#[test]
fn alone_it_is_a_timeline_on_a_page_that_says_so() {
    let har = log();
    assert_eq!(har.span(), Some((1_785_578_400_000.0, 1_785_578_401_040.0)));
    let alone = har.alone();
    let told = text(alone.script);
    assert!(
        told.contains("No picture was recorded") && told.contains("\"href\":\"https://a.example/checkout\""),
        "{told}"
    );
    assert!(told.contains("\"op\":\"resource.fetch\"") && told.contains("\"statusCode\":500.0"), "{told}");
    // Headers and bodies come with it, and the time from its start.
    assert!(
        told.contains("\"name\":\"accept\"") && told.contains("\"startTimestamp\":1785578401.0"),
        "{told}"
    );
    let beside = text(har.beside().script);
    assert!(!beside.contains("\"type\":2") && beside.contains("api/save"), "{beside}");
}

#[test]
fn bodies_that_were_posted_are_found() {
    let post = |url: &str, body: &str| {
        json!({ "startedDateTime": "2026-08-01T10:00:00.000Z",
            "request": { "method": "POST", "url": url, "postData": { "text": body } } })
    };
    let mut har = read(vec![json!({ "log": { "entries": [
        post("https://api.allstak.sa/ingest/v1/replay", r#"{"sessionId":"s","events":[]}"#),
        post("https://p.example/s/", r#"{"event":"$snapshot","properties":{"$snapshot_data":[]}}"#),
        post("https://a.example/api", r#"{"a":1}"#),
    ] } })]);
    assert_eq!(har.take_posts(), [(1_785_578_400_000.0, json!({ "sessionId": "s", "events": [] }))]);
    assert_eq!(har.bodies().len(), 1);
    assert!(!text(har.requests()).contains("ingest"));
}
