//! Why nothing at all can be shown of a file. Each variant is a fact in the user's terms.
//!
//! The text says what happened, in one sentence without a final period; `advice` says what to do. The path is added by
//! whoever knows it.

use crate::probe::Foreign;
use std::io;

#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    #[error("The file could not be read: {0}")]
    Unreadable(#[source] io::Error),
    #[error("The file is empty")]
    Empty,
    /// A file of a known kind that holds no recording we can play.
    #[error("{}", .0.fact())]
    Foreign(Foreign),
    #[error("This JSON holds no recorded events{}", members(.0))]
    NoEvents(Vec<String>),
    #[error("The file looks like JSON but is not valid, and no recorded event was found in it")]
    BrokenJson,
    #[error("This is a text file, not a session recording")]
    Text,
    #[error("This is a binary file of an unknown kind, not a session recording")]
    Binary,
    /// Holds the kind of archive.
    #[error("The {0} data is damaged, and nothing in it can be read")]
    Damaged(&'static str),
    #[error("The archive is encrypted")]
    Encrypted,
    #[error("The archive is packed in too many other archives")]
    TooDeep,
    #[error("The archive inside the archive is too large to be opened in place")]
    TooLarge,
    /// Holds the number of files in it.
    #[error("None of the {0} files in this archive is a session recording")]
    NothingInArchive(usize),
    #[error("The archive is empty")]
    EmptyArchive,
}

impl DecodeError {
    /// What the user can do about it, in one sentence without a final period.
    pub fn advice(&self) -> &'static str {
        match self {
            DecodeError::Unreadable(_) => "Check that the file is still there and may be read",
            DecodeError::Empty | DecodeError::EmptyArchive => "Export the recording again",
            DecodeError::Foreign(foreign) => foreign.advice(),
            DecodeError::NoEvents(_) | DecodeError::Text | DecodeError::Binary => RECORDINGS_ARE,
            DecodeError::BrokenJson => {
                "Export the recording again, or check where the file was cut or edited"
            }
            DecodeError::Damaged(_) => "Download or export the file again",
            DecodeError::Encrypted => "Unpack it with its password and open what was inside",
            DecodeError::TooDeep | DecodeError::TooLarge => "Unpack it and open what was inside",
            DecodeError::NothingInArchive(_) => RECORDINGS_ARE,
        }
    }
}

const RECORDINGS_ARE: &str = "Open a recording made with rrweb or a tool built on it: JSON, JSON lines, gzip, zstd, brotli, zip or tar";

fn members(members: &[String]) -> String {
    let quoted: Vec<String> = members.iter().map(|member| format!("“{member}”")).collect();
    if quoted.is_empty() { String::new() } else { format!(", only {}", quoted.join(", ")) }
}
