//! `playhead-cli friction`

use crate::Outcome;
use crate::arguments::{Arguments, Friction as Command};
use crate::open::recording;
use crate::print::{clock, json, length, plural};
use engine::EngineError;
use engine::friction::{Friction, judge};
use serde::Serialize;

/// A finding, as JSON. Times are microseconds, from the recording's start or after the click.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    kind: &'static str,
    at: i64,
    until: i64,
    tab: u32,
    key: Option<u64>,
    x: Option<f64>,
    y: Option<f64>,
    href: &'a str,
    label: &'a str,
    element: &'a str,
    /// Whose rule; null where it is our own.
    rule: Option<&'static str>,
    clicks: Vec<Click>,
    /// The first change of the page after the first click.
    first_reaction_us: Option<i64>,
    said: &'a str,
    fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Click {
    at: i64,
    x: Option<f64>,
    y: Option<f64>,
    gap_us: Option<i64>,
    distance_px: Option<f64>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Field<'a> {
    label: &'a str,
    spent_us: i64,
    corrections: u32,
}

pub fn run(arguments: &Arguments, command: &Command) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let mut rules = command.rules.clone();
    if let Some(clicks) = command.rage_clicks {
        rules.rage.clicks = usize::from(clicks);
    }
    if let Some(slow) = command.slow {
        rules.dead.slow = Some(slow);
    }
    let facts = &opened.session.findings()?.friction;
    let mut found = judge(facts, &rules);
    found.retain(|it| command.kind.is_none_or(|kind| it.kind == kind));
    for it in &found {
        if arguments.json {
            put(it);
        } else {
            told(it);
        }
    }
    if !arguments.json {
        eprintln!("{}", plural(found.len() as u64, "place"));
    }
    Ok(if found.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn put(it: &Friction) {
    json(&Row {
        kind: it.kind.name(),
        at: it.time.0,
        until: it.until.0,
        tab: it.tab.0,
        key: it.target.map(dom::NodeKey::raw),
        x: it.position.map(|(x, _)| x),
        y: it.position.map(|(_, y)| y),
        href: &it.href,
        label: &it.label,
        element: &it.element,
        rule: Some(it.rule).filter(|rule| !rule.is_empty()),
        clicks: it
            .evidence
            .clicks
            .iter()
            .map(|click| Click {
                at: click.time.0,
                x: click.position.map(|(x, _)| x),
                y: click.position.map(|(_, y)| y),
                gap_us: click.gap,
                distance_px: click.distance,
            })
            .collect(),
        first_reaction_us: it.evidence.first_reaction,
        said: &it.evidence.said,
        fields: it
            .evidence
            .fields
            .iter()
            .map(|field| Field { label: &field.label, spent_us: field.spent, corrections: field.corrections })
            .collect(),
    });
}

/// `0:12.400  rage         4 clicks on button “Pay” within 0.9 s  (PostHog)`, and below it what says so.
fn told(it: &Friction) {
    let rule = if it.rule.is_empty() { String::new() } else { format!("  ({})", it.rule) };
    println!("{}  {:<11}  {}{rule}", clock(it.time), it.kind.name(), it.label);
    let evidence = &it.evidence;
    let gaps: Vec<String> = evidence
        .clicks
        .iter()
        .filter_map(|click| {
            let far = click.distance.map(|far| format!(" {far:.0} px")).unwrap_or_default();
            click.gap.map(|gap| format!("{}{far}", length(gap)))
        })
        .collect();
    if !gaps.is_empty() {
        println!("    from click to click: {}", gaps.join(", "));
    }
    if !evidence.clicks.is_empty() {
        match evidence.first_reaction {
            Some(delay) => println!("    the page changed {} after the click", length(delay)),
            None => println!("    the page did not change within 10 s"),
        }
    }
    for field in &evidence.fields {
        let corrections = if field.corrections == 0 {
            String::new()
        } else {
            format!(", {}", plural(u64::from(field.corrections), "correction"))
        };
        println!("    {}: {}{corrections}", field.label, length(field.spent));
    }
    if !evidence.said.is_empty() {
        println!("    it said: {}", evidence.said);
    }
}
