//! The files that a rule of the house does not hold for, each with the reason. One that has
//! become needless fails too, so the list never grows stale. It is the only way around a rule.

pub struct Exception {
    pub rule: &'static str,
    /// A file, or a folder when it ends with `/`.
    pub path: &'static str,
    pub reason: &'static str,
}

pub const FILE: &str = "src-tauri/xtask/src/tidy/exceptions.rs";

pub const EXCEPTIONS: &[Exception] = &[
    Exception {
        rule: "registry-host",
        path: "Cargo.lock",
        reason: "cargo writes the registry's name beside every package",
    },
    Exception {
        rule: "registry-host",
        path: "tests/fuzz/Cargo.lock",
        reason: "cargo writes the registry's name beside every package",
    },
];
