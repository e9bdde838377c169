//! The SQL of mappings.

use crate::store::push_list;
use crate::{Conn, Db, Result, Viewer, connections};
use model::mapping::{Candidate, Evidence, Mapping, MappingReason, MappingStatus, OutsideAccount};
use model::permission::Permission;
use model::problem::Fault;
use model::{ConnectionId, MappingId, MemberId, Moment, OrganisationId, Problem};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// The columns of [`Row`]; members are named `m`, their mapping on the connection that is bound first `g`.
pub(super) const SELECT: &str = "select m.id as member_id, m.name, coalesce(m.email, '') as email, m.name_key, \
     m.work_number, coalesce(d.name, '') as department, g.id, coalesce(g.status, 'unmapped') as status, g.reason, coalesce(g.attempts, 0) as attempts, \
     coalesce(g.by_hand, m.id = '') as by_hand, coalesce(g.decided_by, '') as decided_by, g.since, coalesce(g.revision, 0) as revision, \
     a.external_id, a.name as account_name, a.email as account_email, a.number as account_number, a.detail as account_detail, \
     a.active and not a.gone as account_active \
     from members m left join departments d on d.id = m.main_department_id \
     left join mappings g on g.member_id = m.id and g.connection_id = ";

/// What follows it.
pub(super) const ACCOUNT: &str =
    " left join outside_accounts a on a.connection_id = g.connection_id and a.external_id = g.external_id ";

/// Members who count: those who are here, and whoever left with an account that is still his.
pub(super) const COUNTS: &str = "(m.status in ('active', 'suspended') or g.status = 'mapped') ";

/// A member on one connection, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub member_id: MemberId,
    pub name: String,
    pub email: String,
    pub name_key: String,
    pub work_number: String,
    department: String,
    pub id: Option<MappingId>,
    pub status: MappingStatus,
    reason: Option<MappingReason>,
    attempts: i64,
    pub by_hand: bool,
    decided_by: String,
    since: Option<Moment>,
    pub revision: i64,
    pub external_id: Option<String>,
    account_name: Option<String>,
    account_email: Option<String>,
    account_number: Option<String>,
    account_detail: Option<String>,
    account_active: Option<bool>,
}

impl Row {
    /// As a viewer sees it, without candidates.
    pub(super) fn shown(self, viewer: &Viewer, connection: &ConnectionId) -> Mapping {
        let account = self.external_id.map(|external_id| OutsideAccount {
            external_id,
            name: viewer.text(self.account_name.unwrap_or_default()),
            email: self.account_email.unwrap_or_default(),
            number: self.account_number.unwrap_or_default(),
            detail: self.account_detail.unwrap_or_default(),
            active: self.account_active.unwrap_or_default(),
            taken_by: None,
        });
        Mapping {
            id: self.id,
            connection_id: connection.clone(),
            member_id: self.member_id,
            name: viewer.text(self.name),
            email: self.email,
            department: self.department,
            status: self.status,
            reason: self.reason,
            attempts: self.attempts,
            account,
            candidates: Vec::new(),
            by_hand: self.by_hand,
            decided_by: self.decided_by,
            since: self.since,
            revision: self.revision,
            history: Vec::new(),
        }
    }
}

/// A connection of the viewer's organisation whose people are mapped.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MappingsRead`], [`model::Code::NotFound`].
pub(super) async fn connection(conn: &mut Conn, viewer: &Viewer, id: &ConnectionId) -> Result<connections::rows::Row> {
    viewer.require_everywhere(Permission::MappingsRead)?;
    let row = connections::rows::find(conn, &viewer.organisation, id).await?;
    if !row.kind.maps() {
        return Err(Problem::field("connection", Fault::Unknown).into());
    }
    Ok(row)
}

/// The member on the connection.
///
/// # Errors
/// [`model::Code::NotFound`].
pub(super) async fn find(
    conn: &mut Conn,
    organisation: &OrganisationId,
    (connection, member): (&ConnectionId, &MemberId),
) -> Result<Row> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push_bind(connection.clone()).push(ACCOUNT).push("where m.organisation_id = ");
    sql.push_bind(organisation.clone()).push(" and m.id = ").push_bind(member.clone());
    let row: Option<Row> = sql.build_query_as().fetch_optional(conn).await?;
    Ok(row.ok_or(model::Code::NotFound)?)
}

