//! The tokens of a style text, one after the other, whatever they are nested in.

use cssparser::{Parser, Token};
use std::borrow::Cow;

pub(super) struct Tok<'i> {
    pub token: Token<'i>,
    /// Bytes of the text.
    pub start: usize,
    pub end: usize,
    /// What is written in its place.
    pub replaced: Option<Cow<'static, str>>,
}

impl Tok<'_> {
    pub fn replace(&mut self, with: impl Into<Cow<'static, str>>) {
        self.replaced = Some(with.into());
    }
}

/// The parser skips what is inside a bracket unless it is asked to recurse, and recorded text may be nested deeper than any
/// stack. So behind each opening bracket it starts again, on the rest of the text.
pub(super) struct Tokens<'i> {
    text: &'i str,
    offset: usize,
    parser: Parser<'i>,
}

impl<'i> Tokens<'i> {
    pub fn new(text: &'i str) -> Tokens<'i> {
        Tokens { text, offset: 0, parser: Parser::new(text) }
    }

    fn place(&self) -> usize {
        self.offset + self.parser.position().byte_index()
    }
}

impl<'i> Iterator for Tokens<'i> {
    type Item = Tok<'i>;

    fn next(&mut self) -> Option<Tok<'i>> {
        let start = self.place();
        let token = self.parser.next_including_whitespace_and_comments().ok()?.clone();
        let end = self.place();
        if Ends::of(&token).is_some() {
            self.offset = end;
            self.parser = Parser::new(self.text.get(end..)?);
        }
        Some(Tok { token, start, end, replaced: None })
    }
}

/// What ends a bracket.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ends {
    Parenthesis,
    Square,
    Curly,
}

impl Ends {
    /// The end of the bracket that this token opens.
    pub fn of(token: &Token<'_>) -> Option<Ends> {
        match token {
            Token::Function(_) | Token::ParenthesisBlock => Some(Ends::Parenthesis),
            Token::SquareBracketBlock => Some(Ends::Square),
            Token::CurlyBracketBlock => Some(Ends::Curly),
            _ => None,
        }
    }

    pub fn at(self, token: &Token<'_>) -> bool {
        match self {
            Ends::Parenthesis => matches!(token, Token::CloseParenthesis),
            Ends::Square => matches!(token, Token::CloseSquareBracket),
            Ends::Curly => matches!(token, Token::CloseCurlyBracket),
        }
    }
}

/// Whether a token is neither blank nor comment, nor one of the marks that once hid sheets from browsers without them.
pub(super) fn is_significant(tok: &Tok<'_>) -> bool {
    !matches!(tok.token, Token::WhiteSpace(_) | Token::Comment(_) | Token::CDO | Token::CDC)
}

/// The first significant token at or behind `from`.
pub(super) fn first_significant(item: &[Tok<'_>], from: usize) -> Option<usize> {
    item.iter().skip(from).position(is_significant).map(|at| at + from)
}
