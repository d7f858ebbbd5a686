//! What in a text looks private. Pure functions: a text in, what was found in it out.

use super::checks;
use super::{Confidence, PrivateKind};
use regex::{Regex, RegexBuilder};
use std::sync::LazyLock;

/// A value in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    pub kind: PrivateKind,
    pub value: String,
    pub confidence: Confidence,
}

/// Longer texts are looked at up to here: no form or message is so long.
const MAX_BYTES: usize = 4 << 20;

/// A rule of what a thing looks like, and what else must hold.
struct Rule {
    kind: PrivateKind,
    confidence: Confidence,
    pattern: &'static str,
    holds: fn(&str) -> bool,
    /// A quick look that saves the slow one.
    may_be: fn(&Look) -> bool,
}

/// What a glance at a text shows.
struct Look {
    digits: usize,
    has_at: bool,
    has_letters: bool,
}

const ANY: fn(&str) -> bool = |_| true;
const DIGITS: fn(&Look) -> bool = |look| look.digits >= 7;
const WORDS: fn(&Look) -> bool = |look| look.has_letters;

const RULES: &[Rule] = &[
    Rule {
        kind: PrivateKind::Email,
        confidence: Confidence::High,
        pattern: r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}(?:@|%40)(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}\b",
        holds: checks::is_email,
        may_be: |look| look.has_at,
    },
    Rule {
        kind: PrivateKind::Card,
        confidence: Confidence::High,
        pattern: r"\b[2-6](?:[ -]?\d){12,18}\b",
        holds: checks::is_card,
        may_be: |look| look.digits >= 13,
    },
    Rule {
        kind: PrivateKind::Iban,
        confidence: Confidence::High,
        pattern: r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b",
        holds: checks::is_iban,
        may_be: |look| look.digits >= 7 && look.has_letters,
    },
    Rule {
        kind: PrivateKind::Phone,
        confidence: Confidence::Medium,
        pattern: r"(?:\+|\b00)[1-9]\d{0,2}[ ()./-]*\d(?:[ ()./-]{0,2}\d){5,12}\b",
        holds: checks::is_phone,
        may_be: DIGITS,
    },
    Rule {
        kind: PrivateKind::Phone,
        confidence: Confidence::Medium,
        pattern: r"(?:\(\d{3}\) ?|\b\d{3}-)\d{3}-\d{4}\b",
        holds: ANY,
        may_be: DIGITS,
    },
    Rule {
        kind: PrivateKind::NationalId,
        confidence: Confidence::Medium,
        pattern: r"\b\d{3}-\d{2}-\d{4}\b",
        holds: checks::is_ssn,
        may_be: DIGITS,
    },
    Rule {
        kind: PrivateKind::NationalId,
        confidence: Confidence::High,
        pattern: r"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b",
        holds: checks::is_cpf,
        may_be: DIGITS,
    },
    Rule {
        kind: PrivateKind::NationalId,
        confidence: Confidence::High,
        pattern: r"\b[0-9XYZ]\d{7}[A-HJ-NP-TV-Z]\b",
        holds: checks::is_dni,
        may_be: DIGITS,
    },
    Rule {
        kind: PrivateKind::NationalId,
        confidence: Confidence::High,
        pattern: r"\b[12] ?\d{2} ?(?:0[1-9]|1[0-2]) ?\d{2} ?\d{3} ?\d{3} ?\d{2}\b",
        holds: checks::is_nir,
        may_be: |look| look.digits >= 15,
    },
    Rule {
        kind: PrivateKind::NationalId,
        confidence: Confidence::Medium,
        pattern: r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b",
        holds: ANY,
        may_be: |look| look.digits >= 6 && look.has_letters,
    },
    Rule {
        kind: PrivateKind::Token,
        confidence: Confidence::High,
        pattern: r"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
        holds: ANY,
        may_be: WORDS,
    },
    Rule {
        kind: PrivateKind::Token,
        confidence: Confidence::High,
        pattern: r"\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|AIza[0-9A-Za-z_-]{35}|gh[pousr]_[0-9A-Za-z]{36}|github_pat_[0-9A-Za-z_]{40,}|glpat-[0-9A-Za-z_-]{20}|[sr]k_(?:live|test)_[0-9A-Za-z]{16,}|xox[abeprs]-[0-9A-Za-z-]{10,}|sk-[A-Za-z0-9_-]{32,}|npm_[0-9A-Za-z]{36}|SG\.[0-9A-Za-z_-]{16,}\.[0-9A-Za-z_-]{16,}|-----BEGIN [A-Z ]*PRIVATE KEY-----)",
        holds: ANY,
        may_be: WORDS,
    },
    Rule {
        kind: PrivateKind::Token,
        confidence: Confidence::High,
        pattern: r"(?i)\b(?:bearer|basic)(?: |%20)+([A-Za-z0-9._~+/-]{16,}=*)",
        holds: checks::is_random,
        may_be: WORDS,
    },
    Rule {
        kind: PrivateKind::Token,
        confidence: Confidence::Medium,
        pattern: r#"(?i)\b(?:php|j|asp\.net_)?(?:session|sess)(?:[_-]?(?:id|token|key))?\\?["']?\s*[=:]\s*\\?["']?([A-Za-z0-9%._~+/-]{16,})"#,
        holds: checks::is_random,
        may_be: WORDS,
    },
    Rule {
        kind: PrivateKind::Token,
        confidence: Confidence::Medium,
        pattern: r#"(?i)(?:api[_-]?key|access[_-]?token|refresh[_-]?token|id[_-]?token|auth[_-]?token|client[_-]?secret|secret[_-]?key|private[_-]?key|x-[a-z-]{0,20}(?:key|token))\\?["']?\s*[=:]\s*\\?["']?([A-Za-z0-9%._~+/-]{12,})"#,
        holds: checks::is_random,
        may_be: WORDS,
    },
    Rule {
        kind: PrivateKind::Token,
        confidence: Confidence::Medium,
        pattern: r"[?&#](?:token|key|sig|signature|auth|code|jwt|sid|secret|session)=([A-Za-z0-9%._~+/-]{12,})",
        holds: checks::is_random,
        may_be: WORDS,
    },
    Rule {
        kind: PrivateKind::Password,
        confidence: Confidence::Medium,
        pattern: r#"(?i)\b(?:password|passwd|passwort|passphrase|pwd)\\?["']?\s*[=:]\s*\\?["']?([^\s"'\\&<>,;{}()\[\]]{4,64})"#,
        holds: checks::is_said,
        may_be: WORDS,
    },
    Rule {
        kind: PrivateKind::OneTimeCode,
        confidence: Confidence::Medium,
        pattern: r"(?i)\b(?:(?:one-?time|verification|security|confirmation|login|sms|2fa)[ -]?(?:pass)?(?:code|password|pin|token)|otp|2fa|passcode)\b[^0-9\n{}]{0,24}\b(\d{4,8})\b",
        holds: ANY,
        may_be: |look| look.digits >= 4 && look.has_letters,
    },
    Rule {
        kind: PrivateKind::Position,
        confidence: Confidence::High,
        pattern: r#"(?i)\blat(?:itude)?\\?["']?\s*[=:]\s*\\?["']?(-?\d{1,2}\.\d{3,})"#,
        holds: ANY,
        may_be: |look| look.digits >= 4 && look.has_letters,
    },
    Rule {
        kind: PrivateKind::Position,
        confidence: Confidence::High,
        pattern: r"\bgeo:-?\d{1,2}\.\d{3,},-?\d{1,3}\.\d{3,}",
        holds: ANY,
        may_be: |look| look.digits >= 8,
    },
    Rule {
        kind: PrivateKind::Name,
        confidence: Confidence::Medium,
        pattern: r"\b(?:[Ff]ull [Nn]ame|[Ff]irst [Nn]ame|[Ll]ast [Nn]ame|[Ss]urname|[Nn]ame|[Cc]ustomer|[Cc]ardholder)\s*:\s+(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){1,3})",
        holds: ANY,
        may_be: WORDS,
    },
    Rule {
        kind: PrivateKind::Address,
        confidence: Confidence::Medium,
        pattern: r"(?i)\b(?:address|street|anschrift|adresse)\s*:\s+([^\n:;]{4,100})",
        holds: checks::is_address,
        may_be: |look| look.digits > 0 && look.has_letters,
    },
];

