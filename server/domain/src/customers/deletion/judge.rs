//! Looking at customers that are to be deleted: what hangs on them and what stands in the way.

use crate::change::draft::Draft;
use crate::customers::filter::push_scope;
use crate::customers::{holds, rules};
use crate::store::push_list;
use crate::sync::field;
use crate::viewer::push_path_scope;
use crate::{Conn, Db, Result, Viewer};
use model::audit::Subject;
use model::change::{FieldChange, Reason, Verdict};
use model::deletion::DeletionRules;
use model::{Code, CustomerId, Moment, Problem, moment};
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// One customer, looked at.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub id: CustomerId,
    pub name: String,
    pub company: String,
    pub revision: i64,
    /// Names of those who look after him.
    pub owners: Vec<String>,
    pub relations: i64,
    /// What stands in the way.
    pub bar: Option<Bar>,
}

/// Why somebody cannot be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    /// A hold keeps him, until then or until it is lifted.
    Held(Option<Moment>),
    /// The organisation keeps customers until then.
    Kept(Moment),
    /// Somebody outside of the viewer's departments looks after him, too.
    Outside,
}

impl Bar {
    /// As the problem of one customer.
    pub(super) fn problem(self) -> Problem {
        match self {
            Self::Held(None) => Problem::new(Code::LegalHold),
            Self::Held(Some(until)) => Problem::new(Code::LegalHold).with("until", day(until)),
            Self::Kept(until) => Problem::new(Code::Retention).with("until", day(until)),
            Self::Outside => Problem::new(Code::Forbidden).with("permission", "customers.delete"),
        }
    }

    fn reason(self) -> Reason {
        match self {
            Self::Held(_) => Reason::LegalHold,
            Self::Kept(_) => Reason::Retention,
            Self::Outside => Reason::OutOfScope,
        }
    }

    fn until(self) -> Option<Moment> {
        match self {
            Self::Held(until) => until,
            Self::Kept(until) => Some(until),
            Self::Outside => None,
        }
    }
}

/// Until when an organisation keeps somebody whose last contact began then.
pub(super) fn kept_until(rules: &DeletionRules, last: Moment, now: Moment) -> Option<Moment> {
    let until = last.plus(rules.keep_days? * moment::DAY);
    (until > now).then_some(until)
}

#[derive(sqlx::FromRow)]
struct Found {
    id: CustomerId,
    name: String,
    company: String,
    added_at: Moment,
    revision: i64,
}

/// Looks at these customers, in their order; whom the viewer does not see is missing.
pub(super) async fn look(conn: &mut Conn, viewer: &Viewer, ids: &[CustomerId], now: Moment) -> Result<Vec<Case>> {
    let rules = rules::find(conn, &viewer.organisation).await?;
    let mut cases = Vec::with_capacity(ids.len());
    for block in ids.chunks(crate::store::BLOCK) {
        let mut sql = QueryBuilder::<Db>::new(
            "select c.id, c.name, c.company, c.added_at, c.revision from customers c where c.organisation_id = ",
        );
        sql.push_bind(viewer.organisation.clone()).push(" and c.id in (");
        push_list(&mut sql, block.iter().cloned());
        sql.push(")");
        push_scope(&mut sql, viewer);
        let found: Vec<Found> = sql.build_query_as().fetch_all(&mut *conn).await?;
        let mut found: HashMap<CustomerId, Found> = found.into_iter().map(|row| (row.id.clone(), row)).collect();
        let mut ties = ties(conn, block).await?;
        let held = holds::until(conn, block, now).await?;
        let outside = outside(conn, viewer, block).await?;
        for id in block {
            let Some(row) = found.remove(id) else { continue };
            let ties = ties.remove(id).unwrap_or_default();
            let last = ties.iter().map(|(_, since)| *since).chain([row.added_at]).max().unwrap_or(row.added_at);
            let held = held.get(id).copied().map(Bar::Held);
            let kept = kept_until(&rules, last, now).map(Bar::Kept);
            let outside = outside.contains(id).then_some(Bar::Outside);
            cases.push(Case {
                id: row.id,
                name: row.name,
                company: row.company,
                revision: row.revision,
                relations: ties.len() as i64,
                owners: ties.into_iter().map(|(owner, _)| owner).collect(),
                bar: outside.or(held).or(kept),
            });
        }
    }
    Ok(cases)
}

/// Owners of customers by name, with since when.
async fn ties(conn: &mut Conn, ids: &[CustomerId]) -> Result<HashMap<CustomerId, Vec<(String, Moment)>>> {
    let mut sql = QueryBuilder::<Db>::new(
        "select r.customer_id, m.name, r.since from relations r join members m on m.id = r.member_id \
         where r.customer_id in (",
    );
    push_list(&mut sql, ids.iter().cloned());
    sql.push(") order by r.since, r.id");
    let rows: Vec<(CustomerId, String, Moment)> = sql.build_query_as().fetch_all(conn).await?;
    let mut ties: HashMap<CustomerId, Vec<(String, Moment)>> = HashMap::new();
    for (customer, owner, since) in rows {
        ties.entry(customer).or_default().push((owner, since));
    }
    Ok(ties)
}

/// Which of these somebody outside of the viewer's departments looks after. Nobody for unscoped viewers.
pub(in crate::customers) async fn outside(
    conn: &mut Conn,
    viewer: &Viewer,
    ids: &[CustomerId],
) -> Result<HashSet<CustomerId>> {
    let Some(scope) = &viewer.scope else { return Ok(HashSet::new()) };
    let mut sql = QueryBuilder::<Db>::new("select r.customer_id from relations r where r.customer_id in (");
    push_list(&mut sql, ids.iter().cloned());
    sql.push(
        ") and r.state <> 'ended' and not exists (select 1 from member_departments md \
         join departments d on d.id = md.department_id where md.member_id = r.member_id and ",
    );
    push_path_scope(&mut sql, scope);
    sql.push(")");
    let rows: Vec<CustomerId> = sql.build_query_scalar().fetch_all(conn).await?;
    Ok(rows.into_iter().collect())
}

/// A day as people of all languages read it: `2026-12-31`.
pub(super) fn day(moment: Moment) -> String {
    let moment = jiff::Timestamp::from_millisecond(moment.0).unwrap_or_default();
    moment.strftime("%Y-%m-%d").to_string()
}

/// The row that proposes to delete a customer.
pub(super) fn draft(case: &Case) -> Draft {
    let (verdict, reason) = case.bar.map_or((Verdict::Leave, Reason::Asked), |bar| (Verdict::Blocked, bar.reason()));
    let until = case.bar.and_then(Bar::until).map(|until| FieldChange {
        field: "kept_until".to_owned(),
        before: String::new(),
        after: day(until),
    });
    let relations = if case.relations == 0 { String::new() } else { case.relations.to_string() };
    Draft {
        rank: 1,
        subject: Subject::Customer,
        subject_id: Some(case.id.0.clone()),
        external_id: String::new(),
        name: case.name.clone(),
        detail: case.company.clone(),
        verdict,
        reason,
        fields: [field("owners", &case.owners.join(", "), ""), field("relations", &relations, ""), until]
            .into_iter()
            .flatten()
            .collect(),
        payload: serde_json::json!({}),
        // Somebody asked for exactly these.
        braked: false,
    }
}

/// The rows that propose to delete these customers, of those whom the viewer sees.
pub(crate) async fn drafts_of(conn: &mut Conn, viewer: &Viewer, ids: &[CustomerId], now: Moment) -> Result<Vec<Draft>> {
    Ok(look(conn, viewer, ids, now).await?.iter().map(draft).collect())
}
