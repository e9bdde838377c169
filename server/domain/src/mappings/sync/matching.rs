//! Which accounts may be whose.

use super::people::Person;
use super::read::folded;
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::mapping::Evidence;
use model::{ConnectionId, MemberId, OrganisationId};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// Candidates that are kept of one member.
const MOST: usize = 5;

/// An account that something speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Match {
    pub external_id: String,
    pub name: String,
    email_key: String,
    pub evidence: Vec<Evidence>,
    /// Somebody else's already.
    pub taken: bool,
}

impl Match {
    pub(super) fn score(&self) -> i64 {
        Evidence::score(&self.evidence)
    }
}

#[derive(sqlx::FromRow)]
struct Found {
    external_id: String,
    name: String,
    email_key: String,
    value: String,
    taken_by: Option<MemberId>,
}

/// What speaks for which account of each of these, the likeliest first.
pub(super) async fn matches(
    conn: &mut Conn,
    connection: &ConnectionId,
    people: &[&Person],
    folds: bool,
) -> Result<HashMap<MemberId, Vec<Match>>> {
    let email = |person: &Person| if folds { folded(&person.email_key) } else { person.email_key.clone() };
    let mut all: HashMap<MemberId, Vec<Match>> = HashMap::new();
    let column = if folds { "email_fold" } else { "email_key" };
    gather(conn, connection, (people, Evidence::Email, column), &email, &mut all).await?;
    // Whoever has one account with his address needs no weaker evidence.
    let rest: Vec<&Person> =
        people.iter().copied().filter(|person| all.get(&person.id).is_none_or(|found| found.len() != 1)).collect();
    let phone = |person: &Person| person.phone.clone();
    gather(conn, connection, (&rest, Evidence::Phone, "phone_key"), &phone, &mut all).await?;
    let name = |person: &Person| person.name_key.clone();
    for column in ["name_key", "turned_key"] {
        gather(conn, connection, (&rest, Evidence::Name, column), &name, &mut all).await?;
    }
    let number = |person: &Person| person.work_number.clone();
    gather(conn, connection, (&rest, Evidence::Number, "number"), &number, &mut all).await?;
    for person in &rest {
        let Some(found) = all.get_mut(&person.id) else { continue };
        for one in found.iter_mut().filter(|one| !one.evidence.contains(&Evidence::Email)) {
            if !person.email_key.is_empty() && mailbox(&one.email_key) == mailbox(&person.email_key) {
                one.evidence.push(Evidence::Mailbox);
            }
        }
        found.sort_by(|one, other| {
            other.score().cmp(&one.score()).then_with(|| one.external_id.cmp(&other.external_id))
        });
        found.truncate(MOST);
    }
    Ok(all)
}

/// What stands before the at sign.
fn mailbox(email: &str) -> &str {
    email.split('@').next().unwrap_or_default()
}

/// Adds what one column says.
async fn gather(
    conn: &mut Conn,
    connection: &ConnectionId,
    (people, evidence, column): (&[&Person], Evidence, &str),
    value: &(dyn Fn(&Person) -> String + Sync),
    all: &mut HashMap<MemberId, Vec<Match>>,
) -> Result<()> {
    let mut values: Vec<String> = people.iter().map(|person| value(person)).filter(|value| !value.is_empty()).collect();
    values.sort();
    values.dedup();
    let mut found: HashMap<String, Vec<Found>> = HashMap::new();
    for block in values.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select a.external_id, a.name, a.email_key, a.");
        sql.push(column).push(
            " as value, t.member_id as taken_by from outside_accounts a left join mappings t on t.connection_id = a.connection_id \
             and t.external_id = a.external_id where a.connection_id = ",
        );
        sql.push_bind(connection.clone()).push(" and a.active and not a.gone and a.").push(column);
        // SQLite uses the index, which leaves out what is empty, only if the question does so too.
        sql.push(" <> '' and a.").push(column).push(" in (");
        push_list(&mut sql, block.iter().cloned());
        // Put in order here: asked for in order, SQLite walks all accounts by their ids instead of using the index of the column.
        let mut rows: Vec<Found> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        rows.sort_by(|one, other| one.external_id.cmp(&other.external_id));
        for row in rows {
            found.entry(row.value.clone()).or_default().push(row);
        }
    }
    for person in people {
        let Some(rows) = found.get(&value(person)) else { continue };
        let list = all.entry(person.id.clone()).or_default();
        for row in rows {
            match list.iter_mut().find(|one| one.external_id == row.external_id) {
                Some(known) if known.evidence.contains(&evidence) => {}
                Some(known) => known.evidence.push(evidence),
                None => list.push(Match {
                    external_id: row.external_id.clone(),
                    name: row.name.clone(),
                    email_key: row.email_key.clone(),
                    evidence: vec![evidence],
                    taken: row.taken_by.as_ref().is_some_and(|by| *by != person.id),
                }),
            }
        }
    }
    Ok(())
}

/// Pairs that a person took apart.
pub(super) async fn refusals(
    conn: &mut Conn,
    connection: &ConnectionId,
    people: &[&Person],
) -> Result<HashSet<(MemberId, String)>> {
    let mut all = HashSet::new();
    for block in people.chunks(crate::store::BLOCK) {
        let mut sql =
            QueryBuilder::<Db>::new("select member_id, external_id from mapping_refusals where connection_id = ");
        sql.push_bind(connection.clone()).push(" and member_id in (");
        push_list(&mut sql, block.iter().map(|person| person.id.clone()));
        let found: Vec<(MemberId, String)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    Ok(all)
}

/// Addresses that several members have, compared without dots and tags: an account with one of them is nobody's by itself.
pub(super) async fn shared(conn: &mut Conn, organisation: &OrganisationId) -> Result<HashSet<String>> {
    let emails: Vec<String> = sqlx::query_scalar(
        "select email_key from members where organisation_id = $1 and email_key is not null and status in ('active', 'suspended')",
    )
    .bind(organisation)
    .fetch_all(conn)
    .await?;
    let (mut once, mut twice) = (HashSet::with_capacity(emails.len()), HashSet::new());
    for email in emails {
        let folded = folded(&email);
        if !once.insert(folded.clone()) {
            twice.insert(folded);
        }
    }
    Ok(twice)
}
