//! The members that Auto Sync looks at, block by block.

use crate::roles::Held;
use crate::{Conn, Db, Result};
use model::mapping::{MappingReason, MappingStatus};
use model::{ConnectionId, MemberId, OrganisationId};
use sqlx::QueryBuilder;

/// Members that are looked at together.
pub(super) const BLOCK: i64 = 1_000;

/// A member, with how he stands on the connection.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Person {
    pub id: MemberId,
    pub name: String,
    pub name_key: String,
    pub email_key: String,
    pub phone: String,
    pub work_number: String,
    /// Neither left nor still on the way in.
    pub here: bool,
    #[sqlx(flatten)]
    pub held: Held,
    pub status: Option<MappingStatus>,
    pub reason: Option<MappingReason>,
    pub external_id: Option<String>,
    pub attempts: i64,
    pub tried_email: String,
    pub by_hand: bool,
    /// Whether the mapped account is there and switched on.
    pub account_active: Option<bool>,
    pub account_name: Option<String>,
}

/// The next members who are here, or who left and still have an account.
pub(super) async fn block(
    conn: &mut Conn,
    organisation: &OrganisationId,
    connection: &ConnectionId,
    after: &str,
) -> Result<Vec<Person>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select m.id, m.name, m.name_key, coalesce(m.email_key, '') as email_key, coalesce(m.phone, '') as phone, m.work_number, \
         m.status in ('active', 'suspended') as here, m.role, m.own_role_id, own.name as own_role, \
         own.permissions as own_permissions, own.scoped as own_scoped, g.status, g.reason, g.external_id, \
         coalesce(g.attempts, 0) as attempts, coalesce(g.tried_email, '') as tried_email, coalesce(g.by_hand, m.id = '') as by_hand, \
         a.active and not a.gone as account_active, a.name as account_name \
         from members m left join roles own on own.id = m.own_role_id \
         left join mappings g on g.member_id = m.id and g.connection_id = ",
    );
    sql.push_bind(connection.clone()).push(super::super::rows::ACCOUNT).push("where m.organisation_id = ");
    sql.push_bind(organisation.clone()).push(" and ").push(super::super::rows::COUNTS).push(" and m.id > ");
    sql.push_bind(after.to_owned()).push(" order by m.id limit ").push_bind(BLOCK);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}
