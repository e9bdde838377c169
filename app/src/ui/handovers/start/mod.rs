//! Beginning a hand-over: for somebody who leaves, or of chosen customers of somebody who stays. The page of hand-overs, members
//! and customers all begin here.

mod leaving;
mod on_job;

use super::words;
use crate::api::{Answer, handovers};
use crate::ui::kit::{Choice, Dialog, late};
use crate::ui::live::touch;
use crate::ui::route;
pub(super) use leaving::CAN_LEAVE;
use leaving::LeavingForm;
use leptos::prelude::*;
use model::handover::NewHandover;
use model::{Code, CustomerGroupId, CustomerId, HandoverId, MemberId};
use on_job::OnJobForm;

/// What is chosen of what a leaver left; nothing stands for all of it.
#[derive(Clone, PartialEq, Default)]
pub struct Left {
    /// Customers.
    pub customers: Vec<CustomerId>,
    /// Customer groups.
    pub groups: Vec<CustomerGroupId>,
}

/// What a hand-over begins with.
#[derive(Clone, PartialEq)]
pub enum Start {
    /// Somebody leaves.
    Leaving {
        /// Who; nobody has it asked.
        leavers: Vec<MemberId>,
        /// The name, or how many.
        called: String,
        /// Of one who left earlier: only these of what was left.
        left: Left,
    },
    /// Customers go to a colleague.
    OnJob {
        /// Which; none has them asked.
        customers: Vec<CustomerId>,
        /// Who looks after them, if that is known.
        giver: Option<Choice>,
    },
}

/// The dialog; open while something is to begin.
#[component]
pub fn StartDialog(
    /// What begins.
    starting: RwSignal<Option<Start>>,
) -> impl IntoView {
    let open = Signal::derive(move || starting.with(Option::is_some));
    let title = move || match starting.get() {
        Some(Start::OnJob { .. }) => words().start_on_job,
        _ => words().inheritance,
    };
    view! {
        <Dialog open on_close=move || starting.set(None) title>
            {move || starting.get().map(|start| late(handover_start(start, starting)))}
        </Dialog>
    }
}

/// A module of its own: members and customers begin hand-overs too.
#[lazy]
fn handover_start(start: Start, starting: RwSignal<Option<Start>>) -> AnyView {
    let close = Callback::new(move |()| {
        starting.try_set(None);
    });
    match start {
        Start::Leaving { leavers, called, left } => view! { <LeavingForm leavers called left close/> }.into_any(),
        Start::OnJob { customers, giver } => view! { <OnJobForm customers giver close/> }.into_any(),
    }
}

/// Prepares a hand-over. Of one whose leaving is being prepared already, it is that plan.
async fn begin(new: NewHandover) -> Answer<HandoverId> {
    // Who chose a part wants that part, not a plan of the whole.
    let whole = new.leavers.len() == 1 && !new.is_chosen();
    match handovers::draft(new).await {
        Ok(made) => Ok(made.id),
        Err(failure) => match failure.0.param("id") {
            Some(id) if whole && failure.0.code == Code::HandoverOpen => Ok(HandoverId::from(id)),
            _ => Err(failure),
        },
    }
}

/// Goes on in the wizard.
fn go_on(id: &HandoverId) {
    touch(&["handovers"]);
    route::go(&route::handover(id));
}
