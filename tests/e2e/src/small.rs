//! Small recordings that a test writes itself, where the point is what is in them.

use serde_json::{Value, json};
use std::fmt::Write;
use std::path::{Path, PathBuf};

const START: u64 = 1_700_000_000_000;

/// Events in the order in which they are told, each at its own milliseconds since the start.
pub struct Small {
    events: Vec<Value>,
}

impl Small {
    /// A page of 800 × 600 with a paragraph, which stands from 10 ms on. Its text is node 6.
    pub fn page(text: &str) -> Small {
        let element = |name: &str, id: u32, below: Value| json!({ "type": 2, "tagName": name, "attributes": {}, "id": id, "childNodes": below });
        let words = json!([{ "type": 3, "textContent": text, "id": 6 }]);
        let body = element("body", 4, json!([element("p", 5, words)]));
        let html = element("html", 2, json!([element("head", 3, json!([])), body]));
        let document = json!({ "type": 0, "id": 1, "childNodes": [html] });
        Small { events: Vec::new() }
            .event(0, 4, json!({ "href": "https://small.example/", "width": 800, "height": 600 }))
            .event(10, 2, json!({ "node": document, "initialOffset": { "left": 0, "top": 0 } }))
    }

    pub fn event(mut self, at: u64, kind: u32, data: Value) -> Small {
        self.events.push(json!({ "type": kind, "timestamp": START + at, "data": data }));
        self
    }

    pub fn says(self, at: u64, text: &str) -> Small {
        let texts = json!([{ "id": 6, "value": text }]);
        self.event(at, 3, json!({ "source": 0, "texts": texts, "attributes": [], "removes": [], "adds": [] }))
    }

    pub fn click(self, at: u64) -> Small {
        self.event(at, 3, json!({ "source": 2, "type": 2, "id": 5, "x": 20, "y": 20 }))
    }

    pub fn write(&self, folder: &Path) -> PathBuf {
        let path = folder.join("small.json");
        std::fs::write(&path, serde_json::to_vec(&self.events).unwrap()).unwrap();
        path
    }
}

/// A page whose text changes every 10 ms, for so long that an import of it can be watched.
pub fn long_recording(folder: &Path, changes: u64) -> PathBuf {
    let path = folder.join("long.json");
    let mut text = serde_json::to_string(&Small::page("0").events).unwrap();
    text.pop();
    for change in 1..changes {
        let at = START + 10 + change * 10;
        write!(
            text,
            ",\n{{\"type\":3,\"timestamp\":{at},\"data\":{{\"source\":0,\"removes\":[],\"adds\":[],\"attributes\":[],\"texts\":[{{\"id\":6,\"value\":\"{change}\"}}]}}}}"
        )
        .unwrap();
    }
    text.push(']');
    std::fs::write(&path, text).unwrap();
    path
}
