//! The recordings that lie in `fixtures/`.

use std::path::{Path, PathBuf};

/// A folder with a recording, its origin and what is expected of it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Fixture {
    pub folder: PathBuf,
    /// Below `fixtures/`: `rrweb/swagger`.
    pub name: String,
    /// The recording itself.
    pub input: PathBuf,
}

/// The expectation of a fixture, beside its input and its origin.
pub const EXPECTED: &str = "expected.txt";
pub const ORIGIN: &str = "ORIGIN.md";
/// What stood in the live page, where that is known.
const TRUTH: &str = "truth.json.gz";

/// Folders of which each subfolder is a fixture.
const GROUPS: &[&str] = &["rrweb", "vendors", "broken", "shapes"];
/// Folders that are one fixture themselves.
const SINGLE: &[&str] = &["sample"];

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// All fixtures in name order.
pub fn all() -> Vec<Fixture> {
    let mut folders: Vec<PathBuf> = SINGLE.iter().map(|name| root().join(name)).collect();
    for group in GROUPS {
        folders.extend(entries(&root().join(group)).into_iter().filter(|entry| entry.is_dir()));
    }
    let mut fixtures: Vec<Fixture> = folders.into_iter().map(fixture).collect();
    fixtures.sort();
    fixtures
}

/// The one with this name.
pub fn named(name: &str) -> Fixture {
    fixture(root().join(name))
}

/// Recordings of real pages: those that can be opened and are whole.
pub fn real() -> Vec<Fixture> {
    all().into_iter().filter(|fixture| !fixture.name.starts_with("broken/")).collect()
}

fn fixture(folder: PathBuf) -> Fixture {
    let name = folder.strip_prefix(root()).unwrap().display().to_string();
    let mut inputs = entries(&folder);
    inputs.retain(|entry| ![EXPECTED, ORIGIN, TRUTH].iter().any(|name| entry.ends_with(name)));
    assert_eq!(inputs.len(), 1, "{name}: a fixture is one input and what is said of it; found {inputs:?}");
    Fixture { input: inputs.remove(0), folder, name }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let read = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut entries: Vec<PathBuf> = read.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    entries
}

impl Fixture {
    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.input).unwrap()
    }

    /// What stood in the live page at some moments, as gzipped JSON; None where nobody looked.
    pub fn truth(&self) -> Option<Vec<u8>> {
        std::fs::read(self.folder.join(TRUTH)).ok()
    }
}
