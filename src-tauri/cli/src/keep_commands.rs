//! `playhead-cli tag`, `untag`, `forget`, `backup`, `restore` and `move`

use crate::Outcome;
use crate::arguments::{Arguments, Folder, Forget, Tag};
use crate::open::library;
use crate::print::{count, json, plural};
use engine::{Engine, EngineError, ErrorCode, RecordingId};
use serde::Serialize;

/// What a command did, for scripts.
#[derive(Serialize, Default)]
#[serde(rename_all = "camelCase")]
struct Done {
    recordings: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    copied: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes_copied: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dir: Option<String>,
}

pub fn tag(arguments: &Arguments, command: &Tag, is_set: bool) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let ids = named(&engine, &command.recordings, command.matching.as_deref())?;
    if is_set {
        engine.tag(&ids, &command.tag)?;
    } else {
        engine.untag(&ids, &command.tag)?;
    }
    let word = if is_set { "tagged" } else { "untagged" };
    tell(arguments, Done { recordings: ids.len() as u64, ..Done::default() }, |done| {
        format!("{} {word}", plural(done.recordings, "recording"))
    })
}

pub fn forget(arguments: &Arguments, command: &Forget) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let ids = named(&engine, &command.recordings, command.matching.as_deref())?;
    if command.matching.is_some() && !command.yes {
        for &id in &ids {
            eprintln!("{id}  {}", engine.recording(id)?.file_name);
        }
        let what = plural(ids.len() as u64, "recording");
        return Err(EngineError::usage(
            format!("{what} would be forgotten for good"),
            "Add --yes to forget what was listed",
        ));
    }
    let forgotten = engine.forget(&ids)? as u64;
    tell(arguments, Done { recordings: forgotten, ..Done::default() }, |done| {
        format!("{} forgotten", plural(done.recordings, "recording"))
    })
}

pub fn backup(arguments: &Arguments, command: &Folder) -> Result<Outcome, EngineError> {
    let done = library(arguments)?.back_up(&command.dir)?;
    let dto = Done {
        recordings: done.recordings,
        copied: Some(done.copied),
        bytes_copied: Some(done.bytes_copied),
        dir: Some(command.dir.display().to_string()),
    };
    if arguments.json {
        json(&dto);
    } else {
        let recordings = plural(done.recordings, "recording");
        println!(
            "{recordings} in {}, {} copied ({} bytes)",
            command.dir.display(),
            count(done.copied),
            count(done.bytes_copied)
        );
        if done.kept > 0 {
            println!("{} of earlier backups kept", plural(done.kept, "recording"));
        }
    }
    Ok(Outcome::Done)
}

pub fn restore(arguments: &Arguments, command: &Folder) -> Result<Outcome, EngineError> {
    let restored = library(arguments)?.restore(&command.dir)?;
    let done = Done { recordings: restored, ..Done::default() };
    if arguments.json {
        json(&done);
    } else {
        println!("{} restored, with tags, notes and searches", plural(restored, "recording"));
    }
    Ok(Outcome::Done)
}

pub fn move_library(arguments: &Arguments, command: &Folder) -> Result<Outcome, EngineError> {
    let engine = library(arguments)?;
    let recordings = engine.recordings()?.len() as u64;
    let dir = engine.move_to(&command.dir)?.display().to_string();
    let done = Done { recordings, dir: Some(dir.clone()), ..Done::default() };
    if arguments.json {
        json(&done);
    } else {
        println!("The library is in {dir} now, with {}", plural(recordings, "recording"));
    }
    Ok(Outcome::Done)
}

fn tell(arguments: &Arguments, done: Done, words: impl Fn(&Done) -> String) -> Result<Outcome, EngineError> {
    match arguments.json {
        true => json(&done),
        false => println!("{}", words(&done)),
    }
    Ok(if done.recordings == 0 { Outcome::Nothing } else { Outcome::Done })
}

/// Those that were named, and those that a search finds. A name that is none is told; one that is not in the library too.
pub fn named(
    engine: &Engine,
    names: &[String],
    matching: Option<&str>,
) -> Result<Vec<RecordingId>, EngineError> {
    let mut ids = Vec::new();
    for name in names {
        let id = RecordingId::parse(name).ok_or_else(|| {
            EngineError::usage(format!("“{name}” is no recording's id"), "playhead-cli list shows the ids")
        })?;
        match engine.recording(id) {
            Err(error) if error.code == ErrorCode::NotFound => eprintln!("{id} is not in the library"),
            other => ids.push(other?.id),
        }
    }
    if let Some(query) = matching {
        ids.extend(engine.matching(query).inspect_err(|error| crate::search_command::point(query, error))?);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
