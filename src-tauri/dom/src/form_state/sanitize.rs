//! The value sanitizing of the HTML standard: what an input of a kind makes of any text.
//! <https://html.spec.whatwg.org/multipage/input.html#value-sanitization-algorithm>

use super::dates;
use super::number::{self, Decimal};
use crate::Element;
use events::Text;

pub(super) fn value(kind: &str, raw: Text, element: &Element) -> Text {
    match kind {
        // These hold their attribute as it is.
        "hidden" | "submit" | "image" | "reset" | "button" => raw,
        "url" => trimmed(raw),
        "email" => email(raw, element.attribute("multiple").is_some()),
        "number" => keep_if(raw, number::is_valid),
        "range" => Text::from(range(&raw, element)),
        "color" => color(&raw),
        "date" => keep_if(raw, dates::is_date),
        "month" => keep_if(raw, dates::is_month),
        "week" => keep_if(raw, dates::is_week),
        "time" => keep_if(raw, dates::is_time),
        "datetime-local" => dates::normal_date_time(&raw).map_or_else(Text::default, Text::from),
        _ => one_line(raw),
    }
}

/// A textarea's value has line feeds only.
pub(super) fn newlines(raw: Text) -> Text {
    if !raw.contains('\r') {
        return raw;
    }
    Text::from(raw.replace("\r\n", "\n").replace('\r', "\n"))
}

fn keep_if(raw: Text, is_valid: impl Fn(&str) -> bool) -> Text {
    if is_valid(&raw) { raw } else { Text::default() }
}

fn one_line(raw: Text) -> Text {
    if !raw.contains(['\r', '\n']) {
        return raw;
    }
    Text::from(raw.replace(['\r', '\n'], ""))
}

fn trimmed(raw: Text) -> Text {
    let raw = one_line(raw);
    let trimmed = trim(&raw);
    if trimmed.len() == raw.len() { raw } else { Text::new(trimmed) }
}

/// Without the white space that HTML knows around it.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\n', '\u{c}', '\r'])
}

fn email(raw: Text, multiple: bool) -> Text {
    if !multiple {
        return trimmed(raw);
    }
    Text::from(one_line(raw).split(',').map(trim).collect::<Vec<_>>().join(","))
}

fn color(raw: &str) -> Text {
    let is_simple = raw
        .strip_prefix('#')
        .is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    if is_simple { Text::from(raw.to_ascii_lowercase()) } else { Text::from("#000000") }
}

/// A slider stands within its bounds and on a step; without a number it stands in the middle.
fn range(raw: &str, element: &Element) -> String {
    let attribute = |name: &str| element.attribute(name).and_then(|value| Decimal::parse(value));
    let min = attribute("min").unwrap_or(Decimal::ZERO);
    let max = attribute("max").unwrap_or(Decimal::new(100)).max(min);
    let base = attribute("min").or_else(|| attribute("value")).unwrap_or(Decimal::ZERO);
    let step = match element.attribute("step") {
        Some(step) if step.trim().eq_ignore_ascii_case("any") => None,
        Some(step) => Decimal::parse(step).filter(|step| *step > Decimal::ZERO).or(Some(Decimal::new(1))),
        None => Some(Decimal::new(1)),
    };
    let value = Decimal::parse(raw).unwrap_or_else(|| min.middle(max));
    let value = value.min(max).max(min);
    let Some(step) = step else { return value.to_string() };
    let rounded = value.round_to(base, step);
    if rounded > max {
        rounded.minus(step).to_string()
    } else if rounded < min {
        rounded.plus(step).to_string()
    } else {
        rounded.to_string()
    }
}
