//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};
use engine::MomentText;
use std::path::PathBuf;

/// Recorded browser sessions at a terminal. Nothing leaves this computer.
///
/// RECORDING is a file (read without importing it) or the id of a recording in the library.
/// A moment T is milliseconds (1500) or a clock (1:23.4) from the start, or @ and an epoch in milliseconds.
#[derive(Parser, Debug)]
#[command(name = "playhead-cli", version)]
pub struct Arguments {
    /// The folder of the library
    #[arg(long, global = true, value_name = "DIR")]
    pub library: Option<PathBuf>,
    /// Answer in JSON: one object, or one a line
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Subcommand, Debug)]
pub enum Command {
    /// Import recordings into the library
    Import(Import),
    /// List the recordings of the library
    List,
    /// What a recording holds, and what was wrong with it
    Info(Info),
    /// What a recording lacks, and what is therefore not shown; exit code 1 where that is anything but what the recorder
    /// was told to leave out
    Verify(Verify),
    /// The events of a recording, in order
    Events(Events),
    /// The document at one or more moments
    Dom(Dom),
    /// Find errors and console lines in all recordings of the library
    Search(Search),
    /// Make the catalogue of the library anew from its recording files; tags, notes and searches stay
    Reindex,
}

#[derive(Args, Debug)]
pub struct Import {
    /// Files or folders; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub struct Info {
    pub recording: PathBuf,
}

#[derive(Args, Debug)]
pub struct Verify {
    pub recording: PathBuf,
}

#[derive(Args, Debug)]
pub struct Events {
    pub recording: PathBuf,
    /// From this moment on
    #[arg(long, value_name = "T", value_parser = MomentText::parse)]
    pub from: Option<MomentText>,
    /// Up to and including this moment
    #[arg(long, value_name = "T", value_parser = MomentText::parse)]
    pub to: Option<MomentText>,
    /// Only this kind (mutation, input, console, …); may be given more than once
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// Print each event's own JSON text, as it was recorded
    #[arg(long)]
    pub raw: bool,
}

#[derive(Args, Debug)]
pub struct Dom {
    pub recording: PathBuf,
    /// With everything that happened up to and including this moment; may be given more than once
    #[arg(long, value_name = "T", value_parser = MomentText::parse)]
    pub at: Vec<MomentText>,
    /// With everything that happened before this moment; may be given more than once, after all --at
    #[arg(long, value_name = "T", value_parser = MomentText::parse)]
    pub before: Vec<MomentText>,
    #[arg(long, value_enum, default_value_t = Format::Tree)]
    pub format: Format,
    /// The tab, where a recording has several: its number in `info`
    #[arg(long, value_name = "N")]
    pub tab: Option<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// HTML text
    Html,
    /// An indented tree with ids and live state
    Tree,
    /// One line of JSON layers for each moment, for comparing with other players
    Canonical,
}

#[derive(Args, Debug)]
pub struct Search {
    /// Words of the message; the last may be unfinished
    #[arg(required = true, value_name = "WORD")]
    pub words: Vec<String>,
    /// Show at most this many hits
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: usize,
}
