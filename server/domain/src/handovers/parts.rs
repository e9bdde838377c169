//! Moving the parts that Muster itself keeps, one by one, and putting them back.

use super::kind::Change;
use crate::change::Inverted;
use crate::change::{Context, kept};
use crate::{Conn, Result, agents, customers, mappings, seats};
use model::handover::ItemKind;
use model::{AgentId, Code, CustomerId, MappingId, Moment, Problem, SeatId};
use serde_json::{Value, json};

/// What moving a part did: the record's revision, and what putting it back needs.
pub(super) struct Moved {
    pub revision: i64,
    pub restore: Value,
}

fn changed() -> crate::Error {
    Problem::new(Code::WrongState).with("state", "edited").into()
}

/// Moves a part to the successor, or lets it go.
///
/// # Errors
/// [`Code::WrongState`] where it is not the leaver's any more, [`Code::NotFound`].
pub(super) async fn apply(conn: &mut Conn, context: &Context, change: &Change, id: &str) -> Result<Moved> {
    let (from, to) = (&change.from, change.to.as_ref());
    let simple = |revision: i64| Moved { revision, restore: json!({}) };
    match change.kind {
        ItemKind::Department => {
            let removed = sqlx::query("delete from department_heads where department_id = $1 and member_id = $2")
                .bind(id)
                .bind(from)
                .execute(&mut *conn)
                .await?;
            if removed.rows_affected() == 0 {
                return Err(changed());
            }
            let mut added = false;
            if let Some(to) = to {
                let inserted = sqlx::query(
                    "insert into department_heads (organisation_id, department_id, member_id) values ($1, $2, $3) \
                     on conflict (department_id, member_id) do nothing",
                )
                .bind(&context.organisation)
                .bind(id)
                .bind(to)
                .execute(&mut *conn)
                .await?;
                added = inserted.rows_affected() == 1;
            }
            let revision =
                sqlx::query_scalar("update departments set revision = revision + 1 where id = $1 returning revision")
                    .bind(id)
                    .fetch_one(conn)
                    .await?;
            Ok(Moved { revision, restore: json!({ "added": added }) })
        }
        ItemKind::Report => {
            let to = match to {
                Some(to) if !is_above(conn, id, to.as_str()).await? => Some(to),
                // Nobody is, over any number of steps, his own manager.
                _ => None,
            };
            let revision: Option<i64> = sqlx::query_scalar(
                "update members set manager_id = $1, revision = revision + 1 where id = $2 and manager_id = $3 returning revision",
            )
            .bind(to)
            .bind(id)
            .bind(from)
            .fetch_optional(conn)
            .await?;
            Ok(simple(revision.ok_or_else(changed)?))
        }
        ItemKind::Seat => {
            let seat = SeatId::from(id);
            if let (Some(to), Some(new), Some(range)) = (to, &change.seat, change.range) {
                return Ok(simple(seats::pass_on(conn, context, &seat, (new, to, range)).await?));
            }
            let ended = seats::rows::end(conn, &context.organisation, &seat, context.clock.now()).await?;
            Ok(simple(ended.ok_or_else(changed)?))
        }
        ItemKind::Invitation => {
            let found: Option<String> = sqlx::query_scalar(
                "select state from invitations where id = $1 and inviter_id = $2 and state in ('active', 'paused')",
            )
            .bind(id)
            .bind(from)
            .fetch_optional(&mut *conn)
            .await?;
            let state = found.ok_or_else(changed)?;
            let revision = sqlx::query_scalar(
                "update invitations set inviter_id = $1, state = $2, revision = revision + 1 where id = $3 returning revision",
            )
            .bind(to.unwrap_or(from))
            .bind(if to.is_some() { state.as_str() } else { "revoked" })
            .bind(id)
            .fetch_one(conn)
            .await?;
            Ok(Moved { revision, restore: json!({ "state": state }) })
        }
        ItemKind::ApiKey => {
            let revoked = to.is_none().then(|| context.clock.now());
            let revision: Option<i64> = sqlx::query_scalar(
                "update api_keys set created_by = $1, revoked_at = $2, revision = revision + 1 where id = $3 and created_by = $4 \
                 and revoked_at is null returning revision",
            )
            .bind(to.unwrap_or(from))
            .bind(revoked)
            .bind(id)
            .bind(from)
            .fetch_optional(conn)
            .await?;
            Ok(simple(revision.ok_or_else(changed)?))
        }
        ItemKind::Mapping => {
            let (revision, restore) = mappings::pass_on(conn, context, &MappingId::from(id), (from, to)).await?;
            Ok(Moved { revision, restore })
        }
        ItemKind::Agent => {
            let (revision, restore) = agents::pass_on(conn, context, &AgentId::from(id), (from, to)).await?;
            Ok(Moved { revision, restore })
        }
        ItemKind::Customer => customer(conn, context, change, id).await,
        // One is its own kind of change: see `kind`; the others only platforms move.
        ItemKind::Membership | ItemKind::Group | ItemKind::Licence => Err(Code::NotFound.into()),
    }
}

/// Whether somebody stands, over any number of steps, above another.
async fn is_above(conn: &mut Conn, boss: &str, of: &str) -> Result<bool> {
    let mut above = Some(of.to_owned());
    for _ in 0..100 {
        let Some(current) = above else { return Ok(false) };
        if current == boss {
            return Ok(true);
        }
        let manager: Option<Option<String>> = sqlx::query_scalar("select manager_id from members where id = $1")
            .bind(&current)
            .fetch_optional(&mut *conn)
            .await?;
        above = manager.flatten();
    }
    Ok(true)
}

