//! What the stage changes of a recorded page: everything it changes is in `stage_changes.txt`, which this test writes
//! when it is run with `UPDATE=1`.

use crate::draft::{Draft, element};
use dom::{
    Live, NodeData, NodeKey, Sheet, StageNode, StageNodeData, StageOp, StageSheet, diff, stage_full,
    stage_patch,
};
use events::{Namespace, Text};
use std::fmt::Write as _;
use std::sync::Arc;

pub struct Sample {
    namespace: Namespace,
    tag: &'static str,
    attributes: Vec<(&'static str, &'static str)>,
    text: &'static str,
}

fn sample(namespace: Namespace, line: &'static str) -> Sample {
    // tag name="value" … | text
    let (head, text) = line.split_once(" | ").unwrap_or((line, ""));
    let (tag, mut rest) = head.split_once(' ').unwrap_or((head, ""));
    let mut attributes = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').expect("a closing quote");
        attributes.push((name.trim(), value));
        rest = after;
    }
    Sample { namespace, tag, attributes, text }
}

impl Sample {
    fn put(&self, draft: &mut Draft, parent: NodeKey) -> NodeKey {
        let mut data = element(self.tag, self.namespace);
        if let NodeData::Element(element) = &mut data {
            let attributes = self.attributes.iter().map(|&(name, value)| (name.into(), value.into()));
            Arc::make_mut(element).attributes = attributes.collect();
        }
        let key = draft.append(data, parent);
        if !self.text.is_empty() {
            draft.append(NodeData::Text(self.text.into()), key);
        }
        key
    }

    fn print(&self) -> String {
        let attributes: String =
            self.attributes.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
        format!("<{}{attributes}>{}", self.tag, self.text)
    }
}

/// The stage's nodes of a full frame.
fn staged(draft: &Draft) -> Vec<StageNode> {
    match stage_full(&draft.document()).ops.swap_remove(0) {
        StageOp::Insert { nodes, .. } => nodes,
        other => panic!("{other:?}"),
    }
}

fn print(nodes: &[StageNode], key: NodeKey) -> String {
    let node = nodes.iter().find(|node| node.key == key).expect("the stage keeps every element in its place");
    let StageNodeData::Element { tag, attributes, .. } = &node.data else { panic!("an element") };
    let mut out = format!("<{tag}");
    for (name, value) in attributes {
        write!(out, " {name}=\"{value}\"").unwrap();
    }
    out.push('>');
    for child in nodes.iter().filter(|child| child.parent == Some(key)) {
        match &child.data {
            StageNodeData::Text(text) | StageNodeData::Comment(text) => out.push_str(text),
            other => write!(out, "{other:?}").unwrap(),
        }
    }
    match &node.sheet {
        Some(StageSheet::Text(text)) => write!(out, "{text}").unwrap(),
        Some(StageSheet::Rules(rules)) => write!(out, "{rules:?}").unwrap(),
        None => {}
    }
    if let Some(missing) = node.live.as_ref().and_then(|live| live.missing.as_ref()) {
        write!(out, "   missing: {missing}").unwrap();
    }
    out
}

fn stage_of(sample: &Sample) -> String {
    let mut draft = Draft::new();
    let body = draft.tagged(&["body"])[0];
    let key = sample.put(&mut draft, body);
    print(&staged(&draft), key)
}

