//! The SQL of syncs: which tenants, and by which tables.

use super::decide::Table;
use crate::{Conn, Result};
use model::presence::Side;
use model::presence_sync::{
    CallsTaken, CentreCondition, Direction, DirectionOf, PublishRule, SubscribeRule, TelephonyCondition, UserStatus,
};
use model::{Code, ConnectionId, MemberId, OrganisationId, PresenceSyncId};
use std::collections::HashMap;

/// How states flow between two tenants, as stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub id: PresenceSyncId,
    pub organisation_id: OrganisationId,
    pub telephony_id: ConnectionId,
    pub telephony_name: String,
    pub centre_id: ConnectionId,
    pub centre_name: String,
    pub enabled: bool,
    pub direction: Direction,
    pub debounce: i64,
    pub poll: i64,
    pub ringing: bool,
    pub tie: Side,
    pub revision: i64,
}

/// The columns of [`Row`]; the table is named `s`.
pub(super) const SELECT: &str = "select s.id, s.organisation_id, s.telephony_id, t.name as telephony_name, s.centre_id, \
     c.name as centre_name, s.enabled, s.direction, s.debounce, s.poll, s.ringing, s.tie, s.revision from presence_syncs s \
     join connections t on t.id = s.telephony_id join connections c on c.id = s.centre_id ";

impl Row {
    /// The tenant of a side.
    pub(super) const fn connection(&self, side: Side) -> &ConnectionId {
        match side {
            Side::Telephony => &self.telephony_id,
            Side::ContactCentre => &self.centre_id,
        }
    }

    /// What people call it.
    pub(super) fn name(&self) -> String {
        [&self.telephony_name, " ↔ ", &self.centre_name].concat()
    }

    /// Which side a tenant is.
    pub(super) fn side(&self, connection: &ConnectionId) -> Side {
        if *connection == self.telephony_id { Side::Telephony } else { Side::ContactCentre }
    }
}

/// Every sync of an organisation, by the names of its tenants.
pub(super) async fn all(conn: &mut Conn, organisation: &OrganisationId) -> Result<Vec<Row>> {
    let sql = [SELECT, "where s.organisation_id = $1 order by t.name, c.name, s.id"].concat();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(organisation).fetch_all(conn).await?)
}

/// One of an organisation.
///
/// # Errors
/// [`Code::NotFound`].
pub(super) async fn find(conn: &mut Conn, organisation: &OrganisationId, id: &PresenceSyncId) -> Result<Row> {
    let sql = [SELECT, "where s.organisation_id = $1 and s.id = $2"].concat();
    let row: Option<Row> =
        sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(organisation).bind(id).fetch_optional(conn).await?;
    Ok(row.ok_or(Code::NotFound)?)
}

/// The one that a tenant takes part in.
pub(super) async fn of(conn: &mut Conn, connection: &ConnectionId) -> Result<Option<Row>> {
    let sql = [SELECT, "where s.telephony_id = $1 or s.centre_id = $1"].concat();
    Ok(sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(connection).fetch_optional(conn).await?)
}

/// A line as stored.
#[derive(sqlx::FromRow)]
struct Line {
    way: String,
    condition: String,
    of_code: String,
    code: String,
    user_status: Option<UserStatus>,
    calls: Option<CallsTaken>,
    restores: bool,
}

/// Both tables. A line of a version that knew more conditions is left out.
pub(super) async fn table(conn: &mut Conn, row: &Row) -> Result<Table> {
    let lines: Vec<Line> = sqlx::query_as(
        "select way, condition, of_code, code, user_status, calls, restores from presence_rules where sync_id = $1 order by way, place",
    )
    .bind(&row.id)
    .fetch_all(conn)
    .await?;
    let mut table = Table { ringing: row.ringing, tie: row.tie, subscribe: Vec::new(), publish: Vec::new() };
    for line in lines {
        if line.way == "subscribe" {
            if let Some(when) = TelephonyCondition::from_word(&line.condition) {
                table.subscribe.push(SubscribeRule { when, code: line.code });
            }
        } else if let Some(when) = CentreCondition::from_word(&line.condition) {
            let Line { of_code: code, user_status: user, calls, restores, .. } = line;
            table.publish.push(PublishRule { when, code, user, calls, restores });
        }
    }
    Ok(table)
}

/// Who has a direction of his own.
#[derive(Debug, Default)]
pub(super) struct Directions(HashMap<(DirectionOf, String), Direction>);

impl Directions {
    /// Those of a sync.
    pub(super) async fn of(conn: &mut Conn, sync: &PresenceSyncId) -> Result<Self> {
        let rows: Vec<(DirectionOf, String, Direction)> =
            sqlx::query_as("select of_kind, of_id, direction from presence_directions where sync_id = $1")
                .bind(sync)
                .fetch_all(conn)
                .await?;
        Ok(Self(rows.into_iter().map(|(of, id, direction)| ((of, id), direction)).collect()))
    }

    /// A person's: his own, or that of his team, or everybody's.
    pub(super) fn for_person(&self, member: &MemberId, team: &str, usual: Direction) -> Direction {
        let own = |of, id: &str| self.0.get(&(of, id.to_owned())).copied();
        own(DirectionOf::Member, member.as_str()).or_else(|| own(DirectionOf::Team, team)).unwrap_or(usual)
    }
}

impl Directions {
    /// All of them, in no order.
    pub(super) fn all(&self) -> impl Iterator<Item = (DirectionOf, &str, Direction)> {
        self.0.iter().map(|((of, id), direction)| (*of, id.as_str(), *direction))
    }
}
