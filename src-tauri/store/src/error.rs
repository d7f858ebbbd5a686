//! What can go wrong with a recording's file, in sentences for a person.

use events::Timestamp;

#[derive(thiserror::Error, Debug)]
pub enum StoreError {
    #[error("The recording's file could not be read or written: {0}")]
    Database(#[from] rusqlite::Error),
    #[error("The recording's file could not be {doing}: {source}")]
    File { doing: &'static str, source: std::io::Error },
    #[error("This file is not a recording")]
    NotARecording,
    #[error(
        "This recording was written by a newer version (format {found}, this version reads up to {known})"
    )]
    NewerVersion { found: u32, known: u32 },
    #[error(
        "This recording was written by an older version (format {found}, this version reads {known}): import it again \
         from where it came"
    )]
    OlderVersion { found: u32, known: u32 },
    /// The text completes the sentence: what does not hold.
    #[error("The recording's file is damaged: {0}")]
    Damaged(&'static str),
    #[error("An event stands at {} ms although one at {} ms was already taken", time.as_millis(), last.as_millis())]
    OutOfOrder { time: Timestamp, last: Timestamp },
    /// Source events must come with rising sequence numbers: they are found again by them.
    #[error("A source event has the number {seq} although {last} was already taken")]
    SourceOutOfOrder { seq: u64, last: u64 },
}

pub type Result<T, E = StoreError> = std::result::Result<T, E>;

impl From<Box<StoreError>> for StoreError {
    fn from(error: Box<StoreError>) -> StoreError {
        *error
    }
}

impl StoreError {
    pub(crate) fn file(doing: &'static str) -> impl Fn(std::io::Error) -> StoreError {
        move |source| StoreError::File { doing, source }
    }
}
