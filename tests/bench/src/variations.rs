//! Recordings as they would be of many people on many days, made out of a few real ones: the pages, clicks and sizes are
//! theirs; errors, console lines, requests, people and times are drawn at random, from a fixed seed.

#![allow(clippy::indexing_slicing, reason = "at a number below the length")]

use analysis::Findings;
use engine::{Engine, EngineError};
use events::derived::{ConsoleLine, ErrorKind, ErrorRecord, RequestRecord};
use events::{ConsoleLevel, EventSeq, RecordingId, TabId, Text, Timestamp, WallClock};
use library::{Recording, RecordingFindings, activity_buckets};
use std::path::PathBuf;
use testkit::Random;

const THINGS: &[&str] = &[
    "cart",
    "order",
    "basket",
    "invoice",
    "profile",
    "session",
    "payment",
    "address",
    "coupon",
    "shipment",
    "account",
    "refund",
    "review",
    "wishlist",
    "catalog",
    "product",
    "voucher",
    "delivery",
    "customer",
    "warehouse",
    "search",
    "filter",
    "banner",
    "widget",
    "upload",
    "avatar",
    "comment",
    "thread",
    "message",
    "channel",
    "report",
    "export",
];
const ACTS: &[&str] = &[
    "load", "render", "submit", "validate", "fetch", "parse", "update", "remove", "merge", "restore", "sync",
    "cache", "resolve", "observe", "dispatch", "hydrate", "persist", "connect", "retry", "abort",
];
const BROWSERS: &[(&str, &str)] = &[
    ("Chrome 142", "Windows 11"),
    ("Firefox 145", "Linux"),
    ("Safari 26", "macOS 26"),
    ("Edge 142", "Windows 10"),
];
const STATUSES: &[u16] = &[200, 200, 200, 200, 200, 200, 204, 304, 400, 401, 404, 404, 500, 502, 503, 0];
/// Console lines and requests of one recording.
const ROWS: u64 = 100;
const SITES: u64 = 40;
const DAYS: u64 = 180;
const DAY: i64 = 86_400_000_000;

struct Base {
    findings: Findings,
    row: Recording,
    bytes: u64,
}

pub struct Variations {
    bases: Vec<Base>,
    random: Random,
    made: u64,
    messages: Vec<(String, String)>,
}

pub struct Variation {
    pub row: Recording,
    pub raw_bytes: u64,
    findings: Findings,
    requests: Vec<RequestRecord>,
    session: String,
}

impl Variation {
    pub fn rows(&self) -> usize {
        self.findings.console.len() + self.findings.errors.len() + self.requests.len()
    }

    /// Calls with what goes into the catalogue.
    pub fn put<T>(&self, put: impl FnOnce(&Recording, RecordingFindings<'_>) -> T) -> T {
        let aliases = [("session", self.session.as_str())];
        let findings = RecordingFindings {
            console: &self.findings.console,
            errors: &self.findings.errors,
            visits: &self.findings.visits,
            requests: &self.requests,
            marks: &self.findings.marks,
            friction: &[],
            aliases: &aliases,
        };
        put(&self.row, findings)
    }
}

impl Variations {
    pub fn of(engine: &Engine, fixtures: &[PathBuf]) -> Result<Variations, EngineError> {
        let mut bases = Vec::new();
        for file in fixtures {
            // Broken ones among them are somebody else's test.
            let Ok(imported) = engine.import(file).outcome else { continue };
            let findings = engine.open_recording(imported.id)?.findings()?.as_ref().clone();
            let rows = engine.recordings()?;
            let row = rows.into_iter().find(|row| row.id == imported.id).unwrap_or_default();
            let bytes = std::fs::metadata(file).map_or(0, |meta| meta.len());
            bases.push(Base { findings, row, bytes });
        }
        let mut random = Random::fixed();
        let messages = (0..2_000).map(|_| message(&mut random)).collect();
        Ok(Variations { bases, random, made: 0, messages })
    }

