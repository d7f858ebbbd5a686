//! The document as HTML text: what another engine reads in it is what was recorded.

mod parsed;

use crate::{apply, page};
use dom::Document;
use events::{Diagnostics, Event, EventKind, EventSeq, FullSnapshot, TabId, Timestamp};
use parsed::parse;

/// A page that html5ever reads, recorded, and written by us, is read again as the same page.
#[track_caller]
fn check_read_back(html: &str) {
    let first = parse(html);
    let mut document = Document::new();
    let snapshot = FullSnapshot { tree: first.snapshot(), scroll: None };
    let kind = EventKind::FullSnapshot(Box::new(snapshot));
    let mut issues = Diagnostics::new();
    document.apply(&Event { time: Timestamp(0), seq: EventSeq(0), tab: TabId(0), kind }, &mut issues);
    assert!(issues.is_empty(), "{issues:?}");
    let written = dom::html(&document);
    assert_eq!(parse(&written).lines(), first.lines(), "{written}");
}

#[track_caller]
fn check_body_html(body: &str, events: &str, expected: &str) {
    let (document, _) = apply(&page(body, events));
    let html = dom::html(&document);
    let (start, end) = ("<!DOCTYPE html><html><head></head><body>", "</body></html>");
    let inside = html.strip_prefix(start).and_then(|html| html.strip_suffix(end));
    assert_eq!(inside.unwrap_or(&html), expected);
    let read = parse(&html).lines();
    assert_eq!(parse(&format!("{start}{expected}{end}")).lines(), read);
}

#[test]
fn what_html_can_say_is_read_back() {
    for html in [
        "<!doctype html><title>a &amp; b</title><p class='a \"b\"' hidden>x &lt; y&nbsp;z &copy;",
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" \"http://www.w3.org/TR/html4/strict.dtd\"><p>x",
        "<p>no doctype<br>at all<hr><img alt=\"&lt;&amp;&gt;\">",
        "<!doctype html><pre>\n\nlead</pre><pre>x</pre><listing>\n\ny</listing><textarea>\n\nz</textarea>",
        "<!doctype html><style>a > b { content: '&lt;<' }</style><script>if (a < b && c) {}</script>",
        "<!doctype html><noscript><p>raw</p></noscript><xmp><b>raw</b></xmp><iframe><i>raw</i></iframe>",
        "<!doctype html><table><caption>c<tbody><tr><td>1<td>2</table><select><optgroup label=g><option>a</select>",
        "<!doctype html><svg viewBox='0 0 1 1'><linearGradient id=g /><a xlink:href='#x'>t</a><style>a{}</style></svg>",
        "<!doctype html><math><mi>x</mi></math><svg><foreignObject><p>html</p></foreignObject></svg>",
        "<!doctype html><!-- a comment --><body><!----><p>x<!--b--></p></body></html><!-- after -->",
        "<!doctype html><x-card><template shadowrootmode=open><slot></slot><style>p{}</style></template><p>light</x-card>",
        "<!doctype html><input type=checkbox><input value='a&quot;b'><option selected>x</option>",
        "<!doctype html><iframe srcdoc='<!DOCTYPE html><html><head></head><body>&lt;p&gt;</body></html>'></iframe>",
    ] {
        check_read_back(html);
    }
}

#[test]
fn controls_hold_what_was_typed_and_chosen() {
    check_body_html(
        r##"
        input value="a" #10
        input type="checkbox" checked="" #11
        input type="radio" #12
        textarea value="b" #13
        select #14
          option value="x" selected="" #15 = selected
          option value="y" #16
            "Y" #17
        "##,
        r##"
        input #10 "typed \"&<"
        input #12 "on" checked
        input #13 "\n<b>"
        input #14 "y"
        "##,
        concat!(
            r#"<input value="typed &quot;&amp;&lt;"><input type="checkbox"><input type="radio" checked="">"#,
            "<textarea>\n\n&lt;b&gt;</textarea>",
            r#"<select><option value="x"></option><option value="y" selected="">Y</option></select>"#
        ),
    );
}

#[test]
fn sheets_are_written_with_their_edits_and_cannot_end_early() {
    check_body_html(
        r##"
        style media="print" #10
          "a{}" #11
        link rel="stylesheet" href="x.css" = sheet "b{}" #12
        style #13
          "c{content:'</style><p>'}" #14
        "##,
        r##"
        rule #10 insert 0 "new{}"
        "##,
        concat!(
            "<style media=\"print\">new{}\na{}</style>",
            "<style rel=\"stylesheet\" href=\"x.css\">b{}</style>",
            "<style>c{content:'<\\/style><p>'}</style>"
        ),
    );
}

#[test]
fn shadow_trees_are_templates_with_the_sheets_they_adopted() {
    check_body_html(
        r##"
        x-card #10
          ⌄shadow
            p #11
              "shadow" #12
          "light" #13
        "##,
        r##"
        adopt #10 1 with 1 "p{}" "b{}"
        "##,
        "<x-card><template shadowrootmode=\"open\"><p>shadow</p><style>p{}\nb{}</style></template>light</x-card>",
    );
}

#[test]
fn sheets_that_the_document_adopted_end_its_head() {
    let (document, _) = apply(&page("", "adopt #1 1 with 1 \"p{}\"\n"));
    assert_eq!(
        dom::html(&document),
        "<!DOCTYPE html><html><head><style>p{}</style></head><body></body></html>"
    );
}

#[test]
fn the_document_of_a_frame_is_its_srcdoc() {
    check_body_html(
        r##"
        iframe src="x" #10
        p #11
        "##,
        r##"
        mutation
          add to #10
            document #20
              html lang="en" #21
                body #22
                  "in \"it\"" #23
                  iframe #24
        mutation
          add to #24
            document #30
              html #31
        "##,
        concat!(
            "<iframe src=\"x\" srcdoc=\"&lt;html lang=&quot;en&quot;&gt;&lt;body&gt;in &quot;it&quot;&lt;iframe srcdoc=",
            "&quot;&amp;lt;html&amp;gt;&amp;lt;/html&amp;gt;&quot;&gt;&lt;/iframe&gt;&lt;/body&gt;&lt;/html&gt;\">",
            "</iframe><p></p>"
        ),
    );
}

#[test]
fn pictures_and_boxes_are_drawn() {
    check_body_html(
        r##"
        img src="a.png" srcset="b.png 2x" alt="x" #10 = picture "data:,x"
        div class="blocked" #11 = box "10px" "20px"
        "##,
        "",
        concat!(
            "<img src=\"data:,x\" alt=\"x\">",
            "<div class=\"blocked\" style=\"width: 10px; height: 20px;\"></div>"
        ),
    );
}
