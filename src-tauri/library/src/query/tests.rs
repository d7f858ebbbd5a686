use super::*;

const TODAY: Today = Today { now: 1_795_420_729_878_000, offset: 3600 };

fn ask(text: &str) -> Result<Expr, QueryError> {
    parse(text, TERMS, TODAY)
}

/// The expression in few characters: `a&b`, `a|b`, `!a`, `term=value`.
fn short(text: &str) -> String {
    fn write(expr: &Expr) -> String {
        let joined =
            |parts: &[Expr], by: &str| format!("[{}]", parts.iter().map(write).collect::<Vec<_>>().join(by));
        match expr {
            Expr::All(parts) => joined(parts, " & "),
            Expr::Any(choices) => joined(choices, " | "),
            Expr::Not(inner) => format!("!{}", write(inner)),
            Expr::Is(Condition { term, value, .. }) => {
                let value = match value {
                    Value::Text(words) => words.join("+"),
                    Value::Number(bounds) | Value::Duration(bounds) | Value::Date(bounds) => {
                        let end = |value: i64, open: i64| {
                            if value == open { String::new() } else { value.to_string() }
                        };
                        format!("{}..{}", end(bounds.least, i64::MIN), end(bounds.most, i64::MAX))
                    }
                    Value::Word(word) => (*word).to_owned(),
                };
                term.map_or(value.clone(), |term| format!("{term}={value}"))
            }
        }
    }
    ask(text).map_or_else(
        |error| format!("{}+{}: {}", error.column, error.length, error.happened),
        |expr| write(&expr),
    )
}

#[test]
fn every_form_of_the_language_is_read() {
    for (text, read) in [
        ("", "[]"),
        ("cart total", "cart+total"),
        ("\"cart total\" failed", "cart total+failed"),
        ("error:total", "error=total"),
        ("error:\"of undefined\" url:/checkout", "[error=of undefined & url=/checkout]"),
        ("status:>=500", "status=500.."),
        ("status:>404", "status=405.."),
        ("status:4xx", "status=400..499"),
        ("status:0", "status=0..0"),
        ("status:400..404", "status=400..404"),
        ("duration:>5m", "duration=300000001.."),
        ("duration:1h30m..", "duration=5400000000.."),
        ("duration:<1.5s", "duration=..1499999"),
        ("has:error -has:note", "[has=error & !has=note]"),
        ("-(a OR b) c", "[![a | b] & c]"),
        ("a OR b c", "[a | b+c]"),
        ("click:\"Pay now\" OR console:retry", "[click=Pay now | console=retry]"),
        ("支払", "支払"),
        ("“curly quotes”", "curly quotes"),
        ("\"say \\\"no\\\"\"", "say \"no\""),
        ("((a))", "a"),
    ] {
        assert_eq!(short(text), read, "{text}");
    }
}

#[test]
fn a_pasted_message_needs_no_quotes() {
    for (text, read) in [
        (
            "TypeError: Cannot read properties of undefined (reading 'total')",
            "TypeError:+Cannot+read+properties+of+undefined+reading+'total'",
        ),
        ("https://shop.example/api?x=1:2 failed", "https://shop.example/api?x=1:2+failed"),
        ("at render (app.js:10:5)", "at+render+app.js:10:5"),
        ("got -1 instead of - 2", "got+-1+instead+of+-+2"),
        ("x.map(fn) is not a function", "x.map(fn)+is+not+a+function"),
        ("f(x, y) failed (twice)", "f(x,+y)+failed+twice"),
        ("localhost:8080", "localhost:8080"),
    ] {
        assert_eq!(short(text), read, "{text}");
    }
}

#[test]
fn an_error_points_at_the_column() {
    for (text, said) in [
        ("eror:total", "1+4: There is no term “eror:”"),
        ("a \"b", "3+1: Nothing closes this quote"),
        ("a (b", "3+1: Nothing closes this parenthesis"),
        ("ä b)", "4+1: Nothing opens this parenthesis"),
        ("a OR", "3+2: OR needs something on both sides"),
        ("OR a", "1+2: OR needs something on both sides"),
        ("status:many", "8+4: “many” is no number"),
        ("duration:long", "10+4: “long” is no length of time"),
        ("date:2026-13", "6+7: “2026-13” is no date"),
        ("has:luck", "5+4: “luck” is nothing that can be asked here"),
        ("error:", "1+6: Something must stand behind the colon"),
        ("duration:5m..1m", "10+6: “5m..1m” is no length of time"),
    ] {
        assert_eq!(short(text), said, "{text}");
    }
}

#[test]
fn days_are_those_of_the_person_who_asks() {
    let bounds = |text: &str| match ask(text) {
        Ok(Expr::Is(Condition { value: Value::Date(bounds), .. })) => (bounds.least, bounds.most),
        other => panic!("{text}: {other:?}"),
    };
    // 2026-11-23 at UTC+1 begins at 23:00 of the day before.
    let midnight = 1_795_388_400_000_000;
    const DAY: i64 = 86_400_000_000;
    assert_eq!(bounds("date:2026-11-23"), (midnight, midnight + DAY - 1));
    assert_eq!(bounds("date:today"), (midnight, midnight + DAY - 1));
    assert_eq!(bounds("date:yesterday"), (midnight - DAY, midnight - 1));
    assert_eq!(bounds("date:7d"), (midnight - 6 * DAY, midnight + DAY - 1));
    assert_eq!(bounds("date:2026-11"), (midnight - 22 * DAY, midnight + 8 * DAY - 1));
    assert_eq!(bounds("date:2026-11.."), (midnight - 22 * DAY, i64::MAX));
    assert_eq!(bounds("date:<2026-11-23"), (i64::MIN, midnight - 1));
}

#[test]
fn whatever_is_typed_is_read_or_refused_in_place() {
    // Every prefix of every query, as it stands in the box while it is typed.
    for text in [
        "error:\"a b\" (x OR -y) status:>=500",
        "-(a OR (b date:2026-11..)) “q” has:e",
        "))((\"\\\"",
        "a:b:c -",
    ] {
        for end in (0..=text.len()).filter(|end| text.is_char_boundary(*end)) {
            let typed = &text[..end];
            if let Err(error) = ask(typed) {
                assert!(
                    error.column >= 1 && error.column + error.length - 1 <= typed.chars().count(),
                    "{typed}: {error:?}"
                );
                assert!(!error.advice.is_empty());
            }
        }
    }
    let deep = "(".repeat(5000);
    assert!(ask(&deep).is_err());
    assert!(ask(&"a ".repeat(5000)).is_err());
}

#[test]
fn what_was_begun_is_completed() {
    let known = |term: &str, begun: &str| match (term, begun) {
        ("browser", "Fi") => vec!["Firefox 140".to_owned()],
        _ => Vec::new(),
    };
    let offered = |text: &str| {
        let offers = complete(text, text.len(), TERMS, &known);
        offers
            .iter()
            .map(|offer| format!("{}|{}", &text[..offer.replaces.start], offer.text))
            .collect::<Vec<_>>()
    };
    assert_eq!(offered("st"), ["|status:"]);
    assert_eq!(offered("a -du"), ["a -|duration:"]);
    assert_eq!(offered("(has:e"), ["(has:|error", "(has:|error-click"]);
    assert_eq!(offered("browser:Fi"), ["browser:|\"Firefox 140\""]);
    assert_eq!(offered("\"st"), Vec::<String>::new());
    assert_eq!(offered("").len(), TERMS.len());
}
