//! Teams and their unavailable codes.

use serde::Deserialize;

use super::{
    client::{Base, CXone, Call},
    error::CXoneError,
    paging::{Links, window},
    types::{Cursor, Team, TeamId, UnavailableCode, lenient},
};

const TEAMS: &str = "teams";
const CODES: &str = "teams/{id}/unavailable-codes";

/// Rows of one page of teams.
const TOP: u32 = 500;

#[derive(Deserialize)]
struct Teams {
    #[serde(rename = "_links", default)]
    links: Option<Links>,
    #[serde(default, deserialize_with = "lenient::list")]
    teams: Vec<Team>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Codes {
    #[serde(default, deserialize_with = "lenient::list")]
    unavailable_codes: Vec<UnavailableCode>,
}

impl CXone {
    /// `GET /teams`, all pages of it.
    pub async fn teams(&self) -> Result<Vec<Team>, CXoneError> {
        let mut teams: Vec<Team> = Vec::new();
        let mut from = Some(Cursor(0));
        while let Some(cursor) = from {
            let query = window(cursor, TOP);
            let page: Teams = self.read(Call::get(TEAMS, Base::Administration, &["teams"], &query)).await?;
            from = page.links.unwrap_or_default().next(TEAMS, cursor, page.teams.len())?;
            teams.extend(page.teams);
        }
        teams.sort_by_key(|team| team.team_id);
        teams.dedup_by_key(|team| team.team_id);
        Ok(teams)
    }

    /// `GET /teams/{id}/unavailable-codes`: the codes in use; the one for the work after calls is among them.
    pub async fn unavailable_codes(&self, team: TeamId) -> Result<Vec<UnavailableCode>, CXoneError> {
        let path = ["teams", &team.to_string(), "unavailable-codes"];
        let query = [("activeOnly", "true".to_owned())];
        let codes: Codes = self.read(Call::get(CODES, Base::Administration, &path, &query)).await?;
        Ok(codes.unavailable_codes.into_iter().filter(|code| code.is_active).collect())
    }
}
