//! Streams of clicks and moves, by each product's published rule.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use super::*;
use dom::NodeKey;
use events::{TabId, Timestamp};

const SECOND: i64 = 1_000_000;

fn click(ms: i64, x: f64) -> ClickFact {
    ClickFact {
        time: Timestamp(ms * 1000),
        tab: TabId(0),
        target: NodeKey::from_raw(7),
        control: NodeKey::from_raw(7),
        control_kind: Control::Button,
        label: "button “Pay”".to_owned(),
        text: "pay".to_owned(),
        position: Some((x, 10.0)),
        on_page: false,
        is_excluded: false,
        after: Delays::default(),
        before: Delays::default(),
        selected_since: false,
        scrolled_since: false,
        busy_until: Timestamp(ms * 1000),
        error_while_busy: None,
    }
}

fn answered(mut click: ClickFact, signal: Signal, after_ms: i64) -> ClickFact {
    click.after.set(signal, after_ms * 1000);
    if signal == Signal::Mutation {
        click.after.set(Signal::Answer, after_ms * 1000);
    }
    click
}

fn found(clicks: Vec<ClickFact>, product: &str, kind: FrictionKind) -> Vec<Friction> {
    let facts = Facts { clicks, end: Timestamp(60 * SECOND), ..Facts::default() };
    let mut found = judge(&facts, &Rules::of(product).expect("a product with rules"));
    found.retain(|it| it.kind == kind);
    found
}

/// Clicks so many milliseconds and pixels after each other.
fn series(count: i64, gap: i64, step: f64) -> Vec<ClickFact> {
    (0..count).map(|number| click(1000 + number * gap, number as f64 * step)).collect()
}

/// Whether a series is rage to a product.
fn rages(product: &str, count: i64, gap: i64, step: f64) -> bool {
    !found(series(count, gap, step), product, FrictionKind::RageClick).is_empty()
}

#[test]
fn each_product_calls_rage_what_it_has_published() {
    // Fewest clicks, slowest, farthest; and just beyond each.
    type Row = (&'static str, i64, i64, Option<(f64, f64)>);
    let published: &[Row] = &[
        ("PostHog", 3, 999, Some((29.0, 30.0))),
        ("Sentry", 5, 1750, None),
        ("Datadog", 3, 500, Some((100.0, 101.0))),
        ("OpenReplay", 3, 299, None),
        ("Highlight", 5, 1250, Some((2.0, 2.1))),
        ("Amplitude", 4, 333, Some((16.6, 16.7))),
        ("Mixpanel", 4, 999, Some((29.0, 30.0))),
        ("New Relic", 4, 333, None),
        ("Splunk", 4, 333, None),
        ("Statsig", 3, 999, Some((30.0, 31.0))),
    ];
    for &(product, clicks, gap, far) in published {
        let near = far.map_or(0.0, |(near, _)| near);
        assert!(rages(product, clicks, gap, near), "{product} at the edge of its rule");
        assert!(!rages(product, clicks - 1, gap, near), "{product}, one click less");
        assert!(!rages(product, clicks, gap + 1, near), "{product}, one millisecond slower");
        if let Some((_, too_far)) = far {
            assert!(!rages(product, clicks, gap, too_far), "{product}, too far apart");
        }
    }
}

#[test]
fn exclusions_of_rage() {
    let with = |change: fn(&mut ClickFact)| {
        let mut clicks = series(6, 100, 0.0);
        clicks.iter_mut().for_each(change);
        clicks
    };
    let is_rage = |clicks, product| !found(clicks, product, FrictionKind::RageClick).is_empty();
    assert!(!is_rage(with(|click| click.text = "next".to_owned()), "PostHog"));
    assert!(!is_rage(with(|click| click.control_kind = Control::TextField), "PostHog"));
    assert!(!is_rage(with(|click| click.is_excluded = true), "PostHog"));
    assert!(!is_rage(with(|click| click.selected_since = true), "Datadog"));
    assert!(!is_rage(with(|click| click.scrolled_since = true), "Datadog"));
    assert!(!is_rage(with(|click| click.selected_since = true), "Amplitude"));
    assert!(is_rage(with(|click| click.selected_since = true), "PostHog"));
    // Sentry calls only that rage which is dead or slow as well.
    let answered: Vec<_> =
        series(6, 100, 0.0).into_iter().map(|click| answered(click, Signal::Mutation, 200)).collect();
    assert!(!is_rage(answered.clone(), "Sentry"));
    assert!(is_rage(answered, "PostHog"));
    // Elsewhere each time.
    let mut wandering = series(6, 100, 0.0);
    for (number, click) in wandering.iter_mut().enumerate() {
        click.target = NodeKey::from_raw(10 + number as u64);
        click.control = click.target;
    }
    for product in ["Sentry", "Datadog", "Amplitude", "New Relic", "Splunk"] {
        assert!(!is_rage(wandering.clone(), product), "{product}");
    }
    // In another tab.
    let mut tabs = series(4, 100, 0.0);
    tabs[1].tab = TabId(1);
    tabs[3].tab = TabId(1);
    assert!(!is_rage(tabs, "PostHog"));
}

#[test]
fn one_chain_is_told_once_with_its_evidence() {
    let mut clicks = series(6, 100, 3.0);
    clicks.extend(series(2, 100, 0.0).into_iter().map(|mut click| {
        click.time = click.time + 20 * SECOND;
        click
    }));
    let found = found(clicks, "PostHog", FrictionKind::RageClick);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].label, "6 clicks on button “Pay” within 0.5 s");
    assert_eq!(found[0].rule, "PostHog");
    let gaps: Vec<_> = found[0].evidence.clicks.iter().map(|click| (click.gap, click.distance)).collect();
    assert_eq!(gaps[..2], [(None, None), (Some(100_000), Some(3.0))]);
    assert_eq!(gaps.len(), 6);
}

