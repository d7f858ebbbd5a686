//! Questions over time, and what was found.

use crate::dto::questions::*;
use dom::NodeKey;
use engine::{
    Cause, Change, Clicked, Confidence, DiffOfTwo, Difference, Past, PrivateFinding, Run, WhenQuestion,
    WhenSpan,
};
use events::{TabId, Timestamp};

/// Intervals of one text that are sent.
const SPANS: usize = 50;

pub fn when_question(when: &WhenDto) -> WhenQuestion {
    let filled = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    WhenQuestion {
        selector: when.selector.clone(),
        text: filled(&when.text),
        value: when.value.clone(),
        attribute: filled(&when.attribute),
        count: when.count as usize,
        tab: None,
    }
}

pub fn when_span(found: &WhenSpan) -> WhenSpanDto {
    let span = &found.span;
    WhenSpanDto {
        tab: found.tab.0,
        from: span.from.0,
        until: span.until.map(|until| until.0),
        most: count(span.most),
        page: span.page,
        key: span.key.raw(),
        label: span.label.clone(),
    }
}

pub fn past(past: &Past) -> PastDto {
    let row = &past.row;
    PastDto {
        at: row.at.0,
        tab: past.tab.0,
        page: row.page,
        key: row.key.raw(),
        label: row.label.clone(),
        change: change(&row.change),
        act: past.act.as_ref().map(cause),
        answer: past.answer.as_ref().map(cause),
    }
}

fn change(change: &Change) -> ChangeDto {
    ChangeDto {
        kind: change.kind.name().to_owned(),
        name: change.name.to_string(),
        old: change.old.clone(),
        new: change.new.clone(),
        other: change.other.map(NodeKey::raw),
    }
}

fn cause(cause: &Cause) -> CauseDto {
    CauseDto { at: cause.at.0, kind: cause.kind.to_owned(), label: cause.label.clone() }
}

/// None where none of its intervals is short enough.
pub fn text_run(tab: TabId, run: &Run, shorter: Option<i64>) -> Option<TextRunDto> {
    let spans: Vec<(Timestamp, Option<Timestamp>)> = match shorter {
        Some(shorter) => run.flashes(shorter).map(|(from, until)| (from, Some(until))).collect(),
        None => run.spans.clone(),
    };
    (!spans.is_empty()).then(|| TextRunDto {
        tab: tab.0,
        page: run.page,
        key: run.key.raw(),
        text: run.text.to_string(),
        typed: run.typed,
        spans: spans.iter().take(SPANS).map(|(from, until)| (from.0, until.map(|until| until.0))).collect(),
        count: count(spans.len()),
    })
}

pub fn clicked(clicked: &Clicked) -> ClickedDto {
    let click = &clicked.click;
    ClickedDto {
        number: count(clicked.number),
        at: click.at.0,
        tab: clicked.tab.0,
        page: click.page,
        key: click.key.map(NodeKey::raw),
        label: click.label.clone(),
        text: click.text.clone(),
        control: click.control.as_ref().map(|(key, label)| named(*key, label)),
        position: click.position,
        obstacles: click
            .obstacles
            .iter()
            .map(|obstacle| ObstacleDto {
                kind: obstacle.kind.name().to_owned(),
                key: obstacle.key.raw(),
                label: obstacle.label.clone(),
            })
            .collect(),
        first_change: click.first_change.map(|at| at.0),
        changed: click.changed.clone(),
        requests: clicked
            .requests
            .iter()
            .map(|request| ClickRequestDto {
                at: request.time.0,
                until: request.until.0,
                method: request.method.to_string(),
                href: request.href.to_string(),
                status: request.status,
            })
            .collect(),
        errors: clicked
            .errors
            .iter()
            .map(|error| ClickErrorDto {
                at: error.time.0,
                name: error.name.to_string(),
                message: error.message.to_string(),
            })
            .collect(),
    }
}

pub fn difference(two: &DiffOfTwo, difference: &Difference) -> DifferenceDto {
    let document = if two.after.node(difference.key).is_some() { &two.after } else { &two.before };
    let mut path = Vec::new();
    let mut at = document.node(difference.key).and_then(|node| node.parent);
    while let Some((key, node)) = at.and_then(|key| Some((key, document.node(key)?))) {
        path.extend(node.element().map(|element| named(key, &engine::label(element))));
        at = node.parent;
    }
    path.reverse();
    DifferenceDto {
        key: difference.key.raw(),
        label: difference.label.clone(),
        below: count(difference.below),
        changes: difference.changes.iter().map(change).collect(),
        path,
        other_page: !two.diff.same_page,
    }
}

pub fn private(found: &PrivateFinding) -> PrivateDto {
    PrivateDto {
        kind: found.kind.name().to_owned(),
        certain: found.confidence == Confidence::High,
        excerpt: found.excerpt.clone(),
        place: found.place.clone(),
        tab: found.tab.0,
        first: found.first.0,
        last: found.last.0,
        count: found.count,
    }
}

fn named(key: NodeKey, label: &str) -> NamedNodeDto {
    NamedNodeDto { key: key.raw(), label: label.to_owned() }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
