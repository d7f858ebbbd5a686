//! Facts as bytes, as they are kept beside the version of the analysis; another version does not read them.

use super::facts::*;
use dom::NodeKey;
use events::{TabId, Timestamp};

/// What a list of them may hold at most; more is no list that was written here.
const MOST: u64 = 1 << 24;

/// Written and read back the same way.
trait Bytes: Sized {
    fn put(&self, to: &mut Vec<u8>);
    fn take(from: &mut &[u8]) -> Option<Self>;
}

impl Facts {
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.put(&mut bytes);
        bytes
    }

    /// None where they are not what `to_bytes` made.
    pub fn from_bytes(mut bytes: &[u8]) -> Option<Facts> {
        Facts::take(&mut bytes).filter(|_| bytes.is_empty())
    }
}

impl Bytes for u64 {
    fn put(&self, to: &mut Vec<u8>) {
        let mut rest = *self;
        while rest >= 0x80 {
            to.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        to.push(rest as u8);
    }

    fn take(from: &mut &[u8]) -> Option<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let (&byte, rest) = from.split_first()?;
            *from = rest;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

/// Zigzag: small ones are short on both sides of zero.
impl Bytes for i64 {
    fn put(&self, to: &mut Vec<u8>) {
        ((self << 1) ^ (self >> 63)).cast_unsigned().put(to);
    }

    fn take(from: &mut &[u8]) -> Option<i64> {
        let raw = u64::take(from)?;
        Some((raw >> 1).cast_signed() ^ -(raw & 1).cast_signed())
    }
}

impl Bytes for u32 {
    fn put(&self, to: &mut Vec<u8>) {
        u64::from(*self).put(to);
    }

    fn take(from: &mut &[u8]) -> Option<u32> {
        u32::try_from(u64::take(from)?).ok()
    }
}

impl Bytes for usize {
    fn put(&self, to: &mut Vec<u8>) {
        (*self as u64).put(to);
    }

    fn take(from: &mut &[u8]) -> Option<usize> {
        usize::try_from(u64::take(from)?).ok()
    }
}

impl Bytes for bool {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }

    fn take(from: &mut &[u8]) -> Option<bool> {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        (byte < 2).then_some(byte == 1)
    }
}

impl Bytes for f64 {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend(self.to_le_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<f64> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(f64::from_le_bytes(*bytes))
    }
}

impl Bytes for String {
    fn put(&self, to: &mut Vec<u8>) {
        self.len().put(to);
        to.extend(self.as_bytes());
    }

    fn take(from: &mut &[u8]) -> Option<String> {
        let length = usize::take(from)?;
        let (bytes, rest) = from.split_at_checked(length)?;
        *from = rest;
        String::from_utf8(bytes.to_vec()).ok()
    }
}

impl Bytes for Timestamp {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn take(from: &mut &[u8]) -> Option<Timestamp> {
        i64::take(from).map(Timestamp)
    }
}

impl Bytes for TabId {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
    }

    fn take(from: &mut &[u8]) -> Option<TabId> {
        u32::take(from).map(TabId)
    }
}

impl Bytes for NodeKey {
    fn put(&self, to: &mut Vec<u8>) {
        self.raw().put(to);
    }

    fn take(from: &mut &[u8]) -> Option<NodeKey> {
        NodeKey::from_raw(u64::take(from)?)
    }
}

impl Bytes for Control {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(*self as u8);
    }

    fn take(from: &mut &[u8]) -> Option<Control> {
        let (&byte, rest) = from.split_first()?;
        *from = rest;
        Control::ALL.get(usize::from(byte)).copied()
    }
}

impl Bytes for Delays {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.iter().for_each(|delay| delay.put(to));
    }

    fn take(from: &mut &[u8]) -> Option<Delays> {
        let mut delays = Delays::default();
        for place in &mut delays.0 {
            *place = Bytes::take(from)?;
        }
        Some(delays)
    }
}

impl<A: Bytes, B: Bytes> Bytes for (A, B) {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
        self.1.put(to);
    }

    fn take(from: &mut &[u8]) -> Option<(A, B)> {
        Some((A::take(from)?, B::take(from)?))
    }
}

impl<T: Bytes> Bytes for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        self.iter().for_each(|it| it.put(to));
    }

    fn take(from: &mut &[u8]) -> Option<Option<T>> {
        Some(if bool::take(from)? { Some(T::take(from)?) } else { None })
    }
}

impl<T: Bytes> Bytes for Vec<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.len().put(to);
        self.iter().for_each(|it| it.put(to));
    }

    fn take(from: &mut &[u8]) -> Option<Vec<T>> {
        let length = u64::take(from).filter(|length| *length <= MOST)?;
        (0..length).map(|_| T::take(from)).collect()
    }
}

/// Field after field.
macro_rules! fields {
    ($kind:ident { $($field:ident),* $(,)? }) => {
        impl Bytes for $kind {
            fn put(&self, to: &mut Vec<u8>) {
                let $kind { $($field),* } = self;
                $($field.put(to);)*
            }

            fn take(from: &mut &[u8]) -> Option<$kind> {
                Some($kind { $($field: Bytes::take(from)?),* })
            }
        }
    };
}

fields!(ClickFact {
    time,
    tab,
    target,
    control,
    control_kind,
    label,
    text,
    position,
    on_page,
    is_excluded,
    after,
    before,
    selected_since,
    scrolled_since,
    busy_until,
    error_while_busy,
});
fields!(PointerFact { time, tab, x, y });
fields!(VisitFact { tab, href, from, until, acts, last_act, last_error, error, is_last, screens, turns });
fields!(FieldFact { target, label, first, last, corrections });
fields!(FormFact {
    tab,
    from,
    last,
    until,
    is_cluster,
    label,
    fields,
    last_field,
    sent,
    succeeded,
    complaint,
});
fields!(Facts { clicks, pointer, visits, forms, end });
