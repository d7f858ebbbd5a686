//! What an import masks before anything is written.

use crate::{EngineError, LibraryPaths};
use analysis::audit::is_secret_field;
use formats::MaskRules;
use std::path::PathBuf;

/// What is masked in a recording. By default what nobody has a use for: values of password, payment-card and one-time-code
/// fields, and whatever repeats them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportPolicy {
    /// Values of password, payment-card and one-time-code fields.
    pub secrets: bool,
    /// Values of all fields that one types into or chooses from.
    pub inputs: bool,
    /// All text of pages.
    pub texts: bool,
    /// Pictures of pages.
    pub images: bool,
}

impl Default for ImportPolicy {
    fn default() -> ImportPolicy {
        ImportPolicy { secrets: true, inputs: false, texts: false, images: false }
    }
}

impl ImportPolicy {
    /// Bit-exact: what is exported again is what came in.
    pub const KEEP_AS_RECORDED: ImportPolicy =
        ImportPolicy { secrets: false, inputs: false, texts: false, images: false };

    /// `keep`, or any of `secrets`, `inputs`, `texts`, `images` with `+` between them.
    pub fn parse(text: &str) -> Option<ImportPolicy> {
        let mut policy = ImportPolicy::KEEP_AS_RECORDED;
        for word in text.split('+').map(str::trim) {
            match word {
                "keep" => {}
                "secrets" => policy.secrets = true,
                "inputs" => policy.inputs = true,
                "texts" => policy.texts = true,
                "images" => policy.images = true,
                _ => return None,
            }
        }
        Some(policy)
    }

    /// As `parse` takes it.
    pub fn words(self) -> String {
        let words: Vec<&str> = [
            (self.secrets, "secrets"),
            (self.inputs, "inputs"),
            (self.texts, "texts"),
            (self.images, "images"),
        ]
        .into_iter()
        .filter_map(|(is_on, word)| is_on.then_some(word))
        .collect();
        if words.is_empty() { "keep".to_owned() } else { words.join("+") }
    }

    /// For people, kept with the recording.
    pub fn describe(self) -> String {
        let mut what = Vec::new();
        if self.inputs {
            what.push("values of all fields");
        } else if self.secrets {
            what.push("values of password, card and one-time-code fields");
        }
        if self.texts {
            what.push("all text");
        }
        if self.images {
            what.push("pictures");
        }
        if what.is_empty() { "kept as recorded".to_owned() } else { format!("{} masked", what.join(", ")) }
    }

    pub(crate) fn rules(self) -> MaskRules {
        MaskRules {
            is_secret: is_secret_field,
            secrets: self.secrets,
            inputs: self.inputs,
            texts: self.texts,
            images: self.images,
        }
    }
}

/// The policy of a library, and of single sites in it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct LibraryPolicy {
    pub default: ImportPolicy,
    /// By host, with the port where one is meant; a host stands for those below it, too.
    pub sites: Vec<(String, ImportPolicy)>,
}

impl LibraryPolicy {
    /// Of a recording that begins at this address.
    pub fn of(&self, href: &str) -> ImportPolicy {
        let site = library::site_of(href);
        let host = site.split(':').next().unwrap_or_default();
        let is_meant = |meant: &str| site == meant || host == meant || host.ends_with(&format!(".{meant}"));
        self.sites.iter().find(|(meant, _)| is_meant(meant)).map_or(self.default, |(_, policy)| *policy)
    }

    /// What the library's folder says; the default where it says nothing.
    pub(crate) fn read(paths: &LibraryPaths) -> Result<LibraryPolicy, EngineError> {
        let path = file(paths);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(LibraryPolicy::default()),
            Err(error) => return Err(EngineError::unreadable(&path, &error)),
        };
        let mut policy = LibraryPolicy::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            // Whoever cannot be understood must not be let through unmasked.
            let broken = || {
                let happened = format!("The import policy of this library cannot be read: “{line}”");
                EngineError::not_now(happened, "Write it again with `playhead-cli policy`").at(&path)
            };
            let (site, rules) = line.rsplit_once(' ').ok_or_else(broken)?;
            let rules = ImportPolicy::parse(rules).ok_or_else(broken)?;
            match site.trim() {
                "*" => policy.default = rules,
                site => policy.sites.push((site.to_owned(), rules)),
            }
        }
        Ok(policy)
    }

    pub(crate) fn write(&self, paths: &LibraryPaths) -> Result<(), EngineError> {
        let mut text =
            "# What imports mask: a site, or * for all others, and keep or secrets+inputs+texts+images\n"
                .to_owned();
        text.push_str(&format!("* {}\n", self.default.words()));
        for (site, policy) in &self.sites {
            text.push_str(&format!("{site} {}\n", policy.words()));
        }
        let path = file(paths);
        std::fs::write(&path, text).map_err(|error| EngineError::cannot_write(&path, &error))
    }
}

fn file(paths: &LibraryPaths) -> PathBuf {
    paths.dir().join("policy.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        for text in ["keep", "secrets", "secrets+inputs", "texts+images", "secrets+inputs+texts+images"] {
            assert_eq!(ImportPolicy::parse(text).unwrap().words(), text);
        }
        assert_eq!(ImportPolicy::parse("all"), None);
        assert_eq!(ImportPolicy::default().words(), "secrets");
    }

    #[test]
    fn a_site_has_its_own_policy_and_so_have_those_below_it() {
        let sites = vec![("example.com".to_owned(), ImportPolicy::KEEP_AS_RECORDED)];
        let policy = LibraryPolicy { default: ImportPolicy::default(), sites };
        for (href, words) in [
            ("https://example.com/x", "keep"),
            ("https://shop.example.com:8080/", "keep"),
            ("https://notexample.com/", "secrets"),
            ("", "secrets"),
        ] {
            assert_eq!(policy.of(href).words(), words, "{href}");
        }
    }

    #[test]
    fn a_policy_that_cannot_be_read_lets_nothing_through() {
        let dir = tempfile::tempdir().unwrap();
        let paths = LibraryPaths::new(dir.path());
        let sites = vec![("a.example".to_owned(), ImportPolicy::parse("inputs").unwrap())];
        let policy = LibraryPolicy { default: ImportPolicy::KEEP_AS_RECORDED, sites };
        policy.write(&paths).unwrap();
        assert_eq!(LibraryPolicy::read(&paths).unwrap(), policy);
        std::fs::write(file(&paths), "* everything\n").unwrap();
        assert!(LibraryPolicy::read(&paths).unwrap_err().to_string().contains("everything"));
    }
}
