//! Building what the window shows, only when something it is made of has changed. It knows the
//! npm scripts of `ui/package.json` by name, and nothing of what they do. It must never build in
//! the background of another step: whoever needs `ui/dist` asks for it here.

use crate::failure::{AtPath, Result};
use crate::project::Project;
use crate::setup;
use crate::shell::{Cmd, say};
use std::path::Path;
use std::time::SystemTime;

/// Folders in `ui/` that tools write and nobody edits.
const NOT_SOURCES: &[&str] = &["node_modules", "dist", "coverage", "test-results"];

pub fn script(project: &Project, name: &str) -> Result<Cmd> {
    project.require("ui/package.json")?;
    Ok(Cmd::npm(["run", name]).current_dir(&project.path("ui")))
}

/// Builds `ui/dist` unless it is newer than everything it is made of.
pub fn build(project: &Project) -> Result {
    let stamp = project.stamp("ui-build")?;
    let built = std::fs::metadata(&stamp).and_then(|stamp| stamp.modified());
    let is_current = project.path("ui/dist/index.html").is_file()
        && built.is_ok_and(|built| newest_source(project).is_ok_and(|newest| newest < built));
    if is_current {
        say("ui/dist is up to date");
        return Ok(());
    }
    say("Building the window's content into ui/dist");
    // The stamp carries the time the build began, so that a file saved meanwhile counts as newer.
    let begun = project.stamp("ui-build.begun")?;
    std::fs::write(&begun, "").at("write", &begun)?;
    script(project, "build")?.run()?;
    std::fs::rename(&begun, &stamp).at("write", &stamp)
}

fn newest_source(project: &Project) -> Result<SystemTime> {
    let mut newest = SystemTime::UNIX_EPOCH;
    let mut note = |path: &Path| -> Result {
        newest = newest.max(std::fs::metadata(path).and_then(|file| file.modified()).at("look at", path)?);
        Ok(())
    };
    note(&project.stamp(&setup::stamp_of("ui"))?)?;
    let ui = project.path("ui");
    let mut folders = vec![ui.clone()];
    while let Some(folder) = folders.pop() {
        // A folder's own time tells of removed files; that of `ui` itself changes with every build.
        if folder != ui {
            note(&folder)?;
        }
        for entry in std::fs::read_dir(&folder).at("read", &folder)? {
            let path = entry.at("read", &folder)?.path();
            let skipped = path.file_name().is_some_and(|name| NOT_SOURCES.iter().any(|other| name == *other));
            if path.is_dir() && !skipped {
                folders.push(path);
            } else if path.is_file() {
                note(&path)?;
            }
        }
    }
    Ok(newest)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::fs::{File, create_dir_all, remove_file, write};
    use std::time::Duration;

    #[test]
    fn a_changed_or_removed_source_is_newer_and_a_build_is_not() {
        let root = std::env::temp_dir().join(format!("playhead-ui-{}", std::process::id()));
        let project = Project { target: root.join("target"), root: root.clone(), packages: Vec::new() };
        let long_ago = SystemTime::now() - Duration::from_secs(3600);
        let (stage, source) = (root.join("ui/src/stage"), root.join("ui/src/stage/a.ts"));
        create_dir_all(&stage).unwrap();
        create_dir_all(root.join("ui/dist")).unwrap();
        let install = project.stamp(&setup::stamp_of("ui")).unwrap();
        write(&install, "").unwrap();
        write(&source, "").unwrap();
        let all = [&root.join("ui/src"), &stage, &source, &install];
        let age = || all.iter().for_each(|path| File::open(path).unwrap().set_modified(long_ago).unwrap());
        let is_new = || newest_source(&project).unwrap() > long_ago;

        age();
        write(root.join("ui/dist/index.html"), "").unwrap();
        assert!(!is_new());
        write(&source, "changed").unwrap();
        assert!(is_new());
        age();
        remove_file(&source).unwrap();
        assert!(is_new());
        std::fs::remove_dir_all(root).unwrap();
    }
}
