//! Finding out who and what is no longer there. Only reached when everything was read without an error.

use super::{Deed, Place, Step};
use crate::change::draft::{self, Draft};
use crate::jobs::Stop;
use crate::runs::{self, Progress};
use crate::sync::{BLOCK, cancelled, field, finish};
use crate::{Conn, Result, Services};
use model::audit::Subject;
use model::change::{Reason, Verdict};
use model::member::Status;
use model::run::Stage;
use model::{ConnectionId, DepartmentId, MemberId, RunId};

const MEMBERS: i64 = 5_000;
/// Departments last, the deepest first.
const DEPARTMENTS: i64 = 6_000;

/// The next block of people who have left; after the last, the departments, and the end of the run.
pub(super) async fn members_and_departments(
    services: &Services,
    run: &runs::Row,
    after: &str,
) -> std::result::Result<Option<Place>, Stop> {
    let (Some(connection), Some(set)) = (&run.connection_id, &run.change_set_id) else { return Ok(None) };
    let mut tx = services.store.write().await?;
    let mut counts = run.counts();
    let gone: Vec<(String, String, MemberId, String, Status)> = sqlx::query_as(
        "select l.external_key, l.external_id, m.id, m.name, m.status from member_links l \
         join members m on m.id = l.member_id where l.connection_id = $1 and l.external_key > $2 \
         and m.status <> 'terminated' and not exists \
         (select 1 from staged_members s where s.run_id = $3 and s.external_key = l.external_key) \
         order by l.external_key limit $4",
    )
    .bind(connection)
    .bind(after)
    .bind(&run.id)
    .bind(BLOCK)
    .fetch_all(&mut *tx)
    .await?;
    let last = gone.last().map(|row| row.0.clone());
    let mut drafts: Vec<Draft> = Vec::with_capacity(gone.len());
    for (_, external_id, id, name, status) in gone {
        drafts.push(Draft {
            rank: MEMBERS,
            subject: Subject::Member,
            subject_id: Some(id.0),
            external_id,
            name,
            detail: String::new(),
            verdict: Verdict::Leave,
            reason: Reason::GoneThere,
            fields: field("status", status.word(), Status::Terminated.word()).into_iter().collect(),
            payload: serde_json::to_value(Deed::MemberGone).map_err(crate::Error::from)?,
            braked: true,
        });
    }
    if last.is_none() {
        drafts = departments(&mut tx, connection, &run.id).await?;
    }
    counts.leave += drafts.len() as i64;
    draft::add(&mut tx, &services.ids, set, &drafts).await?;
    let next = Place { step: Step::Leavers, after: last.clone().unwrap_or_default() };
    let cursor = serde_json::to_string(&next).map_err(crate::Error::from)?;
    let progress = Progress { stage: Stage::Compare, done: run.done, total: run.total, cursor, counts };
    runs::save(&mut tx, run, &progress).await?;
    if cancelled(&mut tx, services, run).await? {
        tx.commit().await?;
        return Ok(None);
    }
    if last.is_none() {
        let of = people(&mut tx, connection).await?;
        finish(&mut tx, services, run, set, counts, of).await?;
        tx.commit().await?;
        return Ok(None);
    }
    tx.commit().await?;
    Ok(Some(next))
}

/// People of this connection who are in: what the brake compares with.
async fn people(conn: &mut Conn, connection: &ConnectionId) -> Result<i64> {
    let count = sqlx::query_scalar(
        "select count(*) from member_links l join members m on m.id = l.member_id \
         where l.connection_id = $1 and m.status <> 'terminated'",
    )
    .bind(connection)
    .fetch_one(conn)
    .await?;
    Ok(count)
}

async fn departments(conn: &mut Conn, connection: &ConnectionId, run: &RunId) -> Result<Vec<Draft>> {
    let gone: Vec<(String, DepartmentId, String, i64)> = sqlx::query_as(
        "select l.external_id, d.id, d.name, d.depth from department_links l join departments d on d.id = l.department_id \
         where l.connection_id = $1 and d.parent_id is not null and not exists \
         (select 1 from staged_departments s where s.run_id = $2 and s.external_id = l.external_id) order by l.external_id",
    )
    .bind(connection)
    .bind(run)
    .fetch_all(conn)
    .await?;
    let mut drafts = Vec::with_capacity(gone.len());
    for (external_id, id, name, depth) in gone {
        drafts.push(Draft {
            rank: DEPARTMENTS + 100 - depth,
            subject: Subject::Department,
            subject_id: Some(id.0),
            external_id,
            name,
            detail: String::new(),
            verdict: Verdict::Leave,
            reason: Reason::GoneThere,
            fields: Vec::new(),
            payload: serde_json::to_value(Deed::DepartmentGone)?,
            braked: false,
        });
    }
    Ok(drafts)
}
