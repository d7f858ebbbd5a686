//! What was typed into a masked field, wherever it comes again.

use super::rewrite::is_keyword;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use events::TabId;
use memchr::memmem;
use std::collections::HashMap;

/// Shorter words are no secret that could be told from others.
const SHORTEST: usize = 6;
/// More than a person types into the secret fields of one session.
const MOST: usize = 200;

/// A field of a tab.
type Field = (TabId, u64);

#[derive(Default)]
pub(super) struct Echoes {
    /// What each field held last.
    last: HashMap<Field, String>,
    words: Vec<String>,
    patterns: Vec<Vec<u8>>,
}

impl Echoes {
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    pub fn learn(&mut self, field: Field, value: &str) {
        let before = self.last.insert(field, value.to_owned()).unwrap_or_default();
        let value = value.trim();
        if value.chars().count() < SHORTEST
            || is_keyword(value)
            || self.words.iter().any(|word| word == value)
        {
            return;
        }
        // Letter by letter only the whole word counts.
        if value.starts_with(&*before) {
            self.words.retain(|word| *word != before);
        }
        if self.words.len() < MOST {
            self.words.push(value.to_owned());
            self.patterns = self.words.iter().flat_map(|word| patterns(word)).collect();
            self.patterns.sort_by_key(|pattern| std::cmp::Reverse(pattern.len()));
            self.patterns.dedup();
        }
    }

    /// The JSON text with every echo masked; None where there is none.
    pub fn mask(&self, raw: &[u8]) -> Option<Vec<u8>> {
        let mut places: Vec<(usize, usize)> = Vec::new();
        for pattern in &self.patterns {
            places.extend(memmem::find_iter(raw, pattern).map(|at| (at, at + pattern.len())));
        }
        places.sort_unstable();
        retain_inside_strings(raw, &mut places);
        if places.is_empty() {
            return None;
        }
        let mut written = Vec::with_capacity(raw.len());
        let mut at = 0;
        for (from, until) in places {
            let from = from.max(at);
            if from >= until {
                continue;
            }
            written.extend_from_slice(raw.get(at..from)?);
            written.resize(written.len() + until - from, b'*');
            at = until;
        }
        written.extend_from_slice(raw.get(at..)?);
        Some(written)
    }
}

/// A word in the ways in which it stands in JSON texts.
fn patterns(word: &str) -> Vec<Vec<u8>> {
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let is_number =
        digits.len() >= SHORTEST && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'));
    let mut forms = vec![word.to_owned()];
    if is_number {
        forms.push(digits);
    }
    let mut patterns = Vec::new();
    for form in forms {
        let json = escaped(&form, false);
        let ascii = escaped(&form, true);
        // A body of JSON is a string in a string.
        patterns.extend([escaped(&json, false), escaped(&ascii, false)]);
        for kept in [UNRESERVED, COMPONENT, &[]] {
            for blank in ["%20", "+"] {
                let text = percent(&form, blank, kept);
                patterns.extend([lower_escapes(&text), text]);
            }
        }
        patterns.extend([json, ascii]);
        let bytes = form.as_bytes();
        patterns.extend(base64s(bytes));
    }
    patterns.sort();
    patterns.dedup();
    patterns.into_iter().filter(|pattern| pattern.len() >= SHORTEST).map(String::into_bytes).collect()
}

/// As the inside of a JSON string.
fn escaped(text: &str, only_ascii: bool) -> String {
    let quoted = serde_json::to_string(text).unwrap_or_default();
    let inside = quoted.get(1..quoted.len().saturating_sub(1)).unwrap_or_default();
    if !only_ascii {
        return inside.to_owned();
    }
    let mut units = [0; 2];
    inside.chars().fold(String::new(), |mut all, c| {
        if c.is_ascii() {
            all.push(c);
        } else {
            c.encode_utf16(&mut units).iter().for_each(|unit| all.push_str(&format!("\\u{unit:04x}")));
        }
        all
    })
}

/// What stays as it is, besides letters and figures: by the standard, and in `encodeURIComponent`. Nothing: all is encoded.
const UNRESERVED: &[u8] = b"-_.~";
const COMPONENT: &[u8] = b"-_.~!*'()";

fn percent(text: &str, blank: &str, kept: &[u8]) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        match byte {
            b' ' => all.push_str(blank),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' if !kept.is_empty() => all.push(char::from(byte)),
            _ if kept.contains(&byte) => all.push(char::from(byte)),
            _ => all.push_str(&format!("%{byte:02X}")),
        }
        all
    })
}

/// `%C3` as `%c3`.
fn lower_escapes(text: &str) -> String {
    let mut parts = text.split('%');
    let mut lower = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (escape, rest) = part.split_at_checked(2).unwrap_or((part, ""));
        lower.push('%');
        lower.push_str(&escape.to_ascii_lowercase());
        lower.push_str(rest);
    }
    lower
}

/// What of it stands in base64 whatever stands before and behind it.
fn base64s(bytes: &[u8]) -> Vec<String> {
    (0..3)
        .filter_map(|before| {
            let shifted: Vec<u8> = std::iter::repeat_n(0, before).chain(bytes.iter().copied()).collect();
            let whole = shifted.len() / 3 * 3;
            let text = STANDARD.encode(shifted.get(..whole)?);
            // The first characters hold bits of what stands before.
            let skipped = [0, 2, 3].get(before).copied().unwrap_or(0);
            Some(text.get(skipped..)?.to_owned())
        })
        .collect()
}

/// Keeps the places that are inside a string, and not in the middle of an escape. They come in order.
fn retain_inside_strings(raw: &[u8], places: &mut Vec<(usize, usize)>) {
    let mut inside = false;
    let mut at = 0;
    places.retain(|&(from, _)| {
        while at < from {
            match raw.get(at) {
                Some(b'"') => inside = !inside,
                // What it escapes belongs to it.
                Some(b'\\') if inside => at += 1,
                _ => {}
            }
            at += 1;
        }
        inside && at == from
    });
}
