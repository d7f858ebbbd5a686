//! A file in, a few lines of text out: how it was wrapped, each event, and each problem behind a `!`.

mod containers;
mod damage;
mod errors;
mod hostile;
mod joined;
mod sessions;
mod times;

use crate::{Hints, SourceEvents, open};
use events::Diagnostics;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Three events in a row, told apart by their type.
const A: &str = r#"{"type":0,"data":{},"timestamp":1700000000001}"#;
const B: &str = r#"{"type":1,"data":{},"timestamp":1700000000002}"#;
const C: &str = r#"{"type":4,"data":{"href":"https://ü/"},"timestamp":1700000000003}"#;

fn open_bytes(bytes: &[u8]) -> Result<SourceEvents<'_>, crate::DecodeError> {
    open(Box::new(Cursor::new(bytes)), &Hints::default())
}

/// `%A`, `%B` and `%C` stand for the events.
fn fill(text: &str) -> String {
    text.replace("%A", A).replace("%B", B).replace("%C", C)
}

/// The container, then each event and problem in order.
fn lines(bytes: &[u8]) -> Vec<String> {
    let mut events = match open_bytes(bytes) {
        Ok(events) => events,
        Err(error) => return vec![error.to_string()],
    };
    let mut lines = vec![events.container().to_owned()];
    let mut diagnostics = Diagnostics::new();
    let mut told = 0;
    loop {
        let event = events.next(&mut diagnostics).unwrap();
        for problem in &diagnostics.kept()[told..] {
            let place = problem.offset.map(|offset| format!(" at {offset}")).unwrap_or_default();
            lines.push(format!(
                "! {:?} {}{place}: {}",
                problem.severity,
                problem.code.name(),
                problem.sentence
            ));
        }
        told = diagnostics.kept().len();
        let Some(event) = event else { break };
        let raw = String::from_utf8_lossy(&event.raw).replace(A, "A").replace(B, "B").replace(C, "C");
        let tab = &events.tabs()[event.tab.0 as usize];
        let tab = if tab.is_empty() { String::new() } else { format!(" in {tab}") };
        lines.push(format!("{} {} {raw}{tab}", event.seq.0, event.wall.as_millis() - 1.7e12));
    }
    lines
}

fn check_bytes(bytes: &[u8], expected: &[&str]) {
    assert_eq!(lines(bytes), expected, "{}", bytes.escape_ascii());
}

fn check(text: &str, expected: &[&str]) {
    check_bytes(fill(text).as_bytes(), expected);
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 3).unwrap()
}

fn zip(method: CompressionMethod, entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// As rrweb's packer writes an event: one character for each byte of a zlib stream.
fn packed(event: &str) -> String {
    let text: String = zlib(event.as_bytes()).iter().map(|&byte| char::from(byte)).collect();
    serde_json::to_string(&text).unwrap()
}
