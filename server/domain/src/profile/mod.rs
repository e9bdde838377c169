//! A person's own profile: name, e-mail and phone, which nobody else changes.

mod confirm;
mod get;
mod readdress;
mod rename;

pub use confirm::confirm;
pub use get::get;
pub use readdress::readdress;
pub use rename::rename;

use crate::audit::{self, Actor, Record};
use crate::members::rows;
use crate::{Result, Viewer, Write};
use model::audit::{Subject, Verb};
use model::{MemberId, Moment, OrganisationId};
use serde_json::Value;

/// The person's places that this organisation owns: what a platform owns, the platform changes.
async fn own_places(tx: &mut Write, viewer: &Viewer) -> Result<Vec<(MemberId, OrganisationId, String)>> {
    let places = sqlx::query_as(
        "select id, organisation_id, name from members where account_id = $1 and source = 'manual' \
         and status <> 'terminated' order by id",
    )
    .bind(&viewer.account)
    .fetch_all(&mut **tx)
    .await?;
    Ok(places)
}

/// Tells an organisation what its member changed about himself, and finds him by it.
async fn note(
    tx: &mut Write,
    viewer: &Viewer,
    (member, organisation, name): &(MemberId, OrganisationId, String),
    now: Moment,
    (was, is): (Value, Value),
) -> Result<()> {
    rows::index(tx, organisation, member).await?;
    let actor = Actor { member: Some(member.clone()), ..Actor::from(viewer) };
    let record = Record::new(Verb::Update, Subject::Member, member, name).fields(was, is);
    audit::record(tx, organisation, &actor, now, record).await?;
    tx.hint(organisation, "members");
    Ok(())
}
