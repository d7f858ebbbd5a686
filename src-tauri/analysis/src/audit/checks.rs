//! What must hold besides the looks: check digits, countries, and that it is not something else.

use super::PrivateKind;

/// Files and packages have addresses that look like e-mail.
const NOT_DOMAINS: [&str; 14] =
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "css", "js", "mjs", "ts", "map", "json", "html", "tsx"];
const DNI_LETTERS: &[u8; 23] = b"TRWAGMYFPDXBNJZSQVHLCKE";
/// Lengths of IBANs.
const IBAN_LENGTHS: [(&str, usize); 36] = [
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SA", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("TR", 26),
];

fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// What recorders and servers write in the place of what they hide.
pub(super) fn is_masked(value: &str) -> bool {
    let first = value.chars().next();
    let is_run = value.chars().all(|c| Some(c) == first)
        && matches!(first, Some('*' | '•' | 'x' | 'X' | '#' | '.' | '●'));
    let marks = ["[REDACTED]", "[MASKED]", "REDACTED", "[Filtered]", "***"];
    value.is_empty() || is_run || marks.iter().any(|mark| value.contains(mark))
}

pub(super) fn is_email(value: &str) -> bool {
    let domain = value.rsplit('.').next().unwrap_or_default();
    !NOT_DOMAINS.iter().any(|other| domain.eq_ignore_ascii_case(other))
}

pub(super) fn is_card(value: &str) -> bool {
    let digits = digits(value);
    let start: String = digits.iter().take(4).map(u32::to_string).collect();
    let prefix: u32 = start.parse().unwrap_or_default();
    let is_issued = match prefix {
        4000..=4999 => matches!(digits.len(), 13 | 16 | 19),
        2221..=2720 | 5100..=5599 | 3528..=3589 => digits.len() == 16,
        3400..=3499 | 3700..=3799 => digits.len() == 15,
        3000..=3059 | 3600..=3699 | 3800..=3899 => digits.len() == 14,
        6011 | 6440..=6599 | 6200..=6299 => (16..=19).contains(&digits.len()),
        5000..=5099 | 5600..=5899 | 6300..=6399 | 6700..=6799 => (12..=19).contains(&digits.len()),
        _ => false,
    };
    is_issued && luhn(&digits)
}

fn luhn(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| match (place % 2, digit * 2) {
            (0, _) => digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    sum.is_multiple_of(10)
}

pub(super) fn is_iban(value: &str) -> bool {
    let text: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    let country = text.get(..2).unwrap_or_default();
    let expected = IBAN_LENGTHS.iter().find(|(name, _)| *name == country).map(|(_, length)| *length);
    if expected != Some(text.len()) {
        return false;
    }
    let (start, rest) = text.split_at(4);
    let rest_is = |value: u32| value == 1;
    let mut remainder = 0_u32;
    for c in rest.chars().chain(start.chars()) {
        let Some(value) = c.to_digit(36) else { return false };
        remainder = if value > 9 { (remainder * 100 + value) % 97 } else { (remainder * 10 + value) % 97 };
    }
    rest_is(remainder) && rest.bytes().any(|byte| byte != b'0')
}

pub(super) fn is_phone(value: &str) -> bool {
    (8..=15).contains(&digits(value).len())
}

pub(super) fn is_ssn(value: &str) -> bool {
    let mut parts = value.split('-');
    let (area, group, serial) = (parts.next(), parts.next(), parts.next());
    !matches!(area, Some("000" | "666") | None)
        && !value.starts_with('9')
        && group != Some("00")
        && serial != Some("0000")
}

pub(super) fn is_cpf(value: &str) -> bool {
    let digits = digits(value);
    let check = |count: usize| {
        let sum: u32 = digits
            .iter()
            .take(count)
            .enumerate()
            .map(|(place, digit)| digit * (count as u32 + 1 - place as u32))
            .sum();
        sum * 10 % 11 % 10
    };
    digits.len() == 11
        && digits.iter().any(|digit| Some(digit) != digits.first())
        && digits.get(9) == Some(&check(9))
        && digits.get(10) == Some(&check(10))
}

/// Spanish: the letter follows from the number.
pub(super) fn is_dni(value: &str) -> bool {
    let number = value.get(..value.len().saturating_sub(1)).unwrap_or_default();
    let number = number.replacen('X', "0", 1).replacen('Y', "1", 1).replacen('Z', "2", 1);
    let letter = number.parse::<usize>().ok().and_then(|number| DNI_LETTERS.get(number % 23));
    letter == value.as_bytes().last()
}

/// French: the last two digits follow from the rest.
pub(super) fn is_nir(value: &str) -> bool {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let Some((number, key)) = digits.split_at_checked(13) else { return false };
    match (number.parse::<u64>(), key.parse::<u64>()) {
        (Ok(number), Ok(key)) => 97 - number % 97 == key,
        _ => false,
    }
}

/// Letters and digits as no word has them.
pub(super) fn is_random(value: &str) -> bool {
    let has = |fits: fn(&char) -> bool| value.chars().filter(fits).count();
    let (letters, digits) = (has(char::is_ascii_alphabetic), has(char::is_ascii_digit));
    digits >= 2 && letters >= 2 && !value.contains("..") && !value.starts_with("http")
}

/// A value, not a word about it.
pub(super) fn is_said(value: &str) -> bool {
    const WORDS: [&str; 14] = [
        "null",
        "true",
        "false",
        "undefined",
        "none",
        "required",
        "string",
        "text",
        "password",
        "hidden",
        "field",
        "input",
        "forgot",
        "invalid",
    ];
    let low = value.to_ascii_lowercase();
    let is_word = WORDS.contains(&low.as_str()) || low.starts_with("current-") || low.starts_with("new-");
    !is_word
        && (value.bytes().any(|byte| byte.is_ascii_digit() || byte.is_ascii_punctuation())
            || value.len() >= 8)
        && !value.starts_with("//")
}

/// A number, and words.
pub(super) fn is_address(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_digit())
        && value.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count() >= 2
        && !value.contains("://")
}

/// A number that is a part of a longer one, or of an id.
pub(super) fn goes_on(kind: PrivateKind, (before, after): (&str, &str)) -> bool {
    let numeric = matches!(kind, PrivateKind::Card | PrivateKind::Phone | PrivateKind::NationalId);
    let glued = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
    let ends = after.chars().next().filter(|c| *c != '.' && *c != '-').is_some_and(char::is_alphanumeric)
        || (after.starts_with(['.', '-']) && after.chars().nth(1).is_some_and(|c| c.is_ascii_digit()));
    numeric && (glued(before.chars().next_back()) || ends)
}
