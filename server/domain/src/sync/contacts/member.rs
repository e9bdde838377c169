//! Carrying out and putting back the rows of members.

use super::compare_member::{given, wanted_status};
use super::member_add::{self, Known};
use super::{UpstreamMember, department_here, member_here};
use crate::audit::{Record, difference};
use crate::change::{Applied, Context, Inverted, Row, kept};
use crate::keys::name_keys;
use crate::members::rows;
use crate::{Conn, Result, sessions};
use model::audit::{Subject, Verb};
use model::change::{Resolution, Verdict};
use model::member::{Source, Status};
use model::permission::Role;
use model::{Code, DepartmentId, MemberId, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;

/// How a member was before.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Before {
    added: bool,
    linked: bool,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    position: String,
    departments: Vec<DepartmentId>,
    manager: Option<MemberId>,
    status: Status,
    source: Source,
    digest: String,
}

impl Before {
    /// Nobody was here.
    pub(super) const fn nobody() -> Self {
        Self {
            added: true,
            linked: false,
            name: String::new(),
            email: None,
            phone: None,
            position: String::new(),
            departments: Vec::new(),
            manager: None,
            status: Status::Active,
            source: Source::WeCom,
            digest: String::new(),
        }
    }
}

async fn departments(conn: &mut Conn, context: &Context, upstream: &UpstreamMember) -> Result<Vec<DepartmentId>> {
    let mut found = Vec::new();
    for external in &upstream.departments {
        found.extend(department_here(conn, context, external).await?);
    }
    if found.is_empty() && !upstream.departments.is_empty() {
        // All of them were unticked or failed.
        return Err(Problem::new(Code::NotFound).with("what", "departments").into());
    }
    if found.is_empty() {
        found.push(crate::departments::rows::root(conn, &context.organisation).await?.id);
    }
    Ok(found)
}

async fn link(
    conn: &mut Conn,
    context: &Context,
    upstream: &UpstreamMember,
    id: &MemberId,
    digest: &str,
) -> Result<()> {
    sqlx::query(
        "insert into member_links (connection_id, external_key, external_id, organisation_id, member_id, digest) \
         values ($1, $2, $3, $4, $5, $6) on conflict (connection_id, external_key) do update set \
         external_id = excluded.external_id, member_id = excluded.member_id, digest = excluded.digest",
    )
    .bind(context.connection()?)
    .bind(upstream.key())
    .bind(&upstream.id)
    .bind(&context.organisation)
    .bind(id)
    .bind(digest)
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds a member, or brings one up to date.
pub(super) async fn apply(
    conn: &mut Conn,
    context: &Context,
    row: &Row,
    upstream: &UpstreamMember,
    digest: &str,
) -> Result<Applied> {
    if upstream.left {
        return apply_gone(conn, context, row).await;
    }
    let linked = member_here(conn, context, &upstream.id).await?;
    let takes_ours = row.verdict == Verdict::Conflict && row.resolution == Some(Resolution::TakeTheirs);
    let target = match (&linked, takes_ours) {
        (Some(id), _) => Some(id.clone()),
        (None, true) => row.subject_id.clone().map(MemberId),
        (None, false) => None,
    };
    let old = match &target {
        Some(id) => rows::find(conn, &context.organisation, id).await?,
        None => None,
    };
    let Some(old) = old else {
        let new = [(upstream, digest)];
        let known = Known::load(conn, context, &new).await?;
        let added = member_add::all(conn, context, known, &new).await?.pop();
        return added.ok_or_else(|| Code::NotFound.into());
    };
    let places = departments(conn, context, upstream).await?;
    let manager = member_here(conn, context, &upstream.manager).await?;
    let before = before(conn, context, &old, linked.is_some()).await?;
    // What the person signs in with stays the person's own; only the copy of people without an account follows WeCom.
    let owns = old.account_id.is_some();
    let name = if owns { &old.name } else { &upstream.name };
    let pick = |ours: &Option<String>, theirs: &str| match (owns, given(theirs)) {
        (false, Some(theirs)) => Some(theirs.to_owned()),
        _ => ours.clone(),
    };
    let (email, phone) = (pick(&old.email, &upstream.email), pick(&old.phone, &upstream.phone));
    let status = wanted_status(old.status, upstream);
    let values = Values {
        name,
        email: email.as_deref(),
        phone: phone.as_deref(),
        position: &upstream.position,
        departments: &places,
        manager: manager.as_ref(),
        status,
        source: Source::WeCom,
    };
    let revision = write(conn, context, &old.id, &values).await?;
    link(conn, context, upstream, &old.id, digest).await?;
    if status != Status::Active
        && let Some(account) = &old.account_id
    {
        sessions::end_all(conn, account).await?;
    }
    let (was, is) = difference(
        &json!({ "name": old.name, "email": old.email, "phone": old.phone, "position": old.position, "status": old.status }),
        &json!({ "name": name, "email": email, "phone": phone, "position": upstream.position, "status": status }),
    );
    let record = Record::new(Verb::Update, Subject::Member, &old.id, name).fields(was, is);
    Ok(Applied { subject_id: old.id.0, revision, restore: serde_json::to_value(before)?, record: Some(record) })
}

async fn before(conn: &mut Conn, context: &Context, old: &rows::Row, linked: bool) -> Result<Before> {
    let places = rows::departments_of(conn, &old.id).await?.into_iter().map(|place| place.department_id).collect();
    let digest: Option<String> =
        sqlx::query_scalar("select digest from member_links where connection_id = $1 and member_id = $2")
            .bind(context.connection()?)
            .bind(&old.id)
            .fetch_optional(conn)
            .await?;
    Ok(Before {
        added: false,
        linked,
        name: old.name.clone(),
        email: old.email.clone(),
        phone: old.phone.clone(),
        position: old.position.clone(),
        departments: places,
        manager: old.manager_id.clone(),
        status: old.status,
        source: old.source,
        digest: digest.unwrap_or_default(),
    })
}

struct Values<'a> {
    name: &'a str,
    email: Option<&'a str>,
    phone: Option<&'a str>,
    position: &'a str,
    departments: &'a [DepartmentId],
    manager: Option<&'a MemberId>,
    status: Status,
    source: Source,
}

