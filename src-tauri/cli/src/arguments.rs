//! The command line.

mod over_time;

pub use over_time::{Audit, Clicks, Diff, ExplainClick, Friction, History, Text, When};

use clap::{Args, Parser, Subcommand, ValueEnum};
use engine::MomentText;
use std::path::PathBuf;

/// Recorded browser sessions at a terminal. Nothing leaves this computer.
///
/// RECORDING is a file (read without importing it) or the id of a recording in the library.
/// A moment T is milliseconds (1500) or a clock (1:23.4) from the start, or @ and an epoch in milliseconds.
///
/// Exit codes: 0 found or done; 1 nothing found, or a file could not be read; 2 a command or a search that cannot be
/// read; 130 stopped with Ctrl+C.
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
    /// Import whatever comes into folders, until Ctrl+C
    Watch(Watch),
    /// List the recordings of the library
    List(List),
    /// Errors of all recordings in groups, the newest first
    Errors(Errors),
    /// Source maps, by which errors are told as the source has them
    #[command(subcommand)]
    Maps(Maps),
    /// What imports mask before anything is written: shows it, or sets it for the library or a site
    Policy(Policy),
    /// The moments at which an exception was recorded that was caught elsewhere
    Find(Find),
    /// What a recording holds, and what was wrong with it
    Info(Info),
    /// What a recording lacks, and what is therefore not shown; exit code 1 where that is anything but what the recorder
    /// was told to leave out
    Verify(Verify),
    /// The events of a recording, in order
    Events(Events),
    /// The document at one or more moments
    Dom(Dom),
    /// Elements that a CSS selector finds at one or more moments; exit code 1 where there are none
    Query(Query),
    /// When a CSS selector found something: first, last and every interval; exit code 1 where it never did
    When(When),
    /// Each change of an element: attributes, text, value, children; exit code 1 where there is none
    History(History),
    /// Texts that ever stood on the page, and when; exit code 1 where there is none
    Text(Text),
    /// What differs between two moments; exit code 1 where nothing does
    Diff(Diff),
    /// Every click, and how long the page took to change after it
    Clicks(Clicks),
    /// Where people suffered: rage, dead, slow and error clicks, abandoned forms, dead ends, …, with what says so
    Friction(Friction),
    /// What looks private in everything the recording ever held: passwords, cards, tokens, addresses, …; exit code 1 where
    /// nothing does
    Audit(Audit),
    /// What a click met: what it hit, what may have kept it from working, requests, errors, the first change
    ExplainClick(ExplainClick),
    /// Find moments in all recordings of the library: errors, console lines, requests, pages, clicks
    Search(Search),
    /// Make the catalogue of the library anew from its recording files; tags, notes and searches stay
    Reindex,
    /// Give recordings a tag
    Tag(Tag),
    /// Take a tag from recordings
    Untag(Tag),
    /// Write recordings as files that any player reads
    Export(Export),
    /// Remove recordings from the library for good
    Forget(Forget),
    /// Copy the library to a folder; what it holds already is not copied again
    Backup(Folder),
    /// Take recordings that are missing, tags, notes and searches from a backup
    Restore(Folder),
    /// Move the library to another folder
    Move(Folder),
}

/// Imports replays of failed tests, for instance:
///
///   playhead-cli --library replays import 'test-results/**/*.json' --json
///   playhead-cli import ~/Downloads/sessions export.zip
///   curl -s https://replays.example/17 | playhead-cli import -
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Import {
    /// Files, folders, patterns ('**/*.json') or archives; - reads standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// A source map, or a folder of them, for errors of these and all other recordings; may be given more than once
    #[arg(long, value_name = "PATH")]
    pub source_maps: Vec<PathBuf>,
    /// Name each file of the folders that is no recording, instead of counting them by kind
    #[arg(long, short)]
    pub verbose: bool,
}

/// The list is kept with the library. A map is known by its name (app.js.map is that of app.js), the folder it lies in, or
/// the file that it names.
#[derive(Subcommand, Debug)]
pub enum Maps {
    /// Put files or folders on the list; errors of recordings that are here already are told anew
    Add(MapPaths),
    /// Take them off the list
    Remove(MapPaths),
    /// Show the list
    List,
}

