//! Decimal numbers as controls hold them: exact, because a slider at three steps of 0.1 says 0.3.

use std::fmt;

/// Digits behind the point that are kept: more than any recorded control has.
const SCALE: u32 = 12;
const ONE: i128 = 10_i128.pow(SCALE);
/// Bound of what is kept exactly, so that no sum overflows.
const LIMIT: i128 = i128::MAX / 4;

/// A number in units of 10^-12.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Decimal(i128);

impl Decimal {
    pub(super) const ZERO: Decimal = Decimal(0);

    pub(super) const fn new(whole: i64) -> Decimal {
        Decimal(whole as i128 * ONE)
    }

    /// A valid floating-point number of the HTML standard.
    pub(super) fn parse(text: &str) -> Option<Decimal> {
        if !is_valid(text) {
            return None;
        }
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let negative = whole.starts_with('-');
        let digits = whole.trim_start_matches('-').bytes().chain(fraction.bytes());
        let mut units: i128 = 0;
        for digit in digits {
            units = units.checked_mul(10)?.checked_add(i128::from(digit.wrapping_sub(b'0')))?;
        }
        let exponent: i64 = exponent.trim_start_matches('+').parse().ok()?;
        let shift = i64::from(SCALE) + exponent - i64::try_from(fraction.len()).ok()?;
        let power = |shift: i64| u32::try_from(shift).ok().and_then(|shift| 10_i128.checked_pow(shift));
        units = if shift >= 0 { units.checked_mul(power(shift)?)? } else { units / power(-shift)? };
        (units <= LIMIT).then_some(Decimal(if negative { -units } else { units }))
    }

    pub(super) fn plus(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_add(other.0))
    }

    pub(super) fn minus(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_sub(other.0))
    }

    pub(super) fn middle(self, other: Decimal) -> Decimal {
        Decimal(self.0.saturating_add(other.0) / 2)
    }

    /// The nearest number that lies a whole number of steps from `base`; the higher one of two.
    pub(super) fn round_to(self, base: Decimal, step: Decimal) -> Decimal {
        if step.0 <= 0 {
            return self;
        }
        let offset = self.0.saturating_sub(base.0);
        let below = offset.div_euclid(step.0);
        let rest = offset.rem_euclid(step.0);
        let steps = if rest.saturating_mul(2) >= step.0 { below + 1 } else { below };
        Decimal(base.0.saturating_add(steps.saturating_mul(step.0)))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let units = self.0.unsigned_abs();
        let (whole, fraction) = (units / ONE.unsigned_abs(), units % ONE.unsigned_abs());
        if fraction == 0 {
            return write!(f, "{sign}{whole}");
        }
        let digits = format!("{fraction:0width$}", width = SCALE as usize);
        write!(f, "{sign}{whole}.{}", digits.trim_end_matches('0'))
    }
}

/// <https://html.spec.whatwg.org/multipage/common-microsyntaxes.html#valid-floating-point-number>
pub(super) fn is_valid(text: &str) -> bool {
    let are_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit());
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
    let has_digits = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole.is_empty() || are_digits(whole)) && are_digits(fraction),
        None => are_digits(mantissa),
    };
    let has_exponent =
        exponent.is_none_or(|exponent| are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)));
    has_digits && has_exponent && text.parse::<f64>().is_ok_and(f64::is_finite)
}
