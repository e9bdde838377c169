//! What a restore would change: the database here and the one in the backup, side by side.

use crate::backups::{of_sql, verify};
use crate::seal::Seal;
use crate::{Error, Result};
use model::audit::{Subject, Verb};
use model::backup::{Counted, Difference, Findings, KindDifference, Newest, OrganisationDifference};
use model::{Moment, OrganisationId};
use sqlx::{Connection as _, SqliteConnection};
use std::path::Path;

/// Compares two databases whose tables are of this version. `present` is read as a reader beside the server; without one, nothing is
/// here.
///
/// # Errors
/// A file cannot be opened or read.
pub async fn difference(
    present: Option<&Path>,
    staged: &Path,
    findings: Findings,
    migrated: bool,
    seal: Option<&Seal>,
) -> Result<Difference> {
    let mut conn = verify::open(staged).await?;
    let compared = async {
        let key_fits = fits(&mut conn, seal).await?;
        let organisations = match present {
            Some(present) => beside(&mut conn, present).await?,
            None => alone(&mut conn).await?,
        };
        Ok::<_, Error>(Difference { findings, migrated, key_fits, organisations })
    };
    let compared = compared.await;
    let _ = conn.close().await;
    compared
}

/// Whether the credentials in the backup open with the key that is here.
async fn fits(conn: &mut SqliteConnection, seal: Option<&Seal>) -> Result<bool> {
    let sealed: Option<(String, String)> =
        sqlx::query_as("select id, secrets_sealed from connections where secrets_sealed <> '' limit 1")
            .fetch_optional(conn)
            .await?;
    Ok(match (sealed, seal) {
        (Some((id, sealed)), Some(seal)) => seal.open(&id, &sealed).is_ok(),
        _ => true,
    })
}

async fn attach(conn: &mut SqliteConnection, path: &Path) -> Result<()> {
    let name = path.to_str().ok_or_else(|| Error::Broken(format!("{} is not a plain name", path.display())))?;
    sqlx::query("attach database $1 as present")
        .bind(name.to_owned())
        .execute(conn)
        .await
        .map_err(|error| of_sql(&error, path))?;
    Ok(())
}

async fn beside(conn: &mut SqliteConnection, present: &Path) -> Result<Vec<OrganisationDifference>> {
    attach(conn, present).await?;
    let organisations: Vec<(OrganisationId, String, bool, bool)> = sqlx::query_as(
        "select o.id, o.name, max(o.now), max(o.then_there) from \
         (select id, name, true as now, false as then_there, created_at from present.organisations \
         union all select id, name, false, true, created_at from main.organisations) o group by o.id order by min(o.created_at), o.id",
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut all = Vec::with_capacity(organisations.len());
    for (id, name, now, then) in organisations {
        let mut kinds = Vec::new();
        for (kind, statement) in COUNTS {
            let (now, then, lost, back): (i64, i64, i64, i64) =
                sqlx::query_as(statement).bind(&id).fetch_one(&mut *conn).await?;
            kinds.push(KindDifference { kind, now, then, lost, back });
        }
        all.push(OrganisationDifference {
            name,
            now,
            then,
            kinds,
            newest_now: newest(conn, NEWEST_NOW, &id).await?,
            newest_then: newest(conn, NEWEST_THEN, &id).await?,
        });
    }
    Ok(all)
}

async fn alone(conn: &mut SqliteConnection) -> Result<Vec<OrganisationDifference>> {
    let organisations: Vec<(OrganisationId, String)> =
        sqlx::query_as("select id, name from organisations order by created_at, id").fetch_all(&mut *conn).await?;
    let mut all = Vec::with_capacity(organisations.len());
    for (id, name) in organisations {
        let mut kinds = Vec::new();
        for (kind, statement) in ALONE {
            let then: i64 = sqlx::query_scalar(statement).bind(&id).fetch_one(&mut *conn).await?;
            kinds.push(KindDifference { kind, now: 0, then, lost: 0, back: then });
        }
        let newest_then = newest(conn, NEWEST_THEN, &id).await?;
        all.push(OrganisationDifference { name, now: false, then: true, kinds, newest_now: None, newest_then });
    }
    Ok(all)
}

const NEWEST_NOW: &str = "select at, actor, verb, subject, subject_name from present.audit where organisation_id = $1 \
     order by seq desc limit 1";
const NEWEST_THEN: &str = "select at, actor, verb, subject, subject_name from main.audit where organisation_id = $1 \
     order by seq desc limit 1";

async fn newest(conn: &mut SqliteConnection, statement: &'static str, id: &OrganisationId) -> Result<Option<Newest>> {
    let found: Option<(Moment, String, Verb, Subject, String)> =
        sqlx::query_as(statement).bind(id).fetch_optional(conn).await?;
    Ok(found.map(|(at, actor, verb, subject, name)| Newest { at, actor, verb, subject, name }))
}

macro_rules! counted {
    ($table:literal) => {
        concat!(
            "select (select count(*) from present.",
            $table,
            " where organisation_id = $1), \
             (select count(*) from main.",
            $table,
            " where organisation_id = $1), \
             (select count(*) from present.",
            $table,
            " n where n.organisation_id = $1 \
             and not exists (select 1 from main.",
            $table,
            " t where t.id = n.id)), \
             (select count(*) from main.",
            $table,
            " t where t.organisation_id = $1 \
             and not exists (select 1 from present.",
            $table,
            " n where n.id = t.id))"
        )
    };
}

/// Now, then, lost, back. An entry of the activity is the same if number and hash are.
const COUNTS: [(Counted, &str); 6] = [
    (Counted::Members, counted!("members")),
    (Counted::Departments, counted!("departments")),
    (Counted::Customers, counted!("customers")),
    (Counted::Relations, counted!("relations")),
    (Counted::ChangeSets, counted!("change_sets")),
    (
        Counted::Activity,
        "select (select count(*) from present.audit where organisation_id = $1), \
         (select count(*) from main.audit where organisation_id = $1), \
         (select count(*) from present.audit n where n.organisation_id = $1 and not exists \
         (select 1 from main.audit t where t.organisation_id = n.organisation_id and t.seq = n.seq and t.hash = n.hash)), \
         (select count(*) from main.audit t where t.organisation_id = $1 and not exists \
         (select 1 from present.audit n where n.organisation_id = t.organisation_id and n.seq = t.seq and n.hash = t.hash))",
    ),
];

const ALONE: [(Counted, &str); 6] = [
    (Counted::Members, "select count(*) from members where organisation_id = $1"),
    (Counted::Departments, "select count(*) from departments where organisation_id = $1"),
    (Counted::Customers, "select count(*) from customers where organisation_id = $1"),
    (Counted::Relations, "select count(*) from relations where organisation_id = $1"),
    (Counted::ChangeSets, "select count(*) from change_sets where organisation_id = $1"),
    (Counted::Activity, "select count(*) from audit where organisation_id = $1"),
];
