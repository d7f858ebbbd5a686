//! States of a page that somebody uses, as attributes: nobody uses the page on the stage, the recording says what was
//! hovered and focused. An attribute selector has the specificity of a pseudo-class, so the cascade stays.

use super::css_tokens::{Ends, Tok};
use cssparser::Token;

/// Pseudo-classes and what is written for them.
const STATES: &[(&str, &str)] = &[
    ("active", "[ph-active]"),
    ("focus", "[ph-focus]"),
    ("focus-visible", "[ph-focus-visible]"),
    ("focus-within", "[ph-focus-within]"),
    ("hover", "[ph-hover]"),
    ("target", "[ph-target]"),
    // Never set: what the viewer visited is not what the recorded person visited.
    ("visited", "[ph-visited]"),
    // Never set either: every recorded custom element counts as defined, although the stage defines none.
    ("defined", ":not([ph-undefined])"),
];

/// Pseudo-elements that may be written with one colon.
const OLD_PSEUDO_ELEMENTS: &[&str] = &["after", "before", "first-letter", "first-line"];

/// Marks the states in a selector list.
pub(super) fn mark(item: &mut [Tok<'_>]) {
    // For each open bracket, outermost first: whether a pseudo-element was named in the compound at hand. Behind one,
    // states are allowed and attributes are not: such a state stays, and does not match.
    let mut behind_pseudo_element = vec![false];
    let mut open: Vec<Ends> = Vec::new();
    for at in 0..item.len() {
        let before = at.checked_sub(1).and_then(|at| item.get(at));
        let colons = match (at.checked_sub(2).and_then(|at| item.get(at)), before) {
            (Some(first), Some(second)) if is_colon(first) && is_colon(second) => 2,
            (_, Some(second)) if is_colon(second) => 1,
            _ => 0,
        };
        let is_of_host = colons == 1 && is_host(item, at);
        let Some(tok) = item.get_mut(at) else { continue };
        let is_behind = behind_pseudo_element.last().copied().unwrap_or_default();
        match &tok.token {
            Token::Ident(_) | Token::Function(_) if colons == 2 => {
                set_last(&mut behind_pseudo_element, true);
            }
            Token::Ident(name) if colons == 1 => {
                let name = name.to_ascii_lowercase();
                let state = STATES.iter().find(|(state, _)| *state == name);
                if OLD_PSEUDO_ELEMENTS.contains(&name.as_str()) {
                    set_last(&mut behind_pseudo_element, true);
                } else if let Some(&(_, attribute)) = state
                    && !is_behind
                    && open.last() != Some(&Ends::Square)
                {
                    // The host of a shadow tree matches further conditions only inside the brackets.
                    let (opening, written) = if is_of_host {
                        ("(", format!("{attribute})").into())
                    } else {
                        ("", attribute.into())
                    };
                    tok.replaced = Some(written);
                    if let Some(colon) = at.checked_sub(1).and_then(|at| item.get_mut(at)) {
                        colon.replace(opening);
                    }
                }
            }
            Token::WhiteSpace(_) | Token::Comma | Token::Delim('>' | '+' | '~' | '&') => {
                set_last(&mut behind_pseudo_element, false);
            }
            _ => {}
        }
        let Some(tok) = item.get(at) else { continue };
        if open.last().is_some_and(|ends| ends.at(&tok.token)) {
            open.pop();
            behind_pseudo_element.pop();
        } else if let Some(ends) = Ends::of(&tok.token) {
            open.push(ends);
            behind_pseudo_element.push(false);
        }
    }
}

fn set_last(flags: &mut [bool], value: bool) {
    if let Some(last) = flags.last_mut() {
        *last = value;
    }
}

fn is_colon(tok: &Tok<'_>) -> bool {
    matches!(tok.token, Token::Colon)
}

/// Whether the state at `at` directly follows a bare `:host`.
fn is_host(item: &[Tok<'_>], at: usize) -> bool {
    let host = at.checked_sub(2).and_then(|at| item.get(at));
    let colon = at.checked_sub(3).and_then(|at| item.get(at));
    matches!(host, Some(Tok { token: Token::Ident(name), .. }) if name.eq_ignore_ascii_case("host"))
        && colon.is_some_and(is_colon)
}
