//! What a form's field is for, by what its page says of it.

use super::checks;
use super::{Confidence, PrivateKind};
use events::{TabId, Timestamp};
use std::collections::HashMap;

pub(super) type NodeId = u64;

/// What a field asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Asks {
    Password,
    OneTimeCode,
    Card,
    CardCode,
    Email,
    Phone,
    Name,
    Address,
    NationalId,
    Other,
}

/// A field of a page, and what was typed into it.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub(super) asks: Asks,
    /// As a person would call it.
    pub(super) label: String,
    pub(super) value: String,
    /// Characters are being taken away.
    pub(super) falls: bool,
    /// When it was typed into last.
    pub(super) at: Timestamp,
}

/// By type, `autocomplete`, and the words in its names.
pub(super) fn asks(kind: &str, autocomplete: &str, words: &str) -> Asks {
    if kind.eq_ignore_ascii_case("password") {
        return Asks::Password;
    }
    let told = autocomplete.split_whitespace().last().unwrap_or_default().to_ascii_lowercase();
    match told.as_str() {
        "current-password" | "new-password" => return Asks::Password,
        "one-time-code" => return Asks::OneTimeCode,
        "cc-number" => return Asks::Card,
        "cc-csc" => return Asks::CardCode,
        "email" | "username" if kind != "search" => return Asks::Email,
        "tel" | "tel-national" | "tel-local" => return Asks::Phone,
        "name" | "given-name" | "family-name" | "additional-name" | "cc-name" | "nickname" => {
            return Asks::Name;
        }
        "street-address" | "address-line1" | "address-line2" | "address-line3" | "postal-code" => {
            return Asks::Address;
        }
        _ => {}
    }
    let words = words.to_lowercase();
    let flat: String = words.chars().filter(|c| c.is_alphanumeric()).collect();
    let says = |parts: &[&str]| parts.iter().any(|part| flat.contains(part));
    let is_word =
        |wanted: &[&str]| words.split(|c: char| !c.is_alphanumeric()).any(|word| wanted.contains(&word));
    if says(&["password", "passwort", "passwd", "passphrase"]) || is_word(&["pw", "pwd", "pass"]) {
        Asks::Password
    } else if says(&[
        "onetime",
        "otpcode",
        "verificationcode",
        "securitycode2",
        "2fa",
        "twofactor",
        "smscode",
    ]) || is_word(&["otp", "totp"])
    {
        Asks::OneTimeCode
    } else if says(&["cvv", "cvc", "cardcode", "cardsecurity"]) || is_word(&["csc"]) {
        Asks::CardCode
    } else if says(&["cardnumber", "creditcard", "debitcard", "kartennummer", "ccnumber"])
        || is_word(&["card", "ccnum"])
    {
        Asks::Card
    } else if kind == "email" || says(&["email"]) {
        Asks::Email
    } else if kind == "tel"
        || says(&["telephone", "phonenumber", "mobilenumber", "telefon"])
        || is_word(&["phone", "tel", "mobile"])
    {
        Asks::Phone
    } else if says(&["socialsecurity", "nationalid", "passport", "taxid", "steuerid", "ssn"]) {
        Asks::NationalId
    } else if says(&[
        "firstname",
        "lastname",
        "fullname",
        "surname",
        "givenname",
        "familyname",
        "cardholder",
        "vorname",
        "nachname",
    ]) || flat == "name"
        || is_word(&["name"])
            && !says(&["username", "filename", "companyname", "projectname", "hostname", "domainname"])
    {
        Asks::Name
    } else if says(&["streetaddress", "addressline", "postalcode", "zipcode", "postcode"])
        || is_word(&["address", "street", "strasse", "zip", "plz"])
    {
        Asks::Address
    } else {
        Asks::Other
    }
}

/// Whether a field is for a password, a payment card or a one-time code, by its type, its `autocomplete` and the words in
/// its names.
pub fn is_secret_field(kind: &str, autocomplete: &str, words: &str) -> bool {
    let told = autocomplete.split_whitespace().last().unwrap_or_default().to_ascii_lowercase();
    let is_of_card = told.starts_with("cc-") && !matches!(told.as_str(), "cc-name" | "cc-type");
    is_of_card
        || matches!(
            asks(kind, autocomplete, words),
            Asks::Password | Asks::OneTimeCode | Asks::Card | Asks::CardCode
        )
}

/// What a value in such a field is, beside what it looks like.
pub(super) fn judge(asks: Asks, value: &str) -> Option<(PrivateKind, Confidence)> {
    let value = value.trim();
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    if checks::is_masked(value) {
        return None;
    }
    let length = value.chars().count();
    let (kind, confidence, holds) = match asks {
        Asks::Password => (PrivateKind::Password, Confidence::High, length > 0),
        Asks::OneTimeCode => {
            (PrivateKind::OneTimeCode, Confidence::High, (4..=10).contains(&length) && digits > 0)
        }
        Asks::Card => (PrivateKind::Card, Confidence::High, digits >= 12),
        Asks::CardCode => {
            (PrivateKind::Card, Confidence::High, (3..=4).contains(&digits) && length == digits)
        }
        Asks::Email => {
            // Without a domain it may be a beginning, or a name.
            let is_whole = value.split_once('@').is_some_and(|(_, domain)| domain.contains('.'));
            let confidence = if is_whole { Confidence::High } else { Confidence::Medium };
            (PrivateKind::Email, confidence, length > 3 && value.contains('@'))
        }
        Asks::Phone => (PrivateKind::Phone, Confidence::High, digits >= 6),
        Asks::NationalId => (PrivateKind::NationalId, Confidence::High, digits >= 4),
        Asks::Name => (PrivateKind::Name, Confidence::Medium, letters >= 2 && letters + 6 > length),
        Asks::Address => (PrivateKind::Address, Confidence::Medium, length >= 4),
        Asks::Other => return None,
    };
    holds.then_some((kind, confidence))
}

/// A card's number that was typed in parts.
pub(super) struct SplitCard {
    pub(super) first: (TabId, NodeId),
    pub(super) label: String,
    pub(super) parts: usize,
    pub(super) number: String,
    pub(super) at: Timestamp,
}

/// Numbers of cards in fields that follow each other, as in one for each four digits.
pub(super) fn split_cards(fields: &HashMap<(TabId, NodeId), Field>) -> Vec<SplitCard> {
    let mut fields: Vec<((TabId, NodeId), &Field)> =
        fields.iter().map(|(key, field)| (*key, field)).collect();
    fields.sort_by_key(|(key, _)| *key);
    let is_part = |field: &Field| {
        (2..=6).contains(&field.value.len()) && field.value.bytes().all(|byte| byte.is_ascii_digit())
    };
    let mut cards = Vec::new();
    for from in 0..fields.len() {
        let parts: Vec<_> =
            fields.iter().skip(from).take(5).take_while(|(_, field)| is_part(field)).collect();
        let whole = (3..=parts.len()).rev().find_map(|count| {
            let number: String = parts.iter().take(count).map(|(_, field)| field.value.as_str()).collect();
            checks::is_card(&number).then_some((count, number))
        });
        if let (Some((parts, number)), Some((first, field))) = (whole, fields.get(from)) {
            cards.push(SplitCard { first: *first, label: field.label.clone(), parts, number, at: field.at });
        }
    }
    cards
}