/// An account as stored, with whose it is.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Account {
    pub external_id: String,
    pub name: String,
    pub name_key: String,
    email: String,
    number: String,
    detail: String,
    pub active: bool,
    pub gone: bool,
    pub taken_id: Option<MemberId>,
    pub taken_name: Option<String>,
}

/// The columns of [`Account`].
pub(super) const ACCOUNTS: &str = "select a.external_id, a.name, a.name_key, a.email, a.number, a.detail, a.active, a.gone, \
     t.member_id as taken_id, o.name as taken_name from outside_accounts a \
     left join mappings t on t.connection_id = a.connection_id and t.external_id = a.external_id \
     left join members o on o.id = t.member_id ";

impl Account {
    /// As a viewer sees it.
    pub(super) fn shown(self, viewer: &Viewer) -> OutsideAccount {
        OutsideAccount {
            external_id: self.external_id,
            name: viewer.text(self.name),
            email: self.email,
            number: self.number,
            detail: self.detail,
            active: self.active && !self.gone,
            taken_by: self.taken_id.zip(self.taken_name.map(|name| viewer.text(name))),
        }
    }
}

/// The account with this id there.
pub(super) async fn account(conn: &mut Conn, connection: &ConnectionId, external: &str) -> Result<Option<Account>> {
    let mut sql = QueryBuilder::<Db>::new(ACCOUNTS);
    sql.push("where a.connection_id = ").push_bind(connection.clone());
    sql.push(" and a.external_id = ").push_bind(external.to_owned());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// What may be the accounts of these, the likeliest first.
pub(super) async fn candidates(
    conn: &mut Conn,
    viewer: &Viewer,
    connection: &ConnectionId,
    ids: &[MappingId],
) -> Result<HashMap<MappingId, Vec<Candidate>>> {
    #[derive(sqlx::FromRow)]
    struct Found {
        mapping_id: MappingId,
        score: i64,
        evidence: String,
        #[sqlx(flatten)]
        account: Account,
    }
    let mut all: HashMap<MappingId, Vec<Candidate>> = HashMap::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select c.mapping_id, c.score, c.evidence, a.external_id, a.name, a.name_key, a.email, a.number, a.detail, a.active, a.gone, \
             t.member_id as taken_id, o.name as taken_name from mapping_candidates c \
             join outside_accounts a on a.external_id = c.external_id and a.connection_id = ",
        );
        sql.push_bind(connection.clone()).push(
            " left join mappings t on t.connection_id = a.connection_id and t.external_id = a.external_id \
             left join members o on o.id = t.member_id where c.mapping_id in (",
        );
        push_list(&mut sql, block.iter().cloned());
        sql.push(") order by c.mapping_id, c.score desc, a.name_key, a.external_id");
        let found: Vec<Found> = sql.build_query_as().fetch_all(&mut *conn).await?;
        for one in found {
            all.entry(one.mapping_id).or_default().push(Candidate {
                account: one.account.shown(viewer),
                score: one.score,
                evidence: one.evidence.split_whitespace().filter_map(Evidence::from_word).collect(),
            });
        }
    }
    Ok(all)
}

/// Where a member stands from now on.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a> {
    pub member: &'a MemberId,
    pub status: MappingStatus,
    pub reason: Option<MappingReason>,
    pub external_id: Option<&'a str>,
    pub attempts: i64,
    pub tried_email: &'a str,
    pub by_hand: bool,
    pub decided_by: &'a str,
}

impl<'a> Standing<'a> {
    /// Without an account, and tried anew by the next run.
    pub(super) const fn none(member: &'a MemberId, reason: Option<MappingReason>) -> Self {
        Self {
            member,
            status: MappingStatus::Unmapped,
            reason,
            external_id: None,
            attempts: 0,
            tried_email: "",
            by_hand: false,
            decided_by: "",
        }
    }
}

