use super::*;

fn check_one(rule: &str, path: &str, text: &str, lines: &[usize]) {
    let mut found = Vec::new();
    check(&Tree::of(&[(path, text)]), &mut found);
    let hits: Vec<usize> =
        found.iter().filter(|problem| problem.rule == rule).map(|problem| problem.line).collect();
    assert_eq!(hits, lines, "{rule} in {path}: {text}");
}

#[test]
fn the_pure_crates_do_not_touch_the_world_outside_of_tests() {
    let text = "use std::time::{Duration, Instant};\nlet now = Instant::now();\nuse std::fs;\n// std::fs\n\
                let s = \"SystemTime\";\nScroll::Instant\n#[cfg(test)]\nmod tests { use std::fs; }\n";
    for folder in ["events", "formats", "dom", "analysis"] {
        check_one("world", &format!("src-tauri/{folder}/src/a.rs"), text, &[2, 3]);
    }
    check_one("world", "src-tauri/dom/tests/a.rs", text, &[]);
    check_one("world", "src-tauri/engine/src/a.rs", text, &[]);
}

#[test]
fn recorders_are_named_in_formats_only() {
    let text = "// as rrweb does\nlet RRWeb = 1;\n";
    for path in ["src-tauri/dom/src/a.rs", "src-tauri/engine/src/a.rs", "ui/src/stage/README.md"] {
        check_one("vendor", path, text, &[1, 2]);
    }
    check_one("vendor", "src-tauri/store/tests/a.rs", text, &[]);
    check_one("vendor", "src-tauri/formats/src/rrweb/mod.rs", text, &[]);
}

#[test]
fn the_window_shows_no_raw_html_and_has_no_stores() {
    check_one("raw-html", "ui/src/shared/A.svelte", "<p>{@html text}</p>\n<!-- {@html a} -->\n", &[1]);
    check_one("stores", "ui/src/shared/a.ts", "import { writable } from 'svelte/store';\n", &[1]);
    check_one("tauri-global", "ui/src/ipc/a.ts", "window.__TAURI_INTERNALS__\n", &[1]);
    check_one("tauri-global", "ui/src/host/tauri/a.ts", "window.__TAURI_INTERNALS__\n", &[]);
    check_one("error-text", "ui/src/ipc/a.ts", "if (e.message.includes('x')) {}\n", &[1]);
}

#[test]
fn any_is_caught_as_a_type_and_not_in_prose() {
    let text = "let a: any = b;\nlet c: any[];\nf<any>(x as any);\n// : any\nlet s = 'x: any';\nlet anyone: anything;\n";
    check_one("any", "ui/src/shared/a.ts", text, &[1, 2, 3]);
    check_one("any", "ui/src/shared/A.svelte", "<p>Drop: any file</p>\n", &[]);
    check_one("any", "ui/src/ipc/generated/a.ts", text, &[]);
}

#[test]
fn colours_come_from_tokens() {
    let text = "p { color: #fff; }\nq { color: rgb(1 2 3); }\n{#each a as b}\nthis.#add();\n<a href=\"#bad\">\n\
                p { color: var(--text); }\n/* #fff */\np { fill: url(#fade); }\np { background: #12345678 }\n";
    check_one("colour", "ui/src/shared/A.svelte", text, &[1, 2, 9]);
    check_one("colour", "ui/src/styles/tokens.css", text, &[]);
    check_one("colour", "ui/src/stage/a.css", "p { color: #fff; }\n", &[1]);
}

#[test]
fn a_todo_names_its_issue() {
    let text = "// TODO: later\n// TODO(#12): later\n// FIXME soon\n// MASTODON\n";
    check_one("todo", "src-tauri/dom/src/a.rs", text, &[1, 3]);
    check_one("todo", "fixtures/sample/a.json", text, &[]);
}

#[test]
fn no_test_is_skipped() {
    check_one("skipped-test", "src-tauri/dom/tests/a.rs", "#[test]\n#[ignore = \"flaky\"]\n", &[2]);
    check_one("skipped-test", "ui/src/ipc/a.test.ts", "it.only('a', () => {});\nit('b', () => {});\n", &[1]);
}

#[test]
fn registries_and_machines_are_not_named() {
    check_one(
        "registry-host",
        "ui/package-lock.json",
        concat!("\"resolved\": \"https://registry.npm", "js.org/a\"\n"),
        &[1],
    );
    check_one(
        "registry-host",
        "deny.toml",
        concat!("allow = [\"https://github.com/rust-lang/crates", ".io-index\"]\n"),
        &[1],
    );
    check_one(
        "machine-path",
        "README.md",
        concat!("see /wo", "rk/main/a\nsee https://a.example/work/b\nnet/work/c\n"),
        &[1],
    );
}

#[test]
fn the_files_of_tidy_may_spell_the_words() {
    check_one("todo", "src-tauri/xtask/src/tidy/words.rs", "// TODO\n", &[]);
}
