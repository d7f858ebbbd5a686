use super::*;

/// An event with this member between the others.
fn event(member: &str) -> String {
    format!(r#"{{"type":0,{member}"data":{{}}}}"#)
}

fn check_times(members: &[&str], expected: &[&str]) {
    let events: Vec<String> = members.iter().map(|member| event(member)).collect();
    let mut lines = lines(format!("[{}]", events.join(",")).as_bytes());
    lines.remove(0);
    for line in &mut lines {
        *line = line.split(" {").next().unwrap().to_owned();
        if let Some((head, tail)) = line.clone().split_once(" at ") {
            *line = format!("{head}:{}", tail.split_once(':').unwrap().1);
        }
    }
    assert_eq!(lines, expected, "{members:?}");
}

#[test]
fn seconds_become_milliseconds() {
    check_times(
        &[r#""timestamp":1700000000.125,"#, r#""timestamp":1700000000250,"#],
        &["! Note timestamp-repaired: The time of an event was in seconds", "0 125", "1 250"],
    );
}

#[test]
fn text_becomes_a_time() {
    check_times(
        &[r#""timestamp":"1700000000125","#, r#""timestamp":"2023-11-14T22:13:20.25Z","#],
        &[
            "! Note timestamp-repaired: The time of an event was text",
            "0 125",
            "! Note timestamp-repaired: The time of an event was text",
            "1 250",
        ],
    );
}

#[test]
fn a_missing_time_is_the_neighbours_and_never_the_start() {
    check_times(
        &[
            "",
            r#""timestamp":null,"#,
            r#""timestamp":1700000000005,"#,
            r#""timestamp":NaN,"#,
            r#""x":1,"timestamp":{},"#,
        ],
        &[
            "! Warning timestamp-missing: An event without a time was given the time of its neighbour",
            "! Warning timestamp-missing: An event without a time was given the time of its neighbour",
            "0 5",
            "1 5",
            "2 5",
            "! Warning timestamp-missing: An event without a time was given the time of its neighbour",
            "3 5",
            "! Warning timestamp-missing: An event without a time was given the time of its neighbour",
            "4 5",
        ],
    );
}

#[test]
fn a_recording_without_any_time_is_still_read() {
    check_times(
        &["", r#""x":1,"#],
        &[
            "! Warning timestamp-missing: An event without a time was given the time of its neighbour",
            "! Warning timestamp-missing: An event without a time was given the time of its neighbour",
            "0 -1700000000000",
            "1 -1700000000000",
        ],
    );
}

#[test]
fn repeated_batches_are_taken_once() {
    check(
        "[[%A,%B],[%A,%B],[%C]]",
        &[
            "JSON array of arrays of events",
            "0 1 A",
            "1 2 B",
            "! Note duplicate-event at 98: An event that the source holds twice was taken once",
            "! Note duplicate-event at 145: An event that the source holds twice was taken once",
            "2 3 C",
        ],
    );
    let played = C.replace(r#""timestamp""#, r#""delay":17,"timestamp""#);
    let again = C.replace(r#""timestamp""#, r#""delay":99,"timestamp""#);
    check(
        &format!("[{played},%A,{again}]"),
        &[
            "JSON array of events",
            &format!("0 3 {played}"),
            "1 1 A",
            "! Note duplicate-event at 126: An event that the source holds twice was taken once",
        ],
    );
}

#[test]
fn what_a_page_did_twice_in_one_millisecond_happened_twice() {
    check("[%A,%A,%B]", &["JSON array of events", "0 1 A", "1 1 A", "2 2 B"]);
    check(
        "[%C,%C]",
        &[
            "JSON array of events",
            "0 3 C",
            "! Note duplicate-event at 68: An event that the source holds twice was taken once",
        ],
    );
}
