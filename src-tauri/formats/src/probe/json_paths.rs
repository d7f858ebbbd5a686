//! The paths of members at the beginning of a JSON text, such as `log.entries[].request`: the shape of a format.

use std::collections::BTreeSet;

/// Deeper members are not looked at.
const MAX_DEPTH: usize = 7;
/// A shape has few paths; a file with names made from data has endlessly many.
const MAX_PATHS: usize = 2_000;

#[derive(Default)]
pub(super) struct JsonPaths {
    paths: BTreeSet<String>,
}

enum Level {
    Array,
    /// Holds the member that is being read.
    Object(String),
}

impl JsonPaths {
    /// Reads as far as the text goes. It may end anywhere, and may hold several values.
    pub(super) fn of(head: &[u8]) -> JsonPaths {
        let mut found = JsonPaths::default();
        let mut levels: Vec<Level> = Vec::new();
        let mut at = 0;
        // In an object, whether the next string is a name.
        let mut wants_name = false;
        while let Some(&byte) = head.get(at) {
            at += 1;
            match byte {
                b'{' | b'[' => {
                    levels.push(if byte == b'{' { Level::Object(String::new()) } else { Level::Array });
                    found.note(&levels);
                    wants_name = byte == b'{';
                }
                b'}' | b']' => {
                    levels.pop();
                    wants_name = false;
                }
                b',' => wants_name = matches!(levels.last(), Some(Level::Object(_))),
                b'"' => {
                    let rest = head.get(at..).unwrap_or_default();
                    let Some(length) = string_length(rest) else { break };
                    if wants_name {
                        let name = String::from_utf8_lossy(rest.get(..length).unwrap_or_default());
                        if let Some(Level::Object(member)) = levels.last_mut() {
                            *member = name.into_owned();
                        }
                        found.note(&levels);
                        wants_name = false;
                    }
                    at += length + 1;
                }
                _ => {}
            }
        }
        found
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.contains(path)
    }

    pub(super) fn has_all(&self, paths: &[&str]) -> bool {
        paths.iter().all(|path| self.has(path))
    }

    /// Whether all these exist below the same prefix, for formats that come alone, in arrays and in wrappers.
    pub(super) fn has_below(&self, prefixes: &[&str], paths: &[&str]) -> bool {
        prefixes.iter().any(|prefix| paths.iter().all(|path| self.has(&format!("{prefix}{path}"))))
    }

    /// The names at the top, in alphabetical order.
    pub(super) fn top(&self, count: usize) -> Vec<String> {
        let names = self.paths.iter().filter(|path| !path.is_empty() && !path.contains(['.', '[']));
        names.take(count).cloned().collect()
    }

    fn note(&mut self, levels: &[Level]) {
        if levels.len() > MAX_DEPTH || self.paths.len() >= MAX_PATHS {
            return;
        }
        let mut path = String::new();
        for level in levels {
            match level {
                Level::Array => path.push_str("[]"),
                Level::Object(member) if member.is_empty() => {}
                Level::Object(member) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(member);
                }
            }
        }
        self.paths.insert(path);
    }
}

/// Bytes before the closing quote.
fn string_length(text: &[u8]) -> Option<usize> {
    let mut escaped = false;
    text.iter().position(|&byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_a_text_that_is_cut_off() {
        let text = r#"{"log":{"version":"1.2","entries":[{"a\"b":1,"request":{"url":"{\"no\":1}"}},{"ti"#;
        let paths = JsonPaths::of(text.as_bytes());
        let all: Vec<&str> = paths.paths.iter().map(String::as_str).collect();
        assert_eq!(
            all,
            [
                "",
                "log",
                "log.entries",
                "log.entries[]",
                "log.entries[].a\\\"b",
                "log.entries[].request",
                "log.entries[].request.url",
                "log.version"
            ]
        );
        assert_eq!(paths.top(3), ["log"]);
    }
}
