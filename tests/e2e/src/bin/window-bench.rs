//! Times seeks in the real window: from the command until the page's layout is done, and until the second frame of the
//! display after it. `cargo xtask bench --window` starts it. It asserts nothing, because times wobble, and must never be part of
//! a test run.

#![allow(clippy::print_stdout, reason = "it speaks to the terminal")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, Peer, event_texts, fixture};
use engine::Engine;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;
use testkit::Random;

const SCRIPT: &str = include_str!("window_bench.js");

struct Wanted {
    json: bool,
    seeks: usize,
    /// The folder of rrweb's own player, to time it in the same run.
    player: Option<PathBuf>,
    files: Vec<PathBuf>,
}

/// The player needs seconds for a seek in a long recording.
const MOST_PEER_SEEKS: usize = 20;
const SCRUBS: usize = 60;
/// The first few are the window's own warming up.
const WARM_UP: usize = 5;
const WINDOW: (u32, u32) = (1640, 1000);

fn read(mut rest: impl Iterator<Item = String>) -> Wanted {
    let mut wanted = Wanted { json: false, seeks: 60, player: None, files: Vec::new() };
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--json" => wanted.json = true,
            "--seeks" => {
                wanted.seeks = rest.next().and_then(|n| n.parse().ok()).expect("--seeks takes a number");
            }
            "--player" => wanted.player = rest.next().map(PathBuf::from).filter(|folder| folder.is_dir()),
            path => wanted.files.push(PathBuf::from(path).canonicalize().expect("the file is there")),
        }
    }
    if wanted.files.is_empty() {
        wanted.files = vec![fixture("sample/shop.json")];
    }
    wanted
}

