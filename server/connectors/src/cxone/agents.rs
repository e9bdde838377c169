//! Agents.

use serde::Deserialize;

use super::{
    client::{Base, CXone, Call},
    error::CXoneError,
    paging::{Links, window},
    types::{Agent, AgentId, Cursor, Page, PollTime, lenient},
};

const LISTING: &str = "agents";
const SINGLE: &str = "agents/{id}";

/// Which agents are listed; the default lists all, inactive ones too.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AgentFilter {
    pub active: Option<bool>,
    /// Only those who changed since then.
    pub updated_since: Option<PollTime>,
    /// A piece of a name.
    pub search: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Listing {
    #[serde(default, deserialize_with = "lenient::int")]
    total_records: i64,
    #[serde(default, deserialize_with = "lenient::text")]
    last_poll_time: String,
    #[serde(rename = "_links", default)]
    links: Option<Links>,
    /// The platform answers 204 or leaves the list out where nobody changed.
    #[serde(default, deserialize_with = "lenient::list")]
    agents: Vec<Agent>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Single {
    Listed { agents: Vec<Agent> },
    Bare(Box<Agent>),
}

impl CXone {
    /// `GET /agents`: a page from a place on, the beginning without one, of at most `top` rows. Only after the last
    /// page may anybody be taken for gone.
    pub async fn agents(
        &self,
        filter: &AgentFilter,
        from: Option<Cursor>,
        top: u32,
    ) -> Result<Page<Agent>, CXoneError> {
        let from = from.unwrap_or(Cursor(0));
        let mut query = Vec::from(window(from, top));
        if let Some(active) = filter.active {
            query.push(("isActive", active.to_string()));
        }
        if let Some(since) = &filter.updated_since {
            // The document of this call says `updateSince`, that of the one about states `updatedSince`.
            query.extend([("updateSince", since.0.clone()), ("updatedSince", since.0.clone())]);
        }
        if let Some(search) = &filter.search {
            query.push(("searchString", search.clone()));
        }
        let listing: Listing = self.read(Call::get(LISTING, Base::Administration, &["agents"], &query)).await?;
        if listing.agents.iter().any(|agent| agent.agent_id.0 == 0) {
            return Err(CXoneError::HalfJson { api: LISTING, detail: "an agent without agentId".to_owned() });
        }
        Ok(Page {
            next: listing.links.unwrap_or_default().next(LISTING, from, listing.agents.len())?,
            total: u64::try_from(listing.total_records).unwrap_or(0),
            polled: PollTime::from_wire(listing.last_poll_time),
            rows: listing.agents,
        })
    }

    /// `GET /agents/{id}`. An agent nobody knows is [`Decision::Gone`](super::Decision::Gone).
    pub async fn agent(&self, id: AgentId) -> Result<Agent, CXoneError> {
        let path = ["agents", &id.to_string()];
        let agent = match self.read(Call::get(SINGLE, Base::Administration, &path, &[])).await? {
            Single::Listed { agents } => agents.into_iter().find(|agent| agent.agent_id == id),
            Single::Bare(agent) => Some(*agent).filter(|agent| agent.agent_id == id),
        };
        agent.ok_or(CXoneError::HalfJson { api: SINGLE, detail: "somebody else".to_owned() })
    }
}
