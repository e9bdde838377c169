//! Making and changing a role.

use super::rows::{self, Row};
use crate::audit::{self, Actor, Record, difference};
use crate::keys::fold;
use crate::store::one;
use crate::{Conn, Result, Services, Viewer, Write, organisation};
use model::audit::{Subject, Verb};
use model::permission::{Permission, Rights};
use model::problem::{Fault, Field};
use model::role::{MOST, OwnRole, SaveRole};
use model::{Code, Moment, Problem, RoleId};
use serde_json::{Value, json};

/// Makes a role, or changes one for all who hold it, from their next request on. Nobody makes or changes a role that has rights
/// which he lacks, before or after: neither himself nor others are raised that way.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::RolesWrite`] over the whole organisation, [`Code::Invalid`], [`Code::NotFound`],
/// [`Code::Stale`], [`Code::RoleAboveOwn`]; [`Code::RoleHeld`] where holders would have no departments to look after.
pub async fn save(services: &Services, viewer: &Viewer, save: &SaveRole) -> Result<OwnRole> {
    viewer.require_everywhere(Permission::RolesWrite)?;
    let save = save.clone().check()?;
    let rights = Rights::new(&save.permissions, save.scoped);
    if !viewer.rights.may_give(&rights) {
        return Err(Code::RoleAboveOwn.into());
    }
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let id = match &save.id {
        Some(id) => {
            change(&mut tx, viewer, id, &save, &rights, now).await?;
            id.clone()
        }
        None => make(&mut tx, services, viewer, &save, now).await?,
    };
    let row = rows::one(&mut tx, &viewer.organisation, &id).await?.ok_or(Code::NotFound)?;
    tx.hint(&viewer.organisation, "roles");
    tx.commit().await?;
    Ok(row.into())
}

async fn make(tx: &mut Write, services: &Services, viewer: &Viewer, save: &SaveRole, now: Moment) -> Result<RoleId> {
    let there = rows::all(tx, &viewer.organisation).await?;
    if there.len() >= MOST {
        let limit = Some(i64::try_from(MOST).unwrap_or(i64::MAX));
        let field = Field { field: "name".to_owned(), fault: Fault::OutOfRange, limit };
        return Err(Problem::fields(vec![field]).into());
    }
    let id: RoleId = services.ids.next();
    let made = sqlx::query(
        "insert into roles (id, organisation_id, name, name_key, permissions, scoped, revision, created_at) \
         values ($1, $2, $3, $4, $5, $6, 1, $7)",
    )
    .bind(&id)
    .bind(&viewer.organisation)
    .bind(&save.name)
    .bind(fold(&save.name))
    .bind(rows::words(&save.permissions))
    .bind(save.scoped)
    .bind(now)
    .execute(&mut **tx)
    .await;
    taken(made)?;
    let record = Record::new(Verb::Create, Subject::Role, &id, &save.name)
        .fields(json!(null), told(&save.name, &save.permissions, save.scoped));
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    Ok(id)
}

async fn change(
    tx: &mut Write,
    viewer: &Viewer,
    id: &RoleId,
    save: &SaveRole,
    rights: &Rights,
    now: Moment,
) -> Result<()> {
    let old = rows::one(tx, &viewer.organisation, id).await?.ok_or(Code::NotFound)?;
    if old.revision != save.revision {
        return Err(audit::stale(tx, &viewer.organisation, id.as_str(), &old.name).await?.into());
    }
    let was = old.rights();
    if !viewer.rights.may_give(&was) {
        return Err(Code::RoleAboveOwn.into());
    }
    if rights.scoped != was.scoped {
        follow_reach(tx, &old, rights.scoped).await?;
    }
    let changed = sqlx::query(
        "update roles set name = $1, name_key = $2, permissions = $3, scoped = $4, revision = revision + 1 \
         where id = $5 and revision = $6",
    )
    .bind(&save.name)
    .bind(fold(&save.name))
    .bind(rows::words(&save.permissions))
    .bind(save.scoped)
    .bind(id)
    .bind(save.revision)
    .execute(&mut **tx)
    .await;
    one(taken(changed)?.rows_affected())?;
    let (old, new) = (told(&old.name, &was.permissions, was.scoped), told(&save.name, &save.permissions, save.scoped));
    let (before, after) = difference(&old, &new);
    let record = Record::new(Verb::Update, Subject::Role, id, &save.name).fields(before, after).back(old, new);
    audit::record(tx, &viewer.organisation, &Actor::from(viewer), now, record).await
}

/// Holders of a role with a reach have departments, those of one without have none. Which ones, nobody can guess: a role is
/// narrowed while nobody holds it.
async fn follow_reach(conn: &mut Conn, role: &Row, scoped: bool) -> Result<()> {
    if scoped && role.holders > 0 {
        return Err(Problem::new(Code::RoleHeld).with("count", role.holders).into());
    }
    if !scoped {
        sqlx::query(
            "delete from member_scopes where member_id in (select m.id from members m where m.own_role_id = $1)",
        )
        .bind(&role.id)
        .execute(conn)
        .await?;
    }
    Ok(())
}

fn taken<T>(done: std::result::Result<T, sqlx::Error>) -> Result<T> {
    done.map_err(|error| {
        let error = crate::Error::from(error);
        if error.is_unique() { Problem::field("name", Fault::Taken).into() } else { error }
    })
}

fn told(name: &str, permissions: &[Permission], scoped: bool) -> Value {
    json!({ "name": name, "permissions": permissions, "scoped": scoped })
}
