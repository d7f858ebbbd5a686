//! Where people suffer: facts that one pass gathers, and rules over them that can be changed at any time.

mod bytes;
mod control;
mod facts;
mod finding;
mod forms;
mod gather;
mod judge;
mod rage;
mod rule_set;
mod rules;
#[cfg(test)]
mod tests;
mod thrash;
mod ticking;

pub use facts::{
    ClickFact, Control, Delays, Facts, FieldFact, FormFact, LOOK_AHEAD, PointerFact, Signal, VisitFact,
};
pub use finding::{ClickEvidence, Evidence, FieldEvidence, Friction, FrictionKind};
pub use gather::Gatherer;
pub use judge::judge;
pub use rule_set::Rules;
pub use rules::{
    DEAD_RULES, DeadRule, ERROR_CLICK_RULES, ErrorClickRule, Judged, Nearness, Pace, RAGE_RULES, RageRule,
    Same, THRASH_RULES, ThrashRule,
};
