//! Reads how many tests passed and failed from what the test runners print, because the closing
//! line of a run is the sum over all of them. It knows the summary lines of cargo and of vitest.
//! A line it does not know counts nothing.

#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl Counts {
    pub fn add(&mut self, other: Counts) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// What one line of a test runner's output adds.
pub fn read(line: &str) -> Counts {
    let plain = without_colours(line);
    let plain = plain.trim();
    // cargo: `test result: ok. 12 passed; 0 failed; 0 ignored; …`
    // vitest: `Tests  1 failed | 12 passed (13)`; its line `Test Files …` counts files.
    let summary = plain.strip_prefix("test result: ").or_else(|| plain.strip_prefix("Tests  "));
    let Some(summary) = summary else { return Counts::default() };
    let words: Vec<&str> =
        summary.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let before = |wanted: &str| -> u64 {
        let pairs = words.iter().zip(words.iter().skip(1));
        pairs.filter(|(_, word)| **word == wanted).find_map(|(number, _)| number.parse().ok()).unwrap_or(0)
    };
    Counts { passed: before("passed"), failed: before("failed") }
}

fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            // An escape sequence ends with its first letter.
            let _ = letters.by_ref().find(char::is_ascii_alphabetic);
        } else {
            plain.push(letter);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, passed: u64, failed: u64) {
        assert_eq!(read(line), Counts { passed, failed }, "{line}");
    }

    #[test]
    fn summaries_of_the_runners_are_counted_and_nothing_else_is() {
        check(
            "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.1s\n",
            12,
            0,
        );
        check("test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 1, 2);
        check("      Tests  34 passed (34)", 34, 0);
        check(
            "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[31m1 failed\u{1b}[39m | \u{1b}[32m33 passed\u{1b}[39m (34)",
            33,
            1,
        );
        check(" Test Files  4 passed (4)", 0, 0);
        check("test seek_equals_play ... ok", 0, 0);
    }
}
