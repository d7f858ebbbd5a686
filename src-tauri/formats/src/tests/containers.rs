use super::*;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

#[test]
fn texts_are_named_by_what_is_wrapped_around_the_events() {
    let check = |text: &str, container: &str| check(text, &[container, "0 1 A", "1 2 B"]);
    check("[%A,%B]", "JSON array of events");
    check("\u{feff}\n [%A,%B]", "JSON array of events");
    check("[[%A],[%B]]", "JSON array of arrays of events");
    check(r#"{"events":[%A,%B]}"#, "JSON object with events in events");
    check(r#"{"version":"2023-04-28","data":{"id":"x","snapshots":[%A,%B]}}"#, {
        "PostHog export › JSON object with events in data.snapshots"
    });
    check("%A\n%B\n", "JSON lines of events");
    check("[%A]\n[%B]\n", "JSON lines of batches of events");
    check("{\"segment_id\":0}\n[%A,%B]", "Sentry segment › JSON lines of batches of events");
}

#[test]
fn events_inside_a_script_are_found() {
    super::check(
        "var events = [%A,%B];\n",
        &[
            "JSON texts of events",
            "! Error invalid-json at 0: Text that is not valid JSON was left out",
            "0 1 A",
            "1 2 B",
        ],
    );
}

#[test]
fn strings_hold_events_too() {
    let quoted = |event: &str| serde_json::to_string(event).unwrap();
    let check = |text: String, container: &str| check(&text, &[container, "0 1 A", "1 2 B"]);
    check(format!("[{},{}]", quoted(A), quoted(B)), "JSON array of JSON strings");
    check(format!("[{},{}]", packed(A), packed(B)), "JSON array of packed strings");
    check(format!("{}\n{}", packed(A), packed(B)), "JSON lines of packed strings");
    check(format!("[{},{B}]", packed(A)), "JSON array of packed strings");
    check(format!(r#"{{"version":1,"events":[{},{}]}}"#, quoted(A), quoted(B)), {
        "Amplitude session replay › JSON object with JSON strings in events"
    });
    check(quoted(&format!("[{A},{B}]")), "JSON texts of JSON strings");
    check(
        format!(r#"{{"data":{}}}"#, quoted(&format!("[{A},{B}]"))),
        "JSON object with JSON strings in data",
    );
}

#[test]
fn windows_become_tabs() {
    check(
        "{\"window_id\":\"w1\",\"data\":[%A]}\n{\"windowId\":2,\"data\":[%B]}\n",
        &["PostHog snapshot blob › JSON lines of batches of events in data", "0 1 A in w1", "1 2 B in 2"],
    );
    check(
        "[\"w1\",%A]\n[\"w2\",%B]\n[\"w1\",%C]\n",
        &[
            "PostHog snapshot blob › JSON lines of batches of events",
            "0 1 A in w1",
            "1 2 B in w2",
            "2 3 C in w1",
        ],
    );
    check(
        r#"[{"windowId":"w","type":1,"timestamp":1700000000001},%B]"#,
        &["JSON array of events", r#"0 1 {"windowId":"w","type":1,"timestamp":1700000000001} in w"#, "1 2 B"],
    );
    check(
        r#"{"result":{"events":{"T1":[%A],"T2":[%B]}}}"#,
        &["JSON object with events in result.events.T1", "0 1 A in T1", "1 2 B in T2"],
    );
}

#[test]
fn wrappings_are_taken_off() {
    let array = fill("[%A,%C]");
    let check = |bytes: Vec<u8>, container: &str| check_bytes(&bytes, &[container, "0 1 A", "1 3 C"]);
    let array = array.as_bytes();
    check(gzip(array), "gzip › JSON array of events");
    check(zlib(array), "zlib › JSON array of events");
    check(zstd(array), "zstd › JSON array of events");
    check(gzip(&zstd(array)), "gzip › zstd › JSON array of events");
    let (first, second) = array.split_at(20);
    check([gzip(first), gzip(second)].concat(), "gzip › JSON array of events");
    check([zstd(first), zstd(second)].concat(), "zstd › JSON array of events");
    check(
        [b"{\"segment_id\":0}\n".to_vec(), zlib(array)].concat(),
        "Sentry segment › zlib › JSON array of events",
    );
    let utf16: Vec<u8> =
        std::str::from_utf8(array).unwrap().encode_utf16().flat_map(u16::to_le_bytes).collect();
    check([vec![0xff, 0xfe], utf16.clone()].concat(), "UTF-16 text › JSON array of events");
    check(gzip(&utf16), "gzip › UTF-16 text › JSON array of events");
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated, CompressionMethod::Zstd] {
        check(zip(method, &[("a.json", array)]), "zip › JSON array of events");
        check(zip(method, &[("a.json.gz", &gzip(array))]), "zip › gzip › JSON array of events");
        let inner = zip(method, &[("a.json", array)]);
        check(zip(method, &[("inner.zip", &inner)]), "zip › zip › JSON array of events");
        check(gzip(&inner), "gzip › zip › JSON array of events");
    }
}

#[test]
fn all_recordings_of_an_archive_are_read_in_the_order_of_their_names() {
    let (a, b, c) = (format!("[{A}]"), gzip(B.as_bytes()), format!("[{C}]"));
    let archive = zip(
        CompressionMethod::Deflated,
        &[
            ("segments/10.json", c.as_bytes()),
            ("segments/2.json.gz", &b),
            ("segments/1.json", a.as_bytes()),
            ("shot.png", b"\x89PNG\r\n\x1a\n"),
            ("notes/readme.txt", b"hello"),
            ("package.json", b"{\"name\":\"x\"}"),
            ("__MACOSX/x", b"junk"),
        ],
    );
    check_bytes(
        &archive,
        &[
            "zip › JSON array of events",
            "! Note not-decoded-yet: 3 other files in the archive were left out: notes/readme.txt, package.json, shot.png",
            "0 1 A",
            "1 2 B",
            "2 3 C",
        ],
    );
}

#[test]
fn progress_counts_bytes_of_the_outer_source() {
    let bytes = gzip(fill(&format!("[{}%C]", "%A,%B,".repeat(100_000))).as_bytes());
    let mut events = open_bytes(&bytes).unwrap();
    let mut diagnostics = Diagnostics::new();
    let mut positions = vec![events.position()];
    while let Some(_event) = events.next(&mut diagnostics).unwrap() {
        positions.push(events.position());
    }
    assert!(positions.is_sorted());
    assert!(positions[0] > 0 && positions[0] <= bytes.len() as u64);
    assert_eq!(*positions.last().unwrap(), bytes.len() as u64);
}

#[test]
fn tar_archives_are_opened() {
    let archive = |entries: &[(&str, String)]| {
        let mut builder = tar::Builder::new(Vec::new());
        for (name, text) in entries {
            let mut header = tar::Header::new_gnu();
            header.set_size(text.len() as u64);
            header.set_mode(0o644);
            builder.append_data(&mut header, name, text.as_bytes()).unwrap();
        }
        builder.into_inner().unwrap()
    };
    let bytes =
        archive(&[("s/10.json", fill("[%B]")), ("s/2.json", fill("[%A]")), ("s/a.txt", "x".to_owned())]);
    let note = "! Note not-decoded-yet: One other file in the archive was left out: s/a.txt";
    assert_eq!(lines(&bytes), ["tar › JSON array of events", note, "0 1 A", "1 2 B"]);
    assert_eq!(lines(&gzip(&bytes))[0], "gzip › tar › JSON array of events");
    // Cut off in its second file.
    assert_eq!(lines(&bytes[..1540])[2], "0 2 B");
}

#[test]
fn wrappings_without_a_mark_are_known_by_what_is_in_them() {
    let text = fill("[%A,%B]");
    let check = |bytes: &[u8], container: &str| {
        assert_eq!(lines(bytes), [&format!("{container} › JSON array of events"), "0 1 A", "1 2 B"]);
    };
    let base64 = STANDARD.encode(&text);
    check(base64.as_bytes(), "base64");
    let wrapped: Vec<&str> =
        base64.as_bytes().chunks(60).map(|line| std::str::from_utf8(line).unwrap()).collect();
    check(wrapped.join("\r\n").as_bytes(), "base64");
    check(STANDARD.encode(gzip(text.as_bytes())).trim_end_matches('=').as_bytes(), "base64 › gzip");
    let snappy = snap::raw::Encoder::new().compress_vec(text.as_bytes()).unwrap();
    check(&snappy, "snappy");
    let blocks = [&(snappy.len() as u32).to_be_bytes()[..], &snappy].concat();
    check(&blocks, "snappy");
    // `brotli` of the same text.
    check(b"\x1b\x5e\x00\x48\x1d\x07\xb9\x39\xf2\x36\x8a\xf2\xe9\xc6\x62\x84\x4a\x07\x55\x8e\xbc\x40\xeb\x4d\x4f\xb8\x2c\x74\x92\xe5\xa6\x0b\x1c\x72\x00\x74\x00\x39\x34\x4f\xc2\x4a\xc4\x26\x11\x58\x7a\xfc\xd2\x96\xc0\xd1\xe1\xcb\xb0\x88\x53\xa8\xde\x06", "brotli");
    assert_eq!(lines(b"SGVsbG8gd29ybGQhIQ=="), ["This is a text file, not a session recording"]);
}
