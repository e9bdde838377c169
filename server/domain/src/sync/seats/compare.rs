//! Comparing whom the platform names with who holds a seat here.

use super::kind::Deed;
use crate::change::draft::Draft;
use crate::store::{blocks, push_list};
use crate::{Conn, Db, Result};
use model::audit::Subject;
use model::change::{Reason, Verdict};
use model::seat::SeatKind;
use model::{ConnectionId, MemberId, OrganisationId, SeatId};
use serde_json::json;
use sqlx::QueryBuilder;
use std::collections::{HashMap, HashSet};

/// What the comparison came to.
#[derive(Default)]
pub(super) struct Found {
    pub drafts: Vec<Draft>,
    pub add: i64,
    pub leave: i64,
    /// Named there, not known here.
    pub unknown: i64,
    pub unchanged: i64,
    /// Held here before: what the brake compares with.
    pub held: i64,
}

#[derive(sqlx::FromRow)]
struct Held {
    id: SeatId,
    kind: SeatKind,
    member_id: MemberId,
    name: String,
    listed: bool,
}

/// Compares, and notes of each seat that is held whether the platform names its holder.
pub(super) async fn compare(
    conn: &mut Conn,
    organisation: &OrganisationId,
    connection: &ConnectionId,
    listed: &[(SeatKind, String)],
) -> Result<Found> {
    let members = members(conn, connection, listed).await?;
    let held: Vec<Held> = sqlx::query_as(
        "select s.id, s.kind, s.member_id, m.name, s.listed from seats s join members m on m.id = s.member_id \
         where s.connection_id = $1 and s.until is null order by s.kind, m.name_key, s.id",
    )
    .bind(connection)
    .fetch_all(&mut *conn)
    .await?;
    let passed_on = passed_on(conn, connection).await?;
    let mut found = Found { held: held.len() as i64, ..Found::default() };
    let mut named: HashSet<(SeatKind, &MemberId)> = HashSet::new();
    let holding: HashSet<(SeatKind, &MemberId)> = held.iter().map(|seat| (seat.kind, &seat.member_id)).collect();
    for (kind, external) in listed {
        let Some((member, name)) = members.get(&external.to_lowercase()) else {
            found.unknown += 1;
            found.drafts.push(unknown(*kind, external));
            continue;
        };
        if !named.insert((*kind, member)) || holding.contains(&(*kind, member)) {
            continue;
        }
        if passed_on.contains(&(*kind, member.clone())) {
            found.unchanged += 1;
        } else {
            found.add += 1;
            found.drafts.push(new(*kind, external, member, name));
        }
    }
    for seat in &held {
        let now = named.contains(&(seat.kind, &seat.member_id));
        if seat.listed && !now {
            found.leave += 1;
            found.drafts.push(gone(seat));
        } else {
            found.unchanged += 1;
        }
        if now && !seat.listed {
            sqlx::query("update seats set listed = $1, revision = revision + 1 where organisation_id = $2 and id = $3")
                .bind(true)
                .bind(organisation)
                .bind(&seat.id)
                .execute(&mut *conn)
                .await?;
        }
    }
    Ok(found)
}

/// The members here who are known there, by the folded id.
async fn members(
    conn: &mut Conn,
    connection: &ConnectionId,
    listed: &[(SeatKind, String)],
) -> Result<HashMap<String, (MemberId, String)>> {
    let keys: Vec<String> = listed.iter().map(|(_, external)| external.to_lowercase()).collect();
    let mut all = HashMap::new();
    for block in blocks(&keys) {
        let mut sql = QueryBuilder::<Db>::new(
            "select l.external_key, m.id, m.name from member_links l join members m on m.id = l.member_id \
             where l.connection_id = ",
        );
        sql.push_bind(connection.clone()).push(" and l.external_key in (");
        push_list(&mut sql, block.iter().cloned());
        let found: Vec<(String, MemberId, String)> = sql.push(")").build_query_as().fetch_all(&mut *conn).await?;
        all.extend(found.into_iter().map(|(key, id, name)| (key, (id, name))));
    }
    Ok(all)
}

/// Those whose seat passed on here to somebody whom the platform does not name yet: that it still names them is no news.
async fn passed_on(conn: &mut Conn, connection: &ConnectionId) -> Result<HashSet<(SeatKind, MemberId)>> {
    let found: Vec<(SeatKind, MemberId)> = sqlx::query_as(
        "select p.kind, p.member_id from seats s join seats p on p.id = s.inherited_from \
         where s.connection_id = $1 and s.until is null and s.listed = $2",
    )
    .bind(connection)
    .bind(false)
    .fetch_all(conn)
    .await?;
    Ok(found.into_iter().collect())
}

fn draft(kind: SeatKind, external: &str, name: &str) -> Draft {
    Draft {
        rank: 1,
        subject: Subject::Seat,
        subject_id: None,
        external_id: external.to_owned(),
        name: name.to_owned(),
        detail: kind.word().to_owned(),
        verdict: Verdict::Add,
        reason: Reason::NewThere,
        fields: Vec::new(),
        payload: json!(null),
        braked: false,
    }
}

fn new(kind: SeatKind, external: &str, member: &MemberId, name: &str) -> Draft {
    let payload = json!(Deed::Listed { kind, member: member.clone() });
    Draft { payload, ..draft(kind, external, name) }
}

fn unknown(kind: SeatKind, external: &str) -> Draft {
    Draft { verdict: Verdict::Blocked, reason: Reason::UnknownHere, ..draft(kind, external, external) }
}

fn gone(seat: &Held) -> Draft {
    Draft {
        subject_id: Some(seat.id.0.clone()),
        verdict: Verdict::Leave,
        reason: Reason::GoneThere,
        payload: json!(Deed::Gone),
        braked: true,
        ..draft(seat.kind, "", &seat.name)
    }
}