    pub fn next(&mut self) -> Variation {
        self.made += 1;
        let mut random = self.random.fork();
        let mut id = [0; 16];
        id[..8].copy_from_slice(&self.made.to_be_bytes());
        let Some(base) = self.bases.get(random.below(self.bases.len() as u64) as usize) else {
            return Variation::empty();
        };
        let length = base.row.duration.0.max(30_000_000);
        let host = format!("https://shop{}.example", random.below(SITES));
        let (mut console, mut errors, mut requests) = (Vec::new(), Vec::new(), Vec::new());
        let mut written = 0;
        for _ in 0..ROWS {
            let time = Timestamp(random.below(length.unsigned_abs()).cast_signed());
            if random.below(2) == 0 {
                let request = request(&mut random, &host, time);
                written += request.href.len() as u64 + REQUEST_JSON;
                requests.push(request);
            } else {
                let line = line(&mut random, time);
                written += line.text.len() as u64 + CONSOLE_JSON;
                console.push(line);
            }
        }
        // A few errors are everybody's, most are of few.
        for _ in 0..random.below(4) {
            let span = if random.below(3) == 0 { 20 } else { self.messages.len() as u64 };
            let Some((name, text)) = self.messages.get(random.below(span) as usize) else { continue };
            let time = Timestamp(random.below(length.unsigned_abs()).cast_signed());
            let error = error(name, text, time);
            written += error.stack.iter().map(|frame| frame.len() as u64).sum::<u64>() + CONSOLE_JSON;
            errors.push(error);
        }
        console.sort_by_key(|line| line.time);
        errors.sort_by_key(|error| error.time);
        requests.sort_by_key(|request| request.time);
        let mut findings = base.findings.clone();
        for visit in &mut findings.visits {
            let path = visit.href.splitn(4, '/').nth(3).unwrap_or("").to_owned();
            visit.href = Text::from(format!("{host}/{path}"));
        }
        (findings.console, findings.errors) = (console, errors);
        let (activity, error_buckets) =
            activity_buckets(&findings.activity, &findings.errors, base.row.duration);
        let (browser, os) = pick(&mut random, BROWSERS);
        let start = 1_780_000_000_000_000 + (random.below(DAYS * 86_400).cast_signed() * (DAY / 86_400));
        let row = Recording {
            id: RecordingId(id),
            file_name: format!("export-{:08x}.json", random.below(u64::from(u32::MAX))),
            person: format!("{}.{}@example.com", pick(&mut random, ACTS), random.below(3_000)),
            browser: (*browser).to_owned(),
            os: (*os).to_owned(),
            start: WallClock(start),
            errors: findings.errors.len() as u32,
            console_lines: findings.console.len() as u32,
            requests: requests.len() as u32,
            failed_requests: requests.iter().filter(|request| request.is_failed()).count() as u32,
            bytes: base.bytes + written,
            imported: WallClock(start + DAY),
            activity,
            error_buckets,
            ..base.row.clone()
        };
        let session = format!("{:016x}{:016x}", random.below(u64::MAX), self.made);
        Variation { raw_bytes: base.bytes + written, row, findings, requests, session }
    }

    /// As people search for errors: a message, a part of one, of a stack, of an address, joined with other terms.
    pub fn searches(&mut self, count: usize) -> Vec<String> {
        let mut random = Random::fixed();
        let mut queries = Vec::new();
        while queries.len() < count {
            let Some((name, message)) = self.messages.get(random.below(self.messages.len() as u64) as usize)
            else {
                break;
            };
            let thing = pick(&mut random, THINGS);
            let act = pick(&mut random, ACTS);
            queries.push(match random.below(6) {
                0 => format!("{name}: {message}"),
                1 => format!("error:\"{}\"", part(&mut random, message)),
                2 => format!("error:{act}{thing}.js"),
                3 => format!("url:/api/{thing}/{act} status:>=500"),
                4 => {
                    format!("error:\"{}\" browser:firefox date:2026-06..2026-08", part(&mut random, message))
                }
                _ => format!("user:{act}.{} has:error", random.below(3_000)),
            });
        }
        queries
    }

