//! Lines of the text language, cut into words.

/// One word of a line.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Word {
    Plain(String),
    /// `"…"`
    Quoted(String),
    /// `name="…"`
    Named(String, String),
    /// `#12`
    Id(u64),
}

/// A line that is not blank, with the spaces before it.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Line {
    pub indent: usize,
    pub words: Vec<Word>,
    /// For messages.
    pub text: String,
}

/// Lines of a text without blank ones. The indent of the first line counts as none.
pub(crate) fn lines(text: &str) -> Vec<Line> {
    let blank = |line: &&str| line.trim().is_empty();
    let indent = |line: &str| line.len() - line.trim_start().len();
    let first = text.lines().find(|line| !blank(line)).map_or(0, indent);
    let read = |line: &str| Line {
        indent: indent(line)
            .checked_sub(first)
            .unwrap_or_else(|| panic!("Stands left of the first line: {line}")),
        words: words(line.trim()),
        text: line.trim().to_owned(),
    };
    text.lines().filter(|line| !blank(line)).map(read).collect()
}

fn words(line: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while !rest.is_empty() {
        let end = rest.find([' ', '"']).unwrap_or(rest.len());
        let (head, tail) = rest.split_at(end);
        if let Some(inside) = tail.strip_prefix('"') {
            let (text, after) = quoted(inside).unwrap_or_else(|| panic!("A quote is open: {line}"));
            words.push(match head.strip_suffix('=') {
                Some(name) => Word::Named(name.to_owned(), text),
                None if head.is_empty() => Word::Quoted(text),
                None => panic!("A quote stands inside a word: {line}"),
            });
            rest = after.trim_start();
            continue;
        }
        let id = head.strip_prefix('#').and_then(|digits| digits.parse().ok());
        words.push(id.map_or_else(|| Word::Plain(head.to_owned()), Word::Id));
        rest = tail.trim_start();
    }
    words
}

/// The text up to the closing quote, and what stands behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut out = String::new();
    let mut chars = text.char_indices();
    while let Some((place, letter)) = chars.next() {
        match letter {
            '"' => return Some((out, text.get(place + 1..)?)),
            '\\' => match chars.next()?.1 {
                'n' => out.push('\n'),
                't' => out.push('\t'),
                other => out.push(other),
            },
            other => out.push(other),
        }
    }
    None
}
