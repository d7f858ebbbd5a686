//! Texts and typed values that the recorder replaced by stars.

use super::words::lack;
use events::Timestamp;
use events::derived::{Lack, LackKind};

/// What recorders write for a letter.
const STARS: [char; 3] = ['*', '•', '●'];

#[derive(Clone, Debug, Default)]
pub(super) struct Masks {
    texts: Share,
    inputs: Share,
}

#[derive(Clone, Debug, Default)]
struct Share {
    masked: u64,
    of: u64,
    first: Option<Timestamp>,
}

impl Masks {
    pub fn text(&mut self, text: &str, at: Timestamp) {
        self.texts.add(text, at);
    }

    pub fn input(&mut self, value: &str, at: Timestamp) {
        self.inputs.add(value, at);
    }

    pub fn lacks(&self) -> impl Iterator<Item = Lack> {
        let shares = [(LackKind::MaskedTexts, &self.texts), (LackKind::MaskedInputs, &self.inputs)];
        shares
            .into_iter()
            .filter(|(_, share)| share.masked > 0)
            .map(|(kind, share)| lack(kind, share.masked, Some(share.of), share.first))
    }
}

impl Share {
    fn add(&mut self, text: &str, at: Timestamp) {
        let mut letters = text.chars().filter(|letter| !letter.is_whitespace()).peekable();
        if letters.peek().is_none() {
            return;
        }
        self.of += 1;
        if letters.all(|letter| STARS.contains(&letter)) {
            self.masked += 1;
            self.first.get_or_insert(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_texts_do_not_count() {
        let mut masks = Masks::default();
        for text in ["", " \n", "Hello", "***** ***", "a*", "•••"] {
            masks.text(text, Timestamp(7));
        }
        let lacks: Vec<_> = masks.lacks().map(|lack| (lack.kind, lack.count, lack.of, lack.first)).collect();
        assert_eq!(lacks, [(LackKind::MaskedTexts, 2, Some(4), Some(Timestamp(7)))]);
    }
}
