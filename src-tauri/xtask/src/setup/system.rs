//! Libraries and programs from the system's packages: one table says which, why, and by what sign
//! we see that they are there. On Debian and its kin missing ones are installed, elsewhere named.

use crate::failure::{Failure, Result};
use crate::shell::{Cmd, on_path, say};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    Building,
    Testing,
    Comparing,
}

/// How to see that a package is there. By what it brings and not by its name, because names
/// differ between systems and releases.
enum Sign {
    Program(&'static str),
    PkgConfig(&'static str),
    AnyFile(&'static [&'static str]),
}

struct SystemPackage {
    debian: &'static str,
    fedora: &'static str,
    arch: &'static str,
    sign: Sign,
    needed_for: Use,
    reason: &'static str,
}

const PACKAGES: &[SystemPackage] = &[
    SystemPackage {
        debian: "build-essential",
        fedora: "gcc",
        arch: "base-devel",
        sign: Sign::Program("cc"),
        needed_for: Use::Building,
        reason: "links Rust programs and compiles the bundled SQLite and zstd",
    },
    SystemPackage {
        debian: "pkg-config",
        fedora: "pkgconf-pkg-config",
        arch: "pkgconf",
        sign: Sign::Program("pkg-config"),
        needed_for: Use::Building,
        reason: "tells build scripts where WebKitGTK lies",
    },
    SystemPackage {
        debian: "libwebkit2gtk-4.1-dev",
        fedora: "webkit2gtk4.1-devel",
        arch: "webkit2gtk-4.1",
        sign: Sign::PkgConfig("webkit2gtk-4.1"),
        needed_for: Use::Building,
        reason: "the window is a WebKitGTK view (brings GTK along)",
    },
    SystemPackage {
        debian: "xvfb",
        fedora: "xorg-x11-server-Xvfb",
        arch: "xorg-server-xvfb",
        sign: Sign::Program("xvfb-run"),
        needed_for: Use::Testing,
        reason: "a screen for the window where there is none",
    },
    SystemPackage {
        debian: "xauth",
        fedora: "xorg-x11-xauth",
        arch: "xorg-xauth",
        sign: Sign::Program("xauth"),
        needed_for: Use::Testing,
        reason: "xvfb-run does not start without it",
    },
    SystemPackage {
        debian: "webkit2gtk-driver",
        // Fedora finds the package by the file it brings.
        fedora: "/usr/bin/WebKitWebDriver",
        arch: "webkit2gtk-4.1",
        sign: Sign::Program("WebKitWebDriver"),
        needed_for: Use::Testing,
        reason: "the end-to-end tests drive the window through it",
    },
    SystemPackage {
        debian: "fonts-dejavu-core",
        fedora: "dejavu-sans-fonts",
        arch: "ttf-dejavu",
        sign: Sign::AnyFile(&[
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
            "/usr/share/fonts/TTF/DejaVuSans.ttf",
        ]),
        needed_for: Use::Testing,
        reason: "text is measured, and a bare machine has no font at all",
    },
    SystemPackage {
        debian: "imagemagick",
        fedora: "ImageMagick",
        arch: "imagemagick",
        // Not `convert`: other programs carry that name.
        sign: Sign::Program("import"),
        needed_for: Use::Testing,
        reason: "takes and compares pictures of the window",
    },
    SystemPackage {
        debian: "x11-utils",
        fedora: "xorg-x11-utils",
        arch: "xorg-xwininfo",
        sign: Sign::Program("xwininfo"),
        needed_for: Use::Testing,
        reason: "finds the window on the screen",
    },
    SystemPackage {
        debian: "xdotool",
        fedora: "xdotool",
        arch: "xdotool",
        sign: Sign::Program("xdotool"),
        needed_for: Use::Testing,
        reason: "presses keys and moves the pointer as a person does",
    },
    SystemPackage {
        debian: "dbus",
        fedora: "dbus-daemon",
        arch: "dbus",
        sign: Sign::Program("dbus-run-session"),
        needed_for: Use::Testing,
        reason: "a session of its own for every test: a second start is handed to the first over it",
    },
    SystemPackage {
        debian: "iproute2",
        fedora: "iproute",
        arch: "iproute2",
        sign: Sign::Program("ip"),
        needed_for: Use::Testing,
        reason: "the network test sets up a namespace in which every packet is counted",
    },
    SystemPackage {
        debian: "chromium",
        fedora: "chromium",
        arch: "chromium",
        sign: Sign::Program("chromium"),
        needed_for: Use::Comparing,
        reason: "rrweb's own player runs in it, to compare with",
    },
];

impl SystemPackage {
    fn is_there(&self) -> bool {
        match &self.sign {
            Sign::Program(name) => on_path(name),
            Sign::PkgConfig(module) => Cmd::new("pkg-config").args(["--exists", module]).succeeds(),
            Sign::AnyFile(paths) => paths.iter().any(|path| std::path::Path::new(path).is_file()),
        }
    }
}

pub fn ensure(is_wanted: impl Fn(Use) -> bool) -> Result {
    if !cfg!(target_os = "linux") {
        return without_packages(&is_wanted);
    }
    let missing = missing(&is_wanted);
    if missing.is_empty() {
        return Ok(());
    }
    say("These system packages are missing:");
    for package in &missing {
        println!("      {:<24} {}", package.debian, package.reason);
    }
    if !on_path("apt-get") {
        return Err(Failure::new(by_hand(&missing)));
    }
    install(&missing)?;
    let still = self::missing(&is_wanted);
    if still.is_empty() {
        return Ok(());
    }
    let names = still.iter().map(|package| package.debian).collect::<Vec<_>>().join(" ");
    Err(Failure::new(format!(
        "Packages were installed, but what these bring was not found: {names}\n\
         Look at the lines of apt-get above"
    )))
}

/// macOS and Windows bring their own web view; what drives it in tests exists only on Linux.
fn without_packages(is_wanted: &impl Fn(Use) -> bool) -> Result {
    if is_wanted(Use::Testing) {
        return Err(Failure::new(
            "The end-to-end tests need a Linux machine: there is no driver for this system's web view\n\
             Run the others with: cargo xtask test --fast",
        ));
    }
    Ok(())
}

fn missing(is_wanted: &impl Fn(Use) -> bool) -> Vec<&'static SystemPackage> {
    PACKAGES.iter().filter(|package| is_wanted(package.needed_for) && !package.is_there()).collect()
}

