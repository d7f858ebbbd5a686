//! A small page with a trap in its middle, and what must survive around it.

use dom::text_tree;
use engine::{Moment, Session};
use events::{Code, EventSeq, Severity, TabId, Timestamp};
use std::sync::Arc;
use tests::Workbench;

/// When the story begins, in milliseconds since 1970.
pub const START: u64 = 1_700_000_000_000;
/// When the trap happens, and its place among the source events.
pub const TRAP: u64 = START + 2_000;
pub const TRAP_EVENT: u64 = 3;

/// The page: what stands in its body besides the trap is looked at afterwards.
pub const BODY: &str = r#"
{"type":2,"tagName":"p","attributes":{"id":"p"},"id":10,"childNodes":[{"type":3,"textContent":"one","id":11}]},
{"type":2,"tagName":"ul","attributes":{},"id":20,"childNodes":[
  {"type":2,"tagName":"li","attributes":{},"id":21,"childNodes":[]},
  {"type":2,"tagName":"li","attributes":{},"id":22,"childNodes":[]}]},
{"type":2,"tagName":"input","attributes":{"value":"typed"},"id":30,"childNodes":[]}"#;

pub fn meta(at: u64, href: &str) -> String {
    format!(r#"{{"type":4,"data":{{"href":"{href}","width":800,"height":600}},"timestamp":{at}}}"#)
}

pub fn snapshot(at: u64, body: &str) -> String {
    let head = r#"{"type":2,"tagName":"head","attributes":{},"childNodes":[],"id":4}"#;
    let body = body.replace('\n', "");
    let body = format!(r#"{{"type":2,"tagName":"body","attributes":{{}},"id":5,"childNodes":[{body}]}}"#);
    format!(
        r#"{{"type":2,"data":{{"node":{{"type":0,"id":1,"childNodes":[{{"type":1,"name":"html","publicId":"","systemId":"","id":2}},{{"type":2,"tagName":"html","attributes":{{}},"id":3,"childNodes":[{head},{body}]}}]}},"initialOffset":{{"left":0,"top":0}}}},"timestamp":{at}}}"#
    )
}

/// A change of any kind: the members of `data`.
pub fn change(at: u64, data: &str) -> String {
    format!(r#"{{"type":3,"data":{{{data}}},"timestamp":{at}}}"#)
}

/// The entries of a mutation, each list without its brackets.
#[derive(Clone, Copy, Default)]
pub struct Entries<'a> {
    pub removes: &'a str,
    pub adds: &'a str,
    pub texts: &'a str,
    pub attributes: &'a str,
}

impl Entries<'_> {
    pub fn at(self, at: u64) -> String {
        let Entries { removes, adds, texts, attributes } = self;
        let data = format!(
            r#""source":0,"removes":[{removes}],"adds":[{adds}],"texts":[{texts}],"attributes":[{attributes}]"#
        );
        change(at, &data)
    }
}

/// An element to be added, without children.
pub fn add(parent: u64, next: &str, id: u64) -> String {
    format!(
        r#"{{"parentId":{parent},"nextId":{next},"node":{{"type":2,"tagName":"b","attributes":{{}},"childNodes":[],"id":{id}}}}}"#
    )
}

fn text(at: u64, text: &str) -> String {
    Entries { texts: &format!(r#"{{"id":11,"value":"{text}"}}"#), ..Entries::default() }.at(at)
}

/// The story as a file: the page, a change before the trap, the trap, a change behind it.
pub fn story(trap: &[String]) -> Vec<String> {
    let mut lines = vec![
        meta(START, "https://shop.example/"),
        snapshot(START, BODY),
        text(START + 1_000, "before the trap"),
    ];
    lines.extend_from_slice(trap);
    lines.push(text(START + 9_000, "behind the trap"));
    lines
}

/// A recording with a trap in it, opened. What was broken by the trap fails here.
pub struct Survivor {
    _bench: Workbench,
    session: Arc<Session>,
}

impl Survivor {
    /// Of `story`: the neighbours of the trap are looked at.
    pub fn of(trap: &[String]) -> Survivor {
        let survivor = Survivor::of_file(&format!("[{}]", story(trap).join(",\n")));
        survivor.shows(1_500, "\"before the trap\" #11");
        survivor.shows(9_000, "\"behind the trap\" #11");
        survivor
    }

    /// The trap is an entry of a mutation: the entries before and behind it in the same lists are looked at.
    pub fn of_entries(trap: Entries<'_>) -> Survivor {
        let between = |first: &str, trap: &str, last: &str| {
            [first, trap, last].into_iter().filter(|entry| !entry.is_empty()).collect::<Vec<_>>().join(",")
        };
        let attribute = |name: &str| format!(r#"{{"id":10,"attributes":{{"{name}":"beside"}}}}"#);
        let entries = Entries {
            removes: &between(r#"{"parentId":20,"id":21}"#, trap.removes, r#"{"parentId":20,"id":22}"#),
            adds: &between(&add(20, "null", 91), trap.adds, &add(20, "null", 92)),
            texts: &between(
                r#"{"id":11,"value":"beside"}"#,
                trap.texts,
                r#"{"id":11,"value":"beside the trap"}"#,
            ),
            attributes: &between(&attribute("title"), trap.attributes, &attribute("class")),
        };
        let survivor = Survivor::of(&[entries.at(TRAP)]);
        survivor.shows(3_000, "\"beside the trap\" #11");
        survivor.shows(3_000, "b #91");
        survivor.shows(3_000, "b #92");
        survivor.shows(3_000, r#"class="beside""#);
        survivor.shows(3_000, r#"title="beside""#);
        survivor.hides(3_000, "li #21");
        survivor.hides(3_000, "li #22");
        survivor
    }

    pub fn of_file(file: &str) -> Survivor {
        let bench = Workbench::new();
        let session = bench.open_bytes("trap.json", file);
        let survivor = Survivor { _bench: bench, session };
        for millis in (0..20_000).step_by(500) {
            let (document, _) = survivor.session.document_at(TabId(0), at(millis)).unwrap();
            assert_eq!(dom::check_integrity(&document), Vec::<String>::new(), "at {millis} ms");
        }
        survivor
    }

    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The first tab's page as text.
    pub fn tree(&self, millis: i64) -> String {
        text_tree(&self.session.document_at(TabId(0), at(millis)).unwrap().0)
    }

    #[track_caller]
    pub fn shows(&self, millis: i64, part: &str) {
        let tree = self.tree(millis);
        assert!(tree.contains(part), "at {millis} ms there is no {part}\n{tree}");
    }

    #[track_caller]
    pub fn hides(&self, millis: i64, part: &str) {
        let tree = self.tree(millis);
        assert!(!tree.contains(part), "at {millis} ms there is {part}\n{tree}");
    }

    /// A problem of this kind is told, about the trap.
    #[track_caller]
    pub fn tells(&self, code: Code) {
        self.tells_of(code, TRAP_EVENT);
    }

    #[track_caller]
    pub fn tells_of(&self, code: Code, event: u64) {
        let problems = self.session.info().unwrap().diagnostics;
        let is_told =
            problems.kept().iter().any(|kept| kept.code == code && kept.seq == Some(EventSeq(event)));
        assert!(is_told, "no {} about event {event} in {:#?}", code.name(), problems.kept());
    }

    /// Nothing was repaired and nothing lost: what looks like a trap is none.
    #[track_caller]
    pub fn tells_nothing(&self) {
        let problems = self.session.info().unwrap().diagnostics;
        let worse_than_notes: Vec<_> =
            problems.kept().iter().filter(|kept| kept.severity > Severity::Note).collect();
        assert!(worse_than_notes.is_empty(), "{worse_than_notes:#?}");
    }
}

pub fn at(millis: i64) -> Moment {
    Moment::At(Timestamp(millis * 1_000))
}
