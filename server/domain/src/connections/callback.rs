//! Callbacks: the platform says that something changed. They shorten the wait for the next run; nothing depends on them,
//! because the platform does not promise to deliver them.

use super::client::config;
use super::rows;
use crate::jobs::{Job, Stop, queue};
use crate::keys::sha256;
use crate::store::push_list;
use crate::{Db, Result, Services, Write, groups, handovers, runs};
use connectors::wecom::callback::{self, CallbackError, CallbackKey, Change, TransferFailure};
use model::moment::SECOND;
use model::run::RunKind;
use model::{Code, ConnectionId};
use serde::{Deserialize, Serialize};
use sqlx::QueryBuilder;

/// The query string of a callback.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct CallbackQuery {
    /// Signature of the other three and the encrypted text.
    pub msg_signature: String,
    /// Seconds since 1970, as text.
    pub timestamp: String,
    /// Random text.
    pub nonce: String,
    /// The encrypted echo, when the address is checked.
    #[serde(default)]
    pub echostr: String,
}

/// What a callback told.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum News {
    /// Departments or members changed.
    Contacts,
    /// Customers, relations or tags changed.
    Customers,
    /// There are new messages in the archive.
    Messages,
    /// A customer removed a member; the platform goes on listing the relation.
    Dropped { owner: String, customer: String },
    /// A customer did not go over to this member; `full` says why, where the platform does.
    NotTaken { to: String, customer: String, full: Option<bool> },
    /// A customer has another member, or one member less.
    Moved { customer: String },
    /// A customer group is new or changed; perhaps it has another owner.
    Group { chat: String },
    /// A customer group was dissolved.
    GroupGone { chat: String },
}

impl News {
    /// What is acted on at once: somebody looks at how far a hand-over is.
    const fn is_urgent(&self) -> bool {
        matches!(self, Self::NotTaken { .. })
    }
}

/// Callbacks are gathered for this long before a run starts: one change there often sends several.
const GATHER: i64 = 10 * SECOND;

fn key(services: &Services, row: &rows::Row) -> Result<CallbackKey> {
    let config = config(services, row)?;
    let key = CallbackKey::new(&config.callback_token, &config.callback_aes_key, &config.corp_id);
    Ok(key.map_err(|_| Code::NotFound)?)
}

fn query(query: &CallbackQuery) -> callback::CallbackQuery {
    callback::CallbackQuery {
        msg_signature: query.msg_signature.clone(),
        timestamp: query.timestamp.clone(),
        nonce: query.nonce.clone(),
        echostr: Some(query.echostr.clone()).filter(|echo| !echo.is_empty()),
    }
}

fn refused(_: CallbackError) -> crate::Error {
    // One answer for everything: whoever forges learns nothing.
    Code::Forbidden.into()
}

/// Answers the check that the platform makes when the address is entered there.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`] for a wrong signature.
pub async fn callback_check(services: &Services, id: &ConnectionId, asked: &CallbackQuery) -> Result<String> {
    let mut conn = services.store.read().await?;
    let row = rows::find_raw(&mut conn, id).await?.ok_or(Code::NotFound)?;
    drop(conn);
    key(services, &row)?.open_echo(&query(asked)).map_err(refused)
}

/// Takes a callback in: checks, stores, enqueues. Repeats are dropped.
///
/// # Errors
/// [`Code::NotFound`], [`Code::Forbidden`] for a wrong signature.
pub async fn callback_event(services: &Services, id: &ConnectionId, asked: &CallbackQuery, body: &str) -> Result<()> {
    let mut conn = services.store.read().await?;
    let row = rows::find_raw(&mut conn, id).await?.ok_or(Code::NotFound)?;
    drop(conn);
    let event = key(services, &row)?.open_event(&query(asked), body.as_bytes()).map_err(refused)?;
    let news = match event.change {
        // No call tells this later: the event itself is kept.
        Change::MemberDropped { userid, external_userid } => {
            News::Dropped { owner: userid.folded(), customer: external_userid }
        }
        Change::TransferFailed { userid, external_userid, reason } => News::NotTaken {
            to: userid.folded(),
            customer: external_userid,
            full: match reason {
                TransferFailure::Refused => Some(false),
                TransferFailure::ContactsFull => Some(true),
                TransferFailure::Other(_) => None,
            },
        },
        Change::CustomerAdded { external_userid, half: false, .. }
        | Change::CustomerRemoved { external_userid, by_transfer: true, .. } => {
            News::Moved { customer: external_userid }
        }
        Change::CustomerAdded { .. }
        | Change::CustomerEdited { .. }
        | Change::CustomerRemoved { .. }
        | Change::CustomerTagChanged { .. } => News::Customers,
        Change::GroupCreated { chat_id }
        | Change::GroupOwnerChanged { chat_id }
        | Change::GroupMembersChanged { chat_id, .. }
        | Change::GroupUpdated { chat_id, .. } => News::Group { chat: chat_id },
        Change::GroupDismissed { chat_id } => News::GroupGone { chat: chat_id },
        Change::MemberCreated { .. }
        | Change::MemberUpdated { .. }
        | Change::MemberDeleted { .. }
        | Change::DepartmentCreated { .. }
        | Change::DepartmentUpdated { .. }
        | Change::DepartmentDeleted { .. } => News::Contacts,
        // Without the library a run could only fail.
        Change::ArchiveHasMessages if services.settings.archive_library.is_some() => News::Messages,
        _ => return Ok(()),
    };
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let new = sqlx::query(
        "insert into callbacks (id, connection_id, digest, body, received_at) values ($1, $2, $3, $4, $5) \
         on conflict (connection_id, digest) do nothing",
    )
    .bind(services.ids.next::<String>())
    .bind(id)
    .bind(sha256(&format!("{} {}", asked.msg_signature, event.created_at)))
    .bind(serde_json::to_string(&news)?)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    if new.rows_affected() == 1 {
        let job = Job::Callbacks { connection: id.clone() };
        let at = if news.is_urgent() { now } else { now.plus(GATHER) };
        queue::enqueue(&mut tx, &services.ids, &job, at, now).await?;
    }
    tx.commit().await?;
    services.wake.notify_one();
    Ok(())
}

