//! Times seeks in the real window: from the command until the page's layout is done, and until the second frame of the
//! display after it. `cargo xtask bench --window` starts it. It asserts nothing, because times wobble, and must never be part of
//! a test run.

#![allow(clippy::print_stdout, reason = "it speaks to the terminal")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use e2e::{App, fixture};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Instant;

const SCRIPT: &str = include_str!("window_bench.js");

struct Wanted {
    json: bool,
    seeks: usize,
    files: Vec<PathBuf>,
}

fn read(mut rest: impl Iterator<Item = String>) -> Wanted {
    let mut wanted = Wanted { json: false, seeks: 60, files: Vec::new() };
    while let Some(word) = rest.next() {
        match word.as_str() {
            "--json" => wanted.json = true,
            "--seeks" => {
                wanted.seeks = rest.next().and_then(|n| n.parse().ok()).expect("--seeks takes a number");
            }
            path => wanted.files.push(PathBuf::from(path).canonicalize().expect("the file is there")),
        }
    }
    if wanted.files.is_empty() {
        wanted.files = vec![fixture("sample/shop.json")];
    }
    wanted
}

/// The moments of the engine's own benchmark: a fixed seed, uniform.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit.max(1)
    }
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

#[tokio::main]
async fn main() {
    let wanted = read(std::env::args().skip(1));
    if !wanted.json {
        println!(
            "{:<24} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9} {:>10} {:>9}",
            "recording (ms)",
            "open",
            "stands50",
            "stands95",
            "layout50",
            "layout95",
            "2frame50",
            "2frame95",
            "scrub",
            "longgaps",
            "seeks"
        );
    }
    for file in &wanted.files {
        let began = Instant::now();
        let app = App::open(file).await;
        let open = began.elapsed().as_secs_f64() * 1000.0;
        // The import goes on behind the first picture.
        let end = app
            .until(
                "the whole recording",
                "const slider = document.querySelector('[role=slider][aria-label=Timeline]');
                 return !document.body.innerText.includes('Importing') && Number(slider.getAttribute('aria-valuemax'))",
            )
            .await;
        let end = (end.as_f64().unwrap() * 1000.0) as u64;
        let mut random = Random(0x706c_6179_6865_6164);
        let mut times = |count: usize| (0..count).map(|_| random.below(end + 1)).collect::<Vec<u64>>();
        let (mut stands, mut layout, mut second) = (Vec::new(), Vec::new(), Vec::new());
        // The first few are the window's own warming up.
        for (index, at) in times(wanted.seeks + 5).into_iter().enumerate() {
            let seek = run(&app, "return await seek(args)", json!(at)).await;
            assert_eq!(seek["arrived"], true, "{} µs of {} never stood", at, file.display());
            if index >= 5 {
                stands.push(seek["stands"].as_f64().unwrap());
                layout.push(seek["layout"].as_f64().unwrap());
                second.push(seek["second"].as_f64().unwrap());
            }
        }
        let scrub = run(&app, "return await scrub(args)", json!(times(60))).await;
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let values = [
            ("open", open),
            ("stands50", percentile(&stands, 50.0)),
            ("stands95", percentile(&stands, 95.0)),
            ("layout50", percentile(&layout, 50.0)),
            ("layout95", percentile(&layout, 95.0)),
            ("second50", percentile(&second, 50.0)),
            ("second95", percentile(&second, 95.0)),
            ("scrub", scrub["wall"].as_f64().unwrap()),
            ("longgaps", scrub["long"].as_f64().unwrap()),
            ("seeks", wanted.seeks as f64),
        ];
        if wanted.json {
            let mut row = serde_json::Map::new();
            row.insert("recording".to_owned(), name.into());
            row.extend(values.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
            println!("{}", Value::Object(row));
        } else {
            let cells: Vec<String> = values.iter().map(|(_, value)| format!("{value:>9.1}")).collect();
            println!("{name:<24} {}", cells.join(" "));
        }
        app.close().await;
    }
}
