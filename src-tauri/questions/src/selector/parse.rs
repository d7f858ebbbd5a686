//! Reading a selector, and saying what is wrong with one.

use super::name::Name;
use cssparser::{ParseError, ParseErrorKind, Parser as CssParser, ToCss};
use selectors::parser::{
    NonTSPseudoClass, ParseRelative, Parser, PseudoElement, SelectorImpl, SelectorList,
    SelectorParseErrorKind,
};
use std::fmt::{self, Write};

/// What selectors are made of here.
#[derive(Clone, Debug)]
pub struct Recorded;

impl SelectorImpl for Recorded {
    type ExtraMatchingData<'a> = ();
    type AttrValue = Name;
    type Identifier = Name;
    type LocalName = Name;
    type NamespaceUrl = Name;
    type NamespacePrefix = Name;
    type BorrowedNamespaceUrl = str;
    type BorrowedLocalName = str;
    type NonTSPseudoClass = State;
    type PseudoElement = NoElement;
}

/// A pseudo-class whose answer is in the recorded state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    AnyLink,
    Checked,
    Default,
    Defined,
    Disabled,
    Enabled,
    Focus,
    FocusWithin,
    Hover,
    Modal,
    Open,
    Optional,
    PlaceholderShown,
    ReadOnly,
    ReadWrite,
    Required,
    Target,
}

const STATES: &[(&str, State)] = &[
    ("any-link", State::AnyLink),
    ("checked", State::Checked),
    ("default", State::Default),
    ("defined", State::Defined),
    ("disabled", State::Disabled),
    ("enabled", State::Enabled),
    ("focus", State::Focus),
    ("focus-within", State::FocusWithin),
    ("hover", State::Hover),
    // Which addresses somebody has visited is not recorded.
    ("link", State::AnyLink),
    ("modal", State::Modal),
    ("open", State::Open),
    ("optional", State::Optional),
    ("placeholder-shown", State::PlaceholderShown),
    ("read-only", State::ReadOnly),
    ("read-write", State::ReadWrite),
    ("required", State::Required),
    ("target", State::Target),
];

impl ToCss for State {
    fn to_css<W: Write>(&self, to: &mut W) -> fmt::Result {
        let name = STATES.iter().find(|(_, state)| state == self).map_or("", |(name, _)| name);
        write!(to, ":{name}")
    }
}

impl NonTSPseudoClass for State {
    fn is_active_or_hover(&self) -> bool {
        *self == State::Hover
    }

    fn is_user_action_state(&self) -> bool {
        matches!(self, State::Hover | State::Focus | State::FocusWithin)
    }
}

/// Pseudo-elements are no nodes: nothing was recorded of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoElement {}

impl ToCss for NoElement {
    fn to_css<W: Write>(&self, _: &mut W) -> fmt::Result {
        match *self {}
    }
}

impl PseudoElement for NoElement {}

/// A selector that cannot be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SelectorProblem {
    /// What happened, without a period at its end.
    pub happened: String,
    /// The last character that was read, from 1.
    pub column: usize,
}

pub struct Grammar;

impl Grammar {
    pub fn read(text: &str) -> Result<SelectorList<Recorded>, SelectorProblem> {
        let mut input = CssParser::new(text);
        let list = SelectorList::parse(&Grammar, &mut input, ParseRelative::No);
        list.map_err(|error| {
            let read = text.get(..input.position().byte_index()).unwrap_or(text);
            SelectorProblem { happened: happened(&error, text), column: read.chars().count().max(1) }
        })
    }
}

impl<'i> Parser<'i> for Grammar {
    type Impl = Recorded;
    type Error = SelectorParseErrorKind;

    fn parse_nth_child_of(&self) -> bool {
        true
    }

    fn parse_is_and_where(&self) -> bool {
        true
    }

    fn parse_has(&self) -> bool {
        true
    }

    /// A mistake in a part of `:is()` would find nothing, silently.
    fn allow_forgiving_selectors(&self) -> bool {
        false
    }

    fn parse_non_ts_pseudo_class(&self, name: &str) -> Result<State, ParseError<SelectorParseErrorKind>> {
        let known = STATES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        known
            .map(|&(_, state)| state)
            .ok_or_else(|| ParseError::custom(SelectorParseErrorKind::UnsupportedPseudoClassOrElement))
    }
}

fn happened(error: &ParseError<SelectorParseErrorKind>, text: &str) -> String {
    use SelectorParseErrorKind::*;
    let why = match &error.kind {
        ParseErrorKind::Custom(EmptySelector) if text.trim().is_empty() => "The selector is empty",
        ParseErrorKind::Custom(EmptySelector) => "A selector is missing here",
        ParseErrorKind::Custom(DanglingCombinator) => "Nothing stands behind the combinator",
        ParseErrorKind::Custom(UnsupportedPseudoClassOrElement) => {
            "A recording does not tell this pseudo-class or pseudo-element"
        }
        ParseErrorKind::Custom(
            NoQualifiedNameInAttributeSelector | UnexpectedTokenInAttributeSelector | InvalidQualNameInAttr,
        ) => "The attribute in brackets cannot be read",
        ParseErrorKind::Custom(BadValueInAttr) => "The attribute's value must be a word or stand in quotes",
        ParseErrorKind::Custom(ClassNeedsIdent) => "A class's name must stand behind the dot",
        ParseErrorKind::Custom(
            NoIdentForPseudo | PseudoElementExpectedIdent | PseudoElementExpectedColon,
        ) => "A pseudo-class's name must stand behind the colon",
        ParseErrorKind::Custom(ExpectedNamespace | ExplicitNamespaceUnexpectedToken) => {
            "Namespace prefixes are not known here"
        }
        _ => "This is not a CSS selector",
    };
    why.to_owned()
}