fn percentile(values: &[f64], percent: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = ((percent / 100.0) * sorted.len() as f64).ceil() as usize;
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

async fn run(app: &App, body: &str, arguments: Value) -> Value {
    let script = format!(
        "const done = arguments[1], args = arguments[0];
         {SCRIPT}
         (async () => {{ {body} }})().then((value) => done(value), (error) => done({{ error: String(error) }}));"
    );
    let answer = app.client.execute_async(&script, vec![arguments]).await.unwrap();
    assert!(answer.get("error").is_none(), "the window says: {answer}");
    answer
}

/// One of the two on one recording, in milliseconds.
#[derive(Default)]
struct Times {
    open: Option<f64>,
    layout: Vec<f64>,
    second: Vec<f64>,
    busy: f64,
    stage: f64,
    wall: f64,
    scrubs: usize,
}

impl Times {
    fn push(&mut self, seek: &Value) {
        self.layout.push(seek["layout"].as_f64().unwrap());
        self.second.push(seek["second"].as_f64().unwrap());
    }

    fn scrubbed(&mut self, scrub: &Value, scrubs: usize) {
        self.busy = scrub["busy"].as_f64().unwrap();
        self.stage = scrub["stage"].as_f64().unwrap_or(self.busy);
        self.wall = scrub["wall"].as_f64().unwrap();
        self.scrubs = scrubs;
    }

    fn values(&self) -> Vec<(&'static str, f64)> {
        let mut values = vec![
            ("layout p50", percentile(&self.layout, 50.0)),
            ("layout p95", percentile(&self.layout, 95.0)),
            ("second frame p50", percentile(&self.second, 50.0)),
            ("second frame p95", percentile(&self.second, 95.0)),
            ("scrub busy", self.busy),
            ("scrub busy, of it the page", self.stage),
            ("scrub wall", self.wall),
            ("scrub seeks", self.scrubs as f64),
        ];
        values.extend(self.open.map(|open| ("open", open)));
        values
    }

    fn print(&self, json: bool, recording: &str, who: &str) {
        if json {
            let mut row = serde_json::Map::new();
            row.insert("recording".to_owned(), recording.into());
            row.insert("player".to_owned(), who.into());
            row.extend(self.values().iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
            println!("{}", Value::Object(row));
        } else {
            let cells: Vec<String> =
                self.values().iter().map(|(_, value)| format!("{value:>10.0}")).collect();
            println!("{recording:<26} {who:<9} {}", cells.join(" "));
        }
    }
}

#[tokio::main]
async fn main() {
    let wanted = read(std::env::args().skip(1));
    if !wanted.json {
        let columns =
            ["layout50", "layout95", "2.frame50", "2.frame95", "busy", "page", "wall", "of seeks", "open"];
        let columns: Vec<String> = columns.iter().map(|column| format!("{column:>10}")).collect();
        println!("{:<36} {}", "times in ms", columns.join(" "));
    }
    for file in &wanted.files {
        let name = name(file);
        let (times, moments) = ours(file, wanted.seeks).await;
        times.print(wanted.json, &name, "Playhead");
        if let Some(player) = &wanted.player {
            theirs(player, file, &moments).await.print(wanted.json, "", "rrweb");
        }
    }
}

/// Fixtures are called after their folders.
fn name(file: &Path) -> String {
    let own = file.file_name().unwrap().to_string_lossy().into_owned();
    let folder = file.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let is_plain = own.starts_with("recording.") || own.starts_with("events.");
    folder.filter(|_| is_plain).unwrap_or(own)
}

/// Also the moments that were asked for, in microseconds: those of single seeks, then those of the scrub.
async fn ours(file: &Path, seeks: usize) -> (Times, Moments) {
    let began = Instant::now();
    let app = App::open(file).await;
    let mut times = Times { open: Some(began.elapsed().as_secs_f64() * 1000.0), ..Times::default() };
    // The import goes on behind the first picture.
    let end = app
        .until(
            "the whole recording",
            "const slider = document.querySelector('[role=slider][aria-label=Timeline]');
             return !document.body.innerText.includes('Importing') && Number(slider.getAttribute('aria-valuemax'))",
        )
        .await;
    let end = (end.as_f64().unwrap() * 1000.0) as u64;
    // The moments of the engine's own benchmark.
    let mut random = Random::fixed();
    let mut some = |count: usize| (0..count).map(|_| random.below(end + 1)).collect::<Vec<u64>>();
    let moments = Moments { seeks: some(seeks + WARM_UP), scrub: some(SCRUBS) };
    for (index, &at) in moments.seeks.iter().enumerate() {
        let seek = run(&app, "return await seek(args)", json!(at)).await;
        assert_eq!(seek["arrived"], true, "{} µs of {} never stood", at, file.display());
        if index >= WARM_UP {
            times.push(&seek);
        }
    }
    let parts: Vec<f64> = moments.scrub.iter().map(|&at| at as f64 / (end + 1) as f64).collect();
    let scrub = run(&app, "return await scrub(args)", json!(parts)).await;
    let seeks = scrub["seeks"].as_u64().unwrap();
    times.scrubbed(&scrub, usize::try_from(seeks).unwrap());
    app.close().await;
    (times, moments)
}

struct Moments {
    seeks: Vec<u64>,
    scrub: Vec<u64>,
}

/// rrweb's player at the same moments, in a browser of the same engine.
async fn theirs(player: &Path, file: &Path, moments: &Moments) -> Times {
    let mut peer = Peer::start(player, WINDOW).await;
    let file = file.to_owned();
    // The engine waits for threads of its own, which a runtime's thread must not.
    let events = tokio::task::spawn_blocking(move || events(&file)).await.unwrap();
    peer.load(&events).await;
    peer.begin().await;
    let millis = |micros: &u64| *micros as f64 / 1000.0;
    let mut times = Times::default();
    for at in moments.seeks.iter().skip(WARM_UP).take(MOST_PEER_SEEKS) {
        times.push(&peer.time(millis(at)).await);
    }
    let scrub: Vec<f64> = moments.scrub.iter().take(MOST_PEER_SEEKS).map(millis).collect();
    times.scrubbed(&peer.scrub(&scrub).await, scrub.len());
    peer.close().await;
    times
}

fn events(file: &Path) -> Vec<String> {
    let library = tempfile::tempdir().unwrap();
    let engine = Engine::open(library.path()).unwrap();
    let imported = engine.import(file).outcome.unwrap();
    event_texts(&engine.open_recording(imported.id).unwrap())
}
