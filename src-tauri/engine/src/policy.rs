//! What an import masks before anything is written.

use crate::EngineError;
use analysis::audit::is_secret_field;
use formats::MaskRules;
use library::Library;

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
    /// Of a recording that begins at this address. The nearest site counts: that of a shop before that of its company.
    pub fn of(&self, href: &str) -> ImportPolicy {
        let site = library::site_of(href);
        let host = site.split(':').next().unwrap_or_default();
        let is_meant = |meant: &str| site == meant || host == meant || host.ends_with(&format!(".{meant}"));
        let meant = self.sites.iter().filter(|(meant, _)| is_meant(meant));
        meant.max_by_key(|(meant, _)| meant.len()).map_or(self.default, |(_, policy)| *policy)
    }

    /// What the catalogue says; the default where it says nothing.
    pub(crate) fn read(library: &Library) -> Result<LibraryPolicy, EngineError> {
        let mut policy = LibraryPolicy::default();
        for (site, rules) in library.policies()? {
            // What cannot be understood must not let anything through unmasked.
            let rules = ImportPolicy::parse(&rules).ok_or_else(|| {
                let happened = format!("The import policy of this library cannot be read: “{rules}”");
                EngineError::not_now(
                    happened,
                    "Use the newest Playhead, or restore the library from a backup",
                )
            })?;
            match site.as_str() {
                "" => policy.default = rules,
                _ => policy.sites.push((site, rules)),
            }
        }
        Ok(policy)
    }

    pub(crate) fn write(&self, library: &mut Library) -> Result<(), EngineError> {
        let sites = self.sites.iter().map(|(site, policy)| (site.clone(), policy.words()));
        let all: Vec<(String, String)> =
            std::iter::once((String::new(), self.default.words())).chain(sites).collect();
        Ok(library.set_policies(&all)?)
    }
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
    fn the_nearest_site_counts_in_whatever_order_they_were_set() {
        let (near, far) = ("pay.example.com".to_owned(), "example.com".to_owned());
        for swapped in [false, true] {
            let mut sites = vec![
                (far.clone(), ImportPolicy::KEEP_AS_RECORDED),
                (near.clone(), ImportPolicy::parse("inputs").unwrap()),
            ];
            if swapped {
                sites.reverse();
            }
            let policy = LibraryPolicy { default: ImportPolicy::default(), sites };
            assert_eq!(policy.of("https://pay.example.com/").words(), "inputs");
            assert_eq!(policy.of("https://www.example.com/").words(), "keep");
        }
    }

    #[test]
    fn a_policy_that_cannot_be_read_lets_nothing_through() {
        let dir = tempfile::tempdir().unwrap();
        let mut library = Library::open(&dir.path().join("library.db")).unwrap();
        let sites = vec![("a.example".to_owned(), ImportPolicy::parse("inputs").unwrap())];
        let policy = LibraryPolicy { default: ImportPolicy::KEEP_AS_RECORDED, sites };
        policy.write(&mut library).unwrap();
        assert_eq!(LibraryPolicy::read(&library).unwrap(), policy);
        library.set_policies(&[(String::new(), "everything".to_owned())]).unwrap();
        assert!(LibraryPolicy::read(&library).unwrap_err().to_string().contains("everything"));
    }
}
