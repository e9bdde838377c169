//! Gathering, in the background.

use super::own::{mask, phones};
use super::{KEPT, MOST, PART, SCHEMA, customer, member, table};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::{Conn, Result, Services, Write, viewer};
use model::permission::Permission;
use model::run::{Counts, RunKind, RunState, Stage};
use model::{Code, CustomerId, DossierId, MemberId, OrganisationId};
use serde_json::{Map, Value, json};
use std::collections::HashSet;

/// Gathers everything that is held about the person of a dossier. A killed server begins anew.
///
/// # Errors
/// A [`Stop`]: the database failed, or whoever asked may not any more.
pub(crate) async fn make(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let id = DossierId(run.input.clone());
    let organisation = &run.organisation_id;
    let mut conn = services.store.read().await?;
    let viewer = viewer::of_run(&mut conn, run, services.clock.now()).await?;
    let viewer = viewer.ok_or_else(|| crate::Error::from(Code::Forbidden))?;
    viewer.require_everywhere(Permission::PrivacyWrite)?;
    let found: Option<(Option<CustomerId>, Option<MemberId>)> =
        sqlx::query_as("select customer_id, member_id from dossiers where organisation_id = $1 and id = $2")
            .bind(organisation)
            .bind(&id)
            .fetch_optional(&mut *conn)
            .await?;
    let (kind, person, mut sections) = match found {
        Some((Some(customer), _)) => {
            let sections = customer::gather(&mut conn, services, organisation, &customer).await?;
            ("customer", customer.0, sections)
        }
        Some((None, Some(member))) => {
            ("member", member.0.clone(), member::gather(&mut conn, organisation, &member).await?)
        }
        _ => return Err(crate::Error::from(Code::NotFound).into()),
    };
    let name: String = sqlx::query_scalar("select name from organisations where id = $1")
        .bind(organisation)
        .fetch_one(&mut *conn)
        .await?;
    drop(conn);
    hide_others(&mut sections);
    let mut document = Map::new();
    document.insert("schema".to_owned(), SCHEMA.into());
    document.insert("made_at".to_owned(), table::moment(services.clock.now().0));
    document.insert("organisation".to_owned(), json!({ "id": organisation, "name": name }));
    document.insert("person".to_owned(), json!({ "kind": kind, "id": person }));
    let full = |value: &Value| value.as_array().is_some_and(|rows| rows.len() as i64 >= MOST);
    let cut: Vec<&String> = sections.iter().filter(|(_, value)| full(value)).map(|(name, _)| name).collect();
    document.insert("cut_short".to_owned(), json!(cut));
    document.insert("most_rows".to_owned(), MOST.into());
    document.extend(sections);
    let bytes = serde_json::to_vec_pretty(&Value::Object(document)).map_err(crate::Error::from)?;
    Ok(store(services, run, &id, &bytes).await?)
}

/// Only numbers that stand in the person's own record are whole.
fn hide_others(sections: &mut Map<String, Value>) {
    let mut own = HashSet::new();
    for name in ["record", "account", "relations", "recycle_bin"] {
        if let Some(section) = sections.get(name) {
            phones(section, &mut own);
        }
    }
    sections.values_mut().for_each(|section| mask(section, &own));
}

async fn store(services: &Services, run: &runs::Row, id: &DossierId, bytes: &[u8]) -> Result<()> {
    let mut tx = services.store.write().await?;
    sqlx::query("delete from dossier_parts where dossier_id = $1").bind(id).execute(&mut *tx).await?;
    tx.commit().await?;
    let parts = bytes.chunks(PART).count() as i64;
    for (part, block) in (0_i64..).zip(bytes.chunks(PART)) {
        let mut tx = services.store.write().await?;
        if runs::find(&mut tx, &run.organisation_id, &run.id).await?.stopping {
            sqlx::query("delete from dossier_parts where dossier_id = $1").bind(id).execute(&mut *tx).await?;
            runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Cancelled, None).await?;
            return tx.commit().await;
        }
        sqlx::query("insert into dossier_parts (dossier_id, part, bytes) values ($1, $2, $3)")
            .bind(id)
            .bind(part)
            .bind(block)
            .execute(&mut *tx)
            .await?;
        let (cursor, counts) = (String::new(), Counts::default());
        let progress = Progress { stage: Stage::Write, done: part + 1, total: Some(parts), cursor, counts };
        runs::save(&mut tx, run, &progress).await?;
        tx.commit().await?;
    }
    let mut tx = services.store.write().await?;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    sqlx::query("update dossiers set size = $1 where id = $2").bind(size).bind(id).execute(&mut *tx).await?;
    runs::end(&mut tx, services, &run.id, &run.organisation_id, RunState::Done, None).await?;
    tx.hint(&run.organisation_id, "privacy");
    tx.commit().await
}

/// Removes half a file after its run failed.
pub(crate) async fn failed(tx: &mut Write, run: &runs::Row) -> Result<()> {
    if run.kind == RunKind::Dossier {
        sqlx::query("delete from dossier_parts where dossier_id = $1").bind(&run.input).execute(&mut **tx).await?;
        tx.hint(&run.organisation_id, "privacy");
    }
    Ok(())
}

/// Removes files whose day is over.
///
/// # Errors
/// What the database says.
pub(crate) async fn sweep(services: &Services) -> Result<()> {
    let mut tx = services.store.write().await?;
    let old: Vec<DossierId> = sqlx::query_scalar(
        "select d.id from dossiers d join runs r on r.id = d.run_id where d.created_at < $1 \
         and r.state not in ('queued', 'running') limit 100",
    )
    .bind(services.clock.now().plus(-KEPT))
    .fetch_all(&mut *tx)
    .await?;
    for id in &old {
        remove(&mut tx, id).await?;
    }
    tx.commit().await
}

/// Removes the files that were made about a customer.
pub(in crate::privacy) async fn forget(
    conn: &mut Conn,
    organisation: &OrganisationId,
    customer: &CustomerId,
) -> Result<()> {
    let made: Vec<DossierId> =
        sqlx::query_scalar("select id from dossiers where organisation_id = $1 and customer_id = $2")
            .bind(organisation)
            .bind(customer)
            .fetch_all(&mut *conn)
            .await?;
    for id in &made {
        remove(conn, id).await?;
    }
    Ok(())
}

async fn remove(conn: &mut Conn, id: &DossierId) -> Result<()> {
    sqlx::query("delete from dossier_parts where dossier_id = $1").bind(id).execute(&mut *conn).await?;
    sqlx::query("delete from dossiers where id = $1").bind(id).execute(conn).await?;
    Ok(())
}
