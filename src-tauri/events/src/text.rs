//! The string of the engine: shared, immutable, cheap to clone.

use smol_str::SmolStr;
use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

/// A recorded string. Cloning shares a long one, so documents, keyframes and patches hold one copy of a sheet; a short
/// one (a tag, an id, a word) stands in the value itself and needs no memory of its own.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Text(SmolStr);

impl Text {
    pub fn new(text: &str) -> Text {
        Text(SmolStr::from(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both are the same allocation (a cheap 'yes, equal'; a 'no' says nothing) or one short text.
    pub fn same(&self, other: &Text) -> bool {
        if self.0.is_heap_allocated() { self.address() == other.address() } else { self == other }
    }

    /// The address of a long text's shared allocation, for caches that hold a clone of this `Text`. A short text, which
    /// has none, gives where it stands now.
    pub fn address(&self) -> usize {
        self.0.as_ptr().addr()
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Text {
        Text::new(text)
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(SmolStr::from(text))
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0.as_str() == other
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0.as_str() == *other
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0.as_str(), f)
    }
}

/// Length in UTF-16 units, the unit of recorded offsets.
pub fn utf16_len(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}
