//! The law must be able to fail: with each planted fault some recording breaks it.

use crate::patches::check_patches;
use crate::replay::check_stored;
use crate::scripts::run;
use dom::fault::{Fault, plant};
use testkit::generate::Script;

/// More than any fault needs to show.
const MOST_CASES: u32 = 400;

fn check(fault: Fault, law: fn(&Script) -> Result<(), String>) {
    let caught = {
        let _planted = Planted::new(fault);
        // An engine that is wrong may panic as well as answer wrongly.
        std::panic::catch_unwind(|| run(MOST_CASES, 0, law)).unwrap_or_else(|_| Err("it panicked".to_owned()))
    };
    assert!(caught.is_err(), "{fault:?} was planted, and the law held for {MOST_CASES} recordings");
}

/// Takes its fault out again, also when the test fails.
struct Planted;

impl Planted {
    fn new(fault: Fault) -> Planted {
        plant(Some(fault));
        Planted
    }
}

impl Drop for Planted {
    fn drop(&mut self) {
        plant(None);
    }
}

macro_rules! caught {
    ($($name:ident: $fault:ident by $law:ident;)+) => {
        $(
            #[test]
            fn $name() {
                check(Fault::$fault, $law);
            }
        )+

        #[test]
        fn every_fault_is_tried() {
            let tried = [$(Fault::$fault),+];
            assert_eq!(tried.as_slice(), Fault::ALL);
        }
    };
}

caught! {
    a_dropped_add_is_caught: DropLastAdd by check_stored;
    a_place_that_is_ignored_is_caught: IgnoreNextSibling by check_stored;
    ids_that_outlive_their_nodes_are_caught: KeepPurgedIds by check_stored;
    sheets_that_a_moved_host_loses_are_caught: ForgetAdoptionOnMove by check_stored;
    a_sheet_cut_to_its_first_part_is_caught: FirstSheetPartOnly by check_stored;
    attributes_that_stay_are_caught: KeepRemovedAttributes by check_stored;
    declarations_that_stay_are_caught: IgnoreStyleRemovals by check_stored;
    a_shadow_child_in_the_light_is_caught: ShadowAsLight by check_stored;
    a_box_that_stays_checked_is_caught: IgnoreUnchecking by check_stored;
    an_id_that_goes_to_the_wrong_node_is_caught: EarlierKeepsId by check_stored;
    a_text_that_is_not_the_last_is_caught: FirstTextCounts by check_stored;
    sheets_that_outlive_a_snapshot_are_caught: SnapshotKeepsSheets by check_stored;
    a_patch_without_texts_is_caught: DiffForgetsTexts by check_patches;
    a_keyframe_without_scroll_offsets_is_caught: KeyframeForgetsScroll by check_stored;
    an_event_at_the_moment_itself_that_is_left_out_is_caught: TimeIsExclusive by check_stored;
}
