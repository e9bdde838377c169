//! The SQL of agents.

use super::groups;
use crate::keys::{fold, name_keys};
use crate::roles::Held;
use crate::search::{self, Entry, Kind};
use crate::store::one;
use crate::{Conn, Db, Result};
use model::agent::{AgentGroup, AgentRow, AgentState, ForcedOffline, LiveWork, PasswordState};
use model::agent_edit::BIN_DAYS;
use model::member::Status;
use model::moment::DAY;
use model::{AccountId, AgentId, MemberId, Moment, OrganisationId};
use sqlx::QueryBuilder;

/// The columns of [`Row`]; the table is named `a`.
pub const SELECT: &str = "select a.id, a.organisation_id, a.member_id, a.name, a.name_key, a.nickname, a.number, a.email, a.state, \
     a.state_since, a.forced_at, a.forced_by, a.forced_reason, a.forced_until, a.forced_work, \
     fg.name as forced_group, a.last_sign_in_at, a.zone, a.deleted_at, a.replaces_id, a.replaced, a.revision, m.status, m.account_id, \
     acc.password_expires_at, acc.managed_by, acc.language, m.role, m.own_role_id, own.name as own_role, \
     own.permissions as own_permissions, own.scoped as own_scoped from agents a join members m on m.id = a.member_id \
     left join accounts acc on acc.id = m.account_id left join roles own on own.id = m.own_role_id \
     left join skill_groups fg on fg.id = a.forced_group_id ";

/// An agent as stored, with the account that he signs in with.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct Row {
    /// Its id.
    pub id: AgentId,
    /// Whose agent.
    pub organisation_id: OrganisationId,
    /// The member that the agent is.
    pub member_id: MemberId,
    /// The name.
    pub name: String,
    /// What the name is sorted by.
    pub name_key: String,
    /// What customers read.
    pub nickname: String,
    /// The agent number.
    pub number: String,
    /// Where passwords are mailed to.
    pub email: String,
    /// How the agent is.
    pub state: AgentState,
    /// Since when.
    pub state_since: Moment,
    /// Forced offline since.
    pub forced_at: Option<Moment>,
    forced_by: String,
    /// Why.
    pub forced_reason: String,
    /// Until when; `None` until somebody resumes him.
    pub forced_until: Option<Moment>,
    forced_work: LiveWork,
    forced_group: Option<String>,
    /// When he signed in last.
    pub last_sign_in_at: Option<Moment>,
    /// The time zone of the shifts.
    pub zone: String,
    /// In the recycle bin since.
    pub deleted_at: Option<Moment>,
    /// The agent whose place he took.
    pub replaces_id: Option<AgentId>,
    /// Whether somebody took his place.
    pub replaced: bool,
    /// Changes with every change.
    pub revision: i64,
    /// Where the member stands.
    pub status: Status,
    /// The account.
    pub account_id: Option<AccountId>,
    /// When the mailed password is of no use any more.
    pub password_expires_at: Option<Moment>,
    /// The organisation that made the account.
    pub managed_by: Option<OrganisationId>,
    /// The person's language.
    pub language: Option<String>,
    /// The member's role.
    #[sqlx(flatten)]
    pub held: Held,
}

impl Row {
    /// Whether the account is older than the agent: nobody else sets its password.
    pub fn has_own_account(&self) -> bool {
        self.managed_by.as_ref() != Some(&self.organisation_id)
    }

    /// Whether he is there no more: deleted, or the member has left.
    pub fn is_gone(&self) -> bool {
        self.deleted_at.is_some() || self.status == Status::Terminated
    }

    /// Whether he may not sign in at the moment.
    pub fn is_forced(&self, now: Moment) -> bool {
        self.forced_at.is_some() && self.forced_until.is_none_or(|until| until > now)
    }

    /// As screens show it.
    pub fn shown(self, groups: Vec<AgentGroup>, now: Moment) -> AgentRow {
        let forced = self.forced_at.filter(|_| self.is_forced(now)).map(|at| ForcedOffline {
            by: self.forced_by.clone(),
            reason: self.forced_reason.clone(),
            at,
            until: self.forced_until,
            work: self.forced_work,
            group: self.forced_group.clone(),
        });
        let own_account = self.has_own_account();
        let password = match self.password_expires_at {
            None => PasswordState::Own,
            Some(end) if end > now => PasswordState::Temporary,
            Some(_) => PasswordState::Expired,
        };
        AgentRow {
            role: self.held.key(),
            role_name: self.held.own().map(|own| own.name),
            id: self.id,
            member_id: self.member_id,
            name: self.name,
            nickname: self.nickname,
            number: self.number,
            email: self.email,
            groups,
            state: self.state,
            state_since: self.state_since,
            forced,
            password,
            last_sign_in_at: self.last_sign_in_at,
            kept_until: self.deleted_at.map(|at| at.plus(BIN_DAYS * DAY)),
            own_account,
            revision: self.revision,
        }
    }
}

