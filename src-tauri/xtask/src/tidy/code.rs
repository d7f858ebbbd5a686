//! Views of a source file in which what a rule does not look at is blank, and lines keep their
//! numbers: without comments, without the contents of strings, without Rust's test modules. It
//! knows just enough of Rust, TypeScript and Svelte for that. It knows no rule.

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Rust,
    /// TypeScript, JavaScript, CSS.
    Script,
    /// The same within markup, whose comments look different.
    Markup,
}

impl Language {
    pub fn of(path: &str) -> Option<Language> {
        match path.rsplit_once('.')?.1 {
            "rs" => Some(Language::Rust),
            "ts" | "js" | "mjs" | "css" => Some(Language::Script),
            "svelte" | "html" => Some(Language::Markup),
            _ => None,
        }
    }
}

pub fn without_comments(text: &str, language: Language) -> String {
    Blanker::new(text, language, true).run()
}

pub fn without_comments_and_strings(text: &str, language: Language) -> String {
    Blanker::new(text, language, false).run()
}

/// Rust code as it is when it does not run as a test. Takes a view without comments and strings.
pub fn without_test_modules(bare: &str) -> String {
    const MARKS: [&str; 2] = ["#[cfg(test)]", "#[cfg(all(test,"];
    let mut kept = String::with_capacity(bare.len());
    let mut rest = bare;
    while let Some(place) = MARKS.iter().filter_map(|mark| rest.find(mark)).min() {
        let (before, after) = rest.split_at(place);
        kept.push_str(before);
        let (item, remainder) = after.split_at(item_length(after));
        kept.extend(item.chars().filter(|letter| *letter == '\n'));
        rest = remainder;
    }
    kept + rest
}

