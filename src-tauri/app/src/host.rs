//! Carries out the commands of the window, by topic.

mod changes;
mod errors;
mod imports;
mod library;
mod own;
mod panels;
mod questions;
mod sessions;

use crate::arguments::Arguments;
use crate::outbox::Outbox;
use changes::Changes;
use engine::{Engine, EngineError, MomentText, RecordingId};
use ipc::commands::*;
use ipc::convert;
use ipc::dto::error::ErrorDto;
use library::Views;
use questions::Questions;
use sessions::Sessions;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use questions::KnownTexts;

type Answer<T> = Result<T, ErrorDto>;

pub struct Host {
    engine: Arc<Engine>,
    pub outbox: Arc<Outbox>,
    changes: Arc<Changes>,
    sessions: Sessions,
    views: Views,
    questions: Questions,
    open: Vec<PathBuf>,
    at: Option<MomentText>,
    sample: Option<PathBuf>,
}

impl Host {
    pub fn new(engine: Engine, arguments: &Arguments) -> Host {
        let cwd = std::env::current_dir().unwrap_or_default();
        let (engine, outbox) = (Arc::new(engine), Arc::<Outbox>::default());
        let changes = Changes::follow(&engine, outbox.clone());
        let host = Host {
            engine,
            outbox,
            changes,
            sessions: Sessions::default(),
            views: Views::default(),
            questions: Questions::default(),
            open: arguments.absolute_files(&cwd),
            at: arguments.at,
            sample: sample(),
        };
        host.watch();
        host
    }

    pub fn app_info(&self, _: Nothing) -> Answer<AppInfoDto> {
        Ok(AppInfoDto {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            library_dir: self.engine.paths().dir().display().to_string(),
            open: self.open.iter().map(|path| path.display().to_string()).collect(),
            at: match self.at {
                Some(MomentText::Offset(at)) => Some(at.0),
                _ => None,
            },
            sample: self.sample.as_ref().map(|path| path.display().to_string()),
        })
    }
}

fn answer<T>(result: Result<T, EngineError>) -> Answer<T> {
    result.map_err(|error| convert::error(&error))
}

fn recording_id(text: &str) -> Result<RecordingId, EngineError> {
    RecordingId::parse(text).ok_or_else(|| {
        EngineError::not_now("This is no recording's id", "Choose a recording from the library")
    })
}

/// The recording that comes with the program: beside the executable when installed, in the sources when built there.
fn sample() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok()?.parent()?.join("../share/playhead/sample/shop.json");
    let in_sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/sample/shop.json");
    [beside, in_sources].into_iter().find(|path| path.is_file())
}
