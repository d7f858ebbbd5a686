//! How far a change reaches: which elements a selector may find, or no longer find, when another one changes.

use super::element::ElementRef;
use super::parse::{Recorded, State};
use dom::Element;
use hashbrown::HashSet;
use selectors::parser::{Combinator, Component, NthType, Selector, SelectorList};

/// Over how many siblings a change reaches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub enum Distance {
    #[default]
    None,
    Near(usize),
    All,
}

impl Distance {
    fn grow(&mut self, by: Distance) {
        *self = match (*self, by) {
            (Distance::Near(a), Distance::Near(b)) => Distance::Near(a + b),
            (a, b) => a.max(b),
        };
    }

    pub fn steps(self) -> usize {
        match self {
            Distance::None => 0,
            Distance::Near(steps) => steps,
            Distance::All => usize::MAX,
        }
    }
}

/// What a selector looks at beside the element itself.
#[derive(Clone, Debug, Default)]
pub struct Reach {
    /// Ancestors of what changed (`:has()`).
    pub up: bool,
    /// What stands below it (descendants, what a fieldset disables).
    pub down: bool,
    /// Siblings in front of it and behind it.
    pub before: Distance,
    pub after: Distance,
    /// Its parent, whose children count (`:empty`).
    pub parent: bool,
    pub focus: bool,
    pub hover: bool,
    pub target: bool,
    /// States of controls, which lean on those around them, too.
    pub form: bool,
    /// Something is asked of any element: each that comes or goes may matter.
    any: bool,
    /// Something is asked that stands in attributes the selector does not name, or in live state.
    any_change: bool,
    names: HashSet<String>,
    /// The same three for what stands in `:has()`, and whether that looks at siblings.
    has: Asked,
    has_siblings: bool,
    /// What each alternative asks of the element itself first; none where it may be any.
    heads: Option<Vec<Head>>,
}

/// What is asked of elements in `:has()`.
#[derive(Clone, Debug, Default)]
struct Asked {
    any: bool,
    any_change: bool,
    names: HashSet<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Head {
    Id(String),
    Class(String),
    Tag(String),
    Attribute(String),
}

impl Reach {
    pub fn of(list: &SelectorList<Recorded>) -> Reach {
        let mut reach = Reach { heads: list.slice().iter().map(head).collect(), ..Reach::default() };
        let mut stack: Vec<Part<'_>> = Vec::new();
        stack.extend(list.slice().iter().map(|selector| Part {
            selector,
            is_relative: false,
            in_has: false,
        }));
        while let Some(part) = stack.pop() {
            reach.one(part, &mut stack);
        }
        reach
    }

    fn one<'s>(&mut self, part: Part<'s>, stack: &mut Vec<Part<'s>>) {
        let Part { selector, is_relative, in_has } = part;
        let inner = |selector| Part { selector, is_relative: false, in_has };
        let mut has_name = false;
        for component in selector.iter_raw_match_order() {
            match component {
                Component::Combinator(combinator) => {
                    self.nameless(has_name, in_has);
                    has_name = false;
                    let across = match combinator {
                        Combinator::NextSibling => Distance::Near(1),
                        Combinator::LaterSibling => Distance::All,
                        _ => Distance::None,
                    };
                    self.after.grow(across);
                    self.has_siblings |= in_has && across != Distance::None;
                    if is_relative {
                        self.up = true;
                        self.before.grow(across);
                    } else if across == Distance::None {
                        self.down = true;
                    }
                }
                Component::RelativeSelectorAnchor => has_name = true,
                Component::Is(list) | Component::Where(list) | Component::Negation(list) => {
                    stack.extend(list.slice().iter().map(inner));
                }
                Component::Has(relatives) => {
                    self.up = true;
                    let selectors = relatives.iter().map(|relative| &relative.selector);
                    stack.extend(selectors.map(|selector| Part {
                        selector,
                        is_relative: true,
                        in_has: true,
                    }));
                }
                Component::Nth(data) => {
                    self.nth(data.ty, data.an_plus_b.0 == 0 && data.an_plus_b.1 == 1, in_has);
                }
                Component::NthOf(data) => {
                    self.nth(data.nth_data().ty, false, in_has);
                    stack.extend(data.selectors().iter().map(inner));
                }
                Component::Empty => {
                    self.parent = true;
                    self.any = true;
                    self.has.any |= in_has;
                }
                Component::NonTSPseudoClass(state) => self.state(*state, in_has),
                component => {
                    if let Some(head) = named(component) {
                        has_name = true;
                        let (Head::Id(name) | Head::Class(name) | Head::Tag(name) | Head::Attribute(name)) =
                            head;
                        let name = name.to_ascii_lowercase();
                        if in_has {
                            self.has.names.insert(name.clone());
                        }
                        self.names.insert(name);
                    }
                }
            }
        }
        self.nameless(has_name, in_has);
    }

    fn nameless(&mut self, has_name: bool, in_has: bool) {
        self.any |= !has_name;
        self.any_change |= !has_name;
        self.has.any |= !has_name && in_has;
        self.has.any_change |= !has_name && in_has;
    }

    /// Whoever comes or goes among siblings is known by their links.
    fn nth(&mut self, kind: NthType, is_first: bool, in_has: bool) {
        self.has.any |= in_has;
        let by = if is_first && !kind.is_of_type() { Distance::Near(1) } else { Distance::All };
        if kind.is_only() || kind.is_from_end() {
            self.before.grow(by);
        }
        if kind.is_only() || !kind.is_from_end() {
            self.after.grow(by);
        }
    }

