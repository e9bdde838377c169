//! What becomes of users and groups when their connection changes or goes.

use super::{Caller, Refusal, groups};
use crate::{Conn, Error, Result, Services, Viewer, Write};
use model::connection::ConnectionKind;
use model::member::Source;
use model::problem::Fault;
use model::setting::Setting;
use model::{ConnectionId, Moment, Problem};
use std::collections::BTreeMap;

/// Makes departments of the groups when that was switched on. When it was switched off, they become the organisation's
/// own.
///
/// # Errors
/// [`model::Code::Invalid`] on `groups_are_departments` for a group whose name no department can have.
pub(crate) async fn switched(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    (id, kind): (&ConnectionId, ConnectionKind),
    (was, is): (&BTreeMap<Setting, String>, &BTreeMap<Setting, String>),
    now: Moment,
) -> Result<()> {
    let on = |settings: &BTreeMap<Setting, String>| {
        settings.get(&Setting::GroupsAreDepartments).is_some_and(|value| value == "on")
    };
    if kind != ConnectionKind::Scim || on(was) == on(is) {
        return Ok(());
    }
    if !on(is) {
        return give_back_departments(tx, id).await;
    }
    let caller = Caller::of(services, viewer, id, is.clone());
    let done = groups::become_departments(tx, services, &caller, now).await;
    done.map_err(|refusal| match refusal {
        Refusal::UseCase(error) => error,
        Refusal::Scim { .. } => {
            let field = Setting::GroupsAreDepartments.word();
            Error::from(Problem::field(field, Fault::Malformed))
        }
    })
}

async fn give_back_departments(conn: &mut Conn, id: &ConnectionId) -> Result<()> {
    sqlx::query(
        "update departments set source = $1, revision = revision + 1 where source = $2 and id in \
         (select department_id from scim_groups where connection_id = $3)",
    )
    .bind(Source::Manual)
    .bind(Source::Scim)
    .bind(id)
    .execute(&mut *conn)
    .await?;
    sqlx::query("update scim_groups set department_id = null where connection_id = $1").bind(id).execute(conn).await?;
    Ok(())
}

/// Forgets what a connection that is removed kept. Members and departments stay, as if made here.
pub(crate) async fn remove(conn: &mut Conn, id: &ConnectionId) -> Result<()> {
    give_back_departments(conn, id).await?;
    sqlx::query(
        "update members set source = $1, revision = revision + 1 where source = $2 and id in \
         (select member_id from scim_users where connection_id = $3 and left_at is null)",
    )
    .bind(Source::Manual)
    .bind(Source::Scim)
    .bind(id)
    .execute(&mut *conn)
    .await?;
    for statement in [
        "delete from scim_group_members where connection_id = $1",
        "delete from scim_groups where connection_id = $1",
        "delete from scim_user_values where connection_id = $1",
        "delete from scim_users where connection_id = $1",
        "delete from scim_tokens where connection_id = $1",
    ] {
        sqlx::query(statement).bind(id).execute(&mut *conn).await?;
    }
    Ok(())
}
