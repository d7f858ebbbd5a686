//! What a generated recording is made from: a list of steps, so that a test can leave steps out until the rest still fails.

use std::collections::BTreeMap;
use std::fmt;

macro_rules! acts {
    ($($group:literal: $($name:ident)+;)+) => {
        /// One thing that happens to the page, to its recorder, or to the file on its way.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum Act {
            $($($name,)+)+
        }

        impl Act {
            pub const ALL: &'static [Act] = &[$($(Act::$name,)+)+];

            pub fn group(self) -> &'static str {
                match self {
                    $($(Act::$name)|+ => $group,)+
                }
            }
        }
    };
}

acts! {
    "the page's tree":
        AddElement AddText AddComment AddSubtree AddHost AddForm AddStyle AddFrame AddSvg
        Remove RemoveInShadow RemoveInFrame
        SetText SetAttribute RemoveAttribute SetStyle ChangeStyle
        ReplaceRoot ReplaceDoctype;
    "moves":
        MoveWithin MoveAcross MoveIntoNew MoveIntoShadow MoveOutOfShadow MoveHost MoveFrame MoveBesideMoved
        ReverseList RotateList RemoveAndReadd;
    "frames":
        AttachFrame ReattachFrame ReattachSameIds ParkFrame;
    "live state":
        TypeText TypeTextarea ChangeTextarea Check Uncheck ChooseOption AddOption RemoveOption
        ScrollElement ScrollWindow ScrollFrame OpenDialog OpenModal CloseDialog
        PlayMedia PauseMedia DrawCanvas ClearCanvas ResizeCanvas Focus Blur Select AddFont Resize;
    "sheets":
        InsertRule DeleteRule InsertNested DeleteNested SetDeclaration RemoveDeclaration
        Adopt AdoptAgain EditConstructed ReplaceConstructed StyleText StyleChild LateSheet;
    "pages":
        PeriodicSnapshot PageLoad ChangeAddress SwitchTab;
    "beside the page":
        MovePointer TouchPointer Click Console CustomMessage Plugin DefineElement UnknownType UnknownSource;
    "the file":
        LateLittle LateMuch SameTime Repeat;
    "odd records":
        UnknownNext UnknownParent WrongParent RemoveUnknown TextUnknown TextTwice AttributesTwice AddTwice ReuseId IntoItself IntoDescendant
        NextCycle SelfNext NextElsewhere InlineChildren InlineAndListed Nameless TextOfElement AttributesOfText
        DocumentInDiv DocumentWithFramesId ReaddWithoutRemove ReaddWithoutChildren ScrollUnknown InputOnDiv
        RuleOfUnknown MissingRule MissingLists TextIds TwiceInSnapshot OldSiblings PreviousOnly;
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step {
    pub act: Act,
    /// Decides everything that the act leaves open.
    pub seed: u64,
    /// Goes into the same event as the step before, where both are changes of the tree.
    pub joins: bool,
}

/// How the events stand in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    Array,
    Lines,
    Object,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Script {
    pub seed: u64,
    pub form: Form,
    pub steps: Vec<Step>,
}

/// How often each act and each shape occurred.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    acts: BTreeMap<Act, u64>,
    shapes: BTreeMap<&'static str, u64>,
}

/// How the adds of one event can stand in it.
pub(super) const SHAPES: &[&str] = &[
    "adds: parents first, siblings last to first",
    "adds: in document order",
    "adds: in any order",
    "removes: of a node and its ancestor",
    "moves: with a shadow tree",
    "moves: of a subtree of several levels",
    "several changes in one event",
    "equal times",
    "fractional times",
    "idle spans",
];

impl Counts {
    pub(super) fn act(&mut self, act: Act) {
        *self.acts.entry(act).or_default() += 1;
    }

    pub(super) fn shape(&mut self, shape: &'static str) {
        debug_assert!(SHAPES.contains(&shape), "not listed: {shape}");
        *self.shapes.entry(shape).or_default() += 1;
    }

    pub fn add(&mut self, other: &Counts) {
        for (act, count) in &other.acts {
            *self.acts.entry(*act).or_default() += count;
        }
        for (shape, count) in &other.shapes {
            *self.shapes.entry(shape).or_default() += count;
        }
    }

    /// What never occurred.
    pub fn missing(&self) -> Vec<String> {
        let acts = Act::ALL.iter().filter(|act| !self.acts.contains_key(act)).map(|act| format!("{act:?}"));
        let shapes =
            SHAPES.iter().filter(|shape| !self.shapes.contains_key(*shape)).map(|shape| shape.to_string());
        acts.chain(shapes).collect()
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut group = "";
        for act in Act::ALL {
            if act.group() != group {
                group = act.group();
                writeln!(f, "{group}")?;
            }
            let name = format!("{act:?}");
            writeln!(f, "  {name:<24} {:>7}", self.acts.get(act).copied().unwrap_or(0))?;
        }
        writeln!(f, "shapes")?;
        for shape in SHAPES {
            writeln!(f, "  {shape:<48} {:>7}", self.shapes.get(shape).copied().unwrap_or(0))?;
        }
        Ok(())
    }
}
