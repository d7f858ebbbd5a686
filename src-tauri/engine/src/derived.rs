//! What was found in a recording, between its file, its session and the catalogue.

use crate::engine::wall_clock;
use crate::{EngineError, ImportJob};
use analysis::Findings;
use analysis::friction::{Facts, Rules, judge};
use events::derived::{Activity, LackKind};
use events::{RecordingId, SessionFacts, TimeRange, Timestamp};
use library::{FrictionRow, Library, LibraryError, Recording, RecordingFindings, activity_buckets};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;
use store::{Origin, RecordingInfo, RecordingReader, RecordingWriter};

/// Puts all of it into the file.
pub(crate) fn write(writer: &mut RecordingWriter, findings: &Findings) -> Result<(), EngineError> {
    writer.put_marks(&findings.marks)?;
    writer.put_console(&findings.console)?;
    writer.put_errors(&findings.errors)?;
    writer.put_idle(&findings.idle)?;
    writer.put_visits(&findings.visits)?;
    writer.put_requests(&findings.requests)?;
    writer.put_activity(&findings.activity)?;
    writer.put_lacks(&findings.lacks)?;
    writer.put_friction(findings.friction.to_bytes())?;
    Ok(writer.set_derived_version(analysis::VERSION)?)
}

/// All of it out of a finished file.
pub(crate) fn read(reader: &RecordingReader) -> Result<Findings, EngineError> {
    let range = TimeRange::new(Timestamp(i64::MIN), Timestamp(i64::MAX));
    Ok(Findings {
        marks: reader.marks(range)?,
        console: reader.console(range, usize::MAX)?,
        errors: reader.errors()?,
        idle: reader.idle()?,
        visits: reader.visits()?,
        requests: reader.requests()?,
        activity: reader.activity()?.unwrap_or_else(Activity::default),
        lacks: reader.lacks()?,
        friction: Arc::new(friction(reader)?),
    })
}

/// Of a file that an older analysis made there are none.
fn friction(reader: &RecordingReader) -> Result<Facts, EngineError> {
    if reader.derived_version()? != analysis::VERSION {
        return Ok(Facts::default());
    }
    Ok(reader.friction()?.and_then(|bytes| Facts::from_bytes(&bytes)).unwrap_or_default())
}

/// Puts a recording into the catalogue. Everything that stands there comes out of the recording's file.
pub(crate) fn catalogue(
    library: &mut Library,
    id: RecordingId,
    info: &RecordingInfo,
    origin: &Origin,
    findings: &Findings,
) -> Result<(), LibraryError> {
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    let (activity, error_buckets) = activity_buckets(&findings.activity, &findings.errors, info.duration);
    let is_mask = |kind| matches!(kind, LackKind::MaskedTexts | LackKind::MaskedInputs);
    let masked = findings.lacks.iter().filter(|lack| is_mask(lack.kind)).map(|lack| lack.count);
    let row = Recording {
        id,
        file_name: origin.file_name.clone(),
        source_path: origin.source_path.clone(),
        href: info.href.to_string(),
        title: info.title.to_string(),
        person: origin.facts.person.to_string(),
        browser: origin.facts.browser.to_string(),
        os: origin.facts.os.to_string(),
        start: info.start,
        duration: info.duration,
        events: info.events,
        errors: count(findings.errors.len()),
        console_lines: count(findings.console.len()),
        pages: count(findings.visits.len()),
        requests: count(findings.requests.len()),
        failed_requests: count(findings.requests.iter().filter(|request| request.is_failed()).count()),
        masked: u32::try_from(masked.fold(0, u64::saturating_add)).unwrap_or(u32::MAX),
        bytes: origin.bytes,
        imported: origin.imported,
        activity,
        error_buckets,
        tags: Vec::new(),
    };
    let aliases: Vec<(&str, &str)> =
        origin.facts.names.iter().map(|(kind, name)| (kind.as_str(), name.as_str())).collect();
    let hurts = judge(&findings.friction, &Rules::default());
    let friction: Vec<FrictionRow<'_>> = hurts
        .iter()
        .map(|it| FrictionRow { time: it.time, tab: it.tab, kind: it.kind.name(), label: &it.label })
        .collect();
    let findings = RecordingFindings {
        console: &findings.console,
        errors: &findings.errors,
        visits: &findings.visits,
        requests: &findings.requests,
        marks: &findings.marks,
        friction: &friction,
        aliases: &aliases,
    };
    library.put(&row, findings)
}

/// Of what an import reads now.
pub(crate) fn origin(job: &ImportJob, bytes: u64, facts: SessionFacts) -> Origin {
    Origin {
        file_name: job.file_name().to_owned(),
        source_path: job.path().display().to_string(),
        imported: wall_clock(Some(SystemTime::now())),
        bytes,
        facts,
    }
}

/// Of a file from before it was kept there: what the catalogue or the file system knows of it.
pub(crate) fn origin_of(
    reader: &RecordingReader,
    file: &Path,
    row: Option<&Recording>,
) -> Result<Origin, EngineError> {
    if let Some(origin) = reader.origin()? {
        return Ok(origin);
    }
    Ok(match row {
        Some(row) => Origin {
            file_name: row.file_name.clone(),
            source_path: row.source_path.clone(),
            imported: row.imported,
            bytes: row.bytes,
            ..Origin::default()
        },
        None => Origin {
            file_name: file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            imported: wall_clock(file.metadata().and_then(|about| about.modified()).ok()),
            ..Origin::default()
        },
    })
}
