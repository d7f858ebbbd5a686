//! The command line of the window program.

use clap::Parser;
use engine::{MomentText, SessionLink};
use std::path::{Path, PathBuf};

/// Viewer for recorded browser sessions. Nothing leaves this computer.
#[derive(Parser, Clone, Debug)]
#[command(name = "playhead", version)]
pub struct Arguments {
    /// Recordings to open: files, ids of recordings in the library, or links (playhead://session/ID?t=83.4)
    pub files: Vec<PathBuf>,
    /// Open at this moment: milliseconds (1500), a clock (1:23.4) or @ and an epoch in milliseconds
    #[arg(long, value_name = "T", value_parser = MomentText::parse)]
    pub at: Option<MomentText>,
    /// The folder of the library
    #[arg(long, value_name = "DIR")]
    pub library: Option<PathBuf>,
}

impl Arguments {
    /// Paths as seen from `cwd`: another instance has another working directory. Links are the same everywhere.
    pub fn absolute_files(&self, cwd: &Path) -> Vec<PathBuf> {
        let is_link = |file: &PathBuf| file.to_str().is_some_and(SessionLink::is_link);
        let absolute = |file: &PathBuf| if is_link(file) { file.clone() } else { cwd.join(file) };
        self.files.iter().map(absolute).collect()
    }
}
