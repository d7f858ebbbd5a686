//! Media features that would show the viewer's machine: pinned to what is recorded (the viewport) or to a neutral value.

use super::css_tokens::{Ends, Tok, first_significant};
use cssparser::Token;

/// True and false in terms of a feature that every browser knows and the stage does not pin.
const TRUE: &str = "min-width:0px";
const FALSE: &str = "max-width:0px";

/// Each feature with the values that hold on the stage. Asked without a value, it holds unless the values say no.
const PINNED: &[(&str, &[&str])] = &[
    ("any-hover", &["hover"]),
    ("any-pointer", &["fine"]),
    ("color-gamut", &["srgb"]),
    ("display-mode", &["browser"]),
    ("dynamic-range", &["standard"]),
    ("environment-blending", &["opaque"]),
    ("forced-colors", &["none"]),
    ("hover", &["hover"]),
    ("inverted-colors", &["none"]),
    ("nav-controls", &["none"]),
    ("overflow-block", &["scroll"]),
    ("overflow-inline", &["scroll"]),
    ("pointer", &["fine"]),
    ("prefers-color-scheme", &["light"]),
    ("prefers-contrast", &["no-preference"]),
    ("prefers-reduced-data", &["no-preference"]),
    ("prefers-reduced-motion", &["no-preference"]),
    ("prefers-reduced-transparency", &["no-preference"]),
    ("scripting", &["enabled"]),
    ("update", &["fast"]),
];

const NO: &[&str] = &["none", "no-preference"];

/// Marks a media query list, or the prelude of `@media`.
pub(super) fn mark(item: &mut [Tok<'_>]) {
    for at in 0..item.len() {
        let Some(Token::ParenthesisBlock) = item.get(at).map(|tok| &tok.token) else { continue };
        let Some(end) = closing(item, at) else { continue };
        match pinned(item, at, end) {
            Some(holds) => {
                for tok in item.iter_mut().take(end).skip(at + 1) {
                    tok.replace("");
                }
                if let Some(first) = item.get_mut(at + 1) {
                    first.replace(if holds { TRUE } else { FALSE });
                }
            }
            None => mark_device_size(item, at, end),
        }
    }
}

/// A condition has less tokens than this. The limit keeps brackets that are never closed from being searched again and
/// again to the end of the text.
const CONDITION_TOKENS: usize = 64;

/// The place of the bracket that closes the one at `at`; None where conditions are nested between, which have their turn.
fn closing(item: &[Tok<'_>], at: usize) -> Option<usize> {
    let mut open = vec![Ends::Parenthesis];
    for (place, tok) in item.iter().enumerate().skip(at + 1).take(CONDITION_TOKENS) {
        if open.last().is_some_and(|ends| ends.at(&tok.token)) {
            open.pop();
            if open.is_empty() {
                return Some(place);
            }
        } else if open.len() == 1 && matches!(tok.token, Token::ParenthesisBlock) {
            return None;
        } else {
            open.extend(Ends::of(&tok.token));
        }
    }
    None
}

/// Whether a pinned feature holds; None for other features.
fn pinned(item: &[Tok<'_>], at: usize, end: usize) -> Option<bool> {
    let inside = item.get(..end)?;
    let first = first_significant(inside, at + 1)?;
    let Token::Ident(name) = &inside.get(first)?.token else { return None };
    let name = name.to_ascii_lowercase();
    let value = first_significant(inside, first + 1)
        .filter(|&colon| inside.get(colon).is_some_and(|tok| matches!(tok.token, Token::Colon)))
        .and_then(|colon| first_significant(inside, colon + 1))
        .and_then(|value| inside.get(value))
        .map(|tok| &tok.token);
    if let Some(holds) = value.and_then(device_pixels).and_then(|asked| compare_density(&name, asked)) {
        return Some(holds);
    }
    let (_, values) = PINNED.iter().find(|(feature, _)| *feature == name)?;
    Some(match value {
        Some(Token::Ident(value)) => values.iter().any(|held| value.eq_ignore_ascii_case(held)),
        Some(_) => false,
        None => !values.iter().any(|held| NO.contains(held)),
    })
}

/// Device pixels for one CSS pixel.
fn device_pixels(value: &Token<'_>) -> Option<f32> {
    match value {
        Token::Number { value, .. } => Some(*value),
        Token::Dimension { value, unit, .. } => match &*unit.to_ascii_lowercase() {
            "dppx" | "x" => Some(*value),
            "dpi" => Some(value / 96.0),
            "dpcm" => Some(value * 2.54 / 96.0),
            _ => None,
        },
        _ => None,
    }
}

/// The recorded density is not known either; the stage's pictures have one device pixel for each.
fn compare_density(feature: &str, asked: f32) -> Option<bool> {
    match feature {
        "min-resolution" | "-webkit-min-device-pixel-ratio" | "min--moz-device-pixel-ratio" => {
            Some(asked <= 1.0)
        }
        "max-resolution" | "-webkit-max-device-pixel-ratio" | "max--moz-device-pixel-ratio" => {
            Some(asked >= 1.0)
        }
        "resolution" | "-webkit-device-pixel-ratio" | "-moz-device-pixel-ratio" => Some(asked == 1.0),
        _ => None,
    }
}

/// The recorded screen is not known, the recorded viewport is: questions about one are put to the other.
fn mark_device_size(item: &mut [Tok<'_>], at: usize, end: usize) {
    for tok in item.iter_mut().take(end).skip(at + 1) {
        let Token::Ident(name) = &tok.token else { continue };
        let name = name.to_ascii_lowercase();
        let written = match name.as_str() {
            "device-width" => "width",
            "min-device-width" => "min-width",
            "max-device-width" => "max-width",
            "device-height" => "height",
            "min-device-height" => "min-height",
            "max-device-height" => "max-height",
            "device-aspect-ratio" => "aspect-ratio",
            "min-device-aspect-ratio" => "min-aspect-ratio",
            "max-device-aspect-ratio" => "max-aspect-ratio",
            _ => continue,
        };
        tok.replaced = Some(written.into());
    }
}

/// `color-scheme: light dark` lets the viewer's machine choose; with one of them the page has chosen.
pub(super) fn mark_color_scheme(item: &mut [Tok<'_>]) {
    let is = |tok: &Tok<'_>, word: &str| matches!(&tok.token, Token::Ident(name) if name.eq_ignore_ascii_case(word));
    if item.iter().any(|tok| is(tok, "light")) {
        item.iter_mut().filter(|tok| is(tok, "dark")).for_each(|tok| tok.replace(""));
    }
}
