//! What a person has of an error, however little, finds the moment at which it was recorded.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use engine::{Engine, Why};

const SESSION: &str = r#"[
{"type":4,"data":{"href":"https://shop.example/","width":800,"height":600},"timestamp":1767261600000},
{"type":2,"data":{"node":{"type":0,"id":1,"childNodes":[{"type":2,"tagName":"html","attributes":{},"id":2,"childNodes":[]}]}},"timestamp":1767261600005},
{"type":6,"data":{"plugin":"rrweb/network@1","payload":{"requests":[{"name":"https://shop.example/api/orders?page=2","initiatorType":"fetch","method":"POST","status":500,"startTime":0,"endTime":100,"entryType":"resource"}]}},"timestamp":1767261600400},
{"type":6,"data":{"plugin":"rrweb/console@1","payload":{"level":"error","trace":["https://shop.example/shop/shop.js:58:308","https://shop.example/shop/shop.js:12:4","run (https://shop.example/shop/lib.js:1:99)"],"payload":["\"Uncaught TypeError: total is null\""]}},"timestamp":1767261600900},
{"type":6,"data":{"plugin":"rrweb/console@1","payload":{"level":"error","trace":["https://shop.example/shop/shop.js:70:1"],"payload":["\"Uncaught TypeError: other is null\""]}},"timestamp":1767261601900}
]"#;

#[test]
fn a_part_of_a_stack_an_address_or_a_message_is_enough() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("session.json");
    std::fs::write(&file, SESSION).unwrap();
    let engine = Engine::open(&dir.path().join("library")).unwrap();
    engine.import(&file).outcome.unwrap();
    let found = |text: &str| -> Vec<(i64, Vec<Why>)> {
        engine.find(text, 10).unwrap().into_iter().map(|it| (it.time.0 / 1000, it.why)).collect()
    };
    let by_stack = [(900, vec![Why::SameStack])];
    // A line without a function's name, the middle of a stack, a place as editors write it, another host.
    assert_eq!(found("at https://shop.example/shop/shop.js:58:308"), by_stack);
    assert_eq!(
        found("at https://x.example/shop.js:12:4\n    at run (https://x.example/lib.js:1:99)"),
        by_stack
    );
    assert_eq!(found("shop.js:58:308"), by_stack);
    assert_eq!(found("shop.js:70:1"), [(1900, vec![Why::SameStack])]);
    assert_eq!(found("at https://shop.example/shop/shop.js:59:308"), []);
    assert_eq!(found("TypeError: total is null"), [(900, vec![Why::SameMessage])]);
    assert_eq!(found("/api/orders"), [(500, vec![Why::SameMessage])]);
    for text in ["https://test.example/api/orders", "POST https://test.example/api/orders 500"] {
        // The failure, and the request itself.
        let same = |at| (at, vec![Why::SameWords]);
        assert_eq!(found(text), [same(500), same(400)], "{text}");
    }
    assert_eq!(found("/api/nothing"), []);
}
