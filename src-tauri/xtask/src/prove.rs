//! `cargo xtask prove-setup`: does on a bare Debian root what a person does on a fresh machine, so
//! that a package which only happens to lie on ours shows as missing. The root gets git, a C
//! compiler, this machine's Rust and Node, and nothing else; where packages come from is copied
//! from this machine at run time. It must never know what set-up installs.

use crate::failure::{AtPath, Failure, Result};
use crate::project::Project;
use crate::shell::{Cmd, on_path, say};
use std::path::{Path, PathBuf};

/// What a fresh machine has, by the README: git and a C compiler, which Rust asks for anyway. The
/// certificates belong to whatever brought Rust and Node.
const BARE: &str = "git,ca-certificates,gcc,libc6-dev";

/// Marks a folder as ours to remove.
const MARK: &str = ".playhead-prove";

/// Where the project lies in the root.
const INSIDE: &str = "/root/playhead";

/// Variables about how this machine reaches the outside.
const KEPT_VARIABLES: &[&str] = &["PROXY", "CERT", "CA_BUNDLE", "CA_CERTS", "SSL_CAINFO"];

pub fn run(project: &Project, arguments: &[String]) -> Result {
    let wanted = Wanted::read(project, arguments)?;
    check_machine()?;
    make_root(&wanted.folder)?;
    bring_settings(&wanted.folder)?;
    bring_node(&wanted.folder)?;
    bring_project(project, &wanted)?;
    let script = script(wanted.setup_only);
    say(if wanted.setup_only { "Setting up in the bare root" } else { "Running .ci/run in the bare root" });
    run_inside(&wanted.folder, &script)?;
    println!("Proved: nothing is needed beyond what set-up installs\n{}", wanted.folder.display());
    Ok(())
}

struct Wanted {
    folder: PathBuf,
    setup_only: bool,
    worktree: bool,
}

impl Wanted {
    fn read(project: &Project, arguments: &[String]) -> Result<Wanted> {
        let folder = project.target.join("prove");
        let mut wanted = Wanted { folder, setup_only: false, worktree: false };
        for word in arguments {
            match word.as_str() {
                "--setup-only" => wanted.setup_only = true,
                "--worktree" => wanted.worktree = true,
                flag if flag.starts_with('-') => {
                    return Err(Failure::new(format!("`prove-setup` has no flag `{flag}`")));
                }
                folder => {
                    let path = Path::new(folder);
                    wanted.folder = std::path::absolute(path).at("find the folder", path)?;
                }
            }
        }
        Ok(wanted)
    }
}

fn check_machine() -> Result {
    let is_root = Cmd::new("id").args(["-u"]).capture().is_ok_and(|id| id.trim() == "0");
    if !is_root || !on_path("debootstrap") || !on_path("unshare") {
        return Err(Failure::new(
            "The proof makes a Debian root: it must run as root, on a machine with debootstrap and unshare\n\
             Install them with: apt-get install debootstrap util-linux",
        ));
    }
    Ok(())
}

fn make_root(folder: &Path) -> Result {
    if folder.exists() {
        if !folder.join(MARK).exists() {
            let text =
                format!("This folder was not made by `prove-setup`; remove it first\n{}", folder.display());
            return Err(Failure::new(text));
        }
        say("Removing the root of an earlier proof");
        Cmd::new("rm").args(["-rf", "--one-file-system", "--"]).args([folder]).run()?;
    }
    std::fs::create_dir_all(folder).at("make the folder", folder)?;
    std::fs::write(folder.join(MARK), "").at("write into", folder)?;
    let (suite, mirror) = own_debian()?;
    say(format!("Making a bare Debian root ({suite})"));
    let include = format!("--include={BARE}");
    let log = folder.with_extension("log");
    let words = ["--variant=minbase", include.as_str(), suite.as_str()];
    // Its hundreds of lines are of interest only when it fails.
    let quiet = "log=$1; shift; debootstrap \"$@\" > \"$log\" 2>&1 || { tail -n 20 \"$log\"; exit 1; }";
    Cmd::new("sh").args(["-c", quiet, "sh"]).args([&log]).args(words).args([folder]).args([mirror]).run()
}

