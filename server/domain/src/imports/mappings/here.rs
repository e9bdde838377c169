//! Members and accounts that rows about mappings may mean.

use super::{Found, member_key};
use crate::keys::fold;
use crate::members::rows::email_key;
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::mapping::MappingStatus;
use model::member::Status;
use model::{ConnectionId, MemberId, OrganisationId};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A member here.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Person {
    pub id: MemberId,
    pub name: String,
    pub status: Status,
    email_key: String,
    work_number: String,
}

impl Person {
    /// Whether an account can be his.
    pub const fn is_here(&self) -> bool {
        matches!(self.status, Status::Active | Status::Suspended)
    }
}

/// An account there.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Account {
    pub external_id: String,
    pub name: String,
    email_key: String,
    number: String,
    /// There and switched on.
    pub active: bool,
    pub taken_id: Option<MemberId>,
    pub taken_name: Option<String>,
}

/// Where a member stands on a connection.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Stands {
    member_id: MemberId,
    pub status: MappingStatus,
    pub external_id: Option<String>,
    pub account: Option<String>,
}

/// All that were found, by what they were found by.
#[derive(Debug, Default)]
pub(super) struct Known {
    members: HashMap<(&'static str, String), Vec<Person>>,
    accounts: HashMap<(ConnectionId, &'static str, String), Vec<Account>>,
    stands: HashMap<String, Stands>,
}

/// The form in which members' addresses are compared.
fn address(text: &str) -> String {
    email_key(Some(text)).unwrap_or_default()
}

/// By what members are found: a name for it, and the column.
const BY: [(&str, &str); 3] = [("id", "m.id"), ("email", "m.email_key"), ("number", "m.work_number")];
/// By what accounts are found: a name for it, and the column.
const THERE: [(&str, &str); 3] = [("id", "a.external_id"), ("email", "a.email_key"), ("number", "a.number")];

impl Known {
    /// Looks everything up at once.
    pub async fn look<'a>(
        conn: &mut Conn,
        organisation: &OrganisationId,
        rows: impl Iterator<Item = &'a Found> + Clone,
    ) -> Result<Self> {
        let mut known = Self::default();
        for (by, column) in BY {
            let texts = rows.clone().map(|row| match by {
                "id" => row.said.member_id.clone(),
                "email" => address(&row.said.email),
                _ => row.said.work_number.clone(),
            });
            let texts: BTreeSet<String> = texts.filter(|text| !text.is_empty()).collect();
            for person in members(conn, organisation, column, &texts.into_iter().collect::<Vec<_>>()).await? {
                let key = match by {
                    "id" => person.id.0.clone(),
                    "email" => person.email_key.clone(),
                    _ => person.work_number.clone(),
                };
                known.members.entry((by, key)).or_default().push(person);
            }
        }
        let mut by_connection: BTreeMap<&ConnectionId, Vec<&Found>> = BTreeMap::new();
        for row in rows {
            if let Some(place) = &row.connection {
                by_connection.entry(&place.id).or_default().push(row);
            }
        }
        for (connection, rows) in by_connection {
            known.look_there(conn, connection, &rows).await?;
        }
        Ok(known)
    }

    async fn look_there(&mut self, conn: &mut Conn, connection: &ConnectionId, rows: &[&Found]) -> Result<()> {
        for (by, column) in THERE {
            let texts = rows.iter().map(|row| match by {
                "id" => row.said.external_id.clone(),
                "email" => fold(&row.said.external_email),
                _ => row.said.external_number.clone(),
            });
            let texts: BTreeSet<String> = texts.filter(|text| !text.is_empty()).collect();
            for account in accounts(conn, connection, column, &texts.into_iter().collect::<Vec<_>>()).await? {
                let key = match by {
                    "id" => account.external_id.clone(),
                    "email" => account.email_key.clone(),
                    _ => account.number.clone(),
                };
                self.accounts.entry((connection.clone(), by, key)).or_default().push(account);
            }
        }
        let ids: BTreeSet<&MemberId> = rows.iter().flat_map(|row| self.meant(row)).map(|person| &person.id).collect();
        let ids: Vec<MemberId> = ids.into_iter().cloned().collect();
        for stands in stands(conn, connection, &ids).await? {
            self.stands.insert(member_key(connection, &stands.member_id), stands);
        }
        Ok(())
    }

    /// Everybody whom the cells of a row mean, by each cell that says something.
    pub fn meant(&self, row: &Found) -> Vec<&Person> {
        let said = &row.said;
        let keys =
            [("id", said.member_id.clone()), ("email", address(&said.email)), ("number", said.work_number.clone())];
        let mut meant: Vec<&Person> = Vec::new();
        for (by, key) in keys.into_iter().filter(|(_, key)| !key.is_empty()) {
            let found = self.members.get(&(by, key)).map_or(&[][..], Vec::as_slice);
            // Of several with an address or a number, whoever is here counts.
            let here = found.iter().any(Person::is_here);
            for person in found.iter().filter(|person| person.is_here() || !here) {
                if meant.iter().all(|known| known.id != person.id) {
                    meant.push(person);
                }
            }
        }
        meant
    }

    /// The accounts that a row means: those with the id, if one is given, else with the address, else with the number.
    pub fn there(&self, connection: &ConnectionId, row: &Found) -> &[Account] {
        let said = &row.said;
        let keys = [
            ("id", said.external_id.clone()),
            ("email", fold(&said.external_email)),
            ("number", said.external_number.clone()),
        ];
        let key = keys.into_iter().find(|(_, key)| !key.is_empty());
        let found = key.and_then(|(by, key)| self.accounts.get(&(connection.clone(), by, key)));
        found.map_or(&[], Vec::as_slice)
    }

    /// Where a member stands on a connection.
    pub fn stands(&self, connection: &ConnectionId, member: &MemberId) -> Option<&Stands> {
        self.stands.get(&member_key(connection, member))
    }
}

async fn members(
    conn: &mut Conn,
    organisation: &OrganisationId,
    column: &'static str,
    texts: &[String],
) -> Result<Vec<Person>> {
    let mut all = Vec::new();
    for block in texts.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select m.id, m.name, m.status, coalesce(m.email_key, '') as email_key, m.work_number from members m \
             where m.organisation_id = ",
        );
        sql.push_bind(organisation.clone()).push(" and ").push(column).push(" in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Person> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    all.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(all)
}

async fn accounts(
    conn: &mut Conn,
    connection: &ConnectionId,
    column: &'static str,
    texts: &[String],
) -> Result<Vec<Account>> {
    let mut all = Vec::new();
    for block in texts.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select a.external_id, a.name, a.email_key, a.number, a.active and not a.gone as active, t.member_id as taken_id, \
             o.name as taken_name from outside_accounts a left join mappings t on t.connection_id = a.connection_id \
             and t.external_id = a.external_id left join members o on o.id = t.member_id where a.connection_id = ",
        );
        // SQLite uses the indexes, which leave out what is empty, only if the question does so too.
        sql.push_bind(connection.clone()).push(" and ").push(column).push(" <> '' and ").push(column).push(" in (");
        push_list(&mut sql, block.iter().cloned());
        // In no order: asked for one, SQLite walks all accounts by their ids instead of using the index of the column.
        let found: Vec<Account> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    Ok(all)
}

async fn stands(conn: &mut Conn, connection: &ConnectionId, ids: &[MemberId]) -> Result<Vec<Stands>> {
    let mut all = Vec::new();
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select g.member_id, g.status, g.external_id, a.name as account from mappings g left join outside_accounts a \
             on a.connection_id = g.connection_id and a.external_id = g.external_id where g.connection_id = ",
        );
        sql.push_bind(connection.clone()).push(" and g.member_id in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Stands> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    Ok(all)
}
