//! Comparing the departments that were read with those that are here, and what both comparisons share.

use super::people::{AND, name_people};
use super::tree::Tree;
use super::{Deed, Place, Step, UpstreamDepartment};
use crate::change::draft::{self, Draft};
use crate::change::kept;
use crate::jobs::Stop;
use crate::keys::fold;
use crate::runs::{self, Progress};
use crate::sync::{begin_set, cancelled, field};
use crate::{Conn, Result, Services, Write};
use model::audit::Subject;
use model::change::{ChangeKind, FieldChange, Reason, Verdict};
use model::run::{Counts, Stage};
use model::{ConnectionId, DepartmentId};
use serde_json::Value;
use std::collections::HashMap;

pub(super) type Next = std::result::Result<Option<Place>, Stop>;

/// Ranks: parents before children, departments before members, managers before those they manage, heads after both.
const DEPARTMENTS: i64 = 0;
pub(super) const MEMBERS: i64 = 1_000;
const HEADS: i64 = 2_000;

#[derive(sqlx::FromRow)]
struct StagedDepartment {
    external_id: String,
    parent_id: String,
    name: String,
    position: i64,
    heads: String,
}

#[derive(sqlx::FromRow)]
struct LinkedDepartment {
    external_id: String,
    department_id: DepartmentId,
    name: String,
    parent_id: Option<DepartmentId>,
    position: i64,
}

/// All departments at once: there are at most 30 000.
pub(super) async fn departments(services: &Services, run: &runs::Row) -> Next {
    let mut tx = services.store.write().await?;
    let set = begin_set(&mut tx, services, run, ChangeKind::Contacts).await?;
    let Some(connection) = &run.connection_id else { return Ok(None) };
    let staged: Vec<StagedDepartment> = sqlx::query_as(
        "select external_id, parent_id, name, position, heads from staged_departments where run_id = $1 order by external_id",
    )
    .bind(&run.id)
    .fetch_all(&mut *tx)
    .await?;
    let linked: Vec<LinkedDepartment> = sqlx::query_as(
        "select l.external_id, l.department_id, d.name, d.parent_id, d.position from department_links l \
         join departments d on d.id = l.department_id where l.connection_id = $1",
    )
    .bind(connection)
    .fetch_all(&mut *tx)
    .await?;
    let tree = Tree::load(&mut tx, &run.id).await?;
    let here: HashMap<&str, &LinkedDepartment> = linked.iter().map(|row| (row.external_id.as_str(), row)).collect();
    let there: HashMap<&DepartmentId, &str> =
        linked.iter().map(|row| (&row.department_id, row.external_id.as_str())).collect();
    let own = own_names(&mut tx, run, connection).await?;
    let heads = linked_heads(&mut tx, connection).await?;
    let root = crate::departments::rows::root(&mut tx, &run.organisation_id).await?;

    let mut counts = Counts::default();
    let mut drafts = Vec::new();
    for row in &staged {
        let parent_is_there = tree.parents.contains_key(&row.parent_id);
        let is_root = row.external_id == "1" || (row.parent_id.is_empty() && !parent_is_there);
        if is_root {
            // The root stands for the organisation on both sides; its name is ours.
            if !here.contains_key(row.external_id.as_str()) {
                super::department::link(&mut tx, &run.organisation_id, connection, &row.external_id, &root.id).await?;
            }
            continue;
        }
        let upstream = UpstreamDepartment {
            id: row.external_id.clone(),
            parent: if parent_is_there { row.parent_id.clone() } else { String::new() },
            name: row.name.clone(),
            position: row.position,
        };
        let place = Placed { tree: &tree, here: &here, there: &there, own: &own, root: &root.id };
        match draft_department(&place, &upstream) {
            Some(draft) => push(&mut drafts, &mut counts, draft),
            None => counts.unchanged += 1,
        }
        let wanted: Vec<String> = serde_json::from_str(&row.heads).unwrap_or_default();
        if let Some(mut draft) = draft_heads(&tree, &here, &heads, &row.external_id, wanted) {
            name_people(&mut tx, run, &mut draft.fields).await?;
            drafts.push(draft);
        }
    }
    counts.change += drafts.iter().filter(|draft| draft.rank == HEADS).count() as i64;
    settle(&mut tx, connection, &mut drafts, &mut counts).await?;
    draft::add(&mut tx, &services.ids, &set, &drafts).await?;
    let total: i64 = sqlx::query_scalar("select count(*) from staged_members where run_id = $1")
        .bind(&run.id)
        .fetch_one(&mut *tx)
        .await?;
    save(services, run, tx, Place { step: Step::CompareMembers, after: String::new() }, (0, total), counts).await
}

