//! Which attributes the stage may set, and to what.

use super::attribute_names::{ACTIVE, CLOBBERING, FRAME, GLOBAL, HTML, MATHML, SVG};
use super::css;
use super::elements::{Held, Role, lower_case};
use super::urls::{Use, fragment, is_data};
use crate::Element;
use events::{Namespace, Text};
use std::borrow::Cow;

/// Where a link leads on the stage: nowhere, but it still looks like a link. What is lost is a selector on its value,
/// such as `a[href^="http"]`.
const NOWHERE: &str = "#ph";

/// The attributes of an element on the stage, in recorded order.
pub(super) fn held_attributes(element: &Element, held: &Held) -> Vec<(Text, Text)> {
    let judge = Judge { element, role: held.role, tag: lower_case(&held.tag) };
    let attributes = element.attributes.iter();
    attributes.filter_map(|(name, value)| Some((name.clone(), judge.value(name, value)?))).collect()
}

/// Whether an animation of this attribute changes nothing but looks.
pub(super) fn is_animatable(name: &str) -> bool {
    let name = name.trim().to_ascii_lowercase();
    contains(SVG, &name) && name != "attributename"
}

struct Judge<'a> {
    element: &'a Element,
    role: Role,
    tag: Cow<'a, str>,
}

impl Judge<'_> {
    /// What the attribute is set to; None leaves it out.
    fn value(&self, name: &str, value: &Text) -> Option<Text> {
        let lower = lower_case(name);
        // Handlers, and the names by which the stage marks its own.
        if lower.starts_with("on") || lower.starts_with("ph-") || !is_name(name) {
            return None;
        }
        match self.role {
            Role::Meta => return self.value_of_meta(&lower, value),
            Role::Style => return self.value_of_style(&lower, value),
            _ => {}
        }
        match &*lower {
            "style" => return Some(css::rewrite_declarations(value)),
            "id" | "name" if self.clobbers(&lower, value) => return None,
            _ => {}
        }
        if contains(GLOBAL, &lower) {
            return Some(value.clone());
        }
        if is_invented(&lower) {
            // SVG may come to know it as a property.
            let may_be_property = self.element.namespace == Namespace::Svg && !is_reserved(&lower);
            return Some(if may_be_property { property_value(value, &lower) } else { value.clone() });
        }
        match (self.role, self.element.namespace) {
            (Role::Inert | Role::Emptied, _) => None,
            (Role::Frame, _) => contains(FRAME, &lower).then(|| value.clone()),
            // Nobody but the page's scripts read the attributes of custom elements, and its selectors.
            (Role::Custom, _) => (!contains(ACTIVE, &lower)).then(|| value.clone()),
            (_, Namespace::Html) => self.value_in_html(&lower, value),
            (_, Namespace::Svg) => self.value_in_svg(&lower, value),
            (_, Namespace::MathMl) => match &*lower {
                "href" | "xlink:href" => Some(link(value)),
                _ => (contains(MATHML, &lower) || is_word(&lower, value)).then(|| value.clone()),
            },
        }
    }

    fn value_of_style(&self, name: &str, value: &Text) -> Option<Text> {
        match name {
            "media" => Some(css::rewrite_media(value)),
            // Sheets of several titles are alternatives, of which a browser shows the first.
            "title" => Some(value.clone()),
            _ => None,
        }
    }

    /// The one thing a `meta` may say is in which scheme a page without colours of its own is drawn; where it leaves the
    /// choice to the viewer's machine, the choice is light.
    fn value_of_meta(&self, name: &str, value: &Text) -> Option<Text> {
        let is_scheme = |text: &Text| text.trim().eq_ignore_ascii_case("color-scheme");
        if !self.element.attribute("name").is_some_and(is_scheme) {
            return None;
        }
        let has = |word: &str| value.split_ascii_whitespace().any(|scheme| scheme.eq_ignore_ascii_case(word));
        match name {
            "name" => Some(value.clone()),
            "content" if has("dark") && !has("light") => Some(Text::from("dark")),
            "content" => Some(Text::from("light")),
            _ => None,
        }
    }

    fn value_in_html(&self, name: &str, value: &Text) -> Option<Text> {
        let only = |good: bool| good.then(|| value.clone());
        match (&*self.tag, name) {
            ("a" | "area", "href") => Some(link(value)),
            ("img" | "input", "src") | ("video", "poster") | (_, "background") => {
                only(is_data(value, Use::Image))
            }
            ("audio" | "video" | "source", "src") => only(is_data(value, Use::Media)),
            (_, "usemap") => only(fragment(value).is_some()),
            (_, "media") => Some(css::rewrite_media(value)),
            _ => only(contains(HTML, name) || is_word(name, value)),
        }
    }

    fn value_in_svg(&self, name: &str, value: &Text) -> Option<Text> {
        match name {
            "href" | "xlink:href" => match &*self.tag {
                "a" => Some(link(value)),
                "image" | "feimage" if is_data(value, Use::Image) => Some(value.clone()),
                _ => fragment(value).map(|_| value.clone()),
            },
            "attributename" => is_animatable(value).then(|| value.clone()),
            _ if contains(SVG, name) => Some(property_value(value, self.property(name))),
            _ => is_word(name, value).then(|| value.clone()),
        }
    }

    /// The property an SVG attribute sets; of an animation the one it animates.
    fn property<'n>(&'n self, name: &'n str) -> &'n str {
        match name {
            "values" | "from" | "to" | "by" => {
                let target =
                    self.element.attributes.iter().find(|(n, _)| n.eq_ignore_ascii_case("attributename"));
                target.map_or(name, |(_, target)| target.trim())
            }
            _ => name,
        }
    }

    /// A control answers for its form under its name or id, an image or form for its document under its name.
    fn clobbers(&self, name: &str, value: &str) -> bool {
        let answers = match &*self.tag {
            "button" | "fieldset" | "input" | "object" | "output" | "select" | "textarea" | "img" => true,
            "form" => name == "name",
            _ => false,
        };
        answers && self.element.namespace == Namespace::Html && CLOBBERING.contains(&value)
    }
}

