//! A department that a provider names is the member's main one, if there is one of that name here.

use super::User;
use crate::keys::fold;
use crate::members::rows;
use crate::scim::Caller;
use crate::{Conn, Result, departments};
use model::DepartmentId;
use model::member::Source;

/// The only department with a name; of several, nobody knows which is meant.
pub(super) async fn named(conn: &mut Conn, caller: &Caller, name: Option<&str>) -> Result<Option<DepartmentId>> {
    let Some(name) = name else { return Ok(None) };
    let mut found: Vec<DepartmentId> =
        sqlx::query_scalar("select id from departments where organisation_id = $1 and name_key = $2 limit 2")
            .bind(caller.organisation())
            .bind(fold(name))
            .fetch_all(conn)
            .await?;
    let only = found.pop();
    Ok(only.filter(|_| found.is_empty()))
}

/// Puts a member there if the name changed, and takes him out of where the one before put him. He is always somewhere.
pub(super) async fn place(
    conn: &mut Conn,
    caller: &Caller,
    member: &rows::Row,
    was: Option<&User>,
    now: &User,
) -> Result<()> {
    let before = was.and_then(|user| user.work.department.as_deref());
    let given = now.work.department.as_deref();
    if before == given || member.source == Source::WeCom {
        return Ok(());
    }
    let (left, main) = (named(conn, caller, before).await?, named(conn, caller, given).await?);
    if left == main {
        return Ok(());
    }
    let mut all: Vec<DepartmentId> = main.into_iter().collect();
    for present in rows::departments_of(conn, &member.id).await? {
        if Some(&present.department_id) != left.as_ref() && !all.contains(&present.department_id) {
            all.push(present.department_id);
        }
    }
    // Who was only in the root as long as nothing better was known.
    let root = departments::rows::root(conn, caller.organisation()).await?.id;
    if all.len() > 1 {
        all.retain(|department| *department != root);
    }
    if all.is_empty() {
        all.push(root);
    }
    rows::set_departments(conn, caller.organisation(), &member.id, &all).await?;
    sqlx::query("update members set main_department_id = $1, revision = revision + 1 where id = $2")
        .bind(all.first())
        .bind(&member.id)
        .execute(conn)
        .await?;
    Ok(())
}
