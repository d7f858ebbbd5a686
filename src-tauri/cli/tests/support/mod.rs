//! The built program, a library of its own, and recordings to import.

#![allow(dead_code)]

use serde_json::Value;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

pub struct Scratch {
    pub dir: TempDir,
}

/// What a command said.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    fn of(output: Output) -> Said {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// One object a line.
    pub fn json(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
    }
}

impl Scratch {
    pub fn new() -> Scratch {
        Scratch { dir: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// A command over the library `library`.
    pub fn command<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Command {
        self.command_on("library", arguments)
    }

    pub fn command_on<S: AsRef<OsStr>>(
        &self,
        library: &str,
        arguments: impl IntoIterator<Item = S>,
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_playhead-cli"));
        command.arg("--library").arg(self.path(library)).args(arguments).current_dir(self.dir.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Said {
        Said::of(self.command(arguments).output().unwrap())
    }

    pub fn run_on<S: AsRef<OsStr>>(&self, library: &str, arguments: impl IntoIterator<Item = S>) -> Said {
        Said::of(self.command_on(library, arguments).output().unwrap())
    }

    pub fn start<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    /// Puts a file there, with the folders it needs.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Everything the library says about its recordings but when they were imported and from where.
    pub fn contents(&self, library: &str) -> Vec<Value> {
        let said = self.run_on(library, ["list", "--json"]);
        assert!(matches!(said.code, Some(0 | 1)), "{}", said.err);
        let mut rows = said.json();
        for row in &mut rows {
            row.as_object_mut()
                .unwrap()
                .retain(|name, _| !matches!(name.as_str(), "importedWall" | "sourcePath" | "path"));
        }
        rows.sort_by_key(|row| row["id"].to_string());
        rows
    }

    pub fn recordings(&self, library: &str) -> Vec<String> {
        names_in(&self.path(library).join("recordings"))
    }
}

pub fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// The sample, `hours` earlier: another recording.
pub fn shop(hours: u64) -> String {
    let text = std::fs::read_to_string(fixture("sample/shop.json")).unwrap();
    let mut parts = text.split("\"timestamp\":");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let (digits, rest) = part.split_at(end);
        out.push_str("\"timestamp\":");
        match digits.parse::<u64>() {
            Ok(time) if digits.len() == 13 => out.push_str(&(time - hours * 3_600_000).to_string()),
            _ => out.push_str(digits),
        }
        out.push_str(rest);
    }
    out
}

/// A small recording with one error, `at` milliseconds after the epoch.
pub fn small(at: u64, page: &str, error: &str) -> String {
    let trace =
        format!(r#"["pay (https://{page}/js/checkout.js:10:5)","click (https://{page}/js/app.js:3:1)"]"#);
    let argument = serde_json::to_string(&serde_json::to_string(error).unwrap()).unwrap();
    format!(
        r#"[{{"type":4,"data":{{"href":"https://{page}/cart","width":800,"height":600}},"timestamp":{at}}},
{{"type":2,"data":{{"node":{{"type":0,"childNodes":[{{"type":2,"tagName":"html","attributes":{{}},"childNodes":[],"id":2}}],"id":1}},"initialOffset":{{"left":0,"top":0}}}},"timestamp":{at}}},
{{"type":6,"data":{{"plugin":"rrweb/console@1","payload":{{"level":"error","trace":{trace},"payload":[{argument}]}}}},"timestamp":{}}},
{{"type":3,"data":{{"source":3,"id":1,"x":0,"y":9}},"timestamp":{}}}]"#,
        at + 4_000,
        at + 9_000
    )
}

/// A zip archive, nothing in it compressed.
pub fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, content) in entries {
        let start = out.len() as u32;
        let mut crc = !0_u32;
        for &byte in *content {
            crc ^= u32::from(byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
            }
        }
        let mut common = vec![20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0];
        common.extend((!crc).to_le_bytes());
        for number in [content.len() as u32, content.len() as u32, name.len() as u32] {
            common.extend(number.to_le_bytes());
        }
        // The length of the name has two bytes; those of the extra field, which is empty, are the two after it.
        out.extend([b'P', b'K', 3, 4].iter().chain(&common).chain(name.as_bytes()));
        out.extend(*content);
        directory.extend([b'P', b'K', 1, 2, 20, 0].iter().chain(&common).chain(&[0; 10]));
        directory.extend(start.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length, count) = (out.len() as u32, directory.len() as u32, entries.len() as u16);
    out.extend(directory);
    out.extend([b'P', b'K', 5, 6, 0, 0, 0, 0]);
    out.extend(count.to_le_bytes().iter().chain(&count.to_le_bytes()));
    out.extend(length.to_le_bytes().iter().chain(&start.to_le_bytes()).chain(&[0, 0]));
    out
}
