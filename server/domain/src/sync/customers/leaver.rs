//! Members who left the platform before anybody here knew them: only their id there is left to call them by.

use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Row, kept};
use crate::keys::name_keys;
use crate::members::rows::{self, NewMember};
use crate::{Conn, Result, search};
use model::audit::{Subject, Verb};
use model::member::{Source, Status};
use model::permission::Role;
use model::{Code, MemberId, Moment, Problem};
use serde_json::json;

/// Adds him among those who left.
///
/// # Errors
/// [`Code::WrongState`] where somebody brought him meanwhile.
pub(super) async fn apply(conn: &mut Conn, context: &Context, (userid, left_at): (&str, Moment)) -> Result<Applied> {
    let key = userid.to_lowercase();
    let known: bool =
        sqlx::query_scalar("select exists (select 1 from member_links where connection_id = $1 and external_key = $2)")
            .bind(context.connection()?)
            .bind(&key)
            .fetch_one(&mut *conn)
            .await?;
    if known {
        return Err(Problem::new(Code::WrongState).with("state", Status::Active).into());
    }
    let root = crate::departments::rows::root(conn, &context.organisation).await?.id;
    let member = NewMember {
        id: context.ids.next(),
        account: None,
        name: userid.to_owned(),
        email: None,
        phone: None,
        status: Status::Terminated,
        role: Role::Member,
        own_role: None,
        departments: vec![root],
        position: String::new(),
        location: String::new(),
        work_number: String::new(),
        manager: None,
        source: Source::WeCom,
    };
    let id = member.id.clone();
    let keys = name_keys(&member.name);
    rows::insert_all(conn, &context.organisation, &[(member, keys)], context.clock.now()).await?;
    sqlx::query(
        "insert into member_links (connection_id, external_key, external_id, organisation_id, member_id, digest, left_at) \
         values ($1, $2, $3, $4, $5, '', $6)",
    )
    .bind(context.connection()?)
    .bind(&key)
    .bind(userid)
    .bind(&context.organisation)
    .bind(&id)
    .bind(left_at)
    .execute(conn)
    .await?;
    let record = Record::new(Verb::Create, Subject::Member, &id, userid)
        .fields(json!(null), json!({ "name": userid, "status": Status::Terminated, "source": Source::WeCom }));
    Ok(Applied { subject_id: id.0, revision: 1, restore: json!({}), record: Some(record) })
}

/// Takes him away again, if nothing hangs on him. His relations were taken away before.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let id = MemberId(row.subject_id.clone().unwrap_or_default());
    let Some(member) = rows::find(conn, &context.organisation, &id).await? else { return Ok(kept("deleted")) };
    if Some(member.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    let held: i64 = sqlx::query_scalar(
        "select (select count(*) from relations where member_id = $1) + (select count(*) from seats where member_id = $1) \
         + (select count(*) from handover_leavers where member_id = $1) + (select count(*) from handover_items where leaver_id = $1) \
         + (select count(*) from conversation_members where member_id = $1)",
    )
    .bind(&id)
    .fetch_one(&mut *conn)
    .await?;
    if held > 0 {
        return Ok(kept("in_use"));
    }
    search::remove(conn, search::Kind::Member, &[id.as_str()]).await?;
    for statement in [
        "delete from member_links where member_id = $1",
        // Groups are the platform's catalogue: the next run finds their owner again.
        "update customer_groups set owner_id = null where owner_id = $1",
        "delete from member_departments where member_id = $1",
        "delete from members where id = $1",
    ] {
        sqlx::query(statement).bind(&id).execute(&mut *conn).await?;
    }
    Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Member, &id, &member.name)))
}
