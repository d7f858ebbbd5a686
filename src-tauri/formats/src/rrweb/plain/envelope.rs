//! The type and the data of an event that is written as recorders write it, told without reading its data.

use super::cursor::Cursor;

/// The number of the type and the text of the data; None for anything but an object whose `type` is a whole number,
/// whose `data` is an object, and whose other members are scalars.
///
/// The data's end is taken from behind, so whoever reads the data has to read all of it: what is no JSON object was cut
/// at the wrong place, or is broken.
pub(in crate::rrweb) fn split(text: &str) -> Option<(i64, &str)> {
    let mut cursor = Cursor::new(text);
    let (mut kind, mut data) = (None, None);
    cursor.object(|cursor| {
        let first = match cursor.initial()? {
            b't' if cursor.is_member("\"type\"") => kind.replace(cursor.whole_number()?).is_none(),
            b'd' if cursor.is_member("\"data\"") => data.replace(cursor.object_unread()?).is_none(),
            b't' if cursor.is_member("\"timestamp\"") => cursor.number().is_some(),
            _ => {
                cursor.member_name()?;
                cursor.scalar()?;
                true
            }
        };
        first.then_some(())
    })?;
    let whole = cursor.is_at_end();
    Some((kind?, data?)).filter(|_| whole)
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
