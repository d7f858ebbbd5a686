//! The events of one session, told again as a page and what happened on it.

use super::body::{Body, Change};
use super::wire::Event;
use super::wireframe::{Wireframe, scroll};
use crate::translate::panel::{Panel, body_of};
use crate::translate::script::{Request, Script, kind};
use crate::translate::tree::{Tree, id};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Where the recorder does not say it.
pub(super) const WINDOW: (f64, f64) = (1280.0, 720.0);

/// On an element that changed in a way that was not recorded: how often.
const CHANGES: &str = "data-playhead-changes";

/// Which of AllStak's recorders wrote a session.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Dialect {
    /// Early allstak-js: what the user did, and that something changed.
    A1,
    /// Later allstak-js: besides that, boxes and texts of the first screen.
    A2,
    /// allstak-react: one body, and changes of attributes.
    B,
    /// allstak-react-native: screens and requests.
    C,
    /// Servers, and whoever wrote it by hand.
    D,
}

impl Dialect {
    pub(super) fn of(events: &[Event]) -> Dialect {
        let any = |fits: fn(&Event) -> bool| events.iter().any(fits);
        if any(|event| event.is_short) {
            let of_a_page = any(|event| matches!(event.kind.as_str(), "snap" | "mut" | "input" | "nav"));
            return if of_a_page { Dialect::B } else { Dialect::C };
        }
        if any(|event| event.kind == "snapshot" || event.data.get("masked").is_some()) {
            return Dialect::A2;
        }
        let is_known =
            |event: &Event| matches!(event.kind.as_str(), "mutation" | "click" | "scroll" | "input");
        if events.iter().all(is_known) { Dialect::A1 } else { Dialect::D }
    }

    /// What its recorder does not keep.
    pub(super) fn lacks(self) -> &'static str {
        match self {
            Dialect::A1 => {
                "AllStak's early recorder keeps what the user did, not what the page looked like: no picture was recorded"
            }
            Dialect::A2 => {
                "AllStak's recorder keeps boxes and texts of the first screen and that something changed, not what: the picture is a wireframe of the beginning"
            }
            Dialect::B => {
                "AllStak's React recorder keeps one body without style sheets and, of what changed, attributes and typed values only"
            }
            Dialect::C => {
                "AllStak's React Native recorder keeps screens and requests, not what they looked like: no picture was recorded"
            }
            Dialect::D => {
                "This sender to AllStak kept events, not what the page looked like: no picture was recorded"
            }
        }
    }

    fn says(self) -> &'static str {
        match self {
            Dialect::C => {
                "AllStak's React Native recorder keeps screens, requests and exceptions. They stand on the timeline and in the lists."
            }
            Dialect::D => {
                "This sender to AllStak kept events only. They stand on the timeline and in the lists."
            }
            _ => {
                "AllStak's early recorder keeps clicks, scrolling and typed values. They stand on the timeline, and their targets below, the latest first."
            }
        }
    }
}

/// What a page is made of.
enum Page {
    Wireframe(Wireframe),
    Body(Body),
    Notice(Panel),
}

pub(super) struct Replay<'a> {
    script: &'a mut Script,
    dialect: Dialect,
    page: Option<Page>,
    window: (f64, f64),
    scrolled: (f64, f64),
    href: String,
    /// Where each selector was clicked last, on the page.
    clicked: HashMap<String, (f64, f64)>,
    /// The page's body, and how many unknown changes each element had.
    body: usize,
    changes: HashMap<usize, usize>,
    /// Changes whose place or content nobody knows.
    pub(super) unplaced: usize,
}

