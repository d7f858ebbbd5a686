use super::Selector;
use dom::{Document, NodeKey};
use events::Diagnostics;
use testkit::recording;

const PAGE: &str = r##"
meta "https://shop.example/#pay" 1280x720
snapshot
  document #1
    doctype html #2
    html #3
      body #4
        form id="f" #5
          fieldset disabled="" #6
            legend #7
              input id="in-legend" required="" #8
            input id="below" #9
          input id="mail" type="email" placeholder="you@example.com" #10
          input id="on" type="checkbox" #11 = checked
          select #12
            option value="a" #13
            option value="b" #14 = selected
        ul class="list Items" #15
          li #16
            "one" #17
          li class="gone" #18
          li data-kind="last one" #19
        button id="pay" #20
          "Pay now" #21
        x-card #22
          ⌄shadow
            p class="inner" #23
        a href="/next" #24
        dialog open="" #25
        svg:svg #26
          svg:rect class="inner" #27
@100
input #10 "ada@example.com"
focus #10
pointer #20 10,20
"##;

fn at_end() -> Document {
    let mut document = Document::new();
    for event in recording(PAGE) {
        document.apply(&event, &mut Diagnostics::default());
    }
    document
}

fn found(document: &Document, selector: &str) -> Vec<u64> {
    let keys = Selector::parse(selector).unwrap().find(document);
    keys.into_iter().filter_map(NodeKey::source).map(|id| id.0).collect()
}

#[test]
fn selectors_find_what_style_sheets_would() {
    let document = at_end();
    for (selector, expected) in [
        ("li", vec![16, 18, 19]),
        ("ul.list > li:nth-child(2)", vec![18]),
        ("li:not(.gone)", vec![16, 19]),
        (".items", vec![]),
        ("UL.Items", vec![15]),
        ("[data-kind~=last]", vec![19]),
        ("[data-kind='LAST ONE' i]", vec![19]),
        ("li:empty", vec![18, 19]),
        ("ul:has(> .gone)", vec![15]),
        (":is(#pay, #mail)", vec![10, 20]),
        ("li:nth-last-child(1 of .gone)", vec![18]),
        (".inner", vec![23, 27]),
        // Each tree is matched by itself.
        ("x-card .inner", vec![]),
        ("#nothing", vec![]),
        (":root", vec![3]),
    ] {
        assert_eq!(found(&document, selector), expected, "{selector}");
    }
}

#[test]
fn pseudo_classes_follow_the_live_state() {
    let document = at_end();
    for (selector, expected) in [
        (":checked", vec![11, 14]),
        ("input:disabled", vec![9]),
        ("input:enabled", vec![8, 10, 11]),
        (":required", vec![8]),
        (":placeholder-shown", vec![]),
        (":focus", vec![10]),
        ("form:focus-within", vec![5]),
        ("button:hover", vec![20]),
        ("body:hover", vec![4]),
        (":any-link", vec![24]),
        (":open", vec![25]),
        (":target", vec![20]),
        ("input:read-only", vec![9, 11]),
        ("x-card:defined", vec![22]),
    ] {
        // `#pay` is the fragment of the address.
        assert_eq!(found(&document, selector), expected, "{selector}");
    }
}

#[test]
fn one_element_is_asked_like_all() {
    let document = at_end();
    let selector = Selector::parse("ul > li.gone, #mail").unwrap();
    let all = selector.find(&document);
    for (key, _) in document.nodes() {
        assert_eq!(selector.finds(&document, key), all.contains(&key), "{key:?}");
    }
    assert_eq!(all.len(), 2);
}

#[test]
fn what_cannot_be_read_is_said_with_its_place() {
    for (text, happened, column) in [
        ("", "The selector is empty", 1),
        ("ul >", "Nothing stands behind the combinator", 4),
        ("a,, b", "A selector is missing here", 2),
        ("p::before", "A recording does not tell this pseudo-class or pseudo-element", 9),
        ("li:visitted", "A recording does not tell this pseudo-class or pseudo-element", 11),
        ("[=x]", "The attribute in brackets cannot be read", 4),
        ("svg|rect", "Namespace prefixes are not known here", 8),
    ] {
        let problem = Selector::parse(text).unwrap_err();
        assert_eq!((problem.happened.as_str(), problem.column), (happened, column), "{text}");
    }
}