#[test]
fn each_product_calls_dead_what_it_has_published() {
    // The last moment, in milliseconds, at which a sign of life comes in time.
    let published: &[(&str, Signal, i64)] = &[
        ("Playhead", Signal::Mutation, 2499),
        ("PostHog", Signal::Mutation, 2499),
        ("PostHog", Signal::Scroll, 99),
        ("PostHog", Signal::Selection, 99),
        ("Sentry", Signal::Mutation, 6999),
        ("Sentry", Signal::Style, 6999),
        ("Sentry", Signal::Scroll, 299),
        ("Datadog", Signal::Mutation, 99),
        ("Datadog", Signal::Request, 99),
        ("OpenReplay", Signal::Mutation, 1233),
        ("OpenReplay", Signal::Focus, 1233),
        ("Amplitude", Signal::Mutation, 2999),
        ("Amplitude", Signal::Navigation, 2999),
        ("Mixpanel", Signal::Mutation, 499),
        ("New Relic", Signal::Mutation, 1999),
        ("Splunk", Signal::Mutation, 999),
        ("Splunk", Signal::Request, 999),
    ];
    let is_dead = |click, product| !found(vec![click], product, FrictionKind::DeadClick).is_empty();
    for &(product, signal, ms) in published {
        assert!(is_dead(click(1000, 0.0), product), "{product}: nothing at all");
        assert!(!is_dead(answered(click(1000, 0.0), signal, ms), product), "{product} {signal:?} in time");
        assert!(
            is_dead(answered(click(1000, 0.0), signal, ms + 1), product),
            "{product} {signal:?} too late"
        );
    }
    // To us, what the next click elsewhere does is no answer to this one.
    let mut elsewhere = click(3000, 0.0);
    (elsewhere.target, elsewhere.control) = (NodeKey::from_raw(8), NodeKey::from_raw(8));
    let elsewhere = answered(elsewhere, Signal::Mutation, 100);
    let clicks = vec![answered(click(1000, 0.0), Signal::Mutation, 2100), elsewhere];
    assert_eq!(found(clicks.clone(), "Playhead", FrictionKind::DeadClick).len(), 1);
    assert_eq!(found(clicks, "PostHog", FrictionKind::DeadClick).len(), 0);
    // What comes just before counts where a product says so.
    let mut just_after = click(1000, 0.0);
    just_after.before.set(Signal::Mutation, 90_000);
    assert!(!is_dead(just_after.clone(), "Mixpanel"));
    assert!(is_dead(just_after, "PostHog"));
}

