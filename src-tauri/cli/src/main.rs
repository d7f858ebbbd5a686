//! The engine at a terminal: import and watch, list, search, errors, find, and one recording's info, events, documents.
//! It may depend on `engine`, the `dom` and `events` types that pass through it, and `ipc` for JSON output.
//! It must never know Tauri, storage or recording formats.

// This program's output is its product.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod audit_command;
mod clicks_command;
mod diff_command;
mod dom_command;
mod errors_command;
mod events_command;
mod export_command;
mod find_command;
mod friction_command;
mod history_command;
mod import_command;
mod import_progress;
mod import_results;
mod info_command;
mod keep_commands;
mod list_command;
mod maps_command;
mod moments;
mod open;
mod policy_command;
mod print;
mod query_command;
mod reindex_command;
mod search_command;
mod text_command;
mod verify_command;
mod watch_command;
mod when_command;

use arguments::{Arguments, Command};
use clap::Parser;
use engine::{EngineError, ErrorCode};
use std::process::ExitCode;

/// Events are decoded on one thread and freed on another, which most systems' own allocators are slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a command's end means to a script: 0 found or done; 1 nothing found, lacking, or not possible; 2 a command or a
/// search that cannot be read (also of clap); 130 stopped by the person.
pub enum Outcome {
    Done,
    /// Nothing matched, or some of the files failed: said on standard error, exit code 1.
    Nothing,
    /// A recording that was looked through lacks something: exit code 1.
    Lacking,
    /// The person stopped it: exit code 130, as shells have it.
    Cancelled,
}

impl Outcome {
    pub const CANCELLED: u8 = 130;
}

fn main() -> ExitCode {
    // Whoever reads may stop reading: `playhead-cli list | head`.
    sigpipe::reset();
    let arguments = Arguments::parse();
    match run(&arguments) {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing | Outcome::Lacking) => ExitCode::from(1),
        Ok(Outcome::Cancelled) => ExitCode::from(Outcome::CANCELLED),
        Err(error) => {
            if arguments.json {
                let dto = ipc::convert::error(&error);
                eprintln!("{}", serde_json::to_string(&dto).unwrap_or_else(|_| error.to_string()));
            } else {
                eprintln!("{error}");
            }
            ExitCode::from(match error.code {
                ErrorCode::Query { .. } | ErrorCode::Usage => 2,
                _ => 1,
            })
        }
    }
}

fn run(arguments: &Arguments) -> Result<Outcome, EngineError> {
    match &arguments.command {
        Command::Import(command) => import_command::run(arguments, command),
        Command::List(command) => list_command::run(arguments, command),
        Command::Errors(command) => errors_command::run(arguments, command),
        Command::Maps(command) => maps_command::run(arguments, command),
        Command::Policy(command) => policy_command::run(arguments, command),
        Command::Find(command) => find_command::run(arguments, command),
        Command::Tag(command) => keep_commands::tag(arguments, command, true),
        Command::Untag(command) => keep_commands::tag(arguments, command, false),
        Command::Watch(command) => watch_command::run(arguments, command),
        Command::Export(command) => export_command::run(arguments, command),
        Command::Forget(command) => keep_commands::forget(arguments, command),
        Command::Backup(command) => keep_commands::backup(arguments, command),
        Command::Restore(command) => keep_commands::restore(arguments, command),
        Command::Move(command) => keep_commands::move_library(arguments, command),
        Command::Info(command) => info_command::run(arguments, command),
        Command::Verify(command) => verify_command::run(arguments, command),
        Command::Events(command) => events_command::run(arguments, command),
        Command::Dom(command) => dom_command::run(arguments, command),
        Command::Query(command) => query_command::run(arguments, command),
        Command::When(command) => when_command::run(arguments, command),
        Command::History(command) => history_command::run(arguments, command),
        Command::Text(command) => text_command::run(arguments, command),
        Command::Diff(command) => diff_command::run(arguments, command),
        Command::Clicks(command) => clicks_command::list(arguments, command),
        Command::Friction(command) => friction_command::run(arguments, command),
        Command::Audit(command) => audit_command::run(arguments, command),
        Command::ExplainClick(command) => clicks_command::explain(arguments, command),
        Command::Reindex => reindex_command::run(arguments),
        Command::Search(command) => search_command::run(arguments, command),
    }
}
