//! Node, which builds the window's content, and the packages it needs from the lock file.

use crate::failure::{AtPath, Failure, Result};
use crate::project::Project;
use crate::shell::{Cmd, say};

/// The oldest releases that vite and its kin run on, one for each line of Node: vite's own
/// `engines` field, which leaves out the odd-numbered line between them.
const OLDEST: &[(u32, u32)] = &[(20, 19), (22, 12)];

pub fn ensure_version() -> Result {
    let advice = "Install Node 20.19 or newer (or 22.12 or newer), for example with your system's packages, \
                  with `nvm install 22`, or from nodejs.org";
    let Ok(version) = Cmd::new("node").args(["--version"]).capture() else {
        return Err(Failure::new(format!("Node is missing: it builds what the window shows\n{advice}")));
    };
    if !is_recent(version.trim()) {
        let version = version.trim();
        return Err(Failure::new(format!("Node {version} is too old to build the window\n{advice}")));
    }
    if !Cmd::npm(["--version"]).succeeds() {
        return Err(Failure::new(format!("Node is there, but npm is missing\n{advice}")));
    }
    Ok(())
}

fn is_recent(version: &str) -> bool {
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    let (Some(major), Some(minor)) = (numbers.next(), numbers.next()) else { return false };
    let of_a_known_line = OLDEST.iter().any(|&(line, oldest)| major == line && minor >= oldest);
    of_a_known_line || OLDEST.last().is_some_and(|&(newest_line, _)| major > newest_line)
}

/// Installs a folder's packages when its lock file is another than at the last install.
pub fn ensure_modules(project: &Project, folder: &str) -> Result {
    let lock = project.require(&format!("{folder}/package-lock.json"))?;
    let manifest = project.require(&format!("{folder}/package.json"))?;
    let read = |path: &std::path::Path| std::fs::read_to_string(path).at("read", path);
    // The stamp holds both files whole: comparing them is exact and needs no hash.
    let wanted = read(&lock)? + &read(&manifest)?;
    let stamp = project.stamp(&stamp_of(folder))?;
    let installed = std::fs::read_to_string(&stamp).is_ok_and(|stamp| stamp == wanted);
    if installed && project.path(folder).join("node_modules").is_dir() {
        return Ok(());
    }
    say(format!("Installing the packages of {folder}/package-lock.json"));
    Cmd::npm(["ci", "--no-audit", "--no-fund"]).current_dir(&project.path(folder)).run()?;
    std::fs::write(&stamp, wanted).at("write", &stamp)
}

/// The name of what is touched when a folder's packages were installed.
pub fn stamp_of(folder: &str) -> String {
    format!("npm-ci-{}", folder.replace('/', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn recent_is_what_vite_runs_on() {
        let recent = ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.1.0"];
        let old = ["v18.20.0", "v20.18.9", "v21.9.0", "v22.11.0", "", "nonsense"];
        assert_eq!(recent.iter().filter(|version| !is_recent(version)).count(), 0);
        assert_eq!(old.iter().filter(|version| is_recent(version)).count(), 0);
    }
}
