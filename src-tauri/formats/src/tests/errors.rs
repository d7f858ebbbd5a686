use super::*;
use crate::DecodeError;

fn check_error(bytes: &[u8], fact: &str, advice: &str) {
    let error: DecodeError = open_bytes(bytes).err().unwrap_or_else(|| panic!("{}", bytes.escape_ascii()));
    assert_eq!((error.to_string().as_str(), error.advice()), (fact, advice), "{}", bytes.escape_ascii());
}

const ANY: &str = "Open a recording made with rrweb or a tool built on it";
const FORMATS: &str = "Open a recording made with rrweb or a tool built on it: JSON, JSON lines, gzip, zstd, brotli, zip or tar";

#[test]
fn files_that_are_no_recordings_are_named() {
    check_error(b"", "The file is empty", "Export the recording again");
    check_error(b"  \n", "The file is empty", "Export the recording again");
    check_error(b"[]", "This JSON holds no recorded events", FORMATS);
    check_error(
        b"{\"name\":\"x\",\"version\":\"1\"}",
        "This JSON holds no recorded events, only “name”, “version”",
        FORMATS,
    );
    check_error(
        br#"{"log":{"version":"1.2","entries":[{"request":{}}]}}"#,
        "This HAR file (a log of network requests) holds no request with a time",
        "Save it again from the browser's network panel",
    );
    check_error(
        br#"{"records":[{"type":4,"data":{},"timestamp":1}],"view":{"id":"x"}}"#,
        "This is a Datadog session replay segment; Playhead cannot read it yet",
        ANY,
    );
    check_error(b"\x89PNG\r\n\x1a\n", "This is a picture, not a session recording", ANY);
    check_error(
        b"<!doctype html><html><body>Sign in</body></html>",
        "This is a web page, not a session recording",
        "If it was downloaded, log in and download the recording again",
    );
    check_error(b"some notes", "This is a text file, not a session recording", FORMATS);
    check_error(
        b"\x07\x00\x01\xfe",
        "This is a binary file of an unknown kind, not a session recording",
        FORMATS,
    );
    check_error(
        b"{\"a\":[1,2",
        "The file looks like JSON but is not valid, and no recorded event was found in it",
        "Export the recording again, or check where the file was cut or edited",
    );
}

#[test]
fn recognition_goes_through_wrappings() {
    check_error(
        &gzip(b"{\"e\":[\"0.8\",1],\"a\":[],\"p\":[]}"),
        "This is a Microsoft Clarity payload; Playhead cannot read it yet",
        ANY,
    );
    check_error(&gzip(b""), "The file is empty", "Export the recording again");
    check_error(&gzip(b"[]")[..12], "The gzip data is damaged, and nothing in it can be read", {
        "Download or export the file again"
    });
    let mut nested = fill("[%A]").into_bytes();
    for _ in 0..6 {
        nested = gzip(&nested);
    }
    check_error(
        &nested,
        "The archive is packed in too many other archives",
        "Unpack it and open what was inside",
    );
}

#[test]
fn archives_without_recordings_are_named() {
    let archive = |entries: &[(&str, &[u8])]| zip(CompressionMethod::Stored, entries);
    check_error(
        &archive(&[("trace.trace", b"{}"), ("resources/a", b"x")]),
        "This is a Playwright trace; Playhead cannot read it yet",
        "Open it with `npx playwright show-trace`",
    );
    check_error(
        &archive(&[("a.json", br#"{"sessionId":"s","events":[{"eventType":"click","eventData":"{}"}]}"#)]),
        "This is AllStak telemetry without an event that has a time",
        ANY,
    );
    check_error(
        &archive(&[("a.png", b"\x89PNG\r\n\x1a\n"), ("b.txt", b"x")]),
        "None of the 2 files in this archive is a session recording",
        FORMATS,
    );
    check_error(&archive(&[]), "The archive is empty", "Export the recording again");
    check_error(b"PK\x03\x04 cut off", "The zip data is damaged, and nothing in it can be read", {
        "Download or export the file again"
    });
}

#[test]
fn a_locked_archive_says_so() {
    let mut archive = zip(CompressionMethod::Stored, &[("a.json", b"[]")]);
    // The flag of encryption, in the local header and in the directory.
    archive[6] |= 1;
    let directory = archive.windows(4).position(|part| part == b"PK\x01\x02").unwrap();
    archive[directory + 8] |= 1;
    check_error(&archive, "The archive is encrypted", "Unpack it with its password and open what was inside");
}
