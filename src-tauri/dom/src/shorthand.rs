//! Shorthand properties: which longhands they set, and what they set them to, as far as plain text tells.

/// How the value of a shorthand is dealt out to its longhands.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    /// Top, right, bottom, left; what is missing repeats its opposite.
    Box,
    /// One or two values; the second repeats the first.
    Pair,
    /// Horizontal radii, then vertical ones behind a slash.
    Radius,
    /// Width, style and colour in any order, for each side that the longhands name.
    Line,
    Flex,
    FlexFlow,
    /// Only a single plain colour is taken apart.
    Background,
    /// Only the keywords that every property has, and `none`, are taken apart.
    Whole,
}

struct Shorthand {
    name: &'static str,
    longhands: &'static [&'static str],
    kind: Kind,
}

const fn shorthand(name: &'static str, kind: Kind, longhands: &'static [&'static str]) -> Shorthand {
    Shorthand { name, longhands, kind }
}

/// Sorted by name, for the search.
#[rustfmt::skip]
const TABLE: &[Shorthand] = &[
    shorthand("animation", Kind::Whole, &["animation-duration", "animation-timing-function", "animation-delay", "animation-iteration-count", "animation-direction", "animation-fill-mode", "animation-play-state", "animation-name", "animation-timeline", "animation-range-start", "animation-range-end"]),
    shorthand("background", Kind::Background, &["background-image", "background-position-x", "background-position-y", "background-size", "background-repeat", "background-attachment", "background-origin", "background-clip", "background-color"]),
    shorthand("background-position", Kind::Whole, &["background-position-x", "background-position-y"]),
    shorthand("border", Kind::Line, &["border-top-width", "border-right-width", "border-bottom-width", "border-left-width", "border-top-style", "border-right-style", "border-bottom-style", "border-left-style", "border-top-color", "border-right-color", "border-bottom-color", "border-left-color", "border-image-source", "border-image-slice", "border-image-width", "border-image-outset", "border-image-repeat"]),
    shorthand("border-block", Kind::Line, &["border-block-start-width", "border-block-end-width", "border-block-start-style", "border-block-end-style", "border-block-start-color", "border-block-end-color"]),
    shorthand("border-bottom", Kind::Line, &["border-bottom-width", "border-bottom-style", "border-bottom-color"]),
    shorthand("border-color", Kind::Box, &["border-top-color", "border-right-color", "border-bottom-color", "border-left-color"]),
    shorthand("border-image", Kind::Whole, &["border-image-source", "border-image-slice", "border-image-width", "border-image-outset", "border-image-repeat"]),
    shorthand("border-inline", Kind::Line, &["border-inline-start-width", "border-inline-end-width", "border-inline-start-style", "border-inline-end-style", "border-inline-start-color", "border-inline-end-color"]),
    shorthand("border-left", Kind::Line, &["border-left-width", "border-left-style", "border-left-color"]),
    shorthand("border-radius", Kind::Radius, &["border-top-left-radius", "border-top-right-radius", "border-bottom-right-radius", "border-bottom-left-radius"]),
    shorthand("border-right", Kind::Line, &["border-right-width", "border-right-style", "border-right-color"]),
    shorthand("border-style", Kind::Box, &["border-top-style", "border-right-style", "border-bottom-style", "border-left-style"]),
    shorthand("border-top", Kind::Line, &["border-top-width", "border-top-style", "border-top-color"]),
    shorthand("border-width", Kind::Box, &["border-top-width", "border-right-width", "border-bottom-width", "border-left-width"]),
    shorthand("column-rule", Kind::Line, &["column-rule-width", "column-rule-style", "column-rule-color"]),
    shorthand("columns", Kind::Whole, &["column-width", "column-count"]),
    shorthand("flex", Kind::Flex, &["flex-grow", "flex-shrink", "flex-basis"]),
    shorthand("flex-flow", Kind::FlexFlow, &["flex-direction", "flex-wrap"]),
    shorthand("font", Kind::Whole, &["font-style", "font-variant-ligatures", "font-variant-caps", "font-variant-numeric", "font-variant-east-asian", "font-weight", "font-stretch", "font-size", "line-height", "font-family"]),
    shorthand("gap", Kind::Pair, &["row-gap", "column-gap"]),
    shorthand("grid-area", Kind::Whole, &["grid-row-start", "grid-column-start", "grid-row-end", "grid-column-end"]),
    shorthand("grid-column", Kind::Whole, &["grid-column-start", "grid-column-end"]),
    shorthand("grid-gap", Kind::Pair, &["row-gap", "column-gap"]),
    shorthand("grid-row", Kind::Whole, &["grid-row-start", "grid-row-end"]),
    shorthand("grid-template", Kind::Whole, &["grid-template-rows", "grid-template-columns", "grid-template-areas"]),
    shorthand("inset", Kind::Box, &["top", "right", "bottom", "left"]),
    shorthand("inset-block", Kind::Pair, &["inset-block-start", "inset-block-end"]),
    shorthand("inset-inline", Kind::Pair, &["inset-inline-start", "inset-inline-end"]),
    shorthand("list-style", Kind::Whole, &["list-style-position", "list-style-image", "list-style-type"]),
    shorthand("margin", Kind::Box, &["margin-top", "margin-right", "margin-bottom", "margin-left"]),
    shorthand("margin-block", Kind::Pair, &["margin-block-start", "margin-block-end"]),
    shorthand("margin-inline", Kind::Pair, &["margin-inline-start", "margin-inline-end"]),
    shorthand("outline", Kind::Line, &["outline-width", "outline-style", "outline-color"]),
    shorthand("overflow", Kind::Pair, &["overflow-x", "overflow-y"]),
    shorthand("overscroll-behavior", Kind::Pair, &["overscroll-behavior-x", "overscroll-behavior-y"]),
    shorthand("padding", Kind::Box, &["padding-top", "padding-right", "padding-bottom", "padding-left"]),
    shorthand("padding-block", Kind::Pair, &["padding-block-start", "padding-block-end"]),
    shorthand("padding-inline", Kind::Pair, &["padding-inline-start", "padding-inline-end"]),
    shorthand("place-content", Kind::Pair, &["align-content", "justify-content"]),
    shorthand("place-items", Kind::Pair, &["align-items", "justify-items"]),
    shorthand("place-self", Kind::Pair, &["align-self", "justify-self"]),
    shorthand("scroll-margin", Kind::Box, &["scroll-margin-top", "scroll-margin-right", "scroll-margin-bottom", "scroll-margin-left"]),
    shorthand("scroll-padding", Kind::Box, &["scroll-padding-top", "scroll-padding-right", "scroll-padding-bottom", "scroll-padding-left"]),
    shorthand("text-decoration", Kind::Whole, &["text-decoration-line", "text-decoration-thickness", "text-decoration-style", "text-decoration-color"]),
    shorthand("text-emphasis", Kind::Whole, &["text-emphasis-style", "text-emphasis-color"]),
    shorthand("transition", Kind::Whole, &["transition-property", "transition-duration", "transition-timing-function", "transition-delay", "transition-behavior"]),
];

fn find(name: &str) -> Option<&'static Shorthand> {
    let index = TABLE.binary_search_by(|shorthand| shorthand.name.cmp(name)).ok()?;
    TABLE.get(index)
}

