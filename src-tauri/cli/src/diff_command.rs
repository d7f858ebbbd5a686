//! `playhead-cli diff`

use crate::Outcome;
use crate::arguments::{Arguments, Diff};
use crate::history_command::{ChangeJson, words};
use crate::open::recording;
use crate::print::{json, plural};
use dom::{Document, NodeKey};
use engine::{ChangeKind, Difference, EngineError, Moment};
use events::TabId;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};

/// One element that differs, as JSON.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    key: u64,
    label: &'a str,
    /// Of what came or went, how many elements stand in it.
    below: usize,
    /// False where another page was loaded meanwhile: numbers of nodes say nothing then.
    same_page: bool,
    changes: Vec<ChangeJson<'a>>,
}

pub fn run(arguments: &Arguments, command: &Diff) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let session = &opened.session;
    let start = session.info()?.start;
    let (from, to) = (command.from.resolve(start), command.to.resolve(start));
    let tab = match command.tab {
        Some(tab) => TabId(tab),
        None => session.tab_at(to)?,
    };
    let two = session.diff(tab, Moment::At(from), Moment::At(to))?;
    let diff = &two.diff;
    for difference in diff.differences.iter().filter(|_| arguments.json) {
        json(&Row {
            key: difference.key.raw(),
            label: &difference.label,
            below: difference.below,
            same_page: diff.same_page,
            changes: difference.changes.iter().map(ChangeJson::of).collect(),
        });
    }
    if !arguments.json {
        if !diff.same_page {
            eprintln!("Another page was loaded between the two moments");
        }
        if command.tree && diff.same_page {
            print!("{}", tree(&two.before, &two.after, &diff.differences));
        } else {
            diff.differences.iter().for_each(|difference| println!("{}", line(difference)));
        }
        eprintln!("{} different", plural(diff.differences.len() as u64, "element"));
    }
    Ok(if diff.differences.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

/// `+` it came, `−` it went, `~` it is otherwise.
fn sign(difference: &Difference) -> char {
    match difference.changes.first().map(|change| change.kind) {
        Some(ChangeKind::Created) => '+',
        Some(ChangeKind::Removed) => '−',
        _ => '~',
    }
}

fn line(difference: &Difference) -> String {
    let mut line = format!("{} {:?} {}", sign(difference), difference.key, difference.label);
    if difference.below > 0 {
        line.push_str(&format!(" with {} in it", plural(difference.below as u64, "element")));
    }
    if sign(difference) == '~' {
        let changes: Vec<String> = difference.changes.iter().map(words).collect();
        line.push_str(&format!("  {}", changes.join("; ")));
    }
    line
}

/// The elements that differ and those around them.
fn tree(before: &Document, after: &Document, differences: &[Difference]) -> String {
    let by_key: HashMap<NodeKey, &Difference> =
        differences.iter().map(|difference| (difference.key, difference)).collect();
    let mut on_the_way: HashSet<NodeKey> = HashSet::new();
    // What went, under the nearest element around it that is still there.
    let mut gone: BTreeMap<NodeKey, Vec<&Difference>> = BTreeMap::new();
    for difference in differences {
        let is_gone = after.node(difference.key).is_none();
        let mut at = Some(difference.key);
        while let Some(key) = at.filter(|&key| after.node(key).is_none()) {
            at = before.node(key).and_then(|node| node.parent);
        }
        if let Some(host) = at.filter(|_| is_gone) {
            gone.entry(host).or_default().push(difference);
        }
        while let Some(key) = at.filter(|&key| on_the_way.insert(key)) {
            at = after.node(key).and_then(|node| node.parent);
        }
    }
    let mut out = String::new();
    let mut stack: Vec<(NodeKey, usize)> = after.root().into_iter().map(|root| (root, 0)).collect();
    while let Some((key, depth)) = stack.pop() {
        if !on_the_way.contains(&key) {
            continue;
        }
        let Some(node) = after.node(key) else { continue };
        let below = if node.element().is_some() { depth + 1 } else { depth };
        let indent = "  ".repeat(depth);
        match (by_key.get(&key), node.element()) {
            (Some(difference), _) => out.push_str(&format!("{indent}{}\n", line(difference))),
            (None, Some(element)) => out.push_str(&format!("{indent}  {key:?} {}\n", engine::label(element))),
            (None, None) => {}
        }
        for difference in gone.get(&key).into_iter().flatten() {
            out.push_str(&format!("{}{}\n", "  ".repeat(below), line(difference)));
        }
        let children: Vec<NodeKey> =
            node.shadow.into_iter().chain(after.children(key)).chain(node.content).collect();
        stack.extend(children.into_iter().rev().map(|child| (child, below)));
    }
    out
}
