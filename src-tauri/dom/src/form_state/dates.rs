//! Valid dates and times of the HTML standard.
//! <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#dates-and-times>

pub(super) fn is_month(text: &str) -> bool {
    month(text).is_some()
}

pub(super) fn is_date(text: &str) -> bool {
    let Some((front, day)) = text.rsplit_once('-') else { return false };
    month(front)
        .zip(digits(day, 2))
        .is_some_and(|((year, month), day)| (1..=days(year, month)).contains(&day))
}

pub(super) fn is_week(text: &str) -> bool {
    let Some((front, week)) = text.split_once("-W") else { return false };
    year(front).zip(digits(week, 2)).is_some_and(|(year, week)| (1..=weeks(year)).contains(&week))
}

pub(super) fn is_time(text: &str) -> bool {
    time(text).is_some()
}

/// A valid local date and time with `T` between its parts and no empty seconds.
pub(super) fn normal_date_time(text: &str) -> Option<String> {
    let (date, clock) = text.split_once(['T', ' '])?;
    if !is_date(date) {
        return None;
    }
    let (minutes, seconds) = time(clock)?;
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, ""));
    let seconds = match (whole, fraction.trim_end_matches('0')) {
        ("" | "00", "") => String::new(),
        (whole, "") => format!(":{whole}"),
        (whole, fraction) => format!(":{whole}.{fraction}"),
    };
    Some(format!("{date}T{minutes}{seconds}"))
}

/// (hours and minutes, seconds with their fraction or nothing).
fn time(text: &str) -> Option<(&str, &str)> {
    let minutes = text.get(..5)?;
    let (hour, minute) = minutes.split_once(':')?;
    if digits(hour, 2)? > 23 || digits(minute, 2)? > 59 {
        return None;
    }
    let seconds = match text.get(5..)? {
        "" => return Some((minutes, "")),
        rest => rest.strip_prefix(':')?,
    };
    let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
    let is_fraction =
        (1..=3).contains(&fraction.len()) && fraction.bytes().all(|digit| digit.is_ascii_digit());
    (digits(whole, 2)? <= 59 && is_fraction).then_some((minutes, seconds))
}

fn year(text: &str) -> Option<u64> {
    let is_year = (4..=6).contains(&text.len()) && text.bytes().all(|digit| digit.is_ascii_digit());
    // The last year that a JavaScript date can be in.
    text.parse().ok().filter(|year| is_year && (1..=275_760).contains(year))
}

fn month(text: &str) -> Option<(u64, u64)> {
    let (front, month) = text.rsplit_once('-')?;
    let month = digits(month, 2)?;
    Some((year(front)?, month)).filter(|_| (1..=12).contains(&month))
}

fn digits(text: &str, count: usize) -> Option<u64> {
    let are_digits = text.len() == count && text.bytes().all(|digit| digit.is_ascii_digit());
    if are_digits { text.parse().ok() } else { None }
}

fn is_leap(year: u64) -> bool {
    (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400)
}

fn days(year: u64, month: u64) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A year has 53 weeks when it begins on a Thursday, or is a leap year that begins on a Wednesday.
fn weeks(year: u64) -> u64 {
    let before = year - 1;
    // Day of the week of 1 January, Monday as 0, in the proleptic Gregorian calendar.
    let first = (before * 365 + before / 4 - before / 100 + before / 400) % 7;
    if first == 3 || (first == 2 && is_leap(year)) { 53 } else { 52 }
}
