//! Conflicts that were decided by keeping what is here: they are not asked about again.

use super::draft::Draft;
use crate::store::push_list;
use crate::{Conn, Db, Result};
use model::change::{ChangeKind, Verdict};
use model::{ChangeSetId, OrganisationId};
use sqlx::QueryBuilder;
use std::collections::HashSet;

/// Remembers the conflicts of a set that keep what is here.
///
/// # Errors
/// What the database says.
pub(super) async fn remember(conn: &mut Conn, set: &ChangeSetId) -> Result<()> {
    sqlx::query(
        "insert into kept_conflicts (scope, subject, external_id, subject_id, set_id) \
         select coalesce(s.connection_id, s.organisation_id || ':' || s.kind), r.subject, r.external_id, r.subject_id, s.id \
         from change_rows r join change_sets s on s.id = r.set_id \
         where r.set_id = $1 and r.verdict = 'conflict' and r.resolution = 'keep_ours' \
         and r.external_id <> '' and r.subject_id is not null \
         on conflict (scope, subject, external_id, subject_id) do update set set_id = excluded.set_id",
    )
    .bind(set)
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets what a set decided: it was put back.
///
/// # Errors
/// What the database says.
pub(super) async fn forget(conn: &mut Conn, set: &ChangeSetId) -> Result<()> {
    sqlx::query("delete from kept_conflicts where set_id = $1").bind(set).execute(conn).await?;
    Ok(())
}

/// The scope of sets of a kind that no connection proposes.
pub fn scope_of(organisation: &OrganisationId, kind: ChangeKind) -> String {
    format!("{organisation}:{kind}")
}

/// Takes out the conflicts that were decided so before, between the same two records; how many these were.
///
/// # Errors
/// What the database says.
pub async fn take_out(conn: &mut Conn, scope: &str, drafts: &mut Vec<Draft>) -> Result<i64> {
    let is_conflict = |draft: &&Draft| draft.verdict == Verdict::Conflict;
    let asked: Vec<String> = drafts.iter().filter(is_conflict).map(|draft| draft.external_id.clone()).collect();
    let mut kept: HashSet<(String, String, String)> = HashSet::new();
    for block in asked.chunks(crate::store::BLOCK) {
        let mut query =
            QueryBuilder::<Db>::new("select subject, external_id, subject_id from kept_conflicts where scope = ");
        query.push_bind(scope.to_owned()).push(" and external_id in (");
        push_list(&mut query, block.iter().cloned());
        query.push(")");
        kept.extend(query.build_query_as::<(String, String, String)>().fetch_all(&mut *conn).await?);
    }
    let before = drafts.len();
    drafts.retain(|draft| {
        let Some(here) = draft.subject_id.clone().filter(|_| draft.verdict == Verdict::Conflict) else { return true };
        !kept.contains(&(draft.subject.word().to_owned(), draft.external_id.clone(), here))
    });
    Ok((before - drafts.len()) as i64)
}
