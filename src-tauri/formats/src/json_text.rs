//! JSON text as careless writers leave it: escapes taken out, and repairs that make it strict JSON.

/// What stands between the quotes of a JSON string, as UTF-8. Half of a surrogate pair becomes U+FFFD: one unit for one
/// unit, so that recorded offsets stay right.
pub(crate) fn unescape(token: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(token.len());
    let mut at = 0;
    while let Some(&byte) = token.get(at) {
        if byte != b'\\' {
            let plain = token.get(at..).unwrap_or_default();
            let length = plain.iter().position(|&byte| byte == b'\\').unwrap_or(plain.len());
            out.extend_from_slice(plain.get(..length).unwrap_or_default());
            at += length;
            continue;
        }
        let (character, length) = escape(token.get(at..).unwrap_or_default());
        out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        at += length;
    }
    out
}

/// The character that an escape stands for, and the escape's length.
fn escape(text: &[u8]) -> (char, usize) {
    let simple = match text.get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'u') => return unicode_escape(text),
        Some(&other) if other.is_ascii() => other.into(),
        _ => return (char::REPLACEMENT_CHARACTER, 1),
    };
    (simple, 2)
}

fn unicode_escape(text: &[u8]) -> (char, usize) {
    let Some(unit) = hex_unit(text) else { return (char::REPLACEMENT_CHARACTER, 2) };
    let second = text.get(6..).filter(|rest| rest.starts_with(b"\\u")).and_then(hex_unit);
    if let (0xd800..=0xdbff, Some(second @ 0xdc00..=0xdfff)) = (unit, second) {
        let pair = char::decode_utf16([unit, second]).next().and_then(Result::ok);
        return (pair.unwrap_or(char::REPLACEMENT_CHARACTER), 12);
    }
    (char::from_u32(unit.into()).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
}

/// The number in `\u1234`.
fn hex_unit(text: &[u8]) -> Option<u16> {
    let digits = text.get(2..6)?;
    if !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Strict JSON with the same meaning: half surrogate pairs become U+FFFD, `NaN`, `Infinity` and `undefined` become
/// null, bare control characters in strings become escapes, commas before a closing bracket go.
pub(crate) fn repair(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len() + 16);
    let mut at = 0;
    let mut in_string = false;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..).unwrap_or_default();
        let (replacement, length): (&[u8], usize) = match byte {
            b'"' => {
                in_string = !in_string;
                (b"\"", 1)
            }
            b'\\' if in_string => repaired_escape(rest),
            0..0x20 if in_string => {
                out.extend_from_slice(format!("\\u{byte:04x}").as_bytes());
                (b"", 1)
            }
            b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'+' if !in_string => repaired_word(rest),
            b',' if !in_string && closes_next(rest) => (b"", 1),
            _ => (rest.get(..1).unwrap_or_default(), 1),
        };
        out.extend_from_slice(replacement);
        at += length;
    }
    // Only whole ASCII sequences were replaced, so this cannot fail; a lossy answer is better than none.
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The same JSON with null for every list and object that stands deeper than the limit.
pub(crate) fn cut_below(text: &str, limit: usize) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let (mut depth, mut in_string, mut is_escaped) = (0_usize, false, false);
    // Where the bytes begin that are to be copied next.
    let mut kept_from = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if in_string => is_escaped = true,
            b'"' => in_string = !in_string,
            _ if in_string => {}
            b'{' | b'[' => {
                if depth == limit {
                    out.extend_from_slice(bytes.get(kept_from..at).unwrap_or_default());
                    out.extend_from_slice(b"null");
                }
                depth += 1;
            }
            b'}' | b']' => {
                if depth == limit + 1 {
                    kept_from = at + 1;
                }
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
    }
    if depth <= limit {
        out.extend_from_slice(bytes.get(kept_from..).unwrap_or_default());
    }
    // Cut beside ASCII only, so this cannot fail; a lossy answer is better than none.
    String::from_utf8(out).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

fn repaired_escape(text: &[u8]) -> (&[u8], usize) {
    match text.get(1) {
        Some(b'u') => match unicode_escape(text) {
            (char::REPLACEMENT_CHARACTER, length) => (b"\\ufffd", length),
            (_, length) => (text.get(..length).unwrap_or_default(), length),
        },
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => {
            (text.get(..2).unwrap_or_default(), 2)
        }
        // An escape that JSON does not know, such as \' or \x: the backslash goes.
        _ => (b"", 1),
    }
}

