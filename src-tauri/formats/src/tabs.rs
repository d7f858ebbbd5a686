//! The windows or tabs that a container names, numbered as they appear.

use crate::splitter::Tab;
use events::TabId;
use events::limits::MAX_TABS;
use std::collections::HashMap;

pub(crate) struct Tabs {
    /// Invariant: never empty. The first is "" until an event says otherwise.
    names: Vec<String>,
    numbers: HashMap<String, u32>,
}

impl Tabs {
    pub(crate) fn new() -> Tabs {
        Tabs { names: vec![String::new()], numbers: HashMap::new() }
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn number(&mut self, tab: Option<&Tab>) -> TabId {
        let name = tab.map_or("", |tab| &**tab);
        if let Some(&number) = self.numbers.get(name) {
            return TabId(number);
        }
        if self.numbers.is_empty() {
            self.names.clear();
        }
        let number = u32::try_from(self.names.len().min(MAX_TABS - 1)).unwrap_or(0);
        if self.names.len() < MAX_TABS {
            self.names.push(name.to_owned());
            self.numbers.insert(name.to_owned(), number);
        }
        TabId(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_are_numbered_as_they_appear() {
        let mut tabs = Tabs::new();
        assert_eq!(tabs.names(), [""]);
        let numbers = ["b", "a", "b"].map(|name| tabs.number(Some(&Tab::from(name))).0);
        assert_eq!((numbers, tabs.number(None)), ([0, 1, 0], TabId(2)));
        assert_eq!(tabs.names(), ["b", "a", ""]);
        for name in 0..2 * MAX_TABS {
            tabs.number(Some(&Tab::from(name.to_string())));
        }
        assert_eq!(tabs.names().len(), MAX_TABS);
    }
}
