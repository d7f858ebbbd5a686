//! The edges between our crates, and the crates from outside that some of them may not name. It
//! reads what cargo says about the manifests. What is allowed stands in `edges.rs`, not here.

use super::Problem;
use super::edges::{self, BANNED_CRATES, CRATES, Crate};
use crate::project::{Dependency, Package};

pub fn check(packages: &[Package], found: &mut Vec<Problem>) {
    for package in packages {
        match CRATES.iter().find(|listed| listed.folder == package.folder) {
            Some(listed) => check_edges(package, listed, found),
            None => {
                let message =
                    format!("`{}` is not listed in {}: say there what it may use", package.name, edges::FILE);
                found.push(Problem::new("crate-edge", &package.manifest(), 0, message));
            }
        }
        check_banned(package, found);
    }
    for listed in
        CRATES.iter().filter(|listed| !packages.iter().any(|package| package.folder == listed.folder))
    {
        let message = format!("There is no package in `{}`: take it off the list", short(listed.folder));
        found.push(Problem::new("crate-edge", edges::FILE, 0, message));
    }
}

fn check_edges(package: &Package, listed: &Crate, found: &mut Vec<Problem>) {
    for dependency in &package.dependencies {
        let Some(target) = dependency.folder.as_deref() else { continue };
        let in_tests = dependency.dev && listed.tests_may_use.contains(&target);
        if in_tests || listed.may_use.contains(&target) {
            continue;
        }
        let allowed = if listed.may_use.is_empty() {
            "no crate of ours".to_owned()
        } else {
            let names: Vec<String> =
                listed.may_use.iter().map(|folder| format!("`{}`", short(folder))).collect();
            names.join(", ")
        };
        let in_tests = if dependency.dev { "in its tests " } else { "" };
        let message = format!(
            "`{}` may not depend on `{}`, {in_tests}it may use: {allowed}. Remove the line from the \
             manifest, or add the edge to {} and to ARCHITECTURE.md",
            short(&package.folder),
            dependency.name,
            edges::FILE
        );
        found.push(Problem::new("crate-edge", &package.manifest(), 0, message));
    }
}

fn check_banned(package: &Package, found: &mut Vec<Problem>) {
    for banned in BANNED_CRATES.iter().filter(|banned| (banned.banned_in)(&package.folder)) {
        for dependency in package.dependencies.iter().filter(|dependency| is_named(dependency, banned.name)) {
            let message = format!(
                "`{}` may not name the crate `{}`: {} (the list is in {})",
                short(&package.folder),
                dependency.name,
                banned.reason,
                edges::FILE
            );
            found.push(Problem::new("banned-crate", &package.manifest(), 0, message));
        }
    }
}

fn is_named(dependency: &Dependency, pattern: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(beginning) => dependency.name.starts_with(beginning),
        None => dependency.name == pattern,
    }
}

fn short(folder: &str) -> &str {
    match folder {
        "" => "app",
        _ => folder.strip_prefix("src-tauri/").unwrap_or(folder),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every listed package without dependencies, and one with the given ones.
    fn problems(folder: &str, dependencies: &[(&str, bool)]) -> Vec<String> {
        let mut packages: Vec<Package> = CRATES
            .iter()
            .map(|listed| Package { folder: listed.folder.to_owned(), ..Package::default() })
            .filter(|package| package.folder != folder)
            .collect();
        let dependency = |(name, dev): &(&str, bool)| Dependency {
            name: (*name).to_owned(),
            folder: CRATES
                .iter()
                .map(|listed| listed.folder)
                .find(|own| short(own) == *name)
                .map(str::to_owned),
            dev: *dev,
        };
        packages.push(Package {
            name: "planted".to_owned(),
            folder: folder.to_owned(),
            main_files: Vec::new(),
            dependencies: dependencies.iter().map(dependency).collect(),
        });
        let mut found = Vec::new();
        check(&packages, &mut found);
        found.iter().map(|problem| format!("{} {}", problem.path, problem.message)).collect()
    }

    #[test]
    fn an_edge_that_is_not_listed_is_caught_and_the_files_are_named() {
        let found = problems("src-tauri/dom", &[("events", false), ("formats", false)]);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("src-tauri/dom/Cargo.toml `dom` may not depend on `formats`"),
            "{found:?}"
        );
        assert!(found[0].contains("it may use: `events`.") && found[0].contains(edges::FILE), "{found:?}");
    }

    #[test]
    fn the_test_kit_is_for_tests_only() {
        assert_eq!(problems("src-tauri/store", &[("testkit", true)]).len(), 0);
        assert_eq!(problems("src-tauri/store", &[("testkit", false)]).len(), 1);
        assert_eq!(problems("src-tauri/store", &[("engine", true)]).len(), 1);
    }

    #[test]
    fn only_the_desktop_program_names_tauri_and_engine_types_have_no_serde() {
        assert_eq!(
            problems("", &[("tauri", false), ("tauri-plugin-dialog", false), ("ipc", false)]).len(),
            0
        );
        assert_eq!(problems("src-tauri/ipc", &[("tauri", false), ("serde", false)]).len(), 1);
        assert_eq!(problems("src-tauri/store", &[("serde", false), ("serde_json", true)]).len(), 1);
    }

    #[test]
    fn a_package_without_a_line_and_a_line_without_a_package_are_caught() {
        let found = problems("src-tauri/extra", &[]);
        assert!(found[0].contains("`planted` is not listed"), "{found:?}");
        let mut found = Vec::new();
        check(&[], &mut found);
        assert_eq!(found.len(), CRATES.len());
    }
}
