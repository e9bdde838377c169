//! The outbox: messages to people, each sent once.
//!
//! A message is queued in the transaction that makes it necessary, so that it exists exactly if its cause does. A job hands it
//! over; before it does, the message is marked as being sent. A letter that a crash caught in between is sent again under the
//! same Message-ID, which mail programs show once; a text message is not, because nobody can tell the two apart and each costs
//! money: it becomes *unclear* and a person decides.

mod carrier;
mod gateway;
mod list;
mod send;
mod write;

pub(crate) use carrier::try_out;
pub(crate) use list::newest;
pub(crate) use send::{hasten, run};

use crate::jobs::{Job, queue};
use crate::{Conn, Result, Services};
use model::language::Language;
use model::outbox::{Medium, Template};
use model::{MessageId, Moment, OrganisationId};

/// A message to be sent.
#[derive(Debug)]
pub(crate) struct NewMessage<'a> {
    /// From which organisation.
    pub organisation: &'a OrganisationId,
    /// How.
    pub medium: Medium,
    /// Where to.
    pub address: &'a str,
    /// What for.
    pub template: Template,
    /// In which language.
    pub language: Language,
    /// Values of the placeholders.
    pub values: &'a [(&'a str, &'a str)],
    /// What it is about: the id of an invitation, of an account.
    pub about: &'a str,
    /// When it is of no use any more.
    pub over_at: Moment,
}

/// Queues a message.
///
/// # Errors
/// What the database says.
pub(crate) async fn post(tx: &mut Conn, services: &Services, new: &NewMessage<'_>) -> Result<()> {
    post_all(tx, services, std::slice::from_ref(new)).await
}

/// Queues messages of one organisation.
///
/// # Errors
/// What the database says.
pub(crate) async fn post_all(tx: &mut Conn, services: &Services, all: &[NewMessage<'_>]) -> Result<()> {
    let now = services.clock.now();
    let Some(first) = all.first() else { return Ok(()) };
    for new in all {
        let id: MessageId = services.ids.next();
        let values: serde_json::Map<String, serde_json::Value> =
            new.values.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        let sealed = services.seal.close(&services.ids, id.as_str(), &serde_json::to_string(&values)?)?;
        sqlx::query(
            "insert into outbox (id, organisation_id, medium, address, template, language, values_sealed, about, state, \
             reason, detail, attempts, next_at, over_at, provider_id, created_at, sent_at) \
             values ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', null, '', 0, $9, $10, '', $9, null)",
        )
        .bind(&id)
        .bind(new.organisation)
        .bind(new.medium)
        .bind(new.address)
        .bind(new.template)
        .bind(new.language)
        .bind(&sealed)
        .bind(new.about)
        .bind(now)
        .bind(new.over_at)
        .execute(&mut *tx)
        .await?;
    }
    let job = Job::Outbox { organisation: first.organisation.clone() };
    queue::enqueue(tx, &services.ids, &job, now, now).await?;
    Ok(())
}

/// Takes back what was not sent yet about something.
///
/// # Errors
/// What the database says.
pub(crate) async fn cancel(tx: &mut Conn, about: &str) -> Result<()> {
    sqlx::query(
        "update outbox set state = 'cancelled', values_sealed = '', next_at = null where about = $1 and state = 'queued'",
    )
    .bind(about)
    .execute(&mut *tx)
    .await?;
    Ok(())
}
