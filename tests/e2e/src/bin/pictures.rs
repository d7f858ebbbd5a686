//! Draws moments of recordings on our stage and with rrweb's own player, both in WebKitGTK, and compares the pictures pixel by
//! pixel. `cargo xtask conformance --pictures` starts it. It judges nothing: which of two different pictures is right is
//! for a person to see.

#![allow(clippy::print_stdout, reason = "it speaks to the terminal")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::readback::{Replay, Shelf, fixtures_in, recordings_at};
use e2e::{App, Peer, event_texts, event_times, picture};
use events::Timestamp;
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Larger than the recorded page, with the browser's own bars.
const WINDOW: (u32, u32) = (1640, 1200);
/// Scroll bars lie over the page until they have faded.
const FADING: Duration = Duration::from_secs(4);
/// Beside a recording: what stood in the live page, where somebody looked.
const TRUTH: &str = "truth.json.gz";

struct Wanted {
    moments: usize,
    player: PathBuf,
    out: PathBuf,
    files: Vec<(String, PathBuf)>,
}

fn read(mut rest: impl Iterator<Item = String>) -> Wanted {
    let mut wanted = Wanted { moments: 6, player: PathBuf::new(), out: PathBuf::new(), files: Vec::new() };
    while let Some(word) = rest.next() {
        let mut value = || rest.next().unwrap_or_else(|| panic!("{word} takes a value"));
        match word.as_str() {
            "--moments" => wanted.moments = value().parse().expect("--moments takes a number"),
            "--player" => wanted.player = PathBuf::from(value()),
            "--out" => wanted.out = PathBuf::from(value()),
            path => wanted.files.extend(recordings_at(Path::new(path))),
        }
    }
    if wanted.files.is_empty() {
        wanted.files = fixtures_in("sample").into_iter().chain(fixtures_in("rrweb")).collect();
    }
    wanted
}

/// At which it is looked: those of the live page, or some at which something was recorded; spread over all of them.
fn moments(file: &Path, replay: &Replay<'_>, count: usize) -> Vec<Timestamp> {
    let truth = file.parent().map(|folder| folder.join(TRUTH)).filter(|truth| truth.is_file());
    let mut all: Vec<Timestamp> = match truth {
        Some(truth) => {
            let bytes = std::fs::File::open(truth).unwrap();
            let truth: Value = serde_json::from_reader(GzDecoder::new(bytes)).unwrap();
            let at = |moment: &Value| Timestamp(moment["at"].as_i64().unwrap() * 1000);
            truth["moments"].as_array().unwrap().iter().map(at).collect()
        }
        None => event_times(replay.session()).into_iter().map(|at| at.max(Timestamp::ZERO)).collect(),
    };
    let session = replay.session();
    let (first, end) = (session.first_picture().unwrap(), session.end().unwrap());
    all.retain(|&at| first <= at);
    // The live page was looked at after the last event, too.
    all.iter_mut().for_each(|at| *at = (*at).min(end));
    all.dedup();
    let last = all.len().saturating_sub(1);
    let mut chosen: Vec<usize> =
        (1..=count).map(|step| last * step / count).filter(|_| !all.is_empty()).collect();
    chosen.dedup();
    chosen.into_iter().map(|index| all[index]).collect()
}

#[tokio::main]
async fn main() {
    let wanted = read(std::env::args().skip(1));
    std::fs::create_dir_all(&wanted.out).unwrap();
    let mut shelf = Shelf::of(&wanted.files).await;
    let mut peer = Peer::start(&wanted.player, WINDOW).await;
    shelf.app.client.set_window_size(WINDOW.0, WINDOW.1).await.unwrap();
    println!("{:<36} {:>10} {:>10} {:>9}", "recording", "moment", "pixels", "share");
    let (mut same, mut all) = (0, 0);
    for index in 0..shelf.recordings.len() {
        let name = shelf.recordings[index].name.clone();
        let file = wanted.files.iter().find(|(known, _)| *known == name).unwrap().1.clone();
        let replay = shelf.open(index).await;
        lay_bare(replay.app()).await;
        peer.load(&event_texts(replay.session())).await;
        let start = replay.session().info().unwrap().start.0;
        for at in moments(&file, &replay, wanted.moments) {
            replay.ask("await __read.go(args[0])", json!(at.0)).await;
            let shown = peer.show((start + at.0) as f64 / 1000.0).await;
            tokio::time::sleep(FADING).await;
            let ours = replay.app().client.screenshot().await.unwrap();
            let size = page_size(replay.app()).await;
            let base = wanted.out.join(format!("{}-{}", name.replace('/', "-"), at.0 / 1000));
            let verdict = match shown {
                Ok(()) => picture::compare(&base, size, &ours, &peer.picture().await),
                Err(error) => Err(format!("rrweb fails: {error}")),
            };
            all += 1;
            same += usize::from(matches!(verdict, Ok((0, _))));
            let cells = match verdict {
                Ok((pixels, share)) => format!("{pixels:>10} {:>8.4}%", share * 100.0),
                Err(why) => format!("  {why}"),
            };
            println!("{name:<36} {:>7} ms {cells}", at.0 / 1000);
        }
    }
    println!("{same} of {all} pictures are the same; all are in {}", wanted.out.display());
    peer.close().await;
    shelf.close().await;
}

/// Nothing but the page, as large as it was recorded, in the corner of the window.
async fn lay_bare(app: &App) {
    app.js(
        "const sheet = new CSSStyleSheet();
         sheet.replaceSync(`
           [aria-label] .page { position: fixed !important; left: 0; top: 0; margin: 0 !important; z-index: 2147483647; }
           .page iframe { transform: none !important; }
           .page .cover { display: none !important; }`);
         document.adoptedStyleSheets = [sheet];",
    )
    .await;
}

async fn page_size(app: &App) -> (u32, u32) {
    let frame = "document.querySelector('iframe[title=\"Recorded page content\"]')";
    let size = app.js(&format!("return [{frame}.offsetWidth, {frame}.offsetHeight]")).await;
    let [width, height] = [0, 1].map(|at| size[at].as_u64().and_then(|side| u32::try_from(side).ok()));
    (width.unwrap(), height.unwrap())
}
