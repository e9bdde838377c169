//! Carrying out and putting back what Auto Sync and a confirmation of many propose.

use super::rows::{self, Standing};
use crate::audit::Record;
use crate::change::{Applied, Context, Inverted, Kind, Row, kept};
use crate::store::push_list;
use crate::{Conn, Db, Result};
use futures::future::BoxFuture;
use model::audit::{Subject, Verb};
use model::mapping::{MappingReason, MappingStatus};
use model::{Code, ConnectionId, MemberId, Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// The kind of change set.
pub struct Mappings;

/// What a row carries; the account is the row's record there.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub(super) enum Deed {
    /// The account becomes the member's.
    Link {
        /// Whose.
        member: MemberId,
        /// What it is called there.
        account: String,
        /// Who decided; nobody for Auto Sync.
        by: Option<String>,
    },
    /// The account is no longer the member's.
    Unlink {
        /// Whose it was.
        member: MemberId,
        /// What it is called there.
        account: String,
    },
}

impl Deed {
    const fn member(&self) -> &MemberId {
        match self {
            Self::Link { member, .. } | Self::Unlink { member, .. } => member,
        }
    }

    /// For the activity.
    fn told(&self) -> Value {
        match self {
            Self::Link { account, .. } | Self::Unlink { account, .. } => json!({ "account": account }),
        }
    }
}

impl Kind for Mappings {
    fn apply<'a>(
        &'a self,
        conn: &'a mut Conn,
        context: &'a Context,
        rows: &'a [Row],
    ) -> BoxFuture<'a, Result<Vec<Applied>>> {
        Box::pin(apply(conn, context, rows))
    }

    fn invert<'a>(&'a self, conn: &'a mut Conn, context: &'a Context, row: &'a Row) -> BoxFuture<'a, Result<Inverted>> {
        Box::pin(invert(conn, context, row))
    }

    fn topics(&self) -> &'static [&'static str] {
        &["mappings"]
    }
}

/// A member as he stands before a block is carried out.
#[derive(sqlx::FromRow)]
struct Before {
    member_id: MemberId,
    here: bool,
    email_key: String,
    status: Option<MappingStatus>,
    external_id: Option<String>,
    attempts: i64,
}

async fn apply(conn: &mut Conn, context: &Context, all: &[Row]) -> Result<Vec<Applied>> {
    let connection = context.connection()?;
    let deeds: Vec<Deed> =
        all.iter().map(|row| serde_json::from_str(&row.payload)).collect::<std::result::Result<_, _>>()?;
    let members: Vec<MemberId> = deeds.iter().map(|deed| deed.member().clone()).collect();
    let before = before(conn, connection, &members).await?;
    let free = free(conn, connection, all).await?;
    let mut standings = Vec::with_capacity(all.len());
    for (row, deed) in all.iter().zip(&deeds) {
        let Some(old) = before.get(deed.member()) else { return Err(Code::NotFound.into()) };
        standings.push(match deed {
            Deed::Link { member, by, .. } => {
                if let Some(problem) = cannot_link(old, free.contains(&row.external_id)) {
                    return Err(problem.into());
                }
                Standing {
                    member,
                    status: MappingStatus::Mapped,
                    reason: None,
                    external_id: Some(&row.external_id),
                    attempts: old.attempts,
                    tried_email: &old.email_key,
                    by_hand: by.is_some(),
                    decided_by: by.as_deref().unwrap_or_default(),
                }
            }
            Deed::Unlink { member, .. } => {
                if old.external_id.as_ref() != Some(&row.external_id) {
                    return Err(Problem::new(Code::WrongState)
                        .with("state", old.status.unwrap_or(MappingStatus::Unmapped))
                        .into());
                }
                Standing {
                    member,
                    status: MappingStatus::Unmapped,
                    reason: Some(MappingReason::GoneThere),
                    external_id: None,
                    attempts: 0,
                    tried_email: "",
                    by_hand: false,
                    decided_by: "",
                }
            }
        });
    }
    let now = context.clock.now();
    rows::put(conn, &context.ids, (&context.organisation, connection), &standings, now).await?;
    let after = rows::revisions(conn, connection, &members).await?;
    let ids: Vec<_> = after.values().map(|(id, _)| id.clone()).collect();
    rows::forget_candidates(conn, &ids).await?;
    let mut applied = Vec::with_capacity(all.len());
    for (row, deed) in all.iter().zip(&deeds) {
        let (id, revision) = after.get(deed.member()).cloned().ok_or(Code::NotFound)?;
        let account = deed.told();
        let record = match deed {
            Deed::Link { .. } => {
                Record::new(Verb::Create, Subject::Mapping, &id, &row.name).fields(Value::Null, account)
            }
            Deed::Unlink { .. } => {
                Record::new(Verb::Delete, Subject::Mapping, &id, &row.name).fields(account, Value::Null)
            }
        };
        applied.push(Applied { subject_id: id.0, revision, restore: json!({}), record: Some(record) });
    }
    Ok(applied)
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

async fn before(conn: &mut Conn, connection: &ConnectionId, members: &[MemberId]) -> Result<HashMap<MemberId, Before>> {
    let mut all = HashMap::new();
    for block in members.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select m.id as member_id, m.status in ('active', 'suspended') as here, coalesce(m.email_key, '') as email_key, g.status, \
             g.external_id, coalesce(g.attempts, 0) as attempts from members m left join mappings g on g.member_id = m.id \
             and g.connection_id = ",
        );
        sql.push_bind(connection.clone()).push(" where m.id in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<Before> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found.into_iter().map(|one| (one.member_id.clone(), one)));
    }
    Ok(all)
}