/// The longhands a shorthand sets; None for a property that is none.
pub(crate) fn longhands(name: &str) -> Option<&'static [&'static str]> {
    find(name).map(|shorthand| shorthand.longhands)
}

/// Whether declaring `shorthand` also declares `name`, which can be a smaller shorthand.
pub(crate) fn covers(shorthand: &str, name: &str) -> bool {
    if shorthand == name {
        return false;
    }
    let Some(below) = longhands(shorthand) else { return false };
    below.contains(&name)
        || longhands(name).is_some_and(|smaller| smaller.iter().all(|longhand| below.contains(longhand)))
}

/// What the longhands of `name` are when it is declared as `value`; None where that takes more than text.
pub(crate) fn expand(name: &str, value: &str) -> Option<Vec<(&'static str, String)>> {
    let shorthand = find(name)?;
    let lower = value.to_ascii_lowercase();
    if lower.contains("var(") || lower.contains("env(") || lower.contains("attr(") {
        return None;
    }
    let all =
        |value: &str| shorthand.longhands.iter().map(|&longhand| (longhand, value.to_owned())).collect();
    if matches!(lower.trim(), "inherit" | "initial" | "unset" | "revert" | "revert-layer") {
        return Some(all(lower.trim()));
    }
    let words = words(value);
    let first = *words.first()?;
    let second = words.get(1).copied().unwrap_or(first);
    let zip = |values: [&str; 4]| {
        shorthand
            .longhands
            .iter()
            .zip(values)
            .map(|(&longhand, value)| (longhand, value.to_owned()))
            .collect()
    };
    match shorthand.kind {
        Kind::Box if words.len() <= 4 => Some(zip(four(&words)?)),
        Kind::Pair if words.len() <= 2 => Some(zip([first, second, "", ""])),
        Kind::Radius => radius(shorthand, value),
        Kind::Line => line(shorthand, &words),
        Kind::Flex => flex(shorthand, &words),
        Kind::FlexFlow if words.len() <= 2 => {
            let is_wrap = |word: &str| word.to_ascii_lowercase().contains("wrap");
            let direction = words.iter().find(|word| !is_wrap(word)).copied().unwrap_or("initial");
            let wrap = words.iter().find(|word| is_wrap(word)).copied().unwrap_or("initial");
            Some(zip([direction, wrap, "", ""]))
        }
        Kind::Background if words.len() == 1 => {
            if lower.trim() == "none" {
                return Some(all("initial"));
            }
            let is_color =
                !lower.contains("gradient(") && !lower.contains("url(") && !lower.contains("image");
            let mut dealt: Vec<(&'static str, String)> = all("initial");
            let color = dealt.iter_mut().find(|(longhand, _)| *longhand == "background-color")?;
            color.1 = first.to_owned();
            is_color.then_some(dealt)
        }
        Kind::Whole if lower.trim() == "none" && shorthand.name != "columns" && shorthand.name != "font" => {
            let main = match shorthand.name {
                "transition" => "transition-property",
                "animation" => "animation-name",
                "text-decoration" => "text-decoration-line",
                "list-style" => "list-style-type",
                _ => "",
            };
            let value = |longhand: &&'static str| if *longhand == main { "none" } else { "initial" };
            Some(shorthand.longhands.iter().map(|longhand| (*longhand, value(longhand).to_owned())).collect())
        }
        _ => None,
    }
}

/// Words of a value: separated by white space outside of strings and parentheses.
fn words(value: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut start = None;
    let (mut depth, mut quote) = (0_usize, None);
    for (index, byte) in value.bytes().enumerate() {
        let is_outside = depth == 0 && quote.is_none();
        if is_outside && byte.is_ascii_whitespace() {
            if let Some(start) = start.take() {
                words.extend(value.get(start..index));
            }
            continue;
        }
        start.get_or_insert(index);
        match (quote, byte) {
            (Some(open), _) if open == byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    words.extend(start.and_then(|start| value.get(start..)));
    words
}

fn four<'a>(words: &[&'a str]) -> Option<[&'a str; 4]> {
    let top = *words.first()?;
    let right = words.get(1).copied().unwrap_or(top);
    let bottom = words.get(2).copied().unwrap_or(top);
    let left = words.get(3).copied().unwrap_or(right);
    Some([top, right, bottom, left])
}

fn radius(shorthand: &Shorthand, value: &str) -> Option<Vec<(&'static str, String)>> {
    let (across, down) = match value.split_once('/') {
        Some((across, down)) => (words(across), Some(words(down))),
        None => (words(value), None),
    };
    if across.len() > 4 || down.as_ref().is_some_and(|down| down.len() > 4) {
        return None;
    }
    let across = four(&across)?;
    let down = match down {
        Some(down) => Some(four(&down)?),
        None => None,
    };
    let corners = across.iter().enumerate().map(|(corner, across)| {
        match down.and_then(|down| down.get(corner).copied()) {
            Some(down) => format!("{across} {down}"),
            None => (*across).to_owned(),
        }
    });
    Some(shorthand.longhands.iter().copied().zip(corners).collect())
}

fn line(shorthand: &Shorthand, words: &[&str]) -> Option<Vec<(&'static str, String)>> {
    if words.len() > 3 {
        return None;
    }
    let (mut width, mut style, mut color) = (None, None, None);
    for &word in words {
        let lower = word.to_ascii_lowercase();
        let slot = match &*lower {
            "none" | "hidden" | "dotted" | "dashed" | "solid" | "double" | "groove" | "ridge" | "inset"
            | "outset" => &mut style,
            "thin" | "medium" | "thick" => &mut width,
            _ if lower.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == '+' || c == '-')
                || lower.starts_with("calc(")
                || lower.starts_with("min(")
                || lower.starts_with("max(")
                || lower.starts_with("clamp(") =>
            {
                &mut width
            }
            _ => &mut color,
        };
        if slot.replace(word).is_some() {
            return None;
        }
    }
    let value = |longhand: &str| {
        let part = match longhand.rsplit('-').next() {
            _ if longhand.starts_with("border-image") => None,
            Some("width") => width,
            Some("style") => style,
            _ => color,
        };
        part.unwrap_or("initial").to_owned()
    };
    Some(shorthand.longhands.iter().map(|&longhand| (longhand, value(longhand))).collect())
}

