//! Looking for customers that are the same person.

use super::judge::{best, draft};
use super::{Change, preview};
use crate::audit::{self, Actor, Record};
use crate::change::draft as drafts;
use crate::change::kept;
use crate::change::look::{self, Block, Look};
use crate::customers::deletion::outside;
use crate::customers::filter::push_scope;
use crate::jobs::Stop;
use crate::{Conn, Db, Result, Services, Viewer, Write, organisation, runs, viewer};
use futures::future::BoxFuture;
use model::audit::{Subject, Verb};
use model::change::{ChangeKind, Reason};
use model::merge::Likeness;
use model::permission::Permission;
use model::run::{Run, RunKind};
use model::{Code, CustomerId, limits};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::HashSet;

/// Groups that are looked at in one transaction.
const AT_ONCE: i64 = 50;

/// Begins to look for customers that are the same person; what is proposed waits for review.
///
/// # Errors
/// [`Code::Forbidden`] without [`Permission::CustomersWrite`].
pub async fn look_for_duplicates(services: &Services, viewer: &Viewer) -> Result<Run> {
    viewer.require(Permission::CustomersWrite)?;
    let mut tx = services.store.write().await?;
    organisation::lock(&mut tx, &viewer.organisation).await?;
    let run = runs::begin_draft(&mut tx, services, viewer, RunKind::FindDuplicates, "").await?;
    let record = Record::new(Verb::Start, Subject::Run, &run.id, "")
        .fields(json!(null), json!({ "kind": RunKind::FindDuplicates }));
    audit::record(&mut tx, &viewer.organisation, &Actor::from(viewer), services.clock.now(), record).await?;
    tx.commit().await?;
    services.wake.notify_one();
    Ok(run)
}

/// Proposes to bring together those with one phone number or one address, and asks about those with one name at one company. A killed
/// server begins anew: nothing was carried out.
///
/// # Errors
/// A [`Stop`]: the database failed, or whoever asked is no longer here.
pub(crate) async fn find_duplicates(services: &Services, run: &runs::Row) -> std::result::Result<(), Stop> {
    let mut conn = services.store.read().await?;
    let viewer = viewer::of_run(&mut conn, run, services.clock.now()).await?;
    let viewer = viewer.ok_or(crate::Error::from(Code::Forbidden))?;
    viewer.require(ChangeKind::Merge.right())?;
    drop(conn);
    let set = drafts::begin_of(services, run, ChangeKind::Merge).await?;
    let mut all = All { viewer, likeness: Likeness::ALL, after: None, kept: HashSet::new(), gone: HashSet::new() };
    let Some(counts) = look::all(services, run, &set, None, &mut all).await? else { return Ok(()) };
    let tx = services.store.write().await?;
    look::end(tx, services, run, &set, (counts.unchanged, 0)).await?;
    Ok(())
}

struct All {
    viewer: Viewer,
    /// What is still to be looked at, the present one first.
    likeness: &'static [Likeness],
    /// The last group that was looked at.
    after: Option<(String, String)>,
    /// Who is to be kept, and who to become part of another, by what was proposed already: nobody is both.
    kept: HashSet<CustomerId>,
    gone: HashSet<CustomerId>,
}

impl Look for All {
    fn next<'a>(&'a mut self, tx: &'a mut Write) -> BoxFuture<'a, Result<Option<Block>>> {
        Box::pin(async move {
            let Some(likeness) = self.likeness.first().copied() else { return Ok(None) };
            let groups = groups(tx, &self.viewer, likeness, self.after.as_ref()).await?;
            if (groups.len() as i64) < AT_ONCE {
                self.likeness = &self.likeness[1..];
                self.after = None;
            } else {
                self.after = groups.last().cloned();
            }
            let mut block = Block { looked_at: 0, drafts: Vec::new() };
            for group in &groups {
                let ids = members(tx, &self.viewer, likeness, group).await?;
                let ids: Vec<CustomerId> = ids.into_iter().filter(|id| !self.gone.contains(id)).collect();
                self.propose(tx, likeness, &ids, &mut block).await?;
            }
            let scope = kept::scope_of(&self.viewer.organisation, ChangeKind::Merge);
            kept::take_out(tx, &scope, &mut block.drafts).await?;
            block.looked_at = block.drafts.len() as i64;
            Ok(Some(block))
        })
    }
}

