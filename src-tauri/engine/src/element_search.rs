//! Elements of a document by a text, a CSS selector or an XPath, whichever it is.

use crate::EngineError;
use dom::{Document, Node, NodeKey};
use questions::{Selector, XPath, own_text, plain, value_of};

/// How the elements were found.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FoundBy {
    Selector,
    XPath,
    /// Their own text, what they hold, or an attribute has the words.
    Text,
}

impl FoundBy {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            FoundBy::Selector => "CSS selector",
            FoundBy::XPath => "XPath",
            FoundBy::Text => "text",
        }
    }
}

/// In document order. What begins with a slash is an XPath; what is a selector and finds something is one; else it is text.
pub fn find_elements(document: &Document, text: &str) -> Result<(FoundBy, Vec<NodeKey>), EngineError> {
    let text = text.trim();
    if text.starts_with('/') {
        let path = XPath::parse(text).map_err(EngineError::selector)?;
        return Ok((FoundBy::XPath, path.find(document)));
    }
    let selector = Selector::parse(text);
    if let Ok(selector) = &selector {
        let found = selector.find(document);
        if !found.is_empty() {
            return Ok((FoundBy::Selector, found));
        }
    }
    let found = by_text(document, &plain(text));
    match selector {
        // Nobody writes this as a text of a page.
        Err(problem) if found.is_empty() && text.contains(['[', '>', '{']) => {
            Err(EngineError::selector(problem))
        }
        _ => Ok((FoundBy::Text, found)),
    }
}

fn by_text(document: &Document, words: &str) -> Vec<NodeKey> {
    let has = |text: &str| plain(text).contains(words);
    let is_found = |key: &NodeKey| {
        let Some(element) = document.node(*key).and_then(Node::element) else { return false };
        !words.is_empty()
            && (has(&own_text(document, *key))
                || value_of(document, *key).is_some_and(|value| has(&value))
                || element.attributes.iter().any(|(name, value)| has(name) || has(value)))
    };
    document.root().map(|root| document.walk(root).filter(is_found).collect()).unwrap_or_default()
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
        p class="note" #4
          "Order" #5
          b #6
            "placed" #7
        input placeholder="Your order" #8
"#;

    #[test]
    fn each_way_of_naming_an_element_is_understood() {
        let mut document = Document::new();
        for event in testkit::recording(PAGE) {
            document.apply(&event, &mut Diagnostics::new());
        }
        let tags = |text: &str| {
            let (by, found) = find_elements(&document, text).unwrap();
            let tag = |key: NodeKey| document.node(key).unwrap().element().unwrap().tag.to_string();
            (by.name(), found.into_iter().map(tag).collect::<Vec<_>>())
        };
        assert_eq!(tags("p.note"), ("CSS selector", vec!["p".to_owned()]));
        assert_eq!(tags("//p/b"), ("XPath", vec!["b".to_owned()]));
        assert_eq!(tags("ORDER"), ("text", vec!["p".to_owned(), "input".to_owned()]));
        assert_eq!(tags("placed"), ("text", vec!["b".to_owned()]));
        assert_eq!(tags("nowhere"), ("text", Vec::new()));
        assert!(find_elements(&document, "p[").is_err() && find_elements(&document, "//p[").is_err());
    }
}
