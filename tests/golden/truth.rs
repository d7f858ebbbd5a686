//! What stood in the live page while it was recorded, at some moments, against the document at those moments.
//! `truth.txt` says how often they are equal, layer by layer, and where not what differs first. `UPDATE=1` rewrites it.

use engine::Moment;
use events::Timestamp;
use flate2::read::GzDecoder;
use serde_json::{Map, Value, json};
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use std::io::Read;
use tests::Workbench;
use tests::fixtures::{self, Fixture};

/// The layers that can be told without a browser.
const LAYERS: [&str; 5] = ["tree", "form", "adopted", "dialog", "scroll"];
/// Characters of a difference that are worth reading.
const SHOWN_CHARS: usize = 160;

#[test]
fn documents_are_what_stood_in_the_live_page() {
    let mut told = String::new();
    for fixture in fixtures::all() {
        if let Some(truth) = fixture.truth() {
            told.push_str(&compared(&fixture, &truth));
        }
    }
    let path = fixtures::root().join("truth.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &told).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(&path).unwrap_or_default(),
        told,
        "run `cargo xtask golden` and review the diff"
    );
}

fn compared(fixture: &Fixture, truth: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(truth).read_to_string(&mut text).unwrap();
    let truth: Value = serde_json::from_str(&text).unwrap();
    let bench = Workbench::new();
    let session = bench.open(&fixture.input);
    let moments = truth["moments"].as_array().unwrap();
    let mut equal: HashMap<&str, usize> = HashMap::new();
    let mut firsts = String::new();
    for moment in moments {
        let at = Timestamp::from_millis(moment["at"].as_f64().unwrap());
        let tab = session.tab_at(at).unwrap();
        let (document, _) = session.document_at(tab, Moment::At(at)).unwrap();
        let ours: Value = serde_json::from_str(&dom::canonical_json(&dom::canonical(&document))).unwrap();
        let page = Value::Object(
            LAYERS.iter().map(|layer| ((*layer).to_owned(), layer_of(&truth, moment, layer))).collect(),
        );
        let rules = Rules::of(&truth, &page);
        for layer in LAYERS {
            let (ours, page) = (rules.comparable(layer, &ours), rules.comparable(layer, &page));
            let known = equal.entry(layer).or_default();
            if ours == page {
                *known += 1;
            } else if !firsts.contains(&format!("  {layer} ")) {
                let label = moment["label"].as_str().unwrap_or_default();
                let (ours, page) = first_difference(&ours, &page);
                writeln!(firsts, "  {layer} first differs at “{label}”\n    ours {ours}\n    page {page}")
                    .unwrap();
            }
        }
    }
    let scores = LAYERS.map(|layer| format!("{layer} {}", equal[layer]));
    format!("{}: of {} moments {}\n{firsts}", fixture.name, moments.len(), scores.join(", "))
}

/// A layer is a list of runs of entries: most of a page is the same at the next moment.
fn layer_of(truth: &Value, moment: &Value, layer: &str) -> Value {
    let entries = truth["entries"].as_array().unwrap();
    let runs = moment[layer].as_array().unwrap().iter().map(|number| number.as_u64().unwrap() as usize);
    let runs: Vec<usize> = runs.collect();
    runs.chunks(2).flat_map(|run| entries[run[0]..run[0] + run[1]].iter().cloned()).collect()
}

fn first_difference(ours: &[Value], page: &[Value]) -> (String, String) {
    let shown = |value: Option<&Value>| {
        let text = value.map_or_else(|| "nothing".to_owned(), Value::to_string);
        text.chars().take(SHOWN_CHARS).collect::<String>()
    };
    let place = ours.iter().zip(page).take_while(|(ours, page)| ours == page).count();
    (shown(ours.get(place)), shown(page.get(place)))
}

/// A rule that was recorded as its author wrote it may be without the last semicolon, which browsers print.
fn spelled(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(text.replace("; }", " }")),
        Value::Array(values) => values.iter().map(spelled).collect(),
        other => other.clone(),
    }
}

/// What a recorder changes on purpose is left out on both sides.
struct Rules {
    masked: bool,
    pictures_inlined: bool,
    ignored: HashSet<u64>,
    passwords: HashSet<u64>,
}

impl Rules {
    fn of(truth: &Value, page: &Value) -> Rules {
        let with = |wanted: &dyn Fn(&Value) -> bool| {
            let nodes = page["tree"].as_array().unwrap().iter().filter(|node| wanted(&node["a"]));
            nodes.filter_map(|node| node["id"].as_u64()).collect()
        };
        let is_ignored = |a: &Value| {
            a["class"].as_str().is_some_and(|class| class.split(' ').any(|name| name == "rr-ignore"))
        };
        Rules {
            masked: truth["masked"] == true,
            pictures_inlined: truth["picturesInlined"] == true,
            ignored: with(&is_ignored),
            passwords: with(&|a| {
                a["type"].as_str().is_some_and(|kind| kind.eq_ignore_ascii_case("password"))
            }),
        }
    }

    fn comparable(&self, layer: &str, side: &Value) -> Vec<Value> {
        let entries = side[layer].as_array().unwrap();
        match layer {
            "tree" => self.tree(entries),
            "form" => entries.iter().filter_map(|entry| self.control(entry)).collect(),
            "adopted" => entries.iter().map(spelled).collect(),
            _ => entries.clone(),
        }
    }

    fn control(&self, entry: &Value) -> Option<Value> {
        let id = entry[0].as_u64()?;
        if self.ignored.contains(&id) || self.masked && entry[1] != "c" {
            return None;
        }
        match entry[2].as_str() {
            Some(value) if self.passwords.contains(&id) => {
                Some(json!([id, entry[1], "*".repeat(value.encode_utf16().count())]))
            }
            _ => Some(entry.clone()),
        }
    }

    fn tree(&self, entries: &[Value]) -> Vec<Value> {
        let code: HashSet<u64> = entries
            .iter()
            .filter(|node| node["tag"] == "script" || node["tag"] == "noscript")
            .filter_map(|node| node["id"].as_u64())
            .collect();
        let node = |node: &Value| {
            let mut node = node.clone();
            if node["k"] == "text" && node["p"].as_u64().is_some_and(|parent| code.contains(&parent)) {
                node["v"] = json!("");
            }
            let tag = node["tag"].as_str().unwrap_or_default().to_owned();
            if let Some(attributes) = node.get_mut("a").and_then(Value::as_object_mut) {
                self.attributes(&tag, attributes);
            }
            node
        };
        entries.iter().map(node).collect()
    }

    fn attributes(&self, tag: &str, attributes: &mut Map<String, Value>) {
        let of_tag: &[&str] = match tag {
            "link" => &["rel", "href", "as", "media", "type", "crossorigin", "integrity", "onload"],
            "iframe" => &["src", "sandbox", "srcdoc"],
            "video" | "audio" => &["loop", "autoplay", "muted"],
            "img" if self.pictures_inlined => &["src", "crossorigin"],
            "dialog" => &["open"],
            "input" | "textarea" | "select" => &["autocomplete"],
            _ => &[],
        };
        let everywhere = ["value", "checked", "selected", "srcset", "nonce"];
        attributes.retain(|name, _| {
            tag != "script" && !everywhere.contains(&name.as_str()) && !of_tag.contains(&name.as_str())
        });
        // The recorder makes addresses absolute.
        if tag == "a"
            && let Some(href) = attributes.get_mut("href")
            && let Some((_, fragment)) = href.as_str().and_then(|href| href.split_once('#'))
        {
            *href = json!(format!("#{fragment}"));
        }
    }
}
