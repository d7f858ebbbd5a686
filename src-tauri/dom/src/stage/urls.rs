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
    let is_untyped = UNTYPED.contains(&media_type.as_str());
    let (family, _) = media_type.split_once('/').unwrap_or_default();
    match use_ {
        Use::Image => is_untyped || family == "image",
        Use::Media => (is_untyped || family == "audio" || family == "video") && is_medium(url),
        Use::Css => {
            is_untyped || family == "image" || family == "font" || FONTS.contains(&media_type.as_str())
        }
    }
}

/// Whether the content begins like a sound or a film. Players look at the content and not at the type, and a play list
/// or a QuickTime reference would send them to the network, past the window's policy.
fn is_medium(url: &str) -> bool {
    let Some((head, body)) = url.split_once(',') else { return false };
    if !head.trim_end().to_ascii_lowercase().ends_with(";base64") {
        return false;
    }
    let Some(start) = decode_start(body) else { return false };
    match start {
        [b'O', b'g', b'g', b'S', ..]
        | [b'R', b'I', b'F', b'F', ..]
        | [b'f', b'L', b'a', b'C', ..]
        | [b'I', b'D', b'3', ..]
        | [0x1a, 0x45, 0xdf, 0xa3, ..]
        | [0xff, 0xe0..=0xff, ..] => true,
        [_, _, _, _, b'f', b't', b'y', b'p', b'q', b't', ..] => false,
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => true,
        _ => false,
    }
}

/// The first twelve bytes of a base64 text; None where it is shorter or something else.
fn decode_start(text: &str) -> Option<[u8; 12]> {
    let mut bytes = [0; 12];
    let mut digits = text.bytes().map(|byte| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    });
    for chunk in bytes.chunks_exact_mut(3) {
        let mut bits = 0_u32;
        for _ in 0..4 {
            bits = bits << 6 | u32::from(digits.next()??);
        }
        let [_, decoded @ ..] = bits.to_be_bytes();
        chunk.copy_from_slice(&decoded);
    }
    Some(bytes)
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
            // An MP4, a WebM, an Ogg.
            ("data:video/mp4;base64,AAAAIGZ0eXBpc29tAAACAA==", Use::Media),
            ("data:video/webm; codecs=vp8;base64,GkXfo59ChoEBQveBAULygQRC", Use::Media),
            ("data:;base64,T2dnUwACAAAAAAAAAAAAAAAA", Use::Media),
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
        for url in [
            // Play lists under several names: "#EXTM3U\n#EXT-X-…".
            "data:application/vnd.apple.mpegurl;base64,I0VYVE0zVQojRVhULVgtVkVSU0lPTjoz",
            "data:video/mp4;base64,I0VYVE0zVQojRVhULVgtVkVSU0lPTjoz",
            "data:;base64,I0VYVE0zVQojRVhULVgtVkVSU0lPTjoz",
            "data:video/mp4,%23EXTM3U",
            "data:video/mp4;base64x,AAAAIGZ0eXBpc29tAAACAA==",
            // A QuickTime film, which may be a reference to another.
            "data:video/mp4;base64,AAAAFGZ0eXBxdCAgAAAAAA==",
            "data:video/mp4;base64,",
            "data:video/mp4;base64,AAAA",
            "data:video/mp4;base64,%41AAAIGZ0eXBpc29tAAACAA==",
        ] {
            assert!(!is_data(url, Use::Media), "{url}");
        }
    }
}
