//! The agents and members here that the rows of a block may be about.

use super::super::judge::Judged;
use super::Found;
use crate::roles::Held;
use crate::roles::rows::{COLUMNS, JOIN};
use crate::store::push_list;
use crate::{Conn, Db, Result, Viewer, agents};
use model::agent::AgentGroup;
use model::member::Status;
use model::{AccountId, AgentId, MemberId, OrganisationId};
use sqlx::QueryBuilder;
use std::collections::{BTreeSet, HashMap, HashSet};

/// An agent here, also one in the recycle bin.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Here {
    pub id: AgentId,
    member_id: MemberId,
    pub name: String,
    pub nickname: String,
    pub number: String,
    number_key: String,
    email_key: String,
    pub revision: i64,
    /// In the recycle bin, as are those who left.
    pub gone: bool,
    #[sqlx(flatten)]
    pub held: Held,
    /// The skill groups.
    #[sqlx(skip)]
    pub groups: Vec<AgentGroup>,
}

/// A member here.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Person {
    pub id: MemberId,
    pub name: String,
    email_key: String,
    pub status: Status,
    pub account_id: Option<AccountId>,
    #[sqlx(flatten)]
    pub held: Held,
}

/// All that were found, by what they were found by.
#[derive(Debug, Default)]
pub(super) struct Known {
    agents: HashMap<(&'static str, String), Here>,
    members: HashMap<String, Person>,
    accounts: HashSet<String>,
}

/// By what agents are found: the column, and what an agent has in it.
type By = (&'static str, fn(&Here) -> &str);
const NUMBER: By = ("a.number_key", |here| &here.number_key);
const EMAIL: By = ("a.email_key", |here| &here.email_key);
const MEMBER: By = ("a.member_id", |here| here.member_id.as_str());

impl Known {
    /// Looks everybody up at once.
    pub async fn look<'a>(
        conn: &mut Conn,
        viewer: &Viewer,
        rows: impl Iterator<Item = &'a Judged<Found>> + Clone,
    ) -> Result<Self> {
        let numbers: BTreeSet<String> = rows.clone().filter_map(|row| row.keys.other.clone()).collect();
        let emails: BTreeSet<String> = rows.filter_map(|row| row.keys.email.clone()).collect();
        let emails: Vec<String> = emails.into_iter().collect();
        let mut known = Self::default();
        for person in members(conn, &viewer.organisation, &emails).await? {
            // Those most in first.
            let standing = known.members.get(&person.email_key);
            if standing.is_none_or(|one| (rank(person.status), &person.id) < (rank(one.status), &one.id)) {
                known.members.insert(person.email_key.clone(), person);
            }
        }
        let ids: Vec<String> = known.members.values().map(|person| person.id.0.clone()).collect();
        let keys = [(NUMBER, numbers.into_iter().collect()), (EMAIL, emails.clone()), (MEMBER, ids)];
        for (by, keys) in keys {
            known.look_by(conn, &viewer.organisation, by, &keys).await?;
        }
        known.accounts = accounts(conn, &emails).await?;
        Ok(known)
    }

    async fn look_by(
        &mut self,
        conn: &mut Conn,
        organisation: &OrganisationId,
        (column, key): By,
        keys: &[String],
    ) -> Result<()> {
        for block in keys.chunks(crate::store::BLOCK) {
            let mut sql = QueryBuilder::<Db>::new(
                "select a.id, a.member_id, a.name, a.nickname, a.number, a.number_key, a.email_key, a.revision, \
                 (a.deleted_at is not null or m.status = 'terminated') as gone, ",
            );
            sql.push(COLUMNS).push(" from agents a join members m on m.id = a.member_id").push(JOIN);
            sql.push(" where not a.replaced and a.organisation_id = ").push_bind(organisation.clone());
            sql.push(" and ").push(column).push(" in (");
            push_list(&mut sql, block.iter().cloned());
            let found: Vec<Here> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
            let ids: Vec<AgentId> = found.iter().map(|here| here.id.clone()).collect();
            let mut groups = agents::groups_of(conn, &ids).await?;
            for here in found {
                let groups = groups.remove(&here.id).unwrap_or_default();
                self.agents.insert((column, key(&here).to_owned()), Here { groups, ..here });
            }
        }
        Ok(())
    }

    fn agent(&self, (column, _): By, key: Option<&String>) -> Option<&Here> {
        self.agents.get(&(column, key?.clone()))
    }

    /// The agent with this number, folded.
    pub fn by_number(&self, key: Option<&String>) -> Option<&Here> {
        self.agent(NUMBER, key)
    }

    /// The agent with this address.
    pub fn by_email(&self, key: Option<&String>) -> Option<&Here> {
        self.agent(EMAIL, key)
    }

    /// The agent that a member is, or was until he was deleted.
    pub fn of_member(&self, person: &Person) -> Option<&Here> {
        self.agent(MEMBER, Some(&person.id.0))
    }

    /// The member with this address.
    pub fn member(&self, key: Option<&String>) -> Option<&Person> {
        self.members.get(key?)
    }

    /// Whether somebody, wherever, has an account with this address.
    pub fn has_account(&self, key: Option<&String>) -> bool {
        key.is_some_and(|key| self.accounts.contains(key))
    }
}

const fn rank(status: Status) -> u8 {
    match status {
        Status::Active => 0,
        Status::Invited => 1,
        Status::Suspended => 2,
        Status::Pending => 3,
        Status::Rejected => 4,
        Status::Terminated => 5,
    }
}

async fn members(conn: &mut Conn, organisation: &OrganisationId, emails: &[String]) -> Result<Vec<Person>> {
    let mut all = Vec::new();
    for block in emails.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select m.id, m.name, m.email_key, m.status, m.account_id, ");
        sql.push(COLUMNS).push(" from members m").push(JOIN);
        sql.push(" where m.organisation_id = ").push_bind(organisation.clone()).push(" and m.email_key in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Person> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    Ok(all)
}

async fn accounts(conn: &mut Conn, emails: &[String]) -> Result<HashSet<String>> {
    let mut all = HashSet::new();
    for block in emails.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select email_key from accounts where email_key in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<String> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    Ok(all)
}
