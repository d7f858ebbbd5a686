//! Questions over time against a slow oracle: the document is rebuilt at every moment and looked at.

use crate::scripts::{CASES, run};
use dom::{Document, Node, NodeKey};
use events::{Diagnostics, Event, Timestamp};
use questions::{
    ChangeKind, Condition, Facts, History, HistoryRow, Run, Selector, Span, Step, TextRuns, Walk, Watcher,
    When, Which, moment_diff, stands, value_of,
};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use testkit::generate::generate;
use tests::{Recording, fixtures};

/// A repeatable choice.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % bound.max(1) as u64) as usize
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        all.get(self.roll(all.len()))
    }
}

/// The document after each time of the events.
fn each_moment(events: &[Event], mut each: impl FnMut(Timestamp, &Document)) {
    let mut document = Document::new();
    for (index, event) in events.iter().enumerate() {
        document.apply(event, &mut Diagnostics::new());
        if events.get(index + 1).is_none_or(|next| next.time > event.time) {
            each(event.time, &document);
        }
    }
}

/// Several watchers of one pass.
struct All<'a>(Vec<&'a mut dyn Watcher>);

impl Watcher for All<'_> {
    fn event(&mut self, event: &Event, document: &Document) {
        self.0.iter_mut().for_each(|watcher| watcher.event(event, document));
    }

    fn step(&mut self, step: &Step<'_>) {
        self.0.iter_mut().for_each(|watcher| watcher.step(step));
    }
}

fn pass(events: &[Event], watchers: Vec<&mut dyn Watcher>) {
    let (mut walk, mut all) = (Walk::new(), All(watchers));
    for event in events {
        walk.take(event, &mut all);
    }
    walk.finish(&mut all);
}

/// Words that selectors of this recording can be made of.
#[derive(Default)]
struct Words {
    compounds: Vec<String>,
    texts: Vec<String>,
    values: Vec<String>,
    attributes: Vec<String>,
    keys: Vec<NodeKey>,
}

fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text.chars().next().is_some_and(|c| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

fn words(events: &[Event]) -> Words {
    let (mut compounds, mut texts) = (BTreeSet::new(), BTreeSet::new());
    let (mut values, mut attributes, mut keys) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let times: BTreeSet<Timestamp> = events.iter().map(|event| event.time).collect();
    let every = (times.len() / 12).max(1);
    let mut moment = 0;
    each_moment(events, |_, document| {
        moment += 1;
        if moment % every != 0 {
            return;
        }
        for (key, node) in document.nodes() {
            if let Some(text) = node.text() {
                texts.extend(text.split_whitespace().take(3).map(str::to_owned));
            }
            let Some(element) = node.element() else { continue };
            keys.insert(key);
            values.extend(value_of(document, key));
            if is_word(&element.tag) {
                compounds.insert(element.tag.to_string());
            }
            for (name, value) in &element.attributes {
                if is_word(name) {
                    compounds.insert(format!("[{name}]"));
                    attributes.insert(format!("{name}={value}"));
                }
                let sign = match &**name {
                    "class" => ".",
                    "id" => "#",
                    _ => continue,
                };
                let all = value.split_whitespace().filter(|word| is_word(word));
                compounds.extend(all.map(|word| format!("{sign}{word}")));
            }
        }
    });
    Words {
        compounds: compounds.into_iter().collect(),
        texts: texts.into_iter().collect(),
        values: values.into_iter().collect(),
        attributes: attributes.into_iter().collect(),
        keys: keys.into_iter().collect(),
    }
}

const FORMS: &[&str] = &[
    "A",
    "A",
    "A",
    "A B",
    "A > B",
    "A + B",
    "A ~ B",
    "A:first-child",
    "A:last-child",
    "A:only-child",
    "A:nth-child(2)",
    "A:nth-child(2n+1)",
    "A:nth-last-child(2)",
    "A:nth-of-type(2)",
    "A:last-of-type",
    "A:nth-child(1 of B)",
    "A:empty",
    "A:not(B)",
    "A:is(B, C)",
    "A:has(B)",
    "A:has(> B)",
    "A:has(+ B)",
    "A:has(~ B) C",
    "A:has(B + C)",
    "A:has(:is(B C))",
    "A:not(:has(B)) > C",
    "A + B C",
    "A B ~ C",
    ":is(A, B):first-child C",
    "A:has(:empty)",
    "A + B + C",
    "A:hover",
    "A:focus-within B",
    ":focus",
    "A:checked",
    "A:disabled",
    "A:enabled + B",
    ":checked ~ A",
    "A:has(:checked)",
    "A:read-only",
    "A:placeholder-shown",
    ":open A",
    "A:target",
    ":root A",
    "*:only-child > A",
    "A:has(:focus)",
    ":not(A) > B:last-child",
];

fn selector(dice: &mut Dice, words: &Words) -> Option<Selector> {
    let mut text = String::new();
    for letter in dice.of(FORMS)?.chars() {
        match letter {
            'A' | 'B' | 'C' => text.push_str(dice.of(&words.compounds)?),
            letter => text.push(letter),
        }
    }
    // An attribute or tag behind a pseudo-class can be no selector.
    Selector::parse(&text).ok()
}

fn condition(dice: &mut Dice, words: &Words) -> Option<Condition> {
    let mut condition = Condition::new(selector(dice, words)?);
    match dice.roll(8) {
        0 => condition.count = 1 + dice.roll(4),
        1 => condition.text = dice.of(&words.texts).cloned(),
        2 => condition.value = dice.of(&words.values).cloned(),
        3 => {
            let (name, value) = dice.of(&words.attributes)?.split_once('=')?;
            condition.attribute = Some((name.to_owned(), (dice.roll(2) == 0).then(|| value.to_owned())));
        }
        _ => {}
    }
    Some(condition)
}

type Interval = (Timestamp, Option<Timestamp>, usize);

fn expected(events: &[Event], conditions: &[Condition]) -> Vec<Vec<Interval>> {
    let mut all: Vec<Vec<Interval>> = vec![Vec::new(); conditions.len()];
    each_moment(events, |at, document| {
        for (condition, intervals) in conditions.iter().zip(&mut all) {
            let found = condition.selector.find(document);
            let count = found.into_iter().filter(|&key| condition.holds(document, key)).count();
            let is_so = count >= condition.count;
            match intervals.last_mut().filter(|interval| interval.1.is_none()) {
                Some(open) if is_so => open.2 = open.2.max(count),
                Some(open) => open.1 = Some(at),
                None if is_so => intervals.push((at, None, count)),
                None => {}
            }
        }
    });
    all
}

/// How many of the questions had an answer at all.
#[derive(Default)]
struct Answered {
    asked: usize,
    ever: usize,
    several: usize,
}

fn check_when(events: &[Event], dice: &mut Dice, questions: usize) -> Result<Answered, String> {
    let words = words(events);
    let conditions: Vec<Condition> =
        (0..questions * 2).filter_map(|_| condition(dice, &words)).take(questions).collect();
    let mut whens: Vec<When> = conditions.iter().cloned().map(When::new).collect();
    pass(events, whens.iter_mut().map(|when| when as &mut dyn Watcher).collect());
    let mut answered = Answered::default();
    for ((when, expected), condition) in whens.into_iter().zip(expected(events, &conditions)).zip(&conditions)
    {
        let got: Vec<Interval> =
            when.finish().into_iter().map(|Span { from, until, most, .. }| (from, until, most)).collect();
        answered.asked += 1;
        answered.ever += usize::from(!got.is_empty());
        answered.several += usize::from(got.len() > 1);
        if got != expected {
            let place = got.iter().zip(&expected).position(|(got, expected)| got != expected);
            let place = place.unwrap_or(got.len().min(expected.len()));
            return Err(format!(
                "when {:?} {condition:?}\n interval {place} of {} and {}: {:?}, but looking says {:?}",
                condition.selector.text(),
                got.len(),
                expected.len(),
                got.get(place),
                expected.get(place)
            ));
        }
    }
    Ok(answered)
}

/// What the history says of an element, told by looking at every moment.
fn looked(
    events: &[Event],
    keys: &HashSet<NodeKey>,
    subtree: bool,
) -> Vec<(Timestamp, NodeKey, ChangeKind, String)> {
    let mut known: BTreeMap<NodeKey, Facts> = BTreeMap::new();
    let mut rows = Vec::new();
    let mut page = 0;
    each_moment(events, |at, document| {
        let mut now = BTreeMap::new();
        for (key, _) in document.nodes() {
            let mut above = Some(key);
            while let Some(up) = above.filter(|up| !keys.contains(up)) {
                above = document.node(up).and_then(|node: &Node| node.parent).filter(|_| subtree);
            }
            if above.is_some() {
                now.extend(Facts::of(document, key).map(|facts| (key, facts)));
            }
        }
        if document.state().epoch != page {
            page = document.state().epoch;
            rows.extend(
                std::mem::take(&mut known)
                    .into_keys()
                    .map(|key| (at, key, ChangeKind::Removed, String::new())),
            );
        }
        let all: BTreeSet<NodeKey> = known.keys().chain(now.keys()).copied().collect();
        for key in all {
            match (known.get(&key), now.get(&key)) {
                (None, Some(_)) => rows.push((at, key, ChangeKind::Created, String::new())),
                (Some(_), None) => rows.push((at, key, ChangeKind::Removed, String::new())),
                (Some(before), Some(now)) => rows.extend(
                    before
                        .changes_to(now)
                        .into_iter()
                        .map(|change| (at, key, change.kind, change.name.to_string())),
                ),
                (None, None) => {}
            }
        }
        known = now;
    });
    rows
}

fn check_history(events: &[Event], dice: &mut Dice, elements: usize) -> Result<usize, String> {
    let words = words(events);
    let mut told = 0;
    for turn in 0..elements {
        let Some(&key) = dice.of(&words.keys) else { return Ok(0) };
        let subtree = turn % 2 == 1;
        let mut history = History::new(Which::Key(key), subtree);
        pass(events, vec![&mut history]);
        let got: Vec<_> = history
            .take()
            .into_iter()
            .map(|HistoryRow { at, key, change, .. }| (at, key, change.kind, change.name.to_string()))
            .collect();
        let expected = looked(events, &HashSet::from([key]), subtree);
        if got != expected {
            let place = got.iter().zip(&expected).position(|(got, expected)| got != expected);
            let place = place.unwrap_or(got.len().min(expected.len()));
            return Err(format!(
                "history of {key:?} (subtree {subtree}), row {place} of {} and {}: {:?}, but looking says {:?}",
                got.len(),
                expected.len(),
                got.get(place),
                expected.get(place)
            ));
        }
        told += got.len();
    }
    Ok(told)
}

/// (text, whether it is a control's) and when it stood there.
type Stood = BTreeMap<(String, bool), Vec<(Timestamp, Option<Timestamp>)>>;

fn check_texts(events: &[Event]) -> Result<usize, String> {
    let mut runs = TextRuns::new();
    pass(events, vec![&mut runs]);
    let got: Stood = runs
        .finish()
        .into_iter()
        .map(|Run { text, typed, spans, .. }| ((text.to_string(), typed), spans))
        .filter(|(_, spans)| !spans.is_empty())
        .collect();
    let mut expected: Stood = BTreeMap::new();
    each_moment(events, |at, document| {
        let here: HashSet<(String, bool)> = document
            .nodes()
            .filter_map(|(key, _)| stands(document, key))
            .map(|(typed, text)| (text.into_owned(), typed))
            .collect();
        for (run, spans) in &mut expected {
            if let Some((_, until)) =
                spans.last_mut().filter(|(_, until)| until.is_none() && !here.contains(run))
            {
                *until = Some(at);
            }
        }
        for run in here {
            let spans = expected.entry(run).or_default();
            if spans.last().is_none_or(|(_, until)| until.is_some()) {
                spans.push((at, None));
            }
        }
    });
    let differs = expected.iter().find(|(run, spans)| got.get(*run) != Some(spans));
    if let Some((run, spans)) = differs {
        return Err(format!("text {run:?} stood {:?}, but looking says {spans:?}", got.get(run)));
    }
    match got.len() == expected.len() {
        true => Ok(got.len()),
        false => Err("texts that never stood there".to_owned()),
    }
}

/// Elements that a diff names are those whose facts differ, but for what stands in something that came or went.
fn check_diff(events: &[Event], dice: &mut Dice) -> Result<usize, String> {
    let mut documents = Vec::new();
    let times: BTreeSet<Timestamp> = events.iter().map(|event| event.time).collect();
    let every = (times.len() / 8).max(1);
    let mut moment = 0;
    each_moment(events, |_, document| {
        moment += 1;
        if moment % every == 0 {
            documents.push(document.clone());
        }
    });
    let mut told = 0;
    for _ in 0..6 {
        let (Some(a), Some(b)) = (dice.of(&documents), dice.of(&documents)) else { return Ok(0) };
        if a.state().epoch != b.state().epoch {
            continue;
        }
        let got: BTreeSet<NodeKey> = moment_diff(a, b).differences.into_iter().map(|row| row.key).collect();
        let all: BTreeSet<NodeKey> = a.nodes().chain(b.nodes()).map(|(key, _)| key).collect();
        let is_element = |document: &Document, key| document.node(key).and_then(Node::element).is_some();
        let came_with_another = |there: &Document, other: &Document, key: NodeKey| {
            let mut at = there.node(key).and_then(|node| node.parent);
            while let Some(up) = at.filter(|&up| !is_element(there, up)) {
                at = there.node(up).and_then(|node| node.parent);
            }
            at.is_some_and(|up| !is_element(other, up))
        };
        let expected: BTreeSet<NodeKey> =
            all.into_iter()
                .filter(|&key| match (Facts::of(a, key), Facts::of(b, key)) {
                    (Some(before), Some(now)) => before.changes_to(&now).iter().any(|change| {
                        !matches!(change.kind, ChangeKind::ChildAdded | ChangeKind::ChildRemoved)
                    }),
                    (Some(_), None) => !came_with_another(a, b, key),
                    (None, Some(_)) => !came_with_another(b, a, key),
                    (None, None) => false,
                })
                .collect();
        if got != expected {
            let odd: Vec<_> = got.symmetric_difference(&expected).collect();
            return Err(format!(
                "a diff names {} elements, looking says {}: {odd:?}",
                got.len(),
                expected.len()
            ));
        }
        told += got.len();
    }
    Ok(told)
}

fn check_all(
    name: &str,
    events: &[Event],
    seed: u64,
    questions: usize,
) -> Result<(Answered, [usize; 3]), String> {
    let mut dice = Dice(seed);
    let named = |error: String| format!("{name}: {error}");
    let answered = check_when(events, &mut dice, questions).map_err(named)?;
    let rows = check_history(events, &mut dice, (questions / 6).max(2)).map_err(named)?;
    let texts = check_texts(events).map_err(named)?;
    let diffs = check_diff(events, &mut dice).map_err(named)?;
    Ok((answered, [rows, texts, diffs]))
}

/// Long recordings are looked at in part: the oracle looks at the whole document at every moment.
const MOST_EVENTS: usize = 1_500;

#[test]
fn questions_over_real_recordings_have_the_answers_that_looking_gives() {
    let mut sum = Answered::default();
    let mut told = [0; 3];
    let more = std::env::var_os("PLAYHEAD_QUESTIONS");
    let files = match &more {
        Some(files) => files.to_string_lossy().split(':').map(std::path::PathBuf::from).collect(),
        None => fixtures::real().into_iter().map(|fixture| fixture.input).collect::<Vec<_>>(),
    };
    for file in files {
        let Ok(recording) = Recording::read(&std::fs::read(&file).unwrap()) else { continue };
        for tab in &recording.tabs {
            let mut events = recording.of_tab(*tab);
            events.truncate(MOST_EVENTS);
            let name = file.display().to_string();
            let (answered, rows) = check_all(&name, &events, name.len() as u64, 40).unwrap();
            sum.asked += answered.asked;
            sum.ever += answered.ever;
            sum.several += answered.several;
            told.iter_mut().zip(rows).for_each(|(sum, count)| *sum += count);
        }
    }
    println!("{} asked, {} ever, {} several times; {told:?}", sum.asked, sum.ever, sum.several);
    if more.is_none() {
        assert!(sum.asked > 300 && sum.ever * 6 > sum.asked && sum.several > 5, "questions that ask nothing");
        assert!(told.iter().all(|&count| count > 100), "{told:?}");
    }
}

#[test]
fn questions_over_generated_recordings_have_the_answers_that_looking_gives() {
    run(CASES / 4, 120, |script| {
        let generated = generate(script);
        let recording = Recording::read(generated.file.as_bytes()).map_err(|error| error.to_string())?;
        for tab in &recording.tabs {
            check_all("generated", &recording.of_tab(*tab), script.seed, 16)?;
        }
        Ok(())
    })
    .unwrap_or_else(|broken| panic!("{broken}"));
}
