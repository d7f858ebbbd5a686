use super::*;
use events::{
    Add, AttributeChange, AttributeValue, EventKind, FullSnapshot, Mutation, Sibling, SnapshotTree,
    SourceNodeId, Text, TextChange, TreeElement, TreeNode, TreeNodeKind,
};

fn id(raw: u64) -> SourceNodeId {
    SourceNodeId::new(raw).unwrap()
}

fn element(raw: u64, parent: Option<u32>, tag: &str, attributes: &[(&str, &str)]) -> TreeNode {
    let attributes = attributes.iter().map(|(name, value)| (Text::new(name), Text::new(value))).collect();
    let element = TreeElement { tag: Text::new(tag), attributes, ..TreeElement::default() };
    TreeNode { id: Some(id(raw)), parent, shadow: false, kind: TreeNodeKind::Element(Box::new(element)) }
}

fn text(raw: u64, parent: Option<u32>, text: &str) -> TreeNode {
    TreeNode { id: Some(id(raw)), parent, shadow: false, kind: TreeNodeKind::Text(Text::new(text)) }
}

fn page(nodes: Vec<TreeNode>) -> EventKind {
    let mut all = vec![element(1, None, "body", &[])];
    all.extend(nodes);
    EventKind::FullSnapshot(Box::new(FullSnapshot { tree: SnapshotTree { nodes: all }, scroll: None }))
}

fn typed(target: u64, value: &str) -> EventKind {
    EventKind::Input { target: id(target), value: Text::new(value), checked: false, user_triggered: None }
}

fn audit(events: &[EventKind]) -> Vec<PrivateFinding> {
    let mut auditor = Auditor::new(&["allowed.example".to_owned()]);
    for (at, event) in events.iter().enumerate() {
        auditor.event(Timestamp(at as i64), TabId(0), event, "");
    }
    auditor.finish()
}

fn lines(events: &[EventKind]) -> Vec<String> {
    let line = |it: &PrivateFinding| {
        format!("{} {} {} {}..{} × {}", it.kind.name(), it.excerpt, it.place, it.first.0, it.last.0, it.count)
    };
    audit(events).iter().map(line).collect()
}

#[test]
fn what_is_typed_letter_by_letter_and_deleted_is_one_finding() {
    let form = page(vec![
        element(2, Some(0), "label", &[("for", "pw")]),
        text(3, Some(1), "Password"),
        element(4, Some(0), "input", &[("type", "password"), ("id", "pw")]),
        element(5, Some(0), "input", &[("name", "mail")]),
    ]);
    let mut events = vec![form];
    events.extend(["h", "hu", "hunt", "hunter2", "hunter", "hu", ""].map(|value| typed(4, value)));
    events.extend(["j", "jane@", "jane@mail.example", "jane@mail.example.org"].map(|value| typed(5, value)));
    assert_eq!(
        lines(&events),
        [
            "password ••••••• typed into “Password” 4..4 × 1",
            "email jan••••••••••••org typed into “mail” 11..11 × 1"
        ]
    );
}

#[test]
fn masked_values_are_none() {
    let form = page(vec![element(4, Some(0), "input", &[("type", "password"), ("value", "•••••••")])]);
    assert_eq!(lines(&[form, typed(4, "*******"), typed(4, "[MASKED]")]), Vec::<String>::new());
}

#[test]
fn values_that_are_split_are_put_together() {
    let fields = [6, 7, 8, 9].map(|raw| element(raw, Some(0), "input", &[("maxlength", "4")]));
    let mut nodes = vec![
        element(2, Some(0), "p", &[]),
        text(3, Some(1), "jane@"),
        element(4, Some(1), "b", &[]),
        text(5, Some(3), "mail.example.org"),
    ];
    nodes.extend(fields);
    let mut events = vec![page(nodes)];
    for (raw, part) in [(6, "4111"), (7, "1111"), (8, "1111"), (9, "1111")] {
        events.push(typed(raw, part));
    }
    let found = lines(&events);
    assert!(
        found[0].starts_with("card 41••••••••••••11 typed into “a field” and 3 fields behind it"),
        "{found:?}"
    );
    assert!(found[1].starts_with("email jan••••••••••••org text of <p> 0..0"), "{found:?}");
}

#[test]
fn what_was_there_for_an_instant_counts() {
    let toast = EventKind::Mutation(Box::new(Mutation {
        adds: vec![Add {
            parent: id(1),
            next: Sibling::default(),
            previous: Sibling::default(),
            tree: SnapshotTree { nodes: vec![text(9, None, "sent to bob@mail.example.net")] },
        }],
        texts: vec![TextChange { id: id(3), value: Text::new("IBAN DE89370400440532013000") }],
        attributes: vec![AttributeChange {
            id: id(2),
            entries: vec![(
                Text::new("href"),
                AttributeValue::Set(Text::new("/x?access_token=a8f3Kd02mQ9zLx7Tt1")),
            )],
        }],
        ..Mutation::default()
    }));
    let page =
        page(vec![element(2, Some(0), "a", &[("title", "me@allowed.example")]), text(3, Some(1), "x")]);
    let meta = EventKind::Meta {
        href: Text::new("https://a.example/?email=bob%40mail.example.net"),
        width: 1.0,
        height: 1.0,
    };
    assert_eq!(
        lines(&[page, toast, meta]),
        [
            "iban DE••••••••••••00 text of <a> 1..1 × 1",
            "token a8f••••••••••••Tt1 attribute href of <a> 1..1 × 1",
            "email bob••••••••••••net text of <body> 1..2 × 2",
        ]
    );
}
