//! What a text looks like as a whole: whether it consists of lines, and how its wrappers are called.

use super::Splitter;

/// How far the first line is followed to see whether the text consists of lines.
const FIRST_LINE_BYTES: usize = 1024 * 1024;

impl Splitter<'_> {
    /// What is wrapped around the current place, for people: "JSON array of", "JSON lines with … in data".
    pub(crate) fn describe(&self, content: &str) -> String {
        let path: Vec<&str> = self.wrappers.iter().filter(|w| w.object).map(|w| w.member.as_str()).collect();
        let place = if path.is_empty() { String::new() } else { format!(" in {}", path.join(".")) };
        let arrays = self.wrappers.iter().take_while(|wrapper| !wrapper.object).count();
        match (self.lines, arrays, path.is_empty()) {
            (true, 0, true) => format!("JSON lines of {content}"),
            (true, ..) => format!("JSON lines of batches of {content}{place}"),
            (false, 0, true) => format!("JSON texts of {content}"),
            (false, 0, false) => format!("JSON object with {content}{place}"),
            (false, _, false) => format!("JSON array of objects with {content}{place}"),
            (false, 1, true) => format!("JSON array of {content}"),
            (false, _, true) => format!("JSON array of arrays of {content}"),
        }
    }

    /// Whether the first line is a complete value and another one follows.
    pub(super) fn consists_of_lines(&mut self) -> bool {
        if !self.window.fence_line(FIRST_LINE_BYTES) {
            return false;
        }
        let line = self.window.rest_of_line();
        let length = line.len();
        let text = line.trim_ascii();
        let text = text.strip_suffix(b",").unwrap_or(text).trim_ascii_end();
        let whole = matches!(
            (text.first(), text.last()),
            (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')) | (Some(b'"'), Some(b'"'))
        ) && text.len() > 1;
        self.window.lift_fence();
        let after = self.window.ahead(length + 64).get(length..).unwrap_or_default().trim_ascii_start();
        whole && matches!(after.first(), Some(b'{' | b'[' | b'"'))
    }
}
