//! Erasing somebody again whom a restored backup brought back.

use super::scrub::scrub;
use crate::audit::{self, Actor};
use crate::change::{Context, Prepared, draft};
use crate::customers::bin::{copy, rows};
use crate::customers::deletion;
use crate::{Result, Services, Write};
use model::change::{BRAKE_PERCENT, ChangeKind};
use model::deletion::LegalBasis;
use model::{ChangeSetId, CustomerId, OrganisationId};

/// Removes a customer from everywhere, out of the tables or the recycle bin. Nothing if he is in neither: then he came after the
/// backup was made.
///
/// # Errors
/// What the database says; what the bin holds of him does not open.
pub(crate) async fn erase_again(
    tx: &mut Write,
    services: &Services,
    organisation: &OrganisationId,
    customer: &CustomerId,
) -> Result<()> {
    let now = services.clock.now();
    let mut context = Context {
        organisation: organisation.clone(),
        connection: None,
        set: services.ids.next(),
        ids: services.ids.clone(),
        clock: services.clock.clone(),
        services: services.clone(),
        by: None,
        viewer: None,
        prepared: Prepared::default(),
    };
    let copies = copy::of(tx, organisation, std::slice::from_ref(customer)).await?;
    let way = if copies.is_empty() { None } else { Some(context.set.clone()) };
    if let Some(set) = &way {
        // By way of the bin, as everybody goes. The set that the bin asks for stays closed to readers and goes at once.
        let new = draft::NewSet {
            id: set,
            organisation,
            kind: ChangeKind::Deletion,
            connection: None,
            brake_percent: BRAKE_PERCENT,
            created_by: "",
            created_by_member: None,
            created_by_key: None,
        };
        draft::begin(tx, &new, now).await?;
        sqlx::query("insert into deletions (set_id, reason, basis, basis_note) values ($1, '', $2, '')")
            .bind(set)
            .bind(LegalBasis::ALL[0])
            .execute(&mut **tx)
            .await?;
        let meta = rows::Meta {
            set_id: set.clone(),
            deleted_by: String::new(),
            deleted_by_member: None,
            deleted_at: now,
            erase_at: now,
        };
        deletion::apply::put(tx, &context, &copies, &meta).await?;
    }
    if let Some(entry) = rows::find(tx, &context, customer).await? {
        context.set = entry.set_id.clone();
        let record = scrub(tx, &context, &entry, "").await?;
        audit::record(tx, organisation, &Actor::system(), now, record).await?;
    }
    if let Some(set) = &way {
        forget(tx, set).await?;
    }
    Ok(())
}

async fn forget(tx: &mut Write, set: &ChangeSetId) -> Result<()> {
    for statement in ["delete from deletions where set_id = $1", "delete from change_sets where id = $1"] {
        sqlx::query(statement).bind(set).execute(&mut **tx).await?;
    }
    Ok(())
}
