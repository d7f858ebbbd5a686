//! The Tauri shell: window, dialogs, drops, single instance, the frame channel, wiring.
//! It may depend on `ipc`, `engine` and Tauri.
//! It must never know decoding, SQL or DOM rules: an `if` about recordings belongs further down.

// No console window beside the program on Windows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod host;
mod outbox;
mod session_worker;
mod window;
mod wiring;

use arguments::Arguments;
use clap::Parser;
use engine::{Engine, EngineError, LibraryPaths};
use host::Host;
use std::process::ExitCode;
use std::sync::Arc;

/// Events are decoded on one thread and freed on another, which most systems' own allocators are slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            // The only output of the shell: it cannot open a window to say it in.
            #[allow(clippy::print_stderr)]
            {
                eprintln!("{message}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), String> {
    let library = arguments
        .library
        .clone()
        .or_else(LibraryPaths::platform_default)
        .ok_or("There is no home directory to keep the library in\nName a folder with --library DIR")?;
    let engine = Engine::open(&library).map_err(|error: EngineError| error.to_string())?;
    let host = Arc::new(Host::new(engine, &arguments));
    wiring::start(host, &arguments).map_err(|error| format!("The window cannot be opened: {error}"))
}