const HTML_LINES: &[&str] = &[
    // Elements that run, load, navigate or rule over others.
    "script src=\"http://a.example/x.js\" class=\"c\" onload=\"x()\" | alert(1)",
    "SCRIPT type=\"module\" | import 'x'",
    "noscript class=\"c\" style=\"color:red\" | <img src=x>",
    "base href=\"http://a.example/\" target=\"_top\"",
    "object data=\"http://a.example/x.swf\" type=\"x\" id=\"o\" | fallback",
    "embed src=\"javascript:alert(1)\" width=\"3\"",
    "applet code=\"X\" archive=\"x.jar\"",
    "portal src=\"http://a.example/\"",
    "fencedframe src=\"http://a.example/\"",
    "bgsound src=\"x.mid\"",
    "meta http-equiv=\"refresh\" content=\"0;url=http://a.example/\"",
    "meta name=\"referrer\" content=\"unsafe-url\" id=\"m\"",
    "meta name=\"color-scheme\" content=\"dark light\" id=\"m\"",
    "meta name=\"color-scheme\" content=\"only dark\"",
    "link rel=\"stylesheet\" href=\"http://a.example/x.css\"",
    "link rel=\"Alternate StyleSheet\" href=\"http://a.example/y.css\"",
    "link rel=\"preload\" as=\"script\" href=\"http://a.example/x.js\"",
    "link rel=\"prefetch\" href=\"http://a.example/x.js\"",
    "link rel=\"preconnect\" href=\"http://a.example/\"",
    "link rel=\"dns-prefetch\" href=\"http://a.example/\"",
    "link rel=\"modulepreload\" href=\"http://a.example/x.js\"",
    "link rel=\"icon\" href=\"http://a.example/x.ico\"",
    "link rel=\"manifest\" href=\"x.json\" crossorigin=\"use-credentials\"",
    "link rel=\"search\" href=\"x.xml\"",
    "link rel=\"prerender\" href=\"x\" imagesrcset=\"x 1x\" imagesizes=\"1px\"",
    "iframe src=\"javascript:alert(1)\" srcdoc=\"<script>\" sandbox=\"allow-scripts\" allow=\"camera\" csp=\"x\" name=\"n\" width=\"3\" class=\"c\" loading=\"lazy\" frameborder=\"0\"",
    "frame src=\"http://a.example/\" noresize=\"\"",
    // Names no browser knows, or that are ours.
    "madeup theme=\"x\" | text",
    "ph-inert class=\"c\"",
    "a:b c=\"d\"",
    "x-card href=\"http://a.example/\" variant=\"big deal\" srcdoc=\"x\" onfoo=\"x()\" @click=\"x\"",
    // Handlers, in every spelling.
    "div onclick=\"alert(1)\" ONMOUSEOVER=\"alert(1)\" onanything=\"x\" on=\"x\" class=\"c\"",
    "body onload=\"alert(1)\" background=\"http://a.example/x.png\" bgcolor=\"red\"",
    "td background=\"data:image/png,x\"",
    // Addresses.
    "a href=\"http://a.example/\" target=\"_blank\" ping=\"http://a.example/\" rel=\"x\" download=\"\"",
    "a href=\"javascript:alert(1)\"",
    "a href=\" \u{1}java\tscript:alert(1)\"",
    "a href=\"vbscript:x\"",
    "a href=\"data:text/html,<script>\"",
    "area href=\"x\" shape=\"rect\" attributionsrc=\"http://a.example/\"",
    "img src=\"http://a.example/x.png\" srcset=\"y.png 2x\" sizes=\"1px\" alt=\"a\" loading=\"lazy\" crossorigin=\"\" lowsrc=\"z\"",
    "img srcset=\" , http://a.example/x.png 2x, y\"",
    "img src=\"data:text/html,x\"",
    "img src=\"blob:http://a.example/1\" usemap=\"http://a.example/#m\" longdesc=\"x\"",
    "input type=\"image\" src=\"http://a.example/x.png\" formaction=\"javascript:alert(1)\" autofocus=\"\"",
    "button formaction=\"x\" formtarget=\"_top\" popovertarget=\"p\" accesskey=\"x\" type=\"submit\"",
    "form action=\"javascript:alert(1)\" method=\"post\" target=\"_top\" enctype=\"x\" accept-charset=\"x\" novalidate=\"\"",
    "video src=\"http://a.example/x.mp4\" poster=\"http://a.example/x.png\" autoplay=\"\" preload=\"auto\" controls=\"\"",
    "video poster=\"http://a.example/x.png\"",
    "audio src=\"data:text/html,x\"",
    "video src=\"data:application/vnd.apple.mpegurl;base64,I0VYVE0zVQojRVhULVgtVkVSU0lPTjoz\"",
    "video src=\"data:video/mp4;base64,I0VYVE0zVQojRVhULVgtVkVSU0lPTjoz\"",
    "source src=\"http://a.example/x.mp4\" srcset=\"x\" type=\"video/mp4\" media=\"(prefers-color-scheme:dark)\"",
    "track src=\"http://a.example/x.vtt\" default=\"\"",
    "html manifest=\"x\" theme=\"dark\" lang=\"en\" xmlns=\"x\"",
    "q cite=\"http://a.example/\"",
    // Ours, and what would be taken for the stage's own.
    "p ph-hover=\"\" PH-x=\"\" nonce=\"n\" integrity=\"i\" is=\"x-p\"",
    "input name=\"appendChild\" id=\"parentNode\" class=\"c\"",
    "img name=\"createElement\" id=\"x\"",
    "form name=\"body\" id=\"children\"",
    "p made=\"http://a.example/\" up=\"a b\" word=\"dark\"",
    // Style.
    "p style=\"color:red;background:url(http://a.example/x.png)\"",
    "style type=\"text/css\" media=\"(hover)\" title=\"t\" nonce=\"n\" class=\"c\" | a:hover{background:url(x)}",
    "style type=\"text/less\" | @import 'x';",
    "style | @import 'http://a.example/x.css';a{}",
];

