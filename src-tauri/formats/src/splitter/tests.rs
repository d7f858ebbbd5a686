use super::*;

/// One line for each piece, and the text must split alike in whatever pieces it arrives.
fn check(text: &str, expected: &[&str]) {
    for piece in [usize::MAX, 1, 7, 1000] {
        let reader = Trickle { text: text.as_bytes(), piece };
        assert_eq!(summary(Splitter::new(Box::new(reader))), expected, "{text} in pieces of {piece}");
    }
    assert_eq!(summary(Splitter::of_text(text.as_bytes().to_vec())), expected, "{text} in memory");
}

fn summary(mut splitter: Splitter<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    loop {
        lines.push(match splitter.next().unwrap() {
            Piece::End => return lines,
            Piece::Event { raw, envelope, offset } => {
                let tab = envelope.tab.map(|tab| format!(" tab {tab}")).unwrap_or_default();
                format!("{offset} {}{tab}", String::from_utf8_lossy(&raw))
            }
            Piece::Text { token, offset, tab } => {
                let tab = tab.map(|tab| format!(" tab {tab}")).unwrap_or_default();
                format!("{offset} text {}{tab}", String::from_utf8_lossy(&token))
            }
            Piece::Problem(problem) => format!("{} {}", problem.offset, problem.code.name()),
        });
    }
}

struct Trickle<'s> {
    text: &'s [u8],
    piece: usize,
}

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.piece.min(into.len()).min(self.text.len());
        let (now, later) = self.text.split_at(count);
        into[..count].copy_from_slice(now);
        self.text = later;
        Ok(count)
    }
}

const A: &str = r#"{"type":0,"data":{},"timestamp":1}"#;
const B: &str = r#"{"type":3,"data":{"source":1,"t":"}],[\"{"},"timestamp":2}"#;