struct Placed<'a> {
    tree: &'a Tree,
    here: &'a HashMap<&'a str, &'a LinkedDepartment>,
    there: &'a HashMap<&'a DepartmentId, &'a str>,
    /// Unlinked departments here by parent and folded name.
    own: &'a HashMap<(DepartmentId, String), DepartmentId>,
    root: &'a DepartmentId,
}

fn draft_department(placed: &Placed<'_>, upstream: &UpstreamDepartment) -> Option<Draft> {
    let linked = placed.here.get(upstream.id.as_str());
    let mut upstream = upstream.clone();
    if upstream.name.is_empty() {
        // Out of the app's sight: keep the name that is known; without one there is nothing to show.
        upstream.name = linked.map(|row| row.name.clone())?;
    }
    let parent_here = placed.here.get(upstream.parent.as_str()).map(|row| &row.department_id);
    let parent_path = placed.tree.path(&upstream.parent);
    let (verdict, reason, subject_id, fields) = match linked {
        None => {
            let parent = parent_here.unwrap_or(placed.root);
            let same = placed.own.get(&(parent.clone(), fold(&upstream.name)));
            let fields = [field("name", "", &upstream.name), field("parent", "", &parent_path)];
            let fields: Vec<FieldChange> = fields.into_iter().flatten().collect();
            match same {
                Some(same) => (Verdict::Conflict, Reason::SameName, Some(same.0.clone()), fields),
                None if upstream.parent.is_empty() => (Verdict::Add, Reason::OrphanThere, None, fields),
                None => (Verdict::Add, Reason::NewThere, None, fields),
            }
        }
        Some(row) => {
            let parent_there = row.parent_id.as_ref().and_then(|parent| placed.there.get(parent).copied());
            let old_path = placed.tree.path(parent_there.unwrap_or_default());
            let moved = parent_there.unwrap_or_default() != upstream.parent && !upstream.parent.is_empty();
            let old_order = (row.position + 1).to_string();
            let new_order = (upstream.position + 1).to_string();
            let fields: Vec<FieldChange> = [
                field("name", &row.name, &upstream.name),
                moved.then(|| field("parent", &old_path, &parent_path)).flatten(),
                field("order", &old_order, &new_order),
            ]
            .into_iter()
            .flatten()
            .collect();
            if fields.is_empty() {
                return None;
            }
            (Verdict::Change, Reason::FieldsDiffer, Some(row.department_id.0.clone()), fields)
        }
    };
    Some(Draft {
        rank: DEPARTMENTS + placed.tree.depth(&upstream.id),
        subject: Subject::Department,
        subject_id,
        external_id: upstream.id.clone(),
        name: upstream.name.clone(),
        detail: parent_path,
        verdict,
        reason,
        fields,
        payload: payload(&Deed::Department(upstream)),
        braked: false,
    })
}

pub(super) fn payload(deed: &Deed) -> Value {
    serde_json::to_value(deed).unwrap_or_default()
}