impl<'a> Replay<'a> {
    pub(super) fn new(script: &'a mut Script, dialect: Dialect) -> Replay<'a> {
        Replay {
            script,
            dialect,
            page: None,
            window: WINDOW,
            scrolled: (0.0, 0.0),
            href: String::new(),
            clicked: HashMap::new(),
            body: 1,
            changes: HashMap::new(),
            unplaced: 0,
        }
    }

    pub(super) fn event(&mut self, event: &Event) {
        let is_page = matches!(event.kind.as_str(), "snapshot" | "snap" | "screen");
        if let Some(url) = event.url.as_deref().filter(|url| *url != self.href) {
            self.went_to(event.at, url, is_page);
        }
        if self.page.is_none() && !is_page {
            self.notice(event.at, "No picture was recorded");
        }
        let name = event.kind.strip_prefix("mouse_").or_else(|| event.kind.strip_prefix("dom_"));
        match (name.unwrap_or(&event.kind), event.is_short) {
            ("snapshot", false) => self.wireframe(event),
            ("snap", true) => self.body(event),
            ("screen", true) => self.screen(event),
            ("click", false) => self.click(event),
            ("move", false) => self.moved(event),
            ("scroll", false) => self.scroll(event),
            ("input", _) => self.input(event),
            ("mut", true) if word(&event.data, &["kind"]) == Some("attr") => self.attribute(event),
            ("mutation" | "mut", _) => self.changed(event),
            ("navigation" | "nav", _) => self.navigation(event),
            ("resize", false) => self.resize(event),
            ("console", false) => {
                let level = word(&event.data, &["level", "method"]).unwrap_or("log");
                let said = event.data.get("args").and_then(Value::as_array).cloned();
                let one = || vec![event.data.get("message").unwrap_or(&event.data).clone()];
                self.script.console(event.at, level, &said.unwrap_or_else(one));
            }
            ("error" | "exception", _) => self.exception(event),
            ("network_request" | "api_call", false) => self.request(event),
            (name, _) => self.script.custom(event.at, &format!("allstak.{name}"), &event.data),
        }
    }

    /// An address that the batch was sent from: at its first event it was reached, as far as anybody knows.
    fn went_to(&mut self, at: f64, url: &str, with_page: bool) {
        url.clone_into(&mut self.href);
        if !with_page && self.page.is_some() {
            self.script.custom(at, "$pageview", &json!({ "href": url }));
        }
    }

    fn snapshot(&mut self, at: f64, tree: &Tree, scrolled: (f64, f64)) {
        self.body = body_of(tree).map_or(1, id);
        self.changes.clear();
        let href = if self.href.is_empty() { "about:blank".to_owned() } else { self.href.clone() };
        self.script.meta(at, &href, self.window);
        self.script.push(at, kind::FULL_SNAPSHOT, &tree.snapshot(scrolled), None);
    }

    fn notice(&mut self, at: f64, title: &str) {
        let (tree, panel) = Panel::page(title, self.dialect.says());
        self.snapshot(at, &tree, (0.0, 0.0));
        self.page = Some(Page::Notice(panel));
    }

    fn wireframe(&mut self, event: &Event) {
        let size = |name: &str| event.data.pointer(&format!("/viewport/{name}")).and_then(Value::as_f64);
        if let (Some(width), Some(height)) = (size("w"), size("h")) {
            self.window = (width, height);
        }
        self.scrolled = scroll(&event.data);
        let wireframe = Wireframe::of(&event.data);
        self.snapshot(event.at, &wireframe.tree, self.scrolled);
        self.clicked.clear();
        self.page = Some(Page::Wireframe(wireframe));
    }

    fn body(&mut self, event: &Event) {
        if let Some(url) = word(&event.data, &["url"]) {
            url.clone_into(&mut self.href);
        }
        let body = Body::of(word(&event.data, &["html"]).unwrap_or_default());
        self.snapshot(event.at, &body.tree, (0.0, 0.0));
        self.page = Some(Page::Body(body));
    }

    fn screen(&mut self, event: &Event) {
        let route = word(&event.data, &["route", "name"]).unwrap_or("screen").to_owned();
        self.href = format!("app://{route}");
        self.notice(event.at, &format!("Screen {route}: no picture was recorded"));
        self.script.custom(event.at, "allstak.screen", &event.data);
    }

    fn click(&mut self, event: &Event) {
        let (x, y) = point(&event.data);
        let on_page = (x + self.scrolled.0, y + self.scrolled.1);
        let target = word(&event.data, &["target", "selector"]).unwrap_or("");
        self.clicked.insert(target.to_owned(), on_page);
        let node = self.element(event.at, target, Some(on_page));
        self.pointer(event.at, (x, y), node);
        let data = json!({ "source": 2, "type": 2, "id": node, "x": x, "y": y });
        self.script.incremental(event.at, &data, Some(&event.original));
    }

    fn moved(&mut self, event: &Event) {
        self.pointer(event.at, point(&event.data), 1);
    }

    fn pointer(&mut self, at: f64, (x, y): (f64, f64), node: usize) {
        let sample = json!({ "x": x, "y": y, "id": node, "timeOffset": 0 });
        self.script.incremental(at, &json!({ "source": 1, "positions": [sample] }), None);
    }

    fn scroll(&mut self, event: &Event) {
        self.scrolled = match scroll(&event.data) {
            (0.0, 0.0) => point(&event.data),
            scrolled => scrolled,
        };
        let data = json!({ "source": 3, "id": 1, "x": self.scrolled.0, "y": self.scrolled.1 });
        self.script.incremental(event.at, &data, Some(&event.original));
    }

    fn input(&mut self, event: &Event) {
        let target = word(&event.data, &["target", "selector"]).unwrap_or("").to_owned();
        let is_box = matches!(word(&event.data, &["type"]), Some("checkbox" | "radio"));
        // Without a value, or with one that does not say whether the box is checked, it is only known that it happened.
        let value = event.data.get("value").and_then(Value::as_str).filter(|_| !is_box);
        let Some(value) = value else {
            self.unplaced += 1;
            return self.script.custom(event.at, "allstak.input", &event.data);
        };
        let clicked = self.clicked.get(&target).copied();
        let node = match self.page.as_mut() {
            Some(Page::Wireframe(page)) => match page.tree_field(&target, clicked) {
                Some(node) => node,
                None => page.panel.field_of(self.script, event.at, &target),
            },
            Some(Page::Body(page)) => match page.find(&target) {
                Some(place) => id(place),
                None => page.panel.field_of(self.script, event.at, &target),
            },
            Some(Page::Notice(panel)) => panel.field_of(self.script, event.at, &target),
            None => return,
        };
        let data = json!({ "source": 5, "id": node, "text": value, "isChecked": false });
        self.script.incremental(event.at, &data, Some(&event.original));
    }

    fn attribute(&mut self, event: &Event) {
        let of = |name: &str| word(&event.data, &[name]).unwrap_or_default();
        let (name, value) = (of("name"), of("value"));
        let Some(Page::Body(page)) = self.page.as_mut() else { return };
        let place = page.find_changed(of("target"), name, value);
        let change = place.and_then(|place| Some((place, page.change(place, name, value)?)));
        let Some((place, change)) = change else { return self.changed(event) };
        let value = match change {
            Change::Set(value) => json!(value),
            Change::Remove => Value::Null,
        };
        let attributes = json!([{ "id": id(place), "attributes": { name: value } }]);
        let data = json!({ "source": 0, "texts": [], "attributes": attributes, "removes": [], "adds": [] });
        self.script.incremental(event.at, &data, Some(&event.original));
    }

    /// Something changed, and nobody knows what: its place counts its changes.
    fn changed(&mut self, event: &Event) {
        self.unplaced += 1;
        let target = word(&event.data, &["target"]).unwrap_or_default();
        let node = match self.page.as_ref() {
            Some(Page::Wireframe(page)) => page.find(target, None).map(id),
            Some(Page::Body(page)) => page.find(target).map(id),
            Some(Page::Notice(panel)) => panel.known(target),
            None => None,
        };
        let node = node.unwrap_or(self.body);
        let count = self.changes.entry(node).or_default();
        *count += 1;
        let attributes = json!([{ "id": node, "attributes": { CHANGES: count.to_string() } }]);
        let data = json!({ "source": 0, "texts": [], "attributes": attributes, "removes": [], "adds": [] });
        self.script.incremental(event.at, &data, Some(&event.original));
    }

    fn navigation(&mut self, event: &Event) {
        if let Some(to) = word(&event.data, &["to", "url", "href", "path"]) {
            to.clone_into(&mut self.href);
            self.script.custom(event.at, "$pageview", &json!({ "href": to }));
        }
        self.script.custom(event.at, "allstak.navigation", &event.data);
    }

    fn resize(&mut self, event: &Event) {
        let of = |names: [&str; 2]| names.iter().find_map(|name| event.data.get(*name)?.as_f64());
        if let (Some(width), Some(height)) = (of(["width", "w"]), of(["height", "h"])) {
            self.window = (width, height);
            let data = json!({ "source": 4, "width": width, "height": height });
            self.script.incremental(event.at, &data, Some(&event.original));
        }
    }

    fn exception(&mut self, event: &Event) {
        let name = word(&event.data, &["exceptionClass", "type", "name", "label"]).unwrap_or("Error");
        let message = word(&event.data, &["message", "value"]).unwrap_or_default();
        let mut payload = json!({ "type": name, "value": message, "stack": event.data.get("stack") });
        if let (Some(id), Some(payload)) = (event.data.get("eventId"), payload.as_object_mut()) {
            payload.insert("event_id".to_owned(), id.clone());
        }
        self.script.exception(event.at, &payload);
    }

    fn request(&mut self, event: &Event) {
        let number = |names: &[&str]| names.iter().find_map(|name| event.data.get(*name)?.as_f64());
        let Some(url) = word(&event.data, &["url", "path", "endpoint"]) else {
            return self.script.custom(event.at, "allstak.request", &event.data);
        };
        let lasted = number(&["durationMs", "duration"]).unwrap_or(0.0);
        let request = Request {
            url,
            method: word(&event.data, &["method"]),
            status: number(&["statusCode", "status"]),
            initiator: "fetch",
            lasted,
        };
        self.script.request(event.at - lasted, &request, &event.data);
    }

    /// The element a selector means, or what stands for it.
    fn element(&mut self, at: f64, target: &str, place: Option<(f64, f64)>) -> usize {
        let found = match self.page.as_ref() {
            Some(Page::Wireframe(page)) => page.find(target, place).map(id),
            Some(Page::Body(page)) => page.find(target).map(id),
            _ => None,
        };
        let panel = match self.page.as_mut() {
            Some(Page::Wireframe(page)) => &mut page.panel,
            Some(Page::Body(page)) => &mut page.panel,
            Some(Page::Notice(panel)) => panel,
            None => return 1,
        };
        match found {
            Some(id) => id,
            None if target.is_empty() => 1,
            None => panel.element_of(self.script, at, target),
        }
    }
}

impl Wireframe {
    /// The field that a selector means: where there are several, the one that was clicked.
    fn tree_field(&self, selector: &str, clicked: Option<(f64, f64)>) -> Option<usize> {
        let place = self.find(selector, clicked)?;
        let is_field = matches!(self.tree.as_element(place)?.tag.as_str(), "input" | "textarea");
        is_field.then(|| id(place))
    }
}

fn word<'v>(value: &'v Value, names: &[&str]) -> Option<&'v str> {
    names.iter().find_map(|name| value.get(*name)?.as_str())
}

fn point(data: &Value) -> (f64, f64) {
    let of = |name: &str| data.get(name).and_then(Value::as_f64).unwrap_or_default();
    (of("x"), of("y"))
}