    /// Every recording holds them.
    pub fn common_searches(&self) -> Vec<String> {
        [
            "api",
            "https",
            "status:200",
            "url:shop",
            "a",
            "console:in OR error:of",
            "-error:undefined has:error",
        ]
        .map(str::to_owned)
        .into()
    }
}

impl Variation {
    fn empty() -> Variation {
        Variation {
            row: Recording::default(),
            raw_bytes: 0,
            findings: Findings::default(),
            requests: Vec::new(),
            session: String::new(),
        }
    }
}

/// Of an event beside its text: time, type, the plugin's wrapping.
const CONSOLE_JSON: u64 = 160;
/// The entry of a resource timing with its dozen numbers.
const REQUEST_JSON: u64 = 420;

fn pick<'a, T>(random: &mut Random, of: &'a [T]) -> &'a T {
    &of[random.below(of.len() as u64) as usize]
}

fn message(random: &mut Random) -> (String, String) {
    let (thing, act) = (pick(random, THINGS), pick(random, ACTS));
    let number = random.below(900);
    match random.below(5) {
        0 => (
            "TypeError".to_owned(),
            format!("Cannot read properties of undefined (reading '{thing}{number}')"),
        ),
        1 => ("Error".to_owned(), format!("could not {act} {thing}: answer {number} is not valid")),
        2 => ("ReferenceError".to_owned(), format!("{act}{thing}{number} is not defined")),
        3 => (
            "DOMException".to_owned(),
            format!("Failed to {act} the {thing} {number}: the operation was aborted"),
        ),
        _ => ("ChunkLoadError".to_owned(), format!("Loading chunk {thing}-{number} failed")),
    }
}

/// Two neighbouring words of it.
fn part(random: &mut Random, message: &str) -> String {
    let words: Vec<&str> = message.split(' ').collect();
    let start = random.below(words.len().saturating_sub(1) as u64) as usize;
    words.iter().skip(start).take(2).copied().collect::<Vec<_>>().join(" ").replace('"', "")
}

fn line(random: &mut Random, time: Timestamp) -> ConsoleLine {
    let (thing, act) = (pick(random, THINGS), pick(random, ACTS));
    let text = match random.below(4) {
        0 => format!("{act} {thing} in {} ms", random.below(5_000)),
        1 => format!("[{thing}] {act} started"),
        2 => format!(
            "{thing} {} was kept, {act} is next, {} are left",
            random.below(100_000),
            random.below(50)
        ),
        _ => format!("{thing}: {act}"),
    };
    ConsoleLine {
        time,
        tab: TabId(0),
        seq: EventSeq(0),
        level: ConsoleLevel::Log,
        method: Text::from("log"),
        text: Text::from(text),
        args: Vec::new(),
        trace: Vec::new(),
        uncaught: false,
    }
}

/// An error belongs to one site.
fn error(name: &str, message: &str, time: Timestamp) -> ErrorRecord {
    let word = |of: &[&str], salt: u64| {
        let sum = message.bytes().fold(salt, |sum, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte)));
        of[(sum % of.len() as u64) as usize].to_owned()
    };
    let site = message.len() % SITES as usize;
    let stack: Vec<Text> = (0..5)
        .map(|frame| {
            let (act, thing) = (word(ACTS, frame), word(THINGS, frame));
            Text::from(format!(
                "at {act}{thing} (https://shop{site}.example/assets/{act}{thing}.js:{}:17)",
                10 + frame
            ))
        })
        .collect();
    let fingerprint = analysis::fingerprint(name, message, &stack);
    ErrorRecord {
        time,
        tab: TabId(0),
        seq: EventSeq(0),
        kind: ErrorKind::Uncaught,
        name: Text::from(name),
        message: Text::from(message),
        stack,
        fingerprint,
    }
}

fn request(random: &mut Random, host: &str, time: Timestamp) -> RequestRecord {
    let (thing, act) = (pick(random, THINGS), pick(random, ACTS));
    let href = match random.below(3) {
        0 => format!("{host}/api/{thing}/{act}"),
        1 => format!("{host}/api/{thing}/{}/{act}?page={}", random.below(20_000), random.below(10)),
        _ => format!("{host}/assets/{act}{thing}.js"),
    };
    RequestRecord {
        time,
        until: time,
        tab: TabId(0),
        seq: EventSeq(0),
        method: Text::from("GET"),
        href: Text::from(href),
        status: Some(*pick(random, STATUSES)),
        initiator: Text::from("fetch"),
    }
}
