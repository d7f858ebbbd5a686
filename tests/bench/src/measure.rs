//! One recording, measured.

use crate::alone;
use crate::figures::Figures;
use crate::peer::json_parse_ms;
use crate::samples::Samples;
use engine::{Engine, EngineError, Moment, Player, PlayerCommand};
use events::Timestamp;
use ipc::convert::FrameEncoder;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;
use testkit::Random;

pub fn measure(file: &Path, seeks: usize) -> Result<Figures, EngineError> {
    let no_room = |_| EngineError::not_now("There is no room for temporary files", "Free some space");
    let scratch = tempfile::tempdir().map_err(no_room)?;
    let events = unwrapped(file);
    let library = |name: &str| scratch.path().join(name);
    let imported_alone = alone::import(file, &library("alone"));
    let picture = alone::first_picture(file, &library("picture"));
    let reading_alone = alone::seeks(&library("alone"));

    let engine = Engine::open(&library("here"))?;
    let imported = engine.import(file).outcome?;
    let stored = Sizes::of(&engine.paths().recording(imported.id));

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
    let steps = warm_seeks(&engine, imported.id, &moments)?;
    let (patch, bytes) = patches(&engine, imported.id, &moments)?;

    let mut figures = Figures::of(name(file));
    let raw_mb = events.as_ref().map(|events| events.len() as f64 / 1e6);
    figures.put_some("events, as JSON", raw_mb, "MB");
    figures.put("events", imported.events as f64, "");
    figures.put("segments", segments as f64, "");
    figures.put_some("import, a process of its own", imported_alone.as_ref().map(|alone| alone.millis), "ms");
    figures.put_some("  beside it: JSON.parse in Node", events.as_deref().and_then(parsed_by_node), "ms");
    figures.put_some("  peak memory", imported_alone.and_then(|alone| alone.peak_mb), "MB");
    figures.put_some("first picture after dropping the file", picture.map(|alone| alone.millis), "ms");
    figures.put_some("opened and 60 seeks: peak memory", reading_alone.and_then(|alone| alone.peak_mb), "MB");
    figures.put("stored, with source events", stored.all / 1e6, "MB");
    if let Some(packed) = events.as_deref().and_then(packed_bytes) {
        figures.put("  against zstd -3 of the JSON", stored.all / packed, "times");
        figures.put("  derived part alone", (stored.all - stored.source) / packed, "times");
    }
    figures.put("opening to the first document", open.as_secs_f64() * 1000.0, "ms");
    figures.put_samples("document at a random time, cold", &cold, "ms");
    figures.put_samples("document at a random time, warm", &steps.warm, "ms");
    figures.put_samples("a step back", &steps.back, "ms");
    figures.put_samples("a step forward", &steps.forward, "ms");
    figures.put_samples("patch between two random times", &patch, "ms");
    figures.put_samples("  its size", &bytes, "KB");
    Ok(figures)
}

struct Sizes {
    all: f64,
    source: f64,
}

impl Sizes {
    fn of(file: &Path) -> Sizes {
        let all = std::fs::metadata(file).map_or(0.0, |meta| meta.len() as f64);
        let source = store::RecordingReader::open(file).and_then(|reader| reader.source_bytes());
        Sizes { all, source: source.map_or(0.0, |bytes| bytes as f64) }
    }
}

/// The events' text, where a file is that or that compressed once.
fn unwrapped(file: &Path) -> Option<Vec<u8>> {
    let bytes = std::fs::read(file).ok()?;
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("zst") => zstd::stream::decode_all(bytes.as_slice()).ok(),
        Some("json" | "jsonl" | "ndjson") => Some(bytes),
        _ => None,
    }
}

fn packed_bytes(events: &[u8]) -> Option<f64> {
    zstd::bulk::compress(events, 3).ok().map(|packed| packed.len() as f64)
}

fn parsed_by_node(events: &[u8]) -> Option<f64> {
    let file = tempfile::NamedTempFile::new().ok()?;
    std::fs::write(file.path(), events).ok()?;
    json_parse_ms(file.path())
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

#[derive(Default)]
struct Steps {
    warm: Samples,
    back: Samples,
    forward: Samples,
}

/// One session; from each moment a step back by one change, and forward again.
fn warm_seeks(engine: &Engine, id: engine::RecordingId, moments: &[Timestamp]) -> Result<Steps, EngineError> {
    let session = engine.open_recording(id)?;
    let mut steps = Steps::default();
    for &at in moments {
        let tab = session.tab_at(at)?;
        let timed = |samples: &mut Samples, at: Timestamp| -> Result<(), EngineError> {
            let began = Instant::now();
            let document = session.document_at(tab, Moment::At(at))?;
            samples.push(began.elapsed());
            drop(document);
            Ok(())
        };
        timed(&mut steps.warm, at)?;
        if let Some(before) = session.change_beside(tab, at, false)? {
            timed(&mut steps.back, before)?;
        }
        if let Some(after) = session.change_beside(tab, at, true)? {
            timed(&mut steps.forward, after)?;
        }
    }
    Ok(steps)
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
        bytes.push_value(message.len() as f64 / 1000.0);
    }
    Ok((times, bytes))
}

fn name(file: &Path) -> String {
    let stem = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let folder = file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    match folder {
        Some(folder) if stem.starts_with("recording") || stem.starts_with("events") => folder,
        _ => stem,
    }
}
