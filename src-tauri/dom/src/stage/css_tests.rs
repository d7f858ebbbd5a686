//! Style text: what changes, what does not, and what can never come through.

use super::css::{rewrite_declarations, rewrite_media, rewrite_rule, rewrite_sheet, rewrite_value};
use super::css_tokens::{Ends, Tokens};
use super::urls::{Use, fragment, is_data};
use crate::sheet::rules;
use cssparser::Token;
use events::Text;
use proptest::prelude::*;

fn sheet(text: &str) -> String {
    rewrite_sheet(&Text::from(text)).to_string()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(sheet(text), expected, "{text}");
    // What is rewritten needs no rewriting.
    assert_eq!(sheet(expected), expected, "{expected}");
}

#[track_caller]
fn same(text: &str) {
    check(text, text);
}

#[test]
fn states_become_attributes_of_the_same_specificity() {
    check("a:hover{}", "a[ph-hover]{}");
    check("a:HOVER, b:Focus > c:active {}", "a[ph-hover], b[ph-focus] > c[ph-active] {}");
    check("a:focus-visible:focus-within{}", "a[ph-focus-visible][ph-focus-within]{}");
    check(":visited:link:target{}", "[ph-visited]:link[ph-target]{}");
    check(
        "a:not(:hover):is(b:focus, c):where(:active):has(> :hover){}",
        "a:not([ph-hover]):is(b[ph-focus], c):where([ph-active]):has(> [ph-hover]){}",
    );
    check(r"a:h\6fver{}", "a[ph-hover]{}");
    check("a:/**/hover{}", "a:/**/hover{}");
    check(".a { &:hover { b:focus & {} } }", ".a { &[ph-hover] { b[ph-focus] & {} } }");
    check(
        "@media print { a:hover{} } @layer x { @supports (a:b) { a:hover{} } }",
        "@media print { a[ph-hover]{} } @layer x { @supports (a:b) { a[ph-hover]{} } }",
    );
    check(
        "@scope (a:hover) to (b:focus) { c:active{} }",
        "@scope (a[ph-hover]) to (b[ph-focus]) { c[ph-active]{} }",
    );
    check(
        "x-card:defined, x-card:not(:defined){}",
        "x-card:not([ph-undefined]), x-card:not(:not([ph-undefined])){}",
    );
    check(
        ":host(:hover), :host:hover, ::slotted(a:focus){}",
        ":host([ph-hover]), :host([ph-hover]), ::slotted(a[ph-focus]){}",
    );
}

