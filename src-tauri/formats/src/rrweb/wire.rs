//! Reading JSON that storage layers have bent: numbers as text, `[]` for `{}`, arrays as objects with index keys, null
//! for anything.
//!
//! A reader says what it makes of each kind of value; whatever it does not expect is passed over. So a value of the
//! wrong kind spoils itself and not its event, and only text that is not JSON at all is an error.

use crate::splitter::Scanner;
use events::limits::MAX_JSON_DEPTH;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// What a JSON value is turned into, by its kind.
pub(super) trait Reader<'de>: Sized {
    type Out;

    /// For every kind that is not expected, and for null.
    fn other(self) -> Self::Out;

    fn boolean(self, _value: bool) -> Self::Out {
        self.other()
    }

    fn number(self, _value: f64) -> Self::Out {
        self.other()
    }

    fn text(self, _value: &str) -> Self::Out {
        self.other()
    }

    fn seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Out, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(self.other())
    }

    fn map<A: MapAccess<'de>>(self, mut members: A) -> Result<Self::Out, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(self.other())
    }
}

/// A reader where serde wants a seed.
pub(super) struct Read<R>(pub(super) R);

impl<'de, R: Reader<'de>> DeserializeSeed<'de> for Read<R> {
    type Value = R::Out;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Out, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, R: Reader<'de>> Visitor<'de> for Read<R> {
    type Value = R::Out;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<R::Out, E> {
        Ok(self.0.boolean(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<R::Out, E> {
        Ok(self.0.number(value as f64))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<R::Out, E> {
        Ok(self.0.number(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<R::Out, E> {
        Ok(self.0.number(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<R::Out, E> {
        Ok(self.0.text(value))
    }

    fn visit_unit<E: Error>(self) -> Result<R::Out, E> {
        Ok(self.0.other())
    }

    fn visit_none<E: Error>(self) -> Result<R::Out, E> {
        Ok(self.0.other())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Out, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<R::Out, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<R::Out, A::Error> {
        self.0.seq(items)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<R::Out, A::Error> {
        self.0.map(members)
    }
}

/// A member's name, turned into what the function makes of it without a copy.
pub(super) struct Name<F>(pub(super) F);

impl<'de, T, F: FnOnce(&str) -> T> DeserializeSeed<'de> for Name<F> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<T, F: FnOnce(&str) -> T> Visitor<'_> for Name<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member's name")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<T, E> {
        Ok((self.0)(value))
    }
}

/// Deeper texts are read on a stack that grows: serde_json refuses them at 128 levels.
const SHALLOW_DEPTH: usize = 100;

/// Reads a value whatever the depth of the text.
pub(super) fn read_json<'de, T: Deserialize<'de>>(text: &'de str) -> serde_json::Result<T> {
    match serde_json::from_str(text) {
        Err(_) if is_too_deep(text) => Err(Error::custom("nested deeper than the limit")),
        Err(_) if depth(text) > SHALLOW_DEPTH => {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            deserializer.disable_recursion_limit();
            T::deserialize(serde_stacker::Deserializer::new(&mut deserializer))
        }
        result => result,
    }
}

/// Reads an object; where something else stands, none of its members.
pub(super) fn read_object<'de, T: Deserialize<'de> + Default>(text: &'de str) -> serde_json::Result<T> {
    if text.trim_start().starts_with('{') { read_json(text) } else { Ok(T::default()) }
}

pub(super) fn is_too_deep(text: &str) -> bool {
    depth(text) > MAX_JSON_DEPTH
}

fn depth(text: &str) -> usize {
    let mut scanner = Scanner::new();
    scanner.feed(text.trim_start().as_bytes());
    scanner.deepest()
}

#[cfg(test)]
mod tests {
    use super::super::lenient::Scalar;
    use super::*;

    #[test]
    fn depth_does_not_matter() {
        let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
        assert_eq!(read_json::<Scalar>(&deep).unwrap(), Scalar::Nested);
        assert_eq!(depth(&deep), 5_000);
    }
}
