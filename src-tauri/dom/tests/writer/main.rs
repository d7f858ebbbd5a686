//! The single writer of documents: recordings in, trees out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod canonical;
mod canvas;
mod entries;
mod epochs;
mod forms;
mod frames;
mod hostile;
mod html;
mod ids;
mod inline_styles;
mod language;
mod moves;
mod parents;
mod pointer;
mod shadow;
mod sheets;

use language::{apply, check};

/// A page with a little of everything, for recordings that only add to it.
fn page(below_body: &str, events: &str) -> String {
    let below: String =
        language::dedent(below_body).lines().map(|line| format!("        {line}\n")).collect();
    let head = "snapshot\n  document #1\n    doctype html #2\n    html #3\n      head #4\n      body #5\n";
    format!("{head}{below}{}", language::dedent(events))
}

/// What `page` becomes, with another body.
fn expected(body: &str, issues: &str) -> String {
    let below: String = language::dedent(body).lines().map(|line| format!("    {line}\n")).collect();
    format!("document #1\n  doctype html #2\n  html #3\n    head #4\n{below}{}", language::dedent(issues))
}

/// Applies events to a page with this body, and compares the body, and the problems, that they lead to.
#[track_caller]
fn check_body(before: &str, events: &str, after: &str) {
    let after = language::dedent(after);
    let (body, issues): (Vec<&str>, Vec<&str>) = after.lines().partition(|line| !line.starts_with('!'));
    check(&page(before, events), &expected(&body.join("\n"), &issues.join("\n")));
}
