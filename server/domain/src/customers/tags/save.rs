//! Making tags of the organisation's own, and giving tags and groups other names.

use super::own;
use crate::audit::{self, Actor, Record, difference};
use crate::jobs::{Job, queue};
use crate::{Conn, Result, Services, Viewer, organisation};
use model::audit::{Subject, Verb};
use model::customer::Tag;
use model::permission::Permission;
use model::problem::Fault;
use model::tag::{RenameGroup, SaveTag};
use model::text::{Check, optional_line};
use model::{Code, OrganisationId, Problem, TagId, limits};
use serde_json::json;

/// Makes a tag, or gives one another name or group. Customers that carry a renamed tag are found by its new name a moment later.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`] over the whole organisation, [`Code::Invalid`], [`Code::NotFound`] for
/// one that is not the organisation's own, [`Code::Stale`], [`Code::Taken`] for a name that the group has, [`Code::TooMany`] beyond [`limits::TAGS`].
pub async fn save_tag(services: &Services, viewer: &Viewer, save: SaveTag) -> Result<Tag> {
    viewer.require_everywhere(Permission::CustomersWrite)?;
    let save = save.check()?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    require_free(&mut tx, &viewer.organisation, &save).await?;
    let (tag, record) = match &save.id {
        None => {
            let tag = Tag { id: services.ids.next(), group: save.group, name: save.name };
            insert(&mut tx, &viewer.organisation, &tag).await?;
            let record = Record::new(Verb::Create, Subject::Tag, &tag.id, &tag.name)
                .fields(json!(null), json!({ "group": tag.group, "name": tag.name }));
            (tag, record)
        }
        Some(id) => {
            let was = own(&mut tx, &viewer.organisation, "id", std::slice::from_ref(id)).await;
            let was = was.ok().and_then(|mut tags| tags.pop()).ok_or(Code::NotFound)?;
            let changed = sqlx::query(
                "update tags set group_name = $1, name = $2, revision = revision + 1 where id = $3 and revision = $4",
            )
            .bind(&save.group)
            .bind(&save.name)
            .bind(id)
            .bind(save.revision)
            .execute(&mut *tx)
            .await?;
            if changed.rows_affected() == 0 {
                return Err(audit::stale(&mut tx, &viewer.organisation, id.as_str(), &was.name).await?.into());
            }
            if was.name != save.name {
                let job = Job::ReindexTag { tag: id.clone() };
                queue::enqueue(&mut tx, &services.ids, &job, now, now).await?;
            }
            let (before, after) = difference(
                &json!({ "group": was.group, "name": was.name }),
                &json!({ "group": save.group, "name": save.name }),
            );
            let record = Record::new(Verb::Update, Subject::Tag, id, &save.name)
                .fields(before.clone(), after.clone())
                .back(before, after);
            (Tag { id: id.clone(), group: save.group, name: save.name }, record)
        }
    };
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "customers");
    tx.commit().await?;
    services.wake.notify_one();
    Ok(tag)
}

async fn require_free(conn: &mut Conn, organisation: &OrganisationId, save: &SaveTag) -> Result<()> {
    let taken: Option<TagId> = sqlx::query_scalar(
        "select id from tags where connection_id is null and organisation_id = $1 and group_name = $2 and name = $3",
    )
    .bind(organisation)
    .bind(&save.group)
    .bind(&save.name)
    .fetch_optional(&mut *conn)
    .await?;
    if taken.is_some_and(|id| Some(&id) != save.id.as_ref()) {
        return Err(Problem::new(Code::Taken).with("field", "name").into());
    }
    if save.id.is_none() { require_room(conn, organisation).await } else { Ok(()) }
}

/// Passes if there may be one tag more.
///
/// # Errors
/// [`Code::Invalid`] beyond [`limits::TAGS`].
pub(in crate::customers) async fn require_room(conn: &mut Conn, organisation: &OrganisationId) -> Result<()> {
    let there: i64 =
        sqlx::query_scalar("select count(*) from tags where connection_id is null and organisation_id = $1")
            .bind(organisation)
            .fetch_one(conn)
            .await?;
    if there < limits::TAGS { Ok(()) } else { Err(Problem::field("name", Fault::OutOfRange).into()) }
}

/// A new tag, behind the others of its group.
pub(in crate::customers) async fn insert(conn: &mut Conn, organisation: &OrganisationId, tag: &Tag) -> Result<()> {
    sqlx::query(
        "insert into tags (id, organisation_id, connection_id, external_id, group_name, name, position, gone, revision) \
         values ($1, $2, null, '', $3, $4, \
         (select coalesce(max(position), 0) + 1 from tags where organisation_id = $2 and group_name = $3), $5, 1)",
    )
    .bind(&tag.id)
    .bind(organisation)
    .bind(&tag.group)
    .bind(&tag.name)
    .bind(false)
    .execute(conn)
    .await?;
    Ok(())
}

/// Gives a group of tags another name; the group of that name, if there is one, takes them in.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`] over the whole organisation, [`Code::Invalid`], [`Code::NotFound`],
/// [`Code::Taken`] where both groups have a tag of one name.
pub async fn rename_group(services: &Services, viewer: &Viewer, rename: RenameGroup) -> Result<()> {
    viewer.require_everywhere(Permission::CustomersWrite)?;
    let mut check = Check::new();
    let name = check.take("name", optional_line(&rename.name, limits::TAG));
    check.done()?;
    if name == rename.group {
        return Ok(());
    }
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let twice: i64 = sqlx::query_scalar(
        "select count(*) from tags t cross join tags o where t.connection_id is null and o.connection_id is null \
         and t.organisation_id = $1 and t.group_name = $2 and o.organisation_id = $1 and o.group_name = $3 and o.name = t.name",
    )
    .bind(&viewer.organisation)
    .bind(&rename.group)
    .bind(&name)
    .fetch_one(&mut *tx)
    .await?;
    if twice > 0 {
        return Err(Problem::new(Code::Taken).with("field", "name").into());
    }
    let renamed = sqlx::query(
        "update tags set group_name = $1, revision = revision + 1 \
         where connection_id is null and organisation_id = $2 and group_name = $3",
    )
    .bind(&name)
    .bind(&viewer.organisation)
    .bind(&rename.group)
    .execute(&mut *tx)
    .await?;
    if renamed.rows_affected() == 0 {
        return Err(Code::NotFound.into());
    }
    let record = Record::new(Verb::Update, Subject::Tag, "", &name)
        .fields(json!({ "group": rename.group }), json!({ "group": name }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.hint(&viewer.organisation, "customers");
    tx.commit().await?;
    Ok(())
}