fn flex(shorthand: &Shorthand, words: &[&str]) -> Option<Vec<(&'static str, String)>> {
    let is_number = |word: &str| word.parse::<f64>().is_ok();
    let values = match *words {
        [word] if word.eq_ignore_ascii_case("none") => ["0", "0", "auto"],
        [word] if word.eq_ignore_ascii_case("auto") => ["1", "1", "auto"],
        [grow] if is_number(grow) => [grow, "1", "0%"],
        [basis] => ["1", "1", basis],
        [grow, shrink] if is_number(grow) && is_number(shrink) => [grow, shrink, "0%"],
        [grow, basis] if is_number(grow) => [grow, "1", basis],
        [basis, grow] if is_number(grow) => [grow, "1", basis],
        [grow, shrink, basis] if is_number(grow) && is_number(shrink) => [grow, shrink, basis],
        [basis, grow, shrink] if is_number(grow) && is_number(shrink) => [grow, shrink, basis],
        _ => return None,
    };
    Some(shorthand.longhands.iter().copied().zip(values.map(str::to_owned)).collect())
}

#[cfg(test)]
mod tests {
    use super::TABLE;

    #[test]
    fn the_table_is_sorted() {
        assert!(TABLE.is_sorted_by_key(|shorthand| shorthand.name));
    }
}
