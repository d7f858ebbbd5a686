//! Moments as people and scripts write them.

use events::{Timestamp, WallClock};

/// `1500` (milliseconds), `1:23.4`, `1:02:03` from the start of the recording, or `@1795420729878` by the wall clock.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MomentText {
    Offset(Timestamp),
    Wall(WallClock),
}

impl MomentText {
    /// An error is a sentence for the person who typed it.
    pub fn parse(text: &str) -> Result<MomentText, String> {
        let wrong = || {
            format!(
                "“{text}” is no moment; write milliseconds (1500), a clock (1:23.4) or @ and an epoch in milliseconds"
            )
        };
        let number = |digits: &str| -> Result<f64, String> {
            let plain = digits.chars().all(|c| c.is_ascii_digit() || c == '.');
            digits.parse::<f64>().ok().filter(|n| plain && n.is_finite()).ok_or_else(wrong)
        };
        if let Some(epoch) = text.strip_prefix('@') {
            return Ok(MomentText::Wall(WallClock::from_millis(number(epoch)?)));
        }
        if !text.contains(':') {
            return Ok(MomentText::Offset(Timestamp::from_millis(number(text)?)));
        }
        let mut seconds = 0.0;
        for part in text.split(':') {
            seconds = seconds * 60.0 + number(part)?;
        }
        Ok(MomentText::Offset(Timestamp::from_millis(seconds * 1000.0)))
    }

    /// In a recording that began at `start`.
    pub fn resolve(self, start: WallClock) -> Timestamp {
        match self {
            MomentText::Offset(at) => at,
            MomentText::Wall(wall) => wall.since(start),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        for (text, millis) in
            [("1500", 1500.0), ("0", 0.0), ("1:23.4", 83_400.0), ("1:02:03", 3_723_000.0), ("12.5", 12.5)]
        {
            assert_eq!(
                MomentText::parse(text),
                Ok(MomentText::Offset(Timestamp::from_millis(millis))),
                "{text}"
            );
        }
        let wall = MomentText::parse("@1795420729878").unwrap();
        assert_eq!(wall.resolve(WallClock::from_millis(1_795_420_729_000.0)), Timestamp::from_millis(878.0));
    }

    #[test]
    fn anything_else_is_refused_with_the_forms() {
        for text in ["", "soon", "-5", "1e3", "1:xx", "@", "NaN"] {
            assert!(MomentText::parse(text).unwrap_err().contains("milliseconds"), "{text}");
        }
    }
}
