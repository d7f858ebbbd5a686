//! Measured in a process of its own: nothing is warm yet, and the memory at its peak is nobody else's.

use engine::{Engine, EngineError, Moment, RecordingId};
use events::Timestamp;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};
use testkit::Random;

pub const FLAG: &str = "--alone";

const SEEKS: u64 = 60;
const IMPORTS: u32 = 5;

/// What a process of its own measured.
pub struct Measured {
    pub millis: f64,
    pub peak_mb: Option<f64>,
}

/// An import to the finished, synced recording file: the median of five, each in a process and a library of its own, as
/// `JSON.parse` beside it is. The last library is `library`.
pub fn import(file: &Path, library: &Path) -> Option<Measured> {
    let mut times: Vec<Measured> = (0..IMPORTS)
        .filter_map(|number| {
            let library = match number + 1 {
                IMPORTS => library.to_owned(),
                _ => library.with_extension(number.to_string()),
            };
            start(&["import".as_ref(), file.as_os_str(), library.as_os_str()])
        })
        .collect();
    times.sort_by(|a, b| a.millis.total_cmp(&b.millis));
    let middle = times.len() / 2;
    times.into_iter().nth(middle)
}

/// From dropping a file to the document of its first picture, while the import goes on.
pub fn first_picture(file: &Path, library: &Path) -> Option<Measured> {
    start(&["picture".as_ref(), file.as_os_str(), library.as_os_str()])
}

/// An imported recording opened, and some random moments of it.
pub fn seeks(library: &Path) -> Option<Measured> {
    start(&["seeks".as_ref(), library.as_os_str()])
}

fn start(words: &[&std::ffi::OsStr]) -> Option<Measured> {
    let output = Command::new(std::env::current_exe().ok()?).arg(FLAG).args(words).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let mut numbers = text.split_whitespace().map(str::parse::<f64>);
    Some(Measured { millis: numbers.next()?.ok()?, peak_mb: numbers.next().and_then(Result::ok) })
}

/// The other end: prints milliseconds and, where the system tells it, megabytes.
pub fn run(words: &[String]) -> ExitCode {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let measured = match words.as_slice() {
        ["import", file, library] => import_here(file.as_ref(), library.as_ref()),
        ["picture", file, library] => picture_here(file.as_ref(), library.as_ref()),
        ["seeks", library] => seeks_here(library.as_ref()),
        _ => return ExitCode::FAILURE,
    };
    match measured {
        Ok(time) => {
            let millis = time.as_secs_f64() * 1000.0;
            println!("{millis} {}", peak_mb().map_or(String::new(), |mb| mb.to_string()));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn import_here(file: &Path, library: &Path) -> Result<Duration, EngineError> {
    let began = Instant::now();
    Engine::open(library)?.import(file).outcome?;
    Ok(began.elapsed())
}

fn picture_here(file: &Path, library: &Path) -> Result<Duration, EngineError> {
    let began = Instant::now();
    let engine = Engine::open(library)?;
    let session = engine.open_file(file, std::sync::Arc::new(|_, _| {}))?;
    let at = session.first_picture()?;
    let document = session.document_at(session.tab_at(at)?, Moment::At(at))?;
    let time = began.elapsed();
    drop(document);
    // The rest of the import is not waited for.
    engine.cancel_imports(None);
    Ok(time)
}

fn seeks_here(library: &Path) -> Result<Duration, EngineError> {
    let began = Instant::now();
    let engine = Engine::open(library)?;
    let recordings = engine.recordings()?;
    let id: Option<RecordingId> = recordings.first().map(|recording| recording.id);
    let Some(id) = id else { return Ok(began.elapsed()) };
    let session = engine.open_recording(id)?;
    let end = session.end()?;
    let mut random = Random::fixed();
    for _ in 0..SEEKS {
        let at = Timestamp(random.below(end.0.unsigned_abs() + 1).cast_signed());
        session.document_at(session.tab_at(at)?, Moment::At(at))?;
    }
    Ok(began.elapsed())
}

/// The most that was resident, from Linux's own account.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes / 1000.0)
}