#[derive(Args, Debug)]
pub struct MapPaths {
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// What imports mask. By default `secrets`: values of password, payment-card and one-time-code fields, and whatever repeats
/// them (request bodies, addresses, console lines). What was imported stays as it was masked then: forget it and import
/// the file again to apply another policy.
///
///   playhead-cli policy                                   # shows it
///   playhead-cli policy secrets+inputs                    # all fields, in every recording that comes
///   playhead-cli policy secrets+texts --site shop.example # there, all text of the pages too
///   playhead-cli policy --site shop.example --remove
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Policy {
    /// `keep` (as recorded), or any of `secrets`, `inputs`, `texts`, `images` with + between them
    #[arg(value_name = "RULES")]
    pub rules: Option<String>,
    /// Only for recordings of this site and those below it
    #[arg(long, value_name = "HOST")]
    pub site: Option<String>,
    /// The site has no policy of its own any more
    #[arg(long, requires = "site", conflicts_with = "rules")]
    pub remove: bool,
}

/// Imports what is in the folders and what comes into them. The list is kept: the window watches them too.
///
///   playhead-cli watch ~/Downloads/sessions
///   playhead-cli watch --list
///   playhead-cli watch --remove ~/Downloads/sessions
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Watch {
    /// Folders to put on the list
    #[arg(value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// Take the folders off the list instead
    #[arg(long, conflicts_with = "list", requires = "folders")]
    pub remove: bool,
    /// Only show the list
    #[arg(long)]
    pub list: bool,
}

/// Lists recordings, the newest import first.
///
///   playhead-cli list --sort errors --limit 10
///   playhead-cli list has:error url:/checkout date:7d
///   playhead-cli list 'has:error -url:/checkout'
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct List {
    /// Only those that fulfil this search
    #[arg(value_name = "QUERY")]
    pub query: Vec<String>,
    #[arg(long, value_enum, default_value_t = Sort::Imported)]
    pub sort: Sort,
    /// Show at most this many
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// What comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Sort {
    /// The newest import
    Imported,
    /// The newest recording
    Recorded,
    /// The longest
    Length,
    /// That with most errors
    Errors,
    /// The largest file
    Size,
    /// By the name of the file
    Name,
}

/// Groups of errors: how many, in how many sessions, from when to when, and what it is.
///
///   playhead-cli errors
///   playhead-cli errors --group 1
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Errors {
    /// Where the errors of one group happened: its number in the list, or its id
    #[arg(long, value_name = "N")]
    pub group: Option<String>,
    /// Show at most this many
    #[arg(long, default_value_t = 50, value_name = "N")]
    pub limit: usize,
}

/// From an exception to the recording: best first, with what speaks for each.
///
///   playhead-cli find --session 0199a1b2-c3d4-7000-8000-000000000001
///   playhead-cli find --error sentry-event.json
///   playhead-cli find "Cannot read properties of undefined (reading 'total')"
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Find {
    /// The name of a session, a replay or an event
    #[arg(long, value_name = "ID")]
    pub session: Option<String>,
    /// An error's JSON as Sentry, PostHog or AllStak have it; - reads standard input
    #[arg(long, value_name = "FILE", conflicts_with = "session")]
    pub error: Option<PathBuf>,
    /// A message, a stack, a name or an address
    #[arg(value_name = "TEXT", required_unless_present_any = ["session", "error"], conflicts_with_all = ["session", "error"])]
    pub text: Vec<String>,
    /// Show at most this many
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub limit: usize,
}

/// Names recordings and a tag.
///
///   playhead-cli tag checkout 0123456789abcdef0123456789abcdef
///   playhead-cli tag flaky --matching 'error:timeout date:today'
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Tag {
    pub tag: String,
    /// Ids of recordings
    #[arg(value_name = "RECORDING", required_unless_present = "matching")]
    pub recordings: Vec<String>,
    /// Those that fulfil this search
    #[arg(long, value_name = "QUERY")]
    pub matching: Option<String>,
}

/// Writes each recording's events as they were recorded, as one rrweb JSON array a file. Nothing is overwritten.
///
///   playhead-cli export --to ~/ticket-17 0123456789abcdef0123456789abcdef
///   playhead-cli export --to failed --matching 'has:error date:today'
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Export {
    /// The folder for the files; made where it is not there
    #[arg(long, value_name = "FOLDER")]
    pub to: PathBuf,
    /// Ids of recordings
    #[arg(value_name = "RECORDING", required_unless_present = "matching")]
    pub recordings: Vec<String>,
    /// Those that fulfil this search
    #[arg(long, value_name = "QUERY")]
    pub matching: Option<String>,
}

/// Removes recordings with everything that was written about them. The files they were imported from stay.
///
///   playhead-cli forget 0123456789abcdef0123456789abcdef
///   playhead-cli forget --matching 'date:..2025' --yes
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Forget {
    /// Ids of recordings
    #[arg(value_name = "RECORDING", required_unless_present = "matching")]
    pub recordings: Vec<String>,
    /// Those that fulfil this search; without --yes they are only listed
    #[arg(long, value_name = "QUERY")]
    pub matching: Option<String>,
    /// Forget what the search finds
    #[arg(long)]
    pub yes: bool,
}

#[derive(Args, Debug)]
pub struct Folder {
    pub dir: PathBuf,
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
    #[command(flatten)]
    pub moments: Moments,
    #[arg(long, value_enum, default_value_t = Format::Tree)]
    pub format: Format,
}

/// Which documents of a recording are meant; its last one where nothing is said.
#[derive(Args, Debug)]
pub struct Moments {
    /// With everything that happened up to and including this moment; may be given more than once
    #[arg(long, value_name = "T", value_parser = MomentText::parse)]
    pub at: Vec<MomentText>,
    /// With everything that happened before this moment; may be given more than once, after all --at
    #[arg(long, value_name = "T", value_parser = MomentText::parse)]
    pub before: Vec<MomentText>,
    /// The tab, where a recording has several: its number in `info`
    #[arg(long, value_name = "N")]
    pub tab: Option<u32>,
}

/// Elements that a CSS selector finds, for instance:
///
///   playhead-cli query session.json 'button:disabled' --at 1:23.4
///   playhead-cli query session.json '.error-banner' --before 1:23.4 --json
#[derive(Args, Debug)]
#[command(verbatim_doc_comment)]
pub struct Query {
    pub recording: PathBuf,
    /// As in a style sheet; what begins with / is an XPath
    pub selector: String,
    #[command(flatten)]
    pub moments: Moments,
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
