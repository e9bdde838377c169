//! Confirming many candidates at once: a change set, so that it is looked at before and can be put back after.

use super::kind::{Carried, Deed};
use super::rows;
use crate::change::draft::Draft;
use crate::change::{at_once, draft};
use crate::sync::field;
use crate::{Result, Services, Viewer, organisation};
use model::audit::Subject;
use model::change::{ChangeKind, Reason, Verdict};
use model::mapping::ConfirmMappings;
use model::permission::Permission;
use model::{ChangeSetId, MemberId};
use serde_json::json;

/// Members at most: more than a person looks through at once.
const MOST: i64 = 20_000;

/// Proposes, unless there is nobody, the likeliest candidate of everybody whose candidate has that score or a higher one, is free, and nobody else's likeliest.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::MappingMap`], [`model::Code::NotFound`].
pub async fn confirm(services: &Services, viewer: &Viewer, confirm: &ConfirmMappings) -> Result<Option<ChangeSetId>> {
    viewer.require_everywhere(Permission::MappingMap)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let connection = rows::connection(&mut tx, viewer, &confirm.connection).await?;
    let found: Vec<(MemberId, String, String, String, i64)> = sqlx::query_as(
        "select g.member_id, m.name, a.external_id, a.name, c.score from mappings g join members m on m.id = g.member_id \
         join mapping_candidates c on c.mapping_id = g.id join outside_accounts a on a.connection_id = g.connection_id \
         and a.external_id = c.external_id where g.connection_id = $1 and g.status in ('unmapped', 'needs_choice') \
         and c.score >= $2 and a.active and not a.gone and m.status in ('active', 'suspended') \
         and not exists (select 1 from mappings t where t.connection_id = g.connection_id and t.external_id = a.external_id) \
         and not exists (select 1 from mapping_candidates o where o.mapping_id = g.id and o.external_id <> c.external_id \
         and o.score >= c.score) \
         and not exists (select 1 from mapping_candidates o join mappings p on p.id = o.mapping_id where p.connection_id = g.connection_id \
         and o.external_id = c.external_id and o.mapping_id <> g.id and o.score >= c.score) \
         order by m.name_key, m.id limit $3",
    )
    .bind(&confirm.connection)
    .bind(confirm.score)
    .bind(MOST)
    .fetch_all(&mut *tx)
    .await?;
    if found.is_empty() {
        return Ok(None);
    }
    let drafts: Vec<Draft> = found
        .into_iter()
        .map(|(member, name, external_id, account, score)| Draft {
            rank: 1,
            subject: Subject::Mapping,
            subject_id: None,
            external_id,
            name,
            detail: format!("{account} · {score} %"),
            verdict: Verdict::Add,
            reason: Reason::Asked,
            fields: field("account", "", &account).into_iter().collect(),
            payload: json!(Carried::from(Deed::Link { member, account, by: Some(viewer.name.clone()) })),
            braked: false,
        })
        .collect();
    let set = at_once::begin_on(&mut tx, services, viewer, (ChangeKind::Mapping, Some(&connection.id))).await?;
    draft::add(&mut tx, &services.ids, &set, &drafts).await?;
    draft::complete(&mut tx, &set, 0, 0).await?;
    tx.hint(&viewer.organisation, "changes");
    tx.commit().await?;
    Ok(Some(set))
}
