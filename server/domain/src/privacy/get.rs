//! Reading one request, with what was done about it.

use super::dossier;
use super::rows::{self, Row};
use crate::{Conn, Result, Services, Viewer, audit};
use model::audit::Entry;
use model::permission::Permission;
use model::privacy::{PersonPlace, PrivacyDetail, Standing};
use model::{ChangeSetId, ErasureId, Moment, PrivacyRequestId};

/// Entries of the activity that are shown.
const SHOWN: i64 = 50;

/// A request, where its person is, and what was done since it came in.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::PrivacyWrite`], [`model::Code::NotFound`].
pub async fn get(services: &Services, viewer: &Viewer, id: &PrivacyRequestId) -> Result<PrivacyDetail> {
    viewer.require_everywhere(Permission::PrivacyWrite)?;
    let now = services.clock.now();
    let mut conn = services.store.read().await?;
    let row = rows::find(&mut conn, viewer, id).await?;
    let standing = standing(&mut conn, viewer, &row).await?;
    let since = since(&mut conn, viewer, &row).await?;
    let dossiers = dossier::of(&mut conn, viewer, id).await?;
    let history = audit::about(&mut conn, viewer, id.as_str(), SHOWN).await?;
    Ok(PrivacyDetail { request: row.shown(now), standing, since, dossiers, history })
}

/// What the activity tells about the person since the request came in.
async fn since(conn: &mut Conn, viewer: &Viewer, row: &Row) -> Result<Vec<Entry>> {
    let id = row.customer_id.as_ref().map(|id| id.as_str()).or(row.member_id.as_ref().map(|id| id.as_str()));
    let Some(id) = id else { return Ok(Vec::new()) };
    let mut entries = audit::about(conn, viewer, id, SHOWN).await?;
    entries.retain(|entry| entry.at >= row.received_at);
    Ok(entries)
}

async fn standing(conn: &mut Conn, viewer: &Viewer, row: &Row) -> Result<Standing> {
    let of = |place| Standing { place, erase_at: None, certificate: None, waits: None };
    let Some(customer) = &row.customer_id else {
        return Ok(of(if row.member_id.is_some() { PersonPlace::Here } else { PersonPlace::Nowhere }));
    };
    let organisation = &viewer.organisation;
    let waits: Option<ChangeSetId> = sqlx::query_scalar(
        "select s.id from change_rows r join change_sets s on s.id = r.set_id where r.subject_id = $1 \
         and r.subject in ('customer', 'relation') and r.state = 'open' and r.accepted = $2 and s.organisation_id = $3 \
         and s.kind in ('deletion', 'erasure') and s.state in ('draft', 'applying') order by s.created_at desc limit 1",
    )
    .bind(customer)
    .bind(true)
    .bind(organisation)
    .fetch_optional(&mut *conn)
    .await?;
    let certificate: Option<ErasureId> =
        sqlx::query_scalar("select id from erasures where organisation_id = $1 and customer_id = $2")
            .bind(organisation)
            .bind(customer)
            .fetch_optional(&mut *conn)
            .await?;
    if certificate.is_some() {
        return Ok(Standing { certificate, ..of(PersonPlace::Erased) });
    }
    let erase_at: Option<Moment> =
        sqlx::query_scalar("select erase_at from bin_customers where organisation_id = $1 and id = $2")
            .bind(organisation)
            .bind(customer)
            .fetch_optional(&mut *conn)
            .await?;
    if erase_at.is_some() {
        return Ok(Standing { erase_at, waits, ..of(PersonPlace::Bin) });
    }
    let here: i64 = sqlx::query_scalar("select count(*) from customers where organisation_id = $1 and id = $2")
        .bind(organisation)
        .bind(customer)
        .fetch_one(conn)
        .await?;
    Ok(Standing { waits, ..of(if here > 0 { PersonPlace::Here } else { PersonPlace::Nowhere }) })
}
