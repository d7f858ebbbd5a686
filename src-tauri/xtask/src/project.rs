//! Where the project lies and which packages it has, as cargo tells it. Everything that needs a
//! path inside the project asks here. It knows no task, and reads nothing but cargo's answer.

use crate::failure::{AtPath, Failure, Result};
use crate::shell::Cmd;
use serde_json::Value;
use std::path::{Path, PathBuf};

pub struct Project {
    pub root: PathBuf,
    /// Cargo's build folder, which may lie outside the project (`CARGO_TARGET_DIR`).
    pub target: PathBuf,
    pub packages: Vec<Package>,
}

/// One of our own packages.
#[derive(Debug, Default, Clone)]
pub struct Package {
    pub name: String,
    /// Relative to the root, with `/`; empty for the package in the root itself.
    pub folder: String,
    /// The file of the library, or those of the programs when there is none; relative to the root.
    pub main_files: Vec<String>,
    pub dependencies: Vec<Dependency>,
}

#[derive(Debug, Default, Clone)]
pub struct Dependency {
    pub name: String,
    /// The folder of a package of ours, relative to the root; `None` for one from outside.
    pub folder: Option<String>,
    pub dev: bool,
}

impl Package {
    pub fn manifest(&self) -> String {
        let slash = if self.folder.is_empty() { "" } else { "/" };
        format!("{}{slash}Cargo.toml", self.folder)
    }
}

impl Project {
    pub fn find() -> Result<Project> {
        // Cargo sets the variable when it runs a program; the built-in path is for a binary that
        // somebody starts by hand.
        let own_folder = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let text = Cmd::cargo(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(&own_folder)
            .capture()?;
        let metadata: Value = serde_json::from_str(&text)
            .map_err(|error| Failure::new(format!("Could not read what `cargo metadata` says: {error}")))?;
        Self::from_metadata(&metadata)
            .ok_or_else(|| Failure::new("`cargo metadata` answered in a form that xtask does not know"))
    }

    fn from_metadata(metadata: &Value) -> Option<Project> {
        let root = PathBuf::from(metadata.get("workspace_root")?.as_str()?);
        let target = PathBuf::from(metadata.get("target_directory")?.as_str()?);
        let packages = metadata
            .get("packages")?
            .as_array()?
            .iter()
            .map(|package| read_package(&root, package))
            .collect::<Option<Vec<_>>>()?;
        Some(Project { root, target, packages })
    }

    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Where tasks note what they have done already.
    pub fn stamp(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("xtask");
        std::fs::create_dir_all(&folder).at("make the folder", &folder)?;
        Ok(folder.join(name))
    }

    /// Fails with a sentence when a room of the project is not there: skipping it would let a
    /// test run look complete.
    pub fn require(&self, relative: &str) -> Result<PathBuf> {
        let path = self.path(relative);
        if path.exists() {
            return Ok(path);
        }
        Err(Failure::new(format!("`{relative}` is missing from the project\n{}", path.display())))
    }
}

fn read_package(root: &Path, package: &Value) -> Option<Package> {
    let manifest = PathBuf::from(package.get("manifest_path")?.as_str()?);
    let dependencies = package.get("dependencies")?.as_array()?.iter().map(|dependency| {
        let path = dependency.get("path").and_then(Value::as_str);
        Some(Dependency {
            name: dependency.get("name")?.as_str()?.to_owned(),
            folder: path.map(|path| relative(root, Path::new(path))),
            dev: dependency.get("kind").and_then(Value::as_str) == Some("dev"),
        })
    });
    Some(Package {
        name: package.get("name")?.as_str()?.to_owned(),
        folder: relative(root, manifest.parent()?),
        main_files: main_files(root, package.get("targets")?.as_array()?),
        dependencies: dependencies.collect::<Option<Vec<_>>>()?,
    })
}

fn main_files(root: &Path, targets: &[Value]) -> Vec<String> {
    let of_kind = |wanted: &str| -> Vec<String> {
        targets
            .iter()
            .filter(|target| {
                let kinds = target.get("kind").and_then(Value::as_array);
                kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind.as_str() == Some(wanted)))
            })
            .filter_map(|target| target.get("src_path")?.as_str())
            .map(|path| relative(root, Path::new(path)))
            .collect()
    };
    let library = of_kind("lib");
    if library.is_empty() { of_kind("bin") } else { library }
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packages_and_their_edges_are_read_from_metadata() {
        let metadata = serde_json::from_str(
            r#"{"workspace_root": "/p", "target_directory": "/t", "packages": [{
                "name": "playhead", "manifest_path": "/p/Cargo.toml",
                "targets": [{"kind": ["bin"], "src_path": "/p/src-tauri/app/src/main.rs"},
                            {"kind": ["custom-build"], "src_path": "/p/build.rs"}],
                "dependencies": [{"name": "engine", "kind": null, "path": "/p/src-tauri/engine"},
                                 {"name": "tauri", "kind": "build"},
                                 {"name": "tempfile", "kind": "dev"}]}]}"#,
        )
        .unwrap();
        let project = Project::from_metadata(&metadata).unwrap();
        let package = &project.packages[0];
        assert_eq!((package.folder.as_str(), project.target.to_str().unwrap()), ("", "/t"));
        assert_eq!(package.main_files, ["src-tauri/app/src/main.rs"]);
        let edges: Vec<_> = package
            .dependencies
            .iter()
            .map(|edge| (edge.name.as_str(), edge.folder.as_deref(), edge.dev))
            .collect();
        assert_eq!(
            edges,
            [("engine", Some("src-tauri/engine"), false), ("tauri", None, false), ("tempfile", None, true)]
        );
    }
}
