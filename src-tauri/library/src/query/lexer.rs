//! Cuts a query into pieces. Never fails but for a quote that nothing closes.

use super::terms::{Term, find};
use super::{QueryError, TermName};
use std::ops::Range;

#[derive(Clone, PartialEq, Debug)]
pub struct Token {
    pub piece: Piece,
    pub span: Range<usize>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Piece {
    Open,
    Close,
    Or,
    Minus,
    Word(String),
    Phrase(String),
    /// `value` is where the value stands, for errors about it.
    Term {
        name: TermName,
        value: String,
        quoted: bool,
        value_span: Range<usize>,
    },
}

/// More pieces than this are no question of a person.
const MOST_TOKENS: usize = 1000;
/// A slip of so many letters is one of a known term's name.
const SLIPS: usize = 2;

pub fn lex(text: &str, terms: &[Term]) -> Result<Vec<Token>, QueryError> {
    let mut lexer = Lexer { text, at: 0, open_in_words: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next(terms)? {
        if tokens.len() == MOST_TOKENS {
            let advice = "Search for a part of it";
            return Err(QueryError::new(
                text,
                token.span,
                "This is too long for a search".to_owned(),
                advice,
            ));
        }
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    /// Parentheses that words opened and did not close, as in `f(x, y)`: they close in a word as well.
    open_in_words: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn next(&mut self, terms: &[Term]) -> Result<Option<Token>, QueryError> {
        self.at += self.rest().len() - self.rest().trim_start().len();
        let start = self.at;
        let Some(first) = self.rest().chars().next() else { return Ok(None) };
        let piece = match first {
            '(' => self.step(Piece::Open, 1),
            ')' if self.open_in_words == 0 => self.step(Piece::Close, 1),
            '"' | '“' => Piece::Phrase(self.quoted()?),
            '-' if self.negates() => self.step(Piece::Minus, 1),
            _ => self.word(terms)?,
        };
        Ok(Some(Token { piece, span: start..self.at }))
    }

    fn step(&mut self, piece: Piece, bytes: usize) -> Piece {
        self.at += bytes;
        piece
    }

    /// A dash before a number or between blanks is text.
    fn negates(&self) -> bool {
        let next = self.rest().chars().nth(1);
        next.is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '“' | '('))
    }

    /// At a quote. `\"` inside stands for a quote.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        let mut inner = String::new();
        let mut chars = self.rest().char_indices().skip(1).peekable();
        let mut end = None;
        while let Some((place, c)) = chars.next() {
            match c {
                '\\' if matches!(chars.peek(), Some((_, '"' | '\\'))) => {
                    inner.extend(chars.next().map(|(_, escaped)| escaped));
                }
                '"' | '”' => {
                    end = Some(place + c.len_utf8());
                    break;
                }
                _ => inner.push(c),
            }
        }
        let Some(end) = end else {
            let span = start..start + 1;
            let advice = "Close it, or write \\\" for a quote that is searched for";
            return Err(QueryError::new(self.text, span, "Nothing closes this quote".to_owned(), advice));
        };
        self.at += end;
        Ok(inner)
    }

    fn word(&mut self, terms: &[Term]) -> Result<Piece, QueryError> {
        let start = self.at;
        let name_length = self.rest().bytes().take_while(u8::is_ascii_lowercase).count();
        let is_named = name_length > 0 && self.rest().as_bytes().get(name_length) == Some(&b':');
        if is_named {
            let name = self.text.get(start..start + name_length).unwrap_or("");
            let behind = self.text.get(start + name_length + 1..).unwrap_or("");
            let has_value = behind.starts_with(|c: char| !c.is_whitespace());
            if let Some(term) = find(terms, name) {
                return self.term(term.name, name_length);
            }
            if has_value
                && !behind.starts_with('/')
                && let Some(near) = nearest(terms, name)
            {
                let span = start..start + name_length;
                let happened = format!("There is no term “{name}:”");
                let advice = format!("Write {near}:, or put it in quotes to search for it as text");
                return Err(QueryError::new(self.text, span, happened, &advice));
            }
        }
        let word = self.run();
        Ok(if word == "OR" { Piece::Or } else { Piece::Word(word) })
    }

    fn term(&mut self, name: TermName, name_length: usize) -> Result<Piece, QueryError> {
        self.at += name_length + 1;
        let value_start = self.at;
        let quoted = self.rest().starts_with(['"', '“']);
        let value = if quoted { self.quoted()? } else { self.run() };
        Ok(Piece::Term { name, value, quoted, value_span: value_start..self.at })
    }

    /// Up to a blank; a closing parenthesis ends it too, unless it was opened inside.
    fn run(&mut self) -> String {
        let mut inner = self.open_in_words;
        let mut end = self.rest().len();
        for (place, c) in self.rest().char_indices() {
            match c {
                '(' => inner += 1,
                ')' if inner > 0 => inner -= 1,
                ')' => end = place,
                c if c.is_whitespace() => end = place,
                _ => {}
            }
            if end == place {
                break;
            }
        }
        self.open_in_words = inner;
        let word = self.rest().get(..end).unwrap_or("").to_owned();
        self.at += end;
        word
    }
}

/// The term that was probably meant.
fn nearest(terms: &[Term], name: &str) -> Option<TermName> {
    let distances = terms.iter().map(|term| (distance(term.name, name), term.name));
    let (slips, near) = distances.min()?;
    (slips <= SLIPS && slips < name.len().min(near.len())).then_some(near)
}

/// How many letters must be changed, added or removed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut corner = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (&to, &above) in b.iter().zip(row.iter().skip(1)) {
            left = (left + 1).min(above + 1).min(corner + usize::from(from != to));
            corner = above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}
