//! Every way a page can change, one name each: a law that never met one of them is no law.

use crate::dice::Dice;
use crate::draft::Draft;
use crate::{edits_of_nodes as of_nodes, edits_of_shape as of_shape};
use dom::NodeKey;

/// Makes one change of its kind; false where the page offers no place for it.
pub type Edit = fn(&mut Draft, &mut Dice) -> bool;

pub const EDITS: &[(&str, Edit)] = &[
    ("insert a leaf", of_shape::insert_leaf),
    ("insert a subtree", of_shape::insert_subtree),
    ("remove a subtree", of_shape::remove),
    ("move elsewhere", of_shape::move_elsewhere),
    ("move among siblings", of_shape::move_among_siblings),
    ("reverse children", of_shape::reverse),
    ("shuffle children", of_shape::shuffle),
    ("wrap", of_shape::wrap),
    ("unwrap", of_shape::unwrap),
    ("wrap all children", of_shape::wrap_children),
    ("swap parent and child", of_shape::swap_parent_and_child),
    ("swap two subtrees", of_shape::swap_subtrees),
    ("move into a new subtree", of_shape::move_into_new),
    ("move out of a removed subtree", of_shape::move_out_of_removed),
    ("attach a shadow root", of_shape::attach_shadow),
    ("remove a shadow root", of_shape::remove_shadow),
    ("move into a shadow root", of_shape::move_into_shadow),
    ("insert a frame", of_shape::insert_frame),
    ("attach a frame document", of_shape::attach_document),
    ("remove a frame document", of_shape::remove_document),
    ("replace a frame document", of_shape::replace_document),
    ("move a frame document", of_shape::move_document),
    ("swap frame documents", of_shape::swap_documents),
    ("move a node between documents", of_shape::move_between_documents),
    ("reuse a key as another tag", of_shape::change_tag),
    ("reuse a key as another namespace", of_shape::change_namespace),
    ("reuse a key as text", of_shape::change_to_text),
    ("reuse a key elsewhere", of_shape::reuse_elsewhere),
    ("set an attribute", of_nodes::set_attribute),
    ("remove an attribute", of_nodes::remove_attribute),
    ("order attributes", of_nodes::order_attributes),
    ("change many attributes", of_nodes::change_many_attributes),
    ("set a text", of_nodes::set_text),
    ("change a doctype", of_nodes::change_doctype),
    ("change the document mode", of_nodes::change_mode),
    ("type a value", of_nodes::type_value),
    ("check", of_nodes::check),
    ("select", of_nodes::select),
    ("scroll", of_nodes::scroll),
    ("open a dialog", of_nodes::open_dialog),
    ("play", of_nodes::play),
    ("adopt sheets", of_nodes::adopt),
    ("take a picture", of_nodes::take_picture),
    ("draw", of_nodes::draw),
    ("block", of_nodes::block),
    ("name a frame's address", of_nodes::name_address),
    ("forget live state", of_nodes::forget_live),
    ("give a sheet as text", of_nodes::give_text_sheet),
    ("give a sheet as rules", of_nodes::give_rules_sheet),
    ("edit a rule", of_nodes::edit_rule),
    ("take a sheet away", of_nodes::take_sheet),
    ("change everything of a node", of_nodes::change_everything),
    ("construct a sheet", of_nodes::construct),
    ("edit a constructed sheet", of_nodes::edit_constructed),
    ("drop a constructed sheet", of_nodes::drop_constructed),
    ("load fonts", of_nodes::load_fonts),
    ("resize", of_nodes::resize),
    ("change the address", of_nodes::change_address),
    ("select text", of_nodes::select_text),
    ("focus", of_nodes::focus),
    ("change hidden state", of_nodes::change_hidden),
];

/// Up to `count` random edits; `met` hears the name of each.
pub fn edit(draft: &mut Draft, dice: &mut Dice, count: usize, mut met: impl FnMut(&'static str)) {
    for _ in 0..count {
        let (name, edit) = EDITS[dice.roll(EDITS.len())];
        if edit(draft, dice) {
            met(name);
            let is_there = |key: &NodeKey| draft.nodes.contains_key(key);
            draft.state.focused = draft.state.focused.filter(is_there);
        }
    }
}