/// Marks a relation that only one side still holds.
async fn dropped(tx: &mut Write, row: &rows::Row, owner: &str, customer: &str) -> Result<()> {
    sqlx::query(
        "update relations set state = 'one_way', revision = revision + 1 \
         where connection_id = $1 and customer_key = $2 and owner_key = $3 and state = 'live'",
    )
    .bind(&row.id)
    .bind(customer)
    .bind(owner)
    .execute(&mut **tx)
    .await?;
    tx.hint(&row.organisation_id, "customers");
    Ok(())
}

/// Does what the gathered callbacks ask for, and starts their runs.
pub(crate) async fn work_off(services: &Services, id: &ConnectionId) -> std::result::Result<(), Stop> {
    let mut conn = services.store.read().await?;
    let Some(row) = rows::find_raw(&mut conn, id).await? else { return Ok(()) };
    let waiting: Vec<(String, String)> = sqlx::query_as(
        "select id, body from callbacks where connection_id = $1 and body <> '' order by received_at, id",
    )
    .bind(id)
    .fetch_all(&mut *conn)
    .await?;
    drop(conn);
    let all: Vec<News> = waiting.iter().filter_map(|(_, body)| serde_json::from_str(body).ok()).collect();
    let chats = all.iter().filter_map(|news| if let News::Group { chat } = news { Some(chat.as_str()) } else { None });
    let read = groups::read(services, &row, chats.collect()).await;
    let now = services.clock.now();
    let mut kinds = Vec::new();
    let mut tx = services.store.write().await?;
    let from = (&row.organisation_id, id, "");
    groups::put(&mut tx, &services.ids, from, &read.there, now).await?;
    for chat in &read.gone {
        groups::gone(&mut tx, id, chat).await?;
    }
    if read.failed {
        // The next run reads all of them.
        kinds.push(RunKind::SyncCustomers);
    }
    for news in all {
        match news {
            News::Contacts => kinds.push(RunKind::SyncContacts),
            News::Customers => kinds.push(RunKind::SyncCustomers),
            News::Messages => kinds.push(RunKind::SyncArchive),
            News::Dropped { owner, customer } => {
                dropped(&mut tx, &row, &owner, &customer).await?;
                handovers::moved(&mut tx, services, id, &customer).await?;
            }
            News::NotTaken { to, customer, full } => {
                handovers::not_taken(&mut tx, services, &row, (&to, &customer), full).await?;
            }
            News::Moved { customer } => {
                handovers::moved(&mut tx, services, id, &customer).await?;
                kinds.push(RunKind::SyncCustomers);
            }
            News::Group { chat } => handovers::moved(&mut tx, services, id, &chat).await?,
            News::GroupGone { chat } => {
                groups::gone(&mut tx, id, &chat).await?;
                handovers::moved(&mut tx, services, id, &chat).await?;
            }
        }
    }
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        runs::begin_automatic(&mut tx, services, &row.organisation_id, id, kind).await?;
    }
    // Only those that were read: one may have come in meanwhile. The digests stay for a while, so that a late repeat starts
    // nothing.
    for block in waiting.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new("update callbacks set body = '' where id in (");
        push_list(&mut sql, block.iter().map(|(callback, _)| callback.clone()));
        sql.push(")");
        sql.build().execute(&mut *tx).await?;
    }
    tx.commit().await?;
    services.wake.notify_one();
    Ok(())
}