#[test]
fn what_is_never_judged_as_dead() {
    let of = |kind| ClickFact { control_kind: kind, ..click(1000, 0.0) };
    let dead_to = |click: &ClickFact| -> Vec<&str> {
        [
            "PostHog",
            "Sentry",
            "Datadog",
            "OpenReplay",
            "Amplitude",
            "Mixpanel",
            "New Relic",
            "Splunk",
            "Statsig",
        ]
        .into_iter()
        .filter(|product| !found(vec![click.clone()], product, FrictionKind::DeadClick).is_empty())
        .collect()
    };
    let all_but_statsig =
        ["PostHog", "Sentry", "Datadog", "OpenReplay", "Amplitude", "Mixpanel", "New Relic", "Splunk"];
    assert_eq!(dead_to(&of(Control::Button)), all_but_statsig);
    assert_eq!(dead_to(&of(Control::None)), ["PostHog", "Datadog", "OpenReplay", "Statsig"]);
    assert_eq!(
        dead_to(&of(Control::Link)),
        ["Sentry", "OpenReplay", "Amplitude", "Mixpanel", "New Relic", "Splunk"]
    );
    assert_eq!(dead_to(&of(Control::LinkElsewhere)), ["OpenReplay"]);
    assert_eq!(dead_to(&of(Control::TextField)), ["PostHog"]);
    // The recording ends before anybody can know.
    let facts = Facts { clicks: vec![click(1000, 0.0)], end: Timestamp(2 * SECOND), ..Facts::default() };
    assert_eq!(judge(&facts, &Rules::default()), []);
}

#[test]
fn slow_clicks_by_sentry() {
    let is_slow = |ms| {
        !found(vec![answered(click(1000, 0.0), Signal::Mutation, ms)], "Sentry", FrictionKind::SlowClick)
            .is_empty()
    };
    assert_eq!([3000, 3001, 6999, 7000].map(is_slow), [false, true, true, false]);
}

#[test]
fn error_clicks() {
    let is_it = |ms, product| {
        let clicks = vec![answered(click(1000, 0.0), Signal::Error, ms)];
        !found(clicks, product, FrictionKind::ErrorClick).is_empty()
    };
    for (product, ms) in [("Amplitude", 2000), ("New Relic", 2000), ("Splunk", 1000)] {
        assert!(is_it(ms, product) && !is_it(ms + 1, product), "{product}");
    }
    // It belongs to the last click before it.
    let clicks =
        vec![answered(click(1000, 0.0), Signal::Error, 600), answered(click(1500, 0.0), Signal::Error, 100)];
    let found = found(clicks, "Amplitude", FrictionKind::ErrorClick);
    assert_eq!(found.iter().map(|it| it.time.0 / 1000).collect::<Vec<_>>(), [1500]);
}

/// So many turns, each after a way of so many pixels that takes 80 ms.
fn shaking(turns: usize, step: f64) -> Vec<PointerFact> {
    (0..turns + 2)
        .map(|number| PointerFact {
            time: Timestamp(number as i64 * 80_000),
            tab: TabId(0),
            x: if number % 2 == 0 { 0.0 } else { step },
            y: 0.0,
        })
        .collect()
}

#[test]
fn a_pointer_that_goes_to_and_fro() {
    let is_it = |pointer, product| {
        let facts = Facts { pointer, ..Facts::default() };
        judge(&facts, &Rules::of(product).expect("known"))
            .iter()
            .any(|it| it.kind == FrictionKind::ThrashedCursor)
    };
    assert!(is_it(shaking(20, 30.0), "Amplitude"));
    assert!(!is_it(shaking(19, 30.0), "Amplitude"));
    assert!(is_it(shaking(10, 80.0), "Splunk"));
    assert!(!is_it(shaking(10, 4.0), "Splunk"), "trembling");
    assert!(!is_it(shaking(2, 200.0), "Splunk"), "too few turns");
    // What no rule could find is not kept, and what one finds is found in what is kept.
    let mut walk: Vec<PointerFact> = (0..500)
        .map(|number| PointerFact {
            time: Timestamp(number * 16_000),
            tab: TabId(0),
            x: number as f64,
            y: 5.0,
        })
        .collect();
    assert_eq!(thrash::restless(&walk), []);
    walk.extend(shaking(20, 80.0).into_iter().map(|it| PointerFact { time: it.time + 20 * SECOND, ..it }));
    let kept = thrash::restless(&walk);
    assert!(kept.len() <= 24, "{}", kept.len());
    for rule in THRASH_RULES {
        assert_eq!(thrash::thrash(&kept, *rule).len(), 1, "{}", rule.name());
        assert_eq!(thrash::thrash(&walk, *rule).len(), 1, "{}", rule.name());
    }
}

