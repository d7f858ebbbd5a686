//! Edits of single declarations in the text of a `style` attribute or of a rule.

use crate::shorthand::{covers, expand, longhands};
use events::StyleDiff;
use hashbrown::HashSet;
use std::borrow::Cow;

/// Declarations times changes that are compared one by one: a thousand of each.
const MAX_COMPARISONS: usize = 1_000_000;

/// One declaration. Names of custom properties keep their case, the others are lower-cased.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Declaration<'a> {
    pub name: Cow<'a, str>,
    pub value: Cow<'a, str>,
    pub important: bool,
}

/// The text after the changes, in the order in which a browser's declaration block would have them: what is set again
/// keeps its place unless a later shorthand would hide it, what is new comes last.
pub(crate) fn apply(text: &str, diffs: &[StyleDiff]) -> String {
    let mut block = Block { list: declarations(text) };
    if block.list.len().saturating_mul(diffs.len()) > MAX_COMPARISONS {
        return append(block.list, diffs);
    }
    let names: Vec<Cow<'_, str>> = diffs.iter().map(|diff| canonical_name(&diff.property)).collect();
    let changed: HashSet<&str> = names.iter().map(|name| &**name).collect();
    for (diff, name) in diffs.iter().zip(&names) {
        match diff.value.as_ref().map(|value| value.trim()).filter(|value| !value.is_empty()) {
            Some(value) => block.set(name.clone(), value, diff.important, &changed),
            None => block.remove(name, &changed),
        }
    }
    write(&block.list)
}

/// For blocks that no page has: what comes later wins, so appending says nearly the same without looking back.
fn append<'a>(mut list: Vec<Declaration<'a>>, diffs: &'a [StyleDiff]) -> String {
    list.extend(diffs.iter().map(|diff| Declaration {
        name: canonical_name(&diff.property),
        value: Cow::Borrowed(diff.value.as_deref().map_or("revert-layer", str::trim)),
        important: diff.important,
    }));
    write(&list)
}

pub(crate) fn write(list: &[Declaration<'_>]) -> String {
    let mut text = String::new();
    for declaration in list {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&declaration.name);
        text.push_str(": ");
        text.push_str(&declaration.value);
        if declaration.important {
            text.push_str(" !important");
        }
        text.push(';');
    }
    text
}

struct Block<'a> {
    list: Vec<Declaration<'a>>,
}

impl<'a> Block<'a> {
    fn set(&mut self, name: Cow<'a, str>, value: &'a str, important: bool, changed: &HashSet<&str>) {
        if longhands(&name).is_some() {
            self.list.retain(|known| !covers(&name, &known.name));
        }
        // An important shorthand would win over the new declaration, which a browser's block would not let it.
        if !important {
            self.open_shorthands(&name, changed, |shorthand| shorthand.important);
        }
        let place = self.list.iter().rposition(|known| known.name == name);
        let hidden_by_later =
            |place: usize| self.list.iter().skip(place + 1).any(|known| covers(&known.name, &name));
        let place = place.filter(|&place| !hidden_by_later(place));
        let declaration = Declaration { name, value: Cow::Borrowed(value), important };
        match place {
            Some(place) => {
                if let Some(known) = self.list.get_mut(place) {
                    *known = declaration.clone();
                }
                let mut index = 0;
                self.list.retain(|known| {
                    index += 1;
                    index - 1 == place || known.name != declaration.name
                });
            }
            None => {
                self.list.retain(|known| known.name != declaration.name);
                self.list.push(declaration);
            }
        }
    }

    fn remove(&mut self, name: &str, changed: &HashSet<&str>) {
        self.list.retain(|known| known.name != name && !covers(name, &known.name));
        self.open_shorthands(name, changed, |_| true);
        if let Some(important) =
            self.list.iter().find(|known| covers(&known.name, name)).map(|known| known.important)
        {
            // A shorthand we cannot take apart: rolling the longhand back to the sheets is what its removal does.
            self.list.push(Declaration {
                name: Cow::Owned(name.to_owned()),
                value: Cow::Borrowed("revert-layer"),
                important,
            });
        }
    }

    /// Writes shorthands that cover `name` as their longhands, without `name` itself. One of which every longhand
    /// changes in the same diff is simply dropped.
    fn open_shorthands(
        &mut self,
        name: &str,
        changed: &HashSet<&str>,
        which: impl Fn(&Declaration<'_>) -> bool,
    ) {
        let mut index = 0;
        while let Some(known) = self.list.get(index) {
            let below = longhands(&known.name).filter(|below| below.contains(&name) && which(known));
            let Some(below) = below else {
                index += 1;
                continue;
            };
            let opened: Vec<Declaration<'a>> = if below.iter().all(|longhand| changed.contains(longhand)) {
                Vec::new()
            } else if let Some(opened) = expand(&known.name, &known.value) {
                let important = known.important;
                opened
                    .into_iter()
                    .filter(|(longhand, _)| *longhand != name)
                    .map(|(longhand, value)| Declaration {
                        name: Cow::Borrowed(longhand),
                        value: Cow::Owned(value),
                        important,
                    })
                    .collect()
            } else {
                index += 1;
                continue;
            };
            let count = opened.len();
            self.list.splice(index..=index, opened);
            index += count;
        }
    }
}

