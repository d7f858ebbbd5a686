//! Days and months as a person writes them.

use super::values::Bounds;
use jiff::ToSpan;
use jiff::civil::Date;

/// The moment of asking. The library knows no clock and no zone: whoever asks brings them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Today {
    /// Microseconds since the Unix epoch.
    pub now: i64,
    /// East of Greenwich, in seconds: days begin at the asking person's midnight.
    pub offset: i32,
}

const DAY: i64 = 86_400_000_000;

impl Today {
    fn date(self) -> Option<Date> {
        let days = self.now.saturating_add(self.east()).div_euclid(DAY);
        Date::constant(1970, 1, 1).checked_add(days.days()).ok()
    }

    fn east(self) -> i64 {
        i64::from(self.offset) * 1_000_000
    }

    /// From the midnight that begins `first` to the last microsecond before `end`.
    fn span(self, first: Date, end: Date) -> Option<Bounds> {
        let midnight = |date: Date| {
            let days = Date::constant(1970, 1, 1).until(date).ok()?.get_days();
            Some(i64::from(days) * DAY - self.east())
        };
        Some(Bounds { least: midnight(first)?, most: midnight(end)? - 1 })
    }
}

/// `2026`, `2026-11`, `2026-11-23`, `today`, `yesterday`; `7d` is the last seven days with today, `2w` two weeks.
pub fn days(text: &str, today: Today) -> Option<Bounds> {
    let now = today.date()?;
    let tomorrow = now.tomorrow().ok()?;
    match text {
        "today" => return today.span(now, tomorrow),
        "yesterday" => return today.span(now.yesterday().ok()?, now),
        _ => {}
    }
    for (unit, days) in [('d', 1), ('w', 7)] {
        if let Some(count) = text.strip_suffix(unit) {
            let back = count.parse::<i64>().ok().filter(|count| (1..=100_000).contains(count))? * days;
            return today.span(tomorrow.checked_sub(back.days()).ok()?, tomorrow);
        }
    }
    let parts: Option<Vec<i16>> = text.split('-').map(|part| part.parse().ok()).collect();
    let (first, length) = match *parts?.as_slice() {
        [year] if year >= 1000 => (Date::new(year, 1, 1).ok()?, 1.year()),
        [year, month] => (Date::new(year, i8::try_from(month).ok()?, 1).ok()?, 1.month()),
        [year, month, day] => {
            (Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?, 1.day())
        }
        _ => return None,
    };
    today.span(first, first.checked_add(length).ok()?)
}
