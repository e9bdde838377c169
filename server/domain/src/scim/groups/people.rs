//! Who comes into a group and who leaves it.

use super::department;
use super::rows::{self, Row};
use crate::audit::{self, Actor, Record};
use crate::scim::{Caller, Kind, Refusal, Told, users};
use crate::store::{BLOCK, blocks, push_list};
use crate::{Conn, Db, Result, Write};
use model::audit::{Subject, Verb};
use model::setting::Setting;
use model::{MemberId, Moment, ScimGroupId};
use serde_json::{Value, json};
use sqlx::QueryBuilder;

/// Names that an entry of the activity tells at most.
const NAMES: usize = 20;

/// Those of the ids that are users of the provider.
///
/// # Errors
/// [`Kind::InvalidValue`] naming one who is not, unless the connection leaves such people out.
pub(super) async fn known(conn: &mut Conn, caller: &Caller, ids: Vec<MemberId>) -> Told<Vec<MemberId>> {
    let mut known: Vec<MemberId> = Vec::with_capacity(ids.len());
    for block in ids.chunks(BLOCK) {
        let mut sql =
            QueryBuilder::<Db>::new("select member_id from scim_users where left_at is null and connection_id = ");
        sql.push_bind(caller.connection.clone()).push(" and member_id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by member_id");
        known.extend(sql.build_query_scalar::<MemberId>().fetch_all(&mut *conn).await?);
    }
    let unknown = ids.iter().find(|id| known.binary_search(id).is_err());
    match unknown.filter(|_| !caller.has(Setting::SkipUnknown)) {
        Some(id) => Err(Refusal::new(Kind::InvalidValue, format!("There is no user with the id {id} here."))),
        None => Ok(known),
    }
}

/// Makes these the people of a group; what changed, for the activity.
pub(super) async fn set(
    tx: &mut Write,
    caller: &Caller,
    group: &Row,
    (was, wanted): (&[MemberId], &[MemberId]),
    now: Moment,
) -> Result<(Value, Value)> {
    let not_in = |one: &[MemberId], other: &[MemberId]| -> Vec<MemberId> {
        one.iter().filter(|id| other.binary_search(id).is_err()).cloned().collect()
    };
    let (gone, come) = (not_in(was, wanted), not_in(wanted, was));
    take_out(tx, &group.id, &gone).await?;
    let pairs: Vec<(&ScimGroupId, &MemberId)> = come.iter().map(|member| (&group.id, member)).collect();
    for block in blocks(&pairs) {
        let mut sql = QueryBuilder::<Db>::new("insert into scim_group_members (connection_id, group_id, member_id) ");
        sql.push_values(block, |mut row, (group, member)| {
            row.push_bind(&caller.connection).push_bind(*group).push_bind(*member);
        });
        sql.build().execute(&mut **tx).await?;
    }
    if let Some(department) = &group.department_id {
        department::leave(tx, caller, department, &gone).await?;
        department::enter(tx, caller, department, &come).await?;
    }
    for ids in [&gone, &come] {
        users::touch(tx, caller, ids, now).await?;
    }
    let tell = |count: usize, names: Vec<String>| json!({ "count": count, "names": names });
    Ok((tell(gone.len(), names(tx, &gone).await?), tell(come.len(), names(tx, &come).await?)))
}

async fn take_out(conn: &mut Conn, group: &ScimGroupId, ids: &[MemberId]) -> Result<()> {
    for block in ids.chunks(BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("delete from scim_group_members where group_id = ");
        sql.push_bind(group.clone()).push(" and member_id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(")");
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

async fn names(conn: &mut Conn, ids: &[MemberId]) -> Result<Vec<String>> {
    let Some(some) = ids.get(..ids.len().min(NAMES)).filter(|some| !some.is_empty()) else { return Ok(Vec::new()) };
    let mut sql = QueryBuilder::<Db>::new("select name from members where id in (");
    push_list(&mut sql, some.iter().cloned());
    sql.push(") order by name_key, id");
    Ok(sql.build_query_scalar().fetch_all(conn).await?)
}

/// Takes somebody out of every group of the provider, who is its user no more.
pub(in crate::scim) async fn leave_all(tx: &mut Write, caller: &Caller, member: &MemberId, now: Moment) -> Result<()> {
    let ids: Vec<ScimGroupId> =
        sqlx::query_scalar("select group_id from scim_group_members where connection_id = $1 and member_id = $2")
            .bind(&caller.connection)
            .bind(member)
            .fetch_all(&mut **tx)
            .await?;
    for id in ids {
        let Some(group) = rows::find(tx, caller, &id).await? else { continue };
        let gone = [member.clone()];
        take_out(tx, &id, &gone).await?;
        if let Some(department) = &group.department_id {
            department::leave(tx, caller, department, &gone).await?;
        }
        sqlx::query("update scim_groups set revision = revision + 1, changed_at = $1 where id = $2")
            .bind(now)
            .bind(&id)
            .execute(&mut **tx)
            .await?;
        let told = json!({ "removed": names(tx, &gone).await? });
        let record = Record::new(Verb::Update, Subject::Group, &id, &group.display_name).fields(json!({}), told);
        audit::record(tx, caller.organisation(), &Actor::from(&caller.viewer), now, record).await?;
    }
    Ok(())
}