fn install(missing: &[&SystemPackage]) -> Result {
    let names: Vec<&str> = missing.iter().map(|package| package.debian).collect();
    let is_root = Cmd::new("id").args(["-u"]).capture().is_ok_and(|id| id.trim() == "0");
    if !is_root && !Cmd::new("sudo").args(["-n", "true"]).succeeds() {
        return Err(Failure::new(format!(
            "Installing them needs root's rights. Run this, then the same command again:\n  \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends {}",
            names.join(" ")
        )));
    }
    // Through `env`, because sudo passes variables on only when told to.
    let apt = |arguments: &[&str]| {
        // Without a terminal of its own, dpkg leaves its progress bars out.
        let options = ["-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"];
        let command =
            Cmd::new("env").args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(options).args(arguments);
        if is_root { command } else { command.wrapped_in(&["sudo", "-n"]) }
    };
    // One broken foreign source fails the update, and says nothing about the packages we want.
    let updated = apt(&["update", "-qq"]).run();
    if updated.is_err() {
        say("apt-get update failed; trying to install all the same");
    }
    apt(&["install", "-y", "-qq", "--no-install-recommends"]).args(&names).run()
}

fn by_hand(missing: &[&SystemPackage]) -> String {
    let names = |name: fn(&SystemPackage) -> &'static str| {
        let mut names: Vec<&str> = Vec::new();
        for name in missing.iter().map(|package| name(package)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(" ")
    };
    format!(
        "Install them with this system's package manager, then run the same command again:\n  \
         Fedora:  sudo dnf install {}\n  \
         Arch:    sudo pacman -S --needed {}\n  \
         Debian:  sudo apt-get install {}",
        names(|package| package.fedora),
        names(|package| package.arch),
        names(|package| package.debian),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_brings_no_test_tools_along() {
        let for_run = |use_| use_ == Use::Building;
        let wanted = PACKAGES.iter().filter(|package| for_run(package.needed_for));
        let names: Vec<_> = wanted.map(|package| package.debian).collect();
        assert_eq!(names, ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"]);
    }

    #[test]
    fn elsewhere_the_packages_are_named_for_two_other_systems() {
        let webkit: Vec<_> = PACKAGES.iter().filter(|package| package.debian.contains("webkit")).collect();
        let text = by_hand(&webkit);
        assert!(text.contains("dnf install webkit2gtk4.1-devel /usr/bin/WebKitWebDriver\n"), "{text}");
        assert!(text.contains("pacman -S --needed webkit2gtk-4.1\n"), "{text}");
    }
}
