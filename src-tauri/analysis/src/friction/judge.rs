//! What rules say of facts.

use super::facts::{ClickFact, Control, Facts, FormFact, Signal, VisitFact};
use super::finding::{ClickEvidence, Evidence, FieldEvidence, Friction, FrictionKind};
use super::rage::rage;
use super::rule_set::Rules;
use super::rules::{DeadRule, Judged};
use super::thrash::thrash;
use events::{TabId, Timestamp};

/// All findings, by time.
pub fn judge(facts: &Facts, rules: &Rules) -> Vec<Friction> {
    let mut found = Vec::new();
    let judge = Judge { facts, rules };
    judge.rage(&mut found);
    judge.clicks(&mut found);
    judge.cursor(&mut found);
    judge.visits(&mut found);
    judge.forms(&mut found);
    found.sort_by_key(|it| (it.time, it.kind, it.tab));
    found
}

struct Judge<'a> {
    facts: &'a Facts,
    rules: &'a Rules,
}

impl Judge<'_> {
    fn rage(&self, found: &mut Vec<Friction>) {
        let clicks = &self.facts.clicks;
        let is_dead = |click: &ClickFact| {
            let is_slow =
                self.rules.dead.slow.is_some_and(|slow| reaction(click).is_some_and(|delay| delay > slow));
            self.dead(click, None, None).is_some() || is_judged(click, None, &self.rules.dead) && is_slow
        };
        for chain in rage(clicks, &self.rules.rage, is_dead) {
            let of_chain: Vec<&ClickFact> = chain.iter().filter_map(|&number| clicks.get(number)).collect();
            let (Some(first), Some(last)) = (of_chain.first(), of_chain.last()) else { continue };
            let label = format!(
                "{} clicks{} within {}",
                of_chain.len(),
                on(&first.label),
                seconds(last.time - first.time)
            );
            found.push(Friction {
                until: last.time,
                evidence: Evidence {
                    clicks: click_evidence(&of_chain),
                    first_reaction: answer(first),
                    ..Evidence::default()
                },
                ..self.of_click(FrictionKind::RageClick, first, label, self.rules.rage.name)
            });
        }
    }

    fn clicks(&self, found: &mut Vec<Friction>) {
        let mut error_told: Option<(TabId, Timestamp)> = None;
        for (number, click) in self.facts.clicks.iter().enumerate() {
            let before = self
                .facts
                .clicks
                .get(..number)
                .and_then(|all| all.iter().rev().find(|it| it.tab == click.tab));
            let name = self.rules.dead.name;
            let one = |kind, label, rule| Friction {
                evidence: Evidence {
                    clicks: click_evidence(&[click]),
                    first_reaction: answer(click),
                    ..Evidence::default()
                },
                ..self.of_click(kind, click, label, rule)
            };
            let next = self.next_elsewhere(number, click);
            if let Some(longest) = self.dead(click, before, next) {
                let label = format!(
                    "clicked{}, and nothing happened for {}",
                    after_verb(&click.label),
                    seconds(longest)
                );
                found.push(one(FrictionKind::DeadClick, label, name));
            } else if let Some(delay) = self.slow(click, before) {
                let label = format!("{} until{} reacted", seconds(delay), after_verb(&click.label));
                found.push(one(FrictionKind::SlowClick, label, name));
            }
            let rule = self.rules.error_click;
            let error = match rule.within {
                Some(within) => click
                    .after
                    .get(Signal::Error)
                    .filter(|delay| *delay <= within)
                    .map(|delay| Timestamp(click.time.0 + delay)),
                None => click.error_while_busy,
            };
            if let Some(at) = error {
                // An error belongs to the last click before it.
                let is_later = self
                    .facts
                    .clicks
                    .iter()
                    .skip(number + 1)
                    .any(|later| later.tab == click.tab && later.time <= at && later.time > click.time);
                if !is_later && error_told != Some((click.tab, at)) {
                    error_told = Some((click.tab, at));
                    let label = format!(
                        "clicked{}, and an error followed after {}",
                        after_verb(&click.label),
                        seconds(at - click.time)
                    );
                    let said =
                        self.visit_at(click.tab, click.time).map(|visit| visit.said(at)).unwrap_or_default();
                    let mut it = one(FrictionKind::ErrorClick, label, rule.name);
                    it.evidence.said = said;
                    it.until = at;
                    found.push(it);
                }
            }
        }
    }

    /// None where it is not; else for how long nothing happened.
    fn dead(&self, click: &ClickFact, before: Option<&ClickFact>, next: Option<&ClickFact>) -> Option<i64> {
        let rule = &self.rules.dead;
        let next = rule.at_least.and(next).map(|next| next.time.min(self.facts.end) - click.time);
        let longest = longest(rule);
        let seen = next.unwrap_or(longest).min(longest);
        let is_seen =
            seen >= rule.at_least.unwrap_or(longest).min(longest) && self.facts.end - click.time >= seen;
        let lives = rule
            .life
            .iter()
            .any(|&(signal, within)| click.after.get(signal).is_some_and(|delay| delay < within.min(seen)));
        let lived = rule
            .life_before
            .iter()
            .any(|&(signal, within)| click.before.get(signal).is_some_and(|ago| ago <= within));
        (is_judged(click, before, rule) && is_seen && !lives && !lived).then_some(seen)
    }

    fn next_elsewhere(&self, number: usize, click: &ClickFact) -> Option<&ClickFact> {
        let place = |click: &ClickFact| click.control.or(click.target);
        let mut later = self.facts.clicks.get(number + 1..)?.iter();
        later.find(|later| later.tab == click.tab && place(later) != place(click))
    }

    fn slow(&self, click: &ClickFact, before: Option<&ClickFact>) -> Option<i64> {
        let slow = self.rules.dead.slow?;
        let delay = reaction(click)?;
        (is_judged(click, before, &self.rules.dead) && delay > slow).then_some(delay)
    }

    fn cursor(&self, found: &mut Vec<Friction>) {
        for stretch in thrash(&self.facts.pointer, self.rules.thrash) {
            let label = format!("the pointer went to and fro for {}", seconds(stretch.until - stretch.from));
            let visit = self.visit_at(stretch.tab, stretch.from);
            found.push(Friction {
                kind: FrictionKind::ThrashedCursor,
                time: stretch.from,
                until: stretch.until,
                tab: stretch.tab,
                target: None,
                position: Some(stretch.at),
                href: visit.map(|visit| visit.href.clone()).unwrap_or_default(),
                label,
                element: String::new(),
                rule: self.rules.thrash.name(),
                evidence: Evidence::default(),
            });
        }
    }

    fn visits(&self, found: &mut Vec<Friction>) {
        let visits = &self.facts.visits;
        for (number, visit) in visits.iter().enumerate() {
            let mut of_tab =
                visits.get(..number).unwrap_or_default().iter().rev().filter(|other| other.tab == visit.tab);
            let (last, before_last) = (of_tab.next(), of_tab.next());
            if let (Some(last), Some(before)) = (last, before_last) {
                let stay = last.until - last.from;
                if before.href == visit.href && last.href != visit.href && stay <= self.rules.quick_back {
                    let label = format!("back after {} on {}", seconds(stay), last.href);
                    found.push(self.of_visit(FrictionKind::QuickBack, last, last.from, last.until, label));
                }
            }
            if visit.screens >= self.rules.scroll_screens && visit.turns >= self.rules.scroll_turns {
                let label =
                    format!("scrolled {:.0} screens, {} times to and fro", visit.screens, visit.turns);
                found.push(self.of_visit(
                    FrictionKind::ExcessiveScroll,
                    visit,
                    visit.from,
                    visit.until,
                    label,
                ));
            }
        }
        // A session ends where its last act was.
        let last =
            visits.iter().filter(|visit| visit.is_last).max_by_key(|visit| (visit.last_act, visit.from));
        if let Some(last) = last
            && let Some(error) = last.last_error
            && error >= Timestamp(last.last_act.unwrap_or(last.from).0 - self.rules.dead_end)
        {
            let label = format!("the session ends here after an error: {}", last.error);
            let mut it = self.of_visit(FrictionKind::DeadEnd, last, error, last.until.max(error), label);
            it.evidence.said.clone_from(&last.error);
            found.push(it);
        }
    }

    fn forms(&self, found: &mut Vec<Friction>) {
        for form in &self.facts.forms {
            let idle = form.until - form.last;
            let is_left = !form.succeeded || idle >= self.rules.form_idle && form.sent.is_none();
            let Some(field) = form.fields.get(form.last_field).filter(|_| is_left) else { continue };
            // One field beside others is no form.
            if form.is_cluster && form.fields.len() < 2 {
                continue;
            }
            let name = match (form.is_cluster, form.label.is_empty()) {
                (false, false) => form.label.clone(),
                (_, true) => "a form".to_owned(),
                (true, false) => format!("the fields of {}", form.label),
            };
            let label = format!("{name} abandoned at {}", named(&field.label, "a field"));
            found.push(Friction {
                kind: FrictionKind::AbandonedForm,
                time: form.from,
                until: form.last,
                tab: form.tab,
                target: Some(field.target),
                position: None,
                href: self.visit_at(form.tab, form.last).map(|visit| visit.href.clone()).unwrap_or_default(),
                label,
                element: field.label.clone(),
                rule: "",
                evidence: form_evidence(form),
            });
        }
    }

    fn of_click(&self, kind: FrictionKind, click: &ClickFact, label: String, rule: &'static str) -> Friction {
        Friction {
            kind,
            time: click.time,
            until: click.time,
            tab: click.tab,
            target: click.control.or(click.target),
            position: click.position,
            href: self.visit_at(click.tab, click.time).map(|visit| visit.href.clone()).unwrap_or_default(),
            label,
            element: click.label.clone(),
            rule,
            evidence: Evidence::default(),
        }
    }

    fn of_visit(
        &self,
        kind: FrictionKind,
        visit: &VisitFact,
        time: Timestamp,
        until: Timestamp,
        label: String,
    ) -> Friction {
        Friction {
            kind,
            time,
            until,
            tab: visit.tab,
            target: None,
            position: None,
            href: visit.href.clone(),
            label,
            element: String::new(),
            rule: "",
            evidence: Evidence::default(),
        }
    }

    fn visit_at(&self, tab: TabId, at: Timestamp) -> Option<&VisitFact> {
        let visits = &self.facts.visits;
        let until = visits.partition_point(|visit| visit.from <= at);
        visits.get(..until)?.iter().rev().find(|visit| visit.tab == tab)
    }
}

