//! The HTML of one body (dialect B), and the paths by which its recorder names elements in it.

use crate::translate::html;
use crate::translate::panel::{Panel, add_style, body_of};
use crate::translate::tree::{Element, Kind, Place, Tree};
use std::cell::RefCell;
use std::collections::HashSet;

/// A path has so many elements at most.
const PATH_ELEMENTS: usize = 8;
const CLASSES_NAMED: usize = 2;
/// Attributes that say by being there.
const BOOLEAN: [&str; 9] =
    ["checked", "disabled", "hidden", "multiple", "open", "readonly", "required", "selected", "inert"];
/// No sheet was recorded; without any, not even the fonts are those of a page.
const CSS: &str = "body{font-family:system-ui,sans-serif}";
const SAYS: &str = "AllStak recorded the page's elements once, without its style sheets; of what changed later only attributes.";

pub(super) struct Body {
    pub(super) tree: Tree,
    pub(super) panel: Panel,
    /// Paths that mean no element, or several, as the page is.
    unknown: RefCell<HashSet<String>>,
}

/// What a change of an attribute comes to.
pub(super) enum Change<'v> {
    Set(&'v str),
    Remove,
}

impl Body {
    pub(super) fn of(html: &str) -> Body {
        let mut tree = html::parse(html);
        add_style(&mut tree, CSS);
        let body = body_of(&tree).unwrap_or(0);
        let panel = Panel::in_corner(&mut tree, body, SAYS);
        Body { tree, panel, unknown: RefCell::default() }
    }

    /// The only element with this path.
    pub(super) fn find(&self, path: &str) -> Option<Place> {
        self.known(path.to_owned(), || self.only(path, |_, element| self.step(element, None)))
    }

    /// The only element that has this path once its attribute has the new value: paths are made after the change.
    pub(super) fn find_changed(&self, path: &str, name: &str, value: &str) -> Option<Place> {
        let changed = || self.only(path, |_, element| self.step(element, Some((name, value))));
        // Only these two stand in a path.
        let is_named = matches!(name, "class" | "id");
        let found = is_named.then(|| self.known(format!("{path} {name} {value}"), changed)).flatten();
        found.or_else(|| self.find(path))
    }

    fn known(&self, question: String, find: impl FnOnce() -> Option<Place>) -> Option<Place> {
        if self.unknown.borrow().contains(&question) {
            return None;
        }
        let found = find();
        if found.is_none() {
            self.unknown.borrow_mut().insert(question);
        }
        found
    }

    fn only(&self, path: &str, last_step: impl Fn(Place, &Element) -> String) -> Option<Place> {
        let (_, last) = path.rsplit_once('>').unwrap_or(("", path));
        let mut found = self.tree.elements().filter(|(place, element)| {
            last_step(*place, element) == last
                && self.tree.parent(*place).is_some()
                && self.path(*place, last) == path
        });
        let only = found.next()?.0;
        found.next().is_none().then_some(only)
    }

    /// The path of an element whose last step is already known.
    fn path(&self, place: Place, last: &str) -> String {
        let mut steps = vec![last.to_owned()];
        let mut at = place;
        while steps.len() < PATH_ELEMENTS && !steps.last().is_some_and(|step| step.contains('#')) {
            let Some(parent) = self.tree.parent(at) else { break };
            let Some(element) = self.tree.as_element(parent) else { break };
            steps.push(self.step(element, None));
            at = parent;
        }
        steps.reverse();
        steps.join(">")
    }

    fn step(&self, element: &Element, changed: Option<(&str, &str)>) -> String {
        let of = |name: &str| match changed {
            Some((other, value)) if other == name => Some(value),
            _ => element.attribute(name),
        };
        let mut step = element.tag.to_ascii_lowercase();
        if let Some(id) = of("id").filter(|id| !id.is_empty()) {
            return format!("{step}#{id}");
        }
        for class in of("class").unwrap_or_default().split_whitespace().take(CLASSES_NAMED) {
            step.push('.');
            step.push_str(class);
        }
        step
    }

    /// Carries a change out. The recorder writes nothing both where an attribute says nothing and where it went.
    pub(super) fn change<'v>(&mut self, place: Place, name: &str, value: &'v str) -> Option<Change<'v>> {
        if matches!(name, "class" | "id") {
            self.unknown.borrow_mut().clear();
        }
        let Kind::Element(element) = &mut self.tree.get_mut(place)?.kind else { return None };
        let at = element.attributes.iter().position(|(other, _)| other == name);
        let goes = value.is_empty() && BOOLEAN.contains(&name) && at.is_some();
        match (at, goes) {
            (Some(at), true) => {
                element.attributes.remove(at);
                return Some(Change::Remove);
            }
            (Some(at), false) => {
                if let Some((_, known)) = element.attributes.get_mut(at) {
                    value.clone_into(known);
                }
            }
            (None, _) => element.attributes.push((name.to_owned(), value.to_owned())),
        }
        Some(Change::Set(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_mean_one_element_or_none() {
        let mut body = Body::of(
            "<body class=\"dark\"><main id=app><p class=\"a b c\">x</p><div><i>1</i><i>2</i></div><input></main></body>",
        );
        let tag = |body: &Body, place: Option<Place>| {
            place.and_then(|place| body.tree.as_element(place)).map(|element| element.tag.clone())
        };
        assert_eq!(tag(&body, body.find("main#app>p.a.b")).as_deref(), Some("p"));
        assert_eq!(tag(&body, body.find("html>body.dark")).as_deref(), Some("body"));
        assert_eq!(tag(&body, body.find("main#app>input")).as_deref(), Some("input"));
        assert_eq!(body.find("main#app>div>i"), None, "there are two");
        assert_eq!(body.find("p.a.b"), None, "the path would begin at its ancestor");
        // Named by its new classes.
        let place = body.find_changed("main#app>p.open", "class", "open").unwrap();
        assert!(matches!(body.change(place, "class", "open"), Some(Change::Set("open"))));
        assert_eq!(body.find("main#app>p.open"), Some(place));
        assert!(matches!(body.change(place, "hidden", ""), Some(Change::Set(""))));
        assert!(matches!(body.change(place, "hidden", ""), Some(Change::Remove)));
    }
}
