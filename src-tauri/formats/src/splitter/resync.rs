//! Where reading can go on after a broken element: at something that can only be the beginning of an event.

/// Bytes that `begins_event` needs to see.
pub(super) const CANDIDATE_BYTES: usize = 96;

/// Members that only events begin with.
const FIRST: [&[u8]; 5] = [b"timestamp", b"windowId", b"window_id", b"delay", b"_sid"];
/// Members that follow an event's `type`; a node's is followed by `tagName`, `name`, `textContent` or `childNodes`.
const SECOND: [&[u8]; 8] = [b"data", b"timestamp", b"windowId", b"window_id", b"delay", b"cv", b"v", b"_sid"];

/// Whether an event begins here. `previous` is what stands before, without spaces; strings are believed only among
/// strings.
pub(super) fn begins_event(ahead: &[u8], previous: Option<u8>, strings: bool) -> bool {
    if !matches!(previous, Some(b',' | b'[' | b'\n')) {
        return false;
    }
    match ahead {
        [b'{', rest @ ..] => begins_with_event_members(rest),
        // A packed event, or one as JSON text.
        [b'"', b'x', b'\\' | 0xc2, ..] | [b'"', b'{', b'\\', b'"', ..] => strings,
        _ => false,
    }
}

fn begins_with_event_members(text: &[u8]) -> bool {
    let Some((name, rest)) = member(text) else { return false };
    match name {
        b"type" => {
            let value = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let rest = trim(rest.get(value..).unwrap_or_default());
            let next = rest.strip_prefix(b",").and_then(member);
            value > 0 && next.is_some_and(|(name, _)| SECOND.contains(&name))
        }
        // Payloads have members called `data` too, so that one is only believed with what an event puts in it.
        b"data" => {
            let inside = rest.strip_prefix(b"{").and_then(member);
            inside.is_some_and(|(name, _)| super::object::DATA_MEMBERS.contains(&name))
        }
        name => FIRST.contains(&name),
    }
}

/// The name of the next member and the text of its value.
fn member(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = trim(text).strip_prefix(b"\"")?;
    let end = text.iter().position(|&byte| byte == b'"')?;
    let name = text.get(..end)?;
    let value = trim(text.get(end + 1..)?).strip_prefix(b":")?;
    Some((name, trim(value)))
}

fn trim(text: &[u8]) -> &[u8] {
    text.trim_ascii_start()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_events_begin_like_events() {
        let check = |ahead: &str, previous: u8, expected: bool| {
            assert_eq!(begins_event(ahead.as_bytes(), Some(previous), true), expected, "{ahead}");
        };
        check(r#"{"type":3,"data":{"#, b',', true);
        check(r#"{ "type" : 3 , "timestamp" : 1"#, b'\n', true);
        check(r#"{"timestamp":1700,"#, b'[', true);
        check(r#"{"data":{"source":0,"#, b',', true);
        check(r#""x\u009c"#, b',', true);
        check(r#"{"type":2,"tagName":"p","#, b',', false);
        check(r#"{"type":3,"textContent":"","#, b'[', false);
        check(r#"{"timestamp":1700,"type":"default""#, b':', false);
        check(r#"{"data":{"a":1}"#, b',', false);
        check(r#"{"parentId":8,"id":9}"#, b'[', false);
    }
}
