//! `active`: suspending a member and letting him in again. Nobody is deleted, and what he holds stays with him for a
//! leaving plan.

use crate::members::{rows, step_if_possible};
use crate::scim::{Caller, Refusal, Told};
use crate::{Services, Write};
use model::MemberId;
use model::member::{Status, Step};
use model::setting::Setting;

/// Takes the step that makes a member active or not, if he is not so already.
///
/// # Errors
/// Status 403 where a switch is off, for the last Super Admin and for whoever has more rights than the maker of the
/// token; 409 for somebody who left or has not come yet: people decide about him in the console.
pub(super) async fn set(
    tx: &mut Write,
    services: &Services,
    caller: &Caller,
    id: &MemberId,
    (is, wanted): (bool, bool),
) -> Told<()> {
    if is == wanted {
        return Ok(());
    }
    caller.may(Setting::MayDeactivate, "suspend members or let them in again")?;
    let step = if wanted { Step::Resume } else { Step::Suspend };
    if step_if_possible(tx, services, &caller.viewer, id, step).await? {
        return Ok(());
    }
    let status = rows::find(tx, caller.organisation(), id).await?.map(|row| row.status);
    let why = status.map_or("unknown", Status::word);
    Err(Refusal::of(409, format!("The member's status is {why}: somebody has to decide in the console.")))
}

/// Lets in whoever is to be active and was suspended or had left: he is provisioned anew.
///
/// # Errors
/// As [`set`].
pub(super) async fn renew(
    tx: &mut Write,
    services: &Services,
    caller: &Caller,
    member: &rows::Row,
    wanted: bool,
) -> Told<()> {
    if wanted && member.status == Status::Terminated {
        caller.may(Setting::MayDeactivate, "suspend members or let them in again")?;
        step_if_possible(tx, services, &caller.viewer, &member.id, Step::Restore).await?;
        return Ok(());
    }
    let is = !matches!(member.status, Status::Suspended | Status::Terminated);
    set(tx, services, caller, &member.id, (is, wanted)).await
}
