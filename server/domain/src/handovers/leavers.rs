//! Whose things go over.

use super::rows::{self, Row};
use super::{assign, inventory};
use crate::members::find_for;
use crate::{Conn, Result, Services, Viewer, Write};
use model::handover::{HandoverKind, NewHandover, Rule};
use model::member::Status;
use model::problem::Fault;
use model::{Code, HandoverId, MemberId, OrganisationId, Problem};

/// Passes for somebody whose things may be handed over in this way.
///
/// # Errors
/// [`Code::NotFound`], [`Code::WrongState`], [`Code::RoleAboveOwn`], [`Code::HandoverOpen`].
pub(super) async fn check(conn: &mut Conn, viewer: &Viewer, new: &NewHandover, leaver: &MemberId) -> Result<()> {
    let row = find_for(conn, viewer, leaver).await?;
    let kind = new.kind;
    let states: &[Status] = match kind {
        // Whoever leaves now hands everything over; only of what was left can a part be chosen.
        HandoverKind::Leaving if new.is_chosen() => &[Status::Terminated],
        // Who left earlier may have left customers behind.
        HandoverKind::Leaving => &[Status::Active, Status::Suspended, Status::Terminated],
        HandoverKind::OnJob => &[Status::Active, Status::Suspended],
    };
    if !states.contains(&row.status) {
        return Err(Problem::new(Code::WrongState).with("state", row.status).into());
    }
    if kind == HandoverKind::OnJob {
        return Ok(());
    }
    if !viewer.rights.includes(&row.held.rights()) {
        return Err(Code::RoleAboveOwn.into());
    }
    let open: Option<HandoverId> =
        sqlx::query_scalar("select handover_id from handover_leavers where member_id = $1 and open")
            .bind(leaver)
            .fetch_optional(conn)
            .await?;
    match open {
        Some(open) => Err(Problem::new(Code::HandoverOpen).with("id", open).with("name", &row.name).into()),
        None => Ok(()),
    }
}

/// Takes somebody in, with what he holds.
///
/// # Errors
/// What the database says; he was checked.
pub(super) async fn add(
    tx: &mut Write,
    services: &Services,
    organisation: &OrganisationId,
    (id, leaver): (&HandoverId, &MemberId),
    new: &NewHandover,
) -> Result<()> {
    sqlx::query(
        "insert into handover_leavers (handover_id, organisation_id, member_id, open, suspended) values ($1, $2, $3, $4, $5)",
    )
    .bind(id)
    .bind(organisation)
    .bind(leaver)
    .bind(new.kind == HandoverKind::Leaving)
    .bind(false)
    .execute(&mut **tx)
    .await?;
    inventory::take(tx, services, organisation, (id, leaver), new).await
}

/// Makes these the leavers of a plan that was not carried out. What a new one holds is divided as the rules have it.
///
/// # Errors
/// As [`check`]; [`Code::Invalid`] where it is no plan for leavers, and for a successor who leaves.
pub(super) async fn change(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    row: &Row,
    (leavers, rules): (&[MemberId], &[Rule]),
) -> Result<()> {
    let old: Vec<MemberId> = rows::leavers(tx, &row.id).await?.into_iter().map(|leaver| leaver.member_id).collect();
    let succeeds = rules.iter().flat_map(Rule::successors).any(|to| leavers.contains(to));
    if row.kind != HandoverKind::Leaving || succeeds {
        return Err(Problem::field("leavers", Fault::Wrong).into());
    }
    for gone in old.iter().filter(|old| !leavers.contains(old)) {
        for statement in [
            "delete from handover_items where handover_id = $1 and leaver_id = $2",
            "delete from handover_leavers where handover_id = $1 and member_id = $2",
        ] {
            sqlx::query(statement).bind(&row.id).bind(gone).execute(&mut **tx).await?;
        }
    }
    let new = NewHandover {
        kind: row.kind,
        leavers: leavers.iter().filter(|leaver| !old.contains(leaver)).cloned().collect(),
        at: row.at,
        customers: Vec::new(),
        groups: Vec::new(),
    };
    for leaver in &new.leavers {
        check(tx, viewer, &new, leaver).await?;
        add(tx, services, &row.organisation_id, (&row.id, leaver), &new).await?;
    }
    for rule in rules {
        assign::assign(tx, &row.id, rule).await?;
    }
    Ok(())
}
