//! Recorded style text in the form the stage may hold. It works on tokens, so escapes and comments hide nothing, and on
//! one item (declaration, prelude, statement) at a time, so its memory follows the longest item and not the sheet.
//!
//! What changes, and nothing else: states of a live page become attribute selectors (`selectors`), media features of the
//! viewer's machine are pinned (`media`), addresses are dropped unless they are in the recording, comments are emptied,
//! `@import` becomes a layer statement. The number and order of rules stay: later edits name rules by index.

use super::css_tokens::{Ends, Tok, Tokens, first_significant, is_significant};
use super::{css_values, media, selectors};
use cssparser::Token;
use events::Text;

/// A rule that is nothing: it keeps an index.
pub(super) const NO_RULE: &str = "@media not all{}";

/// A whole sheet.
pub(super) fn rewrite_sheet(text: &Text) -> Text {
    let mut rewriter = Rewriter::new(text, 0);
    rewriter.run();
    kept_or_new(text, rewriter.out)
}

/// One rule. What is not exactly one rule becomes a rule that is nothing, so that the rules after it keep their index.
pub(super) fn rewrite_rule(text: &Text) -> Text {
    let mut rewriter = Rewriter::new(text, 0);
    rewriter.run();
    if rewriter.rules != 1 || rewriter.has_garbage {
        return Text::from(NO_RULE);
    }
    kept_or_new(text, rewriter.out)
}

/// The text of a `style` attribute.
pub(super) fn rewrite_declarations(text: &Text) -> Text {
    if is_plain(text) {
        return text.clone();
    }
    let mut rewriter = Rewriter::new(text, 1);
    rewriter.run();
    kept_or_new(text, rewriter.out)
}

/// Whether declarations hold nothing that is ever rewritten: no function, escape, comment, at-rule, and none of the
/// properties with a rule of their own. Pages have thousands of `style` attributes, and almost all are so.
fn is_plain(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'(' | b'\\' | b'/' | b'@' | b'A'..=b'Z'))
        && !["behavior", "binding", "color-scheme"].iter().any(|word| text.contains(word))
}

/// The value of an SVG attribute that is a property, or values of one.
pub(super) fn rewrite_value(text: &Text, property: &str) -> Text {
    let mut item: Vec<Tok<'_>> = Tokens::new(text).collect();
    css_values::mark(&mut item, Some(property));
    let mut out = String::new();
    write(&mut out, text, &item);
    kept_or_new(text, out)
}

/// A media query list: a `media` attribute.
pub(super) fn rewrite_media(text: &Text) -> Text {
    let mut item: Vec<Tok<'_>> = Tokens::new(text).collect();
    media::mark(&mut item);
    css_values::mark(&mut item, None);
    let mut out = String::new();
    write(&mut out, text, &item);
    kept_or_new(text, out)
}

/// Text that stayed the same stays shared.
fn kept_or_new(text: &Text, out: String) -> Text {
    if text.as_str() == out { text.clone() } else { Text::from(out) }
}

/// Tokens stand side by side, so those that stay are written in runs.
fn write(out: &mut String, text: &str, item: &[Tok<'_>]) {
    let mut run: Option<(usize, usize)> = None;
    for tok in item {
        match (&tok.replaced, &mut run) {
            (None, Some((_, end))) => *end = tok.end,
            (None, None) => run = Some((tok.start, tok.end)),
            (Some(replaced), _) => {
                write_run(out, text, run.take());
                out.push_str(replaced);
            }
        }
    }
    write_run(out, text, run);
}

fn write_run(out: &mut String, text: &str, run: Option<(usize, usize)>) {
    out.push_str(run.and_then(|(start, end)| text.get(start..end)).unwrap_or_default());
}

/// Which rules may still come: `@import` and `@namespace` count only at the head of a sheet.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Head {
    Layers,
    Imports,
    Namespaces,
    Over,
}

