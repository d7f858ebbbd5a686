//! Pictures and fonts that the text of style sheets names and that were not recorded.

use super::words::lack;
use events::derived::{Lack, LackKind};
use events::{Text, Timestamp};
use std::collections::HashSet;

#[derive(Clone, Debug, Default)]
pub(super) struct SheetAssets {
    addresses: HashSet<Text>,
    first: Option<(Timestamp, Text)>,
}

impl SheetAssets {
    pub fn text(&mut self, css: &str, at: Timestamp) {
        for address in addresses(css) {
            if self.addresses.contains(address) {
                continue;
            }
            let address = Text::from(address);
            self.first.get_or_insert_with(|| (at, address.clone()));
            self.addresses.insert(address);
        }
    }

    pub fn lack(&self) -> Option<Lack> {
        let (first, example) = self.first.clone()?;
        let count = self.addresses.len() as u64;
        Some(Lack { example, ..lack(LackKind::SheetAssets, count, None, Some(first)) })
    }
}

/// What stands in `url(…)` and has its content elsewhere.
fn addresses(css: &str) -> impl Iterator<Item = &str> {
    css.split("url(").skip(1).filter_map(|rest| {
        let rest = rest.trim_start();
        let (end, quote) = match rest.chars().next()? {
            quote @ ('"' | '\'') => (quote, 1),
            _ => (')', 0),
        };
        let address = rest.get(quote..)?.split(end).next()?.trim();
        let is_elsewhere = !address.is_empty()
            && !address.starts_with('#')
            && !address.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
        is_elsewhere.then_some(address)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stand_in_brackets_with_and_without_quotes() {
        let css = r##"a{background:url( "https://a.test/b(1).png" )} b{src:url(c.woff2), url('d.png')}
            i{fill:url(#e); mask:url(data:image/png;base64,AA==); background:url(""); content:url("##;
        assert_eq!(addresses(css).collect::<Vec<_>>(), ["https://a.test/b(1).png", "c.woff2", "d.png"]);
    }
}
