//! A small reader of style sheets and declarations: enough to compare what two engines hold, and written from the CSS
//! grammar alone.

use std::collections::BTreeMap;

/// Property, then value and whether it is important. Shorthands of four sides are taken apart, the others are kept whole.
pub type Declarations = BTreeMap<String, (String, bool)>;

/// A rule and what stands in its block.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// The selector, or the at-rule's name and words.
    pub prelude: String,
    /// None for an at-rule without a block.
    pub block: Option<Block>,
}

#[derive(Clone, PartialEq, Debug, Default)]
pub struct Block {
    pub declarations: Declarations,
    pub rules: Vec<Rule>,
}

impl Rule {
    /// The same text for rules that say the same.
    pub fn print(&self) -> String {
        let Some(block) = &self.block else { return format!("{};", self.prelude) };
        let declarations = print_declarations(&block.declarations);
        let rules: Vec<String> = block.rules.iter().map(Rule::print).collect();
        format!("{} {{ {declarations} {} }}", self.prelude, rules.join(" "))
    }

    /// Whether its block holds rules and no declarations.
    pub fn is_group(&self) -> bool {
        let name = self.prelude.split([' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
        ["@media", "@supports", "@layer", "@container", "@scope", "@starting-style"].contains(&name.as_str())
            || name.ends_with("keyframes")
    }
}

pub fn print_declarations(declarations: &Declarations) -> String {
    let print = |(name, (value, important)): (&String, &(String, bool))| {
        format!("{name}: {value}{};", if *important { " !important" } else { "" })
    };
    declarations.iter().map(print).collect::<Vec<_>>().join(" ")
}

/// The top-level rules of a sheet.
pub fn rules(text: &str) -> Vec<Rule> {
    let mut reader = Reader { rest: text };
    let mut rules = Vec::new();
    while reader.skip_blank() {
        let prelude = reader.until(&['{', ';'], |prelude| prelude.starts_with('@'));
        let is_at_rule = prelude.starts_with('@');
        match reader.take() {
            Some('{') => {
                let block = read_block(reader.block());
                rules.push(Rule { prelude: plain(&prelude), block: Some(block) });
            }
            _ if is_at_rule => rules.push(Rule { prelude: plain(&prelude), block: None }),
            // A selector without a block is no rule.
            _ => {}
        }
    }
    // To a browser this is a mark of the encoding and not a rule.
    rules.retain(|rule| !rule.prelude.to_ascii_lowercase().starts_with("@charset"));
    rules
}

fn read_block(text: &str) -> Block {
    let mut reader = Reader { rest: text };
    let mut block = Block::default();
    while reader.skip_blank() {
        if reader.rest.starts_with(';') {
            reader.take();
            continue;
        }
        let is_custom = reader.rest.starts_with("--");
        let ends: &[char] = if is_custom { &[';'] } else { &['{', ';'] };
        let part = reader.until(ends, |_| true);
        match reader.take() {
            Some('{') => {
                let inner = read_block(reader.block());
                block.rules.push(Rule { prelude: plain(&part), block: Some(inner) });
            }
            _ if part.starts_with('@') => block.rules.push(Rule { prelude: plain(&part), block: None }),
            _ => declare(&mut block.declarations, &part),
        }
    }
    block
}

/// The declarations of a style attribute.
pub fn declarations(text: &str) -> Declarations {
    let mut declarations = Declarations::new();
    let mut reader = Reader { rest: text };
    while reader.skip_blank() {
        let part = reader.until(&[';'], |_| true);
        reader.take();
        declare(&mut declarations, &part);
    }
    declarations
}

fn declare(declarations: &mut Declarations, part: &str) {
    let Some((name, value)) = part.split_once(':') else { return };
    let value = plain(value);
    let (value, important) = match value.rsplit_once('!') {
        Some((value, word)) if word.trim().eq_ignore_ascii_case("important") => (value.trim(), true),
        _ => (value.as_str(), false),
    };
    set(declarations, name.trim(), value, important);
}

/// Sets one property as a browser's declaration block does.
pub fn set(declarations: &mut Declarations, name: &str, value: &str, important: bool) {
    let name = if name.starts_with("--") { name.to_owned() } else { name.to_ascii_lowercase() };
    if name.is_empty() {
        return;
    }
    let value = plain(value);
    let Some(sides) = sides(&name, &value) else {
        declarations.insert(name, (value, important));
        return;
    };
    for (side, value) in sides {
        declarations.insert(side, (value, important));
    }
}

pub fn remove(declarations: &mut Declarations, name: &str) {
    let name = if name.starts_with("--") { name.to_owned() } else { name.to_ascii_lowercase() };
    declarations.remove(&name);
    for side in ["top", "right", "bottom", "left"] {
        if name == "margin" || name == "padding" {
            declarations.remove(&format!("{name}-{side}"));
        }
    }
}

/// `margin: 1px 2px` as its four sides.
fn sides(name: &str, value: &str) -> Option<[(String, String); 4]> {
    if name != "margin" && name != "padding" {
        return None;
    }
    let parts: Vec<&str> = value.split(' ').collect();
    if value.contains('(') || !(1..=4).contains(&parts.len()) {
        return None;
    }
    let part = |wanted: [usize; 3]| {
        let index = wanted.into_iter().find(|index| *index < parts.len()).unwrap_or(0);
        parts[index].to_owned()
    };
    Some([
        (format!("{name}-top"), part([0, 0, 0])),
        (format!("{name}-right"), part([1, 0, 0])),
        (format!("{name}-bottom"), part([2, 0, 0])),
        (format!("{name}-left"), part([3, 1, 0])),
    ])
}

/// Without comments, and with runs of white space as one space.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut reader = Reader { rest: text };
    while let Some(step) = reader.step() {
        if step.starts_with("/*") {
            continue;
        }
        let is_blank = step.chars().all(char::is_whitespace);
        match (is_blank, out.ends_with(' ')) {
            (true, false) => out.push(' '),
            (true, true) => {}
            (false, _) => out.push_str(step),
        }
    }
    out.trim().to_owned()
}

/// Goes over a text by whole strings, comments and escapes.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    /// The next character, or the whole string, comment or escape that begins here.
    fn step(&mut self) -> Option<&'a str> {
        let first = self.rest.chars().next()?;
        let length = match first {
            '"' | '\'' => end_of_string(self.rest, first),
            '/' if self.rest.starts_with("/*") => {
                self.rest[2..].find("*/").map_or(self.rest.len(), |end| end + 4)
            }
            '\\' => 1 + self.rest[1..].chars().next().map_or(0, char::len_utf8),
            _ => first.len_utf8(),
        };
        let (step, rest) = self.rest.split_at(length);
        self.rest = rest;
        Some(step)
    }

    fn take(&mut self) -> Option<char> {
        let first = self.rest.chars().next()?;
        self.rest = &self.rest[first.len_utf8()..];
        Some(first)
    }

    /// Skips white space, comments and the marks of old HTML; false at the end.
    fn skip_blank(&mut self) -> bool {
        loop {
            let before = self.rest;
            self.rest = self.rest.trim_start();
            for mark in ["<!--", "-->"] {
                self.rest = self.rest.strip_prefix(mark).unwrap_or(self.rest);
            }
            if self.rest.starts_with("/*") {
                self.step();
            }
            if self.rest.len() == before.len() {
                return !self.rest.is_empty();
            }
        }
    }

    /// The text up to one of the ends that stands in no bracket. A semicolon ends it only where `may_end` says so.
    fn until(&mut self, ends: &[char], may_end: impl Fn(&str) -> bool) -> String {
        let mut out = String::new();
        let mut depth = 0_usize;
        while let Some(next) = self.rest.chars().next() {
            let is_end = depth == 0 && ends.contains(&next) && (next != ';' || may_end(out.trim_start()));
            if is_end {
                break;
            }
            match next {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            out.push_str(self.step().unwrap_or_default());
        }
        out.trim().to_owned()
    }

    /// The inside of the block whose brace was just taken, and goes behind it.
    fn block(&mut self) -> &'a str {
        let whole = self.rest;
        let mut depth = 1_usize;
        while let Some(next) = self.rest.chars().next() {
            match next {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                let inside = &whole[..whole.len() - self.rest.len()];
                self.take();
                return inside;
            }
            self.step();
        }
        whole
    }
}

fn end_of_string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (place, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            // A string that is not closed ends with its line.
            '\n' => return place,
            letter if letter == quote => return place + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_told_apart() {
        let check = |text: &str, expected: &[&str]| {
            let printed: Vec<String> = rules(text).iter().map(Rule::print).collect();
            assert_eq!(printed, expected, "{text}");
        };
        check(".a{color:red}.b{}", &[".a { color: red;  }", ".b {   }"]);
        check("@import url(a;b);/* x */ .a { }", &["@import url(a;b);", ".a {   }"]);
        check("@charset \"utf-8\"; .a::before { content: \"}{\"; }", &[".a::before { content: \"}{\";  }"]);
        check("@media x { .a { top: 1px } }", &["@media x {  .a { top: 1px;  } }"]);
        check("not a rule", &[]);
        check(
            ".a { margin: 1px 2px !important",
            &[
                ".a { margin-bottom: 1px !important; margin-left: 2px !important; margin-right: 2px !important; margin-top: 1px !important;  }",
            ],
        );
        check("a;b { top: 0 }", &["a;b { top: 0;  }"]);
    }
}
