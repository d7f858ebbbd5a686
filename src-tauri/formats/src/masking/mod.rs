//! Masks what must not be written: values of fields, and what else repeats them.
//!
//! Events are looked at as decoded; only one that holds something to mask is taken apart as JSON and written anew. What
//! was typed into such a field is then masked wherever it comes again: in the body of a request, an address, a console
//! line, plain or percent-encoded or in base64.

mod echoes;
mod rewrite;
#[cfg(test)]
mod tests;

use crate::Decoded;
use echoes::Echoes;
use events::{AttributeValue, EventKind, SnapshotTree, TabId, TreeElement, TreeNodeKind};
use rewrite::Rewrite;
use std::collections::{HashMap, HashSet};

/// What is masked in the events of a recording.
#[derive(Clone, Copy, Debug)]
pub struct MaskRules {
    /// Whether a field is for something secret, by its type, its `autocomplete` and the words in its names.
    pub is_secret: fn(kind: &str, autocomplete: &str, words: &str) -> bool,
    /// Values of such fields.
    pub secrets: bool,
    /// Values of all fields that one types into or chooses from.
    pub inputs: bool,
    /// All text of pages.
    pub texts: bool,
    /// Pictures of pages.
    pub images: bool,
}

impl MaskRules {
    fn is_any(&self) -> bool {
        self.secrets || self.inputs || self.texts || self.images
    }

    /// A field's value must not be written.
    fn takes(&self, tag: &str, of: &dyn Fn(&str) -> String) -> bool {
        if !matches!(tag, "input" | "textarea" | "select") {
            return false;
        }
        let kind = of("type").to_ascii_lowercase();
        if matches!(kind.as_str(), "checkbox" | "radio" | "submit" | "button" | "hidden" | "reset" | "image")
        {
            return false;
        }
        let words = || ["name", "id", "placeholder", "aria-label"].map(of).join(" ");
        self.inputs || (self.secrets && (self.is_secret)(&kind, &of("autocomplete"), &words()))
    }
}

/// What is known of a tab's page.
#[derive(Default)]
struct Page {
    /// Fields whose values are masked, and the texts in them.
    fields: HashSet<u64>,
    /// What stands in scripts and style sheets, which is no text of the page.
    code: HashSet<u64>,
}

/// Goes with the events of one recording, in their order.
pub struct Masker {
    rules: MaskRules,
    pages: HashMap<TabId, Page>,
    echoes: Echoes,
}

impl Masker {
    pub fn new(rules: MaskRules) -> Masker {
        Masker { rules, pages: HashMap::new(), echoes: Echoes::default() }
    }

    /// From here on.
    pub fn set_rules(&mut self, rules: MaskRules) {
        self.rules = rules;
    }

    /// The event as it may be written; None where that is as it is. `parts` is what it decodes to.
    pub fn mask(&mut self, tab: TabId, parts: &[Decoded], raw: &[u8]) -> Option<Vec<u8>> {
        if !self.rules.is_any() {
            return None;
        }
        let mut must = false;
        for part in parts {
            must |= self.look(tab, &part.kind);
        }
        let packed = !self.echoes.is_empty() && is_packed(raw);
        let mut written = None;
        if must || packed {
            let page = self.pages.entry(tab).or_default();
            let mut rewrite = Rewrite::new(&self.rules, page);
            written = rewrite.event(raw);
            for (field, value) in rewrite.into_taken() {
                self.echoes.learn((tab, field), &value);
            }
        }
        if let Some(again) = self.echoes.mask(written.as_deref().unwrap_or(raw)) {
            written = Some(again);
        }
        written
    }