const SVG_LINES: &[&str] = &[
    "script href=\"http://a.example/x.js\" | alert(1)",
    "lineargradient gradientUnits=\"userSpaceOnUse\" href=\"http://a.example/x.svg#g\"",
    "textpath xlink:href=\"#p\"",
    "foreignobject width=\"3\" onload=\"x()\"",
    "a xlink:href=\"javascript:alert(1)\" target=\"_top\"",
    "use href=\"http://a.example/x.svg#i\"",
    "use xlink:href=\"data:image/svg+xml,<svg/>#i\"",
    "image href=\"http://a.example/x.png\"",
    "feimage xlink:href=\"http://a.example/x.png\"",
    "animate attributeName=\"href\" values=\"javascript:alert(1)\"",
    "animate attributeName=\"xlink:href\" to=\"javascript:alert(1)\"",
    "set attributeName=\" onclick \" to=\"alert(1)\"",
    "set attributeName=\"style\" to=\"background:url(http://a.example/)\"",
    "animate attributeName=\"fill\" values=\"url(http://a.example/#p);red\" onbegin=\"alert(1)\"",
    "rect fill=\"url(http://a.example/page#p)\" clip-path=\"url('x.svg')\" data-x=\"url(y)\"",
    "rect cursor=\"url(http://a.example/x.cur),auto\" new-property=\"url(http://a.example/)\"",
    "style | rect:hover{fill:url(x)}",
    "iframe src=\"http://a.example/\"",
    "handler type=\"text/ecmascript\"",
    "discard href=\"#x\"",
    "font-face-uri href=\"http://a.example/x.svg\"",
    "svg xml:base=\"http://a.example/\" viewBox=\"0 0 1 1\"",
    "audio src=\"http://a.example/x.mp3\"",
];

const MATHML_LINES: &[&str] = &[
    "mi href=\"javascript:alert(1)\" onclick=\"x()\" mathvariant=\"bold\"",
    "maction actiontype=\"statusline#http://a.example\" xlink:href=\"http://a.example/\"",
    "mglyph src=\"http://a.example/x.png\"",
    "annotation-xml encoding=\"text/html\"",
];

/// Whatever the list says: none of this may be on the stage but as an address to be shown.
fn assert_harmless(staged: &str) {
    let staged = staged.split("   missing:").next().unwrap_or_default().to_ascii_lowercase();
    for danger in
        ["a.example", "javascript:", "alert", "srcdoc=", " on", "@import", "refresh", "sandbox", "<script"]
    {
        assert!(!staged.contains(danger), "{danger} in {staged}");
    }
}