static COMPILED: LazyLock<Vec<(Regex, &'static Rule)>> = LazyLock::new(|| {
    let compile = |rule: &'static Rule| {
        let regex = RegexBuilder::new(rule.pattern).size_limit(64 << 20).build().ok()?;
        Some((regex, rule))
    };
    RULES.iter().filter_map(compile).collect()
});

/// Everything in a text that looks private, in the order of the rules.
pub fn detect(text: &str) -> Vec<Hit> {
    let mut end = text.len().min(MAX_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = text.get(..end).unwrap_or_default();
    if text.len() < 5 {
        return Vec::new();
    }
    let look = Look {
        digits: text.bytes().filter(u8::is_ascii_digit).count(),
        has_at: text.contains('@') || text.contains("%40"),
        has_letters: text.len() >= 9 && text.bytes().any(|byte| byte.is_ascii_alphabetic()),
    };
    let mut hits: Vec<Hit> = Vec::new();
    for (regex, rule) in COMPILED.iter() {
        if !(rule.may_be)(&look) {
            continue;
        }
        for captures in regex.captures_iter(text) {
            let Some(whole) = captures.get(1).or_else(|| captures.get(0)) else { continue };
            let value = whole.as_str();
            let around =
                (text.get(..whole.start()).unwrap_or_default(), text.get(whole.end()..).unwrap_or_default());
            if checks::is_masked(value)
                || !(rule.holds)(value)
                || (whole.start() > 0 && checks::goes_on(rule.kind, around))
            {
                continue;
            }
            // What one rule has said, the next need not say again.
            if !hits.iter().any(|hit| hit.value.contains(value)) {
                hits.push(Hit { kind: rule.kind, value: value.to_owned(), confidence: rule.confidence });
            }
        }
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_compiles() {
        assert_eq!(COMPILED.len(), RULES.len());
    }

    #[test]
    fn private_things_are_found() {
        use PrivateKind as K;
        let check = |text: &str, kind: PrivateKind, value: &str| {
            let hits = detect(text);
            assert!(hits.iter().any(|hit| hit.kind == kind && hit.value == value), "{text}: {hits:?}");
        };
        check("write to jane.doe+x@mail.example.org please", K::Email, "jane.doe+x@mail.example.org");
        check("?email=jane%40example.org&x=1", K::Email, "jane%40example.org");
        check("card 4111 1111 1111 1111 exp", K::Card, "4111 1111 1111 1111");
        check("5500-0000-0000-0004", K::Card, "5500-0000-0000-0004");
        check("IBAN DE89 3704 0044 0532 0130 00.", K::Iban, "DE89 3704 0044 0532 0130 00");
        check("GB82WEST12345698765432", K::Iban, "GB82WEST12345698765432");
        check("call +49 (30) 901820 now", K::Phone, "+49 (30) 901820");
        check("(415) 555-2671", K::Phone, "(415) 555-2671");
        check("ssn 219-09-9999", K::NationalId, "219-09-9999");
        check("cpf 529.982.247-25", K::NationalId, "529.982.247-25");
        check("dni 12345678Z", K::NationalId, "12345678Z");
        check(
            "token=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123_-xyz",
            K::Token,
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcDEF123_-xyz",
        );
        check(r#"{\"authorization\":\"Bearer a8f3Kd02mQ9zLx7Tt1\"}"#, K::Token, "a8f3Kd02mQ9zLx7Tt1");
        check("key AKIAIOSFODNN7EXAMPLE", K::Token, "AKIAIOSFODNN7EXAMPLE");
        check("PHPSESSID=9f1c2b7d9a4e4f0c8b7a; path=/", K::Token, "9f1c2b7d9a4e4f0c8b7a");
        check(r#"{"password":"hunter22!"}"#, K::Password, "hunter22!");
        check("Your verification code is 482913", K::OneTimeCode, "482913");
        check(r#"{"latitude":52.520008,"longitude":13.404954}"#, K::Position, "52.520008");
        check("Name: Jane Döe-Smith", K::Name, "Jane Döe-Smith");
        check("Address: 12 Baker Street, London", K::Address, "12 Baker Street, London");
    }

    #[test]
    fn other_things_are_not() {
        for text in [
            "icon@2x.png and lodash@4.17.21",
            "4111111111111112",
            "1795424774268",
            "M12.3456,78.9012 L3.14,1.59",
            "DE00 0000 0000 0000 0000 00",
            "000-12-3456",
            "password: ********",
            "{\"password\":\"[REDACTED]\"}",
            "Bearer authentication is needed here",
            "your session: see the documentation",
            "2026-11-23T09:06:26.335Z",
            "550e8400-e29b-41d4-a716-446655440000",
            "error code 404 in line 1234",
            "Name: string",
            "v1.2.3-beta.20261123",
            "#ff8800 rgb(12, 34, 56)",
        ] {
            assert_eq!(detect(text), [], "{text}");
        }
    }
}