/// The release of this machine, and the first address its apt is told to get Debian from.
fn own_debian() -> Result<(String, String)> {
    let release = std::fs::read_to_string("/etc/os-release").at("read", Path::new("/etc/os-release"))?;
    let field = |name: &str| release.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
    let suite = field("VERSION_CODENAME").map(|name| name.trim_matches('"').to_owned());
    // apt itself merges all forms of its lists, with mirrors and proxies.
    let format = ["indextargets", "--format", "$(SITE) $(RELEASE) $(REPO_URI)", "Created-By: Packages"];
    let targets = Cmd::new("apt-get").args(format).capture()?;
    let mirror = suite.as_deref().and_then(|suite| mirror_of(&targets, suite));
    match (suite, mirror) {
        (Some(suite), Some(mirror)) => Ok((suite, mirror)),
        _ => Err(Failure::new("The proof needs a Debian machine whose apt has a source for its own release")),
    }
}

fn mirror_of(targets: &str, suite: &str) -> Option<String> {
    let words = targets.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    words.filter(|words| words.contains(&suite)).find_map(|words| words.last().map(|uri| (*uri).to_owned()))
}

/// Copies how this machine reaches the outside: apt's lists, names, certificates, npm's settings.
fn bring_settings(folder: &Path) -> Result {
    say("Copying this machine's package settings");
    let apt = folder.join("etc/apt");
    std::fs::remove_dir_all(&apt).at("remove", &apt)?;
    let mut paths = vec![
        PathBuf::from("/etc/apt"),
        PathBuf::from("/etc/hosts"),
        PathBuf::from("/etc/resolv.conf"),
        PathBuf::from("/etc/ssl/certs"),
        PathBuf::from("/usr/share/keyrings"),
        PathBuf::from("/usr/local/share/ca-certificates"),
        home().join(".npmrc"),
    ];
    paths.extend(kept_variables().into_iter().map(|(_, value)| PathBuf::from(value)));
    for path in paths.iter().filter(|path| path.is_absolute() && path.exists()) {
        // Links are followed here, since what they point to may not be there, and replaced there,
        // since they would lead out of the root.
        Cmd::new("cp")
            .args(["-rL", "--parents", "--remove-destination", "--"])
            .args([path, folder])
            .capture()?;
    }
    Ok(())
}

/// Node as one program and npm as one folder, wherever this machine's package has put them.
fn bring_node(folder: &Path) -> Result {
    say("Copying this machine's Node");
    let modules = Cmd::npm(["root", "--global"]).capture()?;
    let npm = Path::new(modules.trim()).join("npm");
    let node = Cmd::new("node").args(["-p", "process.execPath"]).capture()?;
    let (bin, lib) = (folder.join("usr/local/bin"), folder.join("usr/local/lib/node_modules"));
    std::fs::create_dir_all(&lib).at("make the folder", &lib)?;
    Cmd::new("cp").args(["-L", node.trim()]).args([bin.join("node")]).capture()?;
    Cmd::new("cp").args(["-rL"]).args([npm.as_path(), &lib]).capture()?;
    for (name, script) in [("npm", "npm-cli.js"), ("npx", "npx-cli.js")] {
        let target = format!("../lib/node_modules/npm/bin/{script}");
        Cmd::new("ln").args(["-sf", &target]).args([bin.join(name)]).capture()?;
    }
    Ok(())
}

fn bring_project(project: &Project, wanted: &Wanted) -> Result {
    let inside = wanted.folder.join(INSIDE.trim_start_matches('/'));
    let git = |words: &[&str]| Cmd::new("git").args(["-c", "safe.directory=*"]).args(words);
    if !wanted.worktree {
        say("Cloning the last commit into it");
        return git(&["clone", "--quiet", "--no-hardlinks", "--"]).args([&project.root, &inside]).run();
    }
    say("Copying the files that git knows or would know into it");
    std::fs::create_dir_all(&inside).at("make the folder", &inside)?;
    let copy = "git -c 'safe.directory=*' ls-files -z --cached --others --exclude-standard \
                | tar --null --files-from=- --ignore-failed-read --create --file=- 2> /dev/null \
                | tar --extract --file=- --directory \"$1\"";
    Cmd::new("sh").args(["-c", copy, "sh"]).args([&inside]).current_dir(&project.root).run()?;
    // Tidy asks git for the project's files.
    git(&["init", "--quiet"]).args([&inside]).run()
}