fn visit(href: &str, from: i64, until: i64) -> VisitFact {
    VisitFact {
        tab: TabId(0),
        href: href.to_owned(),
        from: Timestamp(from * SECOND),
        until: Timestamp(until * SECOND),
        acts: 1,
        last_act: Some(Timestamp(from * SECOND)),
        last_error: None,
        error: String::new(),
        is_last: false,
        screens: 0.0,
        turns: 0,
    }
}

#[test]
fn pages_that_are_left_at_once_scrolled_for_long_or_the_end() {
    let judged = |visits| {
        let facts = Facts { visits, end: Timestamp(60 * SECOND), ..Facts::default() };
        judge(&facts, &Rules::default()).iter().map(|it| (it.kind, it.time.0 / SECOND)).collect::<Vec<_>>()
    };
    assert_eq!(
        judged(vec![visit("/a", 0, 10), visit("/b", 10, 15), visit("/a", 15, 60)]),
        [(FrictionKind::QuickBack, 10)]
    );
    assert_eq!(judged(vec![visit("/a", 0, 10), visit("/b", 10, 16), visit("/a", 16, 60)]), []);
    assert_eq!(judged(vec![visit("/a", 0, 10), visit("/b", 10, 15), visit("/c", 15, 60)]), []);
    let scrolled = VisitFact { screens: 20.0, turns: 6, ..visit("/a", 0, 60) };
    assert_eq!(judged(vec![scrolled.clone()]), [(FrictionKind::ExcessiveScroll, 0)]);
    assert_eq!(judged(vec![VisitFact { turns: 1, ..scrolled }]), []);
    let end = VisitFact {
        last_act: Some(Timestamp(50 * SECOND)),
        last_error: Some(Timestamp(51 * SECOND)),
        is_last: true,
        ..visit("/a", 0, 60)
    };
    assert_eq!(judged(vec![end.clone()]), [(FrictionKind::DeadEnd, 51)]);
    assert_eq!(judged(vec![VisitFact { last_error: Some(Timestamp(SECOND)), ..end }]), []);
}

fn form(sent: Option<i64>, succeeded: bool) -> FormFact {
    let field = |raw, label: &str, corrections| FieldFact {
        target: NodeKey::from_raw(raw).expect("a key"),
        label: label.to_owned(),
        first: Timestamp(SECOND),
        last: Timestamp(3 * SECOND),
        corrections,
    };
    FormFact {
        tab: TabId(0),
        from: Timestamp(SECOND),
        last: Timestamp(3 * SECOND),
        until: Timestamp(9 * SECOND),
        is_cluster: false,
        label: "form “Checkout”".to_owned(),
        fields: vec![field(5, "text field “name”", 0), field(6, "text field “card”", 4)],
        last_field: 1,
        sent: sent.map(Timestamp),
        succeeded,
        complaint: "Card number is invalid".to_owned(),
    }
}

#[test]
fn forms_that_are_left() {
    let judged = |form| {
        let facts = Facts { forms: vec![form], end: Timestamp(9 * SECOND), ..Facts::default() };
        judge(&facts, &Rules::default())
    };
    let found = judged(form(None, false));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].label, "form “Checkout” abandoned at text field “card”");
    assert_eq!(found[0].target, NodeKey::from_raw(6));
    assert_eq!(found[0].evidence.said, "Card number is invalid");
    assert_eq!(found[0].evidence.fields.iter().map(|field| field.corrections).collect::<Vec<_>>(), [0, 4]);
    assert_eq!(judged(form(Some(4 * SECOND), true)), []);
    assert_eq!(judged(form(Some(4 * SECOND), false)).len(), 1, "sent in vain");
}

#[test]
fn facts_are_read_back_as_they_were_written() {
    let mut first = answered(click(1000, -0.5), Signal::Error, 600);
    first.position = None;
    first.error_while_busy = Some(Timestamp(-5));
    let facts = Facts {
        clicks: vec![first, click(i64::from(u32::MAX), 1.5)],
        pointer: shaking(3, 9.0),
        visits: vec![visit("/ä", 1, 2)],
        forms: vec![form(Some(4), true)],
        end: Timestamp(i64::MAX),
    };
    let bytes = facts.to_bytes();
    assert_eq!(Facts::from_bytes(&bytes), Some(facts));
    for length in 0..bytes.len() {
        assert_eq!(Facts::from_bytes(&bytes[..length]), None, "cut at {length}");
    }
}
