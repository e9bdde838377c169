//! Letters about Auto Sync that failed, to whoever wants to hear of it.

use super::auto;
use crate::keys::fold;
use crate::outbox::{self, NewMessage};
use crate::{Conn, Result, Services, organisation, runs};
use model::Problem;
use model::language::Language;
use model::moment::DAY;
use model::outbox::{Medium, Template};
use model::run::RunKind;

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
    let addresses = auto::find(conn, connection).await?.notify;
    if addresses.is_empty() {
        return Ok(());
    }
    let organisation = organisation::find(conn, &run.organisation_id).await?;
    let reason = problem.param("detail").unwrap_or(problem.code.word()).to_owned();
    let name = run.connection.clone().unwrap_or_default();
    for address in addresses {
        let language: Option<String> = sqlx::query_scalar(
            "select a.language from members m join accounts a on a.id = m.account_id where m.organisation_id = $1 and m.email_key = $2",
        )
        .bind(&run.organisation_id)
        .bind(fold(&address))
        .fetch_optional(&mut *conn)
        .await?
        .flatten();
        let new = NewMessage {
            organisation: &run.organisation_id,
            medium: Medium::Email,
            address: &address,
            template: Template::AutoSyncFailed,
            language: language.as_deref().and_then(Language::from_tag).unwrap_or_default(),
            values: &[("organisation", &organisation.name), ("connection", &name), ("reason", &reason)],
            about: run.id.as_str(),
            over_at: services.clock.now().plus(OVER_AFTER),
        };
        outbox::post(conn, services, &new).await?;
    }
    Ok(())
}
