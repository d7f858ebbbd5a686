//! The end of a container, or its break, at the same place in any cut and with or without blocks.

use super::*;
use proptest::prelude::*;

/// The result must not depend on how the text is cut into pieces.
fn check(text: &str, expected: Scan) {
    for piece_length in [text.len().max(1), 1, 2, 3, 7] {
        let mut scanner = Scanner::new();
        let mut base = 0;
        let mut outcome = Scan::More;
        for piece in text.as_bytes().chunks(piece_length) {
            outcome = match scanner.feed(piece) {
                Scan::More => Scan::More,
                Scan::Done(at) => Scan::Done(base + at),
                Scan::Broken(at) => Scan::Broken(base + at),
            };
            if outcome != Scan::More {
                break;
            }
            base += piece.len();
        }
        assert_eq!(outcome, expected, "{text} in pieces of {piece_length}");
    }
}

#[test]
fn the_end_of_a_container_is_found_in_any_cut() {
    check(r#"{}, "#, Scan::Done(2));
    check(r#"[1, 2, [3]] "#, Scan::Done(11));
    check(r#"{"a":"}]\"\\","b" : [ {"c" : null } , "x" ] } tail"#, Scan::Done(45));
    check(r#"{"a":"unfinished}"#, Scan::More);
    check(r#"[NaN, Infinity, -1.5e3]"#, Scan::Done(23));
    check(r#"{"long string without anything to find":"abcdefgh abcdefgh abcdefgh\\"}"#, Scan::Done(71));
}

/// Byte by byte no block is ever taken, so this compares blocks with the closer look.
fn check_blocks(text: &str) {
    let (mut whole, mut bytewise) = (Scanner::new(), Scanner::new());
    let expected = text.as_bytes().chunks(1).zip(0..).find_map(|(byte, at)| match bytewise.feed(byte) {
        Scan::More => None,
        Scan::Done(count) => Some(Scan::Done(at + count)),
        Scan::Broken(count) => Some(Scan::Broken(at + count)),
    });
    assert_eq!(whole.feed(text.as_bytes()), expected.unwrap_or(Scan::More), "{text}");
    assert_eq!(whole.deepest(), bytewise.deepest(), "{text}");
}

/// JSON of any form, without its outermost bracket.
fn json() -> impl Strategy<Value = String> {
    let scalar =
        prop_oneof![Just("null".to_owned()), "-?[0-9]{1,12}", r#""([a-z {}:,\[\]]|\\\\|\\"){0,100}""#,];
    scalar.prop_recursive(8, 200, 8, |inner| {
        let comma = prop_oneof![Just(","), Just(", "), Just(" ,\n  ")];
        let members = proptest::collection::vec(("[a-z\\\\]{0,4}", inner.clone()), 0..8);
        prop_oneof![
            (comma, proptest::collection::vec(inner, 0..8))
                .prop_map(|(comma, items)| format!("[{}]", items.join(comma))),
            members.prop_map(|members| {
                let members = members.iter().map(|(name, value)| {
                    let name = name.replace('\\', "\\\\");
                    format!("\"{name}\":{value}")
                });
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn blocks_find_what_bytes_find(value in json(), tail in ".{0,100}") {
        let text = format!("[{value}]{tail}");
        check_blocks(&text);
        let done = matches!(Scanner::new().feed(text.as_bytes()), Scan::Done(_));
        prop_assert!(done, "{}", text);
    }

    #[test]
    fn blocks_break_where_bytes_break(
        value in json(),
        place in 0.0..1.0,
        wrong in r#"[ \[\]{}",:\\x]{0,2}"#,
    ) {
        let place = 1 + (value.len() as f64 * place) as usize;
        let mut text = format!("[{value}]{value}]");
        text.replace_range(place..=place, &wrong);
        check_blocks(&text);
    }

    #[test]
    fn blocks_take_anything(text in r#"([\[\]{}",:\\ x0\n]|"[^"]{10,90}"|\\{3,70}|\[{60,70}){1,200}"#) {
        check_blocks(&format!("{{\"{text}"));
        check_blocks(&format!("[{text}"));
    }
}

#[test]
fn a_break_is_noticed_where_it_is() {
    check(r#"{"a":[1}"#, Scan::Broken(7));
    check(r#"{"a":"x}, {"type":3}"#, Scan::Broken(12));
    check(r#"{"a":{}} "#, Scan::Done(8));
    check(r#"{"a":{},{"type""#, Scan::Broken(8));
    check("{\"a\":{}\n{\"type\"", Scan::Broken(8));
    check(r#"{"a":"x"y"#, Scan::Broken(8));
}

#[test]
fn deep_nesting_keeps_the_kinds_of_brackets() {
    let deep = 1_000;
    let text = format!("{}{}", "[{\"a\":".repeat(deep), "}]".repeat(deep));
    check(&text, Scan::Done(text.len()));
    let mixed = format!("{}{}", "[{\"a\":".repeat(deep), "]}".repeat(deep));
    check(&mixed, Scan::Broken(6 * deep));
    let mut scanner = Scanner::new();
    scanner.feed(text.as_bytes());
    assert_eq!(scanner.deepest(), 2 * deep);
}
