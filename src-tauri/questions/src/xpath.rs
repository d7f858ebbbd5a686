//! XPath as people write it to name elements: paths of children and descendants with conditions on place, attributes and
//! text. Each tree (document, frame, shadow root) is looked through by itself.

use crate::SelectorProblem;
use crate::words::text_of;
use dom::{Document, Element, Node, NodeData, NodeKey};
use hashbrown::HashSet;

/// A path that was understood.
#[derive(Clone, PartialEq, Debug)]
pub struct XPath {
    steps: Vec<Step>,
}

#[derive(Clone, PartialEq, Debug)]
struct Step {
    /// `//`: at any depth.
    deep: bool,
    /// None: `*`.
    tag: Option<String>,
    tests: Vec<Test>,
}

#[derive(Clone, PartialEq, Debug)]
enum Test {
    /// From 1, among those that passed so far below one parent.
    Place(usize),
    Last,
    All(Vec<Compare>),
}

#[derive(Clone, PartialEq, Debug)]
struct Compare {
    of: Operand,
    how: How,
    to: String,
}

#[derive(Clone, PartialEq, Debug)]
enum Operand {
    Attribute(String),
    /// All text in it; one blank between words.
    Text,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum How {
    IsThere,
    Equals,
    Differs,
    Contains,
    StartsWith,
}

impl XPath {
    pub fn parse(text: &str) -> Result<XPath, SelectorProblem> {
        Reader { text, at: 0 }.path()
    }

    /// The elements that it names, in document order.
    pub fn find(&self, document: &Document) -> Vec<NodeKey> {
        let Some(root) = document.root() else { return Vec::new() };
        let is_tree = |key: &NodeKey| {
            let data = document.node(*key).map(|node| &node.data);
            matches!(data, Some(NodeData::Document { .. } | NodeData::ShadowRoot))
        };
        let mut at: Vec<NodeKey> = document.walk(root).filter(is_tree).collect();
        for step in &self.steps {
            at = step.from(document, &at);
        }
        let found: HashSet<NodeKey> = at.into_iter().collect();
        document.walk(root).filter(|key| found.contains(key)).collect()
    }
}

impl Step {
    fn from(&self, document: &Document, contexts: &[NodeKey]) -> Vec<NodeKey> {
        let mut parents: Vec<NodeKey> = Vec::new();
        let mut known: HashSet<NodeKey> = HashSet::new();
        for &context in contexts {
            if self.deep {
                parents.extend(below(document, context).into_iter().filter(|&key| known.insert(key)));
            } else if known.insert(context) {
                parents.push(context);
            }
        }
        parents.into_iter().flat_map(|parent| self.children_of(document, parent)).collect()
    }

    fn children_of(&self, document: &Document, parent: NodeKey) -> Vec<NodeKey> {
        let is_named = |key: &NodeKey| {
            let element = document.node(*key).and_then(Node::element);
            element.is_some_and(|element| {
                self.tag.as_ref().is_none_or(|tag| element.tag.eq_ignore_ascii_case(tag))
            })
        };
        let mut found: Vec<NodeKey> = document.children(parent).filter(is_named).collect();
        for test in &self.tests {
            match test {
                Test::Place(place) => found = found.get(place - 1).copied().into_iter().collect(),
                Test::Last => found = found.last().copied().into_iter().collect(),
                Test::All(all) => found.retain(|&key| all.iter().all(|one| one.holds(document, key))),
            }
        }
        found
    }
}

/// The node and the elements in it, in its own tree.
fn below(document: &Document, key: NodeKey) -> Vec<NodeKey> {
    let mut all = Vec::new();
    let mut stack = vec![key];
    while let Some(key) = stack.pop() {
        all.push(key);
        let mut children: Vec<NodeKey> = document.children(key).collect();
        children.reverse();
        stack.extend(children);
    }
    all
}

impl Compare {
    fn holds(&self, document: &Document, key: NodeKey) -> bool {
        let value = match &self.of {
            Operand::Attribute(name) => {
                let element: Option<&Element> = document.node(key).and_then(Node::element);
                match element.and_then(|element| element.attribute(name)) {
                    Some(value) => value.to_string(),
                    None => return self.how == How::Differs,
                }
            }
            Operand::Text => return self.of_text(&text_of(document, key)),
        };
        self.fits(&value, &self.to)
    }

