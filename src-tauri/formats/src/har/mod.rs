//! HAR: the requests of a page. Beside a recording they fill its network list; alone they are a timeline.

use crate::timestamp::Stamp;
use crate::translate::Translated;
use crate::translate::panel::Panel;
use crate::translate::script::{Request, Script, kind};
use serde_json::{Value, json};

const SAYS: &str = "A HAR file holds the requests of a page, not the page itself. They stand in the network list and on the timeline.";
const NOT_RECORDED: &str =
    "A HAR file holds requests, not what the page looked like: no picture was recorded";
const WINDOW: (f64, f64) = (1280.0, 720.0);

/// What HAR files say.
#[derive(Default)]
pub(crate) struct Har {
    entries: Vec<Entry>,
    pages: Vec<Page>,
}

struct Entry {
    at: f64,
    lasted: f64,
    value: Value,
}

struct Page {
    at: f64,
    title: String,
    /// Milliseconds from its beginning.
    loaded: Option<f64>,
}

/// The logs among these values.
pub(crate) fn read(values: Vec<Value>) -> Har {
    let mut har = Har::default();
    for mut value in values {
        let Some(Value::Object(log)) = value.get_mut("log") else { continue };
        for page in log.get("pages").and_then(Value::as_array).into_iter().flatten() {
            let title = page.get("title").and_then(Value::as_str).unwrap_or_default().to_owned();
            let loaded = page.pointer("/pageTimings/onLoad").and_then(Value::as_f64).filter(|ms| *ms >= 0.0);
            har.pages.extend(started(page).map(|at| Page { at, title, loaded }));
        }
        if let Some(Value::Array(entries)) = log.remove("entries") {
            har.entries.extend(entries.into_iter().filter_map(|value| {
                let lasted = value.get("time").and_then(Value::as_f64).filter(|ms| *ms >= 0.0).unwrap_or(0.0);
                Some(Entry { at: started(&value)?, lasted, value })
            }));
        }
    }
    har.entries.sort_by(|a, b| a.at.total_cmp(&b.at));
    har
}

fn started(value: &Value) -> Option<f64> {
    let text = value.get("startedDateTime")?.as_str()?;
    Stamp::of_text(text.as_bytes()).repair().map(|repaired| repaired.wall.as_millis())
}

impl Har {
    /// From the first request to the last answer, in milliseconds.
    pub(crate) fn span(&self) -> Option<(f64, f64)> {
        let first = self.entries.first()?.at;
        let last = self.entries.iter().map(|entry| entry.at + entry.lasted).max_by(f64::total_cmp)?;
        Some((first, last))
    }

    /// What pages sent to AllStak, with when; they are taken out of the requests.
    pub(crate) fn take_posts(&mut self) -> Vec<(f64, Value)> {
        let mut posts = Vec::new();
        self.entries.retain(|entry| {
            let Some(text) = posted(&entry.value).filter(|_| url(&entry.value).contains("/ingest/v1/"))
            else {
                return true;
            };
            match serde_json::from_str(text) {
                Ok(value) => {
                    posts.push((entry.at, value));
                    false
                }
                Err(_) => true,
            }
        });
        posts
    }

    /// Bodies that hold events of rrweb, in order.
    pub(crate) fn bodies(&self) -> Vec<Vec<u8>> {
        let texts = self.entries.iter().filter_map(|entry| posted(&entry.value));
        let holds = |text: &&str| {
            ["$snapshot", "replay_recording", "\"segment_id\""].iter().any(|sign| text.contains(sign))
                || text.contains("\"timestamp\"") && text.contains("\"type\":2") && text.contains("\"data\"")
        };
        texts.filter(holds).map(|text| text.as_bytes().to_vec()).collect()
    }

    /// The requests alone.
    pub(crate) fn requests(&self) -> Script {
        let mut script = Script::default();
        for entry in &self.entries {
            let address = url(&entry.value);
            let request = Request {
                url: address,
                method: entry.value.pointer("/request/method").and_then(Value::as_str),
                status: entry.value.pointer("/response/status").and_then(Value::as_f64),
                initiator: initiator(&entry.value),
                lasted: entry.lasted,
            };
            script.request(entry.at, &request, &entry.value);
        }
        for page in &self.pages {
            script.custom(page.at, "har.page", &json!({ "title": page.title }));
            if let Some(loaded) = page.loaded {
                script.custom(page.at + loaded, "har.load", &json!({ "title": page.title }));
            }
        }
        script
    }

    /// For a recording of the same time.
    pub(crate) fn beside(&self) -> Translated {
        let (script, notes) = (self.requests(), Vec::new());
        Translated { name: String::new(), format: "HAR beside it", script, notes }
    }

    /// With pages that say what is not there.
    pub(crate) fn alone(&self) -> Translated {
        let mut script = self.requests();
        let first = self.span().map_or(0.0, |(first, _)| first);
        let mut pages: Vec<(f64, &str)> =
            self.pages.iter().map(|page| (page.at, page.title.as_str())).collect();
        if pages.is_empty() {
            pages.push((first, self.entries.first().map_or("", |entry| url(&entry.value))));
        }
        for (at, title) in pages {
            let is_url = title.contains("://");
            let href = if is_url { title } else { self.document_after(at).unwrap_or(title) };
            script.meta(at.min(first.max(at)), href, WINDOW);
            let (tree, _) = Panel::page("No picture was recorded", SAYS);
            script.push(at, kind::FULL_SNAPSHOT, &tree.snapshot((0.0, 0.0)), None);
        }
        let notes = vec![NOT_RECORDED.to_owned()];
        Translated { name: String::new(), format: "HAR", script, notes }
    }

    /// The address of the first document that was asked for from then on.
    fn document_after(&self, at: f64) -> Option<&str> {
        let is_document = |entry: &&Entry| {
            entry.at >= at - 1.0
                && (entry.value.get("_resourceType").is_some_and(|kind| kind == "document")
                    || mime(&entry.value).starts_with("text/html"))
        };
        self.entries.iter().find(is_document).map(|entry| url(&entry.value))
    }
}

fn url(entry: &Value) -> &str {
    entry.pointer("/request/url").and_then(Value::as_str).unwrap_or_default()
}

fn mime(entry: &Value) -> &str {
    entry.pointer("/response/content/mimeType").and_then(Value::as_str).unwrap_or_default()
}

fn posted(entry: &Value) -> Option<&str> {
    entry.pointer("/request/postData/text")?.as_str()
}

/// As a page's own timing names it.
fn initiator(entry: &Value) -> &'static str {
    match entry.get("_resourceType").and_then(Value::as_str).unwrap_or_default() {
        "xhr" => "xhr",
        "fetch" => "fetch",
        "image" => "img",
        "script" => "script",
        "stylesheet" => "css",
        "document" => "navigation",
        "font" => "font",
        "media" => "media",
        "websocket" => "websocket",
        "" => match mime(entry).split(['/', ';', '+']).nth(1).unwrap_or_default() {
            "javascript" | "x-javascript" => "script",
            "css" => "css",
            "html" => "navigation",
            "json" => "fetch",
            _ if mime(entry).starts_with("image/") => "img",
            _ => "other",
        },
        _ => "other",
    }
}

#[cfg(test)]
mod tests;
