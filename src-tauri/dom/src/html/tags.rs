//! Which elements have no end tag, which hold text as it is, and how other text is escaped.

/// Elements without content and end tag; the last line holds old ones that parsers still treat so.
pub(super) fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
            | "basefont"
            | "bgsound"
            | "frame"
            | "keygen"
            | "param"
    )
}

/// Elements whose text is not escaped. A recorded `noscript` holds raw markup as text, because scripts ran.
pub(super) fn is_raw(tag: &str) -> bool {
    matches!(tag, "style" | "script" | "xmp" | "iframe" | "noembed" | "noframes" | "plaintext" | "noscript")
}

pub(super) fn escape_text(out: &mut String, text: &str) {
    escape(out, text, |char| match char {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\u{a0}' => Some("&nbsp;"),
        _ => None,
    });
}

pub(super) fn escape_attribute(out: &mut String, text: &str) {
    escape(out, text, |char| match char {
        '&' => Some("&amp;"),
        '"' => Some("&quot;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\u{a0}' => Some("&nbsp;"),
        _ => None,
    });
}

fn escape(out: &mut String, text: &str, replacement: impl Fn(char) -> Option<&'static str>) {
    let mut written = 0;
    for (index, char) in text.char_indices() {
        if let Some(replacement) = replacement(char) {
            out.push_str(text.get(written..index).unwrap_or_default());
            out.push_str(replacement);
            written = index + char.len_utf8();
        }
    }
    out.push_str(text.get(written..).unwrap_or_default());
}
