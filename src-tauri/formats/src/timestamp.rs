//! When an event happened: numbers in seconds or milliseconds, ISO text, or nothing at all.

use events::WallClock;

/// What an event says about its time.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(crate) enum Stamp {
    #[default]
    Missing,
    Number(f64),
    /// A number or a date that was written as text, in milliseconds or as its number says.
    Text(f64),
}

/// A wall clock, and whether it had to be repaired.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Repaired {
    pub(crate) wall: WallClock,
    pub(crate) how: Option<&'static str>,
}

impl Stamp {
    pub(crate) fn of_number(text: &[u8]) -> Stamp {
        parse(text).map_or(Stamp::Missing, Stamp::Number)
    }

    pub(crate) fn of_text(text: &[u8]) -> Stamp {
        let iso = || std::str::from_utf8(text).ok().and_then(millis_from_iso);
        parse(text).or_else(iso).map_or(Stamp::Missing, Stamp::Text)
    }

    /// None where nothing can be said.
    pub(crate) fn repair(self) -> Option<Repaired> {
        let (number, text) = match self {
            Stamp::Missing => return None,
            Stamp::Number(number) => (number, false),
            Stamp::Text(number) => (number, true),
        };
        let (millis, unit) = match number {
            // Sentry's rule for its own mixed arrays, with a lower bound: renumbered recordings count milliseconds
            // from nought, and nobody records for eleven days.
            1e9..=9_999_999_999.0 => (number * 1e3, Some("was in seconds")),
            1e17.. => (number / 1e6, Some("was in nanoseconds")),
            1e14.. => (number / 1e3, Some("was in microseconds")),
            _ => (number, None),
        };
        let how = unit.or(text.then_some("was text"));
        Some(Repaired { wall: WallClock::from_millis(millis), how })
    }
}

/// Digits only, and few enough that nothing is lost: what nearly all numbers of events are.
pub(crate) fn of_digits(text: &[u8]) -> Option<f64> {
    let plain = (1..16).contains(&text.len()) && text.iter().all(u8::is_ascii_digit);
    plain.then(|| text.iter().fold(0, |value, digit| value * 10 + u64::from(digit - b'0')) as f64)
}

fn parse(text: &[u8]) -> Option<f64> {
    if let Some(number) = of_digits(text) {
        return Some(number);
    }
    let number: f64 = std::str::from_utf8(text).ok()?.trim().parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

/// `2026-08-01T10:20:30.123Z`, also with a blank instead of the T, without seconds, and with an offset. Without an
/// offset it is taken for UTC: the machine's own zone must not decide about a recording.
fn millis_from_iso(text: &str) -> Option<f64> {
    let (date, rest) = text.trim().split_at_checked(10)?;
    let mut parts = date.split('-');
    let (year, month, day) = (digits(parts.next()?)?, digits(parts.next()?)?, digits(parts.next()?)?);
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let days = days_from_civil(year, month, day);
    let rest = rest.strip_prefix(['T', 't', ' ']).unwrap_or(rest);
    let zone_at = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = rest.split_at_checked(zone_at)?;
    let seconds = seconds_of_day(time.trim())? - offset_seconds(zone)?;
    Some(days as f64 * 86_400_000.0 + seconds * 1e3)
}

fn seconds_of_day(time: &str) -> Option<f64> {
    let mut parts = time.split(':');
    let hours = parts.next().filter(|part| !part.is_empty()).map_or(Some(0), digits)?;
    let minutes = parts.next().map_or(Some(0), digits)?;
    let seconds: f64 = parts.next().map_or(Some(0.0), |part| part.parse().ok())?;
    let fits = hours < 25 && minutes < 60 && (0.0..61.0).contains(&seconds) && parts.next().is_none();
    fits.then_some((hours * 3600 + minutes * 60) as f64 + seconds)
}

fn offset_seconds(zone: &str) -> Option<f64> {
    let sign = match zone.chars().next() {
        None | Some('Z' | 'z') => return Some(0.0),
        Some('-') => -1.0,
        Some(_) => 1.0,
    };
    let plain: String = zone.chars().filter(char::is_ascii_digit).collect();
    let hours = digits(plain.get(..2)?)?;
    let minutes = plain.get(2..4).map_or(Some(0), digits)?;
    Some(sign * (hours * 3600 + minutes * 60) as f64)
}

fn digits(text: &str) -> Option<i64> {
    let all = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if all { text.parse().ok() } else { None }
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar; see Howard Hinnant, "chrono-Compatible Low-Level Date
/// Algorithms". The year counts from March, so that the leap day comes last.
fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stamp: Stamp, expected: &str) {
        let text = match stamp.repair() {
            None => "missing".to_owned(),
            Some(Repaired { wall, how }) => format!("{} {}", wall.0, how.unwrap_or("as recorded")),
        };
        assert_eq!(text, expected);
    }

    #[test]
    fn numbers_are_milliseconds_unless_they_cannot_be() {
        check(Stamp::of_number(b"1700000000000"), "1700000000000000 as recorded");
        check(Stamp::of_number(b"1700000000000.25"), "1700000000000250 as recorded");
        check(Stamp::of_number(b"1700000000.125"), "1700000000125000 was in seconds");
        check(Stamp::of_number(b"9999999999"), "9999999999000000 was in seconds");
        check(Stamp::of_number(b"10000000000"), "10000000000000 as recorded");
        check(Stamp::of_number(b"1700000000000000"), "1700000000000000 was in microseconds");
        check(Stamp::of_number(b"1700000000000000000"), "1700000000000000 was in nanoseconds");
        check(Stamp::of_number(b"0"), "0 as recorded");
        check(Stamp::of_number(b"4500"), "4500000 as recorded");
        check(Stamp::of_number(b"null"), "missing");
        check(Stamp::of_number(b"NaN"), "missing");
        check(Stamp::of_number(b"-5"), "missing");
    }

    #[test]
    fn text_is_a_number_or_a_date() {
        check(Stamp::of_text(b"1700000000000"), "1700000000000000 was text");
        check(Stamp::of_text(b"2023-11-14T22:13:20.5Z"), "1700000000500000 was text");
        check(Stamp::of_text(b"2023-11-15 00:13:20+02:00"), "1700000000000000 was text");
        check(Stamp::of_text(b"2023-11-14T17:43:20-0430"), "1700000000000000 was text");
        check(Stamp::of_text(b"2023-11-14T22:13"), "1699999980000000 was text");
        check(Stamp::of_text(b"1970-01-01"), "0 was text");
        check(Stamp::of_text(b"2024-02-29T00:00:00Z"), "1709164800000000 was text");
        check(Stamp::of_text(b"yesterday"), "missing");
        check(Stamp::of_text(b"2023-13-14T22:13:20Z"), "missing");
        check(Stamp::of_text("2023-11-1\u{e9}T".as_bytes()), "missing");
    }
}