fn draft_heads(
    tree: &Tree,
    here: &HashMap<&str, &LinkedDepartment>,
    heads: &HashMap<DepartmentId, Vec<String>>,
    external: &str,
    wanted: Vec<String>,
) -> Option<Draft> {
    let linked = here.get(external);
    let mut before = linked.and_then(|row| heads.get(&row.department_id)).cloned().unwrap_or_default();
    let mut after: Vec<String> = wanted.iter().map(|id| id.to_lowercase()).collect();
    before.sort();
    after.sort();
    let change = field("heads", &before.join(AND), &after.join(AND))?;
    Some(Draft {
        rank: HEADS,
        subject: Subject::Department,
        subject_id: linked.map(|row| row.department_id.0.clone()),
        external_id: external.to_owned(),
        name: tree.names.get(external).cloned().unwrap_or_default(),
        detail: tree.path(external),
        verdict: Verdict::Change,
        reason: Reason::FieldsDiffer,
        fields: vec![change],
        payload: payload(&Deed::Heads { department: external.to_owned(), heads: wanted }),
        braked: false,
    })
}

/// Unlinked departments by parent and folded name: candidates for "the same name is here already".
async fn own_names(
    conn: &mut Conn,
    run: &runs::Row,
    connection: &ConnectionId,
) -> Result<HashMap<(DepartmentId, String), DepartmentId>> {
    let rows: Vec<(DepartmentId, String, DepartmentId)> = sqlx::query_as(
        "select d.parent_id, d.name_key, d.id from departments d where d.organisation_id = $1 and d.parent_id is not null \
         and not exists (select 1 from department_links l where l.connection_id = $2 and l.department_id = d.id)",
    )
    .bind(&run.organisation_id)
    .bind(connection)
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|(parent, name, id)| ((parent, name), id)).collect())
}

/// The heads of linked departments, by their ids there; heads that are not there are ours and stay.
async fn linked_heads(conn: &mut Conn, connection: &ConnectionId) -> Result<HashMap<DepartmentId, Vec<String>>> {
    let rows: Vec<(DepartmentId, String)> = sqlx::query_as(
        // In this order: SQLite without statistics would take everybody for every department.
        "select h.department_id, ml.external_key from department_links dl \
         cross join department_heads h cross join member_links ml where dl.connection_id = $1 \
         and h.department_id = dl.department_id and ml.member_id = h.member_id and ml.connection_id = $1",
    )
    .bind(connection)
    .fetch_all(conn)
    .await?;
    let mut heads: HashMap<DepartmentId, Vec<String>> = HashMap::new();
    for (department, key) in rows {
        heads.entry(department).or_default().push(key);
    }
    Ok(heads)
}

pub(super) fn push(drafts: &mut Vec<Draft>, counts: &mut Counts, draft: Draft) {
    match draft.verdict {
        Verdict::Add => counts.add += 1,
        Verdict::Change => counts.change += 1,
        Verdict::Leave => counts.leave += 1,
        Verdict::Conflict => counts.conflict += 1,
        Verdict::Blocked => counts.blocked += 1,
    }
    drafts.push(draft);
}

/// Takes out the conflicts that somebody decided before by keeping what is here.
pub(super) async fn settle(
    conn: &mut Conn,
    connection: &ConnectionId,
    drafts: &mut Vec<Draft>,
    counts: &mut Counts,
) -> Result<()> {
    let kept = kept::take_out(conn, connection.as_str(), drafts).await?;
    counts.conflict -= kept;
    counts.unchanged += kept;
    Ok(())
}

/// Saves how far the comparison has come: members compared, of so many that were read.
pub(super) async fn save(
    services: &Services,
    run: &runs::Row,
    mut tx: Write,
    next: Place,
    (done, total): (i64, i64),
    found: Counts,
) -> Next {
    let mut counts = run.counts();
    counts.add += found.add;
    counts.change += found.change;
    counts.leave += found.leave;
    counts.conflict += found.conflict;
    counts.unchanged += found.unchanged;
    let cursor = serde_json::to_string(&next).map_err(crate::Error::from)?;
    runs::save(&mut tx, run, &Progress { stage: Stage::Compare, done, total: Some(total), cursor, counts }).await?;
    let over = cancelled(&mut tx, services, run).await?;
    tx.commit().await?;
    Ok(if over { None } else { Some(next) })
}
