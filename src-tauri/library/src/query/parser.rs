//! Pieces to an expression.

use super::dates::Today;
use super::lexer::{Piece, Token, lex};
use super::terms::{Term, find};
use super::values::{Value, read};
use super::{Condition, Expr, QueryError};

/// Parentheses inside parentheses.
const DEEPEST: usize = 32;

/// Reads a query. `today` is what `date:today` and months without a day are meant by.
pub fn parse(text: &str, terms: &[Term], today: Today) -> Result<Expr, QueryError> {
    let tokens = lex(text, terms)?;
    let mut parser = Parser { text, terms, today, tokens: &tokens, place: 0 };
    let expr = parser.any(0)?;
    match parser.peek() {
        None => Ok(simplify(expr)),
        Some(Token { span, .. }) => {
            let happened = "Nothing opens this parenthesis".to_owned();
            Err(QueryError::new(text, span.clone(), happened, "Remove it, or put the text in quotes"))
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    terms: &'a [Term],
    today: Today,
    tokens: &'a [Token],
    place: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.place)
    }

    fn any(&mut self, depth: usize) -> Result<Expr, QueryError> {
        let mut choices = vec![self.all(depth)?];
        while let Some(Token { piece: Piece::Or, span }) = self.peek() {
            self.place += 1;
            let next = self.all(depth)?;
            if is_empty(&next) || choices.first().is_some_and(is_empty) {
                let happened = "OR needs something on both sides".to_owned();
                let advice = "Write what else may be the case, or \"OR\" to search for the word";
                return Err(QueryError::new(self.text, span.clone(), happened, advice));
            }
            choices.push(next);
        }
        Ok(Expr::Any(choices))
    }

    fn all(&mut self, depth: usize) -> Result<Expr, QueryError> {
        let mut parts = Vec::new();
        while let Some(token) = self.peek() {
            if matches!(token.piece, Piece::Close | Piece::Or) {
                break;
            }
            parts.push(self.part(depth)?);
        }
        Ok(Expr::All(parts))
    }

    fn part(&mut self, depth: usize) -> Result<Expr, QueryError> {
        let Some(token) = self.peek() else { return Ok(Expr::All(Vec::new())) };
        self.place += 1;
        let span = token.span.clone();
        match &token.piece {
            Piece::Minus => Ok(Expr::Not(Box::new(self.part(depth)?))),
            Piece::Open => self.group(token, depth),
            Piece::Word(word) => Ok(text_of(Value::words(word), span)),
            Piece::Phrase(phrase) => Ok(text_of(Value::phrase(phrase), span)),
            Piece::Term { name, value, quoted, value_span } => {
                let takes = find(self.terms, name).map(|term| term.takes);
                let value = takes.map(|takes| read(takes, value, *quoted, self.today));
                match value {
                    Some(Ok(value)) => Ok(Expr::Is(Condition { term: Some(name), value, span })),
                    Some(Err((happened, advice))) => {
                        let at = if value_span.is_empty() { span } else { value_span.clone() };
                        Err(QueryError::new(self.text, at, happened, &advice))
                    }
                    None => Ok(Expr::All(Vec::new())),
                }
            }
            // Both end `all`, which is what calls this; behind a minus they are nothing to leave out.
            Piece::Close | Piece::Or => {
                let happened = "The minus has nothing to leave out".to_owned();
                Err(QueryError::new(
                    self.text,
                    span,
                    happened,
                    "Write what is not to be found right behind it",
                ))
            }
        }
    }

    fn group(&mut self, open: &Token, depth: usize) -> Result<Expr, QueryError> {
        if depth == DEEPEST {
            let happened = "These parentheses are nested too deeply".to_owned();
            return Err(QueryError::new(self.text, open.span.clone(), happened, "Put the text in quotes"));
        }
        let inner = self.any(depth + 1)?;
        match self.peek() {
            Some(Token { piece: Piece::Close, .. }) => {
                self.place += 1;
                Ok(inner)
            }
            _ => {
                let happened = "Nothing closes this parenthesis".to_owned();
                Err(QueryError::new(
                    self.text,
                    open.span.clone(),
                    happened,
                    "Close it, or put the text in quotes",
                ))
            }
        }
    }
}

fn text_of(value: Value, span: std::ops::Range<usize>) -> Expr {
    Expr::Is(Condition { term: None, value, span })
}

fn is_empty(expr: &Expr) -> bool {
    matches!(expr, Expr::All(parts) if parts.is_empty())
}

/// Takes groups of one apart, and makes bare words that stand side by side one text.
fn simplify(expr: Expr) -> Expr {
    match expr {
        Expr::Any(choices) => {
            let mut choices: Vec<Expr> = choices.into_iter().map(simplify).collect();
            if choices.len() == 1 { choices.swap_remove(0) } else { Expr::Any(choices) }
        }
        Expr::All(parts) => {
            let mut flat: Vec<Expr> = Vec::new();
            for part in parts.into_iter().map(simplify) {
                match part {
                    Expr::All(inner) => inner.into_iter().for_each(|part| push(&mut flat, part)),
                    other => push(&mut flat, other),
                }
            }
            if flat.len() == 1 { flat.swap_remove(0) } else { Expr::All(flat) }
        }
        Expr::Not(inner) => Expr::Not(Box::new(simplify(*inner))),
        Expr::Is(_) => expr,
    }
}

fn push(parts: &mut Vec<Expr>, part: Expr) {
    if let Expr::Is(Condition { term: None, value: Value::Text(more), span }) = &part
        && let Some(Expr::Is(Condition { term: None, value: Value::Text(words), span: before })) =
            parts.last_mut()
    {
        words.extend(more.iter().cloned());
        before.end = span.end;
        return;
    }
    parts.push(part);
}
