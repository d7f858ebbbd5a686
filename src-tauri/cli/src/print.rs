//! How numbers and times look at a terminal.

use events::{Timestamp, WallClock};
use serde::Serialize;

/// One line of JSON.
pub fn json(value: &impl Serialize) {
    // Wire types have string keys and finite numbers: serializing them does not fail.
    if let Ok(line) = serde_json::to_string(value) {
        println!("{line}");
    }
}

/// `3:12.480`, `1:02:03.000`: fixed form, so that columns line up within a recording.
pub fn clock(at: Timestamp) -> String {
    let millis = at.0.max(0) / 1000;
    let (seconds, millis) = (millis / 1000, millis % 1000);
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    let (hours, minutes) = (minutes / 60, minutes % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}.{millis:03}")
    } else {
        format!("{minutes}:{seconds:02}.{millis:03}")
    }
}

/// `2026-11-23 14:05`, by the clock of this computer.
pub fn date(wall: WallClock) -> String {
    let time = jiff::Timestamp::from_microsecond(wall.0).unwrap_or_default();
    time.to_zoned(jiff::tz::TimeZone::system()).strftime("%Y-%m-%d %H:%M").to_string()
}

/// `1,234,567`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1 event`, `2 events`.
pub fn plural(n: u64, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {one}s", count(n)) }
}

/// `0.120 s`, `83.4 s`: from microseconds.
pub fn length(us: i64) -> String {
    let seconds = us as f64 / 1e6;
    if seconds.abs() < 10.0 { format!("{seconds:.3} s") } else { format!("{seconds:.1} s") }
}

/// How much of a value a line shows, in characters.
const SHOWN: usize = 80;

/// The beginning of a text, on one line.
pub fn short(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_and_counts_have_a_fixed_form() {
        assert_eq!(clock(Timestamp(192_480_000)), "3:12.480");
        assert_eq!(clock(Timestamp(3_723_000_000)), "1:02:03.000");
        assert_eq!(count(1_234_567), "1,234,567");
        assert_eq!(plural(1, "event"), "1 event");
        assert_eq!((length(120_000), length(83_400_000)), ("0.120 s".to_owned(), "83.4 s".to_owned()));
        assert_eq!(short(&"ab ".repeat(60)).chars().count(), 81);
    }
}
