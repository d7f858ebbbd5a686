//! A name or value in a selector.

use precomputed_hash::PrecomputedHash;
use std::borrow::Borrow;
use std::fmt::{self, Write};

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Name {
    text: Box<str>,
    hash: u32,
}

impl Name {
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<&str> for Name {
    fn from(text: &str) -> Name {
        Name { text: text.into(), hash: hash(text) }
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.text
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl cssparser::ToCss for Name {
    fn to_css<W: Write>(&self, to: &mut W) -> fmt::Result {
        cssparser::serialize_identifier(&self.text, to)
    }
}

impl PrecomputedHash for Name {
    fn precomputed_hash(&self) -> u32 {
        self.hash
    }
}

/// FNV-1a.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
