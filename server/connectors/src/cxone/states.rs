//! What agents are doing, and setting it.

use std::collections::BTreeMap;

use reqwest::Method;
use serde::Deserialize;

use super::{
    client::{Base, CXone, Call},
    error::CXoneError,
    paging::{Links, window},
    types::{AgentId, AgentState, Cursor, NewState, PollTime, lenient},
};

const LISTING: &str = "agents/states";
const SINGLE: &str = "agents/{id}/states";
const SET: &str = "agents/{id}/state";
const LOGOUT: &str = "agents/{id}/logout";

/// Rows of one page of states.
const TOP: u32 = 500;

/// States since a time, and the time to ask from next.
#[derive(Debug, Clone)]
pub struct Polled {
    /// One for each agent, in the order of their numbers.
    pub states: Vec<AgentState>,
    /// Give it to the next call. What changed while pages were read is told again then, not lost. `None` where the
    /// platform did not say; then ask for all again.
    pub polled: Option<PollTime>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Listing {
    #[serde(default, deserialize_with = "lenient::text")]
    last_poll_time: String,
    #[serde(rename = "_links", default)]
    links: Option<Links>,
    #[serde(default, deserialize_with = "lenient::list")]
    agent_states: Vec<AgentState>,
}

impl CXone {
    /// `GET /agents/states`, all pages of it: everybody's state, or what changed since an earlier call. When a page
    /// fails, nothing is answered, and asking again with the same `since` loses nothing.
    pub async fn agent_states(&self, since: Option<&PollTime>) -> Result<Polled, CXoneError> {
        let mut states = BTreeMap::new();
        let mut polled = None;
        let mut from = Some(Cursor(0));
        while let Some(cursor) = from {
            let page = self.states_page(since, cursor, TOP).await?;
            from = page.links.unwrap_or_default().next(LISTING, cursor, page.agent_states.len())?;
            if cursor.0 == 0 {
                polled = PollTime::from_wire(page.last_poll_time);
            }
            states.extend(page.agent_states.into_iter().map(|state| (state.agent_id, state)));
        }
        Ok(Polled { states: states.into_values().collect(), polled })
    }

    pub(super) async fn states_page(
        &self,
        since: Option<&PollTime>,
        from: Cursor,
        top: u32,
    ) -> Result<Listing, CXoneError> {
        let mut query = Vec::from(window(from, top));
        query.extend(since.map(|since| ("updatedSince", since.0.clone())));
        let page: Listing = self.read(Call::get(LISTING, Base::Administration, &["agents", "states"], &query)).await?;
        if page.agent_states.iter().any(|state| state.agent_id.0 == 0) {
            return Err(CXoneError::HalfJson { api: LISTING, detail: "a state without agentId".to_owned() });
        }
        Ok(page)
    }

    /// `GET /agents/{id}/states`: the latest state of one agent; `None` of one who never had any.
    pub async fn agent_state(&self, id: AgentId) -> Result<Option<AgentState>, CXoneError> {
        let path = ["agents", &id.to_string(), "states"];
        let page: Listing = self.read(Call::get(SINGLE, Base::Administration, &path, &[])).await?;
        // The row of this call may leave out whose it is.
        let mut own = page.agent_states.into_iter().filter(|state| state.agent_id == id || state.agent_id.0 == 0);
        Ok(own.next_back().map(|state| AgentState { agent_id: id, ..state }))
    }

    /// `POST /agents/{id}/state`. Done at once, or when the contact ends that the agent is in; read his state to know.
    /// Not repeated when the answer broke: by then he may have chosen something else.
    pub async fn set_state(&self, id: AgentId, state: NewState) -> Result<(), CXoneError> {
        let query = match state {
            NewState::Available => vec![("state", "Available".to_owned())],
            NewState::Unavailable(code) => {
                vec![("state", "Unavailable".to_owned()), ("outStateId", code.to_string())]
            }
        };
        let path = ["agents", &id.to_string(), "state"];
        self.write(post(SET, &path, &query)).await
    }

    /// `POST /agents/{id}/logout`. The platform only says that it has begun.
    pub async fn logout(&self, id: AgentId) -> Result<(), CXoneError> {
        self.write(post(LOGOUT, &["agents", &id.to_string(), "logout"], &[])).await
    }
}

fn post<'a>(api: &'static str, path: &'a [&'a str], query: &'a [(&'a str, String)]) -> Call<'a> {
    Call { api, method: Method::POST, base: Base::Administration, path, query, body: None }
}
