//! A style sheet as recorded: its text, or its rules once they were edited through the CSSOM.
//!
//! Recorded edits name rules by their place in the recorded browser's list. A rule we cannot read stays in its place as
//! text, because dropping one that the browser kept would shift every place behind it.

use crate::inline_style;
use cssparser::{ParseError, Parser, Token};
use events::{StyleDiff, Text};
use std::ops::Range;
use std::sync::Arc;

#[derive(Clone, PartialEq, Debug)]
pub enum Sheet {
    /// Recorded text. For a `style` element the parts belong to its text children in order; joined they are the sheet.
    Text(Arc<[Text]>),
    /// Top-level rules, one text each, after edits. Their number and order are those of the recorded browser.
    Rules(Arc<Vec<Text>>),
}

impl Default for Sheet {
    fn default() -> Sheet {
        Sheet::Rules(Arc::default())
    }
}

impl Sheet {
    /// The whole sheet as text.
    pub fn text(&self) -> Text {
        match self {
            Sheet::Text(parts) => match &**parts {
                [one] => one.clone(),
                several => Text::from(several.iter().map(|part| part.as_str()).collect::<String>()),
            },
            Sheet::Rules(rules) => {
                Text::from(rules.iter().map(|rule| rule.as_str()).collect::<Vec<_>>().join("\n"))
            }
        }
    }

    /// The top-level rules, read from the text where it was not edited yet.
    pub fn rules(&self) -> Arc<Vec<Text>> {
        match self {
            Sheet::Text(_) => Arc::new(rules(&self.text())),
            Sheet::Rules(rules) => Arc::clone(rules),
        }
    }
}

/// The top-level rules of a sheet's text, as many and in the order as a browser lists them: without comments between
/// them and without `@charset`, which is no rule to a browser.
pub(crate) fn rules(text: &str) -> Vec<Text> {
    let mut parser = Parser::new(text);
    let mut rules = Vec::new();
    while let Some(start) = skip_blank(&mut parser, false) {
        let state = parser.state();
        let is_at_rule = matches!(parser.next(), Ok(Token::AtKeyword(_)));
        parser.reset(&state);
        let Some(end) = finish_rule(&mut parser, is_at_rule) else { break };
        let rule = text.get(start..end).unwrap_or_default().trim();
        if !rule.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("@charset")) {
            rules.push(Text::new(rule));
        }
    }
    rules
}

/// Puts `new` at a path inside a rule: the last step is a place in the innermost rule's list, the others lead to it.
pub(crate) fn insert_nested(rule: &str, path: &[u32], new: &str) -> Option<String> {
    let (&place, way) = path.split_last()?;
    let range = locate(rule, way)?;
    let outer = rule.get(range.clone())?;
    let body = block(outer)?;
    let at = children(outer).get(place as usize).map_or(body.end, |child| child.start);
    let at = range.start + at;
    Some(format!("{} {new} {}", rule.get(..at)?, rule.get(at..)?))
}

pub(crate) fn remove_nested(rule: &str, path: &[u32]) -> Option<String> {
    if path.is_empty() {
        return None;
    }
    let range = locate(rule, path)?;
    Some(format!("{}{}", rule.get(..range.start)?, rule.get(range.end..)?))
}

/// Changes a declaration of the rule at a path inside `rule` (of `rule` itself where the path is empty).
pub(crate) fn edit_declaration(rule: &str, path: &[u32], change: &StyleDiff) -> Option<String> {
    let range = locate(rule, path)?;
    let inner = rule.get(range.clone())?;
    let run = own_declarations(inner)?;
    let run = range.start + run.start..range.start + run.end;
    let edited = inline_style::apply(rule.get(run.clone())?, std::slice::from_ref(change));
    Some(format!("{} {edited} {}", rule.get(..run.start)?.trim_end(), rule.get(run.end..)?.trim_start()))
}

/// Where the declarations of a rule stand in it: before its first nested rule.
fn own_declarations(rule: &str) -> Option<Range<usize>> {
    let Some(body) = block(rule) else {
        // A run of declarations between nested rules is a rule to a browser, and has no braces of its own. What begins
        // with an @ (`@import`) has no declarations at all.
        return (!rule.trim_start().starts_with('@')).then_some(0..rule.len());
    };
    if is_group(rule) {
        return None;
    }
    match items(rule, body.clone()).first() {
        Some(Item::Declarations(run)) => Some(run.clone()),
        _ => Some(body.start..body.start),
    }
}

/// The part of `rule` that the path leads to.
fn locate(rule: &str, path: &[u32]) -> Option<Range<usize>> {
    let mut range = 0..rule.len();
    for &step in path {
        let child = children(rule.get(range.clone())?).get(step as usize)?.clone();
        range = range.start + child.start..range.start + child.end;
    }
    Some(range)
}

