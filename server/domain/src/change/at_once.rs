//! Carrying few drafts out in the transaction of the request that asked for them: whoever named the records one by one has
//! reviewed them already. What was done is a set like any other, with history, outcomes and undo.

use super::apply::{MARKED_AT_ONCE, halves, next, skip};
use super::draft::{self, Draft, NewSet};
use super::{Context, Prepared, kind, tally};
use crate::audit::{self, Actor};
use crate::{Result, Services, Viewer, Write};
use model::change::{BRAKE_PERCENT, ChangeKind, RowState};
use model::{ChangeSetId, ConnectionId, Problem};
use std::collections::HashMap;

/// Gives a set its rows; from now on it can be reviewed. The brake compares those that remove something with `brake_of`.
///
/// # Errors
/// What the database says.
pub(crate) async fn propose(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    id: &ChangeSetId,
    (drafts, brake_of): (&[Draft], i64),
) -> Result<()> {
    draft::add(tx, &services.ids, id, drafts).await?;
    draft::complete(tx, id, 0, brake_of).await?;
    tx.hint(&viewer.organisation, "changes");
    Ok(())
}

/// Begins an empty set of the viewer's; what belongs to it may refer to it from now on.
///
/// # Errors
/// What the database says.
pub(crate) async fn begin(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    kind: ChangeKind,
) -> Result<ChangeSetId> {
    begin_on(tx, services, viewer, (kind, None)).await
}

/// The same, about one connection.
///
/// # Errors
/// What the database says.
pub(crate) async fn begin_on(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    (kind, connection): (ChangeKind, Option<&ConnectionId>),
) -> Result<ChangeSetId> {
    let id: ChangeSetId = services.ids.next();
    let key = viewer.key();
    let new = NewSet {
        id: &id,
        organisation: &viewer.organisation,
        kind,
        connection,
        brake_percent: BRAKE_PERCENT,
        created_by: &viewer.name,
        // Of a key, whoever made it: he does not approve what his own key proposed.
        created_by_member: Some(&viewer.member),
        created_by_key: key.as_ref(),
    };
    draft::begin(tx, &new, services.clock.now()).await?;
    Ok(id)
}

/// Carries out the ticked rows of a set, all in this transaction; each row has its own outcome, as with a run. What stood
/// in the way of those that failed, by the record's id.
///
/// # Errors
/// What the database says.
pub(crate) async fn carry_out(
    tx: &mut Write,
    services: &Services,
    viewer: &Viewer,
    (id, what): (&ChangeSetId, ChangeKind),
) -> Result<HashMap<String, Problem>> {
    let now = services.clock.now();
    let context = Context {
        organisation: viewer.organisation.clone(),
        connection: None,
        set: id.clone(),
        ids: services.ids.clone(),
        clock: services.clock.clone(),
        services: services.clone(),
        by: Some(viewer.member.clone()),
        viewer: Some(viewer.clone()),
        prepared: Prepared::default(),
    };
    loop {
        let rows = next(tx, id, MARKED_AT_ONCE).await?;
        if rows.is_empty() {
            break;
        }
        let (records, moved) = halves(tx, kind(what), &context, &rows).await?;
        tally::shift_rows(tx, id, RowState::Open, &moved).await?;
        audit::record_all(tx, &viewer.organisation, &Actor::from(viewer), now, &records).await?;
    }
    skip(tx, id).await?;
    sqlx::query("update change_sets set state = 'applied', applied_at = $1, revision = revision + 1 where id = $2")
        .bind(now)
        .bind(id)
        .execute(&mut **tx)
        .await?;
    for topic in kind(what).topics() {
        tx.hint(&viewer.organisation, topic);
    }
    tx.hint(&viewer.organisation, "changes");
    let failed: Vec<(String, String)> = sqlx::query_as(
        "select subject_id, problem from change_rows where set_id = $1 and state = 'failed' and subject_id is not null \
         and problem is not null",
    )
    .bind(id)
    .fetch_all(&mut **tx)
    .await?;
    failed.into_iter().map(|(subject, problem)| Ok((subject, serde_json::from_str(&problem)?))).collect()
}