fn repaired_word(text: &[u8]) -> (&[u8], usize) {
    let length = text
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.' | b'_'))
        .count();
    let word = text.get(..length.max(1)).unwrap_or_default();
    match word {
        b"NaN" | b"-NaN" | b"Infinity" | b"-Infinity" | b"+Infinity" | b"undefined" | b"None" => {
            (b"null", word.len())
        }
        b"True" => (b"true", word.len()),
        b"False" => (b"false", word.len()),
        _ => (word, word.len()),
    }
}

fn closes_next(text: &[u8]) -> bool {
    let next = text.iter().skip(1).find(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t'));
    matches!(next, Some(b'}' | b']'))
}

/// What is whole in a JSON text that was cut off, with its brackets closed. None where nothing is.
pub(crate) fn closed(text: &[u8]) -> Option<Vec<u8>> {
    let mut open = Vec::new();
    // Behind the last value that is whole, and how many brackets are open there. Behind it none of them is closed.
    let mut whole = None;
    let (mut in_string, mut escaped) = (false, false);
    for (at, &byte) in text.iter().enumerate() {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = byte == b'\\' && !escaped;
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                open.pop()?;
                whole = Some((at + 1, open.len()));
            }
            b',' => whole = Some((at, open.len())),
            _ => {}
        }
    }
    let (end, depth) = whole?;
    let mut closed = text.get(..end)?.to_vec();
    closed.extend(open.get(..depth)?.iter().rev());
    Some(closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_taken_out() {
        let check = |token: &str, expected: &str| {
            assert_eq!(String::from_utf8(unescape(token.as_bytes())).unwrap(), expected, "{token}");
        };
        check("plain ü", "plain ü");
        check(r#"a\"b\\c\/d\n\t\r\b\f"#, "a\"b\\c/d\n\t\r\u{8}\u{c}");
        check(r"\u00e9\u4e2d\ud83d\ude00", "é中😀");
        check(r"\ud83d", "\u{fffd}");
        check(r"\ud83dx\ude00", "\u{fffd}x\u{fffd}");
        check(r"\u12", "\u{fffd}12");
        check("end\\", "end\u{fffd}");
    }

    #[test]
    fn repairs_make_strict_json() {
        let check = |text: &str, expected: &str| {
            assert_eq!(repair(text), expected, "{text}");
            serde_json::from_str::<serde_json::Value>(expected).unwrap();
        };
        check(r#"{"a":[1,"NaN, ü",true]}"#, r#"{"a":[1,"NaN, ü",true]}"#);
        check(r#"["\ud83d","\ud83d\ude00","\ude00x"]"#, r#"["\ufffd","\ud83d\ude00","\ufffdx"]"#);
        check("[NaN,Infinity, -Infinity,undefined]", "[null,null, null,null]");
        check("[1e5,-2.5E-3,true,null]", "[1e5,-2.5E-3,true,null]");
        check("[\"a\nb\"]", r#"["a\u000ab"]"#);
        check(r#"["it\'s \x","\u12"]"#, r#"["it's x","\ufffd12"]"#);
        check(r#"[1,{"a":2, } , ]"#, r#"[1,{"a":2 }  ]"#);
        check("[True,None]", "[true,null]");
    }

    #[test]
    fn what_was_cut_off_is_closed_behind_its_last_whole_value() {
        let check = |text: &str, expected: Option<&str>| {
            let closed = closed(text.as_bytes()).map(|text| String::from_utf8(text).unwrap());
            assert_eq!(closed.as_deref(), expected, "{text}");
            assert!(expected.is_none_or(|text| serde_json::from_str::<serde_json::Value>(text).is_ok()));
        };
        check(
            r#"{"log":{"entries":[{"a":1},{"b":"x,y}"},{"c":[1,"#,
            Some(r#"{"log":{"entries":[{"a":1},{"b":"x,y}"},{"c":[1]}]}}"#),
        );
        check(r#"{"a":[{"b":"\"},"},{"c"#, Some(r#"{"a":[{"b":"\"},"}]}"#));
        check(r#"[1,2"#, Some("[1]"));
        check(r#"{"a""#, None);
        check("]", None);
    }

    #[test]
    fn what_stands_too_deep_becomes_null() {
        let check = |text: &str, limit: usize, expected: &str| assert_eq!(cut_below(text, limit), expected);
        check("[1,[2,[3],4],5]", 2, "[1,[2,null,4],5]");
        check("[1,[2,[3],4],5]", 1, "[1,null,5]");
        check("[[],[{}]]", 3, "[[],[{}]]");
        check(r#"{"a":"[[[\"{","b":[[]]}"#, 2, r#"{"a":"[[[\"{","b":[null]}"#);
        check("[[[", 1, "[null");
    }
}