pub(crate) fn canonical_name(name: &str) -> Cow<'_, str> {
    if name.starts_with("--") || !name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(name.to_ascii_lowercase())
    }
}

/// The declarations of a block's text, comments left out. What is no declaration is dropped, as a browser drops it.
pub(crate) fn declarations(text: &str) -> Vec<Declaration<'_>> {
    let mut list = Vec::new();
    for part in split(text, b';') {
        let part = strip_comments(part);
        let Some((name, value)) = divide(part) else { continue };
        let (value, important) = split_important(value);
        list.push(Declaration { name, value, important });
    }
    list
}

fn divide(part: Cow<'_, str>) -> Option<(Cow<'_, str>, Cow<'_, str>)> {
    let (name, value) = match part {
        Cow::Borrowed(part) => {
            let (name, value) = part.split_once(':')?;
            (canonical_name(name.trim()), Cow::Borrowed(value.trim()))
        }
        Cow::Owned(part) => {
            let (name, value) = part.split_once(':')?;
            (Cow::Owned(canonical_name(name.trim()).into_owned()), Cow::Owned(value.trim().to_owned()))
        }
    };
    (!name.is_empty()).then_some((name, value))
}

fn split_important(value: Cow<'_, str>) -> (Cow<'_, str>, bool) {
    let Some(bang) = value.rfind('!') else { return (value, false) };
    let is_important =
        value.get(bang + 1..).is_some_and(|word| word.trim().eq_ignore_ascii_case("important"));
    if !is_important {
        return (value, false);
    }
    let end = value.get(..bang).map_or(0, |before| before.trim_end().len());
    match value {
        Cow::Borrowed(value) => (Cow::Borrowed(value.get(..end).unwrap_or_default()), true),
        Cow::Owned(mut value) => {
            value.truncate(end);
            (Cow::Owned(value), true)
        }
    }
}

fn strip_comments(part: &str) -> Cow<'_, str> {
    if !part.contains("/*") {
        return Cow::Borrowed(part);
    }
    let mut kept = String::with_capacity(part.len());
    let mut at = 0;
    for range in comments(part) {
        kept.push_str(part.get(at..range.start).unwrap_or_default());
        at = range.end;
    }
    kept.push_str(part.get(at..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Where comments stand outside of strings.
fn comments(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut found = Vec::new();
    let mut scan = Scan::default();
    for (index, byte) in text.bytes().enumerate() {
        let was = scan.comment;
        scan.step(byte);
        match (was, scan.comment) {
            (None, Some(_)) => found.push(index.saturating_sub(1)..text.len()),
            (Some(_), None) => {
                if let Some(last) = found.last_mut() {
                    last.end = index + 1;
                }
            }
            _ => {}
        }
    }
    found
}

/// The parts of `text` between separators that stand outside of strings, comments, parentheses, brackets and braces.
pub(crate) fn split(text: &str, separator: u8) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut scan = Scan::default();
    let mut start = 0;
    for (index, byte) in text.bytes().enumerate() {
        if byte == separator && scan.is_outside() {
            parts.push(text.get(start..index).unwrap_or_default());
            start = index + 1;
        }
        scan.step(byte);
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

/// Where a position stands, byte by byte. All bytes that matter are ASCII, so UTF-8 needs no decoding.
#[derive(Default)]
struct Scan {
    quote: Option<u8>,
    /// Inside a comment; the byte before, to see its end.
    comment: Option<u8>,
    depth: usize,
    is_escaped: bool,
    before: u8,
}

impl Scan {
    fn is_outside(&self) -> bool {
        self.quote.is_none() && self.comment.is_none() && self.depth == 0 && !self.is_escaped
    }

    fn step(&mut self, byte: u8) {
        let before = std::mem::replace(&mut self.before, byte);
        if let Some(last) = self.comment {
            self.comment = if last == b'*' && byte == b'/' { None } else { Some(byte) };
            if self.comment.is_none() {
                self.before = 0;
            }
            return;
        }
        if self.is_escaped {
            self.is_escaped = false;
            return;
        }
        if byte == b'\\' {
            self.is_escaped = true;
            return;
        }
        if let Some(quote) = self.quote {
            if byte == quote {
                self.quote = None;
            }
            return;
        }
        match byte {
            b'"' | b'\'' => self.quote = Some(byte),
            b'(' | b'[' | b'{' => self.depth += 1,
            b')' | b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            b'*' if before == b'/' => self.comment = Some(0),
            _ => {}
        }
    }
}
