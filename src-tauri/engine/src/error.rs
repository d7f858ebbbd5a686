//! What went wrong, in the user's terms: what happened, what to do, which file.

use std::path::{Path, PathBuf};

#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{happened}\n{advice}{}", path_line(.path))]
pub struct EngineError {
    pub code: ErrorCode,
    /// A fact, one sentence without a final period.
    pub happened: String,
    pub advice: String,
    pub path: Option<PathBuf>,
}

/// A code exists only while a front end switches on it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ErrorCode {
    FileUnreadable,
    /// What is read is of another kind, as far as can be seen.
    NotARecording,
    NotFound,
    /// What may be ours, but cannot be made out.
    Damaged,
    CannotWrite,
    Cancelled,
    NotNow,
    /// What was asked for cannot be done as it was asked.
    Usage,
    /// A search that cannot be read; from which character of it, counted from 1, and how many.
    Query {
        column: usize,
        length: usize,
    },
}

impl EngineError {
    fn new(code: ErrorCode, happened: impl Into<String>, advice: &str) -> EngineError {
        EngineError { code, happened: happened.into(), advice: advice.to_owned(), path: None }
    }

    pub(crate) fn at(mut self, path: &Path) -> EngineError {
        self.path = Some(path.to_owned());
        self
    }

    pub fn unreadable(path: &Path, error: &std::io::Error) -> EngineError {
        let advice = match error.kind() {
            std::io::ErrorKind::NotFound => "Check that the file is still there",
            std::io::ErrorKind::PermissionDenied => {
                "Allow your user to read it, or copy it to a folder of yours"
            }
            _ => "Check the disk it lies on, then open it again",
        };
        EngineError::new(
            ErrorCode::FileUnreadable,
            format!("The file cannot be read: {}", reason(error)),
            advice,
        )
        .at(path)
    }

    pub(crate) fn cannot_write(path: &Path, error: &std::io::Error) -> EngineError {
        let happened = format!("The library cannot be written: {}", reason(error));
        EngineError::new(
            ErrorCode::CannotWrite,
            happened,
            "Free some space or choose another folder with --library",
        )
        .at(path)
    }

    pub(crate) fn cancelled() -> EngineError {
        EngineError::new(
            ErrorCode::Cancelled,
            "The import was cancelled",
            "Import the file again to have it all",
        )
    }

    /// A panic, which is a mistake of ours.
    pub(crate) fn broken_off() -> EngineError {
        EngineError::new(
            ErrorCode::Damaged,
            "Playhead made a mistake while it read the file",
            "Report it, with the file if others may see it",
        )
    }

    pub(crate) fn not_found(what: &str) -> EngineError {
        let happened = format!("There is no {what} any more");
        EngineError::new(ErrorCode::NotFound, happened, "Refresh the library, or import the file again")
    }

    pub(crate) fn query(error: library::query::QueryError) -> EngineError {
        let code = ErrorCode::Query { column: error.column, length: error.length };
        EngineError::new(code, error.happened, &error.advice)
    }

    pub(crate) fn selector(problem: questions::SelectorProblem) -> EngineError {
        let code = ErrorCode::Query { column: problem.column, length: 1 };
        let advice = "Write it as in a style sheet: button.primary, #cart li:first-child, [name=\"email\"]";
        EngineError::new(code, format!("{}, at character {}", problem.happened, problem.column), advice)
    }

    pub fn usage(happened: impl Into<String>, advice: &str) -> EngineError {
        EngineError::new(ErrorCode::Usage, happened, advice)
    }

    pub fn not_now(happened: impl Into<String>, advice: &str) -> EngineError {
        EngineError::new(ErrorCode::NotNow, happened, advice)
    }
}

impl From<formats::DecodeError> for EngineError {
    fn from(error: formats::DecodeError) -> EngineError {
        let code = match error {
            formats::DecodeError::Unreadable(_) => ErrorCode::FileUnreadable,
            formats::DecodeError::BrokenJson
            | formats::DecodeError::Damaged(_)
            | formats::DecodeError::Encrypted
            | formats::DecodeError::TooDeep
            | formats::DecodeError::TooLarge => ErrorCode::Damaged,
            _ => ErrorCode::NotARecording,
        };
        EngineError::new(code, error.to_string(), error.advice())
    }
}

impl From<store::StoreError> for EngineError {
    fn from(error: store::StoreError) -> EngineError {
        EngineError::new(
            ErrorCode::Damaged,
            error.to_string(),
            "Import the original file again to rebuild it",
        )
    }
}

impl From<library::LibraryError> for EngineError {
    fn from(error: library::LibraryError) -> EngineError {
        use library::LibraryError;
        let advice = match error {
            LibraryError::Newer { .. } => "Open it with the Playhead that made it, or a newer one",
            LibraryError::Damaged(_) => {
                "Close Playhead, take library.db out of the library's folder and open it again: the list is made anew from the recordings. playhead-cli restore takes tags and notes from a backup"
            }
            _ => "Close other programs that use it; if it stays, move library.db away and open it again",
        };
        EngineError::new(ErrorCode::Damaged, error.to_string(), advice)
    }
}

fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "it does not exist".to_owned(),
        std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        std::io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        _ => error.to_string(),
    }
}

fn path_line(path: &Option<PathBuf>) -> String {
    path.as_ref().map_or_else(String::new, |path| format!("\n{}", path.display()))
}