/// Writes where members stand.
///
/// # Errors
/// What the database says; an account that is somebody else's violates a constraint.
pub(super) async fn put(
    conn: &mut Conn,
    ids: &crate::Ids,
    (organisation, connection): (&OrganisationId, &ConnectionId),
    standings: &[Standing<'_>],
    now: Moment,
) -> Result<()> {
    for block in crate::store::blocks(standings) {
        let mut sql = QueryBuilder::<Db>::new(
            "insert into mappings (id, organisation_id, connection_id, member_id, status, reason, external_id, attempts, tried_email, \
             by_hand, decided_by, since, revision) ",
        );
        sql.push_values(block, |mut row, one| {
            row.push_bind(ids.next::<MappingId>())
                .push_bind(organisation)
                .push_bind(connection)
                .push_bind(one.member)
                .push_bind(one.status)
                .push_bind(one.reason)
                .push_bind(one.external_id)
                .push_bind(one.attempts)
                .push_bind(one.tried_email)
                .push_bind(one.by_hand)
                .push_bind(one.decided_by)
                .push_bind(now)
                .push_bind(1_i64);
        });
        sql.push(
            " on conflict (connection_id, member_id) do update set status = excluded.status, reason = excluded.reason, \
             external_id = excluded.external_id, attempts = excluded.attempts, tried_email = excluded.tried_email, \
             by_hand = excluded.by_hand, decided_by = excluded.decided_by, since = excluded.since, \
             revision = mappings.revision + 1",
        );
        sql.build().execute(&mut *conn).await?;
    }
    let members: Vec<MemberId> = standings.iter().map(|one| one.member.clone()).collect();
    crate::presence::accounts_changed(conn, connection, &members, now).await
}

/// Ids and revisions of the mappings of members.
pub(super) async fn revisions(
    conn: &mut Conn,
    connection: &ConnectionId,
    members: &[MemberId],
) -> Result<HashMap<MemberId, (MappingId, i64)>> {
    let mut all = HashMap::new();
    for block in members.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select member_id, id, revision from mappings where connection_id = ");
        sql.push_bind(connection.clone()).push(" and member_id in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<(MemberId, MappingId, i64)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found.into_iter().map(|(member, id, revision)| (member, (id, revision))));
    }
    Ok(all)
}

/// Remembers that an account was taken from a member by a person.
pub(super) async fn refuse(
    conn: &mut Conn,
    connection: &ConnectionId,
    member: &MemberId,
    external: &str,
) -> Result<()> {
    sqlx::query(
        "insert into mapping_refusals (connection_id, member_id, external_id) values ($1, $2, $3) on conflict do nothing",
    )
    .bind(connection)
    .bind(member)
    .bind(external)
    .execute(conn)
    .await?;
    Ok(())
}

/// Remembers it of many at once.
pub(super) async fn refuse_all(conn: &mut Conn, connection: &ConnectionId, pairs: &[(&MemberId, &str)]) -> Result<()> {
    for block in crate::store::blocks(pairs) {
        let mut sql = QueryBuilder::<Db>::new("insert into mapping_refusals (connection_id, member_id, external_id) ");
        sql.push_values(block, |mut row, (member, external)| {
            row.push_bind(connection).push_bind(*member).push_bind(*external);
        });
        sql.push(" on conflict do nothing").build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Forgets it: a person gave the account back.
pub(super) async fn allow(conn: &mut Conn, connection: &ConnectionId, member: &MemberId, external: &str) -> Result<()> {
    sqlx::query("delete from mapping_refusals where connection_id = $1 and member_id = $2 and external_id = $3")
        .bind(connection)
        .bind(member)
        .bind(external)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets it for many at once.
pub(super) async fn allow_all(conn: &mut Conn, connection: &ConnectionId, pairs: &[(&MemberId, &str)]) -> Result<()> {
    for block in crate::store::blocks(pairs) {
        let mut sql = QueryBuilder::<Db>::new("with pairs (member_id, external_id) as (");
        sql.push_values(block, |mut row, (member, external)| {
            row.push_bind(*member).push_bind(*external);
        });
        sql.push(") delete from mapping_refusals where (member_id, external_id) in (select member_id, external_id from pairs) and connection_id = ");
        sql.push_bind(connection).build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// Nothing has to be chosen any more.
pub(super) async fn forget_candidates(conn: &mut Conn, ids: &[MappingId]) -> Result<()> {
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("delete from mapping_candidates where mapping_id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(")").build().execute(&mut *conn).await?;
    }
    Ok(())
}
