//! Elements by selector, as a script asks for them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod support;

use std::path::Path;
use std::process::Command;
use support::Scratch;

fn shop() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/sample/shop.json");
    path.canonicalize().unwrap().display().to_string()
}

#[test]
fn a_selector_finds_elements_at_a_moment_and_says_which() {
    let scratch = Scratch::new();
    let shop = shop();
    let body = scratch.run(["query", &shop, "body", "--at", "2000", "--at", "3000", "--json"]).json();
    assert_eq!(body.len(), 2);
    assert_eq!((&body[0]["at"], &body[0]["name"]), (&2_000_000.into(), &"body".into()));
    // The selector that is told of an element finds it alone.
    let buttons = scratch.run(["query", &shop, "button, input", "--json"]).json();
    assert!(buttons.len() > 3, "{buttons:?}");
    for button in &buttons {
        let again = scratch.run(["query", &shop, button["selector"].as_str().unwrap(), "--json"]).json();
        assert_eq!(again.len(), 1, "{button}");
        assert_eq!(again[0]["key"], button["key"]);
    }
    let said = scratch.run(["query", &shop, "body"]).out;
    assert!(said.lines().count() == 1 && said.contains("body"), "{said}");
}

#[test]
fn no_element_and_no_selector_are_told_apart() {
    let shop = shop();
    let run = |selector: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_playhead-cli"))
            .args(["query", &shop, selector])
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(run("marquee").0, Some(1));
    let (code, said) = run("button:hoover");
    assert_eq!(code, Some(2));
    assert!(said.contains("A recording does not tell this pseudo-class"), "{said}");
}
