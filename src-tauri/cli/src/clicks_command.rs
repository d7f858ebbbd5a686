//! `playhead-cli clicks` and `playhead-cli explain-click`

use crate::Outcome;
use crate::arguments::{Arguments, Clicks, ExplainClick};
use crate::open::recording;
use crate::print::{clock, json, length, plural, short};
use engine::{CancelToken, Clicked, EngineError, Obstacle, ObstacleKind};
use events::TabId;
use serde::Serialize;

/// A click, as JSON. Times are microseconds from the recording's start.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Row<'a> {
    number: usize,
    at: i64,
    tab: u32,
    page: u32,
    key: Option<u64>,
    label: &'a str,
    text: &'a str,
    control: Option<Named<'a>>,
    x: Option<f64>,
    y: Option<f64>,
    obstacles: Vec<Named<'a>>,
    /// The first change of the page after it, up to the next click.
    first_change: Option<i64>,
    feedback_us: Option<i64>,
    changed: &'a str,
    requests: Vec<Request<'a>>,
    errors: Vec<Error<'a>>,
}

#[derive(Serialize)]
struct Named<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'static str>,
    key: u64,
    label: &'a str,
}

#[derive(Serialize)]
struct Request<'a> {
    at: i64,
    until: i64,
    method: &'a str,
    href: &'a str,
    status: Option<u16>,
}

#[derive(Serialize)]
struct Error<'a> {
    at: i64,
    kind: &'static str,
    name: &'a str,
    message: &'a str,
}

pub fn list(arguments: &Arguments, command: &Clicks) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let clicks = opened.session.clicks(command.tab.map(TabId), &CancelToken::default())?;
    for clicked in &clicks {
        if arguments.json {
            put(clicked);
        } else {
            println!("{}", line(clicked));
        }
    }
    if !arguments.json {
        eprintln!("{}", plural(clicks.len() as u64, "click"));
    }
    Ok(if clicks.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

pub fn explain(arguments: &Arguments, command: &ExplainClick) -> Result<Outcome, EngineError> {
    let opened = recording(arguments, &command.recording)?;
    let clicks = opened.session.clicks(None, &CancelToken::default())?;
    let Some(clicked) = command.number.checked_sub(1).and_then(|index| clicks.get(index)) else {
        eprintln!(
            "There is no click {}: the recording has {}",
            command.number,
            plural(clicks.len() as u64, "click")
        );
        return Ok(Outcome::Nothing);
    };
    if arguments.json {
        put(clicked);
    } else {
        told(clicked);
    }
    Ok(Outcome::Done)
}

fn put(clicked: &Clicked) {
    let click = &clicked.click;
    let named =
        |obstacle: &'_ Obstacle| (Some(obstacle.kind.name()), obstacle.key.raw(), obstacle.label.clone());
    let obstacles: Vec<_> = click.obstacles.iter().map(named).collect();
    json(&Row {
        number: clicked.number,
        at: click.at.0,
        tab: clicked.tab.0,
        page: click.page,
        key: click.key.map(dom::NodeKey::raw),
        label: &click.label,
        text: &click.text,
        control: click.control.as_ref().map(|(key, label)| Named { kind: None, key: key.raw(), label }),
        x: click.position.map(|(x, _)| x),
        y: click.position.map(|(_, y)| y),
        obstacles: obstacles
            .iter()
            .map(|(kind, key, label)| Named { kind: *kind, key: *key, label })
            .collect(),
        first_change: click.first_change.map(|at| at.0),
        feedback_us: click.feedback_us(),
        changed: &click.changed,
        requests: clicked
            .requests
            .iter()
            .map(|request| Request {
                at: request.time.0,
                until: request.until.0,
                method: &request.method,
                href: &request.href,
                status: request.status,
            })
            .collect(),
        errors: clicked
            .errors
            .iter()
            .map(|error| Error {
                at: error.time.0,
                kind: error.kind.name(),
                name: &error.name,
                message: &error.message,
            })
            .collect(),
    });
}

fn target(clicked: &Clicked) -> String {
    let click = &clicked.click;
    let text = if click.text.is_empty() { String::new() } else { format!(" “{}”", short(&click.text)) };
    let label = if click.label.is_empty() { "an element that was not recorded" } else { &click.label };
    format!("{label}{text}")
}

/// `3  0:12.400  0.120 s  button#pay “Place order”  disabled`.
fn line(clicked: &Clicked) -> String {
    let click = &clicked.click;
    let feedback = click.feedback_us().map_or_else(|| "nothing".to_owned(), length);
    let mut line = format!("{:>3}  {}  {feedback:>9}  {}", clicked.number, clock(click.at), target(clicked));
    for obstacle in &click.obstacles {
        line.push_str(&format!("  {}", obstacle.kind.name()));
    }
    if !clicked.errors.is_empty() {
        line.push_str(&format!("  {}", plural(clicked.errors.len() as u64, "error")));
    }
    line
}

fn told(clicked: &Clicked) {
    let click = &clicked.click;
    println!("Click {} at {} on {}", clicked.number, clock(click.at), target(clicked));
    match &click.control {
        Some((key, label)) if Some(*key) != click.key => println!("  It belongs to {label} ({key:?})"),
        _ => {}
    }
    for obstacle in &click.obstacles {
        println!("  {}", sentence(obstacle));
    }
    let since = |at: events::Timestamp| length(at.0 - click.at.0);
    for request in &clicked.requests {
        let status = match request.status {
            Some(0) => " → no answer".to_owned(),
            Some(status) => format!(" → {status} after {}", length(request.until.0 - request.time.0)),
            None => String::new(),
        };
        println!("  {} later: {} {}{status}", since(request.time), request.method, request.href);
    }
    for error in &clicked.errors {
        println!("  {} later: {} {}", since(error.time), error.name, short(&error.message));
    }
    match click.first_change {
        Some(at) => println!("  The page changed first {} after it: {}", since(at), click.changed),
        None => println!("  The page did not change before the next click, or the end"),
    }
    println!("  What else lay under the pointer is a matter of layout: the window shows it");
}

fn sentence(obstacle: &Obstacle) -> String {
    let label = &obstacle.label;
    match obstacle.kind {
        ObstacleKind::Disabled => format!("{label} is disabled"),
        ObstacleKind::DisabledInside => {
            format!("In it stands {label}, which is disabled: clicks go to what is around it")
        }
        ObstacleKind::AriaDisabled => format!("{label} says that it is disabled (aria-disabled)"),
        ObstacleKind::Inert => format!("{label} is inert: it takes no clicks"),
        ObstacleKind::PointerEvents => format!("{label} lets clicks through (pointer-events: none)"),
        ObstacleKind::BehindModal => format!("{label} is open as a modal dialog, and this is behind it"),
        ObstacleKind::NoControl => "It is no link, button or field, and stands in none".to_owned(),
    }
}
