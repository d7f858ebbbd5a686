//! The query with its conditions looked up.

use super::leaf::Leaf;
use crate::LibraryError;
use crate::query::Expr;
use crate::recordings::Key;
use fixedbitset::FixedBitSet;
use rusqlite::Connection;

/// So many recordings are asked one by one; then even a condition that many texts fulfil is looked up as a whole.
pub const MOST_ASKED: usize = 1_500;

/// Recordings by their key.
#[derive(Clone, Default, Debug)]
pub struct KeySet {
    bits: FixedBitSet,
    /// Where true, those that are not in `bits`.
    is_inverse: bool,
}

impl KeySet {
    fn all() -> KeySet {
        KeySet { bits: FixedBitSet::new(), is_inverse: true }
    }

    pub fn insert(&mut self, key: Key) {
        let place = usize::try_from(key).unwrap_or(0);
        self.bits.grow(place + 1);
        self.bits.insert(place);
    }

    pub fn contains(&self, key: Key) -> bool {
        self.bits.contains(usize::try_from(key).unwrap_or(0)) != self.is_inverse
    }

    fn inverse(mut self) -> KeySet {
        self.is_inverse = !self.is_inverse;
        self
    }

    fn and(self, other: KeySet) -> KeySet {
        let (mut a, b) = if self.is_inverse { (other, self) } else { (self, other) };
        match (a.is_inverse, b.is_inverse) {
            (false, false) => a.bits.intersect_with(&b.bits),
            (false, true) => a.bits.difference_with(&b.bits),
            _ => a.bits.union_with(&b.bits),
        }
        a
    }

    fn or(self, other: KeySet) -> KeySet {
        self.inverse().and(other.inverse()).inverse()
    }
}

#[derive(Debug)]
pub struct Plan {
    root: Node,
}

#[derive(Debug)]
enum Node {
    All(Vec<Node>),
    Any(Vec<Node>),
    Not(Box<Node>),
    Leaf(Leaf),
}

impl Plan {
    pub fn new(connection: &Connection, query: &Expr) -> Result<Plan, LibraryError> {
        Ok(Plan { root: build(connection, query, true)? })
    }

    /// Every recording that fulfils it, and perhaps others.
    pub fn candidates(&self) -> KeySet {
        at_most(&self.root)
    }

    /// Some condition is asked of each recording.
    pub fn asks(&self) -> bool {
        self.leaves().iter().any(|leaf| leaf.set.is_none())
    }

    /// Looks everything up, however much it is.
    pub fn settle(&mut self, connection: &Connection) -> Result<(), LibraryError> {
        settle(&mut self.root, connection)
    }

    pub fn holds(&self, connection: &Connection, key: Key) -> Result<bool, LibraryError> {
        holds(&self.root, connection, key)
    }

    /// Conditions whose moments are hits.
    pub fn wanted(&self) -> Vec<&Leaf> {
        self.leaves().into_iter().filter(|leaf| leaf.is_wanted).collect()
    }

    fn leaves(&self) -> Vec<&Leaf> {
        let mut leaves = Vec::new();
        collect(&self.root, &mut leaves);
        leaves
    }
}

fn build(connection: &Connection, expr: &Expr, is_wanted: bool) -> Result<Node, LibraryError> {
    let several = |parts: &[Expr]| {
        parts.iter().map(|part| build(connection, part, is_wanted)).collect::<Result<Vec<_>, _>>()
    };
    Ok(match expr {
        Expr::All(parts) => Node::All(several(parts)?),
        Expr::Any(parts) => Node::Any(several(parts)?),
        Expr::Not(inner) => Node::Not(Box::new(build(connection, inner, !is_wanted)?)),
        Expr::Is(condition) => Node::Leaf(Leaf::new(connection, condition, is_wanted)?),
    })
}

fn at_most(node: &Node) -> KeySet {
    match node {
        Node::All(parts) => parts.iter().map(at_most).fold(KeySet::all(), KeySet::and),
        Node::Any(parts) => parts.iter().map(at_most).fold(KeySet::default(), KeySet::or),
        Node::Not(inner) => at_least(inner).inverse(),
        Node::Leaf(leaf) => leaf.set.clone().unwrap_or_else(KeySet::all),
    }
}

/// Recordings that fulfil it for sure.
fn at_least(node: &Node) -> KeySet {
    match node {
        Node::All(parts) => parts.iter().map(at_least).fold(KeySet::all(), KeySet::and),
        Node::Any(parts) => parts.iter().map(at_least).fold(KeySet::default(), KeySet::or),
        Node::Not(inner) => at_most(inner).inverse(),
        Node::Leaf(leaf) => leaf.set.clone().unwrap_or_default(),
    }
}

fn settle(node: &mut Node, connection: &Connection) -> Result<(), LibraryError> {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter_mut().try_for_each(|part| settle(part, connection)),
        Node::Not(inner) => settle(inner, connection),
        Node::Leaf(leaf) => leaf.resolve(connection, usize::MAX),
    }
}

fn holds(node: &Node, connection: &Connection, key: Key) -> Result<bool, LibraryError> {
    match node {
        Node::All(parts) => {
            for part in parts {
                if !holds(part, connection, key)? {
                    return Ok(false);
                }
            }
            Ok(true)
        }
        Node::Any(parts) => {
            for part in parts {
                if holds(part, connection, key)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        Node::Not(inner) => Ok(!holds(inner, connection, key)?),
        Node::Leaf(leaf) => leaf.holds(connection, key),
    }
}

fn collect<'n>(node: &'n Node, leaves: &mut Vec<&'n Leaf>) {
    match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().for_each(|part| collect(part, leaves)),
        Node::Not(inner) => collect(inner, leaves),
        Node::Leaf(leaf) => leaves.push(leaf),
    }
}