/// Which of the rows' accounts are there, switched on and nobody's.
async fn free(conn: &mut Conn, connection: &ConnectionId, rows: &[Row]) -> Result<HashSet<String>> {
    let mut all = HashSet::new();
    for block in rows.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("select a.external_id from outside_accounts a where a.connection_id = ");
        sql.push_bind(connection.clone()).push(
            " and a.active and not a.gone and not exists (select 1 from mappings t where t.connection_id = a.connection_id \
             and t.external_id = a.external_id) and a.external_id in (",
        );
        push_list(&mut sql, block.iter().map(|row| row.external_id.clone()));
        let found: Vec<String> = sql.push(")").build_query_scalar().fetch_all(&mut *conn).await?;
        all.extend(found);
    }
    Ok(all)
}

async fn invert(conn: &mut Conn, context: &Context, row: &Row) -> Result<Inverted> {
    let connection = context.connection()?;
    let deed: Deed = serde_json::from_str(&row.payload)?;
    let member = deed.member().clone();
    let mut before = before(conn, connection, std::slice::from_ref(&member)).await?;
    let Some(old) = before.remove(&member) else { return Ok(kept("gone")) };
    let place = (&context.organisation, connection);
    let record = Record::new(Verb::Undo, Subject::Mapping, row.subject_id.clone().unwrap_or_default(), &row.name);
    let account = deed.told();
    let (standing, record) = match &deed {
        Deed::Link { member, .. } => {
            if old.external_id.as_ref() != Some(&row.external_id) {
                return Ok(kept("changed"));
            }
            // A person took it apart: the next run leaves it so.
            rows::refuse(conn, connection, member, &row.external_id).await?;
            let standing = Standing {
                member,
                status: MappingStatus::Unmapped,
                reason: Some(MappingReason::Refused),
                external_id: None,
                attempts: 0,
                tried_email: &old.email_key,
                by_hand: false,
                decided_by: "",
            };
            (standing, record.fields(account, Value::Null))
        }
        Deed::Unlink { member, .. } => {
            if old.external_id.is_some() || old.status == Some(MappingStatus::Ignored) || !old.here {
                return Ok(kept("changed"));
            }
            if !exists_free(conn, connection, &row.external_id).await? {
                return Ok(kept("taken"));
            }
            let standing = Standing {
                member,
                status: MappingStatus::Mapped,
                reason: Some(MappingReason::GoneThere),
                external_id: Some(&row.external_id),
                attempts: 0,
                tried_email: &old.email_key,
                // Otherwise the next run proposes the same again.
                by_hand: true,
                decided_by: "",
            };
            (standing, record.fields(Value::Null, account))
        }
    };
    rows::put(conn, &context.ids, place, &[standing], context.clock.now()).await?;
    Ok(Inverted::Undone(record))
}

async fn exists_free(conn: &mut Conn, connection: &ConnectionId, external: &str) -> Result<bool> {
    Ok(rows::account(conn, connection, external).await?.is_some_and(|account| account.taken_id.is_none()))
}
