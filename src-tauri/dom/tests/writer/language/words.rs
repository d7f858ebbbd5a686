//! Lines and their words.

/// A line with the lines below it.
pub struct Line {
    pub words: Vec<Word>,
    pub below: Vec<Line>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Word {
    Bare(String),
    Quoted(String),
    /// `name="value"`
    Pair(String, String),
    /// `#3`
    Id(u64),
    /// `~3`
    Nameless,
}

pub fn lines_of(text: &str) -> Vec<Line> {
    let mut flat: Vec<(usize, Line)> = text
        .lines()
        .map(|line| {
            let indent = line.len() - line.trim_start().len();
            (indent, Line { words: words_of(line.trim()), below: Vec::new() })
        })
        .collect();
    // From the end: each line takes the deeper ones that follow it.
    let mut done: Vec<(usize, Line)> = Vec::new();
    while let Some((indent, mut line)) = flat.pop() {
        while done.last().is_some_and(|(deeper, _)| *deeper > indent) {
            line.below.push(done.pop().unwrap().1);
        }
        done.push((indent, line));
    }
    done.reverse();
    done.into_iter().map(|(_, line)| line).collect()
}

fn words_of(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut chars = line.chars().peekable();
    while let Some(&char) = chars.peek() {
        if char == ' ' {
            chars.next();
            continue;
        }
        let mut bare = String::new();
        while let Some(&char) = chars.peek().filter(|&&char| char != ' ' && char != '"' && char != '[') {
            bare.push(char);
            chars.next();
        }
        if chars.peek() == Some(&'[') {
            words.push(Word::Bare(brackets(&mut chars)));
            continue;
        }
        if chars.peek() != Some(&'"') {
            words.push(match (bare.strip_prefix('#'), bare.strip_prefix('~')) {
                (Some(id), _) => Word::Id(id.parse().unwrap()),
                (_, Some(_)) => Word::Nameless,
                _ => Word::Bare(bare),
            });
            continue;
        }
        chars.next();
        let mut quoted = String::new();
        loop {
            match chars.next().expect("a string ends") {
                '"' => break,
                '\\' => quoted.push(match chars.next().unwrap() {
                    'n' => '\n',
                    'r' => '\r',
                    't' => '\t',
                    other => other,
                }),
                other => quoted.push(other),
            }
        }
        words.push(match bare.strip_suffix('=') {
            Some(name) => Word::Pair(name.to_owned(), quoted),
            None => Word::Quoted(quoted),
        });
    }
    words
}

/// JSON text between brackets, with everything in it.
fn brackets(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    let (mut text, mut depth) = (String::new(), 0);
    for char in chars.by_ref() {
        text.push(char);
        match char {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    text
}

/// A cursor over the words of a line.
pub struct Words<'a>(pub std::iter::Peekable<std::slice::Iter<'a, Word>>);

impl<'a> Words<'a> {
    pub fn of(line: &'a Line) -> Words<'a> {
        Words(line.words.iter().peekable())
    }

    pub fn next(&mut self) -> Option<&'a Word> {
        self.0.next()
    }

    pub fn bare(&mut self) -> Option<&'a str> {
        match self.0.peek() {
            Some(Word::Bare(word)) => {
                self.0.next();
                Some(word)
            }
            _ => None,
        }
    }

    pub fn take(&mut self, expected: &str) -> bool {
        let found = matches!(self.0.peek(), Some(Word::Bare(word)) if word == expected);
        if found {
            self.0.next();
        }
        found
    }

    pub fn id(&mut self) -> u64 {
        match self.next() {
            Some(Word::Id(id)) => *id,
            other => panic!("an id was expected, not {other:?}"),
        }
    }

    pub fn quoted(&mut self) -> Option<&'a str> {
        match self.0.peek() {
            Some(Word::Quoted(text)) => {
                self.0.next();
                Some(text)
            }
            _ => None,
        }
    }

    pub fn text(&mut self) -> &'a str {
        self.quoted().expect("a string was expected")
    }

    pub fn numbers(&mut self) -> (f64, f64) {
        let word = self.bare().expect("two numbers were expected");
        let (x, y) = word.split_once(',').expect("two numbers were expected");
        (x.parse().unwrap(), y.parse().unwrap())
    }
}