    /// Texts are compared in whatever case.
    fn of_text(&self, text: &str) -> bool {
        self.fits(text, &crate::words::plain(&self.to))
    }

    fn fits(&self, value: &str, to: &str) -> bool {
        match self.how {
            How::IsThere => !value.is_empty() || matches!(self.of, Operand::Attribute(_)),
            How::Equals => value == to,
            How::Differs => value != to,
            How::Contains => value.contains(to),
            How::StartsWith => value.starts_with(to),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

type Read<T> = Result<T, SelectorProblem>;

impl Reader<'_> {
    fn path(mut self) -> Read<XPath> {
        let mut steps = Vec::new();
        self.blanks();
        while !self.rest().is_empty() {
            let deep = if self.takes("//") {
                true
            } else if self.takes("/") {
                false
            } else {
                return Err(self.problem("A path goes on with / or // here"));
            };
            steps.push(self.step(deep)?);
            self.blanks();
        }
        if steps.is_empty() { Err(self.problem("The path is empty")) } else { Ok(XPath { steps }) }
    }

    fn step(&mut self, deep: bool) -> Read<Step> {
        let tag = if self.takes("*") {
            None
        } else {
            Some(self.name().ok_or_else(|| self.problem("An element's name or * must stand here"))?)
        };
        let mut tests = Vec::new();
        while self.takes("[") {
            tests.push(self.test()?);
            if !self.takes("]") {
                return Err(self.problem("The bracket is not closed"));
            }
        }
        Ok(Step { deep, tag, tests })
    }

    fn test(&mut self) -> Read<Test> {
        self.blanks();
        let digits: String = self.rest().chars().take_while(char::is_ascii_digit).collect();
        if !digits.is_empty() {
            self.at += digits.len();
            self.blanks();
            let place = digits.parse().ok().filter(|&place| place > 0);
            return place.map(Test::Place).ok_or_else(|| self.problem("Places are counted from 1"));
        }
        if self.takes("last()") {
            return Ok(Test::Last);
        }
        let mut all = vec![self.compare()?];
        while self.takes("and ") {
            all.push(self.compare()?);
        }
        Ok(Test::All(all))
    }

    fn compare(&mut self) -> Read<Compare> {
        self.blanks();
        for (name, how) in [("contains(", How::Contains), ("starts-with(", How::StartsWith)] {
            if self.takes(name) {
                let of = self.operand()?;
                if !self.takes(",") {
                    return Err(self.problem("A comma must stand here"));
                }
                let to = self.literal()?;
                if !self.takes(")") {
                    return Err(self.problem("The parenthesis is not closed"));
                }
                self.blanks();
                return Ok(Compare { of, how, to });
            }
        }
        let of = self.operand()?;
        let how = if self.takes("!=") {
            How::Differs
        } else if self.takes("=") {
            How::Equals
        } else {
            return Ok(Compare { of, how: How::IsThere, to: String::new() });
        };
        let to = self.literal()?;
        self.blanks();
        Ok(Compare { of, how, to })
    }

    fn operand(&mut self) -> Read<Operand> {
        self.blanks();
        let of = if self.takes("@") {
            Operand::Attribute(
                self.name().ok_or_else(|| self.problem("An attribute's name must stand here"))?,
            )
        } else if self.takes("normalize-space(") {
            let of = self.operand()?;
            if !self.takes(")") {
                return Err(self.problem("The parenthesis is not closed"));
            }
            of
        } else if self.takes("text()") || self.takes(".") {
            Operand::Text
        } else if self.takes(")") {
            // `normalize-space()` is of the element itself.
            self.at -= 1;
            Operand::Text
        } else {
            return Err(self.problem("@attribute, text() or . must stand here"));
        };
        self.blanks();
        Ok(of)
    }

    fn literal(&mut self) -> Read<String> {
        self.blanks();
        let quote = self.rest().chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.ok_or_else(|| self.problem("A text in quotes must stand here"))?;
        self.at += 1;
        let end = self.rest().find(quote).ok_or_else(|| self.problem("The quote is not closed"))?;
        let text = self.rest().get(..end).unwrap_or_default().to_owned();
        self.at += end + 1;
        self.blanks();
        Ok(text)
    }

    fn name(&mut self) -> Option<String> {
        let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
        let name: String = self.rest().chars().take_while(is_part).collect();
        self.at += name.len();
        (!name.is_empty()).then_some(name)
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn blanks(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn takes(&mut self, word: &str) -> bool {
        let is_there = self.rest().starts_with(word);
        self.at += if is_there { word.len() } else { 0 };
        is_there
    }

    fn problem(&self, happened: &str) -> SelectorProblem {
        let read = self.text.get(..self.at).unwrap_or_default();
        SelectorProblem { happened: happened.to_owned(), column: read.chars().count() + 1 }
    }
}

/// The path of an element in its own tree: `/html/body/div[2]/p`. Empty for what is no element.
pub fn xpath_of(document: &Document, key: NodeKey) -> String {
    let mut parts = Vec::new();
    let mut at = Some(key);
    while let Some((key, node, element)) = at.and_then(|key| {
        let node = document.node(key)?;
        Some((key, node, node.element()?))
    }) {
        let parent = node.parent;
        let alike = |other: &NodeKey| {
            let other = document.node(*other).and_then(Node::element);
            other.is_some_and(|other| other.tag == element.tag)
        };
        let same: Vec<NodeKey> =
            parent.map(|parent| document.children(parent).filter(alike).collect()).unwrap_or_default();
        let place = same.iter().position(|&other| other == key).filter(|_| same.len() > 1);
        parts.push(match place {
            Some(place) => format!("/{}[{}]", element.tag, place + 1),
            None => format!("/{}", element.tag),
        });
        // A frame's document and a shadow root are trees of their own.
        at = parent;
    }
    parts.reverse();
    parts.concat()
}

#[cfg(test)]
mod tests {
    use super::*;
    use events::Diagnostics;

    const PAGE: &str = r#"
meta "https://a.example/" 800x600
snapshot
  document #1
    html #2
      body #3
        main id="m" #4
          p class="a" #5
            "One" #6
          div #7
            p #8
              "Two  words" #9
            p id="last" title="x y" #10
              "Three" #11
        p #12
          "Four" #13
        x-card #14
          ⌄shadow
            i #15
"#;

    fn page() -> Document {
        let mut document = Document::new();
        for event in testkit::recording(PAGE) {
            document.apply(&event, &mut Diagnostics::new());
        }
        document
    }

    fn found(path: &str) -> Vec<String> {
        let document = page();
        let name = |key: NodeKey| text_of(&document, key);
        XPath::parse(path).unwrap().find(&document).into_iter().map(name).collect()
    }

    #[test]
    fn steps_go_to_children_and_descendants() {
        assert_eq!(found("//p"), ["one", "two words", "three", "four"]);
        assert_eq!(found("/html/body/p"), ["four"]);
        assert_eq!(found("//main/div/p"), ["two words", "three"]);
        assert_eq!(found("//main//p"), ["one", "two words", "three"]);
        assert_eq!(found("//div/*[2]"), ["three"]);
        assert_eq!(found("//nav"), Vec::<String>::new());
    }

    #[test]
    fn conditions_are_on_place_attributes_and_text() {
        assert_eq!(found("//p[1]"), ["one", "two words", "four"], "the first of each parent");
        assert_eq!(found("//main/div/p[last()]"), ["three"]);
        assert_eq!(found("//p[@id]"), ["three"]);
        assert_eq!(found("//*[@id='m']/p"), ["one"]);
        assert_eq!(found("//p[contains(@title, 'x') and @id=\"last\"]"), ["three"]);
        assert_eq!(found("//p[text()='Two words']"), ["two words"]);
        assert_eq!(found("//p[contains(., 'hree')]"), ["three"]);
        assert_eq!(found("//p[starts-with(normalize-space(), 'Fo')]"), ["four"]);
        assert_eq!(found("//p[@class!='a'][1]"), ["two words", "four"]);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        for (path, column) in
            [("//p[", 5), ("//p[@id='x]", 10), ("p", 1), ("//p]", 4), ("//p[0]", 6), ("//", 3)]
        {
            assert_eq!(XPath::parse(path).unwrap_err().column, column, "{path}");
        }
    }

    #[test]
    fn the_path_of_every_element_finds_it_alone() {
        let document = page();
        let root = document.root().unwrap();
        for key in document.walk(root).filter(|&key| document.node(key).and_then(Node::element).is_some()) {
            let path = xpath_of(&document, key);
            assert_eq!(XPath::parse(&path).unwrap().find(&document), [key], "{path}");
        }
    }
}
