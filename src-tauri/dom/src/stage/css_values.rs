//! Addresses in style text, wherever they stand: `url(…)`, strings where a function takes them as addresses, and the odd
//! ways to run code that old browsers had.

use super::css_tokens::{Ends, Tok, first_significant};
use super::urls::{Use, fragment, is_data};
use cssparser::{Token, serialize_string};

/// An address that holds nothing.
const NOTHING: &str = "data:,";

/// Marks what must not be written as it is. `property` is the declared one, in lower case, where there is one.
pub(super) fn mark(item: &mut [Tok<'_>], property: Option<&str>) {
    let refers = property.is_some_and(refers_to_elements);
    // For each open bracket inside: whether strings in it are addresses, and what closes it.
    let mut open: Vec<(bool, Ends)> = Vec::new();
    for tok in item {
        let takes_addresses = open.last().is_some_and(|&(addresses, _)| addresses);
        if tok.replaced.is_some() {
            track(&mut open, &tok.token, false);
            continue;
        }
        let replaced = match &tok.token {
            Token::Comment(_) => Some("/**/".into()),
            Token::UnquotedUrl(url) => {
                stand_in(url, refers).map(|url| format!("url({})", quoted(&url)).into())
            }
            Token::QuotedString(url) if takes_addresses => {
                stand_in(url, refers).map(|url| quoted(&url).into())
            }
            // It made its declaration invalid, and still does.
            Token::BadUrl(_) => Some("!".into()),
            Token::Function(name) if is_any(name, &["expression", "-moz-element"]) => Some("ph-none(".into()),
            // What it stands for would be an address that nobody looked at.
            Token::Function(name)
                if takes_addresses && (is_any(name, SUBSTITUTES) || name.starts_with("--")) =>
            {
                Some("ph-none(".into())
            }
            // Where it is no rule; a browser may see that otherwise.
            Token::AtKeyword(name) if is_any(name, &["import", "charset"]) => {
                Some(format!("@ph-{}", name.to_ascii_lowercase()).into())
            }
            _ => None,
        };
        let opens_addresses = match &tok.token {
            Token::Function(name) if takes_addresses => !is_any(name, &["type", "format", "tech"]),
            Token::Function(name) => is_any(name, ADDRESS_FUNCTIONS),
            Token::ParenthesisBlock => takes_addresses,
            _ => false,
        };
        track(&mut open, &tok.token, opens_addresses);
        tok.replaced = replaced;
    }
}

fn track(open: &mut Vec<(bool, Ends)>, token: &Token<'_>, addresses: bool) {
    if open.last().is_some_and(|(_, ends)| ends.at(token)) {
        open.pop();
    } else {
        open.extend(Ends::of(token).map(|ends| (addresses, ends)));
    }
}

/// Functions whose strings are addresses.
const ADDRESS_FUNCTIONS: &[&str] = &[
    "url",
    "src",
    "image-set",
    "-webkit-image-set",
    "image",
    "cross-fade",
    "-webkit-cross-fade",
    "-webkit-image",
];

/// Functions that stand for what is written elsewhere.
const SUBSTITUTES: &[&str] = &["var", "env", "attr", "if", "inherit", "random-item", "first-valid"];

/// The address of a namespace is a name that is never fetched; as a string it needs no exception from the rule above.
pub(super) fn mark_namespace(item: &mut [Tok<'_>]) {
    for at in 0..item.len() {
        let written = match item.get(at).map(|tok| &tok.token) {
            Some(Token::UnquotedUrl(url)) => quoted(url),
            Some(Token::Function(name)) if name.eq_ignore_ascii_case("url") => String::new(),
            // In brackets it would be something else, and the rule is not valid anyway.
            Some(token) if Ends::of(token).is_some() => return,
            _ => continue,
        };
        if written.is_empty() {
            let string = first_significant(item, at + 1);
            let end = string.and_then(|string| first_significant(item, string + 1));
            let is = |at: Option<usize>, good: fn(&Token<'_>) -> bool| {
                at.and_then(|at| item.get(at)).is_some_and(|tok| good(&tok.token))
            };
            if !is(string, |token| matches!(token, Token::QuotedString(_)))
                || !is(end, |token| matches!(token, Token::CloseParenthesis))
            {
                return;
            }
            if let Some(end) = end.and_then(|end| item.get_mut(end)) {
                end.replace("");
            }
        }
        if let Some(tok) = item.get_mut(at) {
            tok.replace(written);
        }
    }
}

/// What stands for an address; None where it may stay.
fn stand_in(url: &str, refers: bool) -> Option<String> {
    if is_data(url, Use::Css) || fragment(url).is_some() {
        return None;
    }
    // Recorders make all addresses absolute, also those that meant an element of the page.
    match url.split_once('#') {
        Some((_, name)) if refers && !name.is_empty() => Some(format!("#{name}")),
        _ => Some(NOTHING.to_owned()),
    }
}

/// Properties whose address names an SVG element: a paint, a filter, a mask, a path, a marker.
fn refers_to_elements(property: &str) -> bool {
    let property = property.strip_prefix("-webkit-").unwrap_or(property);
    matches!(property, "fill" | "stroke" | "filter" | "clip-path" | "backdrop-filter")
        || property.starts_with("mask")
        || property.starts_with("marker")
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = serialize_string(text, &mut out);
    out
}

fn is_any(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a `src` of a font is made of addresses that hold their content.
pub(super) fn is_held_font_source(source: &str) -> bool {
    let mut item: Vec<Tok<'_>> = super::css_tokens::Tokens::new(source).collect();
    mark(&mut item, None);
    let has_address = item.iter().any(|tok| match &tok.token {
        Token::UnquotedUrl(_) => true,
        Token::Function(name) => is_any(name, &["url", "src"]),
        _ => false,
    });
    has_address && item.iter().all(|tok| tok.replaced.is_none() || matches!(tok.token, Token::Comment(_)))
}
