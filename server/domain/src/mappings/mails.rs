//! Letters about Auto Sync that failed, and other trouble of a connection, to whoever wants to hear of it.

use super::auto;
use crate::keys::fold;
use crate::outbox::{self, NewMessage};
use crate::{Conn, Result, Services, organisation, runs};
use model::language::Language;
use model::moment::DAY;
use model::outbox::{Medium, Template};
use model::run::RunKind;
use model::{ConnectionId, OrganisationId, Problem};

/// By then there was another run, which tells more.
const OVER_AFTER: i64 = DAY;

/// Tells of a run that failed. One that a person began, that person sees.
///
/// # Errors
/// What the database says.
pub(crate) async fn failed(conn: &mut Conn, services: &Services, run: &runs::Row, problem: &Problem) -> Result<()> {
    let Some(connection) = run.connection_id.as_ref().filter(|_| run.kind == RunKind::SyncMappings && run.automatic)
    else {
        return Ok(());
    };
    let name = run.connection.clone().unwrap_or_default();
    let about = About {
        template: Template::AutoSyncFailed,
        organisation: &run.organisation_id,
        connection,
        name: &name,
        id: run.id.as_str(),
    };
    notify(conn, services, &about, problem).await
}

/// What a letter is about.
pub(crate) struct About<'a> {
    /// Which letter.
    pub template: Template,
    /// Whose it is.
    pub organisation: &'a OrganisationId,
    /// Which connection has trouble.
    pub connection: &'a ConnectionId,
    /// What it is called.
    pub name: &'a str,
    /// One letter is sent about one thing.
    pub id: &'a str,
}

/// Tells whoever wants to hear of a connection's trouble, each in his language.
///
/// # Errors
/// What the database says.
pub(crate) async fn notify(conn: &mut Conn, services: &Services, about: &About<'_>, problem: &Problem) -> Result<()> {
    let addresses = auto::find(conn, about.connection).await?.notify;
    if addresses.is_empty() {
        return Ok(());
    }
    let organisation = organisation::find(conn, about.organisation).await?;
    let reason = problem.param("detail").unwrap_or(problem.code.word()).to_owned();
    for address in addresses {
        let language: Option<String> = sqlx::query_scalar(
            "select a.language from members m join accounts a on a.id = m.account_id where m.organisation_id = $1 and m.email_key = $2",
        )
        .bind(about.organisation)
        .bind(fold(&address))
        .fetch_optional(&mut *conn)
        .await?
        .flatten();
        let new = NewMessage {
            organisation: about.organisation,
            medium: Medium::Email,
            address: &address,
            template: about.template,
            language: language.as_deref().and_then(Language::from_tag).unwrap_or_default(),
            values: &[("organisation", &organisation.name), ("connection", about.name), ("reason", &reason)],
            about: about.id,
            over_at: services.clock.now().plus(OVER_AFTER),
        };
        outbox::post(conn, services, &new).await?;
    }
    Ok(())
}