/// What is typed on the fresh machine.
fn script(setup_only: bool) -> String {
    if !setup_only {
        return "bash .ci/run".to_owned();
    }
    // The second set-up proves that the first left nothing out and does nothing twice; then
    // something is compiled, linked and started with what was installed.
    "set -e\n\
     cargo xtask setup --tests\n\
     cargo xtask setup --tests | tee /tmp/again\n\
     test \"$(cat /tmp/again)\" = 'Everything is set up'\n\
     cat > /tmp/window.c <<'C'\n\
     #include <webkit2/webkit2.h>\n\
     int main(int count, char **words) {\n\
       gtk_init(&count, &words);\n\
       GtkWidget *view = webkit_web_view_new();\n\
       return WEBKIT_IS_WEB_VIEW(view) ? 0 : 1;\n\
     }\n\
     C\n\
     cc /tmp/window.c -o /tmp/window $(pkg-config --cflags --libs webkit2gtk-4.1)\n\
     xvfb-run -a dbus-run-session -- /tmp/window\n\
     echo 'A WebKitGTK view was compiled, linked and made'\n"
        .to_owned()
}

/// Runs a script in the root, in a mount and a process namespace of its own: when it ends, however
/// it ends, neither a mount nor a process is left.
fn run_inside(folder: &Path, script: &str) -> Result {
    // The same folders as outside, so that nothing is downloaded twice.
    let rust = [("CARGO_HOME", ".cargo"), ("RUSTUP_HOME", ".rustup")].map(|(name, default)| {
        (name, std::env::var_os(name).map_or_else(|| home().join(default), PathBuf::from))
    });
    // The root is a mount of its own: only then can the tests inside make mount namespaces in turn.
    let mut mounts = String::from(
        "set -e\nmount --bind \"$PWD\" \"$PWD\"\ncd \"$PWD\"\n\
         mount -t proc proc proc\nmount --rbind /dev dev\nmount --rbind /sys sys\n",
    );
    let mut variables = vec![("CI".to_owned(), "true".to_owned()), ("HOME".to_owned(), text(&home()))];
    let mut path = String::new();
    for (name, outside) in rust.iter().filter(|(_, outside)| outside.is_dir()) {
        let outside = text(outside);
        let (here, there) = (quoted(&outside), quoted(&format!(".{outside}")));
        mounts.push_str(&format!("mkdir -p {there}\nmount --bind {here} {there}\n"));
        path.push_str(&format!("{outside}/bin:"));
        variables.push(((*name).to_owned(), outside));
    }
    path.push_str("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    variables.push(("PATH".to_owned(), path));
    variables.extend(kept_variables());
    let variables: Vec<String> =
        variables.iter().map(|(name, value)| quoted(&format!("{name}={value}"))).collect();
    let enter = format!("{mounts}exec chroot . env -i {} bash /prove-inside.sh\n", variables.join(" "));
    for (name, text) in [("prove-enter.sh", enter), ("prove-inside.sh", format!("cd {INSIDE}\n{script}"))] {
        let file = folder.join(name);
        std::fs::write(&file, text).at("write", &file)?;
    }
    let namespaces = ["--mount", "--propagation", "private", "--pid", "--fork", "--kill-child"];
    Cmd::new("unshare").args(namespaces).args(["sh", "prove-enter.sh"]).current_dir(folder).run()
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', "'\\''"))
}

fn kept_variables() -> Vec<(String, String)> {
    let is_kept = |name: &str| KEPT_VARIABLES.iter().any(|part| name.to_uppercase().contains(part));
    std::env::vars().filter(|(name, _)| is_kept(name)).collect()
}

fn home() -> PathBuf {
    std::env::var_os("HOME").map_or_else(|| PathBuf::from("/root"), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mirror_is_the_one_of_the_own_release() {
        let targets = "http://a.example/s bookworm-security http://a.example/s/\n\
                       http://b.example/d bookworm http://b.example/d/\n";
        assert_eq!(mirror_of(targets, "bookworm").as_deref(), Some("http://b.example/d/"));
        assert_eq!(mirror_of(targets, "trixie"), None);
    }

    #[test]
    fn a_word_survives_the_shell() {
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
    }
}
