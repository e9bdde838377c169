//! A customer or a group is the successor's, as the platform says: what is here follows, without waiting for the next synchronisation.

use super::outcome::Part;
use crate::audit::{self, Actor, Record};
use crate::customers::index;
use crate::{Result, Services, Write, groups};
use model::audit::{Subject, Verb};
use model::handover::ItemKind;
use model::{CustomerGroupId, CustomerId, OrganisationId, RelationId};
use serde_json::json;

/// What is here follows, and the activity tells it.
pub(super) async fn note(tx: &mut Write, services: &Services, part: &Part) -> Result<()> {
    match part.kind {
        ItemKind::Group => group(tx, services, part).await,
        // A licence is the provider's; nothing here shows whose it is.
        ItemKind::Licence => Ok(()),
        _ => customer(tx, services, part).await,
    }
}

/// The group is the successor's.
async fn group(tx: &mut Write, services: &Services, part: &Part) -> Result<()> {
    let id = CustomerGroupId(part.subject_id.clone());
    let Some(to) = &part.to_id else { return Ok(()) };
    let names: Option<(String, String)> =
        sqlx::query_as("select l.name, t.name from members l, members t where l.id = $1 and t.id = $2")
            .bind(&part.leaver_id)
            .bind(to)
            .fetch_optional(&mut **tx)
            .await?;
    let moved = groups::owned_by(tx, &id, to).await?;
    let (Some((before, after)), Some((organisation, name))) = (names, moved) else { return Ok(()) };
    let record = Record::new(Verb::Update, Subject::CustomerGroup, &id, name)
        .fields(json!({ "owner": before }), json!({ "owner": after }));
    audit::record(tx, &organisation, &Actor::system(), services.clock.now(), record).await
}

/// Ends the leaver's relation and begins the successor's.
async fn customer(tx: &mut Write, services: &Services, part: &Part) -> Result<()> {
    let now = services.clock.now();
    let id = CustomerId(part.subject_id.clone());
    let found: Option<(OrganisationId, String, String, String)> = sqlx::query_as(
        "select c.organisation_id, c.name, l.name, t.name from customers c, members l, members t \
         where c.id = $1 and l.id = $2 and t.id = $3",
    )
    .bind(&part.subject_id)
    .bind(&part.leaver_id)
    .bind(&part.to_id)
    .fetch_optional(&mut **tx)
    .await?;
    // Deleted here meanwhile: the platform goes on without us.
    let Some((organisation, name, before, after)) = found else { return Ok(()) };
    sqlx::query(
        "insert into relations (id, organisation_id, connection_id, customer_id, member_id, remark, description, company, phones, \
         add_way, channel, since, state, digest, customer_key, owner_key, revision, created_at) \
         select $1, r.organisation_id, r.connection_id, r.customer_id, l.member_id, r.remark, r.description, r.company, r.phones, \
         r.add_way, r.channel, $2, 'live', '', r.customer_key, l.external_key, 1, $2 from relations r join member_links l \
         on l.connection_id = r.connection_id and l.member_id = $3 where r.customer_id = $4 and r.member_id = $5 \
         on conflict (customer_id, member_id) do update set state = 'live', revision = relations.revision + 1",
    )
    .bind(services.ids.next::<RelationId>())
    .bind(now)
    .bind(&part.to_id)
    .bind(&part.subject_id)
    .bind(&part.leaver_id)
    .execute(&mut **tx)
    .await?;
    sqlx::query(
        "update relations set state = 'ended', revision = revision + 1 where customer_id = $1 and member_id = $2 and state <> 'ended'",
    )
    .bind(&part.subject_id)
    .bind(&part.leaver_id)
    .execute(&mut **tx)
    .await?;
    index::put(tx, &organisation, &[&id]).await?;
    let record = Record::new(Verb::Update, Subject::Customer, &id, name)
        .fields(json!({ "owner": before }), json!({ "owner": after }));
    audit::record(tx, &organisation, &Actor::system(), now, record).await?;
    tx.hint(&organisation, "customers");
    Ok(())
}