    fn state(&mut self, state: State, in_has: bool) {
        match state {
            State::Focus | State::FocusWithin => self.focus = true,
            State::Hover => self.hover = true,
            State::Target => self.target = true,
            State::AnyLink | State::Default | State::Defined | State::Modal | State::Open => {}
            State::Required | State::Optional => {}
            State::Checked
            | State::Disabled
            | State::Enabled
            | State::PlaceholderShown
            | State::ReadOnly
            | State::ReadWrite => {
                self.form = true;
            }
        }
        self.any_change = true;
        self.has.any_change |= in_has;
    }

    /// Only what changed itself can be found or no longer be found.
    pub fn is_self_only(&self) -> bool {
        !self.up && !self.down && !self.parent && !self.has_siblings()
    }

    pub fn has_siblings(&self) -> bool {
        self.before > Distance::None || self.after > Distance::None
    }

    /// The same for what stands in `:has()`: whether what is around it may be found now, or no longer.
    pub fn has_mentions(&self, element: &Element) -> bool {
        self.has.any || knows_one(&self.has.names, element)
    }

    /// Whether an element's change can mean something to what is around it.
    pub fn has_minds(&self, before: &Element, now: &Element) -> bool {
        self.has.any_change || before.tag != now.tag || names_differ(&self.has.names, before, now)
    }

    /// Whether live state can.
    pub fn has_minds_state(&self) -> bool {
        self.has.any_change
    }

    /// Whether other neighbours can.
    pub fn has_minds_neighbours(&self) -> bool {
        self.has_siblings || self.has.any
    }

    /// Whether an element's coming or going can mean something to others.
    pub fn mentions(&self, element: &Element) -> bool {
        self.any || knows_one(&self.names, element)
    }

    /// Whether live state can mean something to others.
    pub fn minds_state(&self) -> bool {
        self.any_change
    }

    /// Whether the change from one to the other can mean something to others.
    pub fn minds(&self, before: &Element, now: &Element) -> bool {
        self.any_change
            || before.tag != now.tag
            || before.namespace != now.namespace
            || names_differ(&self.names, before, now)
    }

    /// A quick look that rules most elements out.
    pub fn may_find(&self, element: &ElementRef<'_>) -> bool {
        let Some(heads) = &self.heads else { return true };
        heads.iter().any(|head| match head {
            Head::Id(id) => element.attribute("id").is_some_and(|value| value.eq_ignore_ascii_case(id)),
            Head::Class(class) => element.attribute("class").is_some_and(|value| {
                value.split(|c: char| c.is_ascii_whitespace()).any(|word| word.eq_ignore_ascii_case(class))
            }),
            Head::Tag(tag) => element.element.tag.eq_ignore_ascii_case(tag),
            Head::Attribute(name) => {
                element.element.attributes.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
            }
        })
    }
}

fn named(component: &Component<Recorded>) -> Option<Head> {
    let owned = |name: &super::name::Name| name.as_str().to_owned();
    match component {
        Component::ID(name) => Some(Head::Id(owned(name))),
        Component::Class(name) => Some(Head::Class(owned(name))),
        Component::LocalName(local) => Some(Head::Tag(owned(&local.name))),
        Component::AttributeInNoNamespaceExists { local_name, .. }
        | Component::AttributeInNoNamespace { local_name, .. } => Some(Head::Attribute(owned(local_name))),
        Component::AttributeOther(attribute) => Some(Head::Attribute(owned(&attribute.local_name))),
        _ => None,
    }
}

/// The narrowest name in the rightmost compound. Inside `:is()` and its kin there may be more, which is not looked at.
fn head(selector: &Selector<Recorded>) -> Option<Head> {
    let compound = selector
        .iter_raw_match_order()
        .take_while(|component| !matches!(component, Component::Combinator(_)));
    compound.filter_map(named).min_by_key(|head| match head {
        Head::Id(_) => 0,
        Head::Class(_) => 1,
        Head::Attribute(_) => 2,
        Head::Tag(_) => 3,
    })
}

/// A selector still to be looked at.
#[derive(Clone, Copy)]
struct Part<'s> {
    selector: &'s Selector<Recorded>,
    is_relative: bool,
    in_has: bool,
}

fn knows(names: &HashSet<String>, name: &str) -> bool {
    names.contains(name)
        || name.bytes().any(|byte| byte.is_ascii_uppercase()) && names.contains(&*name.to_ascii_lowercase())
}

/// Whether an element's tag, id, a class or an attribute is among the names.
fn knows_one(names: &HashSet<String>, element: &Element) -> bool {
    knows(names, &element.tag)
        || element.attributes.iter().any(|(name, value)| {
            knows(names, name)
                || matches!(&**name, "class" | "id")
                    && value.split_whitespace().any(|word| knows(names, word))
        })
}

/// Whether one of the names is an attribute, class or id that only one of the two has, or has otherwise.
fn names_differ(names: &HashSet<String>, before: &Element, now: &Element) -> bool {
    let differs = |one: &Element, other: &Element| {
        one.attributes.iter().any(|(name, value)| {
            let other = other.attribute(name);
            other != Some(value)
                && (knows(names, name)
                    || matches!(&**name, "class" | "id") && {
                        let others: Vec<&str> =
                            other.map(|value| value.split_whitespace().collect()).unwrap_or_default();
                        value.split_whitespace().any(|word| !others.contains(&word) && knows(names, word))
                    })
        })
    };
    differs(before, now) || differs(now, before)
}