/// Several as screens show them, each with its skill groups.
pub async fn shown(conn: &mut Conn, found: Vec<Row>, now: Moment) -> Result<Vec<AgentRow>> {
    let ids: Vec<AgentId> = found.iter().map(|row| row.id.clone()).collect();
    let mut groups = groups::of(conn, &ids).await?;
    Ok(found
        .into_iter()
        .map(|row| {
            let own = groups.remove(&row.id).unwrap_or_default();
            row.shown(own, now)
        })
        .collect())
}

/// The agent with this id in this organisation.
pub async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &AgentId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where a.organisation_id = ").push_bind(organisation.clone());
    sql.push(" and a.id = ").push_bind(id.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// The agent that a member is; not one in the recycle bin.
pub async fn of_member(conn: &mut Conn, member: &MemberId) -> Result<Option<Row>> {
    let mut sql = QueryBuilder::<Db>::new(SELECT);
    sql.push("where a.deleted_at is null and not a.replaced and a.member_id = ").push_bind(member.clone());
    Ok(sql.build_query_as().fetch_optional(conn).await?)
}

/// An agent to be written.
#[derive(Debug)]
pub struct New<'a> {
    /// Its id.
    pub id: AgentId,
    /// The member that he is.
    pub member: &'a MemberId,
    /// The name.
    pub name: &'a str,
    /// What customers read.
    pub nickname: &'a str,
    /// The agent number.
    pub number: &'a str,
    /// Where passwords are mailed to.
    pub email: &'a str,
    /// The agent whose place he takes.
    pub replaces: Option<&'a AgentId>,
}

/// Writes an agent and puts him into the search index.
///
/// # Errors
/// What the database says; two at once with one number or address.
pub async fn insert(conn: &mut Conn, organisation: &OrganisationId, new: &New<'_>, now: Moment) -> Result<()> {
    let keys = name_keys(new.name);
    sqlx::query(
        "insert into agents (id, organisation_id, member_id, name, name_key, initials_key, nickname, nickname_key, number, \
         number_key, email, email_key, state, state_since, forced_by, forced_reason, forced_work, zone, replaces_id, replaced, \
         revision, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'offline', $13, '', '', 'finish', '', \
         $14, $15, 1, $13)",
    )
    .bind(&new.id)
    .bind(organisation)
    .bind(new.member)
    .bind(new.name)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(new.nickname)
    .bind(fold(new.nickname))
    .bind(new.number)
    .bind(fold(new.number))
    .bind(new.email)
    .bind(fold(new.email))
    .bind(now)
    .bind(new.replaces)
    .bind(false)
    .execute(&mut *conn)
    .await?;
    index(conn, organisation, (&new.id, new.name), [new.nickname, new.number, new.email]).await
}

/// Brings the search index up to date.
async fn index(
    conn: &mut Conn,
    organisation: &OrganisationId,
    (id, name): (&AgentId, &str),
    [nickname, number, email]: [&str; 3],
) -> Result<()> {
    let keys = name_keys(name);
    let texts = vec![name, &keys.full, &keys.initials, nickname, number, email];
    search::put(conn, organisation, Kind::Agent, &[Entry { id: id.as_str(), name, texts }]).await
}

/// Writes another name and nickname.
pub async fn rename(conn: &mut Conn, row: &Row, name: &str, nickname: &str) -> Result<()> {
    let keys = name_keys(name);
    sqlx::query(
        "update agents set name = $1, name_key = $2, initials_key = $3, nickname = $4, nickname_key = $5 where id = $6",
    )
    .bind(name)
    .bind(&keys.full)
    .bind(&keys.initials)
    .bind(nickname)
    .bind(fold(nickname))
    .bind(&row.id)
    .execute(&mut *conn)
    .await?;
    index(conn, &row.organisation_id, (&row.id, name), [nickname, &row.number, &row.email]).await
}

/// Counts a change of an agent that stands as it was read.
///
/// # Errors
/// [`model::Code::Stale`] if somebody was faster.
pub async fn count_change(conn: &mut Conn, row: &Row) -> Result<()> {
    let changed = sqlx::query("update agents set revision = revision + 1 where id = $1 and revision = $2")
        .bind(&row.id)
        .bind(row.revision)
        .execute(conn)
        .await?;
    one(changed.rows_affected())
}
