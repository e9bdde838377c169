//! The drawer that adds one member.

use super::place::Place;
use super::words;
use crate::ui::invite::{Part, part};
use crate::ui::kit::{Choice, Drawer};
use crate::ui::may;
use crate::ui::param::Param;
use leptos::prelude::*;
use model::permission::Permission;

/// The value of the parameter `dialog` that opens it.
pub const ADD: &str = "add";

/// The drawer; the chosen department is the one to begin with.
#[component]
pub fn AddMember(
    place: Place,
    /// The parameter `dialog`.
    dialog: Param,
) -> impl IntoView {
    let may_add = may(Permission::InvitationsWrite);
    let open = Signal::derive(move || may_add && dialog.get() == ADD);
    let close = Callback::new(move |()| dialog.push(""));
    let inside = move || {
        let chosen = untrack(|| place.department.some().and_then(|id| place.find_now(&id)));
        part(Part::One(chosen.map(|department| Choice::new(department.id.0, department.name)), close))
    };
    view! {
        <Drawer open on_close=move || close.run(()) title=words().add_member>
            {inside()}
        </Drawer>
    }
}
