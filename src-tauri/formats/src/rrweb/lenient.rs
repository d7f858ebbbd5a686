//! Values that take what they can from any kind of JSON value.

use super::packer::{Unpacked, unpack_text};
use super::wire::{Read, Reader, read_json};
use events::{SourceNodeId, Text};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess};

/// Any scalar, and whether something else stood there.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) enum Scalar {
    #[default]
    Null,
    Boolean(bool),
    Number(f64),
    Text(Text),
    /// An object or an array.
    Nested,
}

impl Scalar {
    /// As text, the way a browser would write it. Null is "".
    pub(super) fn into_text(self) -> Text {
        match self {
            Scalar::Null | Scalar::Nested => Text::default(),
            Scalar::Boolean(value) => Text::new(if value { "true" } else { "false" }),
            Scalar::Number(number) => number_text(number).into(),
            Scalar::Text(text) => text,
        }
    }

    pub(super) fn as_number(&self) -> Option<f64> {
        match self {
            Scalar::Number(number) => Some(*number),
            Scalar::Text(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// Only what says yes: `true`, a number that is not 0, the text "true".
    pub(super) fn is_true(&self) -> bool {
        match self {
            Scalar::Boolean(value) => *value,
            Scalar::Number(number) => *number != 0.0,
            Scalar::Text(text) => *text == "true",
            Scalar::Null | Scalar::Nested => false,
        }
    }

    pub(super) fn as_boolean(&self) -> Option<bool> {
        match self {
            Scalar::Null | Scalar::Nested => None,
            other => Some(other.is_true()),
        }
    }
}

impl<'de> Reader<'de> for Scalar {
    type Out = Scalar;

    fn other(self) -> Scalar {
        self
    }

    fn boolean(self, value: bool) -> Scalar {
        Scalar::Boolean(value)
    }

    fn number(self, value: f64) -> Scalar {
        Scalar::Number(value)
    }

    fn text(self, value: &str) -> Scalar {
        Scalar::Text(Text::new(value))
    }

    fn seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Scalar, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nested)
    }

    fn map<A: MapAccess<'de>>(self, mut members: A) -> Result<Scalar, A::Error> {
        while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Nested)
    }
}

/// What stands where a node's id belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct NodeRef {
    pub(super) id: Option<SourceNodeId>,
    /// Something other than null stands there. Without a usable id it is -1 or the like: the recorder did not know.
    pub(super) given: bool,
    /// A number in other clothing: "12".
    pub(super) bent: bool,
}

impl NodeRef {
    pub(super) fn of_number(number: f64, bent: bool) -> NodeRef {
        let id = if number.fract() == 0.0 && number > 0.0 { SourceNodeId::new(number as u64) } else { None };
        NodeRef { id, given: true, bent }
    }
}

impl Reader<'_> for NodeRef {
    type Out = NodeRef;

    fn other(self) -> NodeRef {
        self
    }

    fn number(self, value: f64) -> NodeRef {
        NodeRef::of_number(value, false)
    }

    fn text(self, value: &str) -> NodeRef {
        let number = value.trim().parse();
        number.map_or(NodeRef { given: true, ..self }, |number| NodeRef::of_number(number, true))
    }
}

/// A number, also as text.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub(super) struct Number(pub(super) Option<f64>);

impl Reader<'_> for Number {
    type Out = Number;

    fn other(self) -> Number {
        self
    }

    fn number(self, value: f64) -> Number {
        Number(value.is_finite().then_some(value))
    }

    fn text(self, value: &str) -> Number {
        Number(value.trim().parse().ok().filter(|number: &f64| number.is_finite()))
    }
}

/// An object; None where something else stands. An empty array is an empty object to some storage layers.
#[derive(Debug)]
pub(super) struct Entry<T>(pub(super) Option<T>);

impl<T> Default for Entry<T> {
    fn default() -> Entry<T> {
        Entry(None)
    }
}

impl<'de, T: Deserialize<'de>> Reader<'de> for Entry<T> {
    type Out = Entry<T>;

    fn other(self) -> Entry<T> {
        self
    }

    fn map<A: MapAccess<'de>>(self, members: A) -> Result<Entry<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(members)).map(|value| Entry(Some(value)))
    }
}

