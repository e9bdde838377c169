//! Unavailable codes of the contact centre, by team.

use crate::{Conn, Result, Viewer};
use connectors::cxone::{CXone, CXoneError};
use model::presence::CentreTeam;
use model::{ConnectionId, PresenceSyncId};
use std::collections::BTreeMap;

/// One code of a team as the contact centre told it.
pub(super) struct Known {
    team: String,
    team_name: String,
    /// 0 with an empty name for a team without codes.
    code: i64,
    name: String,
}

/// Every team with its codes: a call for all teams and one for each.
pub(super) async fn read(centre: &CXone) -> std::result::Result<Vec<Known>, CXoneError> {
    let mut all = Vec::new();
    for team in centre.teams().await? {
        let (id, team_name) = (team.team_id.to_string(), team.team_name);
        let codes = centre.unavailable_codes(team.team_id).await?;
        let known = |code, name| Known { team: id.clone(), team_name: team_name.clone(), code, name };
        if codes.is_empty() {
            all.push(known(0, String::new()));
        }
        // Nobody chooses the one for the work after calls.
        let chosen = codes.into_iter().filter(|code| !code.is_acw);
        all.extend(chosen.map(|code| known(code.id.0, code.name)));
    }
    Ok(all)
}

/// Keeps them instead of those that are known.
pub(super) async fn put(conn: &mut Conn, connection: &ConnectionId, all: &[Known]) -> Result<()> {
    sqlx::query("delete from presence_codes where connection_id = $1").bind(connection).execute(&mut *conn).await?;
    for block in crate::store::blocks(all) {
        let mut sql = sqlx::QueryBuilder::<crate::Db>::new(
            "insert into presence_codes (connection_id, team_id, team_name, code_id, name, name_key) ",
        );
        sql.push_values(block, |mut row, one| {
            row.push_bind(connection.clone())
                .push_bind(one.team.clone())
                .push_bind(one.team_name.clone())
                .push_bind(one.code)
                .push_bind(one.name.clone())
                .push_bind(one.name.trim().to_lowercase());
        });
        // A platform that lists a code twice means one code.
        sql.push(" on conflict (connection_id, team_id, code_id) do nothing");
        sql.build().execute(&mut *conn).await?;
    }
    Ok(())
}

/// A code of an agent's team by its name.
pub(super) async fn find(
    conn: &mut Conn,
    connection: &ConnectionId,
    (team, name): (&str, &str),
) -> Result<Option<i64>> {
    Ok(sqlx::query_scalar(
        "select min(code_id) from presence_codes where connection_id = $1 and team_id = $2 and name_key = $3",
    )
    .bind(connection)
    .bind(team)
    .bind(name.trim().to_lowercase())
    .fetch_one(conn)
    .await?)
}

/// Teams with the names of their codes, as the contact centre told them last.
///
/// # Errors
/// [`model::Code::Forbidden`] without [`model::permission::Permission::PresenceRead`], [`model::Code::NotFound`].
pub async fn teams(services: &crate::Services, viewer: &Viewer, sync: &PresenceSyncId) -> Result<Vec<CentreTeam>> {
    viewer.require_everywhere(model::permission::Permission::PresenceRead)?;
    let mut conn = services.store.read().await?;
    let row = super::syncs::find(&mut conn, &viewer.organisation, sync).await?;
    let rows: Vec<(String, String, String)> = sqlx::query_as(
        "select team_id, team_name, name from presence_codes where connection_id = $1 order by team_name, team_id, name_key, code_id",
    )
    .bind(&row.centre_id)
    .fetch_all(&mut *conn)
    .await?;
    let mut teams: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for (id, name, code) in rows {
        let codes = teams.entry((name, id)).or_default();
        codes.extend(Some(code).filter(|code| !code.is_empty()));
    }
    Ok(teams.into_iter().map(|((name, id), codes)| CentreTeam { id, name, codes }).collect())
}