/// At-rules that end the head of a sheet. Unknown ones are ignored by browsers and end nothing.
#[rustfmt::skip]
const AT_RULES: &[&str] = &[
    "-webkit-keyframes", "color-profile", "container", "counter-style", "font-face", "font-feature-values",
    "font-palette-values", "function", "keyframes", "layer", "media", "page", "position-try", "property", "scope",
    "starting-style", "supports", "view-transition", "viewport", "when",
];

struct Rewriter<'i> {
    text: &'i str,
    out: String,
    item: Vec<Tok<'i>>,
    /// The place of the item's first token that means something.
    first: Option<usize>,
    /// What closes the brackets that are open inside the item, innermost last.
    open: Vec<Ends>,
    /// Blocks around the item. A `style` attribute counts as one that nothing closes.
    blocks: usize,
    outermost: usize,
    head: Head,
    /// Rules at the top, and whether anything there was no rule.
    rules: usize,
    has_garbage: bool,
}

impl<'i> Rewriter<'i> {
    fn new(text: &'i str, outermost: usize) -> Rewriter<'i> {
        Rewriter {
            text,
            out: String::with_capacity(text.len()),
            item: Vec::new(),
            first: None,
            open: Vec::new(),
            blocks: outermost,
            outermost,
            head: Head::Layers,
            rules: 0,
            has_garbage: false,
        }
    }

    fn run(&mut self) {
        for tok in Tokens::new(self.text) {
            let at_item = self.open.is_empty();
            match &tok.token {
                Token::CurlyBracketBlock if at_item && !self.is_custom_property() => {
                    self.finish(Ending::Block);
                    self.blocks += 1;
                    self.out.push('{');
                    continue;
                }
                Token::CloseCurlyBracket if at_item && self.blocks > self.outermost => {
                    self.finish(Ending::Value);
                    self.blocks -= 1;
                    self.out.push('}');
                    continue;
                }
                Token::Semicolon if at_item && (self.blocks > 0 || self.is_at_rule()) => {
                    if self.finish(Ending::Value) {
                        self.out.push(';');
                    }
                    continue;
                }
                token => {
                    if self.open.last().is_some_and(|ends| ends.at(token)) {
                        self.open.pop();
                    } else {
                        self.open.extend(Ends::of(token));
                    }
                }
            }
            if self.first.is_none() && is_significant(&tok) {
                self.first = Some(self.item.len());
            }
            self.item.push(tok);
        }
        self.open.clear();
        self.finish(Ending::Value);
    }

    fn is_at_rule(&self) -> bool {
        matches!(self.first.and_then(|at| self.item.get(at)), Some(Tok { token: Token::AtKeyword(_), .. }))
    }

    /// The property the item declares, if it can be a declaration, in lower case.
    fn property(&self) -> Option<String> {
        if self.blocks == 0 {
            return None;
        }
        let first = self.first?;
        let Token::Ident(name) = &self.item.get(first)?.token else { return None };
        let colon = first_significant(&self.item, first + 1)?;
        matches!(self.item.get(colon)?.token, Token::Colon).then(|| name.to_ascii_lowercase())
    }

    /// Braces in the value of a custom property belong to the value. In any other declaration they make it a nested rule.
    fn is_custom_property(&self) -> bool {
        // Cheap first: almost no item begins so.
        let starts = self.first.and_then(|at| self.item.get(at));
        matches!(starts, Some(Tok { token: Token::Ident(name), .. }) if name.starts_with("--"))
            && self.property().is_some()
    }

    /// Writes the item. False where nothing of it is left, not even its end.
    fn finish(&mut self, ending: Ending) -> bool {
        let mut is_left = true;
        if let Some(first) = self.first {
            match self.item.get(first).map(|tok| tok.token.clone()) {
                // The stage's text has no encoding. Browsers do not count it as a rule.
                Some(Token::AtKeyword(name))
                    if name.eq_ignore_ascii_case("charset")
                        && ending == Ending::Value
                        && self.blocks == 0 =>
                {
                    self.item.truncate(first);
                    css_values::mark(&mut self.item, None);
                    is_left = false;
                }
                Some(Token::AtKeyword(name)) => self.at_rule(first, &name.to_ascii_lowercase(), ending),
                _ if ending == Ending::Block => {
                    self.note_rule(Head::Over);
                    selectors::mark(&mut self.item);
                    css_values::mark(&mut self.item, None);
                }
                _ => self.declaration(),
            }
        } else if ending == Ending::Block {
            // A block without a prelude is an invalid rule; browsers drop it.
            self.has_garbage |= self.blocks == 0;
        } else {
            css_values::mark(&mut self.item, None);
        }
        write(&mut self.out, self.text, &self.item);
        self.item.clear();
        self.first = None;
        is_left
    }

    fn declaration(&mut self) {
        self.has_garbage |= self.blocks == 0;
        let property = self.property();
        match property.as_deref() {
            // Old ways to run code from a sheet.
            Some("-moz-binding" | "behavior" | "-ms-behavior") => {
                self.item.clear();
                return;
            }
            Some("color-scheme") => media::mark_color_scheme(&mut self.item),
            _ => {}
        }
        css_values::mark(&mut self.item, property.as_deref());
    }

    fn at_rule(&mut self, first: usize, name: &str, ending: Ending) {
        let is_statement = ending == Ending::Value;
        match name {
            "import" if is_statement && self.blocks == 0 && self.head <= Head::Imports => {
                self.note_rule(Head::Imports);
                self.replace_import(first);
            }
            "namespace" if is_statement && self.blocks == 0 && self.head <= Head::Namespaces => {
                self.note_rule(Head::Namespaces);
                css_values::mark_namespace(&mut self.item);
            }
            // At a place where browsers ignore them; on the stage, where those before it changed, they might not.
            "import" | "namespace" | "charset" => {
                self.has_garbage |= self.blocks == 0;
                if let Some(tok) = self.item.get_mut(first) {
                    tok.replace(format!("@ph-{name}"));
                }
            }
            "layer" if is_statement && self.head == Head::Layers => self.note_rule(Head::Layers),
            "media" => {
                self.note_rule(Head::Over);
                media::mark(&mut self.item);
            }
            "scope" => {
                self.note_rule(Head::Over);
                selectors::mark(&mut self.item);
            }
            _ if AT_RULES.binary_search(&name).is_ok() => self.note_rule(Head::Over),
            _ => self.note_rule(self.head),
        }
        css_values::mark(&mut self.item, None);
    }

    fn note_rule(&mut self, head: Head) {
        if self.blocks == 0 {
            self.rules += 1;
            self.head = self.head.max(head);
        }
    }

    /// A layer statement is the one rule that may stand for `@import`: others would end the head of the sheet, and with it
    /// the `@namespace` rules behind. The name of the import's layer is kept, because its place orders the layers.
    fn replace_import(&mut self, first: usize) {
        let mut name = String::new();
        let mut after = self.item.iter().skip(first + 1).skip_while(
            |tok| !matches!(&tok.token, Token::Function(function) if function.eq_ignore_ascii_case("layer")),
        );
        if after.next().is_some() {
            for tok in after {
                match &tok.token {
                    Token::Ident(_) | Token::Delim('.') => {
                        name.push_str(self.text.get(tok.start..tok.end).unwrap_or_default());
                    }
                    Token::CloseParenthesis => break,
                    Token::WhiteSpace(_) | Token::Comment(_) => {}
                    _ => {
                        name.clear();
                        break;
                    }
                }
            }
        }
        if name.is_empty() {
            name.push_str("ph-import");
        }
        if let Some(tok) = self.item.get_mut(first) {
            tok.replace(format!("@layer {name}"));
        }
        self.item.truncate(first + 1);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// `{`: the item is the prelude of a rule.
    Block,
    /// `;`, `}` or the end: a declaration or a statement.
    Value,
}
