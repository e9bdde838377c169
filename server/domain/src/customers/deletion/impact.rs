//! What a deletion would do, before anybody presses the button.

use super::judge::{Bar, Case, look};
use crate::store::push_list;
use crate::{Conn, Db, Result, Services, Viewer};
use model::deletion::{Impact, ImpactKind, ImpactOutcome};
use model::permission::Permission;
use model::problem::Fault;
use model::{CustomerId, Moment, Problem, limits};
use sqlx::QueryBuilder;

/// What hangs on these customers and what becomes of it, line by line; lines of nothing are left out.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`Permission::CustomersDelete`], [`model::Code::Invalid`] for more than
/// [`limits::BULK`] ids.
pub async fn impact(services: &Services, viewer: &Viewer, ids: &[CustomerId]) -> Result<Vec<Impact>> {
    viewer.require(Permission::CustomersDelete)?;
    if ids.is_empty() || ids.len() > limits::BULK {
        return Err(Problem::field("ids", Fault::OutOfRange).into());
    }
    let mut conn = services.store.read().await?;
    // Whom the viewer does not see counts nowhere.
    let cases = look(&mut conn, viewer, ids, services.clock.now()).await?;
    let free: Vec<CustomerId> = cases.iter().filter(|case| case.bar.is_none()).map(|case| case.id.clone()).collect();
    let line = |kind, count, outcome| Impact { kind, count, outcome, until: None };
    let relations = cases.iter().filter(|case| case.bar.is_none()).map(|case| case.relations).sum();
    let [owners, tags, own_tags, links] = counted(&mut conn, &free).await?;
    let mut lines = vec![
        line(ImpactKind::Customers, free.len() as i64, ImpactOutcome::Removed),
        line(ImpactKind::Relations, relations, ImpactOutcome::Removed),
        line(ImpactKind::Tags, tags + own_tags, ImpactOutcome::Removed),
        line(ImpactKind::Owners, owners, ImpactOutcome::Stays),
        line(ImpactKind::Links, links, ImpactOutcome::Remembered),
    ];
    lines.extend(blocked(&cases));
    lines.retain(|line| line.count > 0);
    Ok(lines)
}

fn blocked(cases: &[Case]) -> Vec<Impact> {
    let of = |kind, pick: fn(Bar) -> Option<Option<Moment>>| {
        let untils: Vec<Option<Moment>> = cases.iter().filter_map(|case| pick(case.bar?)).collect();
        // One without an end outlasts all others.
        let until =
            untils.iter().copied().try_fold(None, |latest: Option<Moment>, until| Some(latest.max(Some(until?))));
        Impact { kind, count: untils.len() as i64, outcome: ImpactOutcome::Blocks, until: until.flatten() }
    };
    vec![
        of(ImpactKind::Holds, |bar| if let Bar::Held(until) = bar { Some(until) } else { None }),
        of(ImpactKind::Kept, |bar| if let Bar::Kept(until) = bar { Some(Some(until)) } else { None }),
        of(ImpactKind::Outside, |bar| (bar == Bar::Outside).then_some(None)),
    ]
}

/// Owners, tags that owners gave, tags of the organisation's own, and links of customers.
async fn counted(conn: &mut Conn, ids: &[CustomerId]) -> Result<[i64; 4]> {
    let mut sums = [0; 4];
    if ids.is_empty() {
        return Ok(sums);
    }
    for (sum, statement) in sums.iter_mut().zip([
        "select count(distinct member_id) from relations where customer_id in (",
        "select count(*) from relations r join relation_tags t on t.relation_id = r.id where r.customer_id in (",
        "select count(*) from customer_tags where customer_id in (",
        "select count(*) from customer_links where customer_id in (",
    ]) {
        let mut sql = QueryBuilder::<Db>::new(statement);
        push_list(&mut sql, ids.iter().cloned());
        *sum = sql.push(")").build_query_scalar().fetch_one(&mut *conn).await?;
    }
    Ok(sums)
}
