//! The wire between the engine and the window: the list of commands, the wire twins of engine types, generated TypeScript.
//! It may depend on `engine` (and the `dom` and `events` types that pass through it) and serde.
//! It must never know Tauri, nor how any command is carried out.

pub mod commands;
pub mod convert;
pub mod dto;
