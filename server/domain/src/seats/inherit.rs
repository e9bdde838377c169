//! Having somebody carry on with a seat.

use super::kind::Change;
use super::rows;
use super::successors::bar;
use crate::change::at_once;
use crate::change::draft::Draft;
use crate::sync::field;
use crate::viewer::push_member_scope;
use crate::{Conn, Db, Result, Services, Viewer, organisation};
use model::audit::Subject;
use model::change::{ChangeKind, Reason, Verdict};
use model::member::Status;
use model::permission::Permission;
use model::seat::{InheritSeat, Inherited};
use model::{Code, MemberId, Problem, SeatId};
use sqlx::QueryBuilder;

/// Ends a holding and begins the successor's, in one transaction. It is a change set like any other, so that it is put back there.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::SeatsInherit`], [`Code::NotFound`] for a seat or a successor whom the viewer does not
/// see, [`Code::WrongState`] for a seat that is no longer held, [`Code::CannotInherit`] for a successor who cannot take it.
pub async fn inherit(services: &Services, viewer: &Viewer, inherit: &InheritSeat) -> Result<Inherited> {
    viewer.require(Permission::SeatsInherit)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let seat = rows::find(&mut tx, viewer, &inherit.id).await?;
    if seat.until.is_some() {
        return Err(Problem::new(Code::WrongState).with("state", "ended").into());
    }
    let (name, status) = member(&mut tx, viewer, &inherit.to).await?;
    let same = inherit.to == seat.member_id;
    let seated = rows::holds(&mut tx, (&seat.connection_id, seat.kind), &inherit.to).await?;
    let linked: bool =
        sqlx::query_scalar("select exists (select 1 from member_links where connection_id = $1 and member_id = $2)")
            .bind(&seat.connection_id)
            .bind(&inherit.to)
            .fetch_one(&mut *tx)
            .await?;
    let bar = if same { Some(model::seat::SuccessorBar::Same) } else { bar(status, seated, linked) };
    if let Some(bar) = bar {
        return Err(Problem::new(Code::CannotInherit).with("bar", bar).into());
    }
    let id: SeatId = services.ids.next();
    let change = Change { id: id.clone(), to: inherit.to.clone(), name: name.clone(), range: inherit.range };
    let draft = Draft {
        rank: 1,
        subject: Subject::Seat,
        subject_id: Some(seat.id.0.clone()),
        external_id: String::new(),
        name: seat.holder.clone(),
        detail: seat.department.clone(),
        verdict: Verdict::Change,
        reason: Reason::Asked,
        fields: field("holder", &seat.holder, &name).into_iter().collect(),
        payload: serde_json::to_value(change)?,
        braked: false,
    };
    let set = at_once::begin(&mut tx, services, viewer, ChangeKind::Inheritance).await?;
    at_once::propose(&mut tx, services, viewer, &set, (&[draft], 0)).await?;
    let mut failed = at_once::carry_out(&mut tx, services, viewer, (&set, ChangeKind::Inheritance)).await?;
    if let Some(problem) = failed.remove(seat.id.as_str()) {
        return Err(problem.into());
    }
    let seat = rows::find(&mut tx, viewer, &id).await?.shown();
    tx.commit().await?;
    Ok(Inherited { seat, set })
}

/// The name and standing of a member whom the viewer sees.
async fn member(conn: &mut Conn, viewer: &Viewer, id: &MemberId) -> Result<(String, Status)> {
    let mut sql = QueryBuilder::<Db>::new("select m.name, m.status from members m where m.organisation_id = ");
    sql.push_bind(viewer.organisation.clone()).push(" and m.id = ").push_bind(id.clone());
    push_member_scope(&mut sql, viewer);
    let found: Option<(String, Status)> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(found.ok_or(Code::NotFound)?)
}
