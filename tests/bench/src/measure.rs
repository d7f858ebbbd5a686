//! One recording, measured.

use crate::random::Random;
use crate::samples::Samples;
use engine::{Engine, EngineError, Moment, Player, PlayerCommand};
use events::Timestamp;
use ipc::convert::FrameEncoder;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

pub struct Row {
    name: String,
    values: Vec<(&'static str, f64)>,
}

/// Column, width, decimals.
const COLUMNS: &[(&str, usize, usize)] = &[
    ("MB", 7, 1),
    ("events", 7, 0),
    ("import ms", 9, 0),
    ("MB/s", 6, 1),
    ("stored MB", 9, 2),
    ("segments", 8, 0),
    ("open ms", 7, 2),
    ("cold p50", 8, 2),
    ("cold p99", 8, 2),
    ("warm p50", 8, 2),
    ("warm p99", 8, 2),
    ("back p50", 8, 2),
    ("patch p50", 9, 2),
    ("patch p99", 9, 2),
    ("KB p50", 7, 1),
    ("KB p99", 7, 1),
];

impl Row {
    pub fn heading() -> String {
        let columns = COLUMNS.iter().map(|(name, width, _)| format!("{name:>width$}"));
        format!("{:<24} {}", "recording (times in ms)", columns.collect::<Vec<_>>().join(" "))
    }

    pub fn line(&self) -> String {
        let columns = COLUMNS.iter().map(|&(name, width, decimals)| {
            let value = self.values.iter().find(|(n, _)| *n == name).map_or(0.0, |(_, value)| *value);
            format!("{value:>width$.decimals$}")
        });
        format!("{:<24} {}", self.name, columns.collect::<Vec<_>>().join(" "))
    }

    pub fn json(&self) -> String {
        let mut object = serde_json::Map::new();
        object.insert("recording".to_owned(), self.name.clone().into());
        for (name, value) in &self.values {
            object.insert((*name).to_owned(), (*value).into());
        }
        serde_json::Value::from(object).to_string()
    }
}

pub fn measure(file: &Path, seeks: usize) -> Result<Row, EngineError> {
    let scratch = tempfile::tempdir()
        .map_err(|_| EngineError::not_now("There is no room for temporary files", "Free some space"))?;
    let engine = Engine::open(scratch.path())?;
    let megabytes = |path: &Path| std::fs::metadata(path).map_or(0.0, |meta| meta.len() as f64 / 1e6);

    let began = Instant::now();
    let imported = engine.import(file).outcome?;
    let import = began.elapsed();
    let stored = engine.paths().recording(imported.id);

    let began = Instant::now();
    let session = engine.open_recording(imported.id)?;
    let first = session.document_at(session.tab_at(Timestamp::ZERO)?, Moment::At(Timestamp::ZERO))?;
    let open = began.elapsed();
    drop(first);

    let end = session.end()?;
    let segments = session.info()?.segments;
    let mut random = Random::fixed();
    let moments: Vec<Timestamp> =
        (0..seeks).map(|_| Timestamp(random.below(end.0.unsigned_abs() + 1).cast_signed())).collect();
    drop(session);

    let cold = cold_seeks(&engine, imported.id, &moments)?;
    let (warm, back) = warm_seeks(&engine, imported.id, &moments)?;
    let (patch, bytes) = patches(&engine, imported.id, &moments)?;
    let import_ms = import.as_secs_f64() * 1000.0;
    let unwrapped = unwrapped_megabytes(file);
    let values = vec![
        ("MB", unwrapped),
        ("events", imported.events as f64),
        ("import ms", import_ms),
        ("MB/s", unwrapped / import.as_secs_f64()),
        ("stored MB", megabytes(&stored)),
        ("segments", segments as f64),
        ("open ms", open.as_secs_f64() * 1000.0),
        ("cold p50", cold.percentile(50.0)),
        ("cold p99", cold.percentile(99.0)),
        ("warm p50", warm.percentile(50.0)),
        ("warm p99", warm.percentile(99.0)),
        ("back p50", back.percentile(50.0)),
        ("patch p50", patch.percentile(50.0)),
        ("patch p99", patch.percentile(99.0)),
        ("KB p50", bytes.percentile(50.0) / 1000.0),
        ("KB p99", bytes.percentile(99.0) / 1000.0),
    ];
    let name = name(file);
    Ok(Row { name, values })
}

/// A fresh session for each seek: no segment and no document is cached.
fn cold_seeks(
    engine: &Engine,
    id: engine::RecordingId,
    moments: &[Timestamp],
) -> Result<Samples, EngineError> {
    let mut samples = Samples::default();
    for &at in moments {
        let session = engine.open_recording(id)?;
        let tab = session.tab_at(at)?;
        let began = Instant::now();
        let document = session.document_at(tab, Moment::At(at))?;
        samples.push(began.elapsed());
        drop(document);
    }
    Ok(samples)
}

/// One session; every second seek is a step back of one change.
fn warm_seeks(
    engine: &Engine,
    id: engine::RecordingId,
    moments: &[Timestamp],
) -> Result<(Samples, Samples), EngineError> {
    let session = engine.open_recording(id)?;
    let (mut warm, mut back) = (Samples::default(), Samples::default());
    for &at in moments {
        let tab = session.tab_at(at)?;
        let began = Instant::now();
        let document = session.document_at(tab, Moment::At(at))?;
        warm.push(began.elapsed());
        if let Some(before) = session.change_beside(tab, at, false)? {
            let began = Instant::now();
            let earlier = session.document_at(tab, Moment::At(before))?;
            back.push(began.elapsed());
            drop(earlier);
        }
        drop(document);
    }
    Ok((warm, back))
}

/// From one random moment to the next as the window gets it: the frame computed and encoded.
fn patches(
    engine: &Engine,
    id: engine::RecordingId,
    moments: &[Timestamp],
) -> Result<(Samples, Samples), EngineError> {
    let mut player = Player::new(Arc::new(engine.open_recording(id)?));
    let mut encoder = FrameEncoder::new(1);
    let (mut times, mut bytes) = (Samples::default(), Samples::default());
    for &at in moments {
        player.command(PlayerCommand::Seek(at))?;
        let began = Instant::now();
        let frame = player.frame()?;
        let message = serde_json::to_vec(&encoder.encode(&frame, 0)).unwrap_or_default();
        times.push(began.elapsed());
        bytes.push_count(message.len());
    }
    Ok((times, bytes))
}

/// The size of the events, not of what they are wrapped in: what the import's speed is about.
fn unwrapped_megabytes(file: &Path) -> f64 {
    let bytes = std::fs::metadata(file).map_or(0, |meta| meta.len());
    let factor = match file.extension().and_then(|extension| extension.to_str()) {
        // Read off the fixtures' ORIGIN.md where they name it, else the file's own size.
        Some("zst" | "gz") => origin_bytes(file).map_or(1.0, |raw| raw / bytes.max(1) as f64),
        _ => 1.0,
    };
    bytes as f64 * factor / 1e6
}

fn origin_bytes(file: &Path) -> Option<f64> {
    let origin = std::fs::read_to_string(file.parent()?.join("ORIGIN.md")).ok()?;
    origin.split("raw bytes: ").nth(1)?.split_whitespace().next()?.parse().ok()
}

fn name(file: &Path) -> String {
    let stem = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let folder = file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    match folder {
        Some(folder) if stem.starts_with("recording") || stem.starts_with("events") => folder,
        _ => stem,
    }
}
