//! The type and the data of an event that is written as recorders write it, told without reading its data.

/// The number of the type and the text of the data; None for anything but an object whose `type` is a small number,
/// whose `data` is an object, and whose other members are plain scalars.
///
/// The data's end is taken from behind, so whoever reads the data has to read all of it: what is no JSON object was cut
/// at the wrong place, or is broken.
pub(in crate::rrweb) fn split(text: &str) -> Option<(i64, &str)> {
    let inside = behind_blank(text).strip_prefix('{')?.trim_end_matches(is_blank).strip_suffix('}')?;
    let mut kind = None;
    let mut rest = inside;
    let data = loop {
        let (name, value) = member(rest)?;
        if name == "data" {
            break value;
        }
        rest = behind_blank(other_member(name, value, &mut kind)?).strip_prefix(',')?;
    };
    let end = data.bytes().rposition(|byte| byte == b'}')? + 1;
    let (data, mut rest) = data.split_at_checked(end)?;
    if !data.starts_with('{') {
        return None;
    }
    loop {
        rest = behind_blank(rest);
        if rest.is_empty() {
            return Some((kind?, data));
        }
        let (name, value) = member(rest.strip_prefix(',')?)?;
        if name == "data" {
            return None;
        }
        rest = other_member(name, value, &mut kind)?;
    }
}

/// The name of the next member, and the text from its value on.
fn member(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = plain_string(behind_blank(text))?;
    Some((name, behind_blank(behind_blank(rest).strip_prefix(':')?)))
}

/// Takes note of a `type`; what stands behind the value.
fn other_member<'t>(name: &str, value: &'t str, kind: &mut Option<i64>) -> Option<&'t str> {
    if name != "type" {
        return scalar(value);
    }
    // One or two digits are all numbers that recorders give to types.
    let (number, rest) = value.split_at_checked(run(value, |byte| byte.is_ascii_digit()))?;
    let is_plain = number.len() == 1 || (number.len() == 2 && !number.starts_with('0'));
    let is_whole = rest.starts_with([',', '}']) || rest.is_empty() || rest.starts_with(is_blank);
    let is_first = kind.replace(number.parse().ok().filter(|_| is_plain && is_whole)?).is_none();
    is_first.then_some(rest)
}

/// What stands behind a scalar of strict JSON without escapes.
fn scalar(text: &str) -> Option<&str> {
    if text.starts_with('"') {
        return plain_string(text).map(|(_, rest)| rest);
    }
    let end = run(text, |byte| !matches!(byte, b',' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
    let (word, rest) = text.split_at_checked(end)?;
    (matches!(word, "true" | "false" | "null") || is_plain_number(word)).then_some(rest)
}

/// Digits with perhaps a fraction: times, and what else stands beside `data`.
fn is_plain_number(word: &str) -> bool {
    let whole = run(word, |byte| byte.is_ascii_digit());
    let fraction = match word.as_bytes().get(whole..) {
        Some([]) => Some(1),
        Some([b'.', fraction @ ..]) if fraction.iter().all(u8::is_ascii_digit) => Some(fraction.len()),
        _ => None,
    };
    let is_strict = whole == 1 || (2..18).contains(&whole) && !word.starts_with('0');
    is_strict && fraction.is_some_and(|digits| (1..18).contains(&digits))
}

/// A string without escapes and control characters, and what stands behind it.
fn plain_string(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('"')?;
    let (string, rest) =
        inside.split_at_checked(run(inside, |byte| byte >= 0x20 && !matches!(byte, b'"' | b'\\')))?;
    Some((string, rest.strip_prefix('"')?))
}

/// How many bytes of this kind the text begins with. Short texts: a search by words would not pay.
#[inline]
fn run(text: &str, of_kind: impl Fn(u8) -> bool) -> usize {
    text.bytes().take_while(|&byte| of_kind(byte)).count()
}

fn behind_blank(text: &str) -> &str {
    text.get(run(text, |byte| is_blank(char::from(byte)))..).unwrap_or_default()
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\n' | '\r' | '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_recorders_write_is_split() {
        let check = |text: &str, kind: i64, data: &str| assert_eq!(split(text), Some((kind, data)), "{text}");
        check(r#"{"type":3,"data":{"source":0},"timestamp":1700}"#, 3, r#"{"source":0}"#);
        check(r#"{"timestamp":1700.5,"delay":null,"data":{"a":{}},"type":2}"#, 2, r#"{"a":{}}"#);
        check(" { \"data\" : {} , \"type\" : 4 , \"v\" : \"é\" }\n", 4, "{}");
        // Cut at the wrong place: the data is no object, which its reader notices.
        check(r#"{"type":3,"data":{},"data":{}}"#, 3, r#"{},"data":{}"#);
    }

    #[test]
    fn everything_else_is_left_to_the_thorough_way() {
        let check = |text: &str| assert_eq!(split(text), None, "{text}");
        check(r#"{"type":3,"data":{},"timestamp":}"#);
        check(r#"{"type":3,"data":{},"timestamp":01}"#);
        check(r#"{"type":3,"data":{},"timestamp":1 2}"#);
        check(r#"{"type":3,"data":{},}"#);
        check(r#"{"type":3.0,"data":{}}"#);
        check(r#"{"type":03,"data":{}}"#);
        check(r#"{"type":"3","data":{}}"#);
        check(r#"{"type":3,"type":3,"data":{}}"#);
        check(r#"{"type":3,"data":{},"data":[]}"#);
        check(r#"{"type":3,"data":{},"v":"}"}"#);
        check(r#"{"type":3,"data":[]}"#);
        check(r#"{"type":3,"data":{},"v":NaN}"#);
        check(r#"{"type":3,"data":{},"v":[1]}"#);
        check(r#"{"type":3,"data":{},"v\u0041":1}"#);
        check(r#"{"data":{}}"#);
        check(r#"[{"type":3}]"#);
        check("{}");
    }
}