impl VisitFact {
    /// What the error of that time said; only the last one of a page is known.
    fn said(&self, at: Timestamp) -> String {
        if self.last_error == Some(at) { self.error.clone() } else { String::new() }
    }
}

fn longest(rule: &DeadRule) -> i64 {
    rule.life.iter().map(|(_, within)| *within).max().unwrap_or(0)
}

fn is_judged(click: &ClickFact, before: Option<&ClickFact>, rule: &DeadRule) -> bool {
    let kind = click.control_kind;
    let again = before.is_some_and(|before| {
        before.target == click.target && click.target.is_some() && click.time - before.time < 1_000_000
    });
    let is_link = matches!(kind, Control::Link | Control::LinkElsewhere);
    let as_posthog = !click.on_page && !click.is_excluded && !is_link && !again && click.target.is_some();
    match rule.judged {
        Judged::PostHog => as_posthog,
        Judged::Playhead => as_posthog && !matches!(kind, Control::TextField | Control::Choice),
        Judged::Statsig => as_posthog && kind == Control::None,
        Judged::LinksAndButtons => matches!(kind, Control::Link | Control::Button),
        Judged::Interactive => {
            matches!(kind, Control::Link | Control::Button | Control::Role | Control::Choice)
        }
        Judged::NoFields => {
            !is_link
                && !matches!(kind, Control::TextField | Control::Choice | Control::Canvas)
                && click.target.is_some()
        }
        Judged::NoInputs => !matches!(kind, Control::TextField | Control::Choice) && click.target.is_some(),
    }
}

