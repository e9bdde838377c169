//! Editing one member.

use super::get::detail;
use super::{find_for, rows};
use crate::audit::{self, Actor, Record, difference};
use crate::store::one;
use crate::{Conn, Result, Services, Viewer, departments, organisation};
use model::audit::{Subject, Verb};
use model::member::{EditMember, MemberDetail, MemberField};
use model::permission::Permission;
use model::problem::Fault;
use model::text::{Check, optional_line};
use model::{Code, DepartmentId, MemberId, Problem, limits};
use serde_json::{Value, json};

/// Edits one member. Fields that the person or a platform owns are refused.
///
/// # Errors
/// [`Code::Forbidden`], [`Code::NotFound`], [`Code::Stale`], [`Code::OwnedUpstream`], [`Code::Invalid`].
pub async fn edit(services: &Services, viewer: &Viewer, edit: &EditMember) -> Result<MemberDetail> {
    viewer.require(Permission::MembersWrite)?;
    let edit = checked(edit)?;
    let now = services.clock.now();
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let row = find_for(&mut tx, viewer, &edit.id).await?;
    if row.revision != edit.revision {
        return Err(audit::stale(&mut tx, &viewer.organisation, row.id.as_str(), &row.name).await?.into());
    }
    for (field, given) in [
        (MemberField::Departments, edit.departments.is_some()),
        (MemberField::Position, edit.position.is_some()),
        (MemberField::Manager, edit.manager.is_some()),
    ] {
        if given && field.lock(row.source).is_some() {
            return Err(Problem::new(Code::OwnedUpstream).with("field", field).into());
        }
    }
    let (before, raw_before) = (fields(&mut tx, viewer, &edit.id).await?, raw(&mut tx, viewer, &edit.id).await?);
    if let Some(wanted) = &edit.departments {
        check_departments(&mut tx, viewer, &edit.id, wanted).await?;
        rows::set_departments(&mut tx, &viewer.organisation, &edit.id, wanted).await?;
        sqlx::query("update members set main_department_id = $1 where id = $2")
            .bind(wanted.first())
            .bind(&edit.id)
            .execute(&mut *tx)
            .await?;
    }
    let manager = match &edit.manager {
        None => row.manager_id.clone(),
        Some(manager) if manager.as_str().is_empty() => None,
        Some(manager) => {
            check_manager(&mut tx, viewer, &edit.id, manager).await?;
            Some(manager.clone())
        }
    };
    let changed = sqlx::query(
        "update members set position = $1, location = $2, work_number = $3, manager_id = $4, revision = revision + 1 \
         where id = $5 and revision = $6",
    )
    .bind(edit.position.as_ref().unwrap_or(&row.position))
    .bind(edit.location.as_ref().unwrap_or(&row.location))
    .bind(edit.work_number.as_ref().unwrap_or(&row.work_number))
    .bind(manager)
    .bind(&edit.id)
    .bind(edit.revision)
    .execute(&mut *tx)
    .await?;
    one(changed.rows_affected())?;
    if edit.work_number.is_some() {
        rows::index(&mut tx, &viewer.organisation, &edit.id).await?;
    }
    let (after, raw_after) = (fields(&mut tx, viewer, &edit.id).await?, raw(&mut tx, viewer, &edit.id).await?);
    let (was, is) = difference(&before, &after);
    let record =
        Record::new(Verb::Update, Subject::Member, &edit.id, &row.name).fields(was, is).back(raw_before, raw_after);
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), now, record).await?;
    tx.hint(&viewer.organisation, "members");
    tx.hint(&viewer.organisation, "departments");
    let detail = detail(&mut tx, viewer, &edit.id).await?;
    tx.commit().await?;
    Ok(detail)
}

fn checked(edit: &EditMember) -> Result<EditMember> {
    let mut edit = edit.clone();
    let mut check = Check::new();
    for (name, value, limit) in [
        ("position", &mut edit.position, limits::POSITION),
        ("location", &mut edit.location, limits::LOCATION),
        ("work_number", &mut edit.work_number, limits::WORK_NUMBER),
    ] {
        *value = value.take().map(|text| check.take(name, optional_line(&text, limit)));
    }
    if let Some(departments) = &edit.departments {
        if departments.is_empty() {
            check.fault("departments", Fault::Missing, None);
        }
        if departments.len() > limits::MEMBER_DEPARTMENTS {
            check.fault("departments", Fault::OutOfRange, Some(limits::MEMBER_DEPARTMENTS as i64));
        }
    }
    check.done()?;
    Ok(edit)
}

/// The departments exist and lie in the viewer's scope, except those that the member is in already.
async fn check_departments(conn: &mut Conn, viewer: &Viewer, id: &MemberId, wanted: &[DepartmentId]) -> Result<()> {
    let present = rows::departments_of(conn, id).await?;
    for department in wanted {
        if present.iter().any(|place| place.department_id == *department) {
            continue;
        }
        let row = departments::rows::find(conn, &viewer.organisation, department).await?;
        if !row.is_some_and(|row| viewer.sees_path(&row.path)) {
            return Err(Problem::field("departments", Fault::Unknown).into());
        }
    }
    // A scoped admin cannot take somebody out of departments that are not his.
    for place in &present {
        if !wanted.contains(&place.department_id) {
            let row = departments::rows::find(conn, &viewer.organisation, &place.department_id).await?;
            if !row.is_some_and(|row| viewer.sees_path(&row.path)) {
                return Err(Problem::new(Code::Forbidden).with("permission", Permission::MembersWrite).into());
            }
        }
    }
    Ok(())
}

/// The manager exists, and nobody is, over any number of steps, his own manager.
pub(crate) async fn check_manager(conn: &mut Conn, viewer: &Viewer, id: &MemberId, manager: &MemberId) -> Result<()> {
    let mut above = Some(manager.clone());
    for _ in 0..100 {
        let Some(current) = above else { return Ok(()) };
        if current == *id {
            break;
        }
        let row = rows::find(conn, &viewer.organisation, &current).await?;
        let Some(row) = row else { return Err(Problem::field("manager", Fault::Unknown).into()) };
        above = row.manager_id;
    }
    Err(Problem::field("manager", Fault::Malformed).into())
}

/// The same fields as an [`EditMember`] has them.
pub(crate) async fn raw(conn: &mut Conn, viewer: &Viewer, id: &MemberId) -> Result<Value> {
    let row = find_for(conn, viewer, id).await?;
    let departments: Vec<DepartmentId> =
        rows::departments_of(conn, id).await?.into_iter().map(|place| place.department_id).collect();
    Ok(json!({
        "departments": departments,
        "position": row.position,
        "location": row.location,
        "work_number": row.work_number,
        "manager": row.manager_id.map_or_else(String::new, |manager| manager.0),
    }))
}

/// The fields that admins edit, for the activity.
async fn fields(conn: &mut Conn, viewer: &Viewer, id: &MemberId) -> Result<Value> {
    let row = find_for(conn, viewer, id).await?;
    let departments: Vec<String> = rows::departments_of(conn, id).await?.into_iter().map(|place| place.name).collect();
    let manager: Option<String> = match &row.manager_id {
        Some(manager) => rows::find(conn, &viewer.organisation, manager).await?.map(|manager| manager.name),
        None => None,
    };
    Ok(json!({
        "departments": departments,
        "position": row.position,
        "location": row.location,
        "work_number": row.work_number,
        "manager": manager,
    }))
}
