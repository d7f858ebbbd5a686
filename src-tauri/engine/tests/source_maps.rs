//! Errors of built code are told, grouped and found as the source has them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{Engine, Why};
use std::path::PathBuf;

const START: u64 = 1_767_261_600_000;

/// `function a(){b()}` in column 1 and `function b(){throw 0}` in column 40 of a built file, from two lines of
/// `src/pay.ts`.
fn map(file: &str) -> String {
    let columns = "AAAA,IACEA,mCACA";
    format!(
        r#"{{"version":3,"file":"{file}","sources":["webpack:///./src/pay.ts"],"names":["charge"],"mappings":"{columns}"}}"#
    )
}

struct Desk {
    dir: tempfile::TempDir,
}

impl Desk {
    fn new() -> Desk {
        Desk { dir: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn engine(&self) -> Engine {
        Engine::open(&self.path("library")).unwrap()
    }

    /// A session in which a built file throws.
    fn import(&self, engine: &Engine, number: u64, file: &str) {
        let at = |ms: u64| START + number * 60_000 + ms;
        let node = r#"{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":2,"childNodes":[]}]}"#;
        let text = format!(
            r#"[{{"type":4,"data":{{"href":"https://shop.example/","width":800,"height":600}},"timestamp":{}}},
            {{"type":2,"data":{{"node":{node}}},"timestamp":{}}},
            {{"type":6,"data":{{"plugin":"rrweb/console@1","payload":{{"level":"error","trace":["b ({file}:1:42)","a ({file}:1:6)"],"payload":["\"Uncaught TypeError: total is null\""]}}}},"timestamp":{}}}]"#,
            at(0),
            at(5),
            at(900)
        );
        let path = self.put(&format!("in/{number}.json"), &text);
        engine.import(&path).outcome.unwrap();
    }
}

fn texts(engine: &Engine) -> Vec<String> {
    let groups = engine.error_groups().unwrap();
    let mut texts: Vec<String> = groups
        .iter()
        .flat_map(|group| engine.occurrences(group, 10).unwrap())
        .map(|found| found.text.lines().skip(1).collect::<Vec<_>>().join(" | "))
        .collect();
    texts.sort();
    texts
}

const MAPPED: &str = "at charge (webpack:///./src/pay.ts:3:3) | at a (webpack:///./src/pay.ts:2:3)";

#[test]
fn maps_that_come_later_need_no_second_import() {
    let desk = Desk::new();
    let engine = desk.engine();
    desk.import(&engine, 1, "https://shop.example/js/app-3fa9b2c1.js");
    desk.import(&engine, 2, "https://cdn.shop.example/v2/js/main.js");
    assert_eq!(engine.error_groups().unwrap().len(), 2);
    let recorded = texts(&engine);
    assert!(recorded.iter().all(|text| text.contains("shop.example")), "{recorded:?}");

    // One is called by the file's name, another only names it; a third of the same name lies elsewhere.
    desk.put("maps/js/app-3fa9b2c1.js.map", &map("app-3fa9b2c1.js"));
    desk.put("maps/other.map", &map("js/main.js"));
    desk.put("maps/old/app-3fa9b2c1.js.map", "{}");
    let report = engine.add_source_maps(&[desk.path("maps")]).unwrap();
    assert_eq!((report.maps, report.recordings), (3, 2));
    assert_eq!(texts(&engine), [MAPPED, MAPPED]);
    assert_eq!(engine.error_groups().unwrap().len(), 1);
    assert_eq!(engine.error_groups().unwrap()[0].place, "at charge (webpack:///./src/pay.ts:3:3)");
    assert_eq!(engine.search("charge", 9).unwrap().len(), 2);
    // Naming them again changes nothing.
    assert_eq!(engine.add_source_maps(&[desk.path("maps")]).unwrap().recordings, 0);

    // A stack as the browser wrote it, and one as a monitor has it.
    for stack in [
        "TypeError: other\n    at b (https://shop.example/js/app-3fa9b2c1.js:1:42)\n    at a (https://shop.example/js/app-3fa9b2c1.js:1:6)",
        "TypeError: other\n    at charge (src/pay.ts:3:3)\n    at a (src/pay.ts:2:3)",
    ] {
        let found = engine.find(stack, 9).unwrap();
        assert_eq!(found.len(), 2, "{stack}");
        assert!(found.iter().all(|finding| finding.why == [Why::SameStack]), "{found:?}");
    }

    // What is imported from now on, and what is made anew from the files.
    desk.import(&engine, 3, "https://shop.example/js/app-3fa9b2c1.js");
    assert_eq!(texts(&engine), [MAPPED; 3]);
    engine.reindex(&|_| ()).unwrap();
    assert_eq!(texts(&engine), [MAPPED; 3]);

    assert_eq!(engine.remove_source_maps(&[desk.path("none")]).unwrap(), None);
    let report = engine.remove_source_maps(&[desk.path("maps")]).unwrap().unwrap();
    assert_eq!((report.maps, report.recordings), (0, 3));
    assert_eq!(texts(&engine), [recorded[0].clone(), recorded[1].clone(), recorded[1].clone()]);
    assert!(engine.source_maps().unwrap().is_empty());
}

#[test]
fn a_backup_knows_where_the_maps_are() {
    let desk = Desk::new();
    let engine = desk.engine();
    desk.import(&engine, 1, "https://shop.example/js/app.js");
    let file = desk.put("maps/app.js.map", &map("app.js"));
    engine.add_source_maps(std::slice::from_ref(&file)).unwrap();
    engine.back_up(&desk.path("backup")).unwrap();
    let other = Engine::open(&desk.path("other")).unwrap();
    assert_eq!(other.restore(&desk.path("backup")).unwrap(), 1);
    assert_eq!(other.source_maps().unwrap(), [file.canonicalize().unwrap()]);
    assert_eq!(texts(&other), [MAPPED]);
}