/// Up to the first `;`, or to the end of the first braces.
fn item_length(code: &str) -> usize {
    let mut depth = 0_usize;
    for (place, letter) in code.char_indices() {
        match letter {
            ';' if depth == 0 => return place + 1,
            '{' => depth += 1,
            '}' if depth <= 1 => return place + 1,
            '}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

struct Blanker {
    letters: Vec<char>,
    place: usize,
    language: Language,
    keeps_strings: bool,
    out: String,
    /// One entry for each template string whose `${…}` we are in: the depth of braces in there.
    templates: Vec<usize>,
}

impl Blanker {
    fn new(text: &str, language: Language, keeps_strings: bool) -> Self {
        let letters = text.chars().collect();
        let out = String::with_capacity(text.len());
        Blanker { letters, place: 0, language, keeps_strings, out, templates: Vec::new() }
    }

    fn run(mut self) -> String {
        while self.place < self.letters.len() {
            if !(self.comment() || self.string() || self.end_of_code_in_template()) {
                self.copy(1);
            }
        }
        self.out
    }

    fn comment(&mut self) -> bool {
        let is_rust = self.language == Language::Rust;
        // In markup `//` after a colon is an address.
        if self.sees("//") && (is_rust || self.letter_before() != ':') {
            self.blank_until("\n");
        } else if self.sees("/*") {
            self.block_comment(is_rust);
        } else if self.language == Language::Markup && self.sees("<!--") {
            self.blank_until("-->");
            self.blank(3);
        } else {
            return false;
        }
        true
    }

    fn block_comment(&mut self, nests: bool) {
        let mut depth = 0_usize;
        while self.place < self.letters.len() {
            if self.sees("/*") && (nests || depth == 0) {
                depth += 1;
                self.blank(2);
            } else if self.sees("*/") {
                depth -= 1;
                self.blank(2);
                if depth == 0 {
                    return;
                }
            } else {
                self.blank(1);
            }
        }
    }

    fn string(&mut self) -> bool {
        match (self.language, self.letter(0)) {
            (Language::Rust, 'r') if !is_word(self.letter_before()) || self.letter_before() == 'b' => {
                self.raw_string()
            }
            (Language::Rust, '"') => self.quoted('"', false),
            (Language::Rust, '\'') => {
                // Otherwise it is a lifetime.
                let is_letter = self.letter(1) == '\\' || self.letter(2) == '\'';
                is_letter && self.quoted('\'', true)
            }
            // An apostrophe in text is no string: a string of these languages ends on its line.
            (_, quote @ ('"' | '\'')) => self.quoted(quote, true),
            (_, '`') => {
                self.copy(1);
                self.template();
                true
            }
            _ => false,
        }
    }

    fn raw_string(&mut self) -> bool {
        let hashes = (1..).take_while(|ahead| self.letter(*ahead) == '#').count();
        if self.letter(1 + hashes) != '"' {
            return false;
        }
        self.copy(2 + hashes);
        let end = format!("\"{}", "#".repeat(hashes));
        while self.place < self.letters.len() && !self.sees(&end) {
            self.inside_string(1);
        }
        self.copy(1 + hashes);
        true
    }

    fn quoted(&mut self, quote: char, on_one_line: bool) -> bool {
        let mut length = 1;
        loop {
            match self.letter(length) {
                letter if letter == quote => break,
                '\\' => length += 2,
                '\0' => return false,
                '\n' if on_one_line => return false,
                _ => length += 1,
            }
        }
        self.copy(1);
        self.inside_string(length - 1);
        self.copy(1);
        true
    }

    /// The rest of a template string, up to its end or to the code in it.
    fn template(&mut self) {
        while self.place < self.letters.len() {
            if self.sees("`") {
                self.copy(1);
                return;
            }
            if self.sees("${") {
                self.copy(2);
                self.templates.push(0);
                return;
            }
            self.inside_string(if self.letter(0) == '\\' { 2 } else { 1 });
        }
    }

    /// Counts braces in the code of a template string, to see where the string goes on.
    fn end_of_code_in_template(&mut self) -> bool {
        let Some(depth) = self.templates.last_mut() else { return false };
        match (self.letters.get(self.place), *depth) {
            (Some('}'), 0) => {
                self.templates.pop();
                self.copy(1);
                self.template();
                return true;
            }
            (Some('}'), _) => *depth -= 1,
            (Some('{'), _) => *depth += 1,
            _ => {}
        }
        false
    }

    fn inside_string(&mut self, count: usize) {
        if self.keeps_strings { self.copy(count) } else { self.blank(count) }
    }

    fn blank_until(&mut self, end: &str) {
        while self.place < self.letters.len() && !self.sees(end) {
            self.blank(1);
        }
    }

    fn blank(&mut self, count: usize) {
        for letter in self.letters.iter().skip(self.place).take(count) {
            self.out.push(if *letter == '\n' { '\n' } else { ' ' });
        }
        self.place += count;
    }

    fn copy(&mut self, count: usize) {
        self.out.extend(self.letters.iter().skip(self.place).take(count));
        self.place += count;
    }

    fn sees(&self, text: &str) -> bool {
        text.chars().enumerate().all(|(ahead, letter)| self.letter(ahead) == letter)
    }

    fn letter(&self, ahead: usize) -> char {
        self.letters.get(self.place + ahead).copied().unwrap_or('\0')
    }

    fn letter_before(&self) -> char {
        self.place.checked_sub(1).and_then(|place| self.letters.get(place)).copied().unwrap_or('\0')
    }
}

pub fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: Language, text: &str, expected: &str) {
        let bare = without_comments_and_strings(text, language);
        let squeezed = bare.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(squeezed, expected, "{text}");
        assert_eq!(bare.lines().count(), text.lines().count(), "lines keep their numbers: {text}");
    }

    #[test]
    fn rust_is_read_without_comments_and_strings() {
        check(Language::Rust, "a(); // b\nc(\"d \\\" // e\"); /* f /* g */ h */ i", "a(); c(\" \"); i");
        check(
            Language::Rust,
            "a(r#\"b \" c\"#, br\"d\", 'e', '\\'', b'\"') + f::<'g>()",
            "a(r#\" \"#, br\" \", ' ', ' ', b' ') + f::<'g>()",
        );
        check(Language::Rust, "let r = 1; for r in s {}", "let r = 1; for r in s {}");
    }

    #[test]
    fn scripts_and_markup_are_read_without_comments_and_strings() {
        check(Language::Script, "a('b', \"c\"); // d\n/* e */ f", "a(' ', \" \"); f");
        check(Language::Script, "a(`b ${c({ d: `e` })}`+'f'); // g", "a(` ${c({ d: ` ` })}`+' ');");
        check(Language::Markup, "<p>don't</p> <!-- a\nb --> c http://d", "<p>don't</p> c http://d");
    }

    #[test]
    fn strings_are_kept_where_a_rule_wants_them() {
        assert_eq!(without_comments("import 'a//b'; // c", Language::Script), "import 'a//b';     ");
    }

    #[test]
    fn test_modules_are_blank_and_what_follows_them_is_not() {
        let code = "a\n#[cfg(all(test, unix))]\nmod tests {\n fn b() { c }\n}\nd\n#[cfg(test)]\nuse e;\nf";
        let kept = without_test_modules(code);
        assert_eq!(kept.split_whitespace().collect::<String>(), "adf");
        assert_eq!(kept.lines().count(), code.lines().count());
    }
}