    /// Learns of fields; whether the event holds something to mask.
    fn look(&mut self, tab: TabId, kind: &EventKind) -> bool {
        match kind {
            EventKind::FullSnapshot(snapshot) => {
                *self.pages.entry(tab).or_default() = Page::default();
                self.look_at_tree(tab, &snapshot.tree)
            }
            EventKind::Mutation(mutation) => {
                let mut must = false;
                for add in &mutation.adds {
                    must |= self.look_at_tree(tab, &add.tree);
                }
                let secrets = self.rules.secrets || self.rules.inputs;
                let page = self.pages.entry(tab).or_default();
                for change in &mutation.attributes {
                    let now = |wanted: &str| {
                        change.entries.iter().find_map(|(name, value)| match value {
                            AttributeValue::Set(text) if name.as_str() == wanted => Some(text.as_str()),
                            _ => None,
                        })
                    };
                    let becomes = now("type").is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
                        || now("autocomplete").is_some_and(|told| (self.rules.is_secret)("", told, ""));
                    if secrets && becomes {
                        page.fields.insert(change.id.0);
                    }
                    must |= page.fields.contains(&change.id.0) && now("value").is_some_and(is_open);
                    must |= self.rules.images
                        && change.entries.iter().any(|(name, value)| {
                            matches!(name.as_str(), "src" | "srcset" | "poster")
                                || matches!(value, AttributeValue::Picture(_))
                        });
                }
                must |= mutation
                    .texts
                    .iter()
                    .any(|text| page.fields.contains(&text.id.0) && is_open(&text.value));
                must |= self.rules.texts
                    && mutation
                        .texts
                        .iter()
                        .any(|text| !page.code.contains(&text.id.0) && is_open(&text.value));
                must
            }
            EventKind::Input { target, value, .. } => {
                let page = self.pages.entry(tab).or_default();
                // A card's number is one in whatever field it is typed.
                if self.rules.secrets && is_card(value) {
                    page.fields.insert(target.0);
                }
                page.fields.contains(&target.0) && is_open(value)
            }
            _ => false,
        }
    }

    fn look_at_tree(&mut self, tab: TabId, tree: &SnapshotTree) -> bool {
        let rules = self.rules;
        let page = self.pages.entry(tab).or_default();
        let mut must = false;
        for node in &tree.nodes {
            match &node.kind {
                TreeNodeKind::Element(element) => {
                    let Some(id) = node.id else { continue };
                    if matches!(&*element.tag, "input" | "textarea" | "select")
                        && rules.takes(&element.tag, &|name| attribute(element, name))
                    {
                        page.fields.insert(id.0);
                        let live = element.extra.as_ref().and_then(|extra| extra.value.as_deref());
                        must |= live.is_some_and(is_open) || is_open(&attribute(element, "value"));
                    }
                    must |= rules.images
                        && matches!(&*element.tag, "img" | "canvas" | "source" | "video" | "image");
                }
                TreeNodeKind::Text(text) => {
                    let parent = node.parent.and_then(|at| tree.nodes.get(at as usize));
                    let (of, inside) = match parent.map(|parent| (&parent.kind, parent.id)) {
                        Some((TreeNodeKind::Element(element), id)) => (&*element.tag, id),
                        _ => ("", None),
                    };
                    if inside.is_some_and(|id| page.fields.contains(&id.0)) {
                        page.fields.extend(node.id.map(|id| id.0));
                        must |= is_open(text);
                    } else if matches!(of, "script" | "style") {
                        page.code.extend(node.id.map(|id| id.0));
                    } else {
                        must |= rules.texts && is_open(text);
                    }
                }
                _ => {}
            }
        }
        must
    }
}

fn attribute(element: &TreeElement, name: &str) -> String {
    let found = element.attributes.iter().find(|(other, _)| other.as_str() == name);
    found.map(|(_, value)| value.to_string()).unwrap_or_default()
}

/// Whether a value still says something.
fn is_open(value: &str) -> bool {
    value.chars().any(|c| !c.is_whitespace() && !matches!(c, '*' | '•' | '●'))
}

/// PostHog's way of writing parts of an event.
fn is_packed(raw: &[u8]) -> bool {
    memchr::memmem::find(raw, b"\"cv\"").is_some()
}

/// As long as they are, so that typing is still seen as typing.
fn masked(value: &str) -> String {
    value.chars().map(|c| if c.is_whitespace() { c } else { '*' }).collect()
}

/// 13 to 19 digits that the check digit is right of.
fn is_card(value: &str) -> bool {
    if !value.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-')) {
        return false;
    }
    let digits: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, twice) if twice > 9 => twice - 9,
            (_, twice) => twice,
        })
        .sum();
    (13..=19).contains(&digits.len()) && sum.is_multiple_of(10) && digits.iter().any(|&digit| digit > 0)
}
