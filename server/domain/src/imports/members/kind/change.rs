//! Changing somebody who is here, and putting him back.

use super::department::Places;
use super::{Change, kept, manager};
use crate::audit::{Record, difference};
use crate::change::{Applied, Context, Inverted, Row};
use crate::members::rows;
use crate::{Conn, Result};
use model::audit::{Subject, Verb};
use model::{Code, DepartmentId, MemberId, Problem};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// What a member was before.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Before {
    main: Option<DepartmentId>,
    departments: Vec<DepartmentId>,
    position: String,
    location: String,
    work_number: String,
    manager: Option<MemberId>,
}

impl Before {
    async fn of(conn: &mut Conn, member: &rows::Row) -> Result<Self> {
        let departments = rows::departments_of(conn, &member.id).await?;
        Ok(Self {
            main: member.main_department_id.clone(),
            departments: departments.into_iter().map(|place| place.department_id).collect(),
            position: member.position.clone(),
            location: member.location.clone(),
            work_number: member.work_number.clone(),
            manager: member.manager_id.clone(),
        })
    }

    async fn write(&self, conn: &mut Conn, context: &Context, id: &MemberId) -> Result<()> {
        rows::set_departments(conn, &context.organisation, id, &self.departments).await?;
        sqlx::query(
            "update members set main_department_id = $1, position = $2, location = $3, work_number = $4, manager_id = $5, \
             revision = revision + 1 where id = $6",
        )
        .bind(&self.main)
        .bind(&self.position)
        .bind(&self.location)
        .bind(&self.work_number)
        .bind(&self.manager)
        .bind(id)
        .execute(&mut *conn)
        .await?;
        rows::index(conn, &context.organisation, id).await
    }

    async fn told(&self, conn: &mut Conn, id: &MemberId) -> Result<Value> {
        let departments: Vec<String> =
            rows::departments_of(conn, id).await?.into_iter().map(|place| place.name).collect();
        Ok(json!({
            "departments": departments, "position": self.position, "location": self.location,
            "work_number": self.work_number,
        }))
    }
}

/// Changes one member, if nobody did since it was proposed.
pub(super) async fn apply(
    conn: &mut Conn,
    context: &Context,
    row: &Row,
    change: &Change,
    places: &mut Places,
) -> Result<Applied> {
    let id = MemberId(row.subject_id.clone().unwrap_or_default());
    let member = rows::find(conn, &context.organisation, &id).await?.ok_or(Code::NotFound)?;
    if member.revision != change.revision {
        return Err(Problem::new(Code::Stale).with("by", "").into());
    }
    let before = Before::of(conn, &member).await?;
    let was = before.told(conn, &id).await?;
    let mut after = before.clone();
    if let Some(wanted) = &change.departments {
        places.look(conn, context, wanted.iter()).await?;
        after.departments = places.ids(conn, context, wanted).await?;
        after.main = after.departments.first().cloned();
    }
    for (to, from) in [
        (&mut after.position, &change.position),
        (&mut after.location, &change.location),
        (&mut after.work_number, &change.work_number),
    ] {
        if let Some(from) = from {
            to.clone_from(from);
        }
    }
    let of_file = match &change.manager_key {
        Some(key) => Some(manager::find(conn, context, key).await?),
        None => None,
    };
    if let Some(manager) = of_file.as_ref().or(change.manager.as_ref()) {
        manages(conn, context, &id, manager).await?;
        after.manager = Some(manager.clone());
    }
    after.write(conn, context, &id).await?;
    let is = after.told(conn, &id).await?;
    let (was, is) = difference(&was, &is);
    Ok(Applied {
        subject_id: id.0.clone(),
        revision: member.revision + 1,
        restore: serde_json::to_value(before)?,
        record: Some(Record::new(Verb::Update, Subject::Member, &id, &member.name).fields(was, is)),
    })
}

/// Nobody becomes, over any number of steps, his own manager.
async fn manages(conn: &mut Conn, context: &Context, id: &MemberId, manager: &MemberId) -> Result<()> {
    let mut above = Some(manager.clone());
    for _ in 0..100 {
        let Some(current) = above else { return Ok(()) };
        if current == *id {
            break;
        }
        above = rows::find(conn, &context.organisation, &current).await?.ok_or(Code::NotFound)?.manager_id;
    }
    Err(Problem::field("manager", model::problem::Fault::Malformed).into())
}

/// Puts a member back as he was, if nobody changed him since.
pub(super) async fn invert(conn: &mut Conn, context: &Context, row: &Row, change: &Change) -> Result<Inverted> {
    let before: Before = serde_json::from_str(&row.restore)?;
    let id = MemberId(row.subject_id.clone().unwrap_or_default());
    let Some(member) = rows::find(conn, &context.organisation, &id).await? else { return Ok(kept("deleted")) };
    if Some(member.revision) != row.revision_after {
        return Ok(kept("edited"));
    }
    for department in before.departments.iter().filter(|_| change.departments.is_some()) {
        if crate::departments::rows::find(conn, &context.organisation, department).await?.is_none() {
            return Ok(kept("parent_deleted"));
        }
    }
    let was = Before::of(conn, &member).await?.told(conn, &id).await?;
    before.write(conn, context, &id).await?;
    let is = before.told(conn, &id).await?;
    let (was, is) = difference(&was, &is);
    Ok(Inverted::Undone(Record::new(Verb::Undo, Subject::Member, &id, &member.name).fields(was, is)))
}