async fn customer(conn: &mut Conn, context: &Context, change: &Change, id: &str) -> Result<Moved> {
    let Some(to) = &change.to else { return Err(Code::NotFound.into()) };
    let customer = CustomerId::from(id);
    let ended = sqlx::query(
        "update relations set state = 'ended', revision = revision + 1 where customer_id = $1 and member_id = $2 and state <> 'ended'",
    )
    .bind(&customer)
    .bind(&change.from)
    .execute(&mut *conn)
    .await?;
    if ended.rows_affected() == 0 {
        return Err(changed());
    }
    let before: Option<String> =
        sqlx::query_scalar("select state from relations where customer_id = $1 and member_id = $2")
            .bind(&customer)
            .bind(to)
            .fetch_optional(&mut *conn)
            .await?;
    let owners = [to.clone()];
    let now = context.clock.now();
    customers::tie(conn, &context.ids, &context.organisation, &[(&customer, &owners, now)], now).await?;
    let revision = sqlx::query_scalar("update customers set revision = revision + 1 where id = $1 returning revision")
        .bind(&customer)
        .fetch_one(&mut *conn)
        .await?;
    customers::index::put(conn, &context.organisation, &[&customer]).await?;
    Ok(Moved { revision, restore: json!({ "before": before }) })
}

/// Puts a part back, if nobody changed it since.
///
/// # Errors
/// What the database says.
pub(super) async fn invert(
    conn: &mut Conn,
    context: &Context,
    (change, id): (&Change, &str),
    (restore, revision): (&Value, Option<i64>),
) -> Result<Option<Inverted>> {
    let from = &change.from;
    let moved = match change.kind {
        ItemKind::Department => {
            if let (Some(to), Some(true)) = (&change.to, restore["added"].as_bool()) {
                sqlx::query("delete from department_heads where department_id = $1 and member_id = $2")
                    .bind(id)
                    .bind(to)
                    .execute(&mut *conn)
                    .await?;
            }
            sqlx::query(
                "insert into department_heads (organisation_id, department_id, member_id) \
                 select organisation_id, id, $1 from departments where id = $2 and revision = $3 \
                 on conflict (department_id, member_id) do nothing",
            )
            .bind(from)
            .bind(id)
            .bind(revision)
            .execute(&mut *conn)
            .await?;
            sqlx::query("update departments set revision = revision + 1 where id = $1 and revision = $2")
                .bind(id)
                .bind(revision)
                .execute(conn)
                .await?
        }
        ItemKind::Report => {
            sqlx::query("update members set manager_id = $1, revision = revision + 1 where id = $2 and revision = $3")
                .bind(from)
                .bind(id)
                .bind(revision)
                .execute(conn)
                .await?
        }
        ItemKind::Seat => {
            let seat = SeatId::from(id);
            let state = match (&change.to, &change.seat) {
                (Some(_), Some(new)) => seats::give_back(conn, context, &seat, new).await?,
                _ if seats::rows::held_since(conn, &context.organisation, &seat).await? => Some("has_seat"),
                _ => {
                    seats::rows::reopen(conn, &context.organisation, &seat).await?.ok_or(Code::NotFound)?;
                    None
                }
            };
            return Ok(state.map(kept));
        }
        ItemKind::Invitation => {
            sqlx::query(
                "update invitations set inviter_id = $1, state = $2, revision = revision + 1 where id = $3 and revision = $4",
            )
            .bind(from)
            .bind(restore["state"].as_str().unwrap_or("paused"))
            .bind(id)
            .bind(revision)
            .execute(conn)
            .await?
        }
        ItemKind::ApiKey => {
            sqlx::query(
                "update api_keys set created_by = $1, revoked_at = $2, revision = revision + 1 where id = $3 and revision = $4",
            )
            .bind(from)
            .bind(None::<Moment>)
            .bind(id)
            .bind(revision)
            .execute(conn)
            .await?
        }
        ItemKind::Mapping => {
            let state =
                mappings::give_back(conn, context, &MappingId::from(id), change.to.as_ref(), restore).await?;
            return Ok(state.map(kept));
        }
        ItemKind::Agent => {
            let state = agents::give_back(conn, &AgentId::from(id), (restore, revision)).await?;
            return Ok(state.map(kept));
        }
        ItemKind::Customer => return customer_back(conn, context, (change, id), restore, revision).await,
        ItemKind::Membership | ItemKind::Group | ItemKind::Licence => return Err(Code::NotFound.into()),
    };
    Ok((moved.rows_affected() == 0).then(|| kept("edited")))
}

async fn customer_back(
    conn: &mut Conn,
    context: &Context,
    (change, id): (&Change, &str),
    restore: &Value,
    revision: Option<i64>,
) -> Result<Option<Inverted>> {
    let customer = CustomerId::from(id);
    let touched = sqlx::query("update customers set revision = revision + 1 where id = $1 and revision = $2")
        .bind(&customer)
        .bind(revision)
        .execute(&mut *conn)
        .await?;
    if touched.rows_affected() == 0 {
        return Ok(Some(kept("edited")));
    }
    let before = restore["before"].as_str();
    let statement = match before {
        // He looked after the customer before: that stays as it was.
        Some(_) => "update relations set state = $3, revision = revision + 1 where customer_id = $1 and member_id = $2",
        None => "delete from relations where customer_id = $1 and member_id = $2 and $3 = ''",
    };
    sqlx::query(statement)
        .bind(&customer)
        .bind(&change.to)
        .bind(before.unwrap_or_default())
        .execute(&mut *conn)
        .await?;
    let now = context.clock.now();
    let owners = [change.from.clone()];
    customers::tie(conn, &context.ids, &context.organisation, &[(&customer, &owners, now)], now).await?;
    customers::index::put(conn, &context.organisation, &[&customer]).await?;
    Ok(None)
}