/// How long after a click the page changed first, but for what changes by itself.
fn answer(click: &ClickFact) -> Option<i64> {
    click.after.first_of(&[
        Signal::Answer,
        Signal::Style,
        Signal::Media,
        Signal::Selection,
        Signal::Navigation,
    ])
}

/// How long after a click the page changed first.
fn reaction(click: &ClickFact) -> Option<i64> {
    click.after.first_of(DeadRule::reaction_signals())
}

fn click_evidence(clicks: &[&ClickFact]) -> Vec<ClickEvidence> {
    let mut before: Option<&ClickFact> = None;
    clicks
        .iter()
        .map(|click| {
            let last = before.replace(click);
            let distance = last
                .and_then(|last| last.position)
                .zip(click.position)
                .map(|((ax, ay), (bx, by))| (bx - ax).hypot(by - ay));
            let gap = last.map(|last| click.time - last.time);
            ClickEvidence { time: click.time, position: click.position, gap, distance }
        })
        .collect()
}

fn form_evidence(form: &FormFact) -> Evidence {
    let of = |field: &super::FieldFact| FieldEvidence {
        label: field.label.clone(),
        spent: field.last - field.first,
        corrections: field.corrections,
    };
    Evidence {
        said: form.complaint.clone(),
        fields: form.fields.iter().map(of).collect(),
        ..Evidence::default()
    }
}

fn named<'a>(label: &'a str, otherwise: &'a str) -> &'a str {
    if label.is_empty() { otherwise } else { label }
}

fn on(label: &str) -> String {
    if label.is_empty() { String::new() } else { format!(" on {label}") }
}

fn after_verb(label: &str) -> String {
    format!(" {}", named(label, "the page"))
}

fn seconds(microseconds: i64) -> String {
    let seconds = microseconds as f64 / 1e6;
    if seconds < 0.1 {
        return format!("{} ms", microseconds / 1000);
    }
    if seconds < 10.0 { format!("{seconds:.1} s") } else { format!("{seconds:.0} s") }
}
