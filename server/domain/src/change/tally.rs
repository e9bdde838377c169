//! How many rows a set has of each sort, kept beside the rows: counting a million of them anew for every block, and for
//! every browser that watches, would take longer than the work. Moved in the transaction that moves the rows.

use crate::{Conn, Db, Result};
use model::ChangeSetId;
use model::change::{RowState, Verdict};
use sqlx::QueryBuilder;

/// A number of rows that are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, sqlx::FromRow)]
pub(crate) struct Tally {
    /// What they would do.
    pub verdict: Verdict,
    /// What became of them.
    pub state: RowState,
    /// Whether they are ticked.
    pub accepted: bool,
    /// Whether the brake counts them.
    pub braked: bool,
    /// How many.
    pub amount: i64,
}

/// All tallies of a set.
pub(crate) async fn of(conn: &mut Conn, set: &ChangeSetId) -> Result<Vec<Tally>> {
    let tallies = sqlx::query_as(
        "select verdict, state, accepted, braked, amount from change_tallies where set_id = $1 and amount <> 0",
    )
    .bind(set)
    .fetch_all(conn)
    .await?;
    Ok(tallies)
}

/// How many ticked rows are in a state.
pub(crate) fn ticked(tallies: &[Tally], state: RowState) -> i64 {
    tallies.iter().filter(|tally| tally.accepted && tally.state == state).map(|tally| tally.amount).sum()
}

/// How many ticked rows mark something as gone, or would; also those that the brake does not count because somebody asked for
/// exactly these.
pub(crate) fn removing(tallies: &[Tally]) -> i64 {
    let counted = tallies.iter().filter(|tally| tally.accepted && tally.verdict == Verdict::Leave);
    counted.map(|tally| tally.amount).sum()
}

/// Adds to the tallies; amounts may be negative.
pub(crate) async fn add(conn: &mut Conn, set: &ChangeSetId, tallies: &[Tally]) -> Result<()> {
    // One line a sort: a statement must not meet the same line twice.
    let mut sums: Vec<Tally> = Vec::new();
    for tally in tallies {
        match sums.iter_mut().find(|sum| Tally { amount: tally.amount, ..**sum } == *tally) {
            Some(sum) => sum.amount += tally.amount,
            None => sums.push(*tally),
        }
    }
    sums.retain(|sum| sum.amount != 0);
    if sums.is_empty() {
        return Ok(());
    }
    let mut query =
        QueryBuilder::<Db>::new("insert into change_tallies (set_id, verdict, state, accepted, braked, amount) ");
    query.push_values(sums, |mut row, sum| {
        row.push_bind(set)
            .push_bind(sum.verdict)
            .push_bind(sum.state)
            .push_bind(sum.accepted)
            .push_bind(sum.braked)
            .push_bind(sum.amount);
    });
    query.push(
        " on conflict (set_id, verdict, state, accepted, braked) \
         do update set amount = change_tallies.amount + excluded.amount",
    );
    query.build().execute(conn).await?;
    Ok(())
}

/// Turns rows of one sort into rows of another.
pub(crate) async fn shift(
    conn: &mut Conn,
    set: &ChangeSetId,
    tallies: impl IntoIterator<Item = Tally>,
    into: impl Fn(Tally) -> Tally,
) -> Result<()> {
    let both: Vec<Tally> =
        tallies.into_iter().flat_map(|tally| [Tally { amount: -tally.amount, ..tally }, into(tally)]).collect();
    add(conn, set, &both).await
}

/// Moves ticked rows from one state to the states that they ended in.
pub(super) async fn shift_rows(
    conn: &mut Conn,
    set: &ChangeSetId,
    from: RowState,
    rows: &[(&super::Row, RowState)],
) -> Result<()> {
    let both: Vec<Tally> = rows
        .iter()
        .flat_map(|(row, state)| {
            let sort = Tally { verdict: row.verdict, state: *state, accepted: true, braked: row.braked, amount: 1 };
            [Tally { state: from, amount: -1, ..sort }, sort]
        })
        .collect();
    add(conn, set, &both).await
}
