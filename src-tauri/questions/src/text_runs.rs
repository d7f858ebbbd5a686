//! Every text that ever stood on a page, with the intervals in which it stood there.

use crate::words::{is_silent, plain};
use crate::{Step, Watcher};
use dom::{Document, FormValue, NodeData, NodeKey};
use events::Timestamp;
use hashbrown::{HashMap, HashSet};
use std::borrow::Cow;
use std::sync::Arc;

/// One text, however often and in however many places it stood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// With one blank between words.
    pub text: Arc<str>,
    /// What a person typed, or what a control held.
    pub typed: bool,
    /// From, and up to and without; None where it stood to the end.
    pub spans: Vec<(Timestamp, Option<Timestamp>)>,
    /// The node where it stood first.
    pub page: u32,
    pub key: NodeKey,
}

impl Run {
    /// Whether it stood for less than so long once, and when.
    pub fn flashes(&self, shorter_us: i64) -> impl Iterator<Item = (Timestamp, Timestamp)> + '_ {
        let over = self.spans.iter().filter_map(|&(from, until)| Some((from, until?)));
        over.filter(move |(from, until)| until.0 - from.0 < shorter_us)
    }

    /// Whether all these words are in it; each is plain text.
    pub fn has(&self, words: &[String]) -> bool {
        let text = plain(&self.text);
        words.iter().all(|word| text.contains(word.as_str()))
    }
}

/// Follows one tab.
#[derive(Default)]
pub struct TextRuns {
    runs: Vec<Run>,
    /// How often each stands there now.
    standing: Vec<usize>,
    numbers: HashMap<Arc<str>, usize>,
    /// Of what controls held.
    typed: HashMap<Arc<str>, usize>,
    /// What stands where.
    places: HashMap<NodeKey, usize>,
}

impl TextRuns {
    pub fn new() -> TextRuns {
        TextRuns::default()
    }

    /// In the order in which they first stood there.
    pub fn finish(self) -> Vec<Run> {
        self.runs
    }

    fn number(&mut self, typed: bool, text: &str, page: u32, key: NodeKey) -> usize {
        let numbers = if typed { &mut self.typed } else { &mut self.numbers };
        if let Some(&number) = numbers.get(text) {
            return number;
        }
        let text: Arc<str> = Arc::from(text);
        let number = self.runs.len();
        numbers.insert(text.clone(), number);
        self.runs.push(Run { text, typed, spans: Vec::new(), page, key });
        self.standing.push(0);
        number
    }

    fn follow(&mut self, step: &Step<'_>) {
        let mut changed: HashSet<usize> = HashSet::new();
        if step.new_page {
            for (_, number) in self.places.drain() {
                if let Some(standing) = self.standing.get_mut(number) {
                    *standing = 0;
                }
                changed.insert(number);
            }
        }
        let mut asked: Vec<NodeKey> = Vec::new();
        for (key, before, now) in step.changes() {
            asked.push(key);
            // A textarea's text is its value; what a script or style element holds is no text.
            for node in [before, now].into_iter().flatten() {
                if let (NodeData::Text(_), Some(parent)) = (&node.data, node.parent)
                    && is_field(step.document, parent)
                {
                    asked.push(parent);
                }
            }
        }
        // In the order of their numbers, so that texts of one moment always come in the same order.
        asked.sort_unstable();
        asked.dedup();
        for key in asked {
            if let Some(number) = self.places.remove(&key) {
                if let Some(standing) = self.standing.get_mut(number) {
                    *standing -= 1;
                }
                changed.insert(number);
            }
            if let Some((typed, text)) = stands(step.document, key) {
                let number = self.number(typed, &text, step.page(), key);
                self.places.insert(key, number);
                if let Some(standing) = self.standing.get_mut(number) {
                    *standing += 1;
                }
                changed.insert(number);
            }
        }
        for number in changed {
            let is_there = self.standing.get(number).is_some_and(|&count| count > 0);
            let Some(run) = self.runs.get_mut(number) else { continue };
            match run.spans.last_mut().filter(|(_, until)| until.is_none()) {
                Some((_, until)) if !is_there => *until = Some(step.at),
                None if is_there => run.spans.push((step.at, None)),
                _ => {}
            }
        }
        // What came and went in one moment was never to be seen: such a run has no interval yet, and may get one later.
    }
}

impl Watcher for TextRuns {
    fn step(&mut self, step: &Step<'_>) {
        self.follow(step);
    }
}

/// What a node shows: (whether it is a control's value, one blank between words).
pub fn stands(document: &Document, key: NodeKey) -> Option<(bool, Cow<'_, str>)> {
    let node = document.node(key)?;
    let (typed, text) = match &node.data {
        NodeData::Text(text) if !is_silent(document, node) && !is_in_textarea(document, node) => {
            (false, Cow::Borrowed(text.as_str()))
        }
        NodeData::Element(element) if element.is_html("textarea") || is_text_input(element) => {
            match document.form_value(key)? {
                FormValue::Value(value) => (true, Cow::Owned(value.to_string())),
                _ => return None,
            }
        }
        _ => return None,
    };
    let text = one_blank(text);
    (!text.is_empty()).then_some((typed, text))
}

/// One blank between words; most texts are so.
fn one_blank(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_so = |text: &str| {
        let mut after_blank = true;
        let plain = text.chars().all(|c| {
            let is_blank = c.is_whitespace();
            let is_plain = !is_blank || c == ' ' && !after_blank;
            after_blank = is_blank;
            is_plain
        });
        plain && (text.is_empty() || !after_blank)
    };
    if is_so(&text) {
        return text;
    }
    Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn is_field(document: &Document, key: NodeKey) -> bool {
    let element = document.node(key).and_then(dom::Node::element);
    element.is_some_and(|element| element.is_html("textarea"))
}

fn is_text_input(element: &dom::Element) -> bool {
    const SILENT: &[&str] = &["hidden", "checkbox", "radio", "file", "color", "range", "image"];
    let kind = element.attribute("type").map(|kind| kind.to_ascii_lowercase()).unwrap_or_default();
    element.is_html("input") && !SILENT.contains(&&*kind)
}

/// It is the value that the control shows.
fn is_in_textarea(document: &Document, node: &dom::Node) -> bool {
    node.parent.is_some_and(|parent| is_field(document, parent))
}
