//! `/presence`

use super::moment::At;
use super::page::{Asked, Listed, Paging};
use super::{Key, Place, Told};
use axum::extract::State;
use axum::{Extension, Json};
use domain::presence;
use model::presence::{Flow, PersonPresence, PresenceQuery, PresenceState, Side, SidePresence};
use model::problem::Fault;
use model::{MemberId, Problem};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How somebody is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Presence {
    member_id: String,
    /// available, `on_call`, `in_meeting`, `do_not_disturb`, busy, `after_call`, unavailable, offline or unknown.
    #[schema(value_type = String, example = "available")]
    state: PresenceState,
    /// Which platform says so: telephony or `contact_centre`; null where neither does.
    #[schema(value_type = Option<String>, required)]
    source: Option<Side>,
    /// Since when, by that platform's clock.
    #[schema(required)]
    since: Option<At>,
    /// On the telephones; null where nothing is known.
    #[schema(required)]
    telephony: Option<AccountPresence>,
    /// In the contact centre; null where nothing is known.
    #[schema(required)]
    contact_centre: Option<AccountPresence>,
    /// How the states flow: quiet, waiting, queued, told, failed, held, overridden or off.
    #[schema(value_type = String, example = "told")]
    flow: Flow,
}

/// How an account is.
#[derive(Debug, Serialize, ToSchema)]
pub struct AccountPresence {
    /// The account's id there.
    external_id: String,
    /// As for the person.
    #[schema(value_type = String)]
    state: PresenceState,
    /// The unavailable code, or the person's message; empty for none.
    detail: String,
    since: At,
    /// From the platform's moment to ours, in milliseconds.
    lag: i64,
}

impl From<SidePresence> for AccountPresence {
    fn from(one: SidePresence) -> Self {
        let SidePresence { external_id, state, detail, since, lag, .. } = one;
        Self { external_id, state, detail, since: At(since), lag }
    }
}

impl From<PersonPresence> for Presence {
    fn from(one: PersonPresence) -> Self {
        Self {
            member_id: one.member_id.0,
            state: one.state,
            source: one.source,
            since: one.since.map(At),
            telephony: one.telephony.map(Into::into),
            contact_centre: one.centre.map(Into::into),
            flow: one.flow,
        }
    }
}

/// Which people are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PresenceFilter {
    /// Only those who are so.
    state: Option<String>,
    /// Only this member.
    member_id: Option<String>,
    /// Only members whom these words find.
    q: Option<String>,
}

/// List presence
///
/// How members are on the telephones and in the contact centre, by name: everybody who has an account there of which something was
/// heard. Who takes part in two pairs of tenants is listed twice.
#[utoipa::path(
    get, path = "/presence", tag = "Presence", operation_id = "listPresence", params(Paging, PresenceFilter),
    security(("key" = ["presence.read"])), responses((status = 200, body = Listed<Presence>)),
)]
pub async fn list(
    State(edge): Place,
    Extension(caller): Key,
    Asked(paging): Asked<Paging>,
    Asked(filter): Asked<PresenceFilter>,
) -> Told<Json<Listed<Presence>>> {
    let state = match filter.state.as_deref().map(PresenceState::from_word) {
        Some(None) => return Err(Problem::field("state", Fault::Unknown).into()),
        known => known.flatten(),
    };
    let query = PresenceQuery {
        sync: None,
        state,
        flow: None,
        search: filter.q.unwrap_or_default(),
        member: filter.member_id.map(MemberId),
        page: paging.request()?,
    };
    Ok(Json(Listed::of(presence::board(&edge.services, &caller.viewer, &query).await?, Presence::from)))
}
