//! Carrying rows out: accounts become members', and are taken from them.

use super::kind::{Before, Deed, before, carried};
use super::rows::{self, Standing};
use crate::audit::Record;
use crate::change::{Applied, Context, Row};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::audit::Subject;
use model::change::Reason;
use model::mapping::{MappingReason, MappingStatus};
use model::{Code, ConnectionId, MappingId, MemberId, Problem};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A row with what it carries.
struct Wanted<'a> {
    row: &'a Row,
    external: String,
    deed: Deed,
}

/// Connection by connection, which a file may name several of; the answers stand in the order of the rows all the same.
pub(super) async fn apply(conn: &mut Conn, context: &Context, all: &[Row]) -> Result<Vec<Applied>> {
    let mut by_connection: BTreeMap<ConnectionId, Vec<(usize, Wanted<'_>)>> = BTreeMap::new();
    for (at, row) in all.iter().enumerate() {
        let (connection, external, deed) = carried(context, row)?;
        by_connection.entry(connection).or_default().push((at, Wanted { row, external, deed }));
    }
    let mut done: Vec<(usize, Applied)> = Vec::with_capacity(all.len());
    for (connection, wanted) in by_connection {
        let (places, wanted): (Vec<usize>, Vec<Wanted<'_>>) = wanted.into_iter().unzip();
        let applied = apply_on(conn, context, &connection, &wanted).await?;
        done.extend(places.into_iter().zip(applied));
    }
    done.sort_by_key(|(at, _)| *at);
    Ok(done.into_iter().map(|(_, applied)| applied).collect())
}

async fn apply_on(
    conn: &mut Conn,
    context: &Context,
    connection: &ConnectionId,
    all: &[Wanted<'_>],
) -> Result<Vec<Applied>> {
    let members: Vec<MemberId> = all.iter().map(|one| one.deed.member().clone()).collect();
    let before = before(conn, connection, &members).await?;
    let free = free(conn, connection, all).await?;
    let mut standings = Vec::with_capacity(all.len());
    // Of what a person decides, Auto Sync takes note: pairs brought together, and taken apart.
    let (mut allowed, mut refused) = (Vec::new(), Vec::new());
    for Wanted { row, external, deed } in all {
        let Some(old) = before.get(deed.member()) else { return Err(Code::NotFound.into()) };
        let mapped = |by: Option<&'_ str>| (by.is_some(), by.unwrap_or_default().to_owned());
        let (member, (by_hand, by)) = match deed {
            Deed::Link { member, by, .. } => {
                if let Some(problem) = cannot_link(old, free.contains(external)) {
                    return Err(problem.into());
                }
                (member, mapped(by.as_deref()))
            }
            Deed::Change { member, was, by, .. } => {
                if let Some(problem) = cannot_change(old, was.as_ref(), free.contains(external)) {
                    return Err(problem.into());
                }
                refused.extend(was.as_ref().map(|(was, _)| (member, was.as_str())));
                (member, mapped(Some(by)))
            }
            Deed::Unlink { member, .. } => {
                if old.external_id.as_ref() != Some(external) {
                    return Err(wrong(old));
                }
                // Of whoever left here, nothing is odd there.
                let gone = row.reason == Reason::GoneThere;
                standings.push((Standing::none(member, gone.then_some(MappingReason::GoneThere)), String::new()));
                continue;
            }
        };
        if by_hand {
            allowed.push((member, external.as_str()));
        }
        let standing = Standing {
            member,
            status: MappingStatus::Mapped,
            reason: None,
            external_id: Some(external),
            attempts: old.attempts,
            tried_email: &old.email_key,
            by_hand,
            decided_by: "",
        };
        standings.push((standing, by));
    }
    let standings: Vec<Standing<'_>> =
        standings.iter().map(|(standing, by)| Standing { decided_by: by, ..*standing }).collect();
    rows::put(conn, &context.ids, (&context.organisation, connection), &standings, context.clock.now()).await?;
    rows::allow_all(conn, connection, &allowed).await?;
    rows::refuse_all(conn, connection, &refused).await?;
    let after = rows::revisions(conn, connection, &members).await?;
    let ids: Vec<_> = after.values().map(|(id, _)| id.clone()).collect();
    rows::forget_candidates(conn, &ids).await?;
    all.iter().map(|one| applied(one, &after)).collect()
}

fn applied(one: &Wanted<'_>, after: &HashMap<MemberId, (MappingId, i64)>) -> Result<Applied> {
    let (id, revision) = after.get(one.deed.member()).cloned().ok_or(Code::NotFound)?;
    let (was, is) = one.deed.told();
    let record = Record::new(one.deed.verb(), Subject::Mapping, &id, &one.row.name).fields(was, is);
    Ok(Applied { subject_id: id.0, revision, restore: json!({}), record: Some(record) })
}

fn wrong(old: &Before) -> crate::Error {
    Problem::new(Code::WrongState).with("state", old.status.unwrap_or(MappingStatus::Unmapped)).into()
}

/// What stands in the way of an account for somebody.
fn cannot_link(old: &Before, free: bool) -> Option<Problem> {
    match old.status {
        _ if !old.here => Some(Problem::new(Code::WrongState).with("state", "terminated")),
        // What a person decided meanwhile stays.
        Some(status @ (MappingStatus::Mapped | MappingStatus::Ignored)) => {
            Some(Problem::new(Code::WrongState).with("state", status))
        }
        _ if !free => Some(Problem::new(Code::Taken).with("field", "external_id")),
        _ => None,
    }
}

/// What stands in the way of another account for somebody who had this one before.
fn cannot_change(old: &Before, was: Option<&(String, String)>, free: bool) -> Option<Problem> {
    let same = match was {
        Some((was, _)) => old.external_id.as_ref() == Some(was),
        None => old.status == Some(MappingStatus::Ignored),
    };
    match old.status {
        _ if !old.here => Some(Problem::new(Code::WrongState).with("state", "terminated")),
        status if !same => {
            Some(Problem::new(Code::WrongState).with("state", status.unwrap_or(MappingStatus::Unmapped)))
        }
        _ if !free => Some(Problem::new(Code::Taken).with("field", "external_id")),
        _ => None,
    }
}

/// Which of the rows' accounts are there, switched on and nobody's.
async fn free(conn: &mut Conn, connection: &ConnectionId, wanted: &[Wanted<'_>]) -> Result<HashSet<String>> {
    let mut all = HashSet::new();
    for block in wanted.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select a.external_id from outside_accounts a where a.connection_id = ");
        sql.push_bind(connection.clone()).push(
            " and a.active and not a.gone and not exists (select 1 from mappings t where t.connection_id = a.connection_id \
             and t.external_id = a.external_id) and a.external_id in (",
        );
        push_list(&mut sql, block.iter().map(|one| one.external.clone()));
        let found: Vec<String> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    Ok(all)
}
