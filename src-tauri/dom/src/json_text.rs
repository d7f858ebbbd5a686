//! JSON text written by hand: this crate knows no serializer, and one line of JSON needs none.

/// Appends a string as `JSON.stringify` writes it.
pub(crate) fn string(out: &mut String, text: &str) {
    out.push('"');
    let mut written = 0;
    for (index, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            b'\n' => "\\n",
            b'\r' => "\\r",
            b'\t' => "\\t",
            0x08 => "\\b",
            0x0c => "\\f",
            0..0x20 => "",
            _ => continue,
        };
        out.push_str(text.get(written..index).unwrap_or_default());
        written = index + 1;
        out.push_str(escape);
        if escape.is_empty() {
            out.push_str(&format!("\\u{byte:04x}"));
        }
    }
    out.push_str(text.get(written..).unwrap_or_default());
    out.push('"');
}

/// Appends `items` between brackets with commas.
pub(crate) fn array<T>(out: &mut String, items: impl IntoIterator<Item = T>, write: impl Fn(&mut String, T)) {
    out.push('[');
    let mut is_first = true;
    for item in items {
        if !std::mem::take(&mut is_first) {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}