/// Writes the upstream-owned fields; the new revision.
async fn write(conn: &mut Conn, context: &Context, id: &MemberId, values: &Values<'_>) -> Result<i64> {
    let keys = name_keys(values.name);
    rows::set_departments(conn, &context.organisation, id, values.departments).await?;
    let revision = sqlx::query_scalar(
        "update members set name = $1, email = $2, email_key = $3, phone = $4, position = $5, main_department_id = $6, \
         manager_id = $7, status = $8, source = $9, name_key = $10, initials_key = $11, revision = revision + 1 \
         where id = $12 returning revision",
    )
    .bind(values.name)
    .bind(values.email)
    .bind(rows::email_key(values.email))
    .bind(values.phone)
    .bind(values.position)
    .bind(values.departments.first())
    .bind(values.manager)
    .bind(values.status)
    .bind(values.source)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(id)
    .fetch_one(&mut *conn)
    .await?;
    rows::index(conn, &context.organisation, id).await?;
    Ok(revision)
}

/// Puts an added, changed or departed member back.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let id = MemberId(row.subject_id.clone().unwrap_or_default());
    let Some(found) = rows::find(conn, &context.organisation, &id).await? else { return Ok(kept("deleted")) };
    if Some(found.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    if before.added {
        return take_out(conn, &found).await;
    }
    let values = Values {
        name: &before.name,
        email: before.email.as_deref(),
        phone: before.phone.as_deref(),
        position: &before.position,
        departments: &before.departments,
        manager: before.manager.as_ref(),
        status: before.status,
        source: before.source,
    };
    write(conn, context, &id, &values).await?;
    if before.linked {
        sqlx::query("update member_links set digest = $1 where connection_id = $2 and member_id = $3")
            .bind(&before.digest)
            .bind(context.connection()?)
            .bind(&id)
            .execute(conn)
            .await?;
    } else {
        sqlx::query("delete from member_links where connection_id = $1 and member_id = $2")
            .bind(context.connection()?)
            .bind(&id)
            .execute(conn)
            .await?;
    }
    Ok(Inverted::Undone(Record::new(Verb::Update, Subject::Member, &id, &before.name).fields(
        json!({ "name": found.name, "position": found.position, "status": found.status }),
        json!({ "name": before.name, "position": before.position, "status": before.status }),
    )))
}

/// Removes a member that a synchronisation added, unless something hangs on him by now.
async fn take_out(conn: &mut Conn, found: &rows::Row) -> Result<Inverted> {
    let held: i64 = sqlx::query_scalar(
        "select (select count(*) from relations where member_id = $1) + (select count(*) from seats where member_id = $1) \
         + (select count(*) from handover_leavers where member_id = $1) + (select count(*) from handover_items where to_id = $1) \
         + (select count(*) from conversation_members where member_id = $1) + (select count(*) from archive_openings where member_id = $1) \
         + (select count(*) from scim_users where member_id = $1)",
    )
    .bind(&found.id)
    .fetch_one(&mut *conn)
    .await?;
    if found.account_id.is_some() || held > 0 {
        return Ok(kept("in_use"));
    }
    crate::search::remove(conn, crate::search::Kind::Member, &[found.id.as_str()]).await?;
    for statement in [
        "delete from member_departments where member_id = $1",
        "delete from department_heads where member_id = $1",
        "delete from member_scopes where member_id = $1",
        "delete from member_links where member_id = $1",
        "update customer_groups set owner_id = null where owner_id = $1",
        "update members set manager_id = null where manager_id = $1",
        "delete from members where id = $1",
    ] {
        sqlx::query(statement).bind(&found.id).execute(&mut *conn).await?;
    }
    Ok(Inverted::Undone(
        Record::new(Verb::Delete, Subject::Member, &found.id, &found.name)
            .fields(json!({ "name": found.name }), json!(null)),
    ))
}

/// Marks a member as having left; ends the sessions.
pub(super) async fn apply_gone(conn: &mut Conn, context: &Context, row: &Row) -> Result<Applied> {
    let id = MemberId(row.subject_id.clone().unwrap_or_default());
    let old = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    if old.held.role == Role::SuperAdmin
        && old.status == Status::Active
        && rows::count_super_admins(conn, &context.organisation).await? <= 1
    {
        return Err(Code::LastSuperAdmin.into());
    }
    let before = before(conn, context, &old, true).await?;
    let revision: i64 = sqlx::query_scalar(
        "update members set status = 'terminated', revision = revision + 1 where id = $1 returning revision",
    )
    .bind(&id)
    .fetch_one(&mut *conn)
    .await?;
    if let Some(account) = &old.account_id {
        sessions::end_all(conn, account).await?;
    }
    let record = Record::new(Verb::Terminate, Subject::Member, &id, &old.name)
        .fields(json!({ "status": old.status }), json!({ "status": Status::Terminated }));
    Ok(Applied { subject_id: id.0, revision, restore: serde_json::to_value(before)?, record: Some(record) })
}

/// Brings a departed member back.
pub(super) async fn invert_gone(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    invert(conn, context, row).await
}
