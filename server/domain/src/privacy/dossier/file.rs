//! Asking for what is held about a person, and fetching it.

use super::KEPT;
use crate::audit::{self, Actor, Record};
use crate::privacy::rows;
use crate::{Conn, Result, Services, Viewer, organisation, runs};
use model::audit::{Subject, Verb};
use model::permission::Permission;
use model::privacy::Dossier;
use model::run::{RunKind, RunState};
use model::{Code, DossierId, MemberId, Moment, PrivacyRequestId, Problem, RunId};
use serde_json::json;

/// Begins to gather everything that is held about the person of a request.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::PrivacyWrite`], [`Code::NotFound`], [`Code::WrongState`] for somebody who is neither a
/// customer nor a member, or was erased.
pub async fn start_dossier(services: &Services, viewer: &Viewer, id: &PrivacyRequestId) -> Result<Vec<Dossier>> {
    viewer.require_everywhere(Permission::PrivacyWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = rows::find(&mut tx, viewer, id).await?;
    if row.erased || (row.customer_id.is_none() && row.member_id.is_none()) {
        return Err(Problem::new(Code::WrongState).with("state", "nobody").into());
    }
    let dossier: DossierId = services.ids.next();
    let run = runs::begin_draft(&mut tx, services, viewer, RunKind::Dossier, dossier.as_str()).await?;
    sqlx::query(
        "insert into dossiers (id, organisation_id, request_id, customer_id, member_id, run_id, made_by_member, size, fetched, \
         created_at) values ($1, $2, $3, $4, $5, $6, $7, null, $8, $9)",
    )
    .bind(&dossier)
    .bind(&viewer.organisation)
    .bind(id)
    .bind(&row.customer_id)
    .bind(&row.member_id)
    .bind(&run.id)
    .bind(&viewer.member)
    .bind(false)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    let record = Record::new(Verb::Start, Subject::PrivacyRequest, id, "")
        .fields(json!(null), json!({ "kind": RunKind::Dossier }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "privacy");
    let dossiers = of(&mut tx, viewer, id).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(dossiers)
}

type Stored = (DossierId, RunId, RunState, Option<i64>, Moment, MemberId, Option<String>);

/// The files of a request that are still kept, newest first.
pub(in crate::privacy) async fn of(conn: &mut Conn, viewer: &Viewer, id: &PrivacyRequestId) -> Result<Vec<Dossier>> {
    let rows: Vec<Stored> = sqlx::query_as(
        "select d.id, d.run_id, r.state, d.size, d.created_at, d.made_by_member, r.problem from dossiers d \
         join runs r on r.id = d.run_id where d.organisation_id = $1 and d.request_id = $2 \
         order by d.created_at desc, d.id desc limit 10",
    )
    .bind(&viewer.organisation)
    .bind(id)
    .fetch_all(conn)
    .await?;
    let shown = |(id, run, state, size, created_at, by, problem): Stored| Dossier {
        id,
        run,
        state,
        size,
        created_at,
        kept_until: created_at.plus(KEPT),
        own: by == viewer.member,
        problem: problem.and_then(|text| serde_json::from_str(&text).ok()),
    };
    Ok(rows.into_iter().map(shown).collect())
}

/// A finished file.
#[derive(Debug)]
pub struct File {
    /// When it was asked for.
    pub made: Moment,
    /// The document, as JSON.
    pub json: Vec<u8>,
}

/// Fetches a file that the viewer asked for. The activity is told of the first time.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::PrivacyWrite`], [`Code::NotFound`], also for what somebody else asked for and once its
/// day is over; [`Code::WrongState`] while there is no file.
pub async fn fetch(services: &Services, viewer: &Viewer, id: &DossierId) -> Result<File> {
    viewer.require_everywhere(Permission::PrivacyWrite)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    let found: Option<(PrivacyRequestId, Option<i64>, Moment, bool)> = sqlx::query_as(
        "select request_id, size, created_at, fetched from dossiers where organisation_id = $1 and id = $2 \
         and made_by_member = $3 and created_at >= $4",
    )
    .bind(&viewer.organisation)
    .bind(id)
    .bind(&viewer.member)
    .bind(now.plus(-KEPT))
    .fetch_optional(&mut *tx)
    .await?;
    let (request, size, made, fetched) = found.ok_or(Code::NotFound)?;
    let size = size.ok_or_else(|| Problem::new(Code::WrongState).with("state", RunState::Running))?;
    let parts: Vec<Vec<u8>> = sqlx::query_scalar("select bytes from dossier_parts where dossier_id = $1 order by part")
        .bind(id)
        .fetch_all(&mut *tx)
        .await?;
    if !fetched {
        sqlx::query("update dossiers set fetched = $1 where id = $2").bind(true).bind(id).execute(&mut *tx).await?;
        let record = Record::new(Verb::Export, Subject::PrivacyRequest, &request, "")
            .fields(json!(null), json!({ "kind": RunKind::Dossier, "size": size }));
        audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
        tx.commit().await?;
    }
    Ok(File { made, json: parts.concat() })
}