#[test]
fn events_are_found_in_every_wrapper() {
    let check = |text: String, expected: &[&str]| {
        let text = text.replace("%A", A).replace("%B", B);
        let mut splitter = Splitter::of_text(text.clone().into_bytes());
        let mut found = Vec::new();
        loop {
            match splitter.next().unwrap() {
                Piece::Event { raw, envelope, .. } => {
                    let name = if raw == A.as_bytes() {
                        "A"
                    } else if raw == B.as_bytes() {
                        "B"
                    } else {
                        "?"
                    };
                    let tab = envelope.tab.map(|tab| format!("@{tab}")).unwrap_or_default();
                    found.push(format!("{name}{tab}"));
                }
                Piece::Problem(problem) => found.push(problem.code.name().to_owned()),
                Piece::Text { token, .. } => found.push(String::from_utf8(token).unwrap()),
                Piece::End => break,
            }
        }
        assert_eq!(found, expected, "{text}");
    };
    check("[%A,%B]".into(), &["A", "B"]);
    check("\u{feff} [ %A ,\n %B ] ".into(), &["A", "B"]);
    check(r#"{"events":[%A,%B]}"#.into(), &["A", "B"]);
    check(r#"{"session":{"id":"x","tags":[]},"events":[%A,%B]}"#.into(), &["A", "B"]);
    check(r#"{"version":"2023-04-28","data":{"id":"x","snapshots":[%A,%B]}}"#.into(), &["A", "B"]);
    check(r#"{"recording":{"replay":{"events":[%A]}}}"#.into(), &["A"]);
    check(r#"{"timestamp":17,"events":[%A]}"#.into(), &["A"]);
    check(r#"{"type":"record","payload":{"events":[%A,%B]}}"#.into(), &["A", "B"]);
    check(r#"{"type":1,"payload":{"events":[%A,%B]}}"#.into(), &["A", "B"]);
    check("[[%A],[%B],[]]".into(), &["A", "B"]);
    check("%A\n%B\n".into(), &["A", "B"]);
    check("%A,\r\n%B,\r\n".into(), &["A", "B"]);
    check("[%A]\n[%B]".into(), &["A", "B"]);
    check("{\"segment_id\":0}\n[%A,%B]".into(), &["A", "B"]);
    check("\u{1e}%A\n\u{1e}%B\n".into(), &["A", "B"]);
    check("{\"window_id\":\"w1\",\"data\":[%A]}\n{\"windowId\":2,\"data\":[%B]}".into(), &["A@w1", "B@2"]);
    check("[\"w1\",%A]\n[\"w2\",%B]".into(), &["w1", "A@w1", "w2", "B@w2"]);
    check("[[1,%A],[2,%B]]".into(), &["A@1", "B@2"]);
    check(r#"{"data":{"snapshotsByWindowId":{"w1":[%A],"w2":[%B]}}}"#.into(), &["A@w1", "B@w2"]);
    check(r#"{"success":true,"result":{"events":{"T1":[%A],"T2":[%B]}}}"#.into(), &["A@T1", "B@T2"]);
    check(r#"{"0":%A,"1":%B}"#.into(), &["A", "B"]);
    check(
        r#"[{"event":"$snapshot","properties":{"$window_id":"w","$snapshot_data":[%A]}}]"#.into(),
        &["A@w"],
    );
    check(r#"{"data":"[1]"}"#.into(), &["[1]"]);
    check(r#"["one","two"]"#.into(), &["one", "two"]);
    check(r#"{"log":{"entries":[{"request":{"headers":[{"name":"a"}]}}]}}"#.into(), &[]);
    check("3".into(), &["invalid-json"]);
    check(String::new(), &[]);
}

#[test]
fn the_members_of_an_event_may_come_in_any_order() {
    let check = |text: &str| check(text, &[&format!("0 {text}")]);
    check(r#"{"timestamp":1,"type":3,"data":{"source":0}}"#);
    check(r#"{"data":{"adds":[{"node":{"type":2}}],"source":0},"timestamp":1,"type":3}"#);
    check(r#"{"_id":{"$oid":"5"},"data":{},"timestamp":{"$numberLong":"1"},"type":3}"#);
    check(r#"{"type":"3","data":[],"timestamp":"1"}"#);
    check(r#"{"type":4,"timestamp":1}"#);
    let long = "x".repeat(3 * object::LOOK_AHEAD_BYTES);
    check(&format!(r#"{{"data":{{"node":{{"type":0,"childNodes":["{long}"]}}}},"timestamp":1,"type":2}}"#));
    check(&format!(r#"{{"data":{{"payload":{{"a":["{long}"]}},"tag":"x"}},"timestamp":1,"type":5}}"#));
    check(&format!(r#"{{"timestamp":1,"data":{{"else":["{long}"]}},"type":5}}"#));
}

#[test]
fn a_long_wrapper_is_entered_without_reading_it_first() {
    let filler = "y".repeat(2 * object::LOOK_AHEAD_BYTES);
    let inner = format!(r#"{{"type":5,"data":{{"tag":"{filler}"}},"timestamp":1}}"#);
    let text = format!(r#"{{"data":{{"id":1,"snapshots":[{inner},{inner}]}},"more":[{A}]}}"#);
    let mut splitter = Splitter::of_text(text.into_bytes());
    let mut lengths = Vec::new();
    while let Piece::Event { raw, .. } = splitter.next().unwrap() {
        lengths.push(raw.len());
    }
    assert_eq!(lengths, [inner.len(), inner.len(), A.len()]);
}

#[test]
fn an_object_with_a_time_and_data_but_no_type_is_reported() {
    check(r#"[{"timestamp":1,"data":{}}]"#, &["1 invalid-event"]);
    check(r#"[{"data":{"source":0},"timestamp":1,"x":[1]}]"#, &["1 invalid-event"]);
    check(r#"[{"data":{"id":0,"x":[]},"timestamp":1}]"#, &[]);
}

#[test]
fn a_cut_text_keeps_its_whole_events() {
    let a = format!("1 {A}");
    check(&format!("[{A},{}", &B[..20]), &[&a, "56 truncated"]);
    check(&format!("[{A},"), &[&a, "36 truncated"]);
    check(&format!("[{A}"), &[&a, "35 truncated"]);
    check(&format!(r#"{{"events":[{A},{{"ty"#), &[&format!("11 {A}"), "50 truncated"]);
    check(&format!("{A}\n{}", &B[..30]), &[&format!("0 {A}"), "65 truncated"]);
    check(r#"["{\"type\":"#, &["12 truncated"]);
}

#[test]
fn a_broken_line_costs_only_itself() {
    let b = |offset: usize| format!("{offset} {B}");
    check(&format!("{A}\n{}\n{B}\n", &B[..30]), &[&format!("0 {A}"), "65 invalid-json", &b(66)]);
    check(&format!("{A}\nnonsense\n{B}\n"), &[&format!("0 {A}"), "35 invalid-json", &b(44)]);
    check(&format!("{A}\n[1,2\n{B}\n"), &[&format!("0 {A}"), "39 invalid-json", &b(40)]);
}

#[test]
fn a_broken_element_of_an_array_costs_only_itself() {
    let check = |broken: &str| {
        let text = format!("[{A},{broken},{B},{A}]");
        let mut splitter = Splitter::of_text(text.into_bytes());
        let mut found = Vec::new();
        loop {
            match splitter.next().unwrap() {
                Piece::Event { raw, .. } => found.push(String::from_utf8(raw).unwrap()),
                Piece::Problem(problem) => found.push(problem.code.name().to_owned()),
                Piece::Text { .. } => found.push("text".to_owned()),
                Piece::End => break,
            }
        }
        assert_eq!(found, [A, "invalid-json", B, A], "{broken}");
    };
    check(r#"{"type":3,"data":{"source":0,"adds":[{"node":{"type":2}],"timestamp":1}"#);
    check(r#"{"type":3,"data":{"text":"no end},"timestamp":1}"#);
    check(r#"{"type":3,"data":{"source":0,"#);
    check(r#"{"type":3,"data":{"positions":[{"x":1}"#);
    check(r#"{"type":3 "data":{}"x"#);
    check("@");
    check("}");
}

#[test]
fn an_event_without_an_end_costs_only_itself() {
    let cut = r#"{"type":3,"data":{"source":1,"positions":[{"x":1}"#;
    check(
        &format!("[{A},{cut},{B},{A}]"),
        &[&format!("1 {A}"), "180 invalid-json", &format!("86 {B}"), &format!("145 {A}")],
    );
    check(
        &format!("[{A},{cut},{B},{A}"),
        &[&format!("1 {A}"), "179 invalid-json", &format!("86 {B}"), &format!("145 {A}"), "179 truncated"],
    );
}