#[test]
fn the_list_of_what_changes_is_complete() {
    let mut list = String::new();
    for (namespace, lines) in
        [(Namespace::Html, HTML_LINES), (Namespace::Svg, SVG_LINES), (Namespace::MathMl, MATHML_LINES)]
    {
        writeln!(list, "{namespace:?}\n").unwrap();
        for line in lines {
            let sample = sample(namespace, line);
            let (before, after) = (sample.print(), stage_of(&sample));
            assert_harmless(&after);
            writeln!(list, "  {}\n  {}\n", before.escape_debug(), after.escape_debug()).unwrap();
        }
    }
    let list = list.replace("\\\"", "\"").replace("\\'", "'");
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/patch/stage_changes.txt");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &list).unwrap();
    }
    assert_eq!(list, include_str!("stage_changes.txt"), "run with UPDATE=1 and read the difference");
}

#[test]
fn what_is_harmless_stays_as_it_is() {
    for line in [
        "div id=\"a\" class=\"b c\" style=\"color:red\" title=\"t\" lang=\"en\" dir=\"rtl\" hidden=\"\" tabindex=\"0\" role=\"button\"",
        "div aria-label=\"x\" data-any.thing:x=\"http://a.example/\" _ngcontent-abc-1=\"\" ng-hide=\"x\" v_x=\"url(x)\"",
        "a href=\"#part\" rel=\"nofollow\"",
        "img src=\"data:image/png;base64,AA\" alt=\"a\" width=\"3\" height=\"4\"",
        "input type=\"checkbox\" name=\"n\" value=\"v\" checked=\"\" disabled=\"\" placeholder=\"p\" maxlength=\"3\"",
        "td colspan=\"2\" rowspan=\"2\" align=\"left\" valign=\"top\" bgcolor=\"#fff\"",
        "html theme=\"dark\"",
        "video controls=\"\" loop=\"\" muted=\"\" src=\"data:video/mp4;base64,AAAAIGZ0eXBpc29tAAACAA==\"",
        "x-card variant=\"a b c\" anything=\"<>\"",
        "button type=\"submit\" | go",
        "center | old",
        "marquee direction=\"up\" | old",
    ] {
        let sample = sample(Namespace::Html, line);
        assert_eq!(stage_of(&sample), sample.print());
    }
    for line in [
        "path d=\"M0 0\" fill=\"url(#p)\" stroke-width=\"2\" transform=\"rotate(45 1 2)\"",
        "use xlink:href=\"#i\"",
        "svg viewBox=\"0 0 1 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\"",
        "image href=\"data:image/png,x\"",
        "animate attributeName=\"opacity\" values=\"0;1\" dur=\"1s\"",
        "linearGradient gradientTransform=\"rotate(1)\"",
    ] {
        let sample = sample(Namespace::Svg, line);
        assert_eq!(stage_of(&sample), sample.print());
    }
}

#[test]
fn a_link_whose_sheet_came_is_a_style_from_then_on() {
    let mut draft = Draft::new();
    let head = draft.tagged(&["head"])[0];
    let link =
        sample(Namespace::Html, "link rel=\"stylesheet\" href=\"http://a.example/x.css\" media=\"print\"");
    let key = link.put(&mut draft, head);
    let before = draft.document();
    assert_eq!(print(&staged(&draft), key), "<ph-link>   missing: http://a.example/x.css");
    draft.get(key).live.sheet =
        Some(Arc::new(Sheet::Text(["a:hover{".into(), "}@import 'x';".into()].into())));
    assert_eq!(print(&staged(&draft), key), "<style media=\"print\">a[ph-hover]{}@ph-import 'x';");
    let after = draft.document();
    let ops = stage_patch(&diff(&before, &after), &before, &after).ops;
    assert!(matches!(&ops[..], [StageOp::Remove { .. }, StageOp::Insert { .. }]), "{ops:?}");
}

