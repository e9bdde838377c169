//! The SQL of invitations.

use crate::page::Cursor;
use crate::roles::Held;
use crate::store::push_list;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Viewer};
use model::invitation::{Channel, InvitationQuery, InvitationState};
use model::language::Language;
use model::member::Status;
use model::permission::Role;
use model::{AccountId, DepartmentId, InvitationId, MemberId, Moment, OrganisationId};
use sqlx::QueryBuilder;

/// An invitation as stored, with the names it points at.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: InvitationId,
    /// Into which organisation.
    pub organisation_id: OrganisationId,
    /// How it reaches people.
    pub kind: Channel,
    /// The member that it is for; nobody in particular for a link.
    pub member_id: Option<MemberId>,
    /// Where it was sent.
    pub address: String,
    /// The only account that may use it.
    pub account_id: Option<AccountId>,
    /// The language of its message.
    pub language: Language,
    /// The token, sealed.
    pub token_sealed: String,
    /// Who made it.
    pub inviter_id: MemberId,
    /// Their name.
    pub inviter: String,
    /// Their role.
    pub inviter_role: Role,
    /// Where they stand.
    pub inviter_status: Status,
    /// Into which department.
    pub department_id: Option<DepartmentId>,
    /// Its name.
    pub department: Option<String>,
    /// Its path.
    pub department_path: Option<String>,
    /// As what.
    pub position: String,
    /// The role of whoever comes in: the link's, or the one that the invited member has.
    #[sqlx(flatten)]
    pub held: Held,
    /// A note.
    pub note: String,
    /// When it stops working.
    pub expires_at: Option<Moment>,
    /// How many may use it.
    pub max_uses: Option<i64>,
    /// How many have.
    pub uses: i64,
    /// Active, paused or revoked.
    pub state: InvitationState,
    /// Changes with every change.
    pub revision: i64,
    /// When it was made.
    pub created_at: Moment,
}

const SELECT: &str = "select i.id, i.organisation_id, i.kind, i.member_id, i.address, i.account_id, i.language, i.token_sealed, i.inviter_id, m.name as inviter, \
     m.role as inviter_role, m.status as inviter_status, i.department_id, d.name as department, d.path as department_path, \
     i.position, coalesce(t.role, i.role) as role, coalesce(t.own_role_id, i.own_role_id) as own_role_id, own.name as own_role, \
     own.permissions as own_permissions, own.scoped as own_scoped, i.note, i.expires_at, i.max_uses, i.uses, i.state, i.revision, i.created_at from invitations i join members m on m.id = i.inviter_id \
     left join departments d on d.id = i.department_id left join members t on t.id = i.member_id \
     left join roles own on own.id = coalesce(t.own_role_id, i.own_role_id) ";

/// The invitation with this id in this organisation.
pub async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &InvitationId) -> Result<Option<Row>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where i.organisation_id = ").push_bind(organisation.clone());
    query.push(" and i.id = ").push_bind(id.clone());
    Ok(query.build_query_as().fetch_optional(conn).await?)
}

/// The invitation that a link leads to, in whatever organisation.
pub async fn find_by_token(conn: &mut Conn, token: &str) -> Result<Option<Row>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where i.token_hash = ").push_bind(crate::keys::sha256(token));
    Ok(query.build_query_as().fetch_optional(conn).await?)
}

/// The newest links that the viewer sees; unless `ended`, only those that work or are paused.
pub async fn newest(conn: &mut Conn, viewer: &Viewer, ended: bool, now: Moment, most: i64) -> Result<Vec<Row>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where i.organisation_id = ").push_bind(viewer.organisation.clone());
    query.push(" and i.kind = 'link'");
    if !ended {
        // What `super::state` says of a row, so that ended ones do not crowd out those in force.
        query.push(" and i.state <> 'revoked' and m.status not in ('terminated', 'suspended')");
        query.push(" and (i.max_uses is null or i.uses < i.max_uses)");
        query.push(" and (i.expires_at is null or i.expires_at > ").push_bind(now).push(")");
    }
    if let Some(scope) = &viewer.scope {
        query.push(" and (i.inviter_id = ").push_bind(viewer.person().cloned()).push(" or ");
        push_path_scope(&mut query, scope);
        query.push(")");
    }
    query.push(" order by i.created_at desc, i.id desc limit ").push_bind(most);
    Ok(query.build_query_as().fetch_all(conn).await?)
}

/// The next invitations that a filter lets through, newest first.
pub async fn page(
    conn: &mut Conn,
    viewer: &Viewer,
    query: &InvitationQuery,
    after: Option<&Cursor>,
    most: i64,
) -> Result<Vec<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    push_filter(&mut sql, viewer, query);
    if let Some(cursor) = after {
        sql.push(" and (i.created_at, i.id) < (").push_bind(cursor.number()?).push(", ");
        sql.push_bind(cursor.id.clone()).push(")");
    }
    sql.push(" order by i.created_at desc, i.id desc limit ").push_bind(most);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

/// How many a filter lets through.
pub async fn count(conn: &mut Conn, viewer: &Viewer, query: &InvitationQuery) -> Result<i64> {
    let mut sql = QueryBuilder::<Db>::new(
        "select count(*) from invitations i left join departments d on d.id = i.department_id ",
    );
    push_filter(&mut sql, viewer, query);
    Ok(sql.build_query_scalar().fetch_one(conn).await?)
}

fn push_filter(sql: &mut QueryBuilder<Db>, viewer: &Viewer, query: &InvitationQuery) {
    sql.push("where i.organisation_id = ").push_bind(viewer.organisation.clone());
    if !query.kinds.is_empty() {
        sql.push(" and i.kind in (");
        push_list(sql, query.kinds.iter().copied());
        sql.push(")");
    }
    if let Some(scope) = &viewer.scope {
        sql.push(" and (i.inviter_id = ").push_bind(viewer.person().cloned()).push(" or ");
        push_path_scope(sql, scope);
        sql.push(")");
    }
}

/// The newest invitation of each of these members, in no order.
pub async fn of_members(conn: &mut Conn, viewer: &Viewer, members: &[MemberId]) -> Result<Vec<Row>> {
    let mut found = Vec::new();
    for block in members.chunks(crate::store::BLOCK) {
        let mut query = QueryBuilder::<Db>::new(SELECT);
        query.push("where i.organisation_id = ").push_bind(viewer.organisation.clone());
        query.push(" and i.member_id in (");
        push_list(&mut query, block.iter().cloned());
        query.push(
            ") and not exists (select 1 from invitations n where n.member_id = i.member_id \
             and (n.created_at, n.id) > (i.created_at, i.id))",
        );
        found.extend(query.build_query_as::<Row>().fetch_all(&mut *conn).await?);
    }
    Ok(found)
}
