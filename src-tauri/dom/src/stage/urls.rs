//! Which addresses may reach the stage: content that is in the recording itself, and places inside the page.
//! An address is judged by what a browser would make of it, so obfuscation that the browser undoes is undone here; what
//! is not plainly one of the good forms is refused.

/// What a `data:` address is asked to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Use {
    /// Shown as a picture, by an element or by CSS. An SVG picture runs no scripts and loads nothing.
    Image,
    /// Played by `audio` or `video`.
    Media,
    /// Anything a style sheet may point to: pictures, fonts, SVG with a filter or mask in it.
    Css,
}

/// Types that say nothing; a browser looks into the bytes.
const UNTYPED: &[&str] = &["", "text/plain", "application/octet-stream", "binary/octet-stream"];

/// Fonts under the types they were given before `font/*` existed.
const FONTS: &[&str] = &[
    "application/font",
    "application/font-otf",
    "application/font-sfnt",
    "application/font-ttf",
    "application/font-woff",
    "application/font-woff2",
    "application/vnd.ms-fontobject",
    "application/vnd.ms-opentype",
    "application/x-font-otf",
    "application/x-font-ttf",
    "application/x-font-woff",
];

/// Whether the address holds its own content, of a type that fits the use.
pub(super) fn is_data(url: &str, use_: Use) -> bool {
    let Some(media_type) = data_type(url) else { return false };
    if UNTYPED.contains(&media_type.as_str()) {
        return true;
    }
    let (family, _) = media_type.split_once('/').unwrap_or_default();
    match use_ {
        Use::Image => family == "image",
        Use::Media => family == "audio" || family == "video",
        Use::Css => family == "image" || family == "font" || FONTS.contains(&media_type.as_str()),
    }
}

/// The media type of a `data:` address in lower case; None for other addresses.
fn data_type(url: &str) -> Option<String> {
    let url = trim(url);
    let (scheme, rest) = url.split_at_checked("data:".len())?;
    if !scheme.eq_ignore_ascii_case("data:") {
        return None;
    }
    // No type is longer; a megabyte of content is not searched for its comma.
    let head: String = rest.chars().take(100).collect();
    let end = head.find([';', ','])?;
    // Blanks inside make a type that is on no list.
    Some(head.get(..end)?.trim().to_ascii_lowercase())
}

/// `#name` for an address inside the page.
pub(super) fn fragment(url: &str) -> Option<&str> {
    Some(trim(url)).filter(|url| url.starts_with('#'))
}

/// What browsers strip from both ends: blanks and control characters.
pub(super) fn trim(url: &str) -> &str {
    url.trim_matches(|c: char| c <= ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_the_fitting_type_passes() {
        for (url, use_) in [
            ("data:image/png;base64,AA", Use::Image),
            (" \n\u{1}DATA:IMAGE/PNG,AA", Use::Image),
            ("data:image/svg+xml;utf8,<svg/>", Use::Image),
            ("data:,", Use::Image),
            ("data:;base64,AA", Use::Css),
            ("data:font/woff2;base64,AA", Use::Css),
            ("data:application/x-font-woff;charset=utf-8;base64,AA", Use::Css),
            ("data:video/mp4;base64,AA", Use::Media),
        ] {
            assert!(is_data(url, use_), "{url}");
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for url in [
            "",
            "http://a.example/x.png",
            "//a.example/x.png",
            "x.png",
            "javascript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "vbscript:x",
            "blob:http://a.example/1",
            "filesystem:http://a.example/1",
            "file:///etc/passwd",
            "da\tta:image/png,x",
            "data:text/html,<script>alert(1)</script>",
            "data:text/html;base64,AA",
            "data: text/html ,x",
            "data:text/\nhtml,x",
            "data:application/xhtml+xml,x",
            "data:text/javascript,x",
            "data:text/css,x",
            "data:image/png",
            "data:multipart/x-mixed-replace,x",
        ] {
            for use_ in [Use::Image, Use::Media, Use::Css] {
                assert!(!is_data(url, use_), "{url}");
            }
        }
        assert!(!is_data("data:image/png,x", Use::Media));
        assert!(!is_data("data:video/mp4,x", Use::Image));
    }
}
