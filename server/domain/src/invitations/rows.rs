//! The SQL of invitations.

use crate::{Conn, Db, Result};
use model::invitation::InvitationState;
use model::{DepartmentId, InvitationId, MemberId, Moment, OrganisationId};
use sqlx::QueryBuilder;

/// An invitation as stored, with the names it points at.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: InvitationId,
    /// Into which organisation.
    pub organisation_id: OrganisationId,
    /// The token, sealed.
    pub token_sealed: String,
    /// Who made it.
    pub inviter_id: MemberId,
    /// Their name.
    pub inviter: String,
    /// Into which department.
    pub department_id: Option<DepartmentId>,
    /// Its name.
    pub department: Option<String>,
    /// Its path.
    pub department_path: Option<String>,
    /// As what.
    pub position: String,
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

const SELECT: &str = "select i.id, i.organisation_id, i.token_sealed, i.inviter_id, m.name as inviter, i.department_id, \
     d.name as department, d.path as department_path, i.position, i.note, i.expires_at, i.max_uses, i.uses, i.state, \
     i.revision, i.created_at from invitations i join members m on m.id = i.inviter_id \
     left join departments d on d.id = i.department_id ";

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

/// The newest invitations of an organisation.
pub async fn newest(conn: &mut Conn, organisation: &OrganisationId, most: i64) -> Result<Vec<Row>> {
    let mut query = QueryBuilder::<Db>::new(SELECT);
    query.push("where i.organisation_id = ").push_bind(organisation.clone());
    query.push(" order by i.created_at desc, i.id desc limit ").push_bind(most);
    Ok(query.build_query_as().fetch_all(conn).await?)
}
