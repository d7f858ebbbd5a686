use super::*;

/// `function | file | line:column`, with a `-` before what is not the page's own.
fn said(line: &str) -> String {
    let Some(frame) = parse_frame(line) else { return "no frame".to_owned() };
    let number = |number: Option<u32>| number.map_or_else(|| "?".to_owned(), |number| number.to_string());
    let own = if frame.in_app { "" } else { "- " };
    let StackFrame { function, file, line, column, .. } = &frame;
    format!("{own}{function} | {file} | {}:{}", number(*line), number(*column))
}

fn check(cases: &[(&str, &str)]) {
    for (line, expected) in cases {
        assert_eq!(said(line), *expected, "{line}");
    }
}

#[test]
fn v8() {
    check(&[
        ("    at pay (https://a.example/app.js:10:5)", "pay | https://a.example/app.js | 10:5"),
        ("at https://a.example/app.js:10:5", " | https://a.example/app.js | 10:5"),
        ("at async Cart.save (https://a.example/app.js?v=3&x=(1):10:5)", {
            "Cart.save | https://a.example/app.js?v=3&x=(1) | 10:5"
        }),
        ("at new Cart (app.js:1:2)", "new Cart | app.js | 1:2"),
        ("at Object.pay [as onClick] (app.js:1:2)", "Object.pay [as onClick] | app.js | 1:2"),
        (
            "at <anonymous> (https://a.example/(shop)/page.js:1:2)",
            " | https://a.example/(shop)/page.js | 1:2",
        ),
        ("at eval (eval at run (https://a.example/app.js:7:9), <anonymous>:1:2)", {
            "eval | https://a.example/app.js | 7:9"
        }),
        ("at f (eval at g (eval at h (app.js:3:4), <anonymous>:1:1), <anonymous>:2:2)", "f | app.js | 3:4"),
        ("at Array.map (native)", "- Array.map |  | ?:?"),
        ("at Array.forEach (<anonymous>)", "- Array.forEach |  | ?:?"),
        ("at async Promise.all (index 0)", "- Promise.all |  | ?:?"),
        ("at <anonymous>", "-  |  | ?:?"),
        ("at run (wasm://wasm/0012abcd:wasm-function[5]:0x1f)", "run | wasm://wasm/0012abcd | ?:31"),
        ("at https://a.example/x.wasm:wasm-function[12]:0xa0", {
            "wasm-function[12] | https://a.example/x.wasm | ?:160"
        }),
        ("at main (C:\\shop\\app.js:3:4)", "main | C:\\shop\\app.js | 3:4"),
        ("at C:\\shop\\app.js:3:4", " | C:\\shop\\app.js | 3:4"),
        ("at main (file:///C:/shop/app.js:3:4)", "main | file:///C:/shop/app.js | 3:4"),
        ("at x (webpack-internal:///./src/x.js:3:4)", "x | webpack-internal:///./src/x.js | 3:4"),
        ("at x (http://127.0.0.1:8080/x.js:3)", "x | http://127.0.0.1:8080/x.js | 3:?"),
        ("at x (http://127.0.0.1:8080)", "x | http://127.0.0.1:8080 | ?:?"),
        // As the recorders' console plugin writes it.
        ("route (http://127.0.0.1:41709/shop/shop.js:53:91)", {
            "route | http://127.0.0.1:41709/shop/shop.js | 53:91"
        }),
        ("https://a.example/app.js:10:5", " | https://a.example/app.js | 10:5"),
    ]);
}

#[test]
fn spider_monkey() {
    check(&[
        ("pay@https://a.example/app.js:10:5", "pay | https://a.example/app.js | 10:5"),
        ("@https://a.example/app.js:10:5", " | https://a.example/app.js | 10:5"),
        ("pay/<@https://a.example/app.js:10:5", "pay/< | https://a.example/app.js | 10:5"),
        ("async*pay@https://a.example/app.js:10:5", "pay | https://a.example/app.js | 10:5"),
        ("promise callback*@https://a.example/app.js:1:2", " | https://a.example/app.js | 1:2"),
        ("setTimeout handler*later@app.js:1:2", "later | app.js | 1:2"),
        ("f@https://a.example/app.js line 7 > eval:1:2", "f | https://a.example/app.js | 7:?"),
        ("anonymous@https://a.example/app.js line 7 > Function:1:2", " | https://a.example/app.js | 7:?"),
        (
            "f@https://cdn.example/npm/lib@3.2.1/lib.js:1:2",
            "f | https://cdn.example/npm/lib@3.2.1/lib.js | 1:2",
        ),
        ("run@https://a.example/x.wasm:wasm-function[5]:0x1f", "run | https://a.example/x.wasm | ?:31"),
        ("f@file:///home/ann/app.js:1:2", "f | file:///home/ann/app.js | 1:2"),
    ]);
}

#[test]
fn java_script_core() {
    check(&[
        ("global code@https://a.example/app.js:10:5", "global code | https://a.example/app.js | 10:5"),
        ("eval code@", "- eval code |  | ?:?"),
        ("module code@https://a.example/app.js:10:5", "module code | https://a.example/app.js | 10:5"),
        ("async pay@https://a.example/app.js:10:5", "pay | https://a.example/app.js | 10:5"),
        ("forEach@[native code]", "- forEach |  | ?:?"),
        ("<?>.wasm-function[5]@[wasm code]", "- <?>.wasm-function[5] |  | ?:?"),
        ("https://cdn.example/npm/lib@3.2.1/lib.js:1:2", " | https://cdn.example/npm/lib@3.2.1/lib.js | 1:2"),
    ]);
}

#[test]
fn lines_that_are_no_frames() {
    for line in
        ["", "  ", "TypeError: x is null", "Mail to ann@shop.example was not sent", "Error: 12:30", "[…]"]
    {
        assert_eq!(said(line), "no frame", "{line}");
    }
}

#[test]
fn what_is_not_the_pages_own() {
    let own = |file: &str| parse_frame(&format!("at f ({file}:1:2)")).unwrap().in_app;
    for file in [
        "https://a.example/node_modules/vue/vue.js",
        "C:\\shop\\node_modules\\vue\\vue.js",
        "webpack-internal:///./node_modules/vue/vue.js",
        "chrome-extension://abc/content.js",
        "moz-extension://abc/content.js",
        "safari-web-extension://abc/content.js",
        "https://unpkg.com/vue@3/vue.js",
        "https://cdn.jsdelivr.net/npm/vue",
        "node:internal/process/task_queues",
        "resource://gre/modules/x.jsm",
    ] {
        assert!(!own(file), "{file}");
    }
    for file in
        ["https://a.example/vendor.js?from=unpkg.com/", "webpack:///./src/pay.ts", "app.js", "/srv/app.js"]
    {
        assert!(own(file), "{file}");
    }
}
