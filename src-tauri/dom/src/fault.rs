//! Errors that tests switch on to see that they are caught: a law that holds for a broken engine too proves nothing.
//! Without the feature `planted-faults` every question here is answered with a constant no.

/// One way to be wrong. Each stands for an error that a replay engine of the field has made or could make.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Fault {
    DropLastAdd,
    IgnoreNextSibling,
    KeepPurgedIds,
    ForgetAdoptionOnMove,
    FirstSheetPartOnly,
    KeepRemovedAttributes,
    IgnoreStyleRemovals,
    ShadowAsLight,
    IgnoreUnchecking,
    EarlierKeepsId,
    FirstTextCounts,
    SnapshotKeepsSheets,
    DiffForgetsTexts,
    KeyframeForgetsScroll,
    TimeIsExclusive,
}

impl Fault {
    pub const ALL: &'static [Fault] = &[
        Fault::DropLastAdd,
        Fault::IgnoreNextSibling,
        Fault::KeepPurgedIds,
        Fault::ForgetAdoptionOnMove,
        Fault::FirstSheetPartOnly,
        Fault::KeepRemovedAttributes,
        Fault::IgnoreStyleRemovals,
        Fault::ShadowAsLight,
        Fault::IgnoreUnchecking,
        Fault::EarlierKeepsId,
        Fault::FirstTextCounts,
        Fault::SnapshotKeepsSheets,
        Fault::DiffForgetsTexts,
        Fault::KeyframeForgetsScroll,
        Fault::TimeIsExclusive,
    ];
}

/// Whether this fault is planted in this thread.
#[cfg(feature = "planted-faults")]
pub fn active(fault: Fault) -> bool {
    PLANTED.with(|planted| planted.get() == Some(fault))
}

#[cfg(not(feature = "planted-faults"))]
pub const fn active(_: Fault) -> bool {
    false
}

#[cfg(feature = "planted-faults")]
thread_local! {
    static PLANTED: std::cell::Cell<Option<Fault>> = const { std::cell::Cell::new(None) };
}

/// Plants a fault in this thread, or takes the one there is out.
#[cfg(feature = "planted-faults")]
pub fn plant(fault: Option<Fault>) {
    PLANTED.with(|planted| planted.set(fault));
}
