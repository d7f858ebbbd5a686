//! What stands behind a colon.

use super::dates::{Today, days};
use super::terms::Takes;

/// What a condition compares with.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// All of these stand in the same text, each as a run of characters, upper and lower case alike.
    Text(Vec<String>),
    /// Status codes and the like.
    Number(Bounds),
    /// Microseconds.
    Duration(Bounds),
    /// Microseconds since the Unix epoch.
    Date(Bounds),
    Word(&'static str),
}

/// From `least` to `most`, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    pub least: i64,
    pub most: i64,
}

impl Bounds {
    pub fn contains(self, value: i64) -> bool {
        (self.least..=self.most).contains(&value)
    }
}

impl Value {
    pub(super) fn words(text: &str) -> Value {
        Value::Text(text.split_whitespace().map(str::to_owned).collect())
    }

    pub(super) fn phrase(text: &str) -> Value {
        let text = text.trim();
        Value::Text(if text.is_empty() { Vec::new() } else { vec![text.to_owned()] })
    }
}

/// What happened, and what to do about it.
type Refusal = (String, String);

pub fn read(takes: Takes, text: &str, quoted: bool, today: Today) -> Result<Value, Refusal> {
    if text.trim().is_empty() {
        return Err(("Something must stand behind the colon".to_owned(), advice(takes)));
    }
    let wrong = |what: &str| (format!("“{text}” is {what}"), advice(takes));
    match takes {
        Takes::Text if quoted => Ok(Value::phrase(text)),
        Takes::Text => Ok(Value::words(text)),
        Takes::Number => bounds(text, &number).map(Value::Number).ok_or_else(|| wrong("no number")),
        Takes::Duration => {
            bounds(text, &duration).map(Value::Duration).ok_or_else(|| wrong("no length of time"))
        }
        Takes::Date => {
            bounds(text, &|text| days(text, today)).map(Value::Date).ok_or_else(|| wrong("no date"))
        }
        Takes::OneOf(words) => {
            let found = words.iter().copied().find(|word| word.eq_ignore_ascii_case(text));
            found.map(Value::Word).ok_or_else(|| wrong("nothing that can be asked here"))
        }
    }
}

fn advice(takes: Takes) -> String {
    match takes {
        Takes::Text => "Write a word, or a phrase in quotes".to_owned(),
        Takes::Number => {
            "Write a number (404), a class (5xx), a comparison (>=500) or a range (400..499)".to_owned()
        }
        Takes::Duration => {
            "Write a length (90s, 5m, 1h30m), a comparison (>5m) or a range (1m..5m)".to_owned()
        }
        Takes::Date => {
            "Write a day (2026-11-23), a month (2026-11), a range (2026-11..), today, yesterday or 7d"
                .to_owned()
        }
        Takes::OneOf(words) => format!("Write one of {}", words.join(", ")),
    }
}

/// `v`, `>v`, `>=v`, `<v`, `<=v`, `a..b`, `a..`, `..b`, where a value may itself be a span (`4xx`, a month).
fn bounds(text: &str, one: &dyn Fn(&str) -> Option<Bounds>) -> Option<Bounds> {
    let compared = |rest: &str| one(rest.trim());
    let (least, most) = (i64::MIN, i64::MAX);
    if let Some(rest) = text.strip_prefix(">=") {
        return Some(Bounds { least: compared(rest)?.least, most });
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return Some(Bounds { least, most: compared(rest)?.most });
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Some(Bounds { least: compared(rest)?.most.saturating_add(1), most });
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Some(Bounds { least, most: compared(rest)?.least.saturating_sub(1) });
    }
    if let Some((from, to)) = text.split_once("..") {
        let from = if from.is_empty() { least } else { one(from)?.least };
        let to = if to.is_empty() { most } else { one(to)?.most };
        return (text != ".." && from <= to).then_some(Bounds { least: from, most: to });
    }
    one(text)
}

fn number(text: &str) -> Option<Bounds> {
    let lower = text.to_ascii_lowercase();
    if let Some(class) = lower.strip_suffix("xx") {
        let hundreds = class.parse::<i64>().ok().filter(|class| (0..10).contains(class))? * 100;
        return Some(Bounds { least: hundreds, most: hundreds + 99 });
    }
    let value = text.parse::<i64>().ok()?;
    Some(Bounds { least: value, most: value })
}

const SECOND: f64 = 1_000_000.0;

/// `90s`, `1.5m`, `1h30m`, `250ms`; a bare number is seconds. A length stands for itself alone.
fn duration(text: &str) -> Option<Bounds> {
    let mut total = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.').len();
        let (amount, behind) = rest.split_at(digits);
        let unit = behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
        let (unit, behind) = behind.split_at(unit);
        let length = match unit {
            "ms" => SECOND / 1000.0,
            "" | "s" | "sec" => SECOND,
            "m" | "min" => 60.0 * SECOND,
            "h" => 3600.0 * SECOND,
            "d" => 86_400.0 * SECOND,
            _ => return None,
        };
        total += amount.parse::<f64>().ok()? * length;
        rest = behind;
    }
    let micros = total.is_finite().then_some(total.round() as i64)?;
    (!text.is_empty()).then_some(Bounds { least: micros, most: micros })
}