/// The nested rules that a browser lists for a rule. Declarations behind a nested rule count as one of them; those
/// before the first belong to a style rule itself, while a grouping rule has none of its own.
fn children(rule: &str) -> Vec<Range<usize>> {
    let Some(body) = block(rule) else { return Vec::new() };
    let is_group = is_group(rule);
    items(rule, body)
        .into_iter()
        .enumerate()
        .filter_map(|(index, item)| match item {
            Item::Declarations(run) => (index > 0 || is_group).then_some(run),
            Item::Rule(range) => Some(range),
        })
        .collect()
}

fn is_group(rule: &str) -> bool {
    let Some(name) = rule.trim_start().strip_prefix('@') else { return false };
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    let name = name.get(..end).unwrap_or_default().to_ascii_lowercase();
    matches!(
        &*name,
        "media"
            | "supports"
            | "layer"
            | "container"
            | "scope"
            | "starting-style"
            | "keyframes"
            | "-webkit-keyframes"
            | "-moz-keyframes"
            | "-moz-document"
    )
}

enum Item {
    Declarations(Range<usize>),
    Rule(Range<usize>),
}

/// Where the inside of a rule's block stands; None for a rule without one.
fn block(rule: &str) -> Option<Range<usize>> {
    let mut parser = Parser::new(rule);
    loop {
        if matches!(parser.next(), Ok(Token::CurlyBracketBlock)) {
            break;
        }
        if parser.is_exhausted() {
            return None;
        }
    }
    let start = parser.position().byte_index();
    skip_block(&mut parser);
    let end = parser.position().byte_index();
    let is_closed = end > start && rule.get(..end).is_some_and(|rule| rule.ends_with('}'));
    Some(start..if is_closed { end - 1 } else { end })
}

/// What stands in the inside of a block, runs of declarations together. Ranges are those of `rule`.
fn items(rule: &str, body: Range<usize>) -> Vec<Item> {
    let Some(inside) = rule.get(body.clone()) else { return Vec::new() };
    let mut parser = Parser::new(inside);
    let mut items = Vec::new();
    while let Some(start) = skip_blank(&mut parser, true) {
        let state = parser.state();
        let (is_at_rule, may_be_custom) = match parser.next() {
            Ok(Token::AtKeyword(_)) => (true, false),
            Ok(Token::Ident(name)) => (false, name.starts_with("--")),
            _ => (false, false),
        };
        let is_custom = may_be_custom && matches!(parser.next(), Ok(Token::Colon));
        parser.reset(&state);
        let ended_by_block = if is_custom {
            while !matches!(parser.next(), Ok(Token::Semicolon)) && !parser.is_exhausted() {}
            false
        } else {
            finish_nested(&mut parser)
        };
        let range = body.start + start..body.start + parser.position().byte_index();
        match items.last_mut() {
            _ if is_at_rule || ended_by_block => items.push(Item::Rule(range)),
            Some(Item::Declarations(run)) => run.end = range.end,
            _ => items.push(Item::Declarations(range)),
        }
    }
    items
}

/// Moves to the next token that is no white space, comment, or mark that sheets may have around rules. None at the end.
fn skip_blank(parser: &mut Parser<'_>, skips_semicolons: bool) -> Option<usize> {
    loop {
        let state = parser.state();
        match parser.next_including_whitespace_and_comments() {
            Ok(Token::WhiteSpace(_) | Token::Comment(_) | Token::CDO | Token::CDC) => {}
            Ok(Token::Semicolon) if skips_semicolons => {}
            Ok(_) => {
                parser.reset(&state);
                return Some(parser.position().byte_index());
            }
            Err(_) => return None,
        }
    }
}

/// Moves behind a top-level rule; None where a style rule has no block, which is then no rule.
fn finish_rule(parser: &mut Parser<'_>, is_at_rule: bool) -> Option<usize> {
    loop {
        match parser.next() {
            Ok(Token::CurlyBracketBlock) => {
                skip_block(parser);
                break;
            }
            Ok(Token::Semicolon) if is_at_rule => break,
            Ok(_) => {}
            Err(_) if is_at_rule => break,
            Err(_) => return None,
        }
    }
    Some(parser.position().byte_index())
}

/// Moves behind a nested rule or a declaration; says whether it ended with a block.
fn finish_nested(parser: &mut Parser<'_>) -> bool {
    loop {
        match parser.next() {
            Ok(Token::CurlyBracketBlock) => {
                skip_block(parser);
                return true;
            }
            Ok(Token::Semicolon) | Err(_) => return false,
            Ok(_) => {}
        }
    }
}

/// Moves behind the block whose opening brace was just read.
fn skip_block(parser: &mut Parser<'_>) {
    let _: Result<(), ParseError<()>> = parser.parse_nested_block(|_| Ok(()));
}