/// An address is shown to a person, and a `data:` address of a wrong type can be megabytes.
const SHOWN_CHARS: usize = 1000;

/// The address of an asset that the element shows and that is not in the recording.
pub(super) fn missing(element: &Element, held: &Held) -> Option<Text> {
    let address = missing_address(element, held)?;
    match address.char_indices().nth(SHOWN_CHARS) {
        Some((end, _)) => address.get(..end).map(Text::from),
        None => Some(address),
    }
}

fn missing_address(element: &Element, held: &Held) -> Option<Text> {
    let tag = lower_case(&held.tag);
    let address = |name: &str| element.attribute(name).filter(|value| !value.trim().is_empty());
    let unless_data = |name: &str, use_: Use| address(name).filter(|value| !is_data(value, use_));
    match (element.namespace, &*tag) {
        (Namespace::Html, "img") => match address("src") {
            Some(_) => unless_data("src", Use::Image).cloned(),
            None => address("srcset").and_then(|set| first_candidate(set)),
        },
        (Namespace::Html, "input")
            if address("type").is_some_and(|value| value.eq_ignore_ascii_case("image")) =>
        {
            unless_data("src", Use::Image).cloned()
        }
        (Namespace::Html, "audio" | "video" | "source") => {
            unless_data("src", Use::Media).or_else(|| unless_data("poster", Use::Image)).cloned()
        }
        (Namespace::Html, "ph-object") => address("data").cloned(),
        (Namespace::Html, "ph-embed") => address("src").cloned(),
        (Namespace::Html, "ph-link") => {
            let is_sheet =
                |rel: &Text| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("stylesheet"));
            address("rel").filter(|rel| is_sheet(rel)).and_then(|_| address("href")).cloned()
        }
        (Namespace::Html, _) => {
            unless_data("background", Use::Image).filter(|_| held.role == Role::Plain).cloned()
        }
        (Namespace::Svg, "image" | "feimage" | "use") => {
            let href = address("href").or_else(|| address("xlink:href"))?;
            let is_held = fragment(href).is_some() || tag != "use" && is_data(href, Use::Image);
            (!is_held).then(|| href.clone())
        }
        _ => None,
    }
}

/// The first address of a `srcset`.
fn first_candidate(set: &str) -> Option<Text> {
    let first = set
        .trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',')
        .split_ascii_whitespace()
        .next()?;
    let first = first.trim_end_matches(',');
    (!first.is_empty() && !is_data(first, Use::Image)).then(|| Text::from(first))
}

fn link(value: &Text) -> Text {
    if fragment(value).is_some() { value.clone() } else { Text::from(NOWHERE) }
}

fn property_value(value: &Text, property: &str) -> Text {
    if value.contains(['(', '\\']) { css::rewrite_value(value, property) } else { value.clone() }
}

/// Names that frameworks invent for their selectors: browsers will never act on them, but for two old ones.
fn is_invented(name: &str) -> bool {
    let has_mark = name.contains(['-', '_']) && !name.contains(':');
    is_reserved(name) || has_mark && !contains(ACTIVE, name) && !contains(SVG, name)
}

/// Names that standards leave to pages for ever.
fn is_reserved(name: &str) -> bool {
    name.starts_with("data-") || name.starts_with("aria-")
}

/// A page's own attribute with a plain word as value, as in `html[theme="dark"]`. A word is no address, so that a name to
/// which a newer browser gives a meaning has nothing to fetch.
fn is_word(name: &str, value: &str) -> bool {
    let word = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !contains(ACTIVE, name) && !name.contains(':') && value.len() <= 64 && value.chars().all(word)
}

/// What `setAttribute` takes everywhere.
fn is_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
}

fn contains(table: &[&str], name: &str) -> bool {
    table.binary_search(&name).is_ok()
}
