//! Somebody who asks to join may be here already, without an account: synchronised, or added by an admin. An admin decides
//! that it is the same person; an address or a name that somebody typed proves nothing.

use crate::members::{find_for, rows};
use crate::roles::{self, Held};
use crate::search::{self, Kind};
use crate::store::push_list;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Viewer, Write};
use model::join::Match;
use model::member::Status;
use model::problem::Fault;
use model::{AccountId, Code, MemberId, Problem};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The most matches of one request: of a common name there may be dozens.
const MOST: usize = 5;

#[derive(sqlx::FromRow)]
struct Row {
    asker: MemberId,
    id: MemberId,
    name: String,
    department: Option<String>,
    #[sqlx(flatten)]
    held: Held,
    same_address: bool,
}

/// Members without an account that have the name, the e-mail address or the phone number of those who ask; same addresses
/// first. Of those that the viewer sees.
pub(super) async fn matches(
    conn: &mut Conn,
    viewer: &Viewer,
    askers: &[MemberId],
) -> Result<HashMap<MemberId, Vec<Match>>> {
    let mut found: HashMap<MemberId, Vec<Match>> = HashMap::new();
    for block in askers.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select a.id as asker, m.id, m.name, d.name as department, ");
        sql.push(roles::rows::COLUMNS).push(
            ", (coalesce(m.email_key = a.email_key, 1 = 0) or coalesce(m.phone = a.phone, 1 = 0)) as same_address \
             from members a join members m on m.organisation_id = a.organisation_id and m.account_id is null \
             and (m.email_key = a.email_key or m.phone = a.phone or m.name = a.name) \
             left join departments d on d.id = m.main_department_id",
        );
        sql.push(roles::rows::JOIN).push(" where a.id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(") and m.status in ('active', 'invited')");
        if let Some(scope) = &viewer.scope {
            sql.push(" and ");
            push_path_scope(&mut sql, scope);
        }
        sql.push(" order by same_address desc, m.created_at, m.id");
        let rows: Vec<Row> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for row in rows {
            let matches = found.entry(row.asker).or_default();
            if matches.len() < MOST {
                let Row { id, name, department, held, same_address, .. } = row;
                let own_role = held.own();
                matches.push(Match { id, name, department, role: held.role, own_role, same_address });
            }
        }
    }
    Ok(found)
}

/// The member that one who asked turns out to be gets his account and all his requests; what was made for the request goes.
///
/// # Errors
/// [`Code::Invalid`] on `same_as` for somebody the viewer does not see, who has an account by now, or who has left;
/// [`Code::RoleAboveOwn`] for somebody with a role that the viewer could not give.
pub(super) async fn unite(tx: &mut Write, viewer: &Viewer, asker: &MemberId, same: &MemberId) -> Result<()> {
    let unknown = || Problem::field("same_as", Fault::Unknown);
    let here = match find_for(tx, viewer, same).await {
        Err(error) if error.code() == Some(Code::NotFound) => return Err(unknown().into()),
        found => found?,
    };
    if here.account_id.is_some() || !matches!(here.status, Status::Active | Status::Invited) {
        return Err(unknown().into());
    }
    // With the member comes the role: whoever could not give it cannot hand it to somebody who asks.
    if !here.held.is_plain() && !viewer.may_give(&here.held.rights()) {
        return Err(Code::RoleAboveOwn.into());
    }
    let account: Option<AccountId> =
        sqlx::query_scalar("select account_id from members where id = $1").bind(asker).fetch_one(&mut **tx).await?;
    for statement in [
        "update joins set member_id = $1 where member_id = $2",
        "update members set email = coalesce(email, (select a.email from members a where a.id = $2)), \
         email_key = coalesce(email_key, (select a.email_key from members a where a.id = $2)), \
         phone = coalesce(phone, (select a.phone from members a where a.id = $2)) where id = $1",
    ] {
        sqlx::query(statement).bind(same).bind(asker).execute(&mut **tx).await?;
    }
    search::remove(tx, Kind::Member, &[asker.as_str()]).await?;
    for statement in [
        "delete from member_departments where member_id = $1",
        "delete from member_scopes where member_id = $1",
        "delete from members where id = $1",
    ] {
        sqlx::query(statement).bind(asker).execute(&mut **tx).await?;
    }
    // Only now: an account is one member of an organisation.
    sqlx::query("update members set account_id = $1, status = 'active', revision = revision + 1 where id = $2")
        .bind(&account)
        .bind(same)
        .execute(&mut **tx)
        .await?;
    rows::index(tx, &viewer.organisation, same).await
}