impl All {
    async fn propose(
        &mut self,
        conn: &mut Conn,
        likeness: Likeness,
        ids: &[CustomerId],
        block: &mut Block,
    ) -> Result<()> {
        if ids.len() < 2 {
            return Ok(());
        }
        let mut copies = preview::copies(conn, &self.viewer, ids).await?;
        let outside = outside(conn, &self.viewer, ids).await?;
        copies.retain(|copy| !outside.contains(&copy.customer.id));
        if copies.len() < 2 {
            return Ok(());
        }
        // Whoever is to be kept by an earlier proposal is kept here, too.
        let known = copies.iter().position(|copy| self.kept.contains(&copy.customer.id));
        let keep = copies.swap_remove(known.unwrap_or_else(|| best(&copies)));
        let reason = match likeness {
            Likeness::Phone => Reason::SamePhone,
            Likeness::Email => Reason::SameEmail,
            Likeness::NameAndCompany => Reason::SameNameAndCompany,
        };
        copies.retain(|gone| !self.kept.contains(&gone.customer.id));
        for gone in &copies {
            let change = Change { keep: keep.customer.id.clone(), take: Vec::new(), leave: Vec::new() };
            block.drafts.push(draft(&keep, gone, &change, reason));
            // What is only asked about may be answered with no.
            if likeness != Likeness::NameAndCompany {
                self.gone.insert(gone.customer.id.clone());
                self.kept.insert(keep.customer.id.clone());
            }
        }
        Ok(())
    }
}

/// The next groups of several customers, each by what they have in common.
async fn groups(
    conn: &mut Conn,
    viewer: &Viewer,
    likeness: Likeness,
    after: Option<&(String, String)>,
) -> Result<Vec<(String, String)>> {
    let (one, other) = columns(likeness);
    let mut sql = QueryBuilder::<Db>::new("select ");
    sql.push(one).push(", ").push(other).push(" from customers c where c.organisation_id = ");
    sql.push_bind(viewer.organisation.clone());
    push_there(&mut sql, likeness);
    if let Some((first, second)) = after {
        sql.push(" and (").push(one).push(", ").push(other).push(") > (");
        sql.push_bind(first.clone()).push(", ").push_bind(second.clone()).push(")");
    }
    sql.push(" group by ").push(one).push(", ").push(other).push(" having count(*) > 1 order by ");
    sql.push(one).push(", ").push(other).push(" limit ").push_bind(AT_ONCE);
    Ok(sql.build_query_as().fetch_all(conn).await?)
}

const fn columns(likeness: Likeness) -> (&'static str, &'static str) {
    match likeness {
        Likeness::Phone => ("c.phone", "c.phone"),
        Likeness::Email => ("c.email_key", "c.email_key"),
        Likeness::NameAndCompany => ("c.name_key", "c.company"),
    }
}

fn push_there(sql: &mut QueryBuilder<Db>, likeness: Likeness) {
    sql.push(match likeness {
        Likeness::Phone => " and c.phone <> ''",
        Likeness::Email => " and c.email_key <> ''",
        Likeness::NameAndCompany => " and c.company <> '' and c.name_key <> ''",
    });
}

/// The customers of a group whom the viewer sees; of those read alike, those written alike.
async fn members(
    conn: &mut Conn,
    viewer: &Viewer,
    likeness: Likeness,
    (first, second): &(String, String),
) -> Result<Vec<CustomerId>> {
    let (one, other) = columns(likeness);
    let mut sql = QueryBuilder::<Db>::new("select c.id, c.name from customers c where c.organisation_id = ");
    sql.push_bind(viewer.organisation.clone());
    push_there(&mut sql, likeness);
    sql.push(" and ").push(one).push(" = ").push_bind(first.clone());
    sql.push(" and ").push(other).push(" = ").push_bind(second.clone());
    push_scope(&mut sql, viewer);
    sql.push(" order by c.id limit ").push_bind(limits::MERGED_AT_ONCE as i64 + 1);
    let found: Vec<(CustomerId, String)> = sql.build_query_as().fetch_all(conn).await?;
    if likeness != Likeness::NameAndCompany {
        return Ok(found.into_iter().map(|(id, _)| id).collect());
    }
    // 王芳 and 汪方 are read alike: the name that most of them have.
    let most = found
        .iter()
        .max_by_key(|(_, name)| found.iter().filter(|(_, other)| other == name).count())
        .map(|(_, name)| name.clone());
    Ok(found.into_iter().filter(|(_, name)| Some(name) == most.as_ref()).map(|(id, _)| id).collect())
}