#[test]
fn a_frame_is_missing_only_while_it_has_no_document() {
    let mut draft = Draft::new();
    let body = draft.tagged(&["body"])[0];
    let key = sample(Namespace::Html, "iframe src=\"x\"").put(&mut draft, body);
    draft.get(key).live.original_src = Some("http://a.example/".into());
    assert_eq!(print(&staged(&draft), key), "<iframe>   missing: http://a.example/");
    let before = draft.document();
    let (document, _) = draft.page();
    draft.attach(document, key, 0);
    assert!(staged(&draft).iter().all(|node| node.live.as_ref().is_none_or(|live| live.missing.is_none())));
    let after = draft.document();
    let ops = stage_patch(&diff(&before, &after), &before, &after).ops;
    assert!(matches!(&ops[..], [StageOp::Insert { .. }, StageOp::SetLive { .. }]), "{ops:?}");
}

#[test]
fn live_state_holds_nothing_that_fetches() {
    let live = |tag: &'static str, live: Live| {
        let mut draft = Draft::new();
        let body = draft.tagged(&["body"])[0];
        let key = sample(Namespace::Html, tag).put(&mut draft, body);
        draft.get(key).live = live;
        staged(&draft).into_iter().find(|node| node.key == key).unwrap().live
    };
    let picture = |url: &str| Live { picture: Some(url.into()), ..Live::default() };
    let kept = live("img src=\"http://a.example/x.png\"", picture("data:image/png,x")).unwrap();
    assert_eq!((kept.picture, kept.missing), (Some(Text::from("data:image/png,x")), None));
    let dropped = live("img src=\"http://a.example/x.png\"", picture("http://a.example/y.png")).unwrap();
    assert_eq!((dropped.picture, dropped.missing), (None, Some(Text::from("http://a.example/x.png"))));
    let blocked = |width: &str| Live { blocked_size: Some((width.into(), "2px".into())), ..Live::default() };
    assert_eq!(live("div", blocked("1px;background:url(http://a.example/)")), None);
    assert_eq!(live("div", blocked("calc(1px)")), None);
    assert!(live("div", blocked("12.5px")).is_some());
}

#[test]
fn a_host_that_browsers_refuse_keeps_its_shadow_tree_under_another_name() {
    let mut draft = Draft::new();
    let body = draft.tagged(&["body"])[0];
    let key = sample(Namespace::Html, "button class=\"c\" type=\"submit\"").put(&mut draft, body);
    let before = draft.document();
    draft.create_as(key.shadow_root(), NodeData::ShadowRoot);
    draft.attach(key.shadow_root(), key, 0);
    let after = draft.document();
    let ops = stage_patch(&diff(&before, &after), &before, &after).ops;
    let [StageOp::Remove { .. }, StageOp::Insert { nodes, .. }] = &ops[..] else { panic!("{ops:?}") };
    assert!(matches!(&nodes[0].data, StageNodeData::Element { tag, .. } if *tag == "ph-button"));
    assert_eq!(nodes[1].data, StageNodeData::ShadowRoot);
}

#[test]
fn without_its_shadow_tree_an_element_is_made_anew() {
    let mut draft = Draft::new();
    let body = draft.tagged(&["body"])[0];
    let key = sample(Namespace::Html, "p | in the light").put(&mut draft, body);
    let without = draft.document();
    draft.create_as(key.shadow_root(), NodeData::ShadowRoot);
    draft.attach(key.shadow_root(), key, 0);
    let with = draft.document();
    let ops = |from, to| stage_patch(&diff(from, to), from, to).ops;
    let on = ops(&without, &with);
    assert!(matches!(&on[..], [StageOp::Insert { parent, .. }] if *parent == Some(key)), "{on:?}");
    let off = ops(&with, &without);
    let [StageOp::Remove { key: removed }, StageOp::Insert { nodes, .. }] = &off[..] else {
        panic!("{off:?}")
    };
    assert_eq!((*removed, nodes.len()), (key, 2), "the element and its text");
}
