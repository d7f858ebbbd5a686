use super::*;

#[test]
fn a_cut_file_keeps_its_whole_events() {
    let array = fill("[%A,%B,%C]");
    check(
        &array[..array.len() - 10],
        &[
            "JSON array of events",
            "0 1 A",
            "1 2 B",
            "! Error truncated at 152: The file ends in the middle of an event; everything before it was read",
        ],
    );
    check(
        "[%A,%B",
        &[
            "JSON array of events",
            "0 1 A",
            "1 2 B",
            "! Error truncated at 94: The file ends before its list of events does; everything in it was read",
        ],
    );
}

#[test]
fn a_cut_archive_keeps_what_can_be_inflated() {
    let mut noise = 1_u64;
    let mut text = String::from("[");
    for index in 0..10_000 {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        text.push_str(&format!(
            r#"{{"type":5,"data":{{"tag":"{noise}"}},"timestamp":{}}},"#,
            1_700_000_000_000_u64 + index
        ));
    }
    for whole in [gzip(text.as_bytes()), zlib(text.as_bytes()), zstd(text.as_bytes())] {
        let cut = &whole[..whole.len() / 2];
        let lines = lines(cut);
        assert!(lines.len() > 2_000, "{} lines", lines.len());
        let last = lines.last().unwrap();
        assert!(last.starts_with("! Error truncated at "), "{last}");
        assert!(last.ends_with("damaged or cut off here; everything before it was read"), "{last}");
    }
    let small = gzip(fill(r#"{"events":[%A,%B]}"#).as_bytes());
    let lines = lines(&small[..small.len() - 9]);
    assert_eq!(lines[1..3], ["0 1 A", "1 2 B"], "{lines:?}");
}

#[test]
fn a_broken_line_costs_only_itself() {
    let cut = &B[..20];
    check(
        &format!("%A\n{cut}\n%C\n"),
        &[
            "JSON lines of events",
            "0 1 A",
            "! Error invalid-json at 67: The line ends inside an event",
            "1 3 C",
        ],
    );
}

#[test]
fn a_broken_element_costs_only_itself() {
    check(
        r#"[%A,{"type":3,"data":{"a":[}},"timestamp":1},%C]"#,
        &[
            "JSON array of events",
            "0 1 A",
            "! Error invalid-json at 71: Text that is not valid JSON was left out",
            "1 3 C",
        ],
    );
}

#[test]
fn a_packed_event_that_cannot_be_unpacked_costs_only_itself() {
    let whole = packed(B);
    let broken = format!("{}\"", &whole[..whole.len() - 20]);
    check(
        &format!("[{},{broken},{}]", packed(A), packed(C)),
        &[
            "JSON array of packed strings",
            "0 1 A",
            &format!(
                "! Error packed-event-unreadable at {}: A packed event could not be unpacked and was left out",
                packed(A).len() + 2
            ),
            "1 3 C",
        ],
    );
}

#[test]
fn an_event_without_a_type_is_reported() {
    check(
        r#"[%A,{"timestamp":1700000000002,"data":{}}]"#,
        &[
            "JSON array of events",
            "0 1 A",
            "! Warning invalid-event at 48: An event without a type was left out",
        ],
    );
}

#[test]
fn words_that_are_not_json_do_not_break_the_stream() {
    check(
        r#"[{"type":4,"data":{"width":NaN},"timestamp":1700000000001},%B]"#,
        &[
            "JSON array of events",
            r#"0 1 {"type":4,"data":{"width":NaN},"timestamp":1700000000001}"#,
            "1 2 B",
        ],
    );
}

/// Fails after some bytes, as a file on a lost network drive does.
struct Failing(Cursor<Vec<u8>>, u64);

impl std::io::Read for Failing {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.0.position() >= self.1 {
            return Err(std::io::Error::other("the drive is gone"));
        }
        let count = into.len().min((self.1 - self.0.position()) as usize);
        self.0.read(&mut into[..count])
    }
}

impl std::io::Seek for Failing {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.0.seek(to)
    }
}

#[test]
fn an_error_of_the_source_is_an_error() {
    let text = fill(&format!("[{}%C]", "%A,%B,".repeat(5_000)));
    let source = Failing(Cursor::new(text.into_bytes()), 300_000);
    let mut events = open(Box::new(source), &Hints::default()).unwrap();
    let mut diagnostics = Diagnostics::new();
    let error = loop {
        match events.next(&mut diagnostics) {
            Ok(event) => assert!(event.is_some()),
            Err(error) => break error,
        }
    };
    assert_eq!(error.to_string(), "The file could not be read: the drive is gone");
    let source = Failing(Cursor::new(vec![b'[']), 0);
    let error = open(Box::new(source), &Hints::default()).err().unwrap();
    assert_eq!(error.to_string(), "The file could not be read: the drive is gone");
}