/// An array, or an object with index keys.
#[derive(Debug)]
pub(super) struct List<T> {
    pub(super) items: Vec<T>,
    /// An array stood there, in whatever form.
    pub(super) given: bool,
    /// It was an object with index keys.
    pub(super) bent: bool,
    /// It was a string that could not be unpacked.
    pub(super) undecoded: bool,
}

impl<T> Default for List<T> {
    fn default() -> List<T> {
        List { items: Vec::new(), given: false, bent: false, undecoded: false }
    }
}

impl<'de, T: Deserialize<'de>> Reader<'de> for List<T>
where
    List<T>: FromPacked,
{
    type Out = List<T>;

    fn other(self) -> List<T> {
        self
    }

    /// PostHog compresses the arrays of an event one by one.
    fn text(self, value: &str) -> List<T> {
        FromPacked::from_packed(value)
    }

    fn seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<List<T>, A::Error> {
        while let Some(item) = items.next_element()? {
            self.items.push(item);
        }
        self.given = true;
        Ok(self)
    }

    fn map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<List<T>, A::Error> {
        while let Some((_, item)) = members.next_entry::<IgnoredAny, T>()? {
            self.items.push(item);
        }
        self.bent = !self.items.is_empty();
        self.given = true;
        Ok(self)
    }
}

/// What can be read from a string that holds its JSON text compressed.
pub(super) trait FromPacked {
    fn from_packed(text: &str) -> Self;
}

impl<T: DeserializeOwned> FromPacked for List<T> {
    fn from_packed(text: &str) -> List<T> {
        let unpacked = match unpack_text(text.as_bytes()) {
            Unpacked::Inflated(json) => String::from_utf8(json).ok(),
            _ => None,
        };
        let list: Option<List<T>> = unpacked.and_then(|json| read_json(&json).ok());
        list.unwrap_or(List { undecoded: true, ..List::default() })
    }
}

macro_rules! deserialize_by_reader {
    ($($name:ident $(<$item:ident>)?),*) => {$(
        impl<'de $(, $item: DeserializeOwned)?> Deserialize<'de> for $name $(<$item>)? {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Read($name::default()).deserialize(deserializer)
            }
        }
    )*};
}
deserialize_by_reader!(NodeRef, Number, Scalar, Entry<T>, List<T>);

/// A number as JavaScript writes it.
pub(super) fn number_text(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-6..1e21).contains(&size) {
        let text = format!("{number:e}");
        return if size >= 1e21 { text.replace('e', "e+") } else { text };
    }
    // Not "-0".
    format!("{}", number + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        let check = |number: f64, expected: &str| assert_eq!(number_text(number), expected);
        check(0.0, "0");
        check(-0.0, "0");
        check(12.0, "12");
        check(-1.5, "-1.5");
        check(0.1 + 0.2, "0.30000000000000004");
        check(1e21, "1e+21");
        check(123456789012345680000.0, "123456789012345680000");
        check(1e-7, "1e-7");
        check(0.000001, "0.000001");
    }

    #[test]
    fn ids_are_whole_positive_numbers_in_any_clothing() {
        let check = |json: &str, id: u64, given: bool, bent: bool| {
            let expected = NodeRef { id: SourceNodeId::new(id), given, bent };
            assert_eq!(read_json::<NodeRef>(json).unwrap(), expected, "{json}");
        };
        check("12", 12, true, false);
        check("12.0", 12, true, false);
        check("\"12\"", 12, true, true);
        check("null", 0, false, false);
        check("-1", 0, true, false);
        check("0", 0, true, false);
        check("1.5", 0, true, false);
        check("1e300", 0, true, false);
        check("\"x\"", 0, true, false);
        check("[1]", 0, false, false);
    }

    #[test]
    fn lists_come_as_arrays_objects_and_compressed_text() {
        let check = |json: &str, expected: &[Option<f64>]| {
            let list = read_json::<List<Number>>(json).unwrap();
            let items: Vec<Option<f64>> = list.items.iter().map(|number| number.0).collect();
            assert_eq!(items, expected, "{json}");
        };
        check("[1, \"2\", null]", &[Some(1.0), Some(2.0), None]);
        check(r#"{"0":1,"1":2}"#, &[Some(1.0), Some(2.0)]);
        check("null", &[]);
        check("\"x\"", &[]);
        assert!(read_json::<List<Number>>("\"x\"").unwrap().undecoded);
        assert!(read_json::<List<Number>>(r#"{"0":1}"#).unwrap().bent);
    }
}