#[test]
fn only_selectors_have_states() {
    same(r".a\:hover{}");
    same(r#"a[href=":hover"], a::before{content:":hover"}"#);
    same("a{b:hover}");
    same("a{color:red;b:hover;c:active}");
    same("a{--x:hover; --y: a:hover {b:hover}}");
    same("::-webkit-scrollbar-thumb:hover{}");
    same("a::before:hover, a:before:hover, ::part(x):focus{}");
    check("a::before b:hover{}", "a::before b[ph-hover]{}");
    same("@page :first{} @supports selector(a:focus-visible){}");
    same("a: hover{}");
    same("a:hovering, a::hover, a:hover-x{}");
    same("a:hover(x){}");
}

#[test]
fn addresses_stay_only_if_they_hold_their_content() {
    check("a{b:url(http://a.example/x.png)}", r#"a{b:url("data:,")}"#);
    check("a{b:url( 'x.png' ) no-repeat}", r#"a{b:url( "data:," ) no-repeat}"#);
    check(r#"a{b:URL("//a.example/x")}"#, r#"a{b:URL("data:,")}"#);
    check(r"a{b:u\72l(x.png);c:\75\52\4c('x')}", r#"a{b:url("data:,");c:\75\52\4c("data:,")}"#);
    same("a{b:ur/**/l(x.png)}");
    check("a{b:image-set('x.png' 1x, url(y.png) 2x)}", r#"a{b:image-set("data:," 1x, url("data:,") 2x)}"#);
    check(
        r#"a{b:-webkit-image-set("x" type("image/png"))}"#,
        r#"a{b:-webkit-image-set("data:," type("image/png"))}"#,
    );
    check(
        "a{b:image-set(var(--x) 1x);c:src(var(--y));d:cross-fade('x',20%)}",
        r#"a{b:image-set(ph-none(--x) 1x);c:src(ph-none(--y));d:cross-fade("data:,",20%)}"#,
    );
    check("a{--x:url(x.png)}", r#"a{--x:url("data:,")}"#);
    check(
        "@font-face{src:url(f.woff2) format('woff2'),local('F')}",
        r#"@font-face{src:url("data:,") format('woff2'),local('F')}"#,
    );
    check("a{b:url(javascript:alert(1))}", "a{b:!)}");
    check("a{b:url(data:text/html,x)}", r#"a{b:url("data:,")}"#);
    check("a{b:url(x\ny)}", "a{b:!}");
    check("a{b:url(x", r#"a{b:url("data:,")"#);
    same("a{b:url(data:image/png;base64,AA==)}");
    same("a{b:url('data:image/svg+xml;utf8,<svg/>')}");
    same("a{b:url(#here);c:url( '#there' )}");
    same("a{content:'http://a.example/x.png'}");
}

#[test]
fn addresses_of_elements_of_the_page_are_made_local_again() {
    check("a{fill:url(http://a.example/page#p)}", r##"a{fill:url("#p")}"##);
    check("a{-webkit-mask-image:url('http://a.example/#m')}", r##"a{-webkit-mask-image:url("#m")}"##);
    check("a{background:url(http://a.example/#p)}", r#"a{background:url("data:,")}"#);
    check("a{filter:url(http://a.example/#)}", r#"a{filter:url("data:,")}"#);
}

#[test]
fn imports_become_layer_statements_and_the_head_of_the_sheet_stays_a_head() {
    check("@import 'x';a{}", "@layer ph-import;a{}");
    check("@import url(x) layer(base.a) supports(a:b) print;", "@layer base.a;");
    check("@import 'x' layer;@IMPORT 'y'", "@layer ph-import;@layer ph-import");
    check(r"@\69mport 'x';", "@layer ph-import;");
    check("<!-- @import 'x'; --> a{}", "<!-- @layer ph-import; --> a{}");
    check(
        "@charset 'utf-8';@import 'x';@namespace url(http://www.w3.org/1999/xhtml);@namespace svg 'http://www.w3.org/2000/svg';a{}",
        "@layer ph-import;@namespace \"http://www.w3.org/1999/xhtml\";@namespace svg 'http://www.w3.org/2000/svg';a{}",
    );
    check("@layer a;@import 'x';@layer b;@import 'y';", "@layer a;@layer ph-import;@layer b;@ph-import 'y';");
    check("a{}@import 'x';@namespace 'y';", "a{}@ph-import 'x';@ph-namespace 'y';");
    check("@media print{@import 'x';}", "@media print{@ph-import 'x';}");
    check("@import 'x' {}", "@ph-import 'x' {}");
    check("a @import 'x';b{}", "a @ph-import 'x';b{}");
}

#[test]
fn media_features_do_not_show_the_viewers_machine() {
    check("@media (prefers-color-scheme: dark){}", "@media (max-width:0px){}");
    check("@media not (prefers-color-scheme:LIGHT){}", "@media not (min-width:0px){}");
    check("@media (prefers-reduced-motion){}", "@media (max-width:0px){}");
    check(
        "@media (prefers-reduced-motion: no-preference) and (hover) and ( pointer : fine ){}",
        "@media (min-width:0px) and (min-width:0px) and (min-width:0px){}",
    );
    check(
        "@media (any-pointer: coarse), (any-hover: none), (forced-colors){}",
        "@media (max-width:0px), (max-width:0px), (max-width:0px){}",
    );
    check(
        "@media ((hover) and (not (pointer:coarse))){}",
        "@media ((min-width:0px) and (not (max-width:0px))){}",
    );
    check(
        "@media (min-device-width: 10px) and (device-height >= 2em) and (max-device-aspect-ratio:1/1){}",
        "@media (min-width: 10px) and (height >= 2em) and (max-aspect-ratio:1/1){}",
    );
    check(
        "@media (-webkit-min-device-pixel-ratio: 1.5), (min-resolution: 192dpi), (max-resolution:1dppx){}",
        "@media (max-width:0px), (max-width:0px), (min-width:0px){}",
    );
    same("@media (min-resolution: calc(1dppx)){}");
    check("@media (device-width: calc(1px + (2px))){}", "@media (width: calc(1px + (2px))){}");
    same("@media screen and (min-width: 600px) and (orientation: landscape){}");
    same("@media (hover: calc(1)");
    check("a{color-scheme: light dark}b{color-scheme:dark}", "a{color-scheme: light }b{color-scheme:dark}");
    assert_eq!(rewrite_media(&Text::from("(device-width:1px), print")), "(width:1px), print");
}

#[test]
fn old_ways_to_run_code_are_gone() {
    check("a{width:expression(alert(1));b:c}", "a{width:ph-none(alert(1));b:c}");
    check("a{-moz-binding:url(x.xml#a);b:c}", "a{;b:c}");
    check(r"a{\62 ehavior:url(x.htc)}", "a{}");
}

#[test]
fn what_needs_no_change_keeps_its_text() {
    let text = Text::from("a{color:red}");
    assert!(rewrite_sheet(&text).same(&text) && rewrite_rule(&text).same(&text));
    check("/* http://a.example */a/**/{/* x", "/**/a/**/{/**/");
}

#[test]
fn an_attribute_of_declarations_is_rewritten_as_such() {
    let style = |text: &str| rewrite_declarations(&Text::from(text)).to_string();
    assert_eq!(style("color:red;background:url(x)"), r#"color:red;background:url("data:,")"#);
    assert_eq!(style("a:hover"), "a:hover");
    assert_eq!(style("color:red}b{c:url(x)"), r#"color:red}b{c:url("data:,")"#);
    assert_eq!(
        style("behavior:url(x);--a:{b:url(x)};@import 'x';"),
        r#";--a:{b:url("data:,")};@ph-import 'x';"#
    );
    let value = |text: &str| rewrite_value(&Text::from(text), "fill").to_string();
    assert_eq!(value("url(http://a.example/#p) red"), r##"url("#p") red"##);
    assert_eq!(value("rotate(45 1 2)"), "rotate(45 1 2)");
}

#[test]
fn a_rule_is_one_rule_whatever_it_was() {
    let rule = |text: &str| rewrite_rule(&Text::from(text)).to_string();
    assert_eq!(rule(" a:hover{} "), " a[ph-hover]{} ");
    assert_eq!(rule("a{b:c"), "a{b:c");
    assert_eq!(rule("@import 'x' layer(y);"), "@layer y;");
    assert_eq!(rule("@layer a, b;"), "@layer a, b;");
    for text in ["", "a", "a{}b{}", "a{};", "@charset 'x';", "}", "a{}}", "{}", "<!--"] {
        assert_eq!(rule(text), "@media not all{}", "{text}");
    }
}

#[test]
fn nesting_meets_no_stack() {
    let deep = format!("a{}", "{b(".repeat(100_000));
    assert!(sheet(&deep).len() >= deep.len());
    let deep = format!("@media {}", "(".repeat(100_000));
    assert!(sheet(&deep).len() >= deep.len());
    let wide = format!("{}a", "/**/;".repeat(100_000));
    assert!(!sheet(&wide).is_empty());
}

/// Pieces that mean something to the rewriter, and pieces that make it lose its place.
const PIECES: &[&str] = &[
    "a",
    "b",
    "hover",
    ":",
    ":hover",
    ":focus",
    "::",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ";",
    ",",
    " ",
    "\n",
    "/*",
    "*/",
    "/**/",
    "\"",
    "'",
    "\\",
    "\\72",
    "url(",
    "u\\72l(",
    "url(x)",
    "url('x')",
    "URL(",
    "src(",
    "image-set(",
    "data:,",
    "#f",
    "@import",
    "@\\69mport ",
    "@import 'x';",
    "@charset \"x\";",
    "@media",
    "@media print",
    "@layer x;",
    "@namespace",
    "--x:",
    "-moz-binding:",
    "expression(",
    "javascript:",
    "var(--x)",
    "<!--",
    "-->",
    "(hover)",
    "(prefers-color-scheme:dark)",
    "device-width",
    "color-scheme:light dark",
    "!important",
    "1px",
    "@",
    "#",
    "-",
    "--",
    ".",
    "&",
    ">",
    "\0",
    "é",
    "@supports",
    "@scope (a:hover)",
    "x{y:z}",
    ":host:hover",
    "::part(x):hover",
    ":defined",
    "u",
    "r",
    "l",
    "\r",
    "\u{c}",
];

fn pieces() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat())
}

/// Every token that could fetch or run.
fn danger(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Vec<(bool, Ends)> = Vec::new();
    for tok in Tokens::new(text) {
        let holds = |url: &str| is_data(url, Use::Css) || fragment(url).is_some();
        let name = |name: &str, names: &[&str]| names.iter().any(|known| name.eq_ignore_ascii_case(known));
        match &tok.token {
            Token::UnquotedUrl(url) if !holds(url) => found.push(format!("{tok:?}", tok = tok.token)),
            Token::QuotedString(url) if open.last().is_some_and(|open| open.0) && !holds(url) => {
                found.push(format!("{:?}", tok.token));
            }
            Token::AtKeyword(word) if name(word, &["import", "charset"]) => {
                found.push(format!("{:?}", tok.token))
            }
            Token::BadUrl(_) => found.push(format!("{:?}", tok.token)),
            Token::Function(word) if name(word, &["expression"]) => found.push(format!("{:?}", tok.token)),
            _ => {}
        }
        if open.last().is_some_and(|(_, ends)| ends.at(&tok.token)) {
            open.pop();
        } else if let Some(ends) = Ends::of(&tok.token) {
            let functions = ["url", "src", "image-set", "-webkit-image-set", "image", "cross-fade"];
            open.push((matches!(&tok.token, Token::Function(word) if name(word, &functions)), ends));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_dangerous_comes_through_and_the_rules_stay(text in pieces()) {
        let rewritten = sheet(&text);
        prop_assert_eq!(danger(&rewritten), Vec::<String>::new(), "{}", rewritten);
        prop_assert_eq!(rules(&rewritten).len(), rules(&text).len(), "{}", rewritten);
        // The same rules in the same order: what follows a prelude is where it was.
        let bodies = |text: &str| -> Vec<usize> { rules(text).iter().map(|rule| rule.matches('{').count()).collect() };
        if !text.contains(['"', '\'', '\\', '/']) && !text.to_ascii_lowercase().contains("url(") && !text.contains("import") {
            prop_assert_eq!(bodies(&rewritten), bodies(&text), "{}", rewritten);
        }
    }

    #[test]
    fn rewriting_twice_is_rewriting_once(text in pieces()) {
        let once = sheet(&text);
        prop_assert_eq!(sheet(&once), once);
    }

    #[test]
    fn any_rule_becomes_one_rule(text in pieces()) {
        let rewritten = rewrite_rule(&Text::from(text));
        prop_assert_eq!(rules(&rewritten).len(), 1, "{}", rewritten);
        prop_assert_eq!(danger(&rewritten), Vec::<String>::new());
    }

    #[test]
    fn nothing_dangerous_comes_through_in_declarations_and_values(text in pieces()) {
        prop_assert_eq!(danger(&rewrite_declarations(&Text::from(text.as_str()))), Vec::<String>::new());
        prop_assert_eq!(danger(&rewrite_value(&Text::from(text.as_str()), "fill")), Vec::<String>::new());
        prop_assert_eq!(danger(&rewrite_media(&Text::from(text))), Vec::<String>::new());
    }

    #[test]
    fn any_text_at_all_is_taken(text in any::<String>()) {
        prop_assert_eq!(danger(&sheet(&text)), Vec::<String>::new());
    }
}
